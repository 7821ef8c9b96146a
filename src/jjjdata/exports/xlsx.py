"""Workbook: a sheet a table between a read-me sheet and a list of all columns, the same bytes on every build."""

from __future__ import annotations

import os
from datetime import date, datetime

from ..errors import DataError, need
from ..grids import width
from ..messages import say
from ..package import LANGUAGES, Package, text
from .sheets import both, read_sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST_ROWS, WIDEST, READ_ME = 1_048_576, 60, (20, 14, 40, 80)


def write(package: Package, names: list[str], lang: str | None, folder: str, tick: Callable[[str], None]) -> None:
    """Write the workbook."""
    xlsxwriter: Any = need("xlsxwriter", "excel")
    created = datetime.fromisoformat(package.descriptor["created"].replace("Z", ""))
    file = os.path.join(folder, "jjjdata.xlsx")
    # in_memory: otherwise the library puts its parts into the system's temporary folder.
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": both(package.descriptor, "title", lang), "created": created})
    looks = {"head": book.add_format({"bold": True, "bg_color": "#E7EDF3", "valign": "top"}),
             "cell": book.add_format({"text_wrap": True, "valign": "top"}),
             "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
             "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})}  # fmt: skip
    try:
        read_me, listed, columns, head = book.add_worksheet("README"), [], [], ["table", "column", "type", "unit"]
        told = [(key, each) for key in ("title", "description") for each in ([lang] if lang else reversed(LANGUAGES))]
        for name in names:
            tick(name)
            sheet = read_sheet(package, name, lang)
            fields = [field["name"] for field in sheet.fields]
            _fill(book.add_worksheet(name), name, fields, sheet.rows, looks)
            listed.append([name, len(sheet.rows), both(sheet.resource, "title", lang),
                           both(sheet.resource, "description", lang, "\n")])  # fmt: skip
            columns += [[name, field["name"], field["type"], field.get("unit") or field.get("unitField"),
                         *(text(field, key, each) for key, each in told)] for field in sheet.fields]  # fmt: skip
        head += [key if lang else f"{key}_{each}" for key, each in told]
        _fill(book.add_worksheet("columns"), "columns", head, columns, looks)
        _read_me(read_me, package, lang, listed, looks)
        book.close()
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise DataError("export_failed", directory=os.path.dirname(folder), reason=error) from error


def _fill(page: Any, name: str, head: list[str], body: list[list[Any]], looks: dict[str, Any]) -> None:
    """Fill a sheet: frozen header, filter, widths by content, every value in its own type."""
    if len(body) >= MOST_ROWS:
        raise DataError("sheet_long", table=name, found=len(body), most=MOST_ROWS - 1)
    for at, title in enumerate(head):
        page.write_string(0, at, title, looks["head"])
        longest = max((width(str(row[at])) for row in body if row[at] is not None), default=0)
        page.set_column(at, at, min(max(longest, width(title) + 3) + 1, WIDEST))
    for row, values in enumerate(body, 1):
        for at, value in enumerate(values):
            if isinstance(value, bool):
                page.write_boolean(row, at, value, looks["cell"])
            elif isinstance(value, int | float):
                # Spreadsheets show and save 15 digits.
                if float(f"{value:.15G}") != value:
                    raise DataError("cell_precise", table=name, row=row, column=head[at], value=value)
                page.write_number(row, at, value, looks["whole" if value == int(value) else "cell"])
            elif isinstance(value, date) and value.year >= 1901:  # earlier days don't exist in a workbook
                page.write_datetime(row, at, value, looks["date"])
            elif value not in (None, ""):
                page.write_string(row, at, str(value), looks["cell"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(body), 1), len(head) - 1)


def _read_me(page: Any, package: Package, lang: str | None, listed: list[list[Any]], looks: dict[str, Any]) -> None:
    """Fill the read-me sheet: title, description, version, licence, how to cite, and the list of sheets."""
    about, line = package.descriptor, 0
    facts = {"version": about["version"], "year": about["created"][:4],
             "authors": ", ".join(who["title"] for who in about["contributors"]),
             "licence": "; ".join(f"{each['title']} ({each['path']})" for each in about["licenses"])}  # fmt: skip
    for at, wide in enumerate(READ_ME):
        page.set_column(at, at, wide)
    for each in [lang] if lang else reversed(LANGUAGES):
        title = text(about, "title", each)
        parts = [title, text(about, "description", each)]
        parts += [say(key, each, title=title, **facts) for key in ("readme_version", "readme_cite", "readme_hint")]
        for part in parts:
            page.merge_range(line, 0, line, 3, part, looks["head" if part == title else "cell"])
            page.set_row(line, 15 * (1 + width(part) // (0.9 * sum(READ_ME))))
            line += 1
        line += 1
    heads = [both({"title": say(key, "en"), "title_zh": say(key, "zh")}, "title", lang)
             for key in ("readme_sheet", "column_rows", "readme_title", "readme_about")]  # fmt: skip
    page.write_row(line, 0, heads, looks["head"])
    for row, (name, count, title, told) in enumerate(listed, line + 1):
        page.write_url(row, 0, f"internal:'{name}'!A1", looks["cell"], name)
        page.write_number(row, 1, count, looks["cell"])
        page.write_string(row, 2, title, looks["cell"])
        page.write_string(row, 3, told, looks["cell"])
