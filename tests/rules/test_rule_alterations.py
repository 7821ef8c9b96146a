"""The truth tables notice when any single condition of a rule is altered."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator

import pytest
from rule_tables import on_one_day, truth_table
from test_rule_tables import CODES, statement

# What stands in a condition, and what it is altered to, one place at a time.
ALTERATIONS = [
    (r"<>", "="),
    (r"(?<![<>=])=", "<>"),
    (r">= ", "> "),
    (r"<= ", "< "),
    (r"(?<!<)> ", "< "),
    (r"(?<!<)> ", ">= "),
    (r"< ", "> "),
    (r"< ", "<= "),
    (r"\band\b", "or"),
    (r"\bor\b", "and"),
    (r"\bnot in\b", "in"),
    (r"(?<!not )\bin \(", "not in ("),
    (r"\bis not\b(?! true| false)", "is"),
    (r"\bis (?!not|null)", "is not "),
    (r"\bis null", "is not null"),
    (r"\bis not (true|false)", r"is \1"),
    (r"\bnot between\b", "between"),
    (r"\bnot glob\b", "glob"),
    (r"\band not\b", "and"),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bleft join\b", "join"),
    (r"\blag\(", "lead("),
    (r"\blead\(", "lag("),
    (r"\bfirst_date\(", "last_date("),
    (r"\blast_date\(", "first_date("),
    (r"'(\w+)'", r"'altered_\1'"),
    (r"(?<![\w.-])(\d+(?:\.\d+)?)(?![\w.'-])", r"(\1 + 1)"),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r" \+ ", " - "),
    (r" - ", " + "),
]
# Of a tolerance that only lets the same figure be the same, the exact size makes no difference.
TOLERANCE = re.compile(r"1e-[69] \* ")


def conditions() -> Iterator[tuple[str, str, str, str]]:
    """Yield each altered rule: its code, the line, what was altered, and the whole statement."""
    for code in CODES:
        head, body = re.match(r"(?s)((?:--[^\n]*\n)+)(.*)", statement(code)).groups()
        for pattern, instead in ALTERATIONS:
            for match in re.finditer(pattern, body):
                start = body.rfind("\n", 0, match.start()) + 1
                line = body[start : body.find("\n", match.start())]
                if "--" in line[: match.start() - start]:
                    continue
                if TOLERANCE.search(line) and match[0] in (">= ", "<= ", "1"):
                    continue
                replaced = match.expand(instead)
                altered = body[: match.start()] + replaced + body[match.end() :]
                yield code, line.strip(), f"{match[0]} → {replaced}", head + altered


CONDITIONS = list(conditions())
DATABASES = {code: truth_table(code).database() for code in CODES}


def found(code: str, sql: str) -> Counter[tuple[object, ...]]:
    """Return all that a statement finds in the truth table of a rule, and what it tells of it."""
    return Counter(map(tuple, DATABASES[code].execute(on_one_day(sql))))


EXPECTED = {code: found(code, statement(code)) for code in CODES}


@pytest.mark.parametrize("altered", CONDITIONS, ids=lambda altered: " | ".join(altered[:3]))
def test_an_altered_condition_is_noticed(altered):
    code, _, _, sql = altered
    try:
        said = found(code, sql)
    except sqlite3.Error:
        return
    assert said != EXPECTED[code], "the truth table does not notice this"


def test_there_are_conditions_to_alter():
    assert len(CONDITIONS) > 500
