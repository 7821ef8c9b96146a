-- code: stance-agrees
-- en: Evidence that supports a claim has a figure that the claim admits; evidence that contradicts it
--   has not.
-- zh: 支持的证据其数值在陈述允许之内，反对的证据则不在。
-- fault en: {value} does not fit the figures of evidence and claim ({expected}); correct the stance or
--   the figure
-- fault zh: {value}与证据和陈述的数值（{expected}）不符；请更正立场或数值
-- reads: claims, evidence
with figures (table_name, id, value, value_high, qualifier, slack) as (
    -- an exact figure of a claim may have been rounded
    select 'claims', id, value, value_high, qualifier, rounding(value)
    from claims
    where value is not null
    union all
    select 'evidence', id, value, null, qualifier, 0
    from evidence
    where value is not null
),
-- the values that a figure admits with its qualifier
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
            else value + slack
        end as highest
    from figures
),
pairs as (
    select
        evidence.*,
        claims.value as claimed_value,
        claims.period as claimed_period,
        claimed.lowest as claimed_lowest,
        claimed.highest as claimed_highest,
        found.lowest,
        found.highest
    from evidence
    join claims on claims.id = evidence.claim_id and claims.unit_id = evidence.unit_id
    join admitted as claimed on claimed.table_name = 'claims' and claimed.id = claims.id
    join admitted as found on found.table_name = 'evidence' and found.id = evidence.id
)
select 'evidence', id, 'stance', stance, figure(value) || ' / ' || figure(claimed_value)
from pairs
where
    stance = 'supports'
    and (
        value >= claimed_lowest - 1e-6 * abs(claimed_lowest)
        and value <= claimed_highest + 1e-6 * abs(claimed_highest)
        and lowest <= claimed_highest
        and highest >= claimed_lowest
    ) is not true
union all
select 'evidence', id, 'stance', stance, figure(value) || ' / ' || figure(claimed_value)
from pairs
where
    stance = 'contradicts'
    and lowest >= claimed_lowest
    and highest <= claimed_highest
    and period is claimed_period
union all
select 'evidence', id, 'value', value, claimed_value
from pairs
where (value < 0) <> (claimed_value < 0);
