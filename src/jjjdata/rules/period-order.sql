-- code: period-order
-- en: A period begins before it ends, a base before what is measured from it, and neither after the
--   day it was told.
-- zh: 时期起点早于终点，基期早于本期，且都不晚于发布日期。
-- fault en: {value} is out of order; it should be {expected}
-- fault zh: {value}先后不符；应为{expected}
-- reads: claims, checks, evidence, observations, passages, sources
with dated as (
    -- the day, or where it is not known the month, on which a source was published
    select id, coalesce(published_on, published_in) as day from sources
)
select 'claims', id, 'base_period', base_period, '< ' || period
from claims
where first_date(base_period) >= first_date(period)
union all
select 'claims', id, 'period', period, last_date(period) || '/' || first_date(period)
from claims
where first_date(period) > last_date(period)
union all
select 'claims', claims.id, 'period', claims.period, '≤ ' || sources.published_on
from claims
join passages on passages.id = claims.passage_id
join sources on sources.id = passages.source_id
where
    claims.claim_type <> 'commitment'
    and max(first_date(claims.period), coalesce(last_date(claims.base_period), ''))
        > sources.published_on
union all
select 'checks', id, 'base_period', base_period, '< ' || period
from checks
where base_period >= period
union all
select 'evidence', evidence.id, 'period', evidence.period, '≤ ' || dated.day
from evidence
join dated on dated.id = evidence.source_id
where
    evidence.stance <> 'context'
    and substr(first_date(evidence.period), 1, length(dated.day)) > dated.day
union all
select 'observations', observations.id, 'period', observations.period, '≤ ' || dated.day
from observations
join dated on dated.id = observations.source_id
where
    observations.basis in ('as_printed', 'part_year')
    and substr(first_date(observations.period), 1, length(dated.day)) > dated.day;
