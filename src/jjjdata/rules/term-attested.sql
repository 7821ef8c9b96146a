-- code: term-attested
-- en: A recommended English that was seen has its source, and only such a one has.
-- zh: 见过的建议译法注明来源，未见过的没有来源。
-- fault en: {value} does not go with the attestation {expected}
-- fault zh: {value}与“英文是否见过”的{expected}不符
-- reads: terms
select 'terms', id, 'attested_source_id', attested_source_id, attestation
from terms
where (attestation = 'seen') <> (attested_source_id is not null);
