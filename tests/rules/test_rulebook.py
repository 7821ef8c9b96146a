"""The rulebook: how a rule is read, applied, excused, and how one that crashes is told apart."""

from __future__ import annotations

import sqlite3

import pytest

from jjjdata import rules
from jjjdata.findings import as_github, as_text, findings_of_rules
from jjjdata.package import Package
from jjjdata.rules import Fault, Judge, Rule, Tables, rulebook
from jjjdata.rules.codes import find_unlisted
from jjjdata.rules.keys import follows, shape_of

HEADER = """-- code: big
-- en: Nothing is
--   big.
-- zh: 没有大的。
-- fault en: {value} is big
-- fault zh: {value}大
-- reads: claims, units
"""
BIG = Rule("big", "Nothing is big.", "没有大的。", "{value} is big", "{value}大")
EXEMPT = "insert into exemptions values (?, ?, ?, ?, ?, '理由。', 'Reason.', '2026-11-28')"


def with_rule(monkeypatch: pytest.MonkeyPatch, rule: Rule, *faults: Fault) -> None:
    """Let there be one rule, which finds ``faults``."""
    judge = Judge("judge", (rule.code,), frozenset({"claims"}), lambda _: faults)
    monkeypatch.setattr(rules, "JUDGES", (judge,))
    monkeypatch.setattr(rules, "RULES", {rule.code: rule, **rules.RULES})


def test_a_query_says_in_its_header_what_it_judges(database, package):
    rule, judge = rulebook._read_rule("big.sql", HEADER + "select 'claims', 'a', null, 1.5, 2")
    assert rule == BIG
    assert judge == Judge("big.sql", ("big",), frozenset({"claims", "units"}), judge.faults)
    assert list(judge.faults(Tables(database, package))) == [
        Fault("big", "claims", "a", None, 1.5, 2)
    ]


def test_a_query_may_be_a_warning():
    rule, _ = rulebook._read_rule("big.sql", HEADER + "-- level: warning\nselect 1")
    assert rule.level == "warning"


def test_a_header_that_lacks_a_line_is_a_bug():
    with pytest.raises(ValueError, match=r"rules/big\.sql has no line '-- fault zh: …'"):
        rulebook._read_rule("big.sql", HEADER.replace("-- fault zh", "-- wrong"))


def test_a_query_in_a_file_of_another_name_is_a_bug():
    with pytest.raises(ValueError, match=r"rules/small\.sql holds the rule big"):
        rulebook._read_rule("small.sql", HEADER)


@pytest.fixture
def database(database):
    """The package without its own exemptions: none of these rules is named there."""
    database.execute("delete from exemptions")
    return database


def test_two_rules_of_one_code_are_a_bug():
    with pytest.raises(ValueError, match="two rules big"):
        rules._by_code([BIG, BIG])


def test_a_rule_that_crashes_raises(monkeypatch, database, package):
    """A bug in a rule must not be told as damage in the data."""

    def crash(_):
        raise KeyError("period")

    monkeypatch.setattr(rules, "JUDGES", (Judge("j", ("big",), frozenset({"claims"}), crash),))
    with pytest.raises(KeyError):
        findings_of_rules(database, package)


def test_a_rule_whose_table_is_missing_is_passed_over(monkeypatch, database, package):
    with_rule(monkeypatch, BIG, Fault("big", "claims", "a", "value", 1))
    assert len(findings_of_rules(database, package)) == 1
    database.execute("drop table claims")
    assert findings_of_rules(database, package) == []


def test_a_fault_becomes_a_finding(monkeypatch, database, package):
    fault = Fault("big", "claims", "pm25-drop", None, 1.0, {"b", "a"})
    with_rule(monkeypatch, BIG, fault, fault)
    [finding] = findings_of_rules(database, package)
    assert (finding.table, finding.row, finding.column) == ("claims", "pm25-drop", "")
    assert (finding.value, finding.expected, finding.level) == ("1", "a, b", "error")
    assert as_text([finding], "en") == "big: table claims, row pm25-drop: 1 is big"


def test_a_warning_says_so(monkeypatch, database, package):
    rule = Rule("big", BIG.en, BIG.zh, BIG.fault_en, BIG.fault_zh, "warning")
    with_rule(monkeypatch, rule, Fault("big", "claims", "pm25-drop", "value", 1))
    [finding] = findings_of_rules(database, package)
    assert finding.level == "warning"
    assert as_text([finding], "zh").startswith("big (提醒): 表claims第pm25-drop行value列：")
    assert as_github([finding], package, "en").startswith("::warning file=data/claims.csv,line=")


@pytest.mark.parametrize(
    ("column", "remaining"),
    [("value", ["unit_id", "value"]), (None, ["value"])],
    ids=["one column", "the whole row"],
)
def test_an_exemption_excuses_a_row(monkeypatch, database, package, column, remaining):
    with_rule(
        monkeypatch,
        BIG,
        Fault("big", "claims", "a", "value", 1),
        Fault("big", "claims", "a", "unit_id", 1),
        Fault("big", "claims", "b", "value", 1),
    )
    database.execute(EXEMPT, ["e1", "big", "claims", "a", column])
    findings = findings_of_rules(database, package)
    assert sorted(finding.column for finding in findings) == remaining
    assert {finding.code for finding in findings} == {"big"}
    # Whoever measures what the rules see looks at the faults themselves.
    assert len(rules.faults(Tables(database, package))) == 3


@pytest.mark.parametrize(
    ("names", "column"),
    [
        (["big", "claims", "b", None], "row_id"),
        (["big", "claims", "a", "unit_id"], "row_id"),
        (["big", "evidence", "a", None], "row_id"),
        (["huge", "claims", "a", None], "rule"),
    ],
    ids=["another row", "another column", "another table", "no rule"],
)
def test_an_exemption_that_exempts_nothing_is_found(monkeypatch, database, package, names, column):
    with_rule(monkeypatch, BIG, Fault("big", "claims", "a", "value", 1))
    database.execute(EXEMPT, ["e1", *names])
    [unused] = [each for each in findings_of_rules(database, package) if each.table == "exemptions"]
    assert (unused.code, unused.row, unused.column) == ("exemption-unused", "e1", column)
    assert unused.value == names[0]
    assert unused.expected == "/".join(filter(None, names[1:]))


@pytest.mark.parametrize(("column", "other"), [(None, "value"), ("value", "unit_id")])
def test_of_two_exemptions_that_name_the_same_the_second_is_found(
    monkeypatch, database, package, column, other
):
    faults = [Fault("big", "claims", "a", name, 1) for name in ("value", "unit_id")]
    with_rule(monkeypatch, BIG, *faults)
    database.execute(EXEMPT, ["e1", "big", "claims", "a", column])
    database.execute(EXEMPT, ["e2", "big", "claims", "a", column])
    database.execute(EXEMPT, ["e3", "big", "claims", "a", other])
    [twice] = [each for each in findings_of_rules(database, package) if each.table == "exemptions"]
    assert (twice.code, twice.row, twice.column) == ("row-twice", "e2", "id")
    assert (twice.value, twice.expected) == ("e2", "e1")


def test_an_exemption_from_a_rule_that_was_not_applied_is_not_judged(
    monkeypatch, database, package
):
    with_rule(monkeypatch, BIG, Fault("big", "claims", "a", "value", 1))
    database.execute(EXEMPT, ["e1", "big", "claims", "b", None])
    database.execute("drop table claims")
    assert findings_of_rules(database, package) == []


def test_without_the_table_of_exemptions_nothing_is_exempted(monkeypatch, database, package):
    with_rule(monkeypatch, BIG, Fault("big", "claims", "a", "value", 1))
    database.execute("drop table exemptions")
    assert [finding.code for finding in findings_of_rules(database, package)] == ["big"]


@pytest.mark.parametrize(
    ("key", "shape", "expected"),
    [
        ("plan-13th-e01", "plan-13th-e{number}", True),
        ("plan-13th-e1", "plan-13th-e{number}", True),
        ("plan-13th-e", "plan-13th-e{number}", False),
        ("plan-13th-ex", "plan-13th-e{number}", False),
        ("plan-13th-e١", "plan-13th-e{number}", False),
        ("plan-13th-e1234567890", "plan-13th-e{number}", False),
        ("plan-14th-e01", "plan-13th-e{number}", False),
        ("e01", "plan-13th-e{number}", False),
        ("a-1-z", "a-{number}-z", True),
        ("a-1", "a-{number}-z", False),
        ("a-z", "a-{number}-z", False),
        ("plan-13th-rounded", "plan-13th-rounded", True),
        ("plan-13th-rounded-1", "plan-13th-rounded", False),
    ],
)
def test_a_key_follows_its_shape(key, shape, expected):
    assert follows(key, shape) is expected


def test_a_shape_is_filled_with_the_columns():
    row = {"claim_id": "plan-13th", "caveat": "single_origin", "period": "2014/2023", "x": None}
    assert shape_of("{claim_id}-{caveat}", row) == "plan-13th-single-origin"
    assert shape_of("{period}-{number}", row) == "2014-to-2023-{number}"
    assert shape_of("{x}-{number}", row) == "-{number}"


def test_a_code_that_the_schema_lacks_is_found(database: sqlite3.Connection, package: Package):
    database.execute(
        "insert into codes values ('stance', 'doubts', '存疑', 'doubts', '不确定。', 'Unsure.')"
    )
    [fault] = find_unlisted(Tables(database, package))
    assert (fault.table, fault.row, fault.column) == ("evidence", "", "stance")
    assert (fault.value, fault.expected) == ({"doubts"}, "codes: stance")
