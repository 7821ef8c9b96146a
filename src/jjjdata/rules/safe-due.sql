-- code: safe-due
-- en: Every claim has a summary, and every checkable one a sentence that can be printed as it
--   stands.
-- zh: 每条陈述都有概括，可核查的陈述都有可直接刊用的句子。
-- fault en: this text is missing; write it from the evidence ({expected})
-- fault zh: 缺少这一句；请根据证据写出（{expected}）
-- reads: claims
select 'claims', id, 'summary_en', summary_en, verdict
from claims
where summary_en is null
union all
select 'claims', id, 'safe_en', safe_en, verdict
from claims
where safe_en is null and checkability = 'checkable';
