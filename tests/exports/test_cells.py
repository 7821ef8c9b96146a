"""Cells that programs like to change survive every form, and one language holds its columns."""

import csv
import io
import sqlite3

import openpyxl
import pyarrow.parquet as pq
import pytest

from exports.copies import ROOT, TABLES, lines, spelled, write_lines
from jjjdata.exports import export
from jjjdata.package import Package

TEXTS = [
    "NA",
    "010",
    " space ",
    "a\tb",
    "two\nlines",
    'say "so", then',
    "_x0041_",
    "1e5",
    "2024-02-27",
    "TRUE",
    "null",
    "'=1",
    "https://example.org/",
    "mailto:a@b.c",
    "中文，“引号”；🚄",
    "文" * 20_000,
]
FIGURES = ("-0.25", "999999999999999", "0.0001", "123456789.123456", "12.50")


@pytest.fixture
def nasty(copy):
    """A package whose terms and observations hold such cells."""
    package = Package(copy)
    for table, column, cells in (("terms", "note_en", TEXTS), ("observations", "value", FIGURES)):
        content = lines(package, table)
        at = content[0].index(column)
        for row, cell in zip(content[1:], cells, strict=False):
            row[at] = cell
        write_lines(package, table, content)
    return package


def canonical(content, fields):
    """Return header and rows with each figure in its one spelling, as typed forms have it."""
    at = [number for number, each in enumerate(fields) if each["type"] == "number"]
    rows = [list(row) for row in content]
    for row in rows[1:]:
        for number in at:
            row[number] = (
                spelled([[float(row[number])]], [fields[number]])[0][0] if row[number] else ""
            )
    return rows


@pytest.mark.parametrize("table", ["terms", "observations"])
def test_nasty_cells_survive_every_form(nasty, tmp_path, table):
    fields, written = nasty.fields(table), lines(nasty, table)
    expected = canonical(written, fields)
    files = {
        format: export(tmp_path / format, format, tables=[table], package=nasty)[0]
        for format in ("csv", "xlsx", "parquet", "sqlite", "croissant")
    }
    for format, encoding in (("csv", "utf-8-sig"), ("croissant", "utf-8")):
        text = files[format].read_bytes().decode(encoding)
        assert list(csv.reader(io.StringIO(text, newline=""))) == written
    page = openpyxl.load_workbook(files["xlsx"])[table]
    rows = page.iter_rows(min_row=2, max_col=len(fields), values_only=True)
    assert spelled(rows, fields) == expected[1:]
    rows = (row.values() for row in pq.ParquetFile(files["parquet"]).read().to_pylist())
    assert spelled(rows, fields) == expected[1:]
    base = sqlite3.connect(files["sqlite"])
    assert spelled(base.execute(f'select * from "{table}" order by rowid'), fields) == expected[1:]
    base.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_language_has_its_columns_and_no_others(package, tmp_path, lang):
    files = export(tmp_path, "croissant", lang=lang, package=ROOT)
    assert len(files) == 2 * len(TABLES) + 1
    for table in TABLES:
        names = package.columns(table, lang)
        with open(tmp_path / f"{table}.csv", encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        assert header == list(names.values())
        assert pq.ParquetFile(tmp_path / f"{table}.parquet").schema_arrow.names == header
        whole = lines(package, table)
        at = [whole[0].index(name) for name in names]
        assert rows == [[row[number] for number in at] for row in whole[1:]]
