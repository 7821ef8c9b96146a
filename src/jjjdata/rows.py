"""Rows: the strict reader of one CSV file. It loads no library and names the place of every fault."""

from __future__ import annotations

import csv
import io
import re

from .errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from .package import Package

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
LONGEST = 20_000


def _integer(cell: str) -> int:
    value = int(cell) if INTEGER.fullmatch(cell) else None
    if value is None or not -(2**63) <= value < 2**63:
        raise ValueError
    return value


def _number(cell: str) -> float:
    if not NUMBER.fullmatch(cell):
        raise ValueError
    return float(cell)


def _boolean(cell: str) -> bool:
    return {"true": True, "false": False}[cell]


def _date(cell: str) -> object:
    from datetime import date

    if not DATE.fullmatch(cell):
        raise ValueError
    return date.fromisoformat(cell)


CONVERT: dict[str, Callable[[str], Any]] = {
    "string": str, "integer": _integer, "number": _number, "boolean": _boolean, "date": _date,
}  # fmt: skip


def read(package: Package, table: str) -> list[dict[str, Any]]:
    """Return the rows of ``table`` as dictionaries of typed values; an empty cell is None.

    Raises a ``DataError`` that names table, row (counted from 1 after the header), column and value.
    """
    fields = package.fields(table)
    names = [field["name"] for field in fields]
    lines = records(package, table)
    header = next(lines, None)
    if header != names:
        raise DataError("header", table=table, found=",".join(header or []), expected=",".join(names))
    kinds = [(name, field["type"]) for name, field in zip(names, fields, strict=True) if field["type"] != "string"]
    typed = [(name, kind, CONVERT[kind]) for name, kind in kinds]
    rows = []
    for number, cells in enumerate(lines, 1):
        if len(cells) != len(names):
            raise DataError("ragged", table=table, row=number, found=len(cells), expected=len(names))
        # One look at the joined cells: nearly every row passes it, and only the others are looked at cell by cell.
        whole = "".join(cells)
        if len(whole) > LONGEST or CONTROL.search(whole):
            _check_cells(table, number, zip(names, cells, strict=True))
        row: dict[str, Any] = dict(zip(names, [cell or None for cell in cells], strict=True))
        for name, kind, convert in typed:
            cell = row[name]
            if cell is not None:
                try:
                    row[name] = convert(cell)
                except (ValueError, KeyError) as error:
                    raise DataError("cell", table=table, row=number, column=name, value=cell, type=kind) from error
        rows.append(row)
    return rows


def _check_cells(table: str, number: int, cells: Iterable[tuple[str, str]]) -> None:
    """Raise if a cell of a row is too long or holds a control character."""
    for name, cell in cells:
        if len(cell) > LONGEST:
            raise DataError("cell_long", table=table, row=number, column=name, found=len(cell), longest=LONGEST)
        if CONTROL.search(cell):
            raise DataError("cell_control", table=table, row=number, column=name, value=ascii(cell))


def whole(package: Package, table: str) -> list[dict[str, Any]]:
    """Return the rows of ``table`` as ``read`` does, but only if none is lost and no required cell is empty."""
    found, declared = read(package, table), package.resource(table).get("rows")
    if declared not in (None, len(found)):
        raise DataError("rows_lost", table=table, found=len(found), expected=declared)
    required = [field["name"] for field in package.fields(table) if field.get("constraints", {}).get("required")]
    for number, row in enumerate(found, 1):
        if None in map(row.get, required):
            column = next(name for name in required if row[name] is None)
            raise DataError("cell_missing", table=table, row=number, column=column)
    return found


class Index(dict["Any", "Any"]):
    """The rows of a table by key. To ask for a key that no row has is an error that names the table."""

    def __init__(self, table: str, rows: Iterable[Mapping[str, Any]], *key: str) -> None:
        name, *more = key or ("id",)
        super().__init__(((row[name], *(row[other] for other in more)) if more else row[name], row) for row in rows)
        self.table = table

    def __missing__(self, key: object) -> Any:
        value = "/".join(map(str, key)) if isinstance(key, tuple) else key
        raise DataError("key_unknown", table=self.table, value=value)


def records(package: Package, table: str) -> Iterator[list[str]]:
    """Yield the header and the records of the CSV of ``table``, as strings."""
    file = package.file(table)
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise DataError("file_damaged", file=file, reason=error) from error
    if not data:
        raise DataError("file_empty", file=file)
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n")
        raise DataError("encoding", table=table, row=row, value=data[error.start : error.end].hex()) from error
    if content.startswith("\ufeff"):
        raise DataError("byte_order_mark", file=file)
    try:
        yield from csv.reader(io.StringIO(content, newline=""), strict=True)
    except csv.Error as error:
        raise DataError("file_damaged", file=file, reason=error) from error
