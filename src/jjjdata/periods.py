"""Periods: the years, months and days that a period such as 2014/2023 names (EDTF)."""

from __future__ import annotations


def named(period: str | None) -> list[str]:
    """Return the days, months or years that a period names; an open side names none.

    >>> named("2014/2023"), named("../2024-02-27"), named(None)
    (['2014', '2023'], ['2024-02-27'], [])
    """
    return [end for end in (period or "").split("/") if end not in ("", "..")]


def first_and_last(period: str) -> tuple[str, str]:
    """Return the two ends of a period; a side that is open is the same as the other.

    >>> first_and_last("2014/2023"), first_and_last("../2024-02-27")
    (('2014', '2023'), ('2024-02-27', '2024-02-27'))
    """
    ends = named(period)
    return ends[0], ends[-1]


def years(period: str) -> list[str]:
    """Return the years of a period.

    >>> years("2014/2016")
    ['2014', '2015', '2016']
    """
    first, last = first_and_last(period)
    return [str(year) for year in range(int(first[:4]), int(last[:4]) + 1)]


def elapsed(start: str, end: str) -> int:
    """Return the whole years from one date to another.

    >>> elapsed("2014-02-26", "2024-02-25")
    9
    """
    return int(end[:4]) - int(start[:4]) - (end[4:] < start[4:])
