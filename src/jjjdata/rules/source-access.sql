-- code: source-access
-- en: Address, host and day of reading are filled as the kind of access demands, and a syndicator
--   names the publisher.
-- zh: 网址、主机和阅读日期按获取方式填写，转载的注明了发布者。
-- fault en: {value} does not fit the access; these should be filled, and no others: {expected}
-- fault zh: {value}与获取方式不符；应填写且只填写：{expected}
-- reads: sources
with demands (access, url, read_at, accessed_on, told) as (
    values
        ('original', true, false, true, 'original: url, accessed_on'),
        ('syndicated', true, false, true, 'syndicated: url, accessed_on'),
        ('mirror', false, true, true, 'mirror: read_at, accessed_on'),
        ('not_read', false, false, false, 'not_read: -')
)
select 'sources', sources.id, 'url', sources.url, demands.told
from sources
join demands using (access)
where (sources.url is not null) <> demands.url
union all
select 'sources', sources.id, 'read_at', sources.read_at, demands.told
from sources
join demands using (access)
where (sources.read_at is not null) <> demands.read_at
union all
select 'sources', sources.id, 'accessed_on', sources.accessed_on, demands.told
from sources
join demands using (access)
where (sources.accessed_on is not null) <> demands.accessed_on
union all
-- What does not say whose it is, is a copy.
select 'sources', id, 'access', access, 'mirror'
from sources
where access = 'syndicated' and publisher_id = 'unnamed-publisher';
