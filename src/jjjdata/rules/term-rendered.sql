-- code: term-rendered
-- en: A term is rendered in at least one place.
-- zh: 每个术语至少有一处译法。
-- fault en: nothing in renderings renders this term ({expected}); add the place, or delete the term
-- fault zh: 译法表中没有这个术语（{expected}）的译法；请补上，或删去该术语
-- reads: renderings, terms
select 'terms', id, null, null, term_en
from terms
where not exists (select * from renderings where renderings.term_id = terms.id);
