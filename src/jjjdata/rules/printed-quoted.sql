-- code: printed-quoted
-- en: What is printed stands in the quote, letter by letter.
-- zh: 所印文字逐字见于引文。
-- fault en: {value} does not stand in the quote: {expected}
-- fault zh: 引文中没有{value}：{expected}
-- reads: evidence, observations
select 'evidence', id, 'printed', printed, quote
from evidence
where instr(quote, printed) = 0
union all
select 'observations', id, 'printed', printed, quote
from observations
where instr(quote, printed) = 0;
