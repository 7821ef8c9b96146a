-- verdicts: the verdict that follows from the evidence, one row a claim and reading, with its
-- origins and backing.
-- reads: weighed
create view verdicts as
select
    claim_id,
    reading,
    verdict,
    rule,
    reason,
    supporting,
    contradicting,
    supporting_origins,
    contradicting_origins,
    backing
from weighed
where omitted_id is null;
