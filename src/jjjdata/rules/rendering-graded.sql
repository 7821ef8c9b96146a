-- code: rendering-graded
-- en: The MQM category of a rendering goes with its problem, and what is no error is neutral.
-- zh: 译法的MQM类别与问题相配；不算错误的，严重程度为中性。
-- fault en: {value} does not go with the problem {expected}
-- fault zh: {value}与问题{expected}不相配
-- reads: renderings
with fitting (problem, mqm) as (
    values
        ('agency_form', 'spelling'),
        ('agency_form', 'third_party_style'),
        ('garbled', 'grammar'),
        ('grammar', 'grammar'),
        ('inconsistent', 'inconsistent_use'),
        ('literal', 'awkward'),
        ('literal', 'unidiomatic'),
        ('literal', 'wrong_term'),
        ('mistranslation', 'mistranslation'),
        ('omission', 'omission'),
        ('omission', 'under_translation'),
        ('spurious_insertion', 'addition'),
        ('wrong_name', 'wrong_term')
)
select 'renderings', id, 'mqm', mqm, problem
from renderings
where
    (problem <> 'none' or mqm is not null)
    and not exists (
        select *
        from fitting
        where fitting.problem = renderings.problem and fitting.mqm = renderings.mqm
    )
union all
select 'renderings', id, 'severity', severity, problem
from renderings
where (severity = 'neutral') <> (problem in ('none', 'agency_form'));
