"""Checks: recompute every figure that follows from the series, and every verdict."""

from __future__ import annotations

from .frames import from_parquet, to_pandas
from .package import Package, shipped
from .verdicts import verdicts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import numpy as np
    import pandas as pd
    import pyarrow as pa

FORMULAS = {
    "level": "{0}", "growth_pct": "({0} - {1}) / {1} * 100", "drop_pct": "({1} - {0}) / {1} * 100",
    "difference": "{0} - {1}", "ratio": "{0} / {1}", "sum": "{0}",
    "rank_lowest": "rank of the value {0}, lowest first", "rank_highest": "rank of {0}, highest first",
    "date": "whole years from {1} to {0}",
}  # fmt: skip
PAIRED = ("growth_pct", "drop_pct", "difference", "ratio")


class Series:
    """The preferred observations of some indicators, looked up many at a time by indicator, place and period."""

    def __init__(self, observations: pa.Table, indicators: Any) -> None:
        import numpy as np
        import pyarrow.compute as pc

        asked = pc.is_in(observations["indicator_id"], value_set=pc.unique(indicators))
        needed = observations.select(["id", "source_id", "indicator_id", "place_id", "period", "value"])
        kept = needed.filter(pc.and_(asked, pc.equal(observations["rank"], "preferred")))
        self.value = np.append(kept["value"].to_numpy(), np.nan)  # the last is what stands at position -1
        self.rows, self.key = kept, _join(kept, "indicator_id", "place_id", "period")

    def find(self, keys: Any) -> np.ndarray[Any, Any]:
        """Return the position of each key, -1 where there is no observation."""
        import numpy as np
        import pyarrow.compute as pc

        # The series are many and the keys few: only what is asked for goes into the table that is looked up in.
        rows = np.append(np.flatnonzero(pc.is_in(self.key, value_set=keys).to_numpy(zero_copy_only=False)), -1)
        found = pc.index_in(keys, value_set=self.key.take(rows[:-1]))
        return rows[pc.fill_null(found, -1).to_numpy(zero_copy_only=False)]  # type: ignore[no-any-return]

    def ranks(self, groups: Any, positions: np.ndarray[Any, Any], lowest: bool) -> np.ndarray[Any, Any]:
        """Return the rank of each position among the observations of its indicator and period."""
        import numpy as np
        import pandas as pd
        import pyarrow.compute as pc

        group = _join(self.rows, "indicator_id", "period")
        rows = np.flatnonzero(pc.is_in(group, value_set=pc.unique(groups)).to_numpy(zero_copy_only=False))
        frame = pd.DataFrame({"group": group.take(rows).to_pandas(), "value": self.value[rows]})
        ranks = np.full(len(self.value), np.nan)
        ranks[rows] = frame.groupby("group")["value"].rank(method="min", ascending=lowest)
        return ranks[positions]  # type: ignore[no-any-return]

    def events(self, indicators: list[str]) -> dict[str, list[str]]:
        """Return the periods of each ``indicator|place|`` of some indicators, which have one value per event."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found: dict[str, list[str]] = {}
        rows = pc.is_in(self.rows["indicator_id"], value_set=pa.array(indicators, pa.string()))
        for key in pc.unique(self.key.filter(rows)).to_pylist():
            line, _, period = key.rpartition("|")
            found.setdefault(f"{line}|", []).append(period)
        return {line: sorted(periods) for line, periods in found.items()}


def _join(table: pa.Table, *columns: str) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = [pc.fill_null(pc.cast(table[name], pa.string()), "") for name in columns]
    joined = pc.binary_join_element_wise(*parts, "|")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def years(interval: str) -> list[str]:
    """Return the years of an interval: ``2014/2016`` gives 2014, 2015 and 2016."""
    first, _, last = interval.partition("/")
    return [str(year) for year in range(int(first[:4]), int((last or first)[:4]) + 1)]


def elapsed(start: str, end: str) -> int:
    """Return the whole years from one date to another."""
    return int(end[:4]) - int(start[:4]) - (end[4:] < start[4:])


def recompute(checks: pa.Table, observations: pa.Table, indicators: pa.Table) -> pd.DataFrame:
    """Return the checks with ``formula``, ``inputs``, ``sources``, ``result`` and ``recomputed`` outcome.

    A sum over an indicator with one value per event adds the events of the interval; over any other it
    needs every year.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    series = Series(observations, checks["indicator_id"])
    base = checks.set_column(checks.column_names.index("place_id"), "place_id",
                             pc.coalesce(checks["base_place_id"], checks["place_id"]))  # fmt: skip
    base = base.set_column(base.column_names.index("period"), "period",
                           pc.coalesce(checks["base_period"], checks["period"]))  # fmt: skip
    here = series.find(_join(checks, "indicator_id", "place_id", "period"))
    there = series.find(_join(base, "indicator_id", "place_id", "period"))
    kind = np.asarray(checks["kind"].to_pylist(), dtype=object)
    paired = np.isin(kind, PAIRED)
    pairs = zip(here.tolist(), there.tolist(), paired.tolist(), strict=True)
    inputs = [[i, j] if both else [i] for i, j, both in pairs]
    a, b = series.value[here], series.value[there]
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.select(
            [kind == "level", kind == "growth_pct", kind == "drop_pct", kind == "difference", kind == "ratio"],
            [a, (a - b) / b * 100, (b - a) / b * 100, a - b, a / b], np.nan)  # fmt: skip
    for name, lowest in (("rank_lowest", True), ("rank_highest", False)):
        rows = np.flatnonzero(kind == name)
        if len(rows):
            result[rows] = series.ranks(_join(checks, "indicator_id", "period").take(rows), here[rows], lowest)
    summed = pc.unique(checks["indicator_id"].filter(pc.equal(checks["kind"], "sum")))
    single = indicators["id"].filter(pc.equal(indicators["frequency"], "event"))
    events = series.events(single.filter(pc.is_in(single, value_set=summed)).to_pylist())
    # The parts of all sums are looked up at once: a look-up costs as much for one key as for a hundred thousand.
    parts: list[str] = []
    sums: list[tuple[int, int, int]] = []
    rows = np.flatnonzero((kind == "sum") | (kind == "date"))
    for row, check in zip(rows.tolist(), checks.take(rows).to_pylist(), strict=True):
        period = check["period"]
        if check["kind"] == "date":
            result[row], inputs[row] = elapsed(check["base_period"], period), []
            continue
        prefix, whole = f"{check['indicator_id']}|{check['place_id']}|", years(period)
        within = [part for part in events.get(prefix, whole) if whole[0] <= part <= whole[-1] + "-99"]
        sums.append((row, len(parts), len(parts) + len(within)))
        parts += [prefix + part for part in within]
    found = series.find(pa.array(parts, pa.string())).tolist()
    for row, start, end in sums:
        inputs[row] = found[start:end] or [-1]
        result[row] = series.value[inputs[row]].sum()
    frame = to_pandas(checks)
    _report(frame, series, inputs, result)
    return frame


def _report(frame: pd.DataFrame, series: Series, inputs: list[list[int]], result: np.ndarray[Any, Any]) -> None:
    """Add formula, inputs, sources, result and recomputed outcome to the frame of checks."""
    import numpy as np
    import pandas as pd

    used = sorted({i for at in inputs for i in at if i >= 0})
    shown, ids, sources = {-1: "?"}, {-1: "missing"}, {-1: "missing"}
    shown |= {i: f"{value:.15g}" for i, value in zip(used, series.value[used].tolist(), strict=True)}
    ids |= dict(zip(used, series.rows["id"].take(used).to_pylist(), strict=True))
    sources |= dict(zip(used, series.rows["source_id"].take(used).to_pylist(), strict=True))
    told: list[tuple[str, str, str]] = []
    kinds, starts, ends = (frame[name].tolist() for name in ("kind", "base_period", "period"))
    for kind, at, start, end in zip(kinds, inputs, starts, ends, strict=True):
        figures = [shown[i] for i in at]
        figures = [end, start] if kind == "date" else [" + ".join(figures)] if kind == "sum" else figures
        told.append((FORMULAS[kind].format(*figures), "; ".join([ids[i] for i in at]),
                     "; ".join(dict.fromkeys([sources[i] for i in at]))))  # fmt: skip
    frame[["formula", "inputs", "sources"]] = pd.DataFrame(told, columns=["formula", "inputs", "sources"], dtype="str")
    frame["result"] = pd.array(result, dtype="Float64")
    good = holds(result, frame["qualifier"].to_numpy(object), frame["expected"].to_numpy(float),
                 frame["tolerance"].to_numpy(float))  # fmt: skip
    outcome = np.where(good, "pass", "fail").astype(object)
    outcome[np.isnan(result)] = None
    frame["recomputed"] = pd.array(outcome, dtype="str")


def holds(result: Any, qualifier: Any, expected: Any, tolerance: Any) -> Any:
    """Return whether each result stands in the relation ``qualifier`` to the expected figure.

    The tolerance is the width of what the words allow: "more than 280 billion", printed to ten billion,
    is above 280 and below 290; "nearly 60" with 5 is from 55 to below 60. A tolerance of 0 sets no bound
    on the far side of more, less, at least or at most.
    """
    import numpy as np

    slack = 1e-9 * np.maximum(1, np.abs(expected))
    low, high = result >= expected - tolerance - slack, result <= expected + tolerance + slack
    open_ended = tolerance == 0
    above, below = result > expected + slack, result < expected - slack
    tests = {"equal": low & high, "about": low & high, "nearly": low & below,
             "more_than": above & (open_ended | high), "at_least": ~below & (open_ended | high),
             "less_than": below & (open_ended | low), "at_most": ~above & (open_ended | low)}  # fmt: skip
    return np.select([qualifier == name for name in tests], list(tests.values()), False)


def check(package: Package | None = None) -> pd.DataFrame:
    """Recompute every check and every verdict, and return one row each.

    Columns: ``claim_id``; ``id`` (of the check, or empty); ``kind`` (of the check, or "verdict" or
    "verdict_latest"); ``formula``; ``inputs`` (observations, or origins for and against); ``sources``;
    ``result``, in the unit of the indicator; ``qualifier``, ``expected`` and ``tolerance``; ``recorded``
    and ``recomputed`` (outcome or verdict); ``agrees``. A check that lacks an input has no result and
    does not agree. The data are those of the tables checks, observations, claims, evidence and sources.

    >>> bool(check()["agrees"].all())
    True
    """
    import pandas as pd

    package = package or shipped()
    tables = {name: from_parquet(package, name) for name in
              ("checks", "observations", "claims", "evidence", "sources", "indicators")}  # fmt: skip
    figures = recompute(tables["checks"], tables["observations"], tables["indicators"])
    figures = figures.rename(columns={"outcome": "recorded"})
    plain = {name: table.to_pylist() for name, table in tables.items() if name != "observations"}
    rows = []
    for column, revised in (("verdict", False), ("verdict_latest", True)):
        found = verdicts(plain, revised)
        for claim in plain["claims"]:
            ruling = found[claim["id"]]
            support, against = ("; ".join(side) or "-" for side in (ruling.supporting, ruling.contradicting))
            rows.append({"claim_id": claim["id"], "kind": column, "formula": f"rule {ruling.rule}",
                         "inputs": f"for: {support}  against: {against}",
                         "recorded": claim[column], "recomputed": ruling.code})  # fmt: skip
    columns = ["claim_id", "id", "kind", "formula", "inputs", "sources", "result", "qualifier", "expected",
               "tolerance", "recorded", "recomputed"]  # fmt: skip
    both = pd.concat([figures[columns], pd.DataFrame(rows).reindex(columns=columns).astype(figures[columns].dtypes)])
    both["agrees"] = both["recorded"].eq(both["recomputed"]).fillna(False).astype(bool)
    return both.reset_index(drop=True)
