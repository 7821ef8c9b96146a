-- code: source-origin
-- en: A chain of repeats ends at an origin, and none of its documents is more than a day later than
--   what repeats it; the origin of a claim is a document in the chain of its article, or one of the
--   article's own day that repeats no other.
-- zh: 转述链止于一个出处，链上的文献比转述它的至多晚一日；陈述的出处是其文章转述链上的文献，或与该文章同日发布、不转述他文的文献。
-- fault en: the origin {value} is too late, leads in a circle or is none of the article's; it
--   should be {expected}
-- fault zh: 出处{value}过晚、循环或不在文章的转述链上；应为{expected}
-- reads: claims, passages, sources
with
-- From the view origins: each source with each document of its chain as `via_id`, which are itself,
-- what it repeats (`sources.origin_id` is this next link alone), what that repeats, and so on.
-- `is_origin` marks the end, the document that names itself as its origin; a circle has none.
links as materialized (select * from origins),
chains as (
    select source_id, max(is_origin) as has_end, group_concat(via_id, ' → ') as chain
    from links
    group by source_id
),
-- When each source was published, as far as that is known, and what it repeats at the latest: one
-- day may be the time zone.
dated as (
    select
        id,
        origin_id,
        coalesce(published_on, published_in) as day,
        coalesce(date(published_on, '+1 day'), published_in) as latest
    from sources
)
select 'sources', sources.id, 'origin_id', sources.origin_id, sources.id
from sources
join chains on chains.source_id = sources.id and not chains.has_end
union all
select
    'sources',
    dated.id,
    'origin_id',
    group_concat(repeated.id, ', '),
    '≤ ' || dated.latest
from dated
join links on links.source_id = dated.id
join dated as repeated on repeated.id = links.via_id
-- compared as precisely as both are known
where
    substr(repeated.day, 1, length(dated.latest))
    > substr(dated.latest, 1, length(repeated.day))
group by dated.id
union all
select 'claims', claims.id, 'origin_id', claims.origin_id, chains.chain
from claims
join passages on passages.id = claims.passage_id
join sources as article on article.id = passages.source_id
join chains on chains.source_id = article.id
where
    (article.id, claims.origin_id) not in (select source_id, via_id from links)
    -- What a reporter says himself goes back to a report of that day, which is an origin of its own
    -- and not in the chain that leads to the press conference.
    and claims.origin_id not in (
        select report.id
        from sources as report
        where report.origin_id = report.id and report.published_on = article.published_on
    );
