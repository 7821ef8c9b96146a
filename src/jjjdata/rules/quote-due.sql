-- code: quote-due
-- en: Evidence for or against a claim shows the words it was read in, and so does every preferred
--   figure that is printed.
-- zh: 支持或反对陈述的证据附有所读的原文，照录的首选数值也是。
-- fault en: there are no words of the source; copy what was read: {expected}
-- fault zh: 没有来源的原文；请抄录所读的文字：{expected}
-- reads: evidence, observations
select 'evidence', id, 'quote', quote, stance
from evidence
where quote is null and stance <> 'context'
union all
select 'observations', id, 'quote', quote, rank
from observations
where quote is null and rank = 'preferred' and basis = 'as_printed';
