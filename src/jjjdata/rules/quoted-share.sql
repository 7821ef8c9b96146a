-- code: quoted-share
-- en: The quotations of one document, renderings included, are together at most 70 percent of its
--   characters, as far as its length is known.
-- zh: 一篇文献的引文（包括所引的译法）合计不超过其字数的百分之七十（字数未知的不计）。
-- fault en: {value} characters are quoted, it should be {expected}; shorten quotations
-- fault zh: 共引用{value}个字符，应为{expected}；请缩短引文
-- reads: claims, passages, renderings, sources
--
-- A document is the work of others: the project holds short quotations of it and not its text. How
-- much these may make up together no source says; 70 percent is our choice.
with quoted as (
    select passage_id, quote_start as start, quote_end as "end"
    from claims
    union
    select passage_id, start, "end"
    from renderings
),
quotations as (
    select
        passages.source_id,
        quoted.start,
        quoted."end",
        -- where the quotations before end: what two of them quote counts once
        coalesce(max(quoted."end") over before, 0) as end_before
    from quoted
    join passages on passages.id = quoted.passage_id
    window before as (
        partition by passages.source_id
        order by quoted.start, quoted."end"
        rows between unbounded preceding and 1 preceding
    )
),
shares as (
    select source_id, sum(max(0, "end" - max(start, end_before))) as quoted
    from quotations
    group by source_id
)
select 'sources', sources.id, 'text_length', shares.quoted, '≤ ' || (sources.text_length * 7 / 10)
from shares
join sources on sources.id = shares.source_id
where shares.quoted * 10 > sources.text_length * 7;
