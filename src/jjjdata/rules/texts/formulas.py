"""Formulas: plain arithmetic such as ``41 / (1 - 0.573)``, and the rows that a formula names.

What another row holds is named by its key, so that a correction there is noticed here:
``{rail-length-jjj-2020-1} + 710``.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping

OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
LONGEST_FORMULA = 500
ROW = re.compile(r"\{([a-z0-9-]+)\}")


def rows_named(formula: str) -> list[str]:
    """Return the keys of the rows that a formula names.

    >>> rows_named("{rail-length-jjj-2020-1} + 710")
    ['rail-length-jjj-2020-1']
    """
    return ROW.findall(formula)


def evaluate(formula: str, values: Mapping[str, float | None]) -> tuple[float | None, list[float]]:
    """Return the result of a formula of plain arithmetic and its operands.

    ``values`` are those of the rows that a formula may name. Anything else has no result, and then
    no operands: what is no arithmetic, what can't be divided, and a row without value.

    >>> evaluate("(4 + {five}) * 2", {"five": 5.0})
    (18.0, [4.0, 5.0, 2.0])
    >>> evaluate("2 ** 99", {}), evaluate("4{five}", {"five": 5.0}), evaluate("4 / 0", {})
    ((None, []), (None, []), (None, []))
    """
    operands: list[float] = []
    has_values = all(values.get(row) is not None for row in rows_named(formula))
    if len(formula) > LONGEST_FORMULA or not has_values:
        return None, []
    # In parentheses, so that a value never joins the digits beside it.
    arithmetic = ROW.sub(lambda match: f"({values[match[1]]!r})", formula.strip())
    # A cell may hold anything: what is no arithmetic has no result.
    try:
        return _result(ast.parse(arithmetic, mode="eval").body, operands), operands
    except (ValueError, SyntaxError, ArithmeticError, RecursionError, MemoryError):
        return None, []


def _result(node: ast.AST, operands: list[float]) -> float:
    """Return the result of a part of a formula, and add its operands to the list.

    >>> operands: list[float] = []
    >>> _result(ast.parse("2 * 3", mode="eval").body, operands), operands
    (6.0, [2.0, 3.0])
    """
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        operands.append(float(node.value))  # type: ignore[arg-type]
        return operands[-1]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        left, right = _result(node.left, operands), _result(node.right, operands)
        return OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_result(node.operand, operands))
    raise ValueError(ast.dump(node))
