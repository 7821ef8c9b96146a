-- code: rendering-alike
-- en: The same words for the same term are judged alike wherever they stand.
-- zh: 同一术语的同一译法，各处判断一致。
-- fault en: judged as {value}, but where these words stand first for the term, as {expected}
-- fault zh: 此处判断为{value}，该术语首次这样译的地方判断为{expected}
-- reads: renderings
with judged as (
    select
        id,
        problem || ', ' || severity || coalesce(', ' || mqm, '') as judgment,
        first_value(problem || ', ' || severity || coalesce(', ' || mqm, '')) over alike as first
    from renderings
    window alike as (partition by term_id, lower(variant_en) order by start, id)
)
select 'renderings', id, 'problem', judgment, first
from judged
where judgment <> first;
