"""Claimed: what the claims on one series say of its figures, and what their wording allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .checks import ONE_SIDED, allowed
from .database import select
from .formats import last_place
from .package import Package
from .records import Record, read_labels, typed
from .series import WRONG, Point, Series

# A base must be a figure: of "more than 14 million" nobody can take a percentage.
EXACT = ("equal", "about")


@dataclass(frozen=True)
class Base:
    """A figure from which a change may be reckoned, and the change from it in percent."""

    point: Point
    change: float


@dataclass(frozen=True)
class Claimed:
    """What one claim says of a series.

    ``kind`` is "level" (a figure in the unit of the series), "change" (a percentage of a base) or
    "time" (something else about a period: a rank, a comparison). ``value`` is the claimed figure in
    the unit of the series, for a change the one that the percentage leads to from its ``base``;
    ``low`` and ``high`` bound what the wording allows, None where it sets no bound. ``bases`` are
    the figures from which a reader could reckon the change.
    """

    claim: Record
    kind: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    is_fall: bool = False
    base: Point | None = None
    bases: tuple[Base, ...] = ()


def read_claimed(package: Package, series: Series) -> tuple[Claimed, ...]:
    """Return what each claim on an indicator and place says of its series.

    >>> from jjjdata.package import shipped
    >>> from jjjdata.series import read_series
    >>> region = read_series(shipped(), "pm25-mean", "jjj")
    >>> drop, level = read_claimed(shipped(), region)
    >>> drop.kind, round(drop.low, 2), round(drop.high, 2), level.low, level.high
    ('change', 37.2, 41.85, 37.5, 38.5)
    """
    query = "select * from claims where indicator_id = ? and place_id = ? order by rowid"
    rows = select(package, query, series.indicator.id, series.place.id)
    claims = (
        Record(typed(package, "claims", row), read_labels(package, "claims", row)) for row in rows
    )
    return tuple(_claimed(package, series, claim) for claim in claims)


def implied_tolerance(qualifier: str, value: float) -> float:
    """Return the tolerance that follows from how exactly a figure is printed, as METHOD has it.

    A step of the last digit that is not 0 for "more than" and the like, half of it otherwise.

    >>> implied_tolerance("equal", 58.0), implied_tolerance("more_than", 22000000.0)
    (0.5, 1000000.0)
    """
    return last_place(value) if qualifier in ONE_SIDED else last_place(value) / 2


def wording_bounds(
    claim: Mapping[str, Any], checks: Iterable[Mapping[str, Any]], *, is_count: bool
) -> tuple[float | None, float | None]:
    """Return the bounds of what the words of a claim with a figure allow.

    ``checks`` are those of the claim; ``is_count`` says that its unit is counted one by one.

    >>> claim = {"qualifier": "more_than", "value": 22000000.0, "value_high": None}
    >>> wording_bounds(claim, [], is_count=False)
    (22000000.0, 23000000.0)
    """
    if claim["value_high"] is not None:
        return claim["value"], claim["value_high"]
    tolerance = _tolerance(claim, checks, is_count=is_count)
    low, high = allowed(claim["qualifier"], claim["value"], tolerance)
    return _tidy(low), _tidy(high)


def _claimed(package: Package, series: Series, claim: Record) -> Claimed:
    value, unit = claim["value"], claim["unit_id"]
    if value is None or not claim["period"] or not claim["qualifier"]:
        return Claimed(claim, "time")
    query = "select * from checks where claim_id = ? order by rowid"
    checks = select(package, query, claim.id)
    is_count = series.unit["dimension"] == "count" and unit == series.unit.id
    bounds = wording_bounds(claim, checks, is_count=is_count)
    if claim["base_period"] and unit == "percent":
        return _change(series, claim, checks, bounds)
    if unit == series.unit.id:
        return Claimed(claim, "level", value, *bounds)
    return Claimed(claim, "time")


def _tolerance(
    claim: Mapping[str, Any], checks: Iterable[Mapping[str, Any]], *, is_count: bool
) -> float:
    """Return the width that an editor gave the wording in a check, else what its digits imply."""
    for check in checks:
        if (check["expected"], check["qualifier"]) == (claim["value"], claim["qualifier"]):
            return float(check["tolerance"])
    implied = implied_tolerance(claim["qualifier"], claim["value"])
    # "51 innovations" are 51: of what is counted one by one there is no half.
    return implied if implied >= 1 or not is_count else 0.0


def _change(
    series: Series,
    claim: Record,
    checks: Iterable[Mapping[str, Any]],
    bounds: tuple[float | None, float | None],
) -> Claimed:
    base, end = series.at(claim["base_period"]), series.at(claim["period"])
    kinds = {check["kind"] for check in checks}
    if base is None or not base.value:
        return Claimed(claim, "time")
    is_fall = "drop_pct" in kinds
    if not kinds & {"drop_pct", "growth_pct"}:
        # No check says which way it went: the figures do.
        is_fall = end is not None and (end.value or 0) < base.value
    levels = [_level(base.value, percent, is_fall) for percent in (claim["value"], *bounds)]
    low, high = (levels[2], levels[1]) if is_fall else (levels[1], levels[2])
    bases = _bases(series, base, end) if end is not None else ()
    return Claimed(claim, "change", levels[0], low, high, is_fall, base, bases)


def _level(base: float, percent: float | None, is_fall: bool) -> float | None:
    if percent is None:
        return None
    return _tidy(base * (1 - percent / 100 if is_fall else 1 + percent / 100))


def _tidy(value: float | None) -> float | None:
    """Return a computed figure without the digits that binary arithmetic adds."""
    return None if value is None else float(f"{value:.12g}")


def _bases(series: Series, base: Point, end: Point) -> tuple[Base, ...]:
    """Return the figures that a reader could take for the base, equal ones once.

    They are all figures of the base year that are neither aims nor known to be wrong, and that of
    the year before: ten years to 2023 are counted from the end of 2013 or from 2014.
    """
    candidates = [base]
    candidates += [
        point
        for point in (*series.others, *series.preferred)
        if point.is_year and _is_base(point, base, is_same_year=point.period == base.period)
    ]
    figures: dict[tuple[str, float], Base] = {}
    for point in candidates:
        if point.value and end.value is not None:
            change = (end.value - point.value) / point.value * 100
            figures.setdefault((point.period, point.value), Base(point, change))
    return tuple(figures.values())


def _is_base(point: Point, base: Point, *, is_same_year: bool) -> bool:
    is_barred = point.is_target or point.is_claimed or point.rank == WRONG
    if is_barred or point.qualifier not in EXACT:
        return False
    is_year_before = point.year == base.year - 1 and point.rank == "preferred"
    return is_same_year or is_year_before
