"""rationale-borne: a rationale tells no figure of which nothing recorded on the claim tells."""

import pytest

from jjjdata.readings import FigureReader
from jjjdata.rules.texts.rationales import Known

CODE = "rationale-borne"
CHANGES = [
    ("rationale_en", lambda row: row["rationale_en"].replace("22.18", "22.81")),
    ("rationale_zh", lambda row: row["rationale_zh"].replace("2218", "2281")),
    ("rationale_zh", lambda row: row["rationale_zh"][:-1] + "，自1987年起增长77%。"),
    ("rationale_en", lambda row: row["rationale_en"] + " The pilot began in 1987."),
]


def is_port(row):
    return row["id"] == "port-containers-2023"


@pytest.mark.parametrize(("column", "value"), CHANGES)
def test_a_figure_of_its_own_is_found(bench, column, value):
    assert CODE in bench.codes_after("claims", is_port, column, value)


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 it was 22.18 million.",  # without its unit
        "On April 3, 2024, a mayor told it; some count twice.",
        "Nobody counted it.",
        "It was told on February 27, 2024.",  # the day of the document
    ],
)
def test_what_is_recorded_may_be_told(bench, text):
    row = bench.row("claims", is_port)
    faults = bench.faults_after("claims", row, "rationale_en", text)
    assert CODE not in {fault.code for fault in faults}


@pytest.mark.parametrize("column", ["finding_zh", "finding_en", "quote", "period"])
def test_it_stands_on_each_column_of_the_evidence(bench, column):
    """A figure that one column of one row alone has is known; without it, it is not."""
    row = bench.row("evidence", lambda row: row["claim_id"] == "port-containers-2023")
    claim = bench.row("claims", is_port)
    told = "1987" if column == "period" else "It was 7,654,321 in all."
    values = {row["id"]: {column: told}}
    rationale = {claim["id"]: {"rationale_en": f"Nobody knows. {told}"}}
    with bench.changed("claims", rationale):
        assert CODE in {fault.code for fault in bench.faults({"claims": [claim["id"]]})}
        with bench.changed("evidence", values):
            faults = bench.faults({"claims": [claim["id"]], "evidence": []})
            assert CODE not in {fault.code for fault in faults}


@pytest.mark.parametrize("table", ["claim_caveats", "checks", "searches"])
def test_it_stands_on_each_table_of_records(bench, table):
    row = bench.row(table, lambda row: row["note_en"])
    claim = bench.row("claims", lambda claim: claim["id"] == row["claim_id"])
    key = bench.key(table, row)
    with bench.changed("claims", {claim["id"]: {"rationale_en": "It was 7,654,321 in all."}}):
        assert CODE in {fault.code for fault in bench.faults({"claims": [claim["id"]]})}
        with bench.changed(table, {key: {"note_en": "They count 7,654,321."}}):
            faults = bench.faults({"claims": [claim["id"]], table: []})
            assert CODE not in {fault.code for fault in faults}


@pytest.mark.parametrize("of_origin", [False, True])
def test_a_day_of_the_source_or_of_its_origin_may_be_told(bench, of_origin):
    claim = bench.row("claims", is_port)
    row = bench.row("evidence", lambda row: row["claim_id"] == claim["id"])
    source = bench.row("sources", lambda source: source["id"] == row["source_id"])
    dated = source["origin_id"] if of_origin else source["id"]
    with bench.changed("claims", {claim["id"]: {"rationale_en": "It was told in May 1987."}}):
        assert CODE in {fault.code for fault in bench.faults({"claims": [claim["id"]]})}
        days = {"published_on": "1987-05-04", "published_in": None}
        with bench.changed("sources", {dated: days}):
            faults = bench.faults({"claims": [claim["id"]], "sources": []})
            assert CODE not in {fault.code for fault in faults}


def test_both_ends_of_a_range_are_known():
    reader = FigureReader({})
    known = Known()
    for text in ("5 boats", "in 2014", "in 2024"):
        known.add(*reader.figures(text, "en"))
    for text, is_known in (("5 to 6 boats", False), ("2014 to 2024", True), ("5 cars", True)):
        figures = reader.figures(text, "en")
        assert figures
        assert all(map(known.holds, figures)) is is_known, text
