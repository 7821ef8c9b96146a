-- code: check-tolerance
-- en: The tolerance of a check is what the words allow: for "more than" a figure exactly the step to
--   the next one that is as precise; for an exact figure at most half its last place, which is what
--   rounding may hide; for any other at most 15 percent, or one in the last place of a small figure.
-- zh: 复算的容差以用语为准：“超过”某数的，恰为到同样精度的下一个数的一步；确数的，至多为末位的一半，即取整可能造成的误差；其他的，至多为15%，数值小的可为末位的一个单位。
-- fault en: {value} is not a tolerance that the qualifier of the check allows; it should be {expected}
-- fault zh: 容差{value}不在该复算的用语允许的范围之内；应为{expected}
-- reads: checks
with limits as (
    select
        id,
        tolerance,
        qualifier = 'more_than' as is_fixed,
        case qualifier
            -- more than 9,900 is below 10,000: docs/METHOD.md always reads it so
            when 'more_than' then last_place(expected)
            when 'equal' then last_place(expected) / 2
            -- What "nearly" admits (see stance-agrees) is next to nothing for a small figure: that
            -- may be off by one in its last place, but by no more than 1.
            else max(0.15 * abs(expected), min(1.0, last_place(expected)))
        end as widest
    from checks
)
select 'checks', id, 'tolerance', tolerance, iif(is_fixed, '', '≤ ') || figure(widest)
from limits
where tolerance > widest or (is_fixed and tolerance < widest);
