-- judged: each piece of evidence with the document it goes back to in the end, and whether it
-- counts, one row each.
-- reads: claims, evidence, origins
--
-- What goes back to the claim's own origin, directly or by a chain, is a repeat; it and context
-- never count. (Figures that were revised later count for the latest verdict only, see `counted`.)
create view judged as
select
    evidence.id as evidence_id,
    evidence.claim_id,
    coalesce(ends.via_id, evidence.source_id) as origin_id,
    evidence.stance = 'context' as is_context,
    own.source_id is not null as is_repeat,
    evidence.stance <> 'context' and own.source_id is null as counts
from evidence
join claims on claims.id = evidence.claim_id
left join origins as ends on ends.source_id = evidence.source_id and ends.is_origin
left join origins as own on own.source_id = evidence.source_id and own.via_id = claims.origin_id;
