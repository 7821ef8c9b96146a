-- code: source-origin
-- en: A chain of repeats ends at an origin no later than what repeats it; a claim goes back to the
--   chain of its article.
-- zh: 转述链止于一个出处，出处不晚于转述；陈述的出处在其文章的转述链上。
-- fault en: the origin {value} is too late, leads in a circle or is none of the article's; it should
--   be {expected}
-- fault zh: 出处{value}过晚、循环或不在文章的转述链上；应为{expected}
-- reads: claims, passages, sources
with links as materialized (select * from origins),
chains as (
    select source_id, max(is_origin) as has_end, group_concat(via_id, ' → ') as chain
    from links
    group by source_id
)
select 'sources', sources.id, 'origin_id', sources.origin_id, sources.id
from sources
join chains on chains.source_id = sources.id and not chains.has_end
union all
select 'sources', sources.id, 'origin_id', sources.origin_id, '≤ ' || sources.published_on
from sources
join links on links.source_id = sources.id and links.is_origin
join sources as origin on origin.id = links.via_id
-- one day may be the date line
where julianday(origin.published_on) - julianday(sources.published_on) > 1
union all
select 'claims', claims.id, 'origin_id', claims.origin_id, chains.chain
from claims
join passages on passages.id = claims.passage_id
join sources as article on article.id = passages.source_id
join sources as origin on origin.id = claims.origin_id
join chains on chains.source_id = article.id
left join links as link on link.source_id = article.id and link.via_id = claims.origin_id
where
    link.source_id is null
    -- what the reporter says himself goes back to a report of that day, not to the press conference
    and (origin.origin_id = origin.id and origin.published_on is article.published_on) is not true;
