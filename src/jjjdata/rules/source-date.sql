-- code: source-date
-- en: A source has one date, a day or a month, and the date in its key is that date.
-- zh: 来源只有一个日期（日或月），主键中的日期与之相同。
-- fault en: {value} is not the one date of the source, which is {expected} by its key; correct the
--   date or the key
-- fault zh: {value}不是来源的唯一日期，按主键应为{expected}；请更正日期或主键
-- reads: sources
with dated as (
    select
        id,
        iif(published_on is null, 'published_in', 'published_on') as date_column,
        coalesce(published_on, published_in) as published,
        key_date(id) as in_key
    from sources
)
select 'sources', id, 'published_in', published_in, null
from sources
where published_on is not null and published_in is not null
union all
select 'sources', id, date_column, published, in_key
from dated
where
    -- one may be a day and the other its month
    substr(published, 1, length(in_key)) <> in_key
    and substr(in_key, 1, length(published)) <> published;
