-- rendered: which renderings stand in the clause of a claim, one row each, and how much its problem
-- weighs.
-- reads: claims, renderings
create view rendered as
select
    claims.id as claim_id,
    renderings.id as rendering_id,
    case
        when renderings.problem = 'garbled' then 3
        when renderings.problem in ('mistranslation', 'spurious_insertion') then 2
        when renderings.problem in ('none', 'agency_form') then 0
        -- literal, omission, inconsistent, grammar and a name in another than its official form
        else 1
    end as weight
from claims
join renderings on renderings.passage_id = claims.passage_id
where renderings.start < claims."end" and renderings."end" > claims.start;
