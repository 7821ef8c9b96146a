-- code: series-jump
-- en: A value is within a factor of 5 of another of its series, if there is one, or within 50 if it
--   has a note and the source prints more than a bare number; and within 1,000 of another of
--   its indicator, if there is one, whatever the place. Sizes are compared without their signs, and
--   zeros and values set aside as wrong are left out.
-- zh: 数值与同一数列中的另一数值（如有）相差不超过5倍，有说明且来源所印不只是数字的，不超过50倍；与同一指标中的另一数值（如有，不论地点）相差不超过1000倍。只比绝对值，零和弃用的数值不计。
-- fault en: {value} is far from the next values in size ({expected}); check its scale, or explain
--   it in the note
-- fault zh: {value}与大小最接近的数值（{expected}）相差悬殊；请核对数量级，或在说明中解释
-- reads: observations
with
-- A slip of the scale is a factor of 10 at least: beyond 5 it is seen even where the true value is
-- up to nearly twice or half those beside it. Places differ in size, by less than 1,000. (A slip
-- that two sources share is not seen: the one has the other beside it.)
limits (alone, with_note, between_places) as (values (5, 50, 1000)),
sizes as (
    select
        id,
        indicator_id,
        place_id,
        value,
        abs(value) as size,
        -- A note excuses a value only where more than a number is printed, such as "51 units": the
        -- scale of a bare "51" stands elsewhere in a table and is easily misread.
        note_en is not null and printed glob '*[^0-9., −-]*' as is_explained
    from observations
    where value <> 0 and "rank" <> 'deprecated'
),
-- each value with the next in size, once in its series and once in its indicator
neighbors as (
    select
        *,
        true as is_of_series,
        lag(size) over by_size as smaller,
        lead(size) over by_size as larger
    from sizes
    window by_size as (partition by indicator_id, place_id order by size)
    union all
    select
        *,
        false,
        lag(size) over by_size,
        lead(size) over by_size
    from sizes
    window by_size as (partition by indicator_id order by size)
),
factors as (
    select
        neighbors.*,
        -- How many times as large or as small as the nearer of both. With one of them it is that
        -- one, with none it is null.
        min(
            coalesce(size / smaller, larger / size),
            coalesce(larger / size, size / smaller)
        ) as factor,
        case
            when not is_of_series then limits.between_places
            when is_explained then limits.with_note
            else limits.alone
        end as greatest_factor
    from neighbors
    cross join limits
)
select
    'observations',
    id,
    'value',
    value,
    coalesce(figure(smaller), '') || ' … ' || coalesce(figure(larger), '')
from factors
where factor > greatest_factor;
