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
    "rank_lowest": "rank of {0}, lowest first", "rank_highest": "rank of {0}, highest first",
    "date": "whole years from {1} to {0}",
}  # fmt: skip
PAIRED = ("growth_pct", "drop_pct", "difference", "ratio")


class Series:
    """The preferred observations, looked up many at a time by indicator, place and period."""

    def __init__(self, observations: pa.Table) -> None:
        import pyarrow.compute as pc

        kept = observations.filter(pc.equal(observations["rank"], "preferred"))
        self.value = kept["value"].to_numpy()
        self.id, self.source = kept["id"], kept["source_id"]
        self.key = _join(kept, "indicator_id", "place_id", "period")
        self.group = _join(kept, "indicator_id", "period")
        self.line = _join(kept, "indicator_id", "place_id")

    def find(self, keys: Any) -> np.ndarray[Any, Any]:
        """Return the position of each key, -1 where there is no observation."""
        import pyarrow.compute as pc

        found = pc.index_in(keys, value_set=self.key)
        return pc.fill_null(found, -1).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]

    def at(self, positions: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return the values at ``positions``, NaN where the position is -1."""
        import numpy as np

        values = np.append(self.value, np.nan)
        return values[positions]

    def ranks(self, groups: Any, positions: np.ndarray[Any, Any], lowest: bool) -> np.ndarray[Any, Any]:
        """Return the rank of each position among the observations of its indicator and period."""
        import numpy as np
        import pandas as pd
        import pyarrow.compute as pc

        rows = np.flatnonzero(pc.is_in(self.group, value_set=pc.unique(groups)).to_numpy(zero_copy_only=False))
        frame = pd.DataFrame({"group": self.group.take(rows).to_pandas(), "value": self.value[rows]})
        ranks = np.full(len(self.value) + 1, np.nan)
        ranks[rows] = frame.groupby("group")["value"].rank(method="min", ascending=lowest)
        return ranks[positions]


    def events(self, keys: Any, frequency: dict[str, str]) -> dict[str, list[str]]:
        """Return the periods of the observations of each ``indicator|place`` that has one value per event."""
        import pyarrow.compute as pc

        found: dict[str, list[str]] = {}
        rows = pc.is_in(self.line, value_set=pc.unique(keys))
        for key in pc.unique(self.key.filter(rows)).to_pylist():
            indicator, place, period = key.split("|")
            if frequency.get(indicator) == "event":
                found.setdefault(f"{indicator}|{place}|", []).append(period)
        return {key: sorted(periods) for key, periods in found.items()}


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

    series = Series(observations)
    frequency = dict(zip(indicators["id"].to_pylist(), indicators["frequency"].to_pylist(), strict=True))
    base = checks.set_column(checks.column_names.index("place_id"), "place_id",
                             pc.coalesce(checks["base_place_id"], checks["place_id"]))  # fmt: skip
    base = base.set_column(base.column_names.index("period"), "period", pc.coalesce(checks["base_period"], checks["period"]))
    here = series.find(_join(checks, "indicator_id", "place_id", "period"))
    there = series.find(_join(base, "indicator_id", "place_id", "period"))
    kind = np.asarray(checks["kind"].to_pylist(), dtype=object)
    paired = np.isin(kind, PAIRED)
    inputs = [[i, j] if both else [i] for i, j, both in zip(here.tolist(), there.tolist(), paired.tolist(), strict=True)]
    a, b = series.at(here), series.at(there)
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.select(
            [kind == "level", kind == "growth_pct", kind == "drop_pct", kind == "difference", kind == "ratio"],
            [a, (a - b) / b * 100, (b - a) / b * 100, a - b, a / b], np.nan)  # fmt: skip
    for name, lowest in (("rank_lowest", True), ("rank_highest", False)):
        rows = np.flatnonzero(kind == name)
        if len(rows):
            result[rows] = series.ranks(_join(checks, "indicator_id", "period").take(rows), here[rows], lowest)
    events = series.events(_join(checks, "indicator_id", "place_id").filter(pc.equal(checks["kind"], "sum")), frequency)
    for row in np.flatnonzero((kind == "sum") | (kind == "date")).tolist():
        period, start = checks["period"][row].as_py(), checks["base_period"][row].as_py()
        if kind[row] == "date":
            result[row], inputs[row] = elapsed(start, period), []
        else:
            prefix = f"{checks['indicator_id'][row]}|{checks['place_id'][row]}|"
            parts = events.get(prefix, years(period))
            within = [part for part in parts if years(period)[0] <= part <= years(period)[-1] + "-99"]
            inputs[row] = series.find(pa.array([prefix + part for part in within], pa.string())).tolist() or [-1]
            result[row] = series.at(np.asarray(inputs[row])).sum()
    frame = to_pandas(checks)
    _report(frame, series, inputs, result)
    return frame


def _report(frame: pd.DataFrame, series: Series, inputs: list[list[int]], result: np.ndarray[Any, Any]) -> None:
    """Add formula, inputs, sources, result and recomputed outcome to the frame of checks."""
    import numpy as np
    import pandas as pd

    ids, sources = [*series.id.to_pylist(), None], [*series.source.to_pylist(), None]
    values = [*(f"{value:.15g}" for value in series.value.tolist()), "?"] if len(inputs) < 1000 else None
    shown = (lambda i: values[i]) if values else (lambda i: f"{series.value[i]:.15g}" if i >= 0 else "?")
    formulas = []
    for kind, at, start, end in zip(frame["kind"], inputs, frame["base_period"], frame["period"], strict=True):
        figures = [shown(i) for i in at]
        figures = [end, start] if kind == "date" else [" + ".join(figures)] if kind == "sum" else figures
        formulas.append(FORMULAS[kind].format(*figures))
    frame["formula"] = formulas
    frame["inputs"] = ["; ".join(ids[i] or "missing" for i in at) for at in inputs]
    frame["sources"] = ["; ".join(dict.fromkeys(sources[i] or "missing" for i in at)) for at in inputs]
    frame["result"] = pd.array(result, dtype="Float64")
    good = holds(result, frame["qualifier"].to_numpy(object), frame["expected"].to_numpy(float),
                 frame["tolerance"].to_numpy(float))  # fmt: skip
    frame["recomputed"] = pd.array(np.where(np.isnan(result), None, np.where(good, "pass", "fail")), dtype="str")


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
    figures = recompute(tables["checks"], tables["observations"], tables["indicators"]).rename(columns={"outcome": "recorded"})
    plain = {name: table.to_pylist() for name, table in tables.items() if name != "observations"}
    rows = []
    for column, revised in (("verdict", False), ("verdict_latest", True)):
        found = verdicts(plain, revised)
        for claim in plain["claims"]:
            code, rule, support, against = found[claim["id"]]
            rows.append({"claim_id": claim["id"], "kind": column, "formula": f"rule {rule}",
                         "inputs": f"for: {'; '.join(support) or '-'}  against: {'; '.join(against) or '-'}",
                         "recorded": claim[column], "recomputed": code})  # fmt: skip
    columns = ["claim_id", "id", "kind", "formula", "inputs", "sources", "result", "qualifier", "expected",
               "tolerance", "recorded", "recomputed"]  # fmt: skip
    both = pd.concat([figures[columns], pd.DataFrame(rows).reindex(columns=columns).astype(figures[columns].dtypes)])
    both["agrees"] = both["recorded"].eq(both["recomputed"]).fillna(False).astype(bool)
    return both.reset_index(drop=True)
