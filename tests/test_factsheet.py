"""The factsheet has a row a claim, every key resolved, with the figure as people write it."""

import pytest

import build
from cells import put
from conftest import ROOT
from jjjdata.errors import DataError
from jjjdata.factsheet import factsheet_rows
from jjjdata.package import Package


@pytest.fixture(scope="module")
def rows(package):
    return {row["id"]: row for row in factsheet_rows(package)}


def test_columns_and_order_are_those_of_the_descriptor(rows, package, data):
    columns = [field["name"] for field in package.fields("factsheet")]
    assert all(list(row) == columns for row in rows.values())
    assert list(rows) == [row["id"] for row in data["claims"]]


def test_it_is_what_the_build_wrote(package, data):
    assert factsheet_rows(package) == data["factsheet"]


def test_values_have_their_types(rows, data):
    recomputed = {row["claim_id"] for row in data["checks"]}
    for id, row in rows.items():
        assert row["recomputed"] is (id in recomputed)
        assert isinstance(row["supporting_origins"], int)
        assert isinstance(row["value"], float | None)


@pytest.mark.parametrize(
    ("id", "zh", "en"),
    [
        ("port-containers-2023", "超过2200万标准箱", "more than 22 million TEU"),
        ("pm25-drop", "近60%", "nearly 60%"),
        ("port-containers-growth", "58%", "58%"),  # equal goes without saying
        ("baiyangdian-class", None, None),  # a class means nothing outside its sentence
        ("efforts-overall", None, None),  # no figure was claimed
    ],
)
def test_the_figure_is_written_as_people_write_it(rows, id, zh, en):
    assert (rows[id]["figure_zh"], rows[id]["figure_en"]) == (zh, en)


def test_a_range_shows_both_ends_and_the_unit_once(copy):
    cells = {"qualifier": "range", "value": "2000000", "value_high": "3000000"}
    put(copy, "claims", "port-containers-2023", **cells)
    rows = {row["id"]: row for row in factsheet_rows(Package(copy))}
    port = rows["port-containers-2023"]
    assert port["figure_zh"] == "200万—300万标准箱"
    assert port["figure_en"] == "2 million–3 million TEU"


def test_the_backing_is_told_in_words(rows):
    assert rows["port-containers-2023"]["backing_en"] == "governments' own word"
    assert rows["port-containers-2023"]["backing_zh"] == "仅官方说法"
    assert rows["efforts-overall"]["backing_zh"] is None


def test_a_copy_opens_in_excel_by_a_double_click(package):
    """Without the mark Excel reads UTF-8 in the code page of the machine; nothing else differs."""
    content = (ROOT / "data" / "derived" / "factsheet-excel.csv").read_bytes()
    assert content == b"\xef\xbb\xbf" + package.file("factsheet").read_bytes()


def test_no_cell_of_the_copy_is_a_formula(package):
    header = ",".join(field["name"] for field in package.fields("factsheet"))
    with pytest.raises(DataError, match="=1"):
        build.excel_copy(package, "factsheet", f"{header}\n=1\n".encode())
