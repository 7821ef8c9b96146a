-- code: host-unused
-- en: Every listed host is linked to by a source.
-- zh: 列出的每个主机都有来源链接。
-- fault en: no source links to {value}; delete the host
-- fault zh: 没有来源链接到{value}；请删去这个主机
-- reads: hosts, sources
select 'hosts', id, 'id', id, null
from hosts
where id not in (select host(url) from sources where host(url) is not null);
