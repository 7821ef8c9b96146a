-- code: clause
-- en: The clause of a claim lies inside its passage.
-- zh: 陈述的分句在所属的句子之内。
-- fault en: the clause {value} does not fit into the passage {expected}
-- fault zh: 分句{value}不在所属的句子{expected}之内
-- reads: claims, passages
select
    'claims',
    claims.id,
    'start',
    claims.start || '-' || claims."end",
    passages.start || '-' || passages."end"
from claims
join passages on passages.id = claims.passage_id
where claims.start < passages.start or claims."end" > passages."end";
