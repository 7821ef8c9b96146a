-- code: passage-order
-- en: Passages stand in order without overlap; of a document that was seen whole none is left out,
--   and the last ends where the text ends.
-- zh: 各句按顺序排列、互不重叠；见到全文的文献不遗漏任何一句，最后一句止于文末。
-- fault en: {value} breaks the order of the text; after the passage before, it should be {expected}
-- fault zh: {value}打乱了原文的顺序；承接上一句，应为{expected}
-- reads: passages, sources
with
-- The gap between two paragraphs is 1 to 4 characters wide: one line end or two (an empty line),
-- and up to two characters of indent.
between_paragraphs (least, most) as (values (1, 4)),
neighbors as (
    select
        passages.*,
        sources.text_length,
        sources.extent = 'whole' as is_whole,
        -- how many characters stand between two sentences of a paragraph
        iif(sources.language in ('zh-Hans', 'zh-Hant', 'ja'), 0, 1) as space,
        -- null where no passage is before
        lag(passages."end") over by_place as end_before,
        lag(passages.sentence) over by_place as sentence_before,
        -- 0 where none is, so that the first passage stands in section 0 or 1 and in paragraph 1
        lag(passages.section, 1, 0) over by_place as section_before,
        lag(passages.paragraph, 1, 0) over by_place as paragraph_before,
        lead(passages.id) over by_place is null as is_last
    from passages
    join sources on sources.id = passages.source_id
    window by_place as (partition by passages.source_id order by passages.start, passages.rowid)
),
-- What each number is due to be. Of a document that was seen whole it follows from the passage
-- before. What lies between two passages of another was not seen: they may be any distance apart,
-- and only none may go back, which is what max() is for.
due as (
    select
        *,
        case
            when not is_whole then max(start, coalesce(end_before, 0))
            when end_before is null then 0
            when paragraph = paragraph_before then end_before + space
            -- a new paragraph: where it starts if the gap is 1 to 4, else the nearest start allowed
            else max(
                end_before + between_paragraphs.least,
                min(start, end_before + between_paragraphs.most)
            )
        end as start_due,
        case
            when not is_whole then max(section, section_before)
            when section = section_before then section
            -- a section begins only with a paragraph, and none is skipped
            when section = section_before + 1 and paragraph <> paragraph_before then section
            else section_before
        end as section_due,
        case
            when not is_whole then max(paragraph, paragraph_before)
            when paragraph = paragraph_before then paragraph
            else paragraph_before + 1
        end as paragraph_due,
        case
            when not is_whole and paragraph = paragraph_before
                then max(sentence, sentence_before + 1)
            when not is_whole then sentence
            when paragraph = paragraph_before then sentence_before + 1
            else 1
        end as sentence_due
    from neighbors
    cross join between_paragraphs
)
select 'passages', id, 'start', start, start_due
from due
where start <> start_due
union all
select 'passages', id, 'section', section, section_due
from due
where section <> section_due
union all
select 'passages', id, 'paragraph', paragraph, paragraph_due
from due
where paragraph <> paragraph_due
union all
select 'passages', id, 'sentence', sentence, sentence_due
from due
where sentence <> sentence_due
union all
select 'passages', id, 'end', "end", '> ' || start
from due
where "end" <= start
union all
select 'passages', id, 'end', "end", text_length
from due
where is_whole and is_last and "end" is not text_length;
