"""``series``: an indicator year by year, at one place or at several side by side."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from ..database import select
from ..errors import DataError
from ..formats import format_column
from ..grids import Grid, wrap
from ..languages import BETWEEN
from ..messages import say
from ..package import Package, opened
from ..records import read_label
from ..series import COLUMNS, Point, Series, moment_of, pairs, read_series
from ..tables import Row, index
from ..wordings import figure_words, title
from . import console
from .parsers import Common, Subparsers
from .rows import told_to_programs

# Which series, then the columns of the DataFrame that ``jjjdata.series`` gives.
NAMES = ("indicator_id", "place_id", *COLUMNS)
HELD = ("indicator_id", "place_id", "name_zh", "name_en", "place_zh", "place_en")
GAP = "–"


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "series", run, rows=True)
    common.add_csv(parser)
    say = common.say
    parser.add_argument("indicator", nargs="?", metavar="INDICATOR", help=say("help_indicator"))
    parser.add_argument("places", nargs="*", metavar="PLACE", help=say("help_places"))
    # Side by side there is a line a year, and no place for other periods.
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--spans", action="store_true", help=say("help_spans"))
    either.add_argument("--wide", action="store_true", help=say("help_wide"))


def run(args: argparse.Namespace) -> int:
    """Print the figures of each place, or what series there are."""
    package = opened(args.package)
    if args.indicator is None:
        return _list(package, args)
    places = args.places or _places(package, args.indicator)
    found = [read_series(package, args.indicator, place) for place in places]
    if args.wide:
        return _wide(found, args)
    rows = [_row(series, point) for series in found for point in _points(series, args)]
    if told_to_programs(args, NAMES, rows):
        return 0
    tables = [_table(package, series, args) for series in found]
    console.write("\n\n".join(tables))
    return 0


def _places(package: Package, indicator: str) -> list[str]:
    """Return the places of an indicator; of an unknown one the error that ``series`` has."""
    places = [place for measure, place in pairs(package) if measure == indicator]
    return places or [read_series(package, indicator, "").place["id"]]


def held(package: Package) -> list[Row]:
    """Return what series there are: their indicator, their place, and what these are called."""
    query = """
        select distinct
            indicator_id, place_id, indicators.name_zh, indicators.name_en,
            places.name_zh as place_zh, places.name_en as place_en
        from observations
        join indicators on indicators.id = indicator_id
        join places on places.id = place_id
        order by indicators.rowid, places.rowid
    """
    return select(package, query)


def _list(package: Package, args: argparse.Namespace) -> int:
    rows = held(package)
    if not told_to_programs(args, HELD, rows):
        lang = args.lang
        cells = {
            "indicator": "indicator_id",
            "place": "place_id",
            "measure": f"name_{lang}",
            "where": f"place_{lang}",
        }
        grid = Grid(
            {say(f"column_{head}", lang): row[name] for head, name in cells.items()} for row in rows
        )
        console.write(str(grid))
    return 0


def _points(series: Series, args: argparse.Namespace) -> list[Point]:
    """Return what is told of a series: one figure a year, gaps included, and spans if asked for.

    Of a series that has no year at all the spans are told in any case.
    """
    spans = series.spans if args.spans or not series.points else ()
    return sorted([*series.points, *spans], key=moment_of)


def _row(series: Series, point: Point) -> dict[str, Any]:
    ids = {"indicator_id": series.indicator["id"], "place_id": series.place["id"]}
    return {**ids, **{name: getattr(point, name) for name in COLUMNS}}


def _table(package: Package, series: Series, args: argparse.Namespace) -> str:
    """Return a series as people read it: its name, then a line for each year."""
    lang, points = args.lang, _points(series, args)
    if not points:
        names = {"indicator": series.indicator.id, "place": series.place.id}
        return f"{title(series, lang)}\n\n{wrap(say('series_unpreferred', lang, **names))}"
    figures = format_column([point.value for point in points], series.unit, lang)
    sources = _sources(package)
    rows = []
    for point, figure in zip(points, figures, strict=True):
        source = sources.get(point.source_id or "", {})
        cells = {
            "period": point.period,
            "figure": GAP if figure is None else _qualified(package, point, figure, lang),
            "remark": BETWEEN[lang].join(_remarks(package, series, point, source, lang)),
            "source": point.source_id or "",
            "publisher": source.get(f"publisher_{lang}", ""),
        }
        rows.append(cells)
    # A column without a word in it tells nothing.
    heads = {
        name: say(f"column_{name}", lang) for name in rows[0] if any(row[name] for row in rows)
    }
    grid = Grid({head: row[name] for name, head in heads.items()} for row in rows)
    return f"{title(series, lang)}\n\n{grid}"


def _sources(package: Package) -> dict[str, Row]:
    """Return how each source was read, and the short name of who published it."""
    query = """
        select
            sources.id,
            sources.access,
            organizations.short_zh as publisher_zh,
            organizations.short_en as publisher_en
        from sources
        join organizations on organizations.id = sources.publisher_id
    """
    return index(select(package, query))


def _qualified(package: Package, point: Point, figure: str, lang: str) -> str:
    """Return a figure with what its source puts before it."""
    if point.qualifier in (None, "equal"):
        return figure
    words = read_label(package, "qualifier", point.qualifier or "").text(lang)
    return f"{words}{'' if lang == 'zh' else ' '}{figure}"


def _remarks(
    package: Package, series: Series, point: Point, source: Row, lang: str
) -> Iterator[str]:
    """Yield what sets a figure apart, how it was read, and that it is not the only one.

    It may be a gap, a target, derived or revised. Targets are no other figures of a year.
    """
    if point.is_gap:
        yield say("series_gap", lang)
    for name, usual in (("basis", "as_printed"), ("vintage", "original")):
        code = getattr(point, name)
        if code and code != usual:
            yield read_label(package, name, code).text(lang)
    if source.get("access") == "mirror":
        yield say("series_mirror", lang)
    others = [
        other for other in series.others if other.period == point.period and not other.is_target
    ]
    if others:
        yield say("series_others", lang, count=len(others))


def _wide(found: list[Series], args: argparse.Namespace) -> int:
    """Tell several places side by side: a line a year, a column a place.

    Where a place has no figure of a year, people see a dash, and programs an empty cell.
    """
    places = {series.place["id"]: series.place[f"name_{args.lang}"] for series in found}
    points = {
        (point.year, series.place["id"]): point for series in found for point in series.points
    }
    if not points:
        raise _yearless(found)
    held = [year for year, _ in points]
    years = range(min(held), max(held) + 1)
    # Programs need to see that a figure is "more than" or worked out.
    columns = [f"{place}{ending}" for place in places for ending in ("", "_qualifier", "_basis")]
    rows = [
        {"year": year, **_cells({place: points.get((year, place)) for place in places})}
        for year in years
    ]
    if told_to_programs(args, ["year", *columns], rows):
        return 0
    lang = args.lang
    values = [point.value for point in points.values()]
    figures = dict(zip(points, format_column(values, found[0].unit, lang), strict=True))
    grid = Grid(
        {
            say("column_year", lang): year,
            **{
                name: _marked(points.get((year, place)), figures.get((year, place)), lang)
                for place, name in places.items()
            },
        }
        for year in years
    )
    key = say("series_wide_key", lang) if any(map(_is_weak, points.values())) else ""
    told = [found[0].indicator[f"name_{lang}"], str(grid), *filter(None, [key])]
    console.write("\n\n".join(told))
    return 0


def _yearless(found: list[Series]) -> DataError:
    """Return the error for series of which there is no preferred figure of a year."""
    names = {
        "indicator": found[0].indicator.id,
        "place": ", ".join(series.place["id"] for series in found),
    }
    count = sum(len(series.spans) for series in found)
    if not count:
        return DataError("series_unpreferred", **names)
    return DataError("series_yearless", **names, count=count)


def _cells(points: Mapping[str, Point | None]) -> dict[str, Any]:
    """Return the columns of each place in a year."""
    cells: dict[str, Any] = {}
    for place, point in points.items():
        cells[place] = point.value if point else None
        cells[f"{place}_qualifier"] = point.qualifier if point else None
        cells[f"{place}_basis"] = point.basis if point else None
    return cells


def _marked(point: Point | None, figure: str | None, lang: str) -> str:
    """Return a figure with the signs of what its source puts before it, and a star if derived."""
    if point is None or figure is None:
        return GAP
    return figure_words(point, figure, lang) + ("*" if point.is_derived else "")


def _is_weak(point: Point) -> bool:
    return point.value is not None and (point.is_derived or point.qualifier != "equal")
