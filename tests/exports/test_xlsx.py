"""The workbook: every cell in its own type, nothing run or linked, the citation on the front."""

import zipfile

import openpyxl
import pytest

from exports.copies import DESCRIPTOR, ROOT, TABLES, edit, field, lines, put, spelled
from jjjdata.citations import cite
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.package import Package

FORMULA, LINK = '=HYPERLINK("http://evil.example","x")', "http://evil.example/"
PYTHON_TYPES = {"string": str, "integer": int, "number": int | float, "boolean": bool}


@pytest.fixture(scope="module")
def book(forms):
    return openpyxl.load_workbook(forms["xlsx"] / "jjjdata.xlsx")


def values(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_and_back(book, package, table):
    page, fields = book[table], package.fields(table)
    header, *rows = values(page)
    assert [header, *spelled(rows, fields)] == lines(package, table)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_has_the_type_of_its_column(book, package, table):
    fields = package.fields(table)
    for row in book[table].iter_rows(min_row=2):
        for each, cell in zip(fields, row, strict=True):
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            if cell.value is None:
                continue
            assert cell.is_date == (each["type"] == "date"), (table, each["name"])
            if not cell.is_date:
                assert isinstance(cell.value, PYTHON_TYPES[each["type"]]), (table, each["name"])


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_the_front_sheet_and_the_list_of_columns(forms, tmp_path, lang):
    file = forms["xlsx"] / "jjjdata.xlsx"
    if lang:
        (file,) = export(tmp_path, "xlsx", lang=lang, package=ROOT)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["README", *TABLES, "columns"]
    front = [value for row in values(book["README"]) for value in row if value]
    titles = {"en": DESCRIPTOR["title"], "zh": DESCRIPTOR["title_zh"]}
    for each, title in titles.items():
        assert (title in front) == (lang in (None, each))
    assert set(TABLES) <= set(front)
    links = [c.hyperlink.location for row in book["README"].iter_rows() for c in row if c.hyperlink]
    assert links == [f"'{table}'!A1" for table in TABLES]
    listed = [tuple(row[:2]) for row in values(book["columns"])[1:]]
    assert listed == [(table, cell.value) for table in TABLES for cell in book[table][1]]
    assert ("statement" in [cell.value for cell in book["claims"][1]]) == (lang is not None)
    assert book.properties.created.isoformat() == DESCRIPTOR["created"].rstrip("Z")


def test_it_is_cited_as_cite_says(book):
    front = [value for row in values(book["README"]) for value in row if isinstance(value, str)]
    assert any(value.endswith(f": {cite(style='apa', lang='en')}") for value in front)
    assert any(value.endswith(f"：{cite(style='gb7714', lang='zh')}") for value in front)


def test_texts_of_the_descriptor_are_never_formulas_or_links(copy, tmp_path):
    def change(descriptor, resources):
        for text in ("title", "description", "title_zh", "description_zh"):
            descriptor[text] = FORMULA if text.startswith("title") else "=1+1"
            resources["units"][text] = FORMULA
            field(resources["units"], "id")[text] = LINK
        descriptor["version"] = "@SUM(A1)"
        descriptor["licenses"] = [{"title": LINK, "path": LINK}]

    (file,) = export(tmp_path / "out", "xlsx", package=edit(copy, change))
    book = openpyxl.load_workbook(file)
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert {FORMULA, LINK, "=1+1"} <= {cell.value for cell in cells}
    with zipfile.ZipFile(file) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_a_text_that_no_cell_holds_is_refused_not_dropped(copy, tmp_path):
    package = edit(copy, lambda descriptor, _: descriptor.update(description="x" * 32_768))
    with pytest.raises(DataError, match=r"README, .*32768 characters"):
        export(tmp_path / "out", "xlsx", package=package)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("figure", ["0.30000000000000004", "9007199254740992"])
def test_a_figure_that_a_workbook_would_change_is_refused(copy, tmp_path, figure):
    package = Package(copy)
    put(package, "observations", 1, "value", figure)
    with pytest.raises(DataError, match=r"table observations, row 1, column value: .*without loss"):
        export(tmp_path / "out", "xlsx", package=package)
    assert not (tmp_path / "out").exists()


def test_a_day_before_all_workbooks_stays_a_text(copy, tmp_path):
    package = Package(copy)
    put(package, "claims", 1, "reviewed_on", "1899-12-31")
    (file,) = export(tmp_path / "out", "xlsx", package=package)
    header, first, *_ = values(openpyxl.load_workbook(file)["claims"])
    assert first[header.index("reviewed_on")] == "1899-12-31"


def test_a_table_that_bears_the_name_of_a_sheet_of_ours(copy, tmp_path):
    package = edit(copy, lambda _, resources: resources["units"].update(name="columns"))
    with pytest.raises(DataError, match="nothing was written"):
        export(tmp_path / "out", "xlsx", package=package)
    assert not (tmp_path / "out").exists()
