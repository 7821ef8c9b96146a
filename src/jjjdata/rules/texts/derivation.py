"""Derivation: a derived value follows from its formula, and the formula from what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...readings import FigureReader
from ..functions import figure as written
from ..functions import rounding
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .formulas import evaluate, rows_named
from .shared import POWERS, CellFault, figure_reader, holds_near, lookup, near

RULES = (
    Rule(
        "derivation",
        "A derived value follows from its formula, and the formula from what is printed.",
        "推算的数值由算式得出，算式由所印的数字得出。",
        "{value} does not fit the derivation: {expected}",
        "{value}与推算不符：{expected}",
    ),
)

# A formula may count in ones, 万, millions, 亿 or billions: not in all that tables are printed in.
RESULT_POWERS = (1.0, 1e4, 1e6, 1e8, 1e9)
LOWER_BOUND = re.compile(r"(?i)\blower bound")
# How much rounding takes from a value at most: half a one, or of large values a two-thousandth.
HALF_A_ONE = 0.5
SHARE_ROUNDED = 5e-4


def judge_derivations(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of observations that don't fit their derivation."""
    reader = figure_reader(tables)
    values = lookup(tables, "observations", "value")
    for row in tables.judged("observations"):
        for code, column, value, expected in _observation_faults(row, reader, values):
            yield Fault(code, "observations", row["id"], column, value, expected)


def _observation_faults(
    row: Row, reader: FigureReader, values: Mapping[str, float]
) -> Iterator[CellFault]:
    """Yield the faults of one observation."""
    formula = row["derivation"]
    if not _has_what_its_basis_asks(row):
        yield "derivation", "derivation", formula, row["basis"]
        return
    if not formula:
        return
    result, operands = evaluate(formula, values)
    if row["id"] in rows_named(formula):  # no row is derived from itself
        result = None
    if row["qualifier"] not in _qualifiers(row):
        yield "qualifier-stated", "qualifier", formula, row["qualifier"]
    if result is None or not _rounds_to(result, row["value"]):
        yield "derivation", "value", row["value"], f"{formula} = {written(result) or '?'}"
    figures = _printed_figures(row["printed"] or "", reader)
    if figures and not _uses_any(figures, operands):
        yield "derivation", "printed", row["printed"], formula


def _has_what_its_basis_asks(row: Row) -> bool:
    """Return whether a derived row has a formula, and a row that is not derived has none.

    A figure of part of a year may have one or not.

    >>> _has_what_its_basis_asks({"basis": "as_printed", "derivation": "1 + 2"})
    False
    """
    is_derived, has_formula = row["basis"] == "derived", bool(row["derivation"])
    return is_derived == has_formula or bool(row["basis"] == "part_year")


def _qualifiers(row: Row) -> tuple[str, ...]:
    """Return the qualifiers that a derived value may have.

    Ratios of rounded figures are "about"; sums may be, if what they add up was rounded. If the
    arithmetic gives only a lower bound, the note says so.

    >>> _qualifiers({"derivation": "41 / (1 - 0.573)", "note_en": None})
    ('about',)
    """
    if LOWER_BOUND.search(row["note_en"] or ""):
        return "more_than", "at_least"
    is_ratio = not {"*", "/"}.isdisjoint(row["derivation"])
    return ("about",) if is_ratio else ("equal", "about")


def _rounds_to(result: float, value: float) -> bool:
    """Return whether a value is the result, rounded as it is written, in any scale.

    >>> _rounds_to(2217.1, 22171000), _rounds_to(2217.1, 22180000)
    (True, False)
    >>> _rounds_to(0.5729, 0.573), _rounds_to(0.60, 0.573), _rounds_to(57.6, 58)
    (True, False, True)
    """
    slack = min(rounding(value), max(SHARE_ROUNDED * abs(value), HALF_A_ONE))
    differences = [abs(result * power - value) for power in RESULT_POWERS]
    return any(difference <= slack or near(difference, slack) for difference in differences)


def _printed_figures(printed: str, reader: FigureReader) -> set[float]:
    """Return the figures in what is printed, read in both languages, without their signs.

    >>> sorted(_printed_figures("下降6.3%，为1-1.5", FigureReader({})))
    [1.0, 1.5, 6.3]
    """
    figures = (*reader.figures(printed, "zh"), *reader.figures(printed, "en"))
    return {abs(number) for figure in figures for number in figure.numbers}


def _uses_any(figures: set[float], operands: list[float]) -> bool:
    """Return whether a formula uses a printed figure: as it is, as a share, or in another scale.

    A share may be that of the rest: 42.7% where the formula has 0.573. Either of the two, what is
    printed or what is in the formula, may count in a larger scale.

    >>> _uses_any({57.3}, [41.0, 1.0, 0.573]), _uses_any({58.0}, [41.0, 1.0, 0.573])
    (True, False)
    """
    inputs = {form for number in operands for form in (number, number * 100, abs(1 - number) * 100)}
    plain = sorted(figures)
    scaled = sorted(figure * power for figure in figures for power in POWERS)
    return any(holds_near(scaled, number) for number in inputs) or any(
        holds_near(plain, number * power) for number in inputs for power in POWERS
    )


JUDGES = (
    Judge(
        "judge_derivations",
        ("derivation", "qualifier-stated"),
        frozenset({"observations", "units"}),
        judge_derivations,
    ),
)
