"""Fidelity: which renderings stand in a clause, and which of their problems counts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

import pytest

from jjjdata.database import views

NAMES = ("rendered", "fidelities")
TABLES = """
    create table sources (id, language);
    create table passages (id, source_id);
    create table claims (id, passage_id, "start", "end", source_term_source_id);
    create table renderings (id, passage_id, "start", "end", problem);
    insert into sources values ('en', 'en'), ('hans', 'zh-Hans'), ('hant', 'zh-Hant');
    insert into passages values ('en', 'en'), ('other', 'en'), ('hans', 'hans'), ('hant', 'hant');
"""
HERE = (10, 20)
# What a claim is called, the passage of its clause (10 to 20), the renderings (problem, start, end,
# passage), whether its Chinese wording was seen, and the fidelity that follows.
CASES = [
    ("none", "en", [], True, "faithful"),
    ("right", "en", [("none", *HERE, "en")], True, "faithful"),
    ("form", "en", [("agency_form", *HERE, "en")], True, "faithful"),
    ("literal", "en", [("literal", *HERE, "en")], True, "imprecise"),
    ("omission", "en", [("omission", *HERE, "en")], True, "imprecise"),
    ("inconsistent", "en", [("inconsistent", *HERE, "en")], True, "imprecise"),
    ("grammar", "en", [("grammar", *HERE, "en")], True, "imprecise"),
    ("name", "en", [("wrong_name", *HERE, "en")], True, "imprecise"),
    ("wrong", "en", [("mistranslation", *HERE, "en")], True, "mistranslated"),
    ("added", "en", [("spurious_insertion", *HERE, "en")], True, "mistranslated"),
    ("broken", "en", [("garbled", *HERE, "en")], True, "garbled"),
    (
        "worst",
        "en",
        [("literal", *HERE, "en"), ("garbled", 12, 14, "en"), ("none", 12, 14, "en")],
        True,
        "garbled",
    ),
    ("left edge", "en", [("literal", 5, 11, "en")], True, "imprecise"),
    ("right edge", "en", [("literal", 19, 25, "en")], True, "imprecise"),
    ("around", "en", [("literal", 1, 30, "en")], True, "imprecise"),
    ("before", "en", [("literal", 1, 10, "en")], True, "faithful"),
    ("after", "en", [("literal", 20, 25, "en")], True, "faithful"),
    ("elsewhere", "en", [("literal", *HERE, "other")], True, "faithful"),
    ("unseen", "en", [("garbled", *HERE, "en")], False, "original_not_seen"),
    ("simplified", "hans", [], False, "not_translated"),
    ("traditional", "hant", [("garbled", *HERE, "hant")], True, "not_translated"),
]
ALTERATIONS = [
    (r"(?<![<>])=", "<>"),
    (r"(?<!<)> ", ">= "),
    (r"(?<!<)> ", "< "),
    (r"< ", "<= "),
    (r"< ", "> "),
    (r"\band\b", "or"),
    (r"\bin \(", "not in ("),
    (r"\bis null", "is not null"),
    (r"\bmax\(", "min("),
    (r"\bleft join\b", "join"),
    (r"'([\w-]+)'", "'altered'"),
    (r"\b(\d)$", "9"),
    (r"= (\d)", "= 9"),
    (r"then (\d)", "then 9"),
]


def fidelities(sqls: Iterable[str]) -> dict[str, str]:
    """Return the fidelity of each case under two views, each with tables of its own passages."""
    found = {}
    for name, passage, renderings, seen, _ in CASES:
        connection = sqlite3.connect(":memory:")
        connection.executescript(TABLES)
        wording = "report" if seen else None
        connection.execute("insert into claims values (?, ?, 10, 20, ?)", [name, passage, wording])
        for number, (problem, start, end, place) in enumerate(renderings):
            row = [number, place, start, end, problem]
            connection.execute("insert into renderings values (?, ?, ?, ?, ?)", row)
        for sql in sqls:
            connection.execute(sql)
        ((_, found[name]),) = connection.execute("select * from fidelities").fetchall()
        connection.close()
    return found


SQLS = {view.name: view.sql for view in views() if view.name in NAMES}
EXPECTED = {name: expected for name, *_, expected in CASES}


def test_the_worst_problem_in_the_clause_counts():
    assert fidelities(SQLS.values()) == EXPECTED


def alterations():
    """Yield each altered view: its name, the line and what was altered, and both statements."""
    for name, sql in SQLS.items():
        head, body = re.match(r"(?s)((?:--[^\n]*\n)+create view[^\n]*\n)(.*)", sql).groups()
        for pattern, instead in ALTERATIONS:
            for match in re.finditer(pattern, body, re.MULTILINE):
                start = body.rfind("\n", 0, match.start()) + 1
                line = body[start : body.find("\n", match.start())]
                if "--" not in line[: match.start() - start]:
                    altered = head + body[: match.start()] + instead + body[match.end() :]
                    yield name, line.strip(), f"{match[0]} → {instead}", {**SQLS, name: altered}


ALTERED = list(alterations())


@pytest.mark.parametrize("altered", ALTERED, ids=lambda altered: " | ".join(altered[:3]))
def test_an_altered_condition_is_noticed(altered):
    *_, sqls = altered
    try:
        found = fidelities(sqls.values())
    except (sqlite3.Error, ValueError):  # no row, or no SQL
        return
    assert found != EXPECTED, "no case notices this"


def test_there_are_conditions_to_alter():
    assert len(ALTERED) > 40


def test_the_recorded_fidelity_is_that_of_the_view(database):
    query = """
        select claims.id
        from claims
        join fidelities on fidelities.claim_id = claims.id
        where claims.fidelity <> fidelities.fidelity
    """
    assert database.execute(query).fetchall() == []
    counts = database.execute("select count(*) from fidelities").fetchone()
    assert tuple(counts) == tuple(database.execute("select count(*) from claims").fetchone())
