"""Differences: two copies of the package compared by tables, columns, rows and cells, and how much a change weighs."""

from __future__ import annotations

from collections import namedtuple

from . import rows
from .package import Package

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from typing import Any

# Data Package recipe "Data Package Version". It has a deletion break whoever refers to the row: all rows may be cited.
LEVELS = {
    "major": ("table_removed", "column_added", "column_removed", "column_moved", "column_retyped", "column_tightened",
              "key_changed", "row_removed"),
    "minor": ("table_added", "column_loosened", "row_added"),
    "patch": ("cell_changed", "text_changed"),
}  # fmt: skip
KINDS = tuple(kind for kinds in LEVELS.values() for kind in kinds)
MEANING = ("type", "format", "unit", "unitField")
SILENT = ("name", "version", "created", "resources", "schema", "fields", "path", "rows", "bytes", "hash", "parquet",
          "primaryKey", "foreignKeys", "constraints", *MEANING)  # fmt: skip

Difference = namedtuple("Difference", "kind table row column old new")
Difference.__doc__ = """One difference: its kind (one of ``KINDS``), where it is, the old and the new content as text.

``row`` is the primary key, its parts joined by ``|``; what does not apply is None.
"""


def differences(old: str | os.PathLike[str] | Package, new: str | os.PathLike[str] | Package) -> list[Difference]:
    """Return every difference between two copies of the package, as frozen values.

    ``old`` and ``new`` are folders with a ``datapackage.json``. Rows are matched by primary key, cells
    compared by value, so that the order of rows and the spelling of a number don't matter; nor do versions,
    dates, hashes and paths. ``pandas.DataFrame(differences(old, new))`` is a tidy table.
    """
    before, after = (each if isinstance(each, Package) else Package(each) for each in (old, new))
    return list(_compare(before, after))


diff = differences


def level(found: Iterable[Difference]) -> str:
    """Return which part of the version a change must raise: "major", "minor", "patch" or "none".

    After the recipe of the Data Package standard: what breaks a reader (a column added, removed, moved,
    retyped or more narrowly constrained; a table or row gone) is major, added tables and rows are minor,
    corrected cells and descriptions are patches.

    >>> level([Difference("row_added", "units", "km", None, None, None)])
    'minor'
    """
    kinds = {each.kind for each in found}
    return next((name for name, those in LEVELS.items() if kinds & set(those)), "none")


def _compare(old: Package, new: Package) -> Iterator[Difference]:
    yield from _texts(None, None, old.descriptor, new.descriptor)
    for table in dict.fromkeys([*new.resources, *old.resources]):
        if table not in old.resources:
            yield Difference("table_added", table, None, None, None, str(len(rows.read(new, table))))
        elif table not in new.resources:
            yield Difference("table_removed", table, None, None, str(len(rows.read(old, table))), None)
        else:
            yield from _columns(old, new, table)
            yield from _rows(old, new, table)


def _texts(table: str | None, column: str | None, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    """Yield what changed in the description of a package, table or column, property by property."""
    for key in dict.fromkeys([*old, *new]):
        if key not in SILENT and old.get(key) != new.get(key):
            where = f"{column}.{key}" if column else key
            yield Difference("text_changed", table, None, where, cell(old.get(key)), cell(new.get(key)))


def _columns(old: Package, new: Package, table: str) -> Iterator[Difference]:
    a, b = old.resource(table), new.resource(table)
    before, after = ({field["name"]: field for field in package.fields(table)} for package in (old, new))
    yield from _texts(table, None, a, b)
    yield from _texts(table, None, a["schema"], b["schema"])
    for name in dict.fromkeys([*after, *before]):
        if name not in before:
            yield Difference("column_added", table, None, name, None, after[name]["type"])
        elif name not in after:
            yield Difference("column_removed", table, None, name, before[name]["type"], None)
        else:
            for key in MEANING:
                if before[name].get(key) != after[name].get(key):
                    yield Difference("column_retyped", table, None, name, before[name].get(key), after[name].get(key))
            yield from _constraints(table, name, *(each[name].get("constraints", {}) for each in (before, after)))
            yield from _texts(table, name, before[name], after[name])
    shared = [[name for name in names if name in before and name in after] for names in (before, after)]
    for name, other in zip(*shared, strict=True):
        if name != other:
            yield Difference("column_moved", table, None, other, name, other)
            break
    if a["schema"].get("primaryKey") != b["schema"].get("primaryKey"):
        yield Difference("key_changed", table, None, None, cell(a["schema"].get("primaryKey")),
                         cell(b["schema"].get("primaryKey")))  # fmt: skip
    keys = [{str(cell(key)) for key in each["schema"].get("foreignKeys", [])} for each in (a, b)]
    yield from (Difference("column_loosened", table, None, None, key, None) for key in sorted(keys[0] - keys[1]))
    yield from (Difference("column_tightened", table, None, None, None, key) for key in sorted(keys[1] - keys[0]))


def _constraints(table: str, column: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    """Yield the constraints that changed; one of which it is not certain that it became wider counts as narrower."""
    for key in dict.fromkeys([*old, *new]):
        a, b = (None if each.get(key) is False else each.get(key) for each in (old, new))
        if a == b:
            continue
        wider = b is None
        if a is not None and b is not None:
            try:
                wider = (set(a) <= set(b) if key == "enum" else b < a if key.startswith("min")
                         else key.startswith("max") and b > a)  # fmt: skip
            except TypeError:  # constraints that can't be compared
                wider = False
        kind = "column_loosened" if wider else "column_tightened"
        yield Difference(kind, table, None, f"{column}.{key}", cell(a), cell(b))


def _rows(old: Package, new: Package, table: str) -> Iterator[Difference]:
    keys = [package.resource(table)["schema"].get("primaryKey") for package in (old, new)]
    if keys[0] != keys[1]:
        return
    before, after = (_by_key(package, table, keys[0]) for package in (old, new))
    yield from (Difference("row_removed", table, key, None, None, None) for key in before if key not in after)
    yield from (Difference("row_added", table, key, None, None, None) for key in after if key not in before)
    for key, row in after.items():
        other = before.get(key, row)
        for name in row:
            if name in other and row[name] != other[name]:
                yield Difference("cell_changed", table, key, name, cell(other[name]), cell(row[name]))


def _by_key(package: Package, table: str, primary: str | list[str] | None) -> dict[str, dict[str, Any]]:
    """Return the rows by primary key; the second with the same key is ``key#2``, so that none hides another."""
    found: dict[str, dict[str, Any]] = {}
    names = [primary] if isinstance(primary, str) else primary
    for row in rows.read(package, table):
        key = base = "|".join(cell(row[name]) or "" for name in names or row)
        count = 1
        while key in found:
            count += 1
            key = f"{base}#{count}"
        found[key] = row
    return found


def cell(value: object) -> str | None:
    """Return a value as text, as the CSV has it; lists and objects as JSON, nothing as None."""
    import json

    if isinstance(value, (bool, list, dict)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value)
