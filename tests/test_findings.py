"""Findings: told to people, to programs and to GitHub, at the right line, with nothing hidden."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from jjjdata.errors import DataError
from jjjdata.findings import Finding, as_github, as_json, as_text, row_places, shown
from jjjdata.harmless import visible
from jjjdata.package import Package

HOSTILE = "a\x1b[2Jb\u202ec\u009bd\u200be\u2028f\ud800g\U000e0041h\r\ni"


def finding(**cells: object) -> Finding:
    usual = {"table": "claims", "row": "pm25-drop", "column": "value", "code": "unit-agrees"}
    return Finding(**{**usual, "value": "60", "expected": "percent", **cells})


@pytest.mark.parametrize(
    ("cells", "en", "zh"),
    [
        (
            {},
            "table claims, row pm25-drop, column value: 60 does not go with percent",
            "表claims第pm25-drop行value列：60与percent不相配",
        ),
        (
            {"column": ""},
            "table claims, row pm25-drop: 60 does not go with percent",
            "表claims第pm25-drop行：60与percent不相配",
        ),
        (
            {"row": ""},
            "table claims, column value: 60 does not go with percent",
            "表claims的value列：60与percent不相配",
        ),
        (
            {"row": "", "column": ""},
            "table claims: 60 does not go with percent",
            "表claims：60与percent不相配",
        ),
        (
            {"table": "", "row": "", "column": "", "value": "", "expected": "{value}"},
            "- does not go with {value}",
            "-与{value}不相配",
        ),
    ],
    ids=["cell", "row", "column", "table", "package"],
)
def test_a_finding_tells_where_it_stands(cells, en, zh):
    assert finding(**cells).text() == en
    assert finding(**cells).text("zh") == zh


def test_an_error_tells_itself():
    error = DataError("file_missing", file="data/units.csv")
    assert finding(error=error).text() == "the file data/units.csv is missing"
    assert finding(error=error).text("zh") == "缺少文件data/units.csv"


def test_findings_are_sorted_by_place_and_alike_where_they_say_the_same():
    first = finding(row="a", level="warning", line=3)
    assert sorted([finding(row="b"), first]) == [first, finding(row="b")]
    assert first == finding(row="a")
    assert len({first, finding(row="a"), finding(row="a", file="x")}) == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("text", "text"),
        (22000000.0, "22000000"),
        (0.1 + 0.2, "0.3"),
        (3, "3"),
        ([2.0, None, "b"], "2, , b"),
        (("a", "b"), "a, b"),
        ({"b", "a"}, "a, b"),
        (frozenset({"b", "a"}), "a, b"),
    ],
)
def test_a_value_is_told_plainly(value, expected):
    assert shown(value) == expected


def test_nothing_that_a_terminal_obeys_or_hides_is_printed_raw():
    """Control characters and marks of direction in data must not reach the terminal."""
    error = DataError("file_missing", file=HOSTILE)
    for each in (finding(value=HOSTILE), finding(row=HOSTILE), finding(error=error)):
        for text in (each.text(), as_text([each], "zh"), as_github([each], None, "en")):
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u202e\ud800-\udfff\U000e0041]", text)
    spelled = "a\\x1b[2Jb\\u202ec\\x9bd\\u200be\\u2028f\\ud800g\\U000e0041h\\r\\ni"
    assert spelled in finding(error=error).text()


def test_json_keeps_every_character_but_raw():
    text = as_json([finding(value=HOSTILE)])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u202e\ud800-\udfff]", text)
    assert json.loads(text)[0]["value"] == HOSTILE


def test_ordinary_text_is_left_alone():
    text = "京津冀协同发展：2014—2024年，“约”60%，ø − “quoted”"
    assert visible(text) == text


def test_json_has_the_same_keys_for_every_finding():
    """A program reads ``row`` and ``column`` without asking what kind of finding it has."""
    error = DataError("file_missing", file="data/units.csv")
    items = [finding(), finding(row="", column="", error=error, level="warning", file="data/x")]
    told = json.loads(as_json(items))
    names = ["code", "level", "table", "row", "column", "value", "expected", "file", "en", "zh"]
    assert [list(each) for each in told] == [names, names]
    assert told[0]["column"] == "value"
    assert (told[1]["row"], told[1]["column"], told[1]["level"]) == ("", "", "warning")


def test_text_begins_with_the_code():
    both = as_text([finding(), finding(level="warning")], "en").split("\n")
    assert both[0].startswith("unit-agrees: table claims, row pm25-drop")
    assert both[1].startswith("unit-agrees (warning): table claims, row pm25-drop")


def test_github_is_shown_the_line_of_the_row(package: Package):
    command = as_github([finding()], package, "en")
    shape = r"::error file=data/claims.csv,line=(\d+),title=unit-agrees::(.*)"
    match = re.fullmatch(shape, command)
    lines = package.file("claims").read_text("utf-8").split("\n")
    assert lines[int(match[1]) - 1].startswith("pm25-drop,")
    assert match[2] == finding().text()


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"line": 66}, "::error file=data/claims.csv,line=66,"),
        ({"row": "no-such-claim"}, "::error file=data/claims.csv,line=1,"),
        ({"row": "", "column": ""}, "::error file=data/claims.csv,line=1,"),
        ({"file": "data/derived/claims.parquet"}, "file=data/derived/claims.parquet,line=1,"),
        ({"table": ""}, "::error file=datapackage.json,line=1,"),
        ({"table": "no-such-table"}, "::error file=datapackage.json,line=1,"),
        ({"table": "", "file": "data/derived/files.json"}, "file=data/derived/files.json,line=1,"),
        ({"table": "", "file": "a,b:c%d"}, "file=a%2Cb%3Ac%25d,line=1,"),
        ({"level": "warning"}, "::warning file="),
    ],
)
def test_github_is_shown_what_is_known_of_the_place(package: Package, cells, place):
    assert place in as_github([finding(**cells)], package, "en")


def test_a_message_to_github_is_one_line(package: Package):
    command = as_github([finding(value="a%b\nc")], package, "en")
    assert command.count("\n") == 0
    assert "a%25b\\nc" in command


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ({"code": "described", "row": "title_zh", "column": "quote"}, '"name": "quote"'),
        ({"code": "described", "row": "title_zh", "column": ""}, '"name": "claims"'),
        ({"code": "code-listed", "row": "", "column": "verdict"}, '"name": "verdict"'),
    ],
)
def test_what_the_descriptor_says_is_shown_there(package: Package, cells, named):
    command = as_github([finding(**cells)], package, "en")
    line = int(re.search(r"file=datapackage.json,line=(\d+)", command)[1])
    lines = (package.root / "datapackage.json").read_text("utf-8").split("\n")
    assert named in lines[line - 1]
    assert lines[:line].count('      "name": "claims",') == 1
    assert not any('"name": "evidence"' in each for each in lines[:line])


def test_a_code_is_shown_in_its_csv(package: Package):
    cells = {"table": "codes", "code": "code-listed", "row": "stance/context"}
    command = as_github([finding(**cells)], package, "en")
    line = int(re.search(r"file=data/codes.csv,line=(\d+)", command)[1])
    lines = package.file("codes").read_text("utf-8").split("\n")
    assert lines[line - 1].startswith("stance,context,")


def test_lines_are_counted_through_cells_of_several_lines(copy: Path):
    file = copy / "data" / "units.csv"
    head, *rows = file.read_text("utf-8").split("\n")
    first = '"a\nb","c\n,d"' + "," * head.count(",")
    file.write_text("\n".join([head, first.removesuffix(","), *rows]), "utf-8")
    places = row_places(Package(copy), "units")
    assert places[0] == (2, "a\nb")
    assert places[1] == (5, rows[0].split(",")[0])


def test_a_key_of_several_columns_and_one_that_is_cut_short(copy: Path):
    (copy / "data" / "codes.csv").write_text("code,list\nx,a\ny\n", "utf-8")
    assert row_places(Package(copy), "codes") == [(2, "a/x"), (3, "y")]


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b'id\n"a'], ids=repr)
def test_a_file_that_can_not_be_read_has_no_places(copy: Path, content):
    file = copy / "data" / "units.csv"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert as_github([finding(table="units")], Package(copy), "en").startswith(
        "::error file=data/units.csv,line=1,"
    )
