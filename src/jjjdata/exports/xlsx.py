"""Workbook: a sheet a table between a read-me sheet and a list of all columns."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Any

from ..citations import dataset_reference
from ..descriptors import About, about
from ..errors import DataError, need
from ..grids import width
from ..messages import say
from ..package import text
from .forms import Form, Task
from .sheets import both, kept_fields, kept_values, spoken

FILE = "jjjdata.xlsx"
MODULE, EXTRA = "xlsxwriter", "excel"
OPTIONS = {
    # Otherwise the library puts its parts into the system's temporary folder.
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
MOST_ROWS, LONGEST_TEXT, WIDEST = 1_048_576, 32_767, 60
FIRST_YEAR = 1901  # earlier days don't exist in a workbook
READ_ME_WIDTHS = (20, 14, 40, 80)
READ_ME_CELLS = 0.9 * sum(READ_ME_WIDTHS)  # terminal cells in a line across the read-me sheet
LINE_HEIGHT, TALLEST = 15, 400
LOOKS = {
    "head": {"bold": True, "bg_color": "#E7EDF3", "valign": "top"},
    "cell": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
}


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: its name, the library's page, and the looks that cells can have."""

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

    def fill(self, header: list[str], rows: list[list[Any]]) -> None:
        """Fill the sheet with a table: frozen header, filter, widths by content."""
        if len(rows) >= MOST_ROWS:
            raise DataError("sheet_long", table=self.name, found=len(rows), most=MOST_ROWS - 1)
        for column, title in enumerate(header):
            self.write_text(0, column, title, "head")
            texts = (str(row[column]) for row in rows if row[column] is not None)
            longest = max(map(width, texts), default=0)
            self.page.set_column(column, column, min(max(longest, width(title) + 3) + 1, WIDEST))
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self.write_value(number, column, header[column], value)
        self.page.freeze_panes(1, 1)
        self.page.autofilter(0, 0, max(len(rows), 1), len(header) - 1)


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
    read_me = Sheet("README", book.add_worksheet("README"), looks)
    counts = {}
    for table in task.tables:
        task.tick(table)
        header = [field["name"] for field in kept_fields(task.package, table, lang)]
        rows = kept_values(task.package, table, lang)
        Sheet(table, book.add_worksheet(table), looks).fill(header, rows)
        counts[table] = len(rows)
    Sheet("columns", book.add_worksheet("columns"), looks).fill(*_columns(task))
    _fill_read_me(read_me, facts, task, counts)


def _columns(task: Task) -> tuple[list[str], list[list[Any]]]:
    """Return header and rows of the list of all columns."""
    texts = [(key, lang) for key in ("title", "description") for lang in spoken(task.lang)]
    header = ["table", "column", "type", "unit"]
    header += [key if task.lang else f"{key}_{lang}" for key, lang in texts]
    rows = [
        [
            table,
            field["name"],
            field["type"],
            field.get("unit") or field.get("unitField"),
            *(text(field, key, lang) for key, lang in texts),
        ]
        for table in task.tables
        for field in kept_fields(task.package, table, task.lang)
    ]
    return header, rows


def _fill_read_me(sheet: Sheet, facts: About, task: Task, counts: dict[str, int]) -> None:
    """Fill the read-me sheet: what this is, in each language, and the list of sheets."""
    for column, wide in enumerate(READ_ME_WIDTHS):
        sheet.page.set_column(column, column, wide)
    line = 0
    for lang in spoken(task.lang):
        for number, part in enumerate(_paragraphs(facts, lang)):
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
        sheet.page.write_url(row, 0, f"internal:'{table}'!A1", sheet.looks["cell"], table)
        sheet.page.write_number(row, 1, count, sheet.looks["cell"])
        sheet.write_text(row, 2, both(resource, "title", task.lang))
        sheet.write_text(row, 3, both(resource, "description", task.lang, "\n"))


def _paragraphs(facts: About, lang: str) -> list[str]:
    """Return what the read-me sheet says in a language."""
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
        say("readme_hint", lang),
    ]
