"""Rows: the strict reader of one CSV file. It loads no library and names the place of every fault."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from .package import Package

Row = dict[str, "Any"]

# The one spelling of each type, for both readers; compiled when first needed, since a command waits for it.
SHAPES = {"integer": r"-?(0|[1-9][0-9]*)", "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", "boolean": "true|false",
          "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}"}  # fmt: skip
CONTROL = "[\x00-\x08\x0b-\x1f\x7f\ufeff]"
LONGEST = 20_000


def _integer(cell: str) -> int:
    value = int(cell)
    if not -(2**63) <= value < 2**63:
        raise ValueError
    return value


def _date(cell: str) -> object:
    from datetime import date

    return date.fromisoformat(cell)


CONVERT: dict[str, Callable[[str], Any]] = {
    "integer": _integer, "number": float, "boolean": "true".__eq__, "date": _date,
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _typed(kind: str, cell: str) -> Any:
    """Return the value of a cell; a spelling that is not the one of its type is a ``ValueError``."""
    if not re.fullmatch(SHAPES[kind], cell):
        raise ValueError
    return CONVERT[kind](cell)


class Rows(Sequence[Row]):
    """The rows of one table. Each becomes a dictionary of typed values when it is asked for: a command needs few.

    Header and number of cells are checked for all of them at once. ``declared`` and ``required`` are the number of
    rows and the columns without an empty cell that the rows must have.
    """

    def __init__(self, package: Package, table: str, declared: int | None = None, required: Iterable[str] = ()) -> None:
        fields = package.fields(table)
        self.table, self.names, self.required = table, [field["name"] for field in fields], list(required)
        self.kinds = [(field["name"], field["type"]) for field in fields if field["type"] != "string"]
        header, *self.lines = [*records(package, table)] or [[]]
        if header != self.names:
            raise DataError("header", table=table, found=",".join(header), expected=",".join(self.names))
        for number, cells in enumerate(self.lines, 1):
            if len(cells) != len(header):
                raise DataError("ragged", table=table, row=number, found=len(cells), expected=len(header))
        if declared not in (None, len(self)):
            raise DataError("rows_lost", table=table, found=len(self), expected=declared)
        self._known: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at not in self._known:
            cells = self.lines[at]
            self._known[at] = self._row(at % len(self) + 1, cells)
        return self._known[at]

    def _row(self, number: int, cells: list[str]) -> Row:
        # One look at the joined cells: nearly every row passes it, and only the others are looked at cell by cell.
        whole = "".join(cells)
        if len(whole) > LONGEST or not whole.isprintable():
            _check_cells(self.table, number, zip(self.names, cells, strict=True))
        row: Row = dict(zip(self.names, [cell or None for cell in cells], strict=True))
        for name, kind in self.kinds:
            cell = row[name]
            if cell is not None:
                try:
                    row[name] = _typed(kind, cell)
                except ValueError as error:
                    raise DataError("cell", table=self.table, row=number, column=name, value=cell, type=kind) from error
        if None in map(row.get, self.required):
            column = next(name for name in self.required if row[name] is None)
            raise DataError("cell_missing", table=self.table, row=number, column=column)
        return row

    def cells(self, column: str) -> list[str]:
        """Return the cells of a column as they are written; an empty one that is required is an error."""
        at = self.names.index(column)
        found = [cells[at] for cells in self.lines]
        if column in self.required and "" in found:
            raise DataError("cell_missing", table=self.table, row=found.index("") + 1, column=column)
        return found

    def where(self, column: str, value: str) -> list[Row]:
        """Return the rows whose cell in ``column`` is ``value``."""
        return [self[at] for at, cell in enumerate(self.cells(column)) if cell == value]


def read(package: Package, table: str) -> list[Row]:
    """Return the rows of ``table`` as dictionaries of typed values; an empty cell is None.

    Raises a ``DataError`` that names table, row (counted from 1 after the header), column and value.
    """
    return list(Rows(package, table))


def _check_cells(table: str, number: int, cells: Iterable[tuple[str, str]]) -> None:
    """Raise if a cell of a row is too long or holds a control character."""
    for name, cell in cells:
        if len(cell) > LONGEST:
            raise DataError("cell_long", table=table, row=number, column=name, found=len(cell), longest=LONGEST)
        if re.search(CONTROL, cell):
            raise DataError("cell_control", table=table, row=number, column=name, value=ascii(cell))


def whole(package: Package, table: str) -> Rows:
    """Return the rows of ``table`` if none is lost; a row that lacks a required cell raises when it is asked for."""
    required = [field["name"] for field in package.fields(table) if field.get("constraints", {}).get("required")]
    return Rows(package, table, package.resource(table).get("rows"), required)


class Index(Mapping["Any", "Any"]):
    """The rows of a table by key. To ask for a key that no row has is an error that names the table."""

    def __init__(self, table: str, rows: Iterable[Mapping[str, Any]], *key: str) -> None:
        self.table, self.rows = table, rows if isinstance(rows, Rows) else list(rows)
        columns = [self.rows.cells(name) if isinstance(self.rows, Rows) else [row[name] for row in self.rows]
                   for name in key or ("id",)]  # fmt: skip
        keys = zip(*columns, strict=True) if len(columns) > 1 else columns[0]
        self.at = {each: at for at, each in enumerate(keys)}

    def __getitem__(self, key: object) -> Any:
        if key not in self.at:
            value = "/".join(map(str, key)) if isinstance(key, tuple) else key
            raise DataError("key_unknown", table=self.table, value=value)
        return self.rows[self.at[key]]

    def __contains__(self, key: object) -> bool:
        return key in self.at

    def __iter__(self) -> Iterator[Any]:
        return iter(self.at)

    def __len__(self) -> int:
        return len(self.at)


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
