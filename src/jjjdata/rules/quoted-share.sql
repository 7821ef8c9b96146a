-- code: quoted-share
-- en: The quotations of one document together stay under 70 percent of its characters.
-- zh: 一篇文献的引文合计不超过其字数的百分之七十。
-- fault en: {value} characters are quoted, it should be {expected}; shorten quotations
-- fault zh: 共引用{value}个字符，应为{expected}；请缩短引文
-- reads: claims, passages, sources
--
-- A document is the work of others: the project holds short quotations of it and not its text. How
-- much these may make up together no source says; 70 percent is our choice.
with quotations as (
    select
        passages.source_id,
        claims.quote_start,
        claims.quote_end,
        -- where the quotations before end: what two claims quote counts once
        coalesce(max(claims.quote_end) over before, 0) as end_before
    from claims
    join passages on passages.id = claims.passage_id
    window before as (
        partition by passages.source_id
        order by claims.quote_start, claims.id
        rows between unbounded preceding and 1 preceding
    )
),
shares as (
    select source_id, sum(max(0, quote_end - max(quote_start, end_before))) as quoted
    from quotations
    group by source_id
)
select 'sources', sources.id, 'text_length', shares.quoted, '≤ ' || (sources.text_length * 7 / 10)
from shares
join sources on sources.id = shares.source_id
where shares.quoted > sources.text_length * 0.7;
