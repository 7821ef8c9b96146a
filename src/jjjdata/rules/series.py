"""Series and checks: observations make sense beside each other, and checks come out as recorded."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from .. import checks
from ..findings import Finding
from ..readings import figures
from .books import Book, Fault, Row, flat, joined, rule, show
from .figures import POWERS, ends_of, near, precision, printed_dates, printed_reads, rounding


@rule
def observations(book: Book) -> Iterator[Finding]:
    """Observations have the unit of their indicator, read back from what is printed, and fit their series."""
    table = book.tables["observations"]
    table = table.append_column("measured", joined(table, "indicator_id", book.tables["indicators"], "unit_id"))
    for column in ("published_on", "published_in"):
        table = table.append_column(column, joined(table, "source_id", book.tables["sources"], column))
    columns = ("value", "unit_id", "measured", "printed", "qualifier", "basis", "derivation", "period", "published_on",
               "published_in", "rank", "note_en")  # fmt: skip
    yield from book.judge("observations", _observation, *columns, table=table)
    frame = pd.DataFrame({name: table[name].to_pandas() for name in ("indicator_id", "place_id", "period", "value", "rank")})
    # One figure of each group is preferred, but never a target.
    target = table["basis"].to_pandas().eq("target")
    groups = [frame[c] for c in ("indicator_id", "place_id", "period")]
    preferred = frame["rank"].eq("preferred").groupby(groups).transform("sum")
    due = (~target).groupby(groups).transform("any").astype(int)
    for at in np.flatnonzero(preferred.ne(due) | (target & frame["rank"].eq("preferred"))):
        right = f"preferred × {due[at]}"
        yield from book.tell("observations", [int(at)], [("preferred-one", "rank", frame["rank"][at], right)])
    yearly = frame[frame["period"].str.fullmatch(r"\d{4}") & frame["value"].gt(0)].copy()
    best = yearly[yearly["rank"].eq("preferred")].sort_values(["indicator_id", "place_id", "period"])
    by = best.groupby(["indicator_id", "place_id"])["value"]
    around = pd.DataFrame({"before": by.shift(1), "after": by.shift(-1)})
    ratios = around.rdiv(best["value"], axis=0).dropna()
    far = ratios[((ratios > 5) | (ratios < 0.2)).all(axis=1)]
    note = table["note_en"].to_pylist() if len(far) else []
    for at in far.index:
        beyond = ((ratios.loc[at] > 50) | (ratios.loc[at] < 0.02)).all()
        if not note[at] or beyond:
            yield from book.tell("observations", [at], [("series-jump", "value", frame["value"][at], around.loc[at].tolist())])
    yield from _alone(book, frame.assign(note=table["note_en"].to_pylist(), printed=table["printed"].to_pylist()))
    # A figure that is not preferred is held against the one that is.
    middle = best.set_index(["indicator_id", "place_id", "period"])["value"]
    others = yearly[yearly["rank"].eq("normal")]
    against = middle.reindex(pd.MultiIndex.from_frame(others[["indicator_id", "place_id", "period"]])).to_numpy()
    for at, mine, right in zip(others.index, others["value"], against, strict=True):
        if not np.isnan(right) and not 0.2 < mine / right < 5:
            yield from book.tell("observations", [at], [("series-jump", "value", mine, right)])


def _alone(book: Book, frame: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding where a value is far from every other of its series, or of its indicator, or has another sign.

    A scale that is lost in any period, however few the figures, leaves a value without its like.
    """
    frame = frame.assign(size=np.log(frame["value"].abs().where(frame["value"].ne(0))))
    # Places differ in size: beyond its own series a value needs only be within a factor of 1,000.
    for by, noted, most in ((["indicator_id", "place_id"], 5, 50), (["indicator_id"], 1000, 1000)):
        sizes = frame.sort_values("size").groupby(by)["size"]
        gap = pd.concat([sizes.diff().abs(), sizes.diff(-1).abs()], axis=1).min(axis=1)
        # A bare number of a table may be read with the wrong scale, which no note excuses.
        bare = frame["note"].isna() | frame["printed"].str.fullmatch(r"[\d.,\s]+") | gap.gt(np.log(most) + 1e-9)
        for at in np.flatnonzero(gap.gt(np.log(noted) + 1e-9).reindex(frame.index) & bare):
            yield from book.tell("observations", [int(at)], [("series-jump", "value", frame["value"][at], "/".join(by))])
    signs = np.sign(frame["value"]).groupby(frame["indicator_id"]).transform("sum")
    for at in np.flatnonzero(frame["value"].mul(signs).lt(0)):
        yield from book.tell("observations", [int(at)], [("series-sign", "value", frame["value"][at], -frame["value"][at])])


def _observation(row: Row) -> Iterator[Fault]:
    if row["measured"] and row["unit_id"] != row["measured"]:
        yield "unit-agrees", "unit_id", row["unit_id"], row["measured"]
    if (row["basis"] == "derived") != bool(row["derivation"]) and row["basis"] != "part_year":
        yield "derivation", "derivation", row["derivation"], row["basis"]
    elif row["derivation"]:
        result, operands = evaluate(row["derivation"])
        # As exact as the value is written: 22171000 stands for anything that rounds to it.
        slack = min(max(5e-4 * abs(row["value"]), 0.51), max(rounding(row["value"]), 0.051))
        # Sums are exact, ratios of rounded figures are not; what the arithmetic bounds is told in the note.
        bound, ratio = "ower bound" in (row["note_en"] or ""), not {"*", "/"}.isdisjoint(row["derivation"])
        fits = ("more_than", "at_least") if bound else ("about",) if ratio else ("equal", "about")
        if row["qualifier"] not in fits:
            yield "qualifier-stated", "qualifier", row["qualifier"], fits[0]
        if result is None or not any(abs(result * power - row["value"]) <= slack for power in (1, 1e4, 1e6, 1e8, 1e9)):
            yield "derivation", "value", row["value"], f"{row['derivation']} = {show(result)}"
        found = [abs(f.value) for lang in ("zh", "en") for f in figures(row["printed"], lang) if isinstance(f.value, float)]
        inputs = {form for n in operands for form in (n, n * 100, abs(1 - n) * 100)}
        if found and not any(near(n * power, m) or near(n, m * power) for n in found for m in inputs for power in POWERS):
            yield "derivation", "printed", row["printed"], row["derivation"]
    elif not row["derivation"]:
        yield from printed_reads(row)
    if row["value"] < 0 and row["unit_id"] != "percent":
        yield "printed-reads", "value", row["value"], -row["value"]
    if row["basis"] == "as_printed":
        told = {day[:4] for day in printed_dates(row["printed"]) if day[0] != "-"}
        if told and told.isdisjoint(end[:4] for end in ends_of(row["period"])):
            yield "period-stated", "printed", row["printed"], row["period"]
    issued = str(row["published_on"] or row["published_in"] or "")
    first = ends_of(row["period"])[0]
    if issued and row["basis"] in ("as_printed", "part_year") and first[: len(issued)] > issued:
        yield "period-order", "period", row["period"], f"≤ {issued}"


OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.USub: operator.neg,
}  # fmt: skip


def evaluate(formula: str) -> tuple[float | None, list[float]]:
    """Return the result of a formula of plain arithmetic and its operands; no result for anything else.

    >>> evaluate("(4 + 5) * 2")
    (18.0, [4.0, 5.0, 2.0])
    """
    operands: list[float] = []

    def walk(node: ast.AST) -> float:
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            operands.append(float(node.value))  # type: ignore[arg-type]
            return operands[-1]
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](walk(node.left), walk(node.right))
        if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](walk(node.operand))
        raise ValueError(formula)

    try:
        return walk(ast.parse(formula[:500], mode="eval").body), operands
    except (ValueError, SyntaxError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        return None, operands


@rule
def recomputed(book: Book) -> Iterator[Finding]:
    """Checks speak of what their claim says, and come out as recorded."""
    table = book.tables["checks"]
    wanted = book.tables["claims"].filter(pc.is_in(book.tables["claims"]["id"], value_set=flat(table["claim_id"])))
    claimed = {row["id"]: row for row in wanted.to_pylist()}
    for row in book.rows("checks"):
        for code, column, value, right in _check(row, claimed.get(row["claim_id"], {})):
            yield Finding("checks", row["id"], column, code, show(value), show(right))
    known = table.filter(pc.or_(pc.not_equal(table["kind"], "date"), pc.is_valid(table["base_period"])))
    frame = checks.recompute(known, book.tables["observations"], book.tables["indicators"])
    for told in frame[frame["outcome"].ne(frame["recomputed"].fillna("missing"))].to_dict("records"):
        right = told["recomputed"] if isinstance(told["recomputed"], str) else told["inputs"] or "?"
        yield Finding("checks", told["id"], "outcome", "outcome-recomputed", told["outcome"], f"{right}: {told['formula']}")


def _check(row: Row, claim: Row) -> Iterator[Fault]:
    if not claim:
        return
    own = {"level": ("quantity",), "sum": ("quantity",), "growth_pct": ("change",), "drop_pct": ("change",),
           "rank_lowest": ("ranking",), "rank_highest": ("ranking",),
           "date": ("quantity", "opinion", "attribution")}  # fmt: skip
    if claim["value"] is not None and claim["claim_type"] in own.get(row["kind"], ()):
        for column, named in (("expected", "value"), ("qualifier", "qualifier")):
            if row[column] != claim[named] and not (claim[named] == "range" or claim["value_high"] == row[column]):
                yield "check-agrees", column, row[column], claim[named]
    if claim["indicator_id"] and row["indicator_id"] and not row["indicator_id"].startswith(claim["indicator_id"]):
        yield "check-agrees", "indicator_id", row["indicator_id"], claim["indicator_id"]
    if claim["place_id"] and row["place_id"] and row["place_id"] != claim["place_id"]:
        yield "check-agrees", "place_id", row["place_id"], claim["place_id"]
    years = {end[:4] for end in ends_of(claim["period"])}
    if not row["note_en"] and not years & {end[:4] for end in ends_of(row["period"])}:
        yield "check-agrees", "period", row["period"], claim["period"]
    if claim["base_period"] and row["base_period"] and claim["base_period"] != row["base_period"]:
        yield "check-agrees", "base_period", row["base_period"], claim["base_period"]
    if (row["kind"] in (*checks.PAIRED, "date")) != bool(row["base_period"] or row["base_place_id"]):
        yield "check-agrees", "base_period", row["base_period"], row["kind"]
    # What is more than a figure stays below the next one printed as precisely: more than 9,900 is below 10,000.
    unit, wide = precision(row["expected"]), max(1.0, 0.15 * abs(row["expected"]))
    low, high = (unit, unit) if row["qualifier"] == "more_than" else (0.0, wide)
    if not low <= row["tolerance"] <= high:
        yield "check-agrees", "tolerance", row["tolerance"], f"{show(low)} … {show(high)}"
    if row["base_period"] and not row["base_period"] < row["period"]:
        yield "period-order", "base_period", row["base_period"], f"< {row['period']}"
