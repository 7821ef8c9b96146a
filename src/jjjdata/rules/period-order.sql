-- code: period-order
-- en: A period begins before it ends, and a base before what is measured from it; by the day that
--   it is told a period has begun and a base has ended, but for commitments, context, targets and
--   derived values.
-- zh: 时期起点早于终点，基期早于本期；到发布之日，时期已经开始，基期已经结束，承诺、背景、目标和推算值除外。
-- fault en: {value} is out of order; it should be {expected}
-- fault zh: {value}先后不符；应为{expected}
-- reads: claims, checks, evidence, observations, passages, sources
with dated as (
    -- the day, or where it is not known the month, on which a source was published
    select id, coalesce(published_on, published_in) as day from sources
),
-- what a source tells of, with the latest date that must have come by then
told (table_name, id, period, latest, source_id) as (
    select
        'claims',
        claims.id,
        claims.period,
        max(first_date(claims.period), coalesce(last_date(claims.base_period), '')),
        passages.source_id
    from claims
    join passages on passages.id = claims.passage_id
    -- a promise speaks of what is to come
    where claims.claim_type <> 'commitment'
    union all
    select 'evidence', id, period, first_date(period), source_id
    from evidence
    -- context may be a plan
    where stance <> 'context'
    union all
    select 'observations', id, period, first_date(period), source_id
    from observations
    -- a target lies ahead, and of a derived value the source is only one of several
    where basis in ('as_printed', 'part_year')
)
select 'claims', id, 'base_period', base_period, '< ' || period
from claims
where first_date(base_period) >= first_date(period)
union all
select 'checks', id, 'base_period', base_period, '< ' || period
from checks
where first_date(base_period) >= first_date(period)
union all
select 'claims', id, 'period', period, last_date(period) || '/' || first_date(period)
from claims
where first_date(period) > last_date(period)
union all
-- compared as precisely as the day is known
select told.table_name, told.id, 'period', told.period, '≤ ' || dated.day
from told
join dated on dated.id = told.source_id
where substr(told.latest, 1, length(dated.day)) > dated.day;
