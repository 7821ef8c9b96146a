-- code: check-agrees
-- en: A check speaks of the figure with its qualifier and of the indicator, place and base period
--   of its claim (a sum may speak of parts of the indicator); its period has its first or last year
--   in common with that of the claim, or its note names its years. Growth, a drop and years elapsed
--   have a base period, a difference and a ratio a base period or a base place, and other kinds of
--   checks neither.
-- zh: 复算与所属陈述的数值及其限定词、指标（合计可用其分项）、地点和基期一致；复算时期的首年或末年与陈述时期的首年或末年相同，否则说明须写出其年份。增幅、降幅和年数有基期，差和比有基期或对照地，其他复算两者皆无。
-- fault en: {value} is not what the claim says or the kind of check needs; it should be {expected}
-- fault zh: {value}与陈述所说或复算类型所需的不符；应为{expected}
-- reads: checks, claims
with
-- Which kinds of checks recompute the very figure of a claim, by the type of the claim. All others
-- compute something else that bears on it, such as a difference where a ranking is claimed, and
-- expect a figure of their own. The years that a check of dates counts may be told as a quantity,
-- in a judgment or in an attribution.
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
        checks.kind in ('growth_pct', 'drop_pct', 'date') as is_from_a_time,
        checks.kind in ('difference', 'ratio') as may_be_from_a_place,
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
periods as (
    select
        *,
        -- One common end is enough: a level is that of the last year of "from 2014 to 2023".
        first_year in (claimed_first_year, claimed_last_year)
            or last_year in (claimed_first_year, claimed_last_year) as shares_an_end,
        instr(coalesce(note_en, ''), first_year) > 0
            and instr(coalesce(note_en, ''), last_year) > 0 as note_names_its_years
    from pairs
)
-- Below, what either the claim or the check leaves open (null) is no difference between them.
select 'checks', id, 'expected', expected, claimed_value
from pairs
-- of a range either end may be tested
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
where
    indicator_id <> claimed_indicator
    -- "subcenter-staff" is the sum of "subcenter-staff-batch": of its parts, which are told apart
    -- by what follows a hyphen
    and not (kind = 'sum' and instr(indicator_id, claimed_indicator || '-') = 1)
union all
select 'checks', id, 'place_id', place_id, claimed_place
from pairs
where place_id <> claimed_place
union all
-- A note excuses another period, where the series has nothing for that of the claim, and nothing
-- else.
select 'checks', id, 'period', period, claimed_period
from periods
where not shares_an_end and not note_names_its_years
union all
-- A base is that of the claim to the letter.
select 'checks', id, 'base_period', base_period, claimed_base
from pairs
where base_period <> claimed_base
union all
select 'checks', id, 'base_period', base_period, coalesce(claimed_base, '…')
from pairs
where
    base_period is null
    and (is_from_a_time or (may_be_from_a_place and base_place_id is null))
union all
select 'checks', id, 'base_period', base_period, null
from pairs
where base_period is not null and not is_from_a_time and not may_be_from_a_place
union all
select 'checks', id, 'base_place_id', base_place_id, null
from pairs
where base_place_id is not null and not may_be_from_a_place;
