-- code: period-order
-- en: No period and no base ends before it begins, and a base begins before its period does; a
--   source tells of no period that begins, and no base that ends, after the day of its publication,
--   except in commitments, context, targets and derived values.
-- zh: 时期和基期的终点都不早于起点，基期的起点早于本期的起点；来源所述的时期不始于发布之日以后，基期不止于发布之日以后，承诺、背景、目标和推算值除外。
-- fault en: {value} is out of order; it should be {expected}
-- fault zh: {value}先后不符；应为{expected}
-- reads: claims, checks, evidence, observations, passages, sources
with dated as (
    -- the day on which a source was published, or as much as is known of it: month or year
    select id, coalesce(published_on, published_in) as day from sources
),
periods (table_name, id, column_name, period) as (
    select 'claims', id, 'period', period from claims
    union all
    select 'claims', id, 'base_period', base_period from claims
    union all
    select 'checks', id, 'period', period from checks
    union all
    select 'checks', id, 'base_period', base_period from checks
    union all
    select 'evidence', id, 'period', period from evidence
    union all
    select 'observations', id, 'period', period from observations
),
statements as (
    select claims.*, passages.source_id
    from claims
    join passages on passages.id = claims.passage_id
    -- a promise speaks of what is to come
    where claims.claim_type <> 'commitment'
),
-- What a source tells of: `due` is the date that must have come by the day of its publication. An
-- open period, "by 27 February," has no beginning: the date that it names must have come.
told (table_name, id, column_name, period, due, source_id) as (
    select 'claims', id, 'period', period, first_date(period), source_id
    from statements
    union all
    select 'claims', id, 'base_period', base_period, last_date(base_period), source_id
    from statements
    union all
    select 'evidence', id, 'period', period, first_date(period), source_id
    from evidence
    -- context may be a plan
    where stance <> 'context'
    union all
    select 'observations', id, 'period', period, first_date(period), source_id
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
select table_name, id, column_name, period, last_date(period) || '/' || first_date(period)
from periods
where first_date(period) > last_date(period)
union all
-- Compared as precisely as both are known: of the year in which it was published a source may tell.
select told.table_name, told.id, told.column_name, told.period, '≤ ' || dated.day
from told
join dated on dated.id = told.source_id
where substr(told.due, 1, length(dated.day)) > dated.day;
