-- sensitivity: the verdicts that would change if one origin fell away: which origin, and what they
-- would be.
-- reads: weighed
create view sensitivity as
with trials as materialized (select * from weighed)
select
    stands.claim_id,
    stands.reading,
    trial.omitted_id as origin_id,
    stands.verdict,
    trial.verdict as verdict_without
from trials as stands
join trials as trial
    on trial.claim_id = stands.claim_id
    and trial.reading = stands.reading
    and trial.omitted_id is not null
    and trial.verdict <> stands.verdict
where stands.omitted_id is null;
