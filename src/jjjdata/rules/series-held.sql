-- code: series-held
-- en: The measure of a claim has at least one observation for its place.
-- zh: 陈述所用的指标在其地点至少有一个观测值。
-- fault en: there is no observation of {value} at {expected}; add one, or leave the cell empty
-- fault zh: 没有{value}在{expected}的观测值；请补充，或将此格留空
-- reads: claims, observations
with held as (select distinct indicator_id, place_id from observations)
select 'claims', claims.id, 'indicator_id', claims.indicator_id, claims.place_id
from claims
left join held on held.indicator_id = claims.indicator_id and held.place_id = claims.place_id
where claims.indicator_id is not null and held.indicator_id is null;
