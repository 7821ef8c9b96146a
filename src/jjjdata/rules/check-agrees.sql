-- code: check-agrees
-- en: A check speaks of the figure, place, period, base and indicator of its claim, or its note names
--   the years that it takes instead; it has a base if its kind needs one, and none otherwise; its
--   tolerance is no wider than the words allow: "more than" a figure stays below the next one that
--   is as precise.
-- zh: 复算与所属陈述的数值、地点、时期、基期和指标一致，采用其他年份的，说明须写出这些年份；需要基期或对照地的复算有之，其他复算没有；容差不超过用语所允许的范围，“超过”某数即低于同样精度的下一个数。
-- fault en: {value} is not what the claim says or the kind of check needs; it should be {expected}
-- fault zh: {value}与陈述所说或复算类型所需的不符；应为{expected}
-- reads: checks, claims
with
-- The checks that recompute the very figure of a claim, by the types of claims that they fit. A
-- check of dates counts the years between two of them, whether the claim is told as a number of
-- years, as a judgment on them or as a name that holds it.
direct (kind, claim_type) as (
    values
        ('level', 'quantity'),
        ('sum', 'quantity'),
        ('growth_pct', 'change'),
        ('drop_pct', 'change'),
        ('rank_lowest', 'ranking'),
        ('rank_highest', 'ranking'),
        ('date', 'quantity'),
        ('date', 'opinion'),
        ('date', 'attribution')
),
pairs as (
    select
        checks.*,
        claims.value is not null
            and (checks.kind, claims.claim_type) in (select kind, claim_type from direct)
            as is_direct,
        -- what is measured from another figure or, for dates, counted from another day
        checks.kind in ('growth_pct', 'drop_pct', 'difference', 'ratio', 'date') as needs_base,
        claims.value as claimed_value,
        claims.value_high as claimed_high,
        claims.qualifier as claimed_qualifier,
        claims.indicator_id as claimed_indicator,
        claims.place_id as claimed_place,
        claims.period as claimed_period,
        claims.base_period as claimed_base,
        substr(first_date(checks.period), 1, 4) as first_year,
        substr(last_date(checks.period), 1, 4) as last_year,
        substr(first_date(claims.period), 1, 4) as claimed_first_year,
        substr(last_date(claims.period), 1, 4) as claimed_last_year
    from checks
    join claims on claims.id = checks.claim_id
),
tolerances as (
    select
        *,
        -- More than 9,900 is below 10,000: docs/METHOD.md always reads it so, and the tolerance is
        -- the step between the two, no less and no more.
        case qualifier when 'more_than' then last_place(expected) else 0.0 end as least_tolerance,
        -- Otherwise the editor sets it, up to what "nearly" admits (see stance-agrees). Of a small
        -- figure that is next to nothing: it may be off by one in its last place, but never by more
        -- than 1: a rank or a class by 1, 0.5 percent by 0.1.
        case qualifier
            when 'more_than' then last_place(expected)
            else max(min(1.0, last_place(expected)), 0.15 * abs(expected))
        end as greatest_tolerance
    from pairs
)
select 'checks', id, 'expected', expected, claimed_value
from pairs
where is_direct and expected <> claimed_value and expected is not claimed_high
union all
select 'checks', id, 'qualifier', qualifier, claimed_qualifier
from pairs
where
    is_direct
    and qualifier is not claimed_qualifier
    -- A check tests the ends of a range singly, and the figure itself of what holds largely.
    and coalesce(claimed_qualifier, '') not in ('range', 'largely')
union all
select 'checks', id, 'indicator_id', indicator_id, claimed_indicator
from pairs
-- "gdp-original" is a reading of "gdp": what follows the hyphen narrows an indicator
where indicator_id || '-' not glob claimed_indicator || '-*'
union all
select 'checks', id, 'place_id', place_id, claimed_place
from pairs
where place_id <> claimed_place
union all
-- A check shares the first or the last year with its claim; that one of its own ends is such a year
-- is enough. Where the series has nothing for these years a note names those that were taken
-- instead; in the columns above and below no note excuses another value than the claim's.
select 'checks', id, 'period', period, claimed_period
from pairs
where
    (
        instr(coalesce(note_en, ''), first_year) = 0
        or instr(coalesce(note_en, ''), last_year) = 0
    )
    and first_year not in (claimed_first_year, claimed_last_year)
    and last_year not in (claimed_first_year, claimed_last_year)
union all
select 'checks', id, 'base_period', base_period, claimed_base
from pairs
where base_period <> claimed_base
union all
-- a base that is needed and missing, or there and not needed
select
    'checks',
    id,
    'base_period',
    coalesce(base_period, base_place_id),
    iif(needs_base, coalesce(claimed_base, '…'), null)
from pairs
where needs_base <> (coalesce(base_period, base_place_id) is not null)
union all
select
    'checks',
    id,
    'tolerance',
    tolerance,
    figure(least_tolerance) || ' … ' || figure(greatest_tolerance)
from tolerances
where tolerance not between least_tolerance and greatest_tolerance;
