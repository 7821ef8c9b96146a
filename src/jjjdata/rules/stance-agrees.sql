-- code: stance-agrees
-- en: The figure of evidence that supports a claim is one that the claim admits, and the values
--   that either admits overlap; that of evidence that contradicts a claim for the same period is
--   one that the claim does not wholly admit; that of any other evidence is not negative where the
--   claimed one is positive, or the other way round. Figures are compared where they have one unit.
-- zh: 支持的证据，数值在陈述允许的范围之内，两者允许的范围有重合；同一时期相悖的证据，数值不全在此范围之内；其他证据的数值与陈述的不是一正一负。单位相同的数值才比较。
-- fault en: {value} does not fit the figures of evidence and claim ({expected}); correct the stance
--   or the figure
-- fault zh: {value}与证据和陈述的数值（{expected}）不符；请更正立场或数值
-- reads: claims, evidence
with figures (table_name, id, value, value_high, qualifier, slack) as (
    -- An exact figure of a claim may have been rounded; one of a source stands as it is printed.
    select 'claims', id, value, value_high, qualifier, rounding(value)
    from claims
    where value is not null
    union all
    select 'evidence', id, value, null, qualifier, 0
    from evidence
    where value is not null
),
-- The values that a figure admits with its qualifier. No source says how wide "about" and "nearly"
-- are. Our choice: "about" is a tenth either way; "nearly" is up to 15 percent short of the figure
-- (toward zero, where it is negative). "More than" has no upper end here, as a bound that others
-- surpass is borne out, too. An end that is itself left out is drawn in by a billionth; 9e999 is
-- infinity.
admitted as materialized (
    select
        table_name,
        id,
        case qualifier
            when 'about' then min(0.9 * value, 1.1 * value)
            when 'nearly' then min(0.85 * value, value * (1 - 1e-9))
            when 'less_than' then -9e999
            when 'at_most' then -9e999
            when 'more_than' then value + 1e-9 * max(1, abs(value))
            when 'at_least' then value
            when 'range' then value
            else value - slack
        end as lowest,
        case qualifier
            when 'about' then max(0.9 * value, 1.1 * value)
            when 'nearly' then max(0.85 * value, value * (1 - 1e-9))
            when 'less_than' then value - 1e-9 * max(1, abs(value))
            when 'at_most' then value
            when 'more_than' then 9e999
            when 'at_least' then 9e999
            when 'range' then coalesce(value_high, value)
            -- a claim may have an upper end with another qualifier: largely 1 to 1.5 hours
            else coalesce(value_high, value) + slack
        end as highest
    from figures
),
pairs as (
    select
        evidence.*,
        claims.value as claimed_value,
        claims.period as claimed_period,
        -- The figure by itself, whatever its qualifier. That of evidence "more than 100" is 100,
        -- which a claim "more than 100" excludes: hence a millionth of leeway. Evidence "100" does
        -- not pass for it, since the ranges below do not meet.
        evidence.value >= claimed.lowest - 1e-6 * max(1, abs(claimed.lowest))
            and evidence.value <= claimed.highest + 1e-6 * max(1, abs(claimed.highest))
            as figure_is_admitted,
        -- Of the values that the figure admits with its qualifier the claim admits some, or all.
        found.lowest <= claimed.highest and found.highest >= claimed.lowest as ranges_meet,
        found.lowest >= claimed.lowest and found.highest <= claimed.highest as range_is_admitted
    from evidence
    join claims on claims.id = evidence.claim_id and claims.unit_id = evidence.unit_id
    join admitted as claimed on claimed.table_name = 'claims' and claimed.id = claims.id
    join admitted as found on found.table_name = 'evidence' and found.id = evidence.id
)
-- The figure alone is not enough: "more than 100" does not bear out "at most 100". Nor is it enough
-- that the ranges meet: "at least 50" may be the "about 100" of a claim and doesn't show it.
select 'evidence', id, 'stance', stance, figure(value) || ' / ' || figure(claimed_value)
from pairs
where stance = 'supports' and not (figure_is_admitted and ranges_meet)
union all
-- What may lie outside the claim is left to the reader: "less than 150" against "100 to 200".
select 'evidence', id, 'stance', stance, figure(value) || ' / ' || figure(claimed_value)
from pairs
where stance = 'contradicts' and range_is_admitted and period is claimed_period
union all
-- A fall does not bear out a rise, not even in part; in context it is most likely a slip of the
-- pen, and if not, a row of exemptions says so. Zero goes with either.
select 'evidence', id, 'value', value, claimed_value
from pairs
where value * claimed_value < 0 and stance <> 'contradicts';
