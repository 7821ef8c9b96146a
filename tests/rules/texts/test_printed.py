"""printed-reads, qualifier-stated: what stands in the source reads back to the value."""

import pytest

from jjjdata.readings import FigureReader
from jjjdata.rules.texts.printed import _shares_figure, printed_faults


def of(id):
    return lambda row: row["id"] == id


CHANGES = [
    ("printed-reads", "evidence", of("port-containers-2023-e01"), "printed", "2300萬標箱"),
    (
        "printed-reads",
        "evidence",
        of("beijing-blue-e02"),  # has no value, but days that its finding tells
        "printed",
        "优良天数999天",
    ),
    ("printed-reads", "observations", lambda row: row["basis"] == "as_printed", "value", 17.25),
    (
        "printed-reads",
        "observations",
        lambda row: row["unit_id"] == "teu",
        "value",
        lambda row: -row["value"],
    ),
    (
        "qualifier-stated",
        "observations",
        lambda row: row["printed"] == "13.0",
        "qualifier",
        "at_least",
    ),
]


@pytest.mark.parametrize(("code", "table", "fits", "column", "value"), CHANGES)
def test_a_changed_cell_is_found(bench, code, table, fits, column, value):
    assert code in bench.codes_after(table, fits, column, value)


@pytest.fixture(scope="module")
def reader(bench):
    return FigureReader.of(bench.rows("units"))


def observation(printed, value, unit="teu", qualifier="equal", note=None):
    return {
        "printed": printed,
        "value": value,
        "unit_id": unit,
        "qualifier": qualifier,
        "note_en": note,
    }


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (observation("2200萬標箱", 22e6), []),
        (observation("2218", 22.18e6), []),  # the head of the table has the scale
        (observation("2.218", 2218), []),  # a point between thousands
        (observation("2 218,5", 2218.5), []),
        (observation("2219", 22.18e6), ["printed-reads"]),
        (observation("2218万标箱", 2.218e6), ["printed-reads"]),  # told in full
        (observation("2218 containers", 22.18e6), ["printed-reads"]),
        (observation("22,18 mio", 22.18e6), []),
        (observation("超过2200万标箱", 22e6), ["qualifier-stated"]),
        (observation("2200万标箱", 22e6, qualifier="about"), ["qualifier-stated"]),
        (observation("2200万标箱", 22e6, qualifier="about", note="Rounded."), []),
        (observation("2218", 22.18e6, qualifier="about"), ["qualifier-stated"]),
        (observation("2218 families", 22.18e6), ["printed-reads"]),
        (observation("2218 square miles", 22.18e6), ["printed-reads"]),
        (observation("22,18 millones", 22.18e6), []),
        (observation("22,18 Millionen", 22.18e6), []),
        (observation("2014 2218", 22.18e6), []),  # two columns of a table
        (observation("1,234.5", 1.2345), ["printed-reads"]),
        (observation("低于Ⅴ类", 5, unit="water-class", qualifier="more_than"), []),
        (
            observation("低于Ⅴ类", 5, unit="water-class", qualifier="at_least"),
            ["qualifier-stated"],
        ),
        (observation("at or below Grade V", 5, unit="water-class", qualifier="at_least"), []),
        (
            observation("2200万标箱", 22e6, qualifier="about", note="Groundwater is left out."),
            ["qualifier-stated"],
        ),
        (observation("最好", 1, unit="rank"), []),
        (observation("9" * 400, 22e6), ["printed-reads"]),
        (observation(None, 22e6), ["printed-reads"]),
    ],
)
def test_a_printed_figure_reads_back(reader, row, codes):
    assert [code for code, _ in printed_faults(row, reader)] == codes


@pytest.mark.parametrize(("text", "shares"), [("820万标准箱", True), ("830万标准箱", False)])
def test_a_bare_number_shares_a_figure_in_its_scale(reader, text, shares):
    row = {"printed": "8.2", "finding_zh": f"吞吐量为{text}。", "finding_en": None}
    assert _shares_figure(row, None, reader) is shares


def test_evidence_may_leave_the_qualifier_to_its_finding(reader):
    row = observation("2200万标箱", 22e6, qualifier="more_than")
    assert list(printed_faults(row, reader)) == [("qualifier-stated", "more_than")]
    assert list(printed_faults(row | {"finding_en": "More than 22 million TEU."}, reader)) == []
