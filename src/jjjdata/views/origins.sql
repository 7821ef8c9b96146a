-- origins: each source with the documents it goes back to: itself, what it repeats, what that
-- repeats, to the end.
-- reads: sources
--
-- `is_origin` marks the end: the document whose statement it is, which names itself as its origin.
-- Documents that name each other in a circle (a fault) have none.
create view origins as
with recursive steps (source_id, via_id) as (
    select id, id
    from sources
    union -- and not "union all": what was met before is not followed again
    select steps.source_id, sources.origin_id
    from steps
    join sources on sources.id = steps.via_id
)
select
    steps.source_id,
    steps.via_id,
    sources.origin_id = sources.id as is_origin
from steps
join sources on sources.id = steps.via_id;
