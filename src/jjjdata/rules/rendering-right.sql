-- code: rendering-right
-- en: A rendering without a problem shares a word with the recommended English.
-- zh: 没有问题的译法与建议译法至少有一个词相同。
-- fault en: {value} is called right, but shares no word with {expected}
-- fault zh: {value}记为没有问题，却与{expected}没有相同的词
-- reads: renderings, terms
select 'renderings', renderings.id, 'problem', renderings.variant_en, terms.term_en
from renderings
join terms on terms.id = renderings.term_id
where renderings.problem = 'none' and not shares_word(renderings.variant_en, terms.term_en);
