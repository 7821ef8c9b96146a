-- code: day-to-come
-- en: No day on which something was published, read, searched or decided lies in the future.
-- zh: 发布、阅读、检索和决定的日期都不在将来。
-- fault en: {value} is still to come; correct the day
-- fault zh: {value}尚未到来；请更正日期
-- reads: claims, evidence, observations, sources, searches, exemptions
with days (table_name, id, column_name, day) as (
    select 'claims', id, 'reviewed_on', reviewed_on from claims
    union all
    select 'evidence', id, 'reread_on', reread_on from evidence
    union all
    select 'observations', id, 'reread_on', reread_on from observations
    union all
    select 'sources', id, 'accessed_on', accessed_on from sources
    union all
    select 'sources', id, 'published_on', published_on from sources
    union all
    select 'sources', id, 'published_in', published_in from sources
    union all
    select 'searches', id, 'searched_on', searched_on from searches
    union all
    select 'exemptions', id, 'decided_on', decided_on from exemptions
)
select table_name, id, column_name, day, null
from days
-- Where the day is a day ahead of Greenwich's, it is no future. A month or year compares as text.
where day > date('now', '+1 day');
