-- weighed: the rule of docs/METHOD.md applied to each claim: as the evidence stands, and with one
-- origin left out.
-- reads: claims, checks, counted
--
-- `counted` has a row for each claim, reading, side and origin; the reading 'verdict_latest' adds
-- figures that were revised later, and a mirror is a copy on a host unrelated to the publisher.
-- `omitted_id` is null where all origins count. What carries a side, from strong to weak:
-- 'official' (one origin of a sufficient tier, read outside mirrors), 'two' (two origins, not both
-- read in mirrors only), 'alone', 'mirrors' (read in mirrors only), 'none'. `rule` is the number of
-- the rule and `reason` says why it applies. `backing` is 'outside' if at least one origin for the
-- claim (where there is none, against it) is known not to be under state control, otherwise
-- 'government'; there is none where nothing can be checked or nothing was found.
create view weighed as
with
readings (reading) as (values ('verdict'), ('verdict_latest')),
origins_counted as materialized (
    select
        *,
        -- Supporting asks for the body responsible, refuting for any official or academic origin:
        -- other official bodies repeat successes as a matter of course; one that contradicts them
        -- has no such reason.
        read_outside_mirrors
            and (
                tier = 'official_primary'
                or (side = 'against' and tier in ('official_secondary', 'academic'))
            ) as is_sufficient
    from counted
    -- group_concat lists the origins as they come
    order by origin_id
),
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
        count(*) filter (where origin.side = 'for') as supporting,
        count(*) filter (where origin.side = 'against') as contradicting,
        group_concat(origin.origin_id, '; ') filter (where origin.side = 'for')
            as supporting_origins,
        group_concat(origin.origin_id, '; ') filter (where origin.side = 'against')
            as contradicting_origins,
        max(origin.control = 'other') filter (where origin.side = 'for') as supporting_outside,
        max(origin.control = 'other') filter (where origin.side = 'against')
            as contradicting_outside,
        max(origin.read_outside_mirrors) filter (where origin.side = 'for') as supporting_read,
        max(origin.read_outside_mirrors) filter (where origin.side = 'against')
            as contradicting_read,
        max(origin.is_sufficient) filter (where origin.side = 'for') as supporting_official,
        max(origin.is_sufficient) filter (where origin.side = 'against') as contradicting_official
    from trials
    left join origins_counted as origin
        on origin.claim_id = trials.claim_id
        and origin.reading = trials.reading
        and origin.origin_id is not trials.omitted_id
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
            -- Where there are none against, nothing below asks for their weight.
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
        -- Rule 5 has origins on one side at most: both were rule 2.
        when contradicting then weight_against || '_against'
        when weight_for in ('official', 'two') then 'failing'
        else weight_for
    end as reason,
    case
        when rule = 1 or supporting + contradicting = 0 then null
        -- Of a conflict too: whether anybody but governments bears the claim out.
        when iif(supporting, supporting_outside, contradicting_outside) then 'outside'
        else 'government'
    end as backing,
    supporting,
    contradicting,
    supporting_origins,
    contradicting_origins
from rules;
