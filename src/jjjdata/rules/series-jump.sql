-- code: series-jump
-- en: A value is within a factor of 5 of a neighbor in time and of some other value of its series,
--   or has a note, which explains a factor of 50 at most; it is within a factor of 1,000 of some
--   other value of its indicator, and within 5 of the preferred value of its year.
-- zh: 数值与前后年份之一、与同一数列中至少一个数值相差不超过5倍，否则须有说明，有说明的也不超过50倍；与同一指标中至少一个数值相差不超过1000倍，与同年首选值相差不超过5倍。
-- fault en: {value} is far from the values beside it ({expected}); check its scale, or explain it in
--   the note
-- fault zh: {value}与相邻的数值（{expected}）相差悬殊；请核对数量级，或在说明中解释
-- reads: observations
with
-- A slip of the scale is a factor of 10 at least: beyond 5 it is seen even where the true value is
-- up to twice or half those beside it.
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
spikes as (
    select
        *,
        -- How many times as large or as small as the nearer of both neighbors. The first and last
        -- year pass, as SQLite's min and max are null where a neighbor is.
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
        note_en is null as is_unexplained,
        -- a number of a table whose scale stands elsewhere, where it is easily misread
        printed not glob '*[^0-9., ]*' as is_bare_number
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
from spikes
cross join limits
where factor > limits.jump and (note_en is null or factor > limits.beyond_notes)
union all
select 'observations', id, 'value', value, nearest_in_series
from gaps
cross join limits
where
    coalesce(smaller_of_series, larger_of_series) is not null
    and factor_in_series > limits.jump
    and (is_unexplained or is_bare_number or factor_in_series > limits.beyond_notes)
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
    and max(other.value / preferred.value, preferred.value / other.value) > limits.jump;
