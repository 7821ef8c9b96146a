-- code: rendering-noted
-- en: What is wrong with a rendering is said at least once for the same words.
-- zh: 有毛病的译法，同样的词语至少有一处说明错在哪里。
-- fault en: no note says what is wrong with {value}: {expected}
-- fault zh: 没有说明{value}错在哪里：{expected}
-- reads: renderings
select 'renderings', id, 'note_en', variant_en, problem
from renderings
where
    problem not in ('none', 'agency_form')
    and not exists (
        select *
        from renderings as noted
        where
            noted.term_id = renderings.term_id
            and lower(noted.variant_en) = lower(renderings.variant_en)
            and noted.note_en is not null
    );
