-- code: series-jump
-- en: A value is within a factor of 5 of its neighbors in time and of some other value of its series,
--   or has a note.
-- zh: 数值与前后年份及同一数列中至少一个数值相差不到5倍，否则须有说明。
-- fault en: {value} is far from the values beside it ({expected}); check its scale, or explain it in
--   the note
-- fault zh: {value}与相邻的数值（{expected}）相差悬殊；请核对数量级，或在说明中解释
-- reads: observations
with
-- A slip of the scale is a factor of 10 at least; a note explains one of 50 at most.
limits (jump, beyond_notes, beyond_places) as (values (5, 50, 1000)),
yearly as (
    select * from observations where period glob '[0-9][0-9][0-9][0-9]' and value > 0
),
in_time as (
    select
        *,
        lag(value) over by_year as value_before,
        lead(value) over by_year as value_after
    from yearly
    where "rank" = 'preferred'
    window by_year as (partition by indicator_id, place_id order by period)
),
turns as (
    select
        *,
        -- how many times as large or as small as the nearer of both neighbors
        min(
            max(value / value_before, value_before / value),
            max(value / value_after, value_after / value)
        ) as factor
    from in_time
),
in_size as (
    select
        *,
        lag(abs(value)) over of_series as smaller_of_series,
        lead(abs(value)) over of_series as larger_of_series,
        lag(abs(value)) over of_indicator as smaller,
        lead(abs(value)) over of_indicator as larger,
        -- a bare number of a table may be read with the wrong scale, which no note excuses
        note_en is null or printed not glob '*[^0-9., ]*' as is_bare
    from observations
    where value <> 0
    window
        of_series as (partition by indicator_id, place_id order by abs(value)),
        of_indicator as (partition by indicator_id order by abs(value))
),
gaps as (
    select
        *,
        min(
            coalesce(abs(value) / smaller_of_series, 9e999),
            coalesce(larger_of_series / abs(value), 9e999)
        ) as factor_in_series,
        coalesce(figure(smaller_of_series), '') || ' … ' || coalesce(figure(larger_of_series), '')
            as nearest_in_series,
        min(coalesce(abs(value) / smaller, 9e999), coalesce(larger / abs(value), 9e999)) as factor,
        coalesce(figure(smaller), '') || ' … ' || coalesce(figure(larger), '') as nearest
    from in_size
)
select 'observations', id, 'value', value, figure(value_before) || ', ' || figure(value_after)
from turns
cross join limits
where factor > limits.jump and (note_en is null or factor > limits.beyond_notes)
union all
select 'observations', id, 'value', value, nearest_in_series
from gaps
cross join limits
where
    coalesce(smaller_of_series, larger_of_series) is not null
    and factor_in_series > limits.jump
    and (is_bare or factor_in_series > limits.beyond_notes)
union all
-- Places differ in size: beyond its own series a value needs only be within a factor of 1,000.
select 'observations', id, 'value', value, nearest
from gaps
cross join limits
where coalesce(smaller, larger) is not null and factor > limits.beyond_places
union all
-- A figure that is not preferred is held against the one that is.
select 'observations', other.id, 'value', other.value, preferred.value
from yearly as other
join yearly as preferred
    on preferred.indicator_id = other.indicator_id
    and preferred.place_id = other.place_id
    and preferred.period = other.period
    and preferred."rank" = 'preferred'
cross join limits
where
    other."rank" = 'normal'
    and max(other.value / preferred.value, preferred.value / other.value) >= limits.jump;
