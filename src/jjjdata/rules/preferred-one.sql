-- code: preferred-one
-- en: Of the observations of one indicator, place and period exactly one is preferred, and neither
--   a target nor the claim itself is.
-- zh: 同一指标、地点和时期的观测值中恰有一个优先，目标值和陈述本身不得优先。
-- fault en: {value} stands in a group with another number of preferred rows; it should be
--   {expected}
-- fault zh: {value}所在的组优先行数不对；应为{expected}
-- reads: observations
with groups as (
    select
        indicator_id,
        place_id,
        period,
        count(*) filter (where "rank" = 'preferred') as preferred,
        -- a group of targets and of what the claim says alone has none
        max(basis <> 'target' and "rank" <> 'claimed') as due
    from observations
    group by indicator_id, place_id, period
)
select
    'observations',
    observations.id,
    'rank',
    observations."rank",
    'preferred × ' || groups.due
from observations
join groups using (indicator_id, place_id, period)
where
    groups.preferred <> groups.due
    or (observations.basis = 'target' and observations."rank" = 'preferred');
