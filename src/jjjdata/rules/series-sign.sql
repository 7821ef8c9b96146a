-- code: series-sign
-- en: All values of an indicator have the same sign.
-- zh: 同一指标的数值正负号相同。
-- fault en: {value} has not the sign of most values of its indicator; {expected} would have it
-- fault zh: {value}与同一指标多数数值的正负号不同，{expected}才相同
-- reads: observations
with signs as (
    select indicator_id, sum(value > 0) - sum(value < 0) as balance
    from observations
    group by indicator_id
)
select 'observations', observations.id, 'value', observations.value, -observations.value
from observations
join signs using (indicator_id)
where observations.value * signs.balance < 0;
