-- code: searches-due
-- level: warning
-- en: A claim with not enough evidence was searched for three times or more, in Chinese and in
--   English.
-- zh: 证据不足的陈述至少检索过三次，中英文都有。
-- fault en: {value} is what was found; the searches so far are {expected}: search again and enter
--   what it brought
-- fault zh: 结论为{value}；已有检索为{expected}；请再检索并录入结果
-- reads: claims, searches
with searched as (
    select
        claims.id,
        count(searches.id) as number,
        count(*) filter (where searches.language like 'zh%') as in_chinese,
        count(*) filter (where searches.language = 'en') as in_english
    from claims
    left join searches on searches.claim_id = claims.id
    where claims.verdict = 'not_enough_evidence'
    group by claims.id
)
select
    'claims',
    id,
    'verdict',
    'not_enough_evidence',
    printf('%d (zh %d, en %d)', number, in_chinese, in_english)
from searched
where number < 3 or in_chinese = 0 or in_english = 0;
