"""The truth table notices when any single condition of the verdict views is altered."""

import re
import sqlite3
import time

import pytest
from truth import VIEWS, database

# What stands in a condition, and what it is altered to, one place at a time.
ALTERATIONS = [
    (r"<>", "="),
    (r"(?<![<>])=", "<>"),
    (r"(?<![<])> ", "< "),
    (r"\band\b", "or"),
    (r"\bor\b", "and"),
    (r"\bnot in\b", "in"),
    (r"\bis not\b", "is"),
    (r"\band not\b", "and"),
    (r"\bor not\b", "or"),
    (r"\bmax\(", "min("),
    (r"\bunion\b", "union all"),
    (r"\bleft join\b", "join"),
    (r"'for'", "'against'"),
    (r"'against'", "'for'"),
    (r"> 1", "> 2"),
    (r"> 1", "> 0"),
    (r"when (\d) then '", "when 9 then '"),
    (r"then (\d)$", "then 9"),
    (r"else 5", "else 4"),
    (r"'(official|two|alone|mirrors|none|failing|both|against)'", "'altered'"),
    (r"'(official_primary|official_secondary|academic)'(?=[,)])", "'altered'"),
    (r"'(supports|refines|contradicts|checkable|mirror|revised|fail|other|_against)'", "'altered'"),
    (r"'(verdict|verdict_latest)'", "'altered'"),
    (r"'(outside|government)'", "'altered'"),
    (r"is null", "is not null"),
    (r"\bexists\b", "not exists"),
    (r"supporting_read\b", "contradicting_read"),
    (r"contradicting_read\b", "supporting_read"),
    (r"supporting_official\b", "contradicting_official"),
    (r"contradicting_official\b", "supporting_official"),
    (r"supporting_outside\b", "contradicting_outside"),
    (r"contradicting_outside\b", "supporting_outside"),
    (r"weight_for\b", "weight_against"),
    (r"weight_against\b", "weight_for"),
]
# One official origin and two origins of any tier carry a refutation alike: of several origins
# against it makes no difference whether one or each is official, so max and min say the same here.
SAME = "as contradicting_official"
SECONDS = 1  # an altered recursion may never end


def conditions():
    """Yield each altered view: its name, the line and what was altered, and the whole statement."""
    for view in VIEWS:
        head, body = re.match(r"(?s)((?:--[^\n]*\n)+)(.*)", view.sql).groups()
        for pattern, instead in ALTERATIONS:
            for match in re.finditer(pattern, body, re.MULTILINE):
                start = body.rfind("\n", 0, match.start()) + 1
                line = body[start : body.find("\n", match.start())]
                if "--" in line[: match.start() - start]:
                    continue
                if SAME in line and match[0] == "max(":
                    continue
                replaced = match.expand(instead)
                altered = body[: match.start()] + replaced + body[match.end() :]
                yield view.name, line.strip(), f"{match[0]} → {replaced}", head + altered


CONDITIONS = list(conditions())


def everything(connection: sqlite3.Connection) -> object:
    """Return all that the views say of the cases: verdicts with their origins, sensitivities."""
    end = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    said = []
    for query in (
        "select * from verdicts order by 1, 2",
        "select * from sensitivity order by 1, 2, 3",
    ):
        said.append(list(map(tuple, connection.execute(query))))
    return said


EXPECTED = everything(database())


@pytest.mark.parametrize("altered", CONDITIONS, ids=lambda altered: " | ".join(altered[:3]))
def test_an_altered_condition_is_noticed(altered):
    name, _, _, sql = altered
    statements = [sql if view.name == name else view.sql for view in VIEWS]
    try:
        said = everything(database(statements))
    except sqlite3.Error:
        return
    assert said != EXPECTED, "the truth table does not notice this"


def test_there_are_conditions_to_alter():
    assert len(CONDITIONS) > 100
