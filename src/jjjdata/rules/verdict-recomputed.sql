-- code: verdict-recomputed
-- en: A verdict is the one that follows from the evidence.
-- zh: 结论由证据推出。
-- fault en: {value} is recorded, but the evidence gives {expected} (the number is that of the
--   rule); correct one of them
-- fault zh: 记录为{value}，但由证据得出{expected}（数字为规则编号）；请更正其一
-- reads: claims, evidence, checks, sources, organizations
select
    'claims',
    claims.id,
    verdicts.reading, -- has the name of the column
    iif(verdicts.reading = 'verdict', claims.verdict, claims.verdict_latest) as recorded,
    verdicts.verdict || ' (' || verdicts.rule || ')'
from claims
join verdicts on verdicts.claim_id = claims.id
where recorded <> verdicts.verdict;
