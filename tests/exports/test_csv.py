"""CSV for Excel: mark, line ends, the cells as they are, nothing that a spreadsheet would run."""

import csv
import io

import pytest

from exports.copies import TABLES, edit, field, lines, put
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.exports.csv import is_formula
from jjjdata.package import Package

BLANKS = [" ", "  ", "\u00a0", "\u3000", "\u200b", "\u2060", "\u202e", "\u00ad"]


@pytest.mark.parametrize("table", TABLES)
def test_mark_line_ends_and_cells(forms, package, table):
    content = (forms["csv"] / f"{table}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r") == content.count(b"\r\n") == len(lines(package, table))
    text = content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == lines(package, table)


def test_no_table_holds_a_formula(package):
    for table in TABLES:
        kinds = [each["type"] for each in package.fields(table)]
        for row in lines(package, table)[1:]:
            for kind, text in zip(kinds, row, strict=True):
                assert kind != "string" or not is_formula(text), (table, text)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1", "＋1+1", "－a", "＠x", "+", "-"),
        *("\tx", "\nx", "\t=1", "a;=1+1", ";=1+1", "a; @x", "a\n=1+1"),
        *(f"{blank}=1+1" for blank in BLANKS),
        *(f"{blank}{sign}x" for blank in (" ", "\u200b") for sign in "+-@＝"),
    ],
)
def test_a_formula_is_refused_not_changed(copy, tmp_path, text):
    package = Package(copy)
    put(package, "units", 2, "name_en", text)
    with pytest.raises(DataError, match="table units, row 2, column name_en") as error:
        export(tmp_path / "out", "csv", package=package)
    assert "公式" in error.value.text("zh")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "text",
    ["-5", "+5.2%", " -7.19%", "-1,234", "a=b", "'=1", "a; -5%", "a - b; c = d", "name@a.b"],
)
def test_a_figure_or_a_sign_within_a_text_is_no_formula(copy, tmp_path, text):
    package = Package(copy)
    put(package, "units", 2, "name_en", text)
    (file,) = export(tmp_path / "out", "csv", tables=["units"], package=package)
    assert text in file.read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["=1+1|cmd", "@x", " -x"])
def test_a_column_name_is_looked_at_too(copy, tmp_path, name):
    package = edit(copy, lambda _, tables: field(tables["units"], "symbol").update(name=name))
    content = lines(package, "units")
    content[0][content[0].index("symbol")] = name
    package.file("units").write_text(
        "\n".join(",".join(f'"{cell}"' for cell in row) for row in content) + "\n", "utf-8"
    )
    with pytest.raises(DataError, match=r"table units: .*column name"):
        export(tmp_path / "out", "csv", tables=["units"], package=package)
    assert not (tmp_path / "out").exists()
