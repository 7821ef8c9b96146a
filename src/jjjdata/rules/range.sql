-- code: range
-- en: A range, and only a range, has an upper end above its value.
-- zh: 区间且只有区间有高于下限的上限。
-- fault en: {value} does not go with the qualifier {expected}: an upper end belongs to a range and
--   lies above its value
-- fault zh: {value}与限定词{expected}不符：只有区间有上限，且上限高于数值
-- reads: claims
select 'claims', id, 'value_high', value_high, qualifier
from claims
where (value_high is not null) <> (qualifier is 'range') or value_high <= coalesce(value, 0);
