-- code: check-tolerance
-- en: The tolerance of a check is what the words allow: for "more than" a figure, if not 0, exactly
--   the step to the next one that is as precise; for an exact figure at most what rounding may
--   hide, which is half its last place and no more than 5 percent; for any other at most 15
--   percent, or one in the last place of a small figure, but no more than 1.
-- zh: 复算的容差以用语为准：“超过”某数（0除外）的，恰为到同样精度的下一个数的一步；确数的，至多为取整可能造成的误差，即末位的一半且不超过5%；其他的，至多为15%，数值小的可为末位的一个单位，但不超过1。
-- fault en: {value} is not a tolerance that the qualifier of the check allows; it should be
--   {expected}
-- fault zh: 容差{value}不在该复算的用语允许的范围之内；应为{expected}
-- reads: checks
--
-- For all bounds but "more than" a tolerance of 0 leaves the far side open, and so it does for
-- "more than 0", of which no next figure is as precise.
with limits as (
    select
        id,
        tolerance,
        qualifier = 'more_than' and expected <> 0 as is_fixed,
        case qualifier
            -- more than 9,900 is below 10,000: docs/METHOD.md always reads it so
            when 'more_than' then last_place(expected)
            when 'equal' then rounding(expected)
            -- What "nearly" admits in stance-agrees. Of 6 it is less than 1, so that one unit of
            -- the last place is allowed too; but 1 at most, since the last place of 10 is ten.
            else max(abs(expected) * 15 / 100, min(1.0, last_place(expected)))
        end as widest
    from checks
)
select 'checks', id, 'tolerance', tolerance, iif(is_fixed, '', '≤ ') || figure(widest)
from limits
where tolerance > widest or (is_fixed and tolerance < widest);
