-- fidelities: how faithfully the document renders a claim, by the worst problem in its clause, one
-- row a claim.
-- reads: claims, passages, sources, rendered
create view fidelities as
with worst as (
    select claim_id, max(weight) as weight
    from rendered
    group by claim_id
)
select
    claims.id as claim_id,
    case
        -- What is quoted in Chinese was not translated.
        when sources.language in ('zh-Hans', 'zh-Hant') then 'not_translated'
        when claims.source_term_source_id is null then 'original_not_seen'
        when worst.weight = 3 then 'garbled'
        when worst.weight = 2 then 'mistranslated'
        when worst.weight = 1 then 'imprecise'
        else 'faithful'
    end as fidelity
from claims
join passages on passages.id = claims.passage_id
join sources on sources.id = passages.source_id
left join worst on worst.claim_id = claims.id;
