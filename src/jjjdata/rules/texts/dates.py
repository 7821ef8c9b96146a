"""Dates: the days, months and years in periods and in running text, and which may be the same."""

from __future__ import annotations

from collections.abc import Iterable

from ...periods import named
from ...readings import Figure, FigureReader
from .columns import language_of

FIRST_PLAN = 1951  # the first year of the plan before the first: the 13th runs from 2016 to 2020
YEARS_OF_A_PLAN = 5


def ends_of(*periods: str | None) -> list[str]:
    """Return the first and last days, months or years that periods name.

    >>> ends_of("2014/2023", None, "../2024-02-27")
    ['2014', '2023', '2024-02-27']
    """
    return [end for period in periods for end in named(period)]


def dates(reader: FigureReader, text: str | None, lang: str, plans: bool = True) -> list[str]:
    """Return the dates a text names; a five-year plan names its first and last year.

    >>> dates(FigureReader({}), "“十三五”以来，2月27日", "zh")
    ['2016', '2020', '--02-27']
    """
    days: list[str] = []
    for figure in reader.figures(text or "", lang):
        if figure.kind == "plan" and plans:
            days += _years_of_plan(figure)
        elif figure.kind == "date":
            days += map(str, figure.ends)
    return days


def plan_years(reader: FigureReader, text: str | None, lang: str) -> list[str]:
    """Return the first and last years of the five-year plans that a text names.

    >>> plan_years(FigureReader({}), "“十三五”以来，2月27日", "zh")
    ['2016', '2020']
    """
    figures = reader.figures(text or "", lang)
    return [year for figure in figures if figure.kind == "plan" for year in _years_of_plan(figure)]


def _years_of_plan(figure: Figure) -> list[str]:
    """Return the first and the last year of a five-year plan."""
    first = FIRST_PLAN + YEARS_OF_A_PLAN * int(figure.numbers[0])
    return [str(first), str(first + YEARS_OF_A_PLAN - 1)]


def names_plan(reader: FigureReader, text: str | None, lang: str) -> bool:
    """Return whether a text names a five-year plan.

    >>> names_plan(FigureReader({}), "the 13th Five-Year Plan", "en")
    True
    """
    return any(figure.kind == "plan" for figure in reader.figures(text or "", lang))


def printed_dates(reader: FigureReader, printed: str | None) -> list[str]:
    """Return the dates in what is printed, plans apart.

    >>> printed_dates(FigureReader({}), "“十三五”时期，2019年1—11月")
    ['2019-01', '--11']
    """
    return dates(reader, printed, language_of(printed or ""), plans=False)


def has_year(day: str) -> bool:
    """Return whether a date names its year.

    >>> has_year("2024-02"), has_year("--02-27")
    (True, False)
    """
    return not day.startswith("-")


def is_year(day: str) -> bool:
    """Return whether a date is a whole year.

    >>> is_year("2024"), is_year("2024-02"), is_year("--02")
    (True, False, False)
    """
    return has_year(day) and len(day) == len("2024")


def years_of(days: Iterable[str]) -> set[str]:
    """Return the years of those dates that name theirs.

    >>> years_of(["2024-02-27", "--02-26"])
    {'2024'}
    """
    return {day[:4] for day in days if has_year(day)}


def fits(day: str, end: str) -> bool:
    """Return whether a date in a text and the end of a period may be the same.

    >>> fits("2024-02", "2024-02-27"), fits("--02-27", "2024-02-27"), fits("---28", "2024-02-27")
    (True, True, False)
    """
    if not has_year(day):
        end = end[len("2024-02-") if day.startswith("---") else len("2024-") :]
        day = day.lstrip("-")
    return day.startswith(end) or end.startswith(day)
