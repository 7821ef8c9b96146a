-- code: rendering-placed
-- en: A rendering lies inside its passage, is as long as its offsets say, and has at most 12 words.
-- zh: 译法在所属的句子之内，长度与偏移量相符，且不超过12个词。
-- fault en: {value} does not fit the passage and the words of the rendering; it should be
--   {expected}
-- fault zh: {value}与所属的句子和译法的词语不符；应为{expected}
-- reads: passages, renderings
select
    'renderings',
    renderings.id,
    'start',
    renderings.start || '-' || renderings."end",
    passages.start || '-' || passages."end"
from renderings
join passages on passages.id = renderings.passage_id
where renderings.start < passages.start or renderings."end" > passages."end"
union all
select 'renderings', id, 'end', "end", start + length(variant_en)
from renderings
where "end" <> start + length(variant_en)
union all
select 'renderings', id, 'variant_en', variant_en, '≤ 12'
from renderings
where word_count(variant_en) > 12;
