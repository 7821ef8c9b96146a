"""Checks: recompute every figure that follows from the series, and every verdict."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from .database import shared
from .package import Package, opened
from .periods import elapsed, years

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

# Who says "more than" names no figure that another could be off from.
FLOORS, CEILINGS = ("more_than", "at_least"), ("less_than", "at_most")
ONE_SIDED = (*FLOORS, *CEILINGS)
# The qualifiers that a check may have, and those of them that leave the figure itself out.
TESTED = ("equal", "about", "nearly", *ONE_SIDED)
EXCLUSIVE = ("nearly", "more_than", "less_than")
PASS, FAIL, UNDECIDED = "pass", "fail", "undecided"


@dataclass(frozen=True)
class Recomputation:
    """One figure or verdict computed anew: from what, and whether it comes out as recorded.

    ``kind`` is that of the check, or "verdict" or "verdict_latest"; a verdict has no ``id``,
    ``sources``, ``result`` and figures. ``bound`` is the qualifier of an input that is a bound, so
    that the result is one. ``recomputed`` is the outcome or the verdict, None where an
    input is missing.
    """

    claim_id: str
    id: str | None
    kind: str
    formula: str
    inputs: str
    sources: str | None
    result: float | None
    bound: str | None
    qualifier: str | None
    expected: float | None
    tolerance: float | None
    recorded: str
    recomputed: str | None

    @property
    def agrees(self) -> bool:
        """Whether it comes out as recorded."""
        return self.recorded == self.recomputed


@dataclass(frozen=True)
class Series:
    """The preferred observations.

    ``figures`` has them by indicator, place and period, ``values`` the values of all places by
    indicator and period, ``events`` those of indicators with one value an event, by indicator and
    place in the order of their periods.
    """

    figures: dict[tuple[str, str, str], Row]
    values: dict[tuple[str, str], list[float]]
    events: dict[tuple[str, str], list[Row]]


@dataclass(frozen=True)
class Steps:
    """How a check is computed: its inputs, None where one is missing, the formula, the result.

    ``bound`` says that the result is no figure but a bound, and which: one of ``ONE_SIDED``.
    """

    inputs: list[Row | None]
    formula: str
    result: float | None
    bound: str | None = None


def recompute(connection: sqlite3.Connection) -> list[Recomputation]:
    """Recompute all checks, in the order of their table, from the preferred observations.

    A sum over an indicator with one value an event adds the events of its period; over any other
    it needs every year. Of a sum or a level with a bound among its figures the result is a bound.
    A check that lacks an input, would divide by zero or compares a bound has no result.
    """
    series = _series(connection)
    checks = _rows(connection, "select * from checks order by rowid")
    return [_recomputed(check, series) for check in checks]


def rejudge(connection: sqlite3.Connection) -> list[Recomputation]:
    """Recompute all verdicts: as of the day of the claim, then in the light of later revisions."""
    query = """
        select
            verdicts.*,
            iif(verdicts.reading = 'verdict', claims.verdict, claims.verdict_latest) as recorded
        from claims
        join verdicts on verdicts.claim_id = claims.id
        order by verdicts.reading, claims.rowid
    """
    return [_rejudged(row) for row in _rows(connection, query)]


def check(package: Package | str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Recompute every check and every verdict, and return one row each.

    Columns: ``claim_id``; ``id`` (of the check, or empty); ``kind`` (of the check, or "verdict" or
    "verdict_latest"); ``formula``; ``inputs`` (observations, or origins for and against);
    ``sources``; ``result``, in the unit of the indicator, and ``bound`` ("more_than", "at_least",
    "less_than" or "at_most" where the result is one, or empty); ``qualifier``, ``expected`` and
    ``tolerance``; ``recorded`` and ``recomputed`` (outcome or verdict); ``agrees``. A check that
    lacks an input has no result and does not agree. ``package`` is the folder of another copy, by
    default the shipped one.

    Raises a ``DataError`` for data that are missing or damaged.

    >>> bool(check()["agrees"].all())
    True
    """
    import pandas as pd

    connection = shared(opened(package))
    recomputations = [*recompute(connection), *rejudge(connection)]
    columns = {}
    for name in (field.name for field in fields(Recomputation)):
        is_figure = name in ("result", "expected", "tolerance")
        dtype: Any = pd.Float64Dtype() if is_figure else "str"
        columns[name] = pd.array([getattr(each, name) for each in recomputations], dtype=dtype)
    frame = pd.DataFrame(columns)
    frame["agrees"] = [each.agrees for each in recomputations]
    return frame


def allowed(
    qualifier: str, expected: float, tolerance: float, high: float | None = None
) -> tuple[float | None, float | None]:
    """Return the bounds of what the words for a figure allow; a side without bound is None.

    The tolerance is the width of it: "more than 280 billion", printed to ten billion, is above 280
    and below 290; "nearly 60" with 5 is from 55 to below 60. A tolerance of 0 sets no bound on the
    far side of more, less, at least or at most. A range ends at ``high``.

    >>> allowed("more_than", 280, 10), allowed("nearly", 60, 5), allowed("more_than", 22, 0)
    ((280, 290), (55, 60), (22, None))
    """
    below, above = expected - tolerance, expected + tolerance
    bounds = {
        "nearly": (below, expected),
        "more_than": (expected, above if tolerance else None),
        "at_least": (expected, above if tolerance else None),
        "less_than": (below if tolerance else None, expected),
        "at_most": (below if tolerance else None, expected),
        "range": (expected, expected if high is None else high),
    }
    return bounds.get(qualifier, (below, above))


def holds(result: float, qualifier: str, expected: float, tolerance: float) -> bool:
    """Return whether a result stands in the relation ``qualifier`` to the expected figure.

    >>> holds(286.6, "more_than", 280, 10), holds(290, "more_than", 280, 10)
    (True, False)
    >>> holds(280, "more_than", 280, 10), holds(280, "at_least", 280, 10)
    (False, True)
    """
    return qualifier in TESTED and within(
        result, qualifier, *allowed(qualifier, expected, tolerance)
    )


def within(value: float, qualifier: str, low: float | None, high: float | None) -> bool:
    """Return whether a value lies between the bounds that are ``allowed`` to a qualifier.

    "Nearly", "more than" and "less than" a figure is not the figure itself, and the far bound of
    what has one side is the next figure that is as precise, so it is left out too.

    >>> within(280, "more_than", 280, 290), within(280, "equal", 280, 290)
    (False, True)
    """
    slack = 1e-9 * max(1.0, abs(value))
    is_low_in = qualifier not in ("more_than", "less_than", "at_most")
    is_high_in = qualifier not in ("nearly", "less_than", "more_than", "at_least")
    is_above = low is None or value - low > (-slack if is_low_in else slack)
    is_below = high is None or high - value > (-slack if is_high_in else slack)
    return is_above and is_below


def outcome(
    result: float, bound: str | None, qualifier: str, expected: float, tolerance: float
) -> str:
    """Return whether a result is what the words allow: "pass", "fail" or "undecided".

    A bound passes if every figure beyond it is allowed, and fails if none is. "At least" and "at
    most" have the bound itself among those figures, "more than" and "less than" don't.

    >>> outcome(22, None, "nearly", 30, 3), outcome(22, "more_than", "nearly", 30, 3)
    ('fail', 'undecided')
    >>> outcome(31, "more_than", "nearly", 30, 3), outcome(31, "more_than", "more_than", 30, 0)
    ('fail', 'pass')
    """
    if bound is None:
        return PASS if holds(result, qualifier, expected, tolerance) else FAIL
    low, high = allowed(qualifier, expected, tolerance)
    is_open = bound in ("more_than", "less_than")
    is_above = within(result, qualifier, low, None)
    is_below = within(result, qualifier, None, high)
    # Beyond a floor the near end of what is allowed is the low one, beyond a ceiling the high one.
    near, far, is_near, is_far = (
        (low, high, is_above, is_below) if bound in FLOORS else (high, low, is_below, is_above)
    )
    if far is not None:
        return UNDECIDED if is_far and not (is_open and result == far) else FAIL
    return PASS if is_near or (is_open and result == near) else UNDECIDED


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[Row]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _series(connection: sqlite3.Connection) -> Series:
    series = Series({}, {}, {})
    query = """
        select observations.*, indicators.frequency
        from observations
        join indicators on indicators.id = observations.indicator_id
        where observations."rank" = 'preferred'
        order by observations.period, observations.rowid
    """
    for row in _rows(connection, query):
        indicator, place, period = row["indicator_id"], row["place_id"], row["period"]
        series.figures.setdefault((indicator, place, period), row)
        series.values.setdefault((indicator, period), []).append(row["value"])
        if row["frequency"] == "event":
            series.events.setdefault((indicator, place), []).append(row)
    return series


def _recomputed(check: Row, series: Series) -> Recomputation:
    steps = KINDS[check["kind"]](check, series)
    words = check["qualifier"], check["expected"], check["tolerance"]
    found = None if steps.result is None else outcome(steps.result, steps.bound, *words)
    sources = ["missing" if row is None else row["source_id"] for row in steps.inputs]
    return Recomputation(
        claim_id=check["claim_id"],
        id=check["id"],
        kind=check["kind"],
        formula=steps.formula,
        inputs="; ".join("missing" if row is None else row["id"] for row in steps.inputs),
        sources="; ".join(dict.fromkeys(sources)),
        result=steps.result,
        bound=steps.bound,
        qualifier=check["qualifier"],
        expected=check["expected"],
        tolerance=check["tolerance"],
        recorded=check["outcome"],
        recomputed=found,
    )


def _rejudged(row: Row) -> Recomputation:
    supporting, contradicting = (
        row["supporting_origins"] or "-",
        row["contradicting_origins"] or "-",
    )
    return Recomputation(
        claim_id=row["claim_id"],
        id=None,
        kind=row["reading"],
        formula=f"rule {row['rule']}",
        inputs=f"for: {supporting}  against: {contradicting}",
        sources=None,
        result=None,
        bound=None,
        qualifier=None,
        expected=None,
        tolerance=None,
        recorded=row["recorded"],
        recomputed=row["verdict"],
    )


# One function a kind of check.


def _level(check: Row, series: Series) -> Steps:
    row = _observation(check, series)
    result = None if row is None else row["value"]
    return Steps([row], _figure(row), result, None if row is None else _bound([row]))


def _growth_pct(check: Row, series: Series) -> Steps:
    formula = "({0} - {1}) / {1} * 100"
    return _compare(check, series, formula, lambda value, base: (value - base) / base * 100)


def _drop_pct(check: Row, series: Series) -> Steps:
    formula = "({1} - {0}) / {1} * 100"
    return _compare(check, series, formula, lambda value, base: (base - value) / base * 100)


def _difference(check: Row, series: Series) -> Steps:
    return _compare(check, series, "{0} - {1}", lambda value, base: value - base)


def _ratio(check: Row, series: Series) -> Steps:
    return _compare(check, series, "{0} / {1}", lambda value, base: value / base)


def _sum(check: Row, series: Series) -> Steps:
    key, wanted = (check["indicator_id"], check["place_id"]), years(check["period"])
    rows: list[Row | None] = []
    if key in series.events:
        last_day = f"{wanted[-1]}-99"  # after every month and day of the last year
        rows += [row for row in series.events[key] if wanted[0] <= row["period"] <= last_day]
    else:
        rows += [series.figures.get((*key, year)) for year in wanted]
    found = [row for row in rows if row is not None]
    is_whole = bool(rows) and len(found) == len(rows)
    total = sum(row["value"] for row in found) if is_whole else None
    formula = " + ".join(map(_figure, rows)) or "?"
    qualifiers = {row["qualifier"] for row in found}
    if qualifiers & set(FLOORS) and qualifiers & set(CEILINGS):
        total = None  # of a floor and a ceiling together nothing follows
    return Steps(rows or [None], formula, total, None if total is None else _bound(found))


def _rank_lowest(check: Row, series: Series) -> Steps:
    formula = "rank of the value {0}, lowest first"
    return _rank(check, series, formula, lambda other, value: other < value)


def _rank_highest(check: Row, series: Series) -> Steps:
    return _rank(check, series, "rank of {0}, highest first", lambda other, value: other > value)


def _date(check: Row, series: Series) -> Steps:  # noqa: ARG001 - a date needs no series
    start, end = check["base_period"], check["period"]
    if start is None:
        return Steps([None], f"whole years from ? to {end}", None)
    return Steps([], f"whole years from {start} to {end}", float(elapsed(start, end)))


KINDS: dict[str, Callable[[Row, Series], Steps]] = {
    "level": _level,
    "growth_pct": _growth_pct,
    "drop_pct": _drop_pct,
    "difference": _difference,
    "ratio": _ratio,
    "sum": _sum,
    "rank_lowest": _rank_lowest,
    "rank_highest": _rank_highest,
    "date": _date,
}


def _observation(check: Row, series: Series) -> Row | None:
    return series.figures.get((check["indicator_id"], check["place_id"], check["period"]))


def _compare(
    check: Row, series: Series, formula: str, compute: Callable[[float, float], float]
) -> Steps:
    """Compare a figure with that of another place or time; what is not named is the same."""
    row = _observation(check, series)
    place = check["base_place_id"] or check["place_id"]
    period = check["base_period"] or check["period"]
    base = series.figures.get((check["indicator_id"], place, period))
    result = None
    if row is not None and base is not None and _bound([row, base]) is None:
        with suppress(ZeroDivisionError):  # there is no percentage of nothing
            result = compute(row["value"], base["value"])
    return Steps([row, base], formula.format(_figure(row), _figure(base)), result)


def _rank(
    check: Row, series: Series, formula: str, is_ahead: Callable[[float, float], bool]
) -> Steps:
    """Rank a figure among those of all places; equal ones share a rank."""
    row = _observation(check, series)
    if row is None:
        return Steps([None], formula.format("?"), None)
    if _bound([row]):
        return Steps([row], formula.format(_figure(row)), None)  # a bound has no place among others
    others = series.values[check["indicator_id"], check["period"]]
    rank = 1 + sum(is_ahead(other, row["value"]) for other in others)
    return Steps([row], formula.format(_figure(row)), float(rank))


def _bound(rows: Iterable[Row]) -> str | None:
    """Return what figures come to together if some of them are bounds on one side, else None."""
    qualifiers = {row["qualifier"] for row in rows}
    # What is more than a figure is more than the sum, whatever else is at least something.
    return next((bound for bound in ONE_SIDED if bound in qualifiers), None)


def _figure(row: Row | None) -> str:
    return "?" if row is None else f"{row['value']:.15g}"
