"""Rules: what a schema can't say, each with a code, a sentence and words for a fault.

``RULES`` are all of them by code, ``JUDGES`` what looks for faults. A rule across tables is a query
in a ``.sql`` file; one that derives from the descriptor, recomputes figures or reads running text
is a function.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import codes, files, keys, outcomes, texts
from .rulebook import Fault, Judge, Row, Rule, Tables, sql_rules

__all__ = ["JUDGES", "RULES", "Fault", "Judge", "Rule", "Tables", "faults", "remaining_faults"]

Place = tuple[str, str, str, str | None]  # rule, table, row and column, None for any column

EXEMPTION_UNUSED = Rule(
    "exemption-unused",
    "An exemption names a rule, and a row that the rule objects to.",
    "每项豁免都指明一条规则和该规则指出的一行。",
    "{value} objects to nothing at {expected}; delete the exemption, or correct what it names",
    "{value}没有指出{expected}；请删去这项豁免，或更正其所指",
)


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    by_code: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.code):
        if rule.code in by_code:
            raise ValueError(f"there are two rules {rule.code}")
        by_code[rule.code] = rule
    return by_code


RULES: dict[str, Rule] = _by_code(
    [
        *(rule for rule, _ in sql_rules()),
        *keys.RULES,
        *codes.RULES,
        *outcomes.RULES,
        *texts.RULES,
        *files.RULES,
        EXEMPTION_UNUSED,
    ]
)

JUDGES: tuple[Judge, ...] = (
    *(judge for _, judge in sql_rules()),
    *keys.JUDGES,
    *codes.JUDGES,
    *outcomes.JUDGES,
    *texts.JUDGES,
)


def faults(tables: Tables) -> list[Fault]:
    """Return everything that the rules object to, exempted or not.

    A judge that reads a table which is not there is passed over. One that crashes raises.
    """
    present = tables.names()
    judges = [judge for judge in JUDGES if judge.can_judge(present)]
    return [fault for judge in judges for fault in judge.faults(tables)]


def remaining_faults(tables: Tables) -> list[Fault]:
    """Return everything that the rules object to, without what is exempted.

    The table exemptions names the rows that a rule passes over. An exemption that exempts nothing,
    names no rule, or names the same as one before it is a fault itself.
    """
    exemptions: dict[Place, Row] = {}
    remaining, used = [], set()
    for row in _exemptions(tables):
        first = exemptions.setdefault(_named(row), row)
        if first is not row:
            remaining.append(_repeated(row, first))
    for fault in faults(tables):
        places = {_place(fault, fault.column), _place(fault, None)} & exemptions.keys()
        used |= places
        if not places:
            remaining.append(fault)
    for place, row in exemptions.items():
        if place not in used and _was_judged(row, tables):
            remaining.append(_unused(row))
    return remaining


def _exemptions(tables: Tables) -> list[Row]:
    return tables.rows("exemptions") if "exemptions" in tables.names() else []


def _place(fault: Fault, column: str | None) -> Place:
    return fault.code, fault.table, fault.row, column


def _named(exemption: Row) -> Place:
    """Return what an exemption names; without a column it is any column of the row."""
    return exemption["rule"], exemption["table"], exemption["row_id"], exemption["column"]


def _was_judged(exemption: Row, tables: Tables) -> bool:
    """Return whether the rule of an exemption could be applied to these tables.

    It is true where there is no such rule, so that the exemption is told as unused.
    """
    present = tables.names()
    return all(judge.can_judge(present) for judge in JUDGES if exemption["rule"] in judge.codes)


def _repeated(exemption: Row, first: Row) -> Fault:
    return Fault("row-twice", "exemptions", exemption["id"], "id", exemption["id"], first["id"])


def _unused(exemption: Row) -> Fault:
    place = "/".join(filter(None, _named(exemption)[1:]))
    column = "row_id" if exemption["rule"] in RULES else "rule"
    return Fault(
        EXEMPTION_UNUSED.code, "exemptions", exemption["id"], column, exemption["rule"], place
    )
