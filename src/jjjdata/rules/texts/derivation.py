"""Derivation: a derived value follows from its formula, and the formula from what is printed.

A formula is plain arithmetic: ``41 / (1 - 0.573)``. What another row holds is named by its key, so
that a correction there is noticed here: ``{rail-length-jjj-2020-1} + 710``.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping

from ...readings import FigureReader
from ..functions import figure as written
from ..functions import rounding
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .shared import POWERS, figure_reader, holds_near, lookup

RULES = (
    Rule(
        "derivation",
        "A derived value follows from its formula, and the formula from what is printed.",
        "推算的数值由算式得出，算式由所印的数字得出。",
        "{value} does not fit the derivation: {expected}",
        "{value}与推算不符：{expected}",
    ),
)

OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
LONGEST_FORMULA = 500
ROW = re.compile(r"\{([a-z0-9-]+)\}")  # a row named by its key
# A formula may count in any of these.
RESULT_POWERS = (1.0, 1e4, 1e6, 1e8, 1e9)
LOWER_BOUND = "ower bound"
Faulty = tuple[str, str, object, object]  # code, column, value, what was expected


def evaluate(formula: str, values: Mapping[str, float]) -> tuple[float | None, list[float]]:
    """Return the result of a formula of plain arithmetic and its operands.

    ``values`` are those of the rows that a formula may name. Anything else has no result.

    >>> evaluate("(4 + {five}) * 2", {"five": 5.0})
    (18.0, [4.0, 5.0, 2.0])
    >>> evaluate("2 ** 99", {})
    (None, [])
    """
    operands: list[float] = []
    unknown = [key for key in ROW.findall(formula) if key not in values]
    if unknown or len(formula) > LONGEST_FORMULA:
        return None, operands
    arithmetic = ROW.sub(lambda match: repr(float(values[match[1]])), formula)

    def walk(node: ast.AST) -> float:
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            operands.append(float(node.value))  # type: ignore[arg-type]
            return operands[-1]
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](walk(node.left), walk(node.right))
        if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](walk(node.operand))
        raise ValueError(formula)

    # A cell may hold anything: what is no arithmetic has no result.
    try:
        return walk(ast.parse(arithmetic, mode="eval").body), operands
    except (ValueError, SyntaxError, ArithmeticError, RecursionError, MemoryError):
        return None, operands


def judge_derivations(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of observations that don't fit their derivation."""
    reader = figure_reader(tables)
    values = lookup(tables, "observations", "value")
    for row in tables.judged("observations"):
        if (row["basis"] == "derived") != bool(row["derivation"]) and row["basis"] != "part_year":
            yield Fault(
                "derivation",
                "observations",
                row["id"],
                "derivation",
                row["derivation"],
                row["basis"],
            )
        elif row["derivation"]:
            for code, column, value, expected in _faults(row, reader, values):
                yield Fault(code, "observations", row["id"], column, value, expected)


def _faults(row: Row, reader: FigureReader, values: Mapping[str, float]) -> Iterator[Faulty]:
    formula = row["derivation"]
    result, operands = evaluate(formula, values)
    if row["id"] in ROW.findall(formula):  # no row is derived from itself
        result = None
    if row["qualifier"] not in _qualifiers(row):
        yield "qualifier-stated", "qualifier", formula, row["qualifier"]
    if result is None or not _rounds_to(result, row["value"]):
        yield "derivation", "value", row["value"], f"{formula} = {written(result) or '?'}"
    printed = row["printed"] or ""
    figures = {
        abs(number)
        for lang in ("zh", "en")
        for figure in reader.figures(printed, lang)
        for number in figure.numbers[:1]
    }
    if figures and not _uses_any(figures, operands):
        yield "derivation", "printed", printed, formula


def _qualifiers(row: Row) -> tuple[str, ...]:
    """Return the qualifiers that a derived value may have.

    Sums are exact, ratios of rounded figures are not. What the arithmetic only bounds is told in
    the note.
    """
    if LOWER_BOUND in (row["note_en"] or ""):
        return "more_than", "at_least"
    is_ratio = not {"*", "/"}.isdisjoint(row["derivation"])
    return ("about",) if is_ratio else ("equal", "about")


def _rounds_to(result: float, value: float) -> bool:
    """Return whether a value is the result, rounded as it is written: 22171000 to the thousand."""
    slack = min(max(5e-4 * abs(value), 0.51), max(rounding(value), 0.051))
    return any(abs(result * power - value) <= slack for power in RESULT_POWERS)


def _uses_any(figures: set[float], operands: list[float]) -> bool:
    """Return whether a formula uses a printed figure: as it is, as a share, or in another scale."""
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
