-- code: term-attested
-- en: A term was read in a Chinese source; a recommended English that was seen has its source, too,
--   and only such a one has.
-- zh: 术语的中文注明来源；见过的建议译法也注明来源，未见过的没有来源。
-- fault en: the source {value} does not go with {expected}
-- fault zh: 来源{value}与{expected}不符
-- reads: terms
select 'terms', id, 'attested_source_id', attested_source_id, attestation
from terms
where (attestation = 'seen') <> (attested_source_id is not null)
union all
select 'terms', id, 'zh_source_id', zh_source_id, term_zh
from terms
where zh_source_id is null;
