-- code: quotation
-- en: A quotation lies inside the clause of its claim, is as long as its offsets say, and has at
--   most 12 words.
-- zh: 引文在陈述的分句之内，长度与偏移量相符，且不超过12个词。
-- fault en: {value} does not fit the clause and the words quoted; it should be {expected}
-- fault zh: {value}与陈述的分句和所引的词语不符；应为{expected}
-- reads: claims
select 'claims', id, 'quote_start', quote_start || '-' || quote_end, start || '-' || "end"
from claims
where quote_start < start or quote_end > "end"
union all
select 'claims', id, 'quote_end', quote_end, quote_start + length(quote)
from claims
where quote_end <> quote_start + length(quote)
union all
select 'claims', id, 'quote', quote, '≤ 12'
from claims
where word_count(quote) > 12;
