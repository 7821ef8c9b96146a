-- code: source-host
-- en: An address lies on a listed host, an original on a host of its publisher; and a mirror, which
--   has no address but names the host of the copy that was read, names no host of a syndicator.
-- zh: 网址在已列出的主机上，原始来源在其发布机构的主机上；镜像没有网址，只记所读副本的主机，该主机不是转载机构的。
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
        -- neither the publisher's own, nor of the body above it, nor of one below it
        or (
            recorded.organization_id <> publisher.id
            and recorded.organization_id is not publisher.parent_id
            and recorded.parent_id is not publisher.id
        )
    )
union all
select 'sources', sources.id, 'read_at', sources.read_at, recorded.told
from sources
join recorded on recorded.id = sources.read_at
-- What was read at a syndicator's has an address there and is no mirror. A publisher's own host may
-- hold copies that deserve no more trust than one.
where sources.access = 'mirror' and recorded.role = 'syndicator';
