"""Each rule that is a query finds the faults of its truth table, those and no others."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from rule_tables import FOLDER, on_one_day, truth_table

import jjjdata.rules
from jjjdata.database import connect, quoted
from jjjdata.package import Package
from jjjdata.rules.rulebook import Judge, Tables, sql_rules

SQL = Path(jjjdata.rules.__file__).parent
CODES = [rule.code for rule, _ in sql_rules()]
JUDGES = {judge.codes[0]: judge for _, judge in sql_rules()}


def statement(code: str) -> str:
    return (SQL / f"{code}.sql").read_text(encoding="utf-8")


def test_every_query_has_a_truth_table():
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_rule_finds_the_faults_of_its_truth_table(code):
    table = truth_table(code)
    rows = table.database().execute(on_one_day(statement(code))).fetchall()
    found = Counter((table, row, column) for table, row, column, _, _ in rows)
    # As lists, which a failing test shows whole.
    assert sorted(found.elements(), key=str) == sorted(table.faults.elements(), key=str)


@pytest.mark.parametrize("code", CODES)
def test_a_truth_table_has_rows_without_fault_beside_them(code):
    """Without them a rule that finds everything would pass."""
    table = truth_table(code)
    names = {name for name, _, _ in table.faults}
    assert names
    for name in names:
        faulty = {row for other, row, _ in table.faults if other == name}
        assert len(faulty) < len(table.tables[name][1])


@pytest.mark.parametrize("code", CODES)
def test_a_rule_reads_the_tables_that_it_says(code, package: Package):
    """What a change can touch is decided by that line alone."""
    read = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table in package.authored:
            read.add(table)
        return sqlite3.SQLITE_OK

    tables = Tables(connect(package), package)
    tables.connection.set_authorizer(note)
    tables.connection.execute(statement(code)).fetchall()
    assert read == JUDGES[code].reads


def test_a_judge_is_passed_over_if_a_table_is_missing():
    judge = Judge("j", ("c",), frozenset({"claims", "*"}), Tables.names)
    assert judge.can_judge(["claims", "units"])
    assert not judge.can_judge(["units"])
    assert judge.looks_at("units")
    assert not Judge("j", ("c",), frozenset({"claims"}), Tables.names).looks_at("units")


def test_the_tables_of_a_database_are_those_that_were_filled(package: Package):
    tables = Tables(connect(package), package)
    assert tables.names() == package.authored
    tables.connection.execute("pragma query_only = off")
    tables.connection.execute(f"drop table {quoted('errata')}")
    assert tables.names() == [name for name in package.authored if name != "errata"]


def test_only_the_rows_named_are_judged(package: Package):
    tables = Tables(connect(package), package, {"claims": ["pm25-drop"], "codes": ["tier/media"]})
    assert [row["id"] for row in tables.judged("claims")] == ["pm25-drop"]
    assert [row["code"] for row in tables.judged("codes")] == ["media"]
    assert len(tables.judged("units")) == len(tables.rows("units")) > 1
    assert len(tables.rows("claims")) > 1
