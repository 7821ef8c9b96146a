"""Differences: two copies compared by tables, columns, rows and cells, and what a change weighs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .package import Package, opened
from .tables import Row, read_rows, spell

# Data Package recipe "Data Package Version". It has a deletion break whoever refers to the row: all
# rows may be cited.
LEVELS = {
    "major": (
        "table_removed",
        "column_added",
        "column_removed",
        "column_moved",
        "column_retyped",
        "column_tightened",
        "key_changed",
        "row_removed",
    ),
    "minor": ("table_added", "column_loosened", "row_added"),
    "patch": ("cell_changed", "text_changed"),
}
KINDS = tuple(kind for kinds in LEVELS.values() for kind in kinds)
# What says how the values of a column are to be read.
MEANING = ("type", "format", "unit", "unitField")
# Properties that are compared by their own kinds of difference, and those that change with every
# build.
COMPARED = ("resources", "schema", "fields", "primaryKey", "foreignKeys", "constraints", *MEANING)
SILENT = ("name", "version", "created", "path", "rows", "bytes", "hash", "parquet", *COMPARED)

Place = str | os.PathLike[str] | Package
Properties = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One difference: its kind (one of ``KINDS``), where it is, old and new content as text.

    ``row`` is the primary key, its parts joined by ``|``; what does not apply is None.
    """

    kind: str
    table: str | None = None
    row: str | None = None
    column: str | None = None
    old: str | None = None
    new: str | None = None


def diff(old: Place, new: Place) -> list[Difference]:
    """Return every difference between two copies of the package.

    ``old`` and ``new`` are folders with a ``datapackage.json``. Rows are matched by primary key,
    cells compared by value, so that the order of rows and the spelling of a number don't matter;
    nor do versions, dates, hashes and paths. ``pandas.DataFrame(diff(old, new))`` is a tidy table.

    Raises a ``DataError`` for a file that is missing or damaged.
    """
    before, after = opened(old), opened(new)
    differences = list(_texts(before.descriptor, after.descriptor))
    for table in dict.fromkeys([*after.resources, *before.resources]):
        if table not in before.resources:
            count = len(read_rows(after, table, whole=False))
            differences.append(Difference("table_added", table, new=str(count)))
        elif table not in after.resources:
            count = len(read_rows(before, table, whole=False))
            differences.append(Difference("table_removed", table, old=str(count)))
        else:
            differences += _schemas(before, after, table)
            differences += _rows(before, after, table)
    return differences


def level(differences: Iterable[Difference]) -> str:
    """Return which part of the version a change must raise: "major", "minor", "patch" or "none".

    After the recipe of the Data Package standard: what breaks a reader (a column added, removed,
    moved, retyped or more narrowly constrained; a table or row gone) is major, added tables and
    rows are minor, corrected cells and descriptions are patches.

    >>> level([Difference("row_added", "units", "km")])
    'minor'
    """
    kinds = {difference.kind for difference in differences}
    return next((name for name, weighty in LEVELS.items() if kinds & set(weighty)), "none")


def _texts(
    old: Properties, new: Properties, table: str | None = None, column: str | None = None
) -> Iterator[Difference]:
    """Yield what changed in the description of a package, table or column, property by property."""
    for key in dict.fromkeys([*old, *new]):
        if key not in SILENT and old.get(key) != new.get(key):
            place = f"{column}.{key}" if column else key
            yield Difference(
                "text_changed", table, None, place, _said(old.get(key)), _said(new.get(key))
            )


def _schemas(old: Package, new: Package, table: str) -> Iterator[Difference]:
    """Yield what changed in the description, the columns and the keys of a table."""
    before, after = old.resource(table), new.resource(table)
    yield from _texts(before, after, table)
    yield from _texts(before["schema"], after["schema"], table)
    yield from _columns(old, new, table)
    keys = [package.primary_key(table) or None for package in (old, new)]
    if keys[0] != keys[1]:
        yield Difference("key_changed", table, old=_said(keys[0]), new=_said(keys[1]))
    links = [
        {str(_said(key)) for key in resource["schema"].get("foreignKeys", ())}
        for resource in (before, after)
    ]
    yield from (
        Difference("column_loosened", table, old=key) for key in sorted(links[0] - links[1])
    )
    yield from (
        Difference("column_tightened", table, new=key) for key in sorted(links[1] - links[0])
    )


def _columns(old: Package, new: Package, table: str) -> Iterator[Difference]:
    before = {field["name"]: field for field in old.fields(table)}
    after = {field["name"]: field for field in new.fields(table)}
    for name in dict.fromkeys([*after, *before]):
        if name not in before:
            yield Difference("column_added", table, None, name, new=after[name]["type"])
        elif name not in after:
            yield Difference("column_removed", table, None, name, old=before[name]["type"])
        else:
            yield from _column(table, before[name], after[name])
    order = [name for name in before if name in after], [name for name in after if name in before]
    moved = next((pair for pair in zip(*order, strict=True) if pair[0] != pair[1]), None)
    if moved:
        yield Difference("column_moved", table, None, moved[1], *moved)


def _column(table: str, old: Properties, new: Properties) -> Iterator[Difference]:
    """Yield what changed in a column: what values mean, what they may be, how it is described."""
    name = old["name"]
    for key in MEANING:
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Difference("column_retyped", table, None, name, _said(before), _said(after))
    yield from _constraints(table, name, old.get("constraints", {}), new.get("constraints", {}))
    yield from _texts(old, new, table, name)


def _constraints(table: str, column: str, old: Properties, new: Properties) -> Iterator[Difference]:
    for key in dict.fromkeys([*old, *new]):
        # A constraint that is false, such as "required", is none.
        before, after = (
            None if limits.get(key) is False else limits.get(key) for limits in (old, new)
        )
        if before != after:
            kind = "column_loosened" if _is_wider(key, before, after) else "column_tightened"
            yield Difference(kind, table, None, f"{column}.{key}", _said(before), _said(after))


def _is_wider(constraint: str, old: Any, new: Any) -> bool:
    """Return whether a constraint lets through all that it let through before; in doubt no."""
    if new is None or old is None:
        return new is None
    try:
        if constraint == "enum":
            return set(old) <= set(new)
        if constraint.startswith("min"):
            return bool(new < old)
        return constraint.startswith("max") and bool(new > old)
    except TypeError:  # values that can't be compared
        return False


def _rows(old: Package, new: Package, table: str) -> Iterator[Difference]:
    """Yield what changed in the rows of a table; under another key no row can be matched."""
    key = old.primary_key(table)
    if key != new.primary_key(table):
        return
    before, after = _by_key(old, table, key), _by_key(new, table, key)
    yield from (Difference("row_removed", table, row) for row in before if row not in after)
    yield from (Difference("row_added", table, row) for row in after if row not in before)
    for row, cells in after.items():
        former = before.get(row, cells)
        for column, value in cells.items():
            if column in former and former[column] != value:
                texts = _said(former[column]), _said(value)
                yield Difference("cell_changed", table, row, column, *texts)


def _by_key(package: Package, table: str, key: list[str]) -> dict[str, Row]:
    """Return the rows by primary key; the second with the same key is ``key#2``."""
    rows: dict[str, Row] = {}
    for row in read_rows(package, table, whole=False):
        name = base = "|".join(spell(row[column]) for column in key or row)
        count = 1
        while name in rows:
            count += 1
            name = f"{base}#{count}"
        rows[name] = row
    return rows


def _said(value: object) -> str | None:
    """Return a value as the CSV has it, lists and objects as JSON, nothing as None."""
    if value is None:
        return None
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return spell(value)
