-- code: source-host
-- en: An address lies on a listed host; what was read on the publisher's site, on a host of the
--   publisher, of the body above it or of one below it; and what was read in a mirror, on no host
--   of a syndicator.
-- zh: 网址在已列出的主机上；读自发布者网站的，网址在该机构或其上级、下属机构的主机上；读自第三方副本的，所读主机不是转载机构的。
-- fault en: {value} does not fit the table hosts, where its host is: {expected}; list the host or
--   correct the access
-- fault zh: {value}与主机表不符，表中该主机为：{expected}；请列出主机或更正获取方式
-- reads: sources, hosts, organizations
with recorded as (
    select
        hosts.*,
        organizations.parent_id,
        hosts.id || ' (' || organization_id || ', ' || role || ')' as told
    from hosts
    join organizations on organizations.id = hosts.organization_id
)
select 'sources', id, 'url', url, null
from sources
-- an address without a host is on no listed one
where url is not null and coalesce(host(url), '') not in (select id from hosts)
union all
select 'sources', sources.id, 'access', sources.access, recorded.told
from sources
join organizations as publisher on publisher.id = sources.publisher_id
join recorded on recorded.id = host(sources.url)
where
    sources.access = 'original'
    and (
        recorded.role <> 'publisher'
        or (
            recorded.organization_id <> publisher.id
            and recorded.organization_id is not publisher.parent_id
            and recorded.parent_id is not publisher.id
        )
    )
union all
select 'sources', sources.id, 'read_at', sources.read_at, recorded.told
from sources
join recorded on recorded.id = host('//' || sources.read_at)
-- What was read at a syndicator's has an address there. A host of a publisher is allowed: it may
-- carry copies of what others published, which are mirrors too.
where sources.access = 'mirror' and recorded.role = 'syndicator';
