"""Periods: the years, months and days that a period such as 2014/2023 names (EDTF)."""

from __future__ import annotations

from collections.abc import Iterable

# Before every day, and after every one.
EARLIEST, LATEST = "0000-00-00", "9999-99-99"


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


def moment(period: str) -> tuple[str, str]:
    """Return what periods are put in order by: the end, then the beginning.

    A year begins before its first month and ends after its last one.

    >>> sorted(["2025", "2025-01/2025-03", "2024", "2025-12"], key=moment)
    ['2024', '2025-01/2025-03', '2025-12', '2025']
    """
    first, last = first_and_last(period)
    return _filled(last, LATEST), _filled(first, EARLIEST)


def spanned(periods: Iterable[str]) -> str:
    """Return the period from the earliest beginning to the latest end of some periods.

    >>> spanned(["2015/2017", "2014/2016", "2016-01/2016-03", "2017-02"]), spanned(["2020"])
    ('2014/2017', '2020')
    """
    ends = [first_and_last(period) for period in periods]
    first = min((first for first, _ in ends), key=lambda end: _filled(end, EARLIEST))
    last = max((last for _, last in ends), key=lambda end: _filled(end, LATEST))
    return first if first == last else f"{first}/{last}"


def _filled(end: str, filling: str) -> str:
    """Return a year, month or day as long as a day, so that one can be compared with another."""
    return end + filling[len(end) :]


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
