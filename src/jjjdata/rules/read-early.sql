-- code: read-early
-- en: Nothing is read before it was published.
-- zh: 阅读日期不早于发布日期。
-- fault en: {value} lies before the publication; it should be {expected}
-- fault zh: {value}早于发布日期；应{expected}
-- reads: sources
select 'sources', id, 'accessed_on', accessed_on, '≥ ' || coalesce(published_on, published_in)
from sources
where accessed_on < coalesce(published_on, published_in);
