-- code: source-host
-- en: An address lies on a listed host, an original on a host of its publisher, and a mirror on no
--   host of a syndicator.
-- zh: 网址在已列出的主机上，原始来源在其发布机构的主机上，镜像不在转载机构的主机上。
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
where url is not null and host(url) in (select id from hosts) is not true
union all
select 'sources', sources.id, 'access', sources.access, recorded.told
from sources
join organizations as publisher on publisher.id = sources.publisher_id
join recorded on recorded.id = host(sources.url)
where
    sources.access = 'original'
    and (
        recorded.role = 'publisher'
        -- the publisher itself, the body it belongs to, or one that belongs to it
        and (
            recorded.organization_id in (publisher.id, publisher.parent_id)
            or recorded.parent_id = publisher.id
        )
    ) is not true
union all
select 'sources', sources.id, 'read_at', sources.read_at, recorded.told
from sources
join recorded on recorded.id = sources.read_at
-- A publisher's own host may hold copies that deserve no more trust than a mirror.
where sources.access = 'mirror' and recorded.role = 'syndicator';
