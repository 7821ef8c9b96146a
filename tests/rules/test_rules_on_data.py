"""The shipped data are clean, and each rule notices when one of their rows is changed."""

from __future__ import annotations

import sqlite3

import pytest

from jjjdata import rules
from jjjdata.findings import findings_of_rules
from jjjdata.package import Package
from jjjdata.rules import JUDGES, RULES, Tables

PORT, GROWTH = "port-containers-2023", "port-containers-growth"
MT = "cns-20240227-mt"
FIRST = "baiyangdian-class-baiyangdian-2017"
DOUBLE = """
    insert into observations (
        id, indicator_id, place_id, period, qualifier, value, unit_id, source_id, printed, basis,
        derivation, vintage, "rank", note_zh, note_en
    )
    select 'port-containers-tianjin-port-2013-9', indicator_id, place_id, period, qualifier, value,
        unit_id, source_id, printed, basis, derivation, vintage, 'normal', note_zh, note_en
    from observations where id = 'port-containers-tianjin-port-2013-1'
"""


def cell(table: str, row: str, column: str, value: str | float | None) -> str:
    """Return the statement that changes one cell."""
    literal = "null" if value is None else repr(value)
    return f'update {table} set "{column}" = {literal} where id = {row!r}'


# The code of the rule, the statement, and the faults that it then finds: row and column.
CHANGES = [
    ("caveat-due", "delete from claim_caveats where id = 'conference-date-single-origin'",
     {("conference-date", None)}),
    ("caveat-due", cell("claim_caveats", f"{PORT}-rounded", "caveat", "single_origin"),
     {(PORT, None)}),
    ("check-agrees", cell("checks", f"{PORT}-k1", "expected", 23e6), {(f"{PORT}-k1", "expected")}),
    ("check-tolerance", cell("checks", f"{PORT}-k1", "tolerance", 0.0),
     {(f"{PORT}-k1", "tolerance")}),
    ("clause", cell("claims", "conference-date", "start", 40), {("conference-date", "start")}),
    ("code-listed", "update codes set code = 'kontext' where list = 'stance' and code = 'context'",
     {("", "stance")}),
    ("code-listed", "update codes set label_zh = '支持' where list = 'stance' and code = 'context'",
     {("stance/context", "label_zh"), ("stance/supports", "label_zh")}),
    ("code-listed", "update codes set list = 'pose' where list = 'stance' and code = 'context'",
     {("pose/context", "list"), ("", "stance")}),
    ("code-listed", "update codes set list = 'backings' where list = 'backing'",
     {("backings/government", "list")}),
    ("fidelity-follows", cell("claims", "relief-key", "fidelity", "faithful"),
     {("relief-key", "fidelity")}),
    ("fidelity-follows", cell("claims", "dateline-agency", "fidelity", "mistranslated"),
     {("dateline-agency", "fidelity")}),
    ("fidelity-follows", cell("renderings", f"{MT}-p20-r01", "problem", "garbled"),
     {("subcenter-four-bodies", "fidelity")}),
    ("host-unused", cell("hosts", "anboundkl.medium.com", "id", "unlisted.example"),
     {("unlisted.example", "id")}),
    ("key-shape", cell("evidence", "plan-13th-e01", "id", "xplan-13th-e01"),
     {("xplan-13th-e01", "id")}),
    ("key-shape", cell("evidence", "plan-13th-e01", "id", "plan-13th-e"), {("plan-13th-e", "id")}),
    ("key-shape", cell("checks", f"{PORT}-k1", "id", f"{PORT}-e1"), {(f"{PORT}-e1", "id")}),
    ("key-shape", cell("observations", f"{FIRST}-1", "period", "1999"), {(f"{FIRST}-1", "id")}),
    ("key-shape", cell("claim_caveats", f"{PORT}-rounded", "caveat", "self_reported"),
     {(f"{PORT}-rounded", "id")}),
    ("key-shape", cell("claim_caveats", f"{PORT}-rounded", "id", f"{PORT}-rounded-x"),
     {(f"{PORT}-rounded-x", "id")}),
    ("key-shape", cell("passages", "cns-20240227-mt-p02", "id", "p02"), {("p02", "id")}),
    ("outcome-recomputed", cell("checks", "baiyangdian-class-k1", "outcome", "fail"),
     {("baiyangdian-class-k1", "outcome")}),
    ("outcome-recomputed",
     cell("observations", "port-containers-tianjin-port-2023-1", "value", 2e7),
     {(f"{PORT}-k1", "outcome"), (f"{GROWTH}-k1", "outcome")}),
    ("outcome-recomputed", cell("checks", "decade-elapsed-k1", "base_period", None),
     {("decade-elapsed-k1", "outcome")}),
    ("pair-filled", cell("claims", "conference-date", "source_term_source_id", None),
     {("conference-date", "source_term_source_id")}),
    ("printed-quoted", cell("evidence", "plan-13th-e01", "quote", "十三"),
     {("plan-13th-e01", "printed")}),
    ("quote-due", cell("evidence", f"{PORT}-e01", "quote", None), {(f"{PORT}-e01", "quote")}),
    ("joint-members", "update organization_members set organization_id = 'bjdrc' "
     "where organization_id = 'ndrc-mot'", {("ndrc-mot", "kind"), ("bjdrc", "kind")}),
    ("revised-original", cell("observations", "gdp-revised-hebei-2013-1", "period", "1999"),
     {("gdp-revised-hebei-2013-1", "vintage")}),
    ("quoted-share", cell("sources", "cns-20240227-mt", "text_length", 6000),
     {("cns-20240227-mt", "text_length")}),
    ("safe-due", cell("claims", "pm25-drop", "safe_en", None), {("pm25-drop", "safe_en")}),
    ("text-long", cell("claims", "pm25-drop", "summary_zh", "年" * 61),
     {("pm25-drop", "summary_zh")}),
    ("searches-due", "update searches set language = 'fr' where claim_id = 'demo-zone-council'",
     {("demo-zone-council", "verdict")}),
    ("source-extent", cell("sources", "56885-20150316", "extent", "none"),
     {("56885-20150316", "extent")}),
    ("passage-order", cell("sources", "cns-20240227-mt", "text_length", 7041),
     {("cns-20240227-mt-p49", "end")}),
    ("period-order", cell("claims", GROWTH, "base_period", "2024"), {(GROWTH, "base_period")}),
    ("day-to-come", cell("sources", "56885-20150316", "accessed_on", "2999-01-01"),
     {("56885-20150316", "accessed_on")}),
    ("claim-ranked", cell("observations", "pm25-mean-beijing-2014-2", "rank", "normal"),
     {("pm25-mean-beijing-2014-2", "rank")}),
    ("preferred-one", cell("observations", f"{FIRST}-3", "rank", "normal"),
     {(f"{FIRST}-{number}", "rank") for number in (1, 2, 3)}),
    ("quotation", cell("claims", "dateline-agency", "quote_start", 1),
     {("dateline-agency", "quote_end")}),
    ("rendering-placed", cell("renderings", f"{MT}-p20-r01", "start", 3021),
     {(f"{MT}-p20-r01", "start"), (f"{MT}-p20-r01", "end")}),
    ("rendering-alike", cell("renderings", f"{MT}-p24-r06", "severity", "major"),
     {(f"{MT}-p24-r06", "problem")}),
    ("rendering-graded", cell("renderings", f"{MT}-p20-r01", "mqm", "omission"),
     {(f"{MT}-p20-r01", "mqm")}),
    ("rendering-noted", cell("renderings", f"{MT}-p20-r01", "note_en", None),
     {(f"{MT}-p20-r01", "note_en")}),
    ("rendering-right", cell("renderings", f"{MT}-p20-r02", "term_id", "teu"),
     {(f"{MT}-p20-r02", "problem")}),
    ("term-rendered", cell("renderings", f"{MT}-p20-r02", "term_id", "teu"),
     {("municipal-departments", None)}),
    ("term-attested", cell("terms", "teu", "attested_source_id", None),
     {("teu", "attested_source_id")}),
    ("read-early", cell("sources", "56885-20150316", "accessed_on", "2014-03-16"),
     {("56885-20150316", "accessed_on")}),
    ("row-twice", DOUBLE, {("port-containers-tianjin-port-2013-9", "id")}),
    ("row-twice", cell("terms", "sub-center", "term_zh", "标箱"), {("teu", "id")}),
    ("series-held", cell("claims", PORT, "indicator_id", "expressway-length"),
     {(PORT, "indicator_id")}),
    ("series-jump", cell("observations", "gdp-original-beijing-2018-1", "value", 3032e10),
     {("gdp-original-beijing-2018-1", "value")}),
    ("series-sign", cell("observations", "energy-intensity-change-hebei-2014-1", "value", 7.19),
     {("energy-intensity-change-hebei-2014-1", "value")}),
    ("source-access", cell("sources", "bbtnews-20210225", "read_at", None),
     {("bbtnews-20210225", "read_at")}),
    ("source-date", cell("sources", "56885-20150316", "published_on", "2014-03-16"),
     {("56885-20150316", "published_on")}),
    ("source-host", cell("sources", "bjdaily-20190809", "access", "original"),
     {("bjdaily-20190809", "access")}),
    ("source-origin", cell("claims", "dateline-agency", "origin_id", "tkww-20240227"),
     {("dateline-agency", "origin_id")}),
    ("source-origin", cell("sources", "tjgov-20240403", "published_on", "2024-06-03"),
     {("bjyouth-20240403", "origin_id"), ("scio-20240419", "origin_id")}),
    ("stance-agrees", cell("evidence", f"{PORT}-e01", "value", 1e6), {(f"{PORT}-e01", "stance")}),
    ("treatment-fits", cell("passages", "cns-20240227-mt-p02", "treatment", "opinion"),
     {("cns-20240227-mt-p02", "treatment")}),
    ("type-fits", cell("claims", GROWTH, "base_period", None), {(GROWTH, "claim_type")}),
    ("unit-agrees", cell("evidence", f"{PORT}-e01", "unit_id", "km2"),
     {(f"{PORT}-e01", "unit_id")}),
    ("verdict-recomputed", cell("claims", "conference-date", "verdict", "refuted"),
     {("conference-date", "verdict")}),
    ("verdict-recomputed", cell("sources", "bjkw-2024-decade", "tier", "media"),
     {("tech-contracts", "verdict"), ("tech-contracts", "verdict_latest")}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]}: {change[1]}"[:80])
def test_a_changed_row_is_found(database: sqlite3.Connection, package: Package, change):
    code, statement, places = change
    database.execute("pragma ignore_check_constraints = on")
    before = places_at_fault(database, package, code)
    assert database.execute(statement).rowcount > 0
    assert places_at_fault(database, package, code) - before == places


def places_at_fault(database: sqlite3.Connection, package: Package, code: str):
    """Row and column of each fault of a rule, exempted or not."""
    tables = Tables(database, package)
    found = [fault for judge in JUDGES if code in judge.codes for fault in judge.faults(tables)]
    return {(fault.row, fault.column) for fault in found if fault.code == code}


def test_the_shipped_data_are_clean(database: sqlite3.Connection, package: Package):
    assert [each.text() for each in findings_of_rules(database, package)] == []


def test_every_rule_that_is_judged_has_a_change():
    texts = {code for judge in rules.texts.JUDGES for code in judge.codes}
    judged = {code for judge in JUDGES for code in judge.codes}
    assert {code for code, _, _ in CHANGES} >= judged - texts


def test_a_key_may_leave_out_numbers(database: sqlite3.Connection, package: Package):
    """Two branches that add a row each must not be at odds."""
    database.execute("update evidence set id = 'plan-13th-e77' where id = 'plan-13th-e01'")
    database.execute("delete from evidence where id = 'port-containers-2023-e05'")
    assert [fault for fault in rules.faults(Tables(database, package)) if "e77" in fault.row] == []


def test_a_fault_of_a_key_says_what_it_is_made_of(database: sqlite3.Connection, package: Package):
    database.execute(cell("evidence", "plan-13th-e01", "id", "xplan-13th-e01"))
    findings = findings_of_rules(database, package)
    [finding] = [each for each in findings if each.code == "key-shape"]
    assert finding.expected == "plan-13th-e…"
    assert "plan-13th-e…" in finding.text("zh")


def test_every_judge_has_rules_and_every_rule_words():
    judged = {code for judge in JUDGES for code in judge.codes}
    unjudged = {rule.code for rule in rules.files.RULES} | {"exemption-unused"}
    assert judged | unjudged == set(RULES)
    assert not judged & unjudged
    for code, rule in RULES.items():
        assert rule.code == code
        assert rule.level in ("error", "warning")
        assert all((rule.en, rule.zh, rule.fault_en, rule.fault_zh))
        assert rule.en.endswith(".")
        assert rule.zh.endswith("。")


def test_the_words_for_a_fault_name_the_same_in_both_languages():
    cells = dict.fromkeys(("table", "row", "column", "value", "expected", "file"), "")
    for rule in RULES.values():
        said = []
        for words in (rule.fault_en, rule.fault_zh):
            words.format(**cells)
            said.append({name for name in cells if f"{{{name}}}" in words})
        assert said[0] == said[1], rule.code
