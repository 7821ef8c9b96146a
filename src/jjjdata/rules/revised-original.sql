-- code: revised-original
-- en: A revised figure stands beside the one it replaced, in the series of first announcements or
--   in its own.
-- zh: 修订后的数值与它所取代的数值并存：在初次公布的序列中，或在同一序列中。
-- fault en: {value} is revised, but what it replaced is missing at {expected}; add it, or exempt
--   it and say what was searched
-- fault zh: {value}是修订值，但{expected}没有它所取代的数值；请补充，或列入豁免并说明查过什么
-- reads: observations
select
    'observations',
    revised.id,
    'vintage',
    revised.value,
    revised.place_id || ', ' || revised.period
from observations as revised
where
    revised.vintage = 'revised'
    and not exists (
        select first.id
        from observations as first
        where
            first.place_id = revised.place_id
            and first.period = revised.period
            and first.vintage <> 'revised'
            and first.indicator_id in (
                revised.indicator_id, replace(revised.indicator_id, 'revised', 'original')
            )
    );
