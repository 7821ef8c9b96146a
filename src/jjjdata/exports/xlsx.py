"""Workbook: a sheet a table between a read-me sheet and a list of all columns.

In one language it is for people: sheets and columns bear their titles, and codes are spelled out.
In both it is for programs too: names and codes are those of the tables.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from math import ceil
from pathlib import Path
from typing import Any

from ..citations import dataset_reference
from ..descriptors import About, about
from ..errors import DataError, need
from ..grids import width
from ..messages import say
from ..package import Package, text
from .forms import Form, Task
from .sheets import both, headings, kept_fields, kept_values, spelled_values, spoken

FILE = "jjjdata.xlsx"
MODULE, EXTRA = "xlsxwriter", "excel"
OPTIONS = {
    # Otherwise the library puts its parts into the system's temporary folder.
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
# What is read first stands first, and what is looked up stands last.
FIRST = ("factsheet", "claims", "evidence", "observations", "checks", "searches", "sources")
LAST = ("votes", "citations", "exemptions", "errata", "codes")
MOST_ROWS, LONGEST_TEXT, LONGEST_NAME = 1_048_576, 32_767, 31
# In characters; a text may take so many lines before its column grows wider.
NARROW, WIDEST, LONGEST_WORD, LINES = 40, 120, 40, 4
MOST_LINKS, LONGEST_LINK = 65_530, 2_079
A4 = 9  # the number that workbooks have for this paper
PAGE_WIDTH, MOST_PAGES = 300, 3  # characters across a landscape page; pages side by side
FIRST_YEAR = 1901  # earlier days don't exist in a workbook
READ_ME_WIDTHS = (20, 14, 40, 80)
READ_ME_CELLS = 0.9 * sum(READ_ME_WIDTHS)  # terminal cells in a line across the read-me sheet
LINE_HEIGHT, TALLEST = 15, 400
LOOKS = {
    "head": {"bold": True, "bg_color": "#E7EDF3", "valign": "top"},
    "cell": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its name, what stands above it, and whether it holds addresses."""

    name: str
    heading: str
    links: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: what it shows, the library's page, and the looks of cells."""

    name: str
    page: Any
    looks: dict[str, Any]

    def write_text(self, row: int, column: int, value: str, look: str = "cell") -> None:
        """Write a text as it is, never as a formula or a link; one that is too long is an error."""
        if len(value) > LONGEST_TEXT:
            place = {"place": f"{self.name}, {row + 1}:{column + 1}"}
            raise DataError("sheet_text", **place, found=len(value), most=LONGEST_TEXT)
        self.page.write_string(row, column, value, self.looks[look])

    def write_value(self, row: int, column: int, name: str, value: Any) -> None:
        """Write the value of a row in a table's column in its own type."""
        if isinstance(value, bool):
            self.page.write_boolean(row, column, value, self.looks["cell"])
        elif isinstance(value, int | float):
            # Spreadsheets show and save 15 digits.
            if float(f"{value:.15G}") != value:
                place = {"table": self.name, "row": row, "column": name}
                raise DataError("cell_precise", **place, value=value)
            look = "whole" if value == int(value) else "cell"
            self.page.write_number(row, column, value, self.looks[look])
        elif isinstance(value, date) and value.year >= FIRST_YEAR:
            self.page.write_datetime(row, column, value, self.looks["date"])
        elif value not in (None, ""):
            self.write_text(row, column, str(value))

    def write_link(self, row: int, column: int, address: Any) -> bool:
        """Write an address of the web as a link; return whether it was one that cells can hold."""
        text = str(address or "")
        if not re.match("https?://", text) or len(text) > LONGEST_LINK:
            return False
        self.page.write_url(row, column, text, self.looks["link"], text)
        return True

    def fill(self, columns: list[Column], rows: list[list[Any]]) -> None:
        """Fill the sheet with a table: frozen header, filter, widths by content, pages to print."""
        if len(rows) >= MOST_ROWS:
            raise DataError("sheet_long", table=self.name, found=len(rows), most=MOST_ROWS - 1)
        widths = [_column_width(column, number, rows) for number, column in enumerate(columns)]
        for number, column in enumerate(columns):
            self.write_text(0, number, column.heading, "head")
            self.page.set_column(number, number, widths[number])
        for line, row in enumerate(rows, 1):
            # Told, since a program that converts the file leaves a row of wrapped texts cut off.
            self.page.set_row(line, _row_height(row, widths))
            for number, (column, value) in enumerate(zip(columns, row, strict=True)):
                linked = column.links and line <= MOST_LINKS
                if not (linked and self.write_link(line, number, value)):
                    self.write_value(line, number, column.name, value)
        self.page.freeze_panes(1, 1)
        self.page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        self.page.repeat_rows(0)
        self.page.repeat_columns(0)
        self.set_up_pages(min(ceil(sum(widths) / PAGE_WIDTH), MOST_PAGES))

    def set_up_pages(self, across: int = 1) -> None:
        """Let the sheet be printed on landscape pages, as many across and as long as it takes."""
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.page.fit_to_pages(across, 0)
        self.page.set_footer("&L&A&R&P / &N")


def _column_width(column: Column, number: int, rows: list[list[Any]]) -> int:
    """Return a width in which the texts of a column take few lines and their words stay whole."""
    texts = [str(row[number]) for row in rows if row[number] is not None]
    longest = max(map(width, texts), default=0)
    word = max((len(each) for text in texts for each in re.findall("[!-~]+", text)), default=0)
    needed = max(longest // LINES, min(longest, NARROW), min(word, LONGEST_WORD))
    return min(max(needed, width(column.heading) + 3) + 1, WIDEST)


def _row_height(row: list[Any], widths: list[int]) -> int:
    """Return the height in which the longest text of a row fits its column, or the tallest."""
    lines = max(
        sum(max(1, ceil(1.1 * width(part) / wide)) for part in str(value).split("\n"))
        for value, wide in zip(row, widths, strict=True)
    )
    return min(lines * LINE_HEIGHT, TALLEST)


def write(task: Task) -> None:
    """Write the workbook."""
    xlsxwriter: Any = need(MODULE, EXTRA)
    # Made in memory: the library leaves noise behind where a disk is full.
    stream = io.BytesIO()
    path = task.paths[FILE]
    try:
        book = xlsxwriter.Workbook(stream, OPTIONS)
        _fill_book(book, task)
        book.close()
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise DataError("export_failed", directory=path.parent, reason=error) from error
    Path(path).write_bytes(stream.getvalue())


FORM = Form(files=(FILE,), write=write, modules=(MODULE,), extra=EXTRA)


def _fill_book(book: Any, task: Task) -> None:
    facts, lang = about(task.package), task.lang
    created = facts.created
    if created.tzinfo:
        created = created.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": both(facts.descriptor, "title", lang), "created": created})
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    ordered = in_reading_order(task.tables)
    front, last = (
        say(key, lang) if lang else name
        for key, name in (("sheet_front", "README"), ("sheet_columns", "columns"))
    )
    names = _sheet_names(task.package, ordered, lang, taken=(front, last))
    read_me = Sheet(front, book.add_worksheet(front), looks)
    counts = {}
    for table in ordered:
        task.tick(table)
        values = spelled_values(task.package, table, lang) if lang else None
        rows = kept_values(task.package, table, None) if values is None else values
        page = book.add_worksheet(names[table])
        Sheet(table, page, looks).fill(_columns(task.package, table, lang), rows)
        counts[table] = len(rows)
    Sheet(last, book.add_worksheet(last), looks).fill(*_list_of_columns(task, ordered, names))
    _fill_read_me(read_me, facts, task, counts, names)


def in_reading_order(tables: Iterable[str]) -> list[str]:
    """Return tables in the order in which people need them."""

    def place(table: str) -> int:
        if table in FIRST:
            return FIRST.index(table) - len(FIRST)
        return LAST.index(table) + 1 if table in LAST else 0

    return sorted(tables, key=place)


def _sheet_names(
    package: Package, tables: Iterable[str], lang: str | None, taken: Iterable[str]
) -> dict[str, str]:
    """Return the name of the sheet of each table: its title in ``lang``, or its own name.

    A title that no sheet can bear, or that another bears already, leaves the table its name.
    """
    names: dict[str, str] = {}
    used = {name.lower() for name in taken}
    for table in tables:
        title = text(package.resource(table), "title", lang) if lang else ""
        fits = 0 < len(title) <= LONGEST_NAME and not re.search(r"[\[\]:*?/\\']", title)
        name = title if fits and title.lower() not in used else table
        used.add(name.lower())
        names[table] = name
    return names


def _columns(package: Package, table: str, lang: str | None) -> list[Column]:
    fields = kept_fields(package, table, lang)
    titles = headings(package, table, lang) if lang else [field["name"] for field in fields]
    return [
        Column(field["name"], title, field.get("format") == "uri")
        for field, title in zip(fields, titles, strict=True)
    ]


def _list_of_columns(
    task: Task, tables: Iterable[str], names: dict[str, str]
) -> tuple[list[Column], list[list[Any]]]:
    """Return header and rows of the list of all columns.

    In one language the first two tell sheet and heading, the next two the names in the tables.
    """
    lang = task.lang
    header = ["table", "column", "type", "unit"]
    texts = [(key, each) for key in ("title", "description") for each in spoken(lang)]
    header += [key if lang else f"{key}_{each}" for key, each in texts]
    if lang:
        header = ["sheet", "heading", "table", "column", "type", "unit", "description"]
    rows = []
    for table in tables:
        fields = kept_fields(task.package, table, lang)
        for field, column in zip(fields, _columns(task.package, table, lang), strict=True):
            unit = field.get("unit") or field.get("unitField")
            named = [table, field["name"], field["type"], unit]
            if lang:
                described = text(field, "description", lang)
                rows.append([names[table], column.heading, *named, described])
            else:
                rows.append([*named, *(text(field, key, each) for key, each in texts)])
    return [Column(each, say(f"columns_{each}", lang) if lang else each) for each in header], rows


def _fill_read_me(
    sheet: Sheet, facts: About, task: Task, counts: dict[str, int], names: dict[str, str]
) -> None:
    """Fill the read-me sheet: what this is, in each language, and the list of sheets."""
    sheet.set_up_pages()
    for column, wide in enumerate(READ_ME_WIDTHS):
        sheet.page.set_column(column, column, wide)
    line = 0
    for lang in spoken(task.lang):
        last = say("sheet_columns", lang) if task.lang else "columns"
        for number, part in enumerate(_paragraphs(facts, lang, last)):
            look = "cell" if number else "head"
            sheet.page.merge_range(line, 0, line, len(READ_ME_WIDTHS) - 1, "", sheet.looks[look])
            sheet.write_text(line, 0, part, look)
            height = LINE_HEIGHT * (1 + width(part) // READ_ME_CELLS)
            sheet.page.set_row(line, min(height, TALLEST))
            line += 1
        line += 1
    for column, key in enumerate(("readme_sheet", "column_rows", "readme_title", "readme_about")):
        sheet.write_text(
            line, column, " / ".join(say(key, lang) for lang in spoken(task.lang)), "head"
        )
    for row, (table, count) in enumerate(counts.items(), line + 1):
        resource = task.package.resource(table)
        name = names[table]
        sheet.page.write_url(row, 0, f"internal:'{name}'!A1", sheet.looks["cell"], name)
        sheet.page.write_number(row, 1, count, sheet.looks["cell"])
        sheet.write_text(row, 2, both(resource, "title", task.lang))
        sheet.write_text(row, 3, both(resource, "description", task.lang, "\n"))


def _paragraphs(facts: About, lang: str, last: str) -> list[str]:
    """Return what the read-me sheet says in a language; ``last`` is the sheet of all columns."""
    licenses = [
        f"{each.title} ({each.path})" if each.path else each.title for each in facts.licenses
    ]
    version = {"version": facts.version, "year": facts.created.year, "licence": "; ".join(licenses)}
    citation = dataset_reference(facts, "gb7714" if lang == "zh" else "apa", lang)
    return [
        facts.title(lang),
        facts.description(lang),
        say("readme_version", lang, **version),
        say("readme_citation", lang, citation=citation),
        say("readme_hint", lang, sheet=last),
    ]
