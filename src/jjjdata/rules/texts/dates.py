"""Dates: the days, months and years in periods and in running text, and which may be the same."""

from __future__ import annotations

from collections.abc import Iterable

from ...periods import named
from ...readings import Figure, FigureReader
from .columns import language_of

# From the third five-year plan on each begins where the last one ended, so that the years of one,
# the 13th (2016-2020), give those of all. The second and the third were years apart.
KNOWN_PLAN, ITS_FIRST_YEAR = 13, 2016
YEARS_OF_A_PLAN = 5
FIRST_WITHOUT_GAP = 3
ANY = "?"  # what a date leaves open


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
    """Return the first and the last year of a five-year plan; none of the first two plans.

    >>> _years_of_plan(FigureReader({}).figures("the 14th Five-Year Plan", "en")[0])
    ['2021', '2025']
    >>> _years_of_plan(FigureReader({}).figures("the 1st Five-Year Plan", "en")[0])
    []
    """
    number = int(figure.numbers[0])
    if number < FIRST_WITHOUT_GAP:
        return []
    first = ITS_FIRST_YEAR + YEARS_OF_A_PLAN * (number - KNOWN_PLAN)
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

    They may as far as both go: --02-27 and 2024 do not contradict each other.

    >>> fits("2024-02", "2024-02-27"), fits("--02-27", "2024"), fits("---28", "2024-02-27")
    (True, True, False)
    """
    pairs = zip(_aligned(day), _aligned(end), strict=False)
    return all(one == other or ANY in (one, other) for one, other in pairs)


def is_part_of(part: str, day: str) -> bool:
    """Return whether a date says nothing that another does not say.

    >>> is_part_of("--02-27", "2024-02-27"), is_part_of("2024-02-27", "2024")
    (True, False)
    """
    said, known = _aligned(part), _aligned(day)
    pairs = zip(said, known, strict=False)
    return len(said) <= len(known) and all(one in (ANY, other) for one, other in pairs)


def _aligned(day: str) -> str:
    """Return a date with year and month at their places, open or not.

    >>> _aligned("2024-02"), _aligned("--02-27"), _aligned("---27")
    ('2024-02', '????-02-27', '????-??-27')
    """
    if day.startswith("---"):
        return f"{ANY * 4}-{ANY * 2}{day[2:]}"
    return day if has_year(day) else f"{ANY * 4}{day[1:]}"
