-- weighed: the rule of docs/METHOD.md applied to each claim: as the evidence stands, and with one origin left out.
-- reads: claims, checks, counted
--
-- `omitted_id` is null where all origins count. What carries a side, from strong to weak: 'official' (one origin
-- of a sufficient tier, read outside mirrors), 'two' (two origins, not both read in mirrors only), 'alone',
-- 'mirrors' (read in mirrors only), 'none'. `rule` is the number of the rule and `reason` says why it applies.
-- `backing` is 'outside' if at least one origin on the side that carries the verdict is not under state control,
-- otherwise 'government'; there is none where nothing can be checked or nothing was found.
create view weighed as
with
readings (reading) as (values ('verdict'), ('verdict_latest')),
origins_counted as materialized (select * from counted order by origin_id),
trials (claim_id, reading, omitted_id) as (
    select claims.id, readings.reading, null from claims cross join readings
    union
    select claim_id, reading, origin_id from origins_counted
),
sides as (
    select
        trials.claim_id,
        trials.reading,
        trials.omitted_id,
        count(*) filter (where side = 'for') as supporting,
        count(*) filter (where side = 'against') as contradicting,
        group_concat(origin_id, '; ') filter (where side = 'for') as supporting_origins,
        group_concat(origin_id, '; ') filter (where side = 'against') as contradicting_origins,
        max(control = 'other') filter (where side = 'for') as supporting_outside,
        max(control = 'other') filter (where side = 'against') as contradicting_outside,
        max(read_outside_mirrors) filter (where side = 'for') as supporting_read,
        max(read_outside_mirrors) filter (where side = 'against') as contradicting_read,
        max(read_outside_mirrors and tier = 'official_primary') filter (where side = 'for')
            as supporting_official,
        max(read_outside_mirrors and tier in ('official_primary', 'official_secondary', 'academic'))
            filter (where side = 'against') as contradicting_official
    from trials
    left join origins_counted as counted
        on counted.claim_id = trials.claim_id
        and counted.reading = trials.reading
        and counted.origin_id is not trials.omitted_id
    group by trials.claim_id, trials.reading, trials.omitted_id
),
weights as (
    select
        sides.*,
        case
            when supporting_official then 'official'
            when supporting_read and supporting > 1 then 'two'
            when supporting_read then 'alone'
            when supporting then 'mirrors'
            else 'none'
        end as weight_for,
        case
            when contradicting_official then 'official'
            when contradicting_read and contradicting > 1 then 'two'
            when contradicting_read then 'alone'
            when contradicting then 'mirrors'
        end as weight_against,
        sides.claim_id in (select claim_id from checks where outcome = 'fail') as fails
    from sides
),
rules as (
    select
        weights.*,
        claims.checkability,
        case
            when claims.checkability <> 'checkable' then 1
            when supporting and contradicting then 2
            when weight_against in ('official', 'two') then 3
            when weight_for in ('official', 'two') and not fails then 4
            else 5
        end as rule
    from weights
    join claims on claims.id = weights.claim_id
)
select
    claim_id,
    reading,
    omitted_id,
    case rule
        when 1 then 'not_checkable'
        when 2 then 'conflicting'
        when 3 then 'refuted'
        when 4 then 'supported'
        else 'not_enough_evidence'
    end as verdict,
    rule,
    case
        when rule = 1 then checkability
        when rule = 2 then 'both'
        when rule = 3 then 'against'
        when rule = 4 then weight_for
        when contradicting then weight_against || '_against'
        when weight_for in ('official', 'two') then 'failing'
        else weight_for
    end as reason,
    case
        when rule = 1 or supporting + contradicting = 0 then null
        when iif(rule = 3 or not supporting, contradicting_outside, supporting_outside) then 'outside'
        else 'government'
    end as backing,
    supporting,
    contradicting,
    supporting_origins,
    contradicting_origins
from rules;
