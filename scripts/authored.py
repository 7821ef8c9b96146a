"""What people write: ``datapackage.json`` and the tables, read, checked and put in canonical form.

Everything is checked before anything is written, and every fault is told at once, each with its
table, the key of its row and its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jjjdata.database import row_key
from jjjdata.errors import DataError
from jjjdata.files import read_bytes
from jjjdata.package import DESCRIPTOR, Field, Package, _read_descriptor
from jjjdata.tables import Row, cell_fault, read_rows

MARKER = re.compile(rb"^(<<<<<<< |=======\r?$|>>>>>>> )", re.MULTILINE)
MERGE = "it holds the marks of an unfinished merge; decide which lines stand and delete the marks"

Tables = dict[str, list[Row]]


class BrokenDataError(Exception):
    """What people wrote can't be built; the message has one line a fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


class AuthoredPackage(Package):
    """A package as people write it: what the build made is not read, since it may be damaged."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.descriptor = _read_descriptor(root / DESCRIPTOR)
        self.files = {}
        self.resources = {each["name"]: each for each in self.descriptor["resources"]}


def read(root: Path) -> tuple[Package, Tables]:
    """Return the package under ``root`` and its authored tables, checked and in canonical order.

    The enums of the descriptor are those of the table codes. Raises a ``BrokenDataError`` that
    tells every fault.
    """
    _raise_if(conflict(root, DESCRIPTOR))
    try:
        package = AuthoredPackage(root)
    except DataError as error:
        raise BrokenDataError([str(error)]) from error
    _raise_if(fault for name in package.authored for fault in conflict(root, path(package, name)))
    tables = _read_tables(package)
    _raise_if(fill_enums(package, tables["codes"]))
    _raise_if(fault for name in tables for fault in find_faults(package, tables, name))
    return package, {name: in_order(package, name, tables) for name in tables}


def path(package: Package, table: str) -> str:
    """Return the path of the CSV of a table, as the descriptor has it."""
    return str(package.resource(table).get("path"))


def conflict(root: Path, name: str, content: bytes | None = None) -> list[str]:
    """Return a fault if a file holds the marks that Git leaves where two branches disagree."""
    if content is None:
        content = read_bytes(root / name) if (root / name).is_file() else b""
    mark = MARKER.search(content)
    if mark is None:
        return []
    line = content.count(b"\n", 0, mark.start()) + 1
    return [f"{name}, line {line}: {MERGE}"]


def fill_enums(package: Package, codes: Iterable[Row]) -> list[str]:
    """Copy each code list into the enum of the fields that use it; an empty list is a fault."""
    lists: dict[str, list[str]] = {}
    for row in sorted(codes, key=lambda row: str(row["code"])):
        lists.setdefault(row["list"], []).append(row["code"])
    faults = []
    for table in package.resources:
        for field in package.fields(table):
            name = field.get("codeList")
            if name in lists:
                field.setdefault("constraints", {})["enum"] = lists[name]
            elif name:
                faults.append(f"codes: there is no list {name}, which {table}.{field['name']} uses")
    return faults


def find_faults(package: Package, tables: Tables, table: str) -> Iterator[str]:
    """Yield what is wrong with a table: its keys, then its cells, then what they refer to."""
    yield from _find_key_faults(package, table, tables[table])
    for row in tables[table]:
        for field in package.fields(table):
            fault = _cell_fault(field, row[field["name"]])
            if fault:
                yield f"{_place(package, table, row, field['name'])}: {fault}"
    for columns, other, theirs in package.foreign_keys(table):
        known = {tuple(row[name] for name in theirs) for row in tables.get(other, [])}
        for row in tables[table]:
            cells = tuple(row[name] for name in columns)
            if None not in cells and cells not in known:
                place = _place(package, table, row, ", ".join(columns))
                yield f"{place}: there is no row {'/'.join(map(str, cells))} in {other}"


def in_order(package: Package, table: str, tables: Mapping[str, list[Row]]) -> list[Row]:
    """Return the rows in the order that the descriptor names.

    What belongs to a passage stands in the order of the passages.
    """
    places = {row["id"]: (row["source_id"], row["start"]) for row in tables.get("passages", [])}

    def place(row: Row) -> list[Any]:
        cells = [
            places.get(row[name]) if name == "passage_id" else row[name]
            for name in package.resource(table).get("orderedBy", [])
        ]
        return [(cell is not None, cell) for cell in cells]

    return sorted(tables[table], key=place)


def _raise_if(faults: Iterable[str]) -> None:
    listing = list(faults)
    if listing:
        raise BrokenDataError(listing)


def _read_tables(package: Package) -> Tables:
    tables, faults = {}, []
    for name in package.authored:
        try:
            tables[name] = read_rows(package, name, whole=False)
        except DataError as error:
            faults.append(str(error))
    _raise_if(faults)
    return tables


def _find_key_faults(package: Package, table: str, rows: list[Row]) -> Iterator[str]:
    key = package.primary_key(table)
    first: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows, 1):
        cells = tuple(row[name] for name in key)
        if None in cells:
            yield f"{table}, row number {number}: its key ({', '.join(key)}) is empty"
        elif first.setdefault(cells, number) != number:
            place = _place(package, table, row, ", ".join(key))
            yield f"{place}: the key stands twice, in the rows number {first[cells]} and {number}"


def _cell_fault(field: Field, value: Any) -> str | None:
    """Return what is wrong with a cell: required, pattern, code or bounds."""
    limits = field.get("constraints", {})
    fault = cell_fault(field, value)
    if fault == "required":
        return "it is empty, but required"
    if fault == "pattern":
        described = field.get("description", "")  # says in words what the pattern asks for
        return f"{value!r} does not fit the pattern {limits['pattern']} ({described})"
    if value is None:
        return None
    if "enum" in limits and value not in limits["enum"]:
        where = f"the code list {field['codeList']}" if "codeList" in field else "the list"
        return f"{value!r} is not in {where} ({', '.join(limits['enum'])})"
    if not limits.get("minimum", value) <= value <= limits.get("maximum", value):
        return f"{value!r} is outside the bounds"
    return None


def _place(package: Package, table: str, row: Row, column: str) -> str:
    return f"{table}, row {row_key(package, table, row)}, column {column}"
