-- code: source-extent
-- en: What was seen of a document is none exactly where it was not read.
-- zh: 只有没有读到的文献，所见范围才是“未见”。
-- fault en: {value} does not go with this access; it should be {expected}
-- fault zh: {value}与获取方式不符；应为：{expected}
-- reads: sources
select 'sources', id, 'extent', extent, iif(access = 'not_read', 'none', '≠ none')
from sources
where (extent = 'none') <> (access = 'not_read');
