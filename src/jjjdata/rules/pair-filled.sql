-- code: pair-filled
-- en: What is filled in one language is filled in the other, and what belongs together is filled
--   together.
-- zh: 一种语言有内容，另一种语言也有；成对的单元格同时填写。
-- fault en: this cell holds {value}, the one that belongs to it {expected}; fill both or neither
-- fault zh: 此格为{value}，与之成对的为{expected}；应同时填写或同时留空
-- reads: claims
select 'claims', id, 'source_term_source_id', source_term_source_id, source_term_zh
from claims
where (source_term_zh is null) <> (source_term_source_id is null);
