"""The workbook: every cell in its own type, nothing run, only addresses linked, made to be printed;
in one language titles stand for names and labels for codes."""

import re
import zipfile

import openpyxl
import pytest

from exports.copies import DESCRIPTOR, ROOT, TABLES, edit, field, lines, put, spelled
from jjjdata.citations import cite
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.package import Package
from jjjdata.tables import read_rows

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
            address = each.get("format") == "uri" and cell.value
            assert (cell.hyperlink.target if cell.hyperlink else None) == (address or None)
            if cell.value is None:
                continue
            assert cell.is_date == (each["type"] == "date"), (table, each["name"])
            if not cell.is_date:
                assert isinstance(cell.value, PYTHON_TYPES[each["type"]]), (table, each["name"])


@pytest.fixture(scope="module", params=["en", "zh"])
def spoken(request, tmp_path_factory):
    """A language, and the workbook in it."""
    folder = tmp_path_factory.mktemp(request.param)
    (file,) = export(folder, "xlsx", lang=request.param, package=ROOT)
    return request.param, openpyxl.load_workbook(file)


def title(item, lang):
    return item["title_zh"] if lang == "zh" else item["title"]


def test_sheets_stand_in_the_order_people_need(book, spoken, package):
    lang, told = spoken
    names = book.sheetnames
    assert names[:5] == ["README", "factsheet", "claims", "evidence", "observations"]
    assert names[-2:] == ["codes", "columns"]
    assert sorted(names) == sorted(["README", *TABLES, "columns"])
    titles = [title(package.resource(name), lang) for name in names[1:-1]]
    assert told.sheetnames[1:-1] == titles
    assert told.sheetnames[0] == {"en": "Read me", "zh": "说明"}[lang]


def test_the_front_sheet_and_the_list_of_columns(book, spoken):
    for lang, each in ((None, book), spoken):
        front, *sheets, columns = each.sheetnames
        texts = [value for row in values(each[front]) for value in row if value]
        titles = {"en": DESCRIPTOR["title"], "zh": DESCRIPTOR["title_zh"]}
        for tongue, text in titles.items():
            assert (text in texts) == (lang in (None, tongue))
        assert set(sheets) <= set(texts)
        cells = [cell for row in each[front].iter_rows() for cell in row]
        links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
        assert links == [f"'{sheet}'!A1" for sheet in sheets]
        assert any(f'"{columns}"' in text or f"“{columns}”" in text for text in texts)
        listed = [tuple(row[:2]) for row in values(each[columns])[1:]]
        assert listed == [(sheet, cell.value) for sheet in sheets for cell in each[sheet][1]]
        assert each.properties.created.isoformat() == DESCRIPTOR["created"].rstrip("Z")


@pytest.mark.parametrize("table", TABLES)
def test_in_one_language_titles_stand_for_names_and_labels_for_codes(spoken, package, table):
    """A reader of Chinese met headings such as passage_id, and not_enough_evidence in cells."""
    lang, told = spoken
    names = package.columns(table, lang)
    fields = [each for each in package.fields(table) if each["name"] in names]
    header, *rows = values(told[title(package.resource(table), lang)])
    ending = re.compile(r"\s*[(（](zh|en|中文|英文)[)）]$")
    assert header == [
        title(each, lang)
        if names[each["name"]] == each["name"]
        else ending.sub("", title(each, lang))
        for each in fields
    ]
    assert len(set(header)) == len(header)
    written = lines(package, table)
    assert len(rows) == len(written) - 1
    labels = {
        (row[0], row[1]): row[2 if lang == "zh" else 3] for row in lines(package, "codes")[1:]
    }
    for at, each in enumerate(fields):
        lists = each.get("codeLists") or [each.get("codeList")]
        if lists == [None]:
            continue
        place = written[0].index(each["name"])
        for row, cells in zip(rows, written[1:], strict=True):
            names = [labels[name, cells[place]] for name in lists if (name, cells[place]) in labels]
            assert row[at] == (names[0] if cells[place] else None), (each["name"], cells[place])


def test_in_one_language_places_units_and_bodies_stand_under_their_names(spoken, package):
    """The Chinese workbook had tianjin-port and water-class in its cells."""
    lang, told = spoken
    _, *rows = values(told[title(package.resource("observations"), lang)])
    written = lines(package, "observations")
    by_key = {
        table: {row[0]: row for row in lines(package, table)[1:]} for table in ("places", "units")
    }
    for column, table in (("place_id", "places"), ("unit_id", "units")):
        at = written[0].index(column)
        name = lines(package, table)[0].index(f"name_{lang}")
        shown = list(package.columns("observations", lang)).index(column)
        for row, cells in zip(rows, written[1:], strict=True):
            assert row[shown] == by_key[table][cells[at]][name]


def test_the_glossary_in_one_language_has_both_terms(spoken, package):
    """The Chinese workbook had no English term."""
    lang, told = spoken
    header, *_ = values(told[title(package.resource("terms"), lang)])
    both = {"en": ["Term (zh)", "Term (en)"], "zh": ["术语（中文）", "术语（英文）"]}[lang]
    assert set(both) <= set(header)


def test_every_sheet_is_set_up_to_be_printed(book, spoken):
    """Of 406 pages, upright and cut off, most showed the middle of a line."""
    for page in [*book, *spoken[1]]:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert (page.page_setup.fitToWidth or 1) <= 3
        assert "&P" in page.oddFooter.right.text
        if page.title not in ("README", "Read me", "说明"):
            assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$A")


def test_no_text_is_cut_off_in_its_row(book):
    """A program that converts a workbook gives a row of unknown height one line."""
    page = book["claims"]
    for row in page.iter_rows(min_row=2):
        longest = max(len(str(cell.value or "")) for cell in row)
        assert page.row_dimensions[row[0].row].height >= 15 * (1 if longest < 40 else 2)


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
    linked = {cell.value for cell in cells if cell.hyperlink and cell.hyperlink.target}
    assert linked == {row["url"] for row in read_rows(Package(copy), "sources")} - {None}
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
