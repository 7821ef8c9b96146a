-- code: unit-agrees
-- en: A value has a unit and a qualifier, and a claim or evidence without a value has neither; only
--   an ordinal needs no qualifier. A claim with an indicator has its unit, or percent for a change
--   and a rank for a ranking, or an ordinal; evidence has the unit of its claim, if that has one,
--   and an observation that of its indicator. A quantity or change has a value.
-- zh: 数值有单位和限定词，陈述和证据没有数值则两者皆无；只有序数可以没有限定词。有指标的陈述用该指标的单位，变化可用百分比，排序可用名次，也可用序数；证据的单位与其陈述相符（如有），观测值的单位与其指标相符。数量和变化须有数值。
-- fault en: {value} does not go with {expected}
-- fault zh: {value}与{expected}不相配
-- reads: claims, evidence, observations, indicators
with
-- a percentage of change and a rank can be told of any measure
types (claim_type, unit_id) as (values ('change', 'percent'), ('ranking', 'rank')),
figures (table_name, id, value, qualifier, unit_id) as (
    select 'claims', id, value, qualifier, unit_id from claims
    union all
    select 'evidence', id, value, qualifier, unit_id from evidence
)
select table_name, id, 'unit_id', unit_id, value
from figures
where (value is null) <> (unit_id is null)
union all
select table_name, id, 'qualifier', qualifier, value
from figures
where
    (value is null and qualifier is not null)
    -- an ordinal is a name and needs none
    or (value is not null and qualifier is null and unit_id is not 'ordinal')
union all
select 'claims', id, 'value', value, claim_type
from claims
where value is null and claim_type in ('quantity', 'change')
union all
select 'claims', claims.id, 'unit_id', claims.unit_id, coalesce(types.unit_id, indicators.unit_id)
from claims
join indicators on indicators.id = claims.indicator_id
left join types on types.claim_type = claims.claim_type
where
    -- a claim without a unit has no value either, or was told of above
    claims.unit_id not in (indicators.unit_id, 'ordinal')
    and claims.unit_id is not types.unit_id
union all
select 'evidence', evidence.id, 'unit_id', evidence.unit_id, claims.unit_id
from evidence
join claims on claims.id = evidence.claim_id
where
    evidence.value is not null
    and claims.unit_id is not null
    and evidence.unit_id is not claims.unit_id
union all
select 'observations', observations.id, 'unit_id', observations.unit_id, indicators.unit_id
from observations
join indicators on indicators.id = observations.indicator_id
where observations.unit_id <> indicators.unit_id;
