"""Outcomes: a check is recorded as it comes out."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks import recompute
from .rulebook import Fault, Judge, Rule, Tables

RULES = (
    Rule(
        "outcome-recomputed",
        "The outcome of a check is that of its recomputation.",
        "复算的结果与重新计算的一致。",
        "{value} is recorded, but recomputing gives {expected}; correct the outcome or the figures "
        "it rests on",
        "记录为{value}，但重新计算得出{expected}；请更正结果或所依据的数值",
    ),
)


def find_other_outcomes(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each check that comes out otherwise, or can't be recomputed."""
    for check in recompute(tables.connection):
        if not check.agrees:
            expected = f"{check.recomputed or 'missing'}: {check.formula}"
            yield Fault(
                "outcome-recomputed", "checks", str(check.id), "outcome", check.recorded, expected
            )


JUDGES = (
    Judge(
        "find_other_outcomes",
        ("outcome-recomputed",),
        frozenset({"checks", "observations", "indicators"}),
        find_other_outcomes,
    ),
)
