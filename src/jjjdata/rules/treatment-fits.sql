-- code: treatment-fits
-- en: How a passage is treated fits its claims: one with a checkable claim holds claims, one with
--   other claims alone holds judgments or promises, and one without only frames or structures.
-- zh: 各句的处理与其陈述相符：有可核查陈述的为“含陈述”，只有其他陈述的为“评价”或“承诺”，没有陈述的为“承接语”或“结构”。
-- fault en: {value} does not fit the claims entered so far: enter those of the passage, or make it
--   {expected}
-- fault zh: {value}与该句已录入的陈述不符：请录入该句的陈述，或改为{expected}
-- reads: passages, claims
with held as (
    select
        passages.id,
        passages.treatment,
        count(claims.id) as claims,
        count(*) filter (where claims.checkability = 'checkable') as checkable
    from passages
    left join claims on claims.passage_id = passages.id
    group by passages.id
)
select
    'passages',
    id,
    'treatment',
    treatment,
    case
        when checkable > 0 then 'claims'
        when claims > 0 then 'opinion, commitment'
        else 'framing, structure'
    end
from held
where
    (treatment = 'claims') <> (checkable > 0)
    or (treatment in ('framing', 'structure')) <> (claims = 0);
