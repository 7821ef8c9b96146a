-- code: text-long
-- en: A summary has at most 60 Chinese characters and 35 English words, a rationale 120 and 90.
-- zh: 概括至多60个汉字、35个英文词，理由至多120个汉字、90个英文词。
-- fault en: {value} characters or words, it should be {expected}; shorten the text
-- fault zh: 共{value}个字或词，应为{expected}；请缩短
-- reads: claims
with texts as (
    select
        id,
        han_count(summary_zh) as summary_zh,
        word_count(summary_en) as summary_en,
        han_count(rationale_zh) as rationale_zh,
        word_count(rationale_en) as rationale_en
    from claims
)
select 'claims', id, 'summary_zh', summary_zh, '≤ 60'
from texts
where summary_zh > 60
union all
select 'claims', id, 'summary_en', summary_en, '≤ 35'
from texts
where summary_en > 35
union all
select 'claims', id, 'rationale_zh', rationale_zh, '≤ 120'
from texts
where rationale_zh > 120
union all
select 'claims', id, 'rationale_en', rationale_en, '≤ 90'
from texts
where rationale_en > 90;
