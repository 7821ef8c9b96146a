"""Derivation: a derived value follows from its formula, and the formula from what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...checks import FLOORS
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

# What the result of a formula may be counted in: ones, 万, millions, 亿 or billions. Printed tables
# also count in thousands and trillions (POWERS).
RESULT_POWERS = (1.0, 1e4, 1e6, 1e8, 1e9)
LOWER_BOUND = re.compile(r"(?i)\blower bound")
# Rounding changes a value by half of the unit at most (57.6 to 58), or a large value by this share
# of it (9897 to 9900, but not 9890).
HALF_OF_A_UNIT = 0.5
LARGEST_SHARE = 5e-4


def judge_derivations(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of observations that don't fit their derivation."""
    reader = figure_reader(tables)
    values = lookup(tables, "observations", "value")
    told = lookup(tables, "observations", "qualifier")
    for row in tables.judged("observations"):
        for code, column, value, expected in _observation_faults(row, reader, values, told):
            yield Fault(code, "observations", row["id"], column, value, expected)


def _observation_faults(
    row: Row, reader: FigureReader, values: Mapping[str, float], told: Mapping[str, str]
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
    if row["qualifier"] not in _qualifiers(row, told):
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


def _qualifiers(row: Row, told: Mapping[str, str]) -> tuple[str, ...]:
    """Return the qualifiers that a derived value may have.

    Ratios of rounded figures are "about"; sums may be, if what they add up was rounded. What has
    "more than" some figure among its terms is "more than" their sum: ``told`` has the qualifiers of
    all rows. Where a figure in the formula is a lower bound, the note says so.

    >>> _qualifiers({"derivation": "41 / (1 - 0.573)", "note_en": None}, {})
    ('about',)
    >>> _qualifiers({"derivation": "{a} + {b}", "note_en": None}, {"a": "about", "b": "more_than"})
    ('more_than', 'at_least')
    """
    terms = {told.get(id) for id in rows_named(row["derivation"])}
    if terms & set(FLOORS) or LOWER_BOUND.search(row["note_en"] or ""):
        return FLOORS
    is_ratio = not {"*", "/"}.isdisjoint(row["derivation"])
    return ("about",) if is_ratio else ("equal", "about")


def _rounds_to(result: float, value: float) -> bool:
    """Return whether a value is the result, rounded to the digits that the value has, in any scale.

    >>> _rounds_to(2217.1, 22171000), _rounds_to(2217.1, 22180000)
    (True, False)
    >>> _rounds_to(0.5729, 0.573), _rounds_to(0.60, 0.573), _rounds_to(57.6, 58)
    (True, False, True)
    """
    slack = _slack(value)
    differences = [abs(result * power - value) for power in RESULT_POWERS]
    return any(difference <= slack or near(difference, slack) for difference in differences)


def _slack(value: float) -> float:
    """Return how far a result may be from its value: half of the last digit that the value has.

    The zeros at the end of a large value may be digits or not, so that a limit holds as well.

    >>> _slack(0.573), _slack(58), _slack(9900)
    (0.0005, 0.5, 4.95)
    """
    limit = max(HALF_OF_A_UNIT, LARGEST_SHARE * abs(value))
    return min(rounding(value), limit)


def _printed_figures(printed: str, reader: FigureReader) -> set[float]:
    """Return the figures in what is printed, read in both languages, without their signs.

    >>> sorted(_printed_figures("下降6.3%，为1-1.5", FigureReader({})))
    [1.0, 1.5, 6.3]
    """
    figures = (*reader.figures(printed, "zh"), *reader.figures(printed, "en"))
    return {abs(number) for figure in figures for number in figure.numbers}


def _uses_any(figures: set[float], operands: list[float]) -> bool:
    """Return whether a formula uses a printed figure: as it is, as a share, or in another scale.

    >>> _uses_any({57.3}, [41.0, 1.0, 0.573]), _uses_any({58.0}, [41.0, 1.0, 0.573])
    (True, False)
    >>> _uses_any({2218.0}, [22.18e6]), _uses_any({22.18e6}, [2218.0])
    (True, True)
    """
    inputs = {form for operand in operands for form in _as_printed(operand)}
    printed_in_ones = sorted(figure * power for figure in figures for power in POWERS)
    if any(holds_near(printed_in_ones, number) for number in inputs):
        return True
    printed = sorted(figures)
    return any(holds_near(printed, number * power) for number in inputs for power in POWERS)


def _as_printed(operand: float) -> tuple[float, float, float]:
    """Return the numbers that may be printed for an operand: itself, and as a share in percent.

    The share may be that of the rest, since a formula may take it from one.

    >>> [round(number, 1) for number in _as_printed(0.573)]
    [0.6, 57.3, 42.7]
    """
    return operand, operand * 100, abs(1 - operand) * 100


JUDGES = (
    Judge(
        "judge_derivations",
        ("derivation", "qualifier-stated"),
        frozenset({"observations", "units"}),
        judge_derivations,
    ),
)
