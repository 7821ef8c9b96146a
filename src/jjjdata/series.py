"""Series: one indicator at one place, year by year, with its gaps and what stands beside it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from .checks import CEILINGS, FLOORS, ONE_SIDED
from .database import select
from .errors import DataError, UnknownNameError, typed_in, unknown
from .formats import last_place
from .package import Package, opened
from .periods import first_and_last, moment, spanned
from .records import Record, read_labels, typed
from .search import hits

if TYPE_CHECKING:
    import pandas as pd

PREFERRED, WRONG, CLAIMED = "preferred", "deprecated", "claimed"
FIGURES = """
select observations.*, origin.publisher_id as body_id
from observations
join sources on sources.id = observations.source_id
join sources as origin on origin.id = sources.origin_id
where indicator_id = ? and place_id = ?
order by observations.rowid
"""
# The columns of the DataFrame, in their order, with their types.
COLUMNS = {
    "year": "Int64",
    "period": "str",
    "value": "Float64",
    "unit_id": "str",
    "qualifier": "str",
    "basis": "str",
    "vintage": "str",
    "is_target": "bool",
    "is_derived": "bool",
    "source_id": "str",
    "printed": "str",
    "observation_id": "str",
}


@dataclass(frozen=True)
class Point:
    """A figure of a series with its period and its source.

    A gap, a year of which no preferred figure is held, has a period and nothing else. ``body_id``
    is the body whose figure it is in the end, whoever prints it.
    """

    period: str
    value: float | None = None
    unit_id: str | None = None
    qualifier: str | None = None
    basis: str | None = None
    vintage: str | None = None
    rank: str | None = None
    source_id: str | None = None
    printed: str | None = None
    observation_id: str | None = None
    body_id: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last year, month or day of the period, which may be the same."""
        return first_and_last(self.period)

    @property
    def year(self) -> int:
        """The year of the period; of a span the year in which it ends."""
        return int(self.ends[1][:4])

    @property
    def is_year(self) -> bool:
        """Whether the period is a year, and neither a day, a month nor a span."""
        return len(self.period) == 4

    @property
    def is_gap(self) -> bool:
        """Whether there is no figure."""
        return self.value is None

    @property
    def is_target(self) -> bool:
        """Whether the figure is what was aimed at, and not what came about."""
        return self.basis == "target"

    @property
    def is_claimed(self) -> bool:
        """Whether it was told where a claim on the series was made: it bears out nothing."""
        return self.rank == CLAIMED

    @property
    def is_derived(self) -> bool:
        """Whether the figure was worked out from printed ones, and not printed itself."""
        return self.basis == "derived"


@dataclass(frozen=True)
class Series:
    """All figures of one indicator at one place.

    - ``indicator``, ``place``, ``unit``: the rows of these tables;
    - ``points``: the preferred figure of each year, from the first to the last year that has one; a
      year between them that has none is a gap;
    - ``spans``: the preferred figures of other periods: days, months, parts of years, many years;
    - ``others``: the figures that are not preferred, with targets, those known to be wrong and
      those that a claim on the series tells itself;
    - ``places``: the places of which the indicator has figures.
    """

    indicator: Record
    place: Record
    unit: Record
    points: tuple[Point, ...]
    spans: tuple[Point, ...]
    others: tuple[Point, ...]
    places: tuple[str, ...]

    @property
    def preferred(self) -> tuple[Point, ...]:
        """The preferred figures of all periods, in the order of time."""
        years = (point for point in self.points if not point.is_gap)
        return tuple(sorted((*years, *self.spans), key=moment_of))

    @property
    def covered(self) -> str:
        """The period from the beginning of the first to the end of the last preferred figure.

        It is empty where none is preferred.
        """
        return spanned(point.period for point in self.preferred) if self.preferred else ""

    def at(self, period: str) -> Point | None:
        """Return the preferred figure of exactly this period."""
        return next((point for point in self.preferred if point.period == period), None)


def series(
    indicator: str,
    place: str,
    *,
    spans: bool = False,
    package: Package | str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Return the preferred figures of an indicator at a place: one row a year, gaps included.

    The rows run from the first to the last year with a preferred figure; a year between them that
    has none is a row without value. Columns: ``year``; ``period``; ``value``, in the unit itself,
    and its ``unit_id``; ``qualifier`` (equal, about, more_than …); ``basis`` (as_printed, derived,
    part_year, target) and ``vintage`` (original, preliminary, revised); ``is_target`` and
    ``is_derived``, both false in a gap; ``source_id``; ``printed``, the figure as its source prints
    it, in a derived row one that the value was worked out from, and not the value;
    ``observation_id``, the key in the table observations, which has the figures that are not
    preferred too. With ``spans`` there are also the rows of other periods, days, months and spans
    of years, in the order of time, each under the ``year`` in which it ends.

    An unknown indicator or place is an ``UnknownNameError`` that names the nearest; a pair of which
    nothing is held is a ``DataError``, as is one that has no preferred figure, or other periods
    alone if ``spans`` is false.
    ``package`` is the folder of another copy, by default the shipped one.

    >>> hebei = series("population-original", "hebei").set_index("year")
    >>> len(hebei), float(hebei["value"][2019]), hebei["value"].isna()[2020].item()
    (12, 75919700.0, True)
    """
    import pandas as pd

    found = read_series(opened(package), indicator, place)
    points = list(found.points)
    if not found.preferred:
        raise DataError("series_unpreferred", indicator=indicator, place=place)
    if spans:
        points = sorted([*points, *found.spans], key=moment_of)
    elif not points:
        names = {"indicator": indicator, "place": place, "count": len(found.spans)}
        raise DataError("series_yearless", **names)
    return pd.DataFrame(
        {
            name: pd.Series([getattr(point, name) for point in points], dtype=dtype)
            for name, dtype in COLUMNS.items()
        }
    )


def read_series(package: Package, indicator: str, place: str) -> Series:
    """Return all figures of an indicator at a place, without pandas.

    Errors are those of ``series``, but for a pair without preferred figures, or with other periods
    alone: it is returned as it is.

    >>> from jjjdata.package import shipped
    >>> port = read_series(shipped(), "port-containers", "tianjin-port")
    >>> port.at("2023").printed, len(port.points)
    ('2218万标箱', 12)
    """
    try:
        measure = _known(package, "indicator", indicator)
        where = _known(package, "place", place)
    except UnknownNameError as error:
        raise _advised(package, error, indicator, place) from None
    rows = select(package, FIGURES, indicator, place)
    if not rows:
        raise _nothing_held(package, indicator, place)
    preferred, others = _told_apart([_point(row) for row in rows])
    return Series(
        indicator=measure,
        place=where,
        unit=_record(package, "units", measure["unit_id"]),
        points=_with_gaps(point for point in preferred if point.is_year),
        spans=tuple(sorted((point for point in preferred if not point.is_year), key=moment_of)),
        others=tuple(sorted(others, key=moment_of)),
        places=_places(package, indicator),
    )


def pairs(package: Package) -> list[tuple[str, str]]:
    """Return every indicator and place of which there is a figure.

    >>> from jjjdata.package import shipped
    >>> ("pm25-mean", "beijing") in pairs(shipped())
    True
    """
    query = "select distinct indicator_id, place_id from observations order by 1, 2"
    return [(row["indicator_id"], row["place_id"]) for row in select(package, query)]


def moment_of(point: Point) -> tuple[str, str]:
    """Return what figures are put in order by: the moment of their period."""
    return moment(point.period)


def compares(one: Point, other: Point) -> bool:
    """Return whether two figures compare as they are.

    They are of one body and one vintage, none is a bound and none of a part of a year.
    """
    is_bound = bool({one.qualifier, other.qualifier} & set(ONE_SIDED))
    is_alike = one.body_id == other.body_id and one.vintage == other.vintage
    return is_alike and not is_bound and "part_year" not in (one.basis, other.basis)


def highest_and_lowest(points: Iterable[Point]) -> tuple[Point | None, Point | None]:
    """Return the highest and the lowest of some figures; None where another may be beyond it.

    "More than" a figure is below the next one that is as precise, as the checks have it, and "less
    than" above the one before. Figures of a part of a year do not compare and are left out.

    >>> firms = [Point("2023", 10134.0, qualifier="equal"), Point("2024", 10e3, qualifier="equal")]
    >>> [point.period for point in highest_and_lowest(firms)]
    ['2023', '2024']
    >>> highest_and_lowest([firms[0], Point("2024", 10e3, qualifier="more_than")])[0] is None
    True
    """
    whole = [(point.value, point) for point in points if point.basis != "part_year"]
    figures = [(value, point) for value, point in whole if value is not None]
    if not figures:
        return None, None
    highest, lowest = (choose(figures, key=itemgetter(0)) for choose in (max, min))
    may_be_higher = any(
        point is not highest[1]
        and point.qualifier in FLOORS
        and value + last_place(value) > highest[0]
        for value, point in figures
    )
    may_be_lower = any(
        point is not lowest[1]
        and point.qualifier in CEILINGS
        and value - last_place(value) < lowest[0]
        for value, point in figures
    )
    return None if may_be_higher else highest[1], None if may_be_lower else lowest[1]


def _known(package: Package, kind: str, name: str) -> Record:
    """Return the row of an indicator or place, or raise with the nearest name."""
    table = f"{kind}s"
    names = [row["id"] for row in select(package, f"select id from {table} order by rowid")]  # noqa: S608
    if name not in names:
        raise unknown(kind, name, names)
    return _record(package, table, name)


def _advised(
    package: Package, error: UnknownNameError, indicator: object, place: object
) -> UnknownNameError:
    """Return the error with advice: the series meant, or what finds words that are no IDs."""
    asked = [name if isinstance(name, str) else "" for name in (indicator, place)]
    held = pairs(package)
    if (asked[1], asked[0]) in held:
        error.advised("try_series", indicator=asked[1], place=asked[0])
        return error
    ids = {name for pair in held for name in pair}
    words = [name for name in asked if name and name not in ids]
    for tried in (words, words[:1]):  # together they may be found nowhere, but the first alone
        found = hits(" ".join(tried), package, ["series"])
        if found:
            break
    else:
        return error
    error.advised("try_find", name=" ".join(map(typed_in, tried)))
    fitting = [hit.entry.key for hit in found if _fits(hit.entry.key, asked, ids)]
    # What the first word alone finds leaves the second unaccounted for.
    if len(fitting) == 1 and tried == words:
        error.advised("try_series", indicator=fitting[0][0], place=fitting[0][1])
    return error


def _fits(key: Sequence[str], asked: Sequence[str], ids: Collection[str]) -> bool:
    """Return whether a series has the IDs asked for; a word that is no ID fits any series."""
    return all(name == own for name, own in zip(asked, key, strict=True) if name in ids)


def _record(package: Package, table: str, id: str) -> Record:
    rows = select(package, f"select * from {table} where id = ?", id)  # noqa: S608
    return Record(typed(package, table, rows[0]), read_labels(package, table, rows[0]))


def _nothing_held(package: Package, indicator: str, place: str) -> DataError:
    places = ", ".join(_places(package, indicator)) or "–"
    return DataError("series_none", indicator=indicator, place=place, places=places)


def _places(package: Package, indicator: str) -> tuple[str, ...]:
    query = "select distinct place_id from observations where indicator_id = ? order by 1"
    return tuple(row["place_id"] for row in select(package, query, indicator))


def _point(row: Mapping[str, Any]) -> Point:
    names = ("period", "value", "unit_id", "qualifier", "basis", "vintage", "rank", "source_id")
    cells = {name: row[name] for name in names}
    own = {"printed": row["printed"], "observation_id": row["id"], "body_id": row["body_id"]}
    return Point(**cells, **own)


def _told_apart(points: Iterable[Point]) -> tuple[list[Point], list[Point]]:
    """Return the preferred figures, one a period, and all others."""
    preferred: dict[str, Point] = {}
    others = []
    for point in points:
        # A copy may have two: checks take the first as well.
        if point.rank == PREFERRED and point.period not in preferred:
            preferred[point.period] = point
        else:
            others.append(point)
    return list(preferred.values()), others


def _with_gaps(points: Iterable[Point]) -> tuple[Point, ...]:
    by_year = {point.year: point for point in points}
    if not by_year:
        return ()
    years = range(min(by_year), max(by_year) + 1)
    return tuple(by_year.get(year, Point(str(year))) for year in years)
