-- code: series-jump
-- en: A positive preferred value of a year is within a factor of 5 of a neighbor in time, any value
--   within 5 of some other of its series; a note may explain a factor of up to 50, except that
--   nothing in the series is near a bare number; any value is within a factor of 1,000 of some other
--   of its indicator, and a positive value of a year within 5 of the preferred one.
-- zh: 某年为正的首选值与前后年份之一相差不超过5倍，任何数值与同一数列中至少一个数值相差不超过5倍；说明可以解释至多50倍的差距，但所印只是数字而数列中又没有相近数值的除外；任何数值与同一指标中至少一个数值相差不超过1000倍，某年为正的数值与同年首选值相差不超过5倍。
-- fault en: {value} is far from the values beside it ({expected}); check its scale, or explain it in
--   the note
-- fault zh: {value}与相邻的数值（{expected}）相差悬殊；请核对数量级，或在说明中解释
-- reads: observations
with
-- A slip of the scale is a factor of 10 at least: beyond 5 it is seen even where the true value is
-- up to twice or half those beside it.
limits (jump, beyond_notes, beyond_places) as (values (5, 50, 1000)),
-- the values that can be multiples of each other, of periods that follow on each other
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
        -- How many times as large or as small as the nearer of both neighbors in time. The first
        -- and last year pass, as SQLite's min and max are null where a neighbor is.
        min(
            max(value / value_before, value_before / value),
            max(value / value_after, value_after / value)
        ) as factor_in_time
    from in_time
),
in_size as (
    select
        *,
        lag(abs(value)) over of_series as smaller_of_series,
        lead(abs(value)) over of_series as larger_of_series,
        lag(abs(value)) over of_indicator as smaller_of_indicator,
        lead(abs(value)) over of_indicator as larger_of_indicator,
        note_en is null as is_unexplained,
        -- a number of a table whose scale stands elsewhere, where it is easily misread
        printed not glob '*[^0-9., ]*' as is_bare_number
    from observations
    where value <> 0
    window
        of_series as (partition by indicator_id, place_id order by abs(value)),
        of_indicator as (partition by indicator_id order by abs(value))
),
-- how many times as large or as small as the nearer of the next smaller and the next larger value
gaps as (
    select
        *,
        min(
            coalesce(abs(value) / smaller_of_series, 9e999),
            coalesce(larger_of_series / abs(value), 9e999)
        ) as factor_in_series,
        coalesce(figure(smaller_of_series), '') || ' … ' || coalesce(figure(larger_of_series), '')
            as nearest_in_series,
        min(
            coalesce(abs(value) / smaller_of_indicator, 9e999),
            coalesce(larger_of_indicator / abs(value), 9e999)
        ) as factor_in_indicator,
        coalesce(figure(smaller_of_indicator), '') || ' … '
            || coalesce(figure(larger_of_indicator), '') as nearest_in_indicator
    from in_size
)
select 'observations', id, 'value', value, figure(value_before) || ', ' || figure(value_after)
from spikes
cross join limits
where
    factor_in_time > limits.jump
    and (note_en is null or factor_in_time > limits.beyond_notes)
union all
select 'observations', id, 'value', value, nearest_in_series
from gaps
cross join limits
where
    coalesce(smaller_of_series, larger_of_series) is not null
    and factor_in_series > limits.jump
    -- Above a note does for a bare number too: a value of its size in another year bears out its
    -- scale. Here there is none, and only a printed word could.
    and (is_unexplained or is_bare_number or factor_in_series > limits.beyond_notes)
union all
-- Places differ in size: beyond its own series a value needs only be within a factor of 1,000.
select 'observations', id, 'value', value, nearest_in_indicator
from gaps
cross join limits
where
    coalesce(smaller_of_indicator, larger_of_indicator) is not null
    and factor_in_indicator > limits.beyond_places
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
