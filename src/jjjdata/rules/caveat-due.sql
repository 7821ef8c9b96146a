-- code: caveat-due
-- en: A caveat stands where the evidence demands it: some caveat after refining evidence,
--   "single origin" where and only where one origin bears the claim out and none contradicts it,
--   "later revised" where a later revision changes the verdict.
-- zh: 证据要求提示的地方有提示：有部分证实的证据时，至少有一项提示；仅有一个出处证实而无出处相悖时，且仅在此时，提示“单一出处”；后来的修订改变结论时，提示“后有修订”。
-- fault en: the caveats of the claim are: {value}; what the evidence asks for: {expected}
-- fault zh: 陈述的提示为：{value}；证据所要求的为：{expected}
-- reads: claims, claim_caveats, evidence, checks, sources, organizations
-- Materialized, since a view that is joined twice would be worked out twice.
with rulings as materialized (select * from verdicts),
present as (
    select
        claims.id,
        claims.id in (select claim_id from evidence where stance = 'refines') as is_refined,
        -- Both are numbers of origins. Where another contradicts it the verdict is "conflicting"
        -- and says so.
        claims.checkability = 'checkable'
            and at_first.supporting = 1
            and at_first.contradicting = 0 as is_single,
        at_first.verdict <> latest.verdict as is_revised,
        count(claim_caveats.caveat) as number,
        count(*) filter (where claim_caveats.caveat = 'single_origin') > 0 as says_single,
        count(*) filter (where claim_caveats.caveat = 'later_revised') > 0 as says_revised,
        group_concat(claim_caveats.caveat, ', ') as caveats
    from claims
    -- by what was known on the day of the claim, and by what is known now
    join rulings as at_first on at_first.claim_id = claims.id and at_first.reading = 'verdict'
    join rulings as latest on latest.claim_id = claims.id and latest.reading = 'verdict_latest'
    left join claim_caveats on claim_caveats.claim_id = claims.id
    group by claims.id
)
select 'claims', id, null, caveats, '≥ 1 (refines)'
from present
where is_refined and number = 0
union all
select 'claims', id, null, caveats, '+ single_origin'
from present
where is_single and not says_single
union all
select 'claims', id, null, caveats, '− single_origin'
from present
where says_single and not is_single
union all
-- Not the other way round: a figure may be revised without a change of the verdict.
select 'claims', id, null, caveats, '+ later_revised'
from present
where is_revised and not says_revised;
