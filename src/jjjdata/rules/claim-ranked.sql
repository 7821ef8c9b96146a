-- code: claim-ranked
-- en: A figure of a series is ranked as "the claim itself" where it was told at the origin of a
--   claim on that series, and nowhere else: a claim doesn't bear itself out.
-- zh: 序列中的数值出自该序列上某条陈述的出处的，优先级为“陈述本身”，其他数值不得如此：陈述不能证明自己。
-- fault en: the rank is {value}; by its origin it should be {expected}
-- fault zh: 优先级为{value}；按其出处应为{expected}
-- reads: observations, sources, claims
with told as (
    select
        observations.id,
        observations."rank",
        exists (
            select *
            from claims
            where
                claims.indicator_id = observations.indicator_id
                and claims.place_id = observations.place_id
                and claims.origin_id = sources.origin_id
        ) as is_claimed
    from observations
    join sources on sources.id = observations.source_id
)
select 'observations', id, 'rank', "rank", iif(is_claimed, 'claimed', 'normal')
from told
where is_claimed <> ("rank" = 'claimed');
