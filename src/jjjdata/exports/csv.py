"""CSV for Excel: a byte-order mark, CRLF, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from ..errors import DataError
from ..package import Field
from .forms import Form, Task
from .sheets import kept_cells, kept_fields

# What a formula begins with, after blanks of any kind, visible or not. The full-width forms count
# too: Chinese and Japanese versions of Excel read them like the others.
FORMULA = re.compile(
    "[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\\-@＝＋－＠]"
)
FIGURE = re.compile(r"\s*[-+]?[0-9][0-9.,]*%?\s*")
# Where the list separator is a semicolon, a spreadsheet divides cells at it, and at tabs and line
# ends too.
PARTS = re.compile(r"[;\t\r\n]")


def write(task: Task) -> None:
    """Write one file a table."""
    for table in task.tables:
        task.tick(table)
        fields = kept_fields(task.package, table, task.lang)
        rows = kept_cells(task.package, table, task.lang)
        refuse_formulas(table, fields, rows)
        content = csv_text([field["name"] for field in fields], rows, "\r\n")
        task.paths[f"{table}.csv"].write_bytes(content.encode("utf-8-sig"))


FORM = Form(files=("{table}.csv",), write=write)


def csv_text(header: Iterable[str], rows: Iterable[Iterable[str]], line_end: str) -> str:
    """Return cells as the text of a CSV file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def refuse_formulas(table: str, fields: list[Field], rows: Iterable[list[str]]) -> None:
    """Raise for the first column name or text that would be run as a formula."""
    for field in fields:
        if is_formula(field["name"]):
            raise DataError("header_formula", table=table, value=field["name"])
    texts = [(at, field["name"]) for at, field in enumerate(fields) if field["type"] == "string"]
    for number, cells in enumerate(rows, 1):
        for at, column in texts:
            if is_formula(cells[at]):
                place = {"table": table, "row": number, "column": column}
                raise DataError("cell_formula", **place, value=cells[at])


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would run a text or a part of it as a formula; a figure is none.

    >>> is_formula(" =1+1"), is_formula("-5.2%"), is_formula("a=b")
    (True, False, False)
    """
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    return any(FORMULA.match(part) and not FIGURE.fullmatch(part) for part in PARTS.split(cell))
