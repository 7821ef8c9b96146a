-- code: fidelity-follows
-- en: The fidelity of a claim is that of the worst rendering in its clause.
-- zh: 译文忠实度取陈述所在分句中最严重的译法问题。
-- fault en: {value} is recorded, but from the renderings in the clause follows {expected}; correct
--   one of them
-- fault zh: 记录为{value}，但由分句中的译法得出{expected}；请更正其一
-- reads: claims, passages, renderings, sources
select 'claims', claims.id, 'fidelity', claims.fidelity, fidelities.fidelity
from claims
join fidelities on fidelities.claim_id = claims.id
where claims.fidelity <> fidelities.fidelity;
