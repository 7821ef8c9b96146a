-- counted: the evidence that counts for each claim, one row an origin and side, however many
-- sources repeat it.
-- reads: claims, evidence, sources, organizations, origins
--
-- `reading` is one of two: 'verdict', as of the day the claim was made, leaves out figures revised
-- later; 'verdict_latest' takes them in. `side` is 'for' or 'against'. What goes back to the
-- claim's own origin, directly or by a chain, never counts.
create view counted as
with
readings (reading) as (values ('verdict'), ('verdict_latest')),
-- Followed once for both joins below, which takes half of the time of every verdict.
steps as materialized (select source_id, via_id, is_origin from origins)
select
    claims.id as claim_id,
    readings.reading,
    iif(evidence.stance = 'contradicts', 'against', 'for') as side,
    origin.id as origin_id,
    origin.tier,
    organizations.control,
    max(sources.access <> 'mirror') as read_outside_mirrors
from evidence
join claims on claims.id = evidence.claim_id
join sources on sources.id = evidence.source_id
join steps as ends on ends.source_id = evidence.source_id and ends.is_origin
join sources as origin on origin.id = ends.via_id
join organizations on organizations.id = origin.publisher_id
join readings on evidence.vintage is not 'revised' or readings.reading = 'verdict_latest'
left join steps as own on own.source_id = evidence.source_id and own.via_id = claims.origin_id
where
    evidence.stance in ('supports', 'refines', 'contradicts')
    and own.source_id is null
group by claims.id, readings.reading, side, origin.id;
