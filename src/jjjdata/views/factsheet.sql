-- factsheet: one row a claim with every key resolved to words in both languages, its origins and
-- its backing.
-- reads: claims, claim_caveats, evidence, checks, sources, organizations, places, units, codes, origins, counted, verdicts
--
-- Read in the order of the table claims. `sources_*` are the documents read that count for the
-- verdict.
create view factsheet as
with
caveats as (
    select
        claim_id,
        group_concat(label_zh, '；') as caveats_zh,
        group_concat(label_en, '; ') as caveats_en
    from (
        select claim_caveats.claim_id, codes.label_zh, codes.label_en
        from claim_caveats
        join codes on codes.list = 'caveat' and codes.code = claim_caveats.caveat
        order by claim_caveats.rowid
    )
    group by claim_id
),
documents as (
    select
        evidence.claim_id,
        min(evidence.rowid) as first_row,
        sources.title_zh || '，' || organizations.name_zh
            || coalesce('，' || coalesce(sources.published_on, sources.published_in), '')
            || coalesce('，' || sources.url, '') as told_zh,
        sources.title_en || ', ' || organizations.name_en
            || coalesce(', ' || coalesce(sources.published_on, sources.published_in), '')
            || coalesce(', ' || sources.url, '') as told_en
    from evidence
    join sources on sources.id = evidence.source_id
    join organizations on organizations.id = sources.publisher_id
    join origins on origins.source_id = sources.id and origins.is_origin
    where
        evidence.stance <> 'context'
        and (evidence.claim_id, origins.via_id) in (
            select claim_id, origin_id from counted where reading = 'verdict'
        )
    group by evidence.claim_id, sources.id
),
cited as (
    select
        claim_id,
        group_concat(told_zh, '；') as sources_zh,
        group_concat(told_en, '; ') as sources_en
    from (select * from documents order by first_row)
    group by claim_id
)
select
    claims.id,
    topic.label_zh as topic_zh,
    topic.label_en as topic_en,
    claims.statement_zh,
    claims.statement_en,
    claims.summary_zh,
    claims.summary_en,
    claims.safe_zh,
    claims.safe_en,
    claims.quote,
    claims.source_term_zh,
    places.name_zh as place_zh,
    places.name_en as place_en,
    claims.period,
    claims.base_period,
    qualifier.label_zh as qualifier_zh,
    qualifier.label_en as qualifier_en,
    claims.value,
    claims.value_high,
    units.name_zh as unit_zh,
    units.name_en as unit_en,
    fidelity.label_zh as fidelity_zh,
    fidelity.label_en as fidelity_en,
    claims.verdict as verdict_code,
    verdict.label_zh as verdict_zh,
    verdict.label_en as verdict_en,
    latest.label_zh as verdict_latest_zh,
    latest.label_en as verdict_latest_en,
    backing.label_zh as backing_zh,
    backing.label_en as backing_en,
    -- their number; in the view verdicts these names are lists of IDs
    verdicts.supporting as supporting_origins,
    verdicts.contradicting as contradicting_origins,
    claims.id in (select claim_id from checks) as recomputed,
    caveats.caveats_zh,
    caveats.caveats_en,
    claims.rationale_zh,
    claims.rationale_en,
    cited.sources_zh,
    cited.sources_en
from claims
join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
left join codes as topic on topic.list = 'topic' and topic.code = claims.topic
left join codes as qualifier on qualifier.list = 'qualifier' and qualifier.code = claims.qualifier
left join codes as fidelity on fidelity.list = 'fidelity' and fidelity.code = claims.fidelity
left join codes as verdict on verdict.list = 'verdict' and verdict.code = claims.verdict
left join codes as latest on latest.list = 'verdict' and latest.code = claims.verdict_latest
left join codes as backing on backing.list = 'backing' and backing.code = verdicts.backing
left join places on places.id = claims.place_id
left join units on units.id = claims.unit_id
left join caveats on caveats.claim_id = claims.id
left join cited on cited.claim_id = claims.id
order by claims.rowid;
