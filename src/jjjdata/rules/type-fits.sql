-- code: type-fits
-- en: The type of a claim fits it: a change has a base, a ranking compares, an opinion or a
--   commitment is not checkable.
-- zh: 陈述的类型与内容相符：变化有基期，排名有比较，评价和承诺不可核查。
-- fault en: {value} does not fit what the claim says; it should agree with: {expected}
-- fault zh: {value}与陈述的内容不符；应与此一致：{expected}
-- reads: claims
select 'claims', id, 'checkability', checkability, claim_type
from claims
where claim_type in ('opinion', 'commitment') and checkability <> claim_type
union all
select 'claims', id, 'claim_type', claim_type, 'base_period'
from claims
where claim_type = 'change' and base_period is null
union all
select 'claims', id, 'claim_type', claim_type, 'ranking'
from claims
where unit_id = 'rank' and claim_type <> 'ranking';
