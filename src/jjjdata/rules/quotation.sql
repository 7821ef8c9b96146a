-- code: quotation
-- en: A quotation lies inside its passage, is as long as its offsets say, and has at most 12 words.
-- zh: 引文在所属的句子之内，长度与偏移量相符，且不超过12个词。
-- fault en: {value} does not fit the passage and the words quoted; it should be {expected}
-- fault zh: {value}与所属的句子和所引的词语不符；应为{expected}
-- reads: claims, passages
select
    'claims',
    claims.id,
    'quote_start',
    claims.quote_start || '-' || claims.quote_end,
    passages.start || '-' || passages."end"
from claims
join passages on passages.id = claims.passage_id
where claims.quote_start < passages.start or claims.quote_end > passages."end"
union all
select 'claims', id, 'quote_end', quote_end, quote_start + length(quote)
from claims
where quote_end <> quote_start + length(quote)
union all
select 'claims', id, 'quote', quote, '≤ 12'
from claims
where word_count(quote) > 12;
