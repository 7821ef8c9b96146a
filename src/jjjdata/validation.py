"""Validation: files against what was recorded, tables against the schema, data against the rules.

A table is held to the schema if it can be read, and to the rules if it meets the schema.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from . import database
from .citations import CITATIONS, all_cited
from .descriptors import checked
from .errors import DataError, need
from .factsheet import factsheet_rows
from .files import read_bytes
from .findings import Finding, findings_of_rules, row_places, shown
from .package import FILES, FORMATS, Package, entry, opened
from .tables import Row, index, read_cells, read_parquet, read_rows

# The rules are imported where they are needed: their patterns take as long to compile as everything
# else takes to load.

FACTSHEET = "factsheet"
RECORDED = ("rows", "bytes", "hash")
BUILD = "scripts/build.py"


def verify(package: Package | str | os.PathLike[str] | None = None) -> list[Finding]:
    """Compare size and SHA-256 of each recorded file with what was recorded.

    Returns what differs, sorted. Where nothing is recorded the one finding is a warning.
    ``package`` is the folder or the descriptor of another copy, by default the shipped one.
    """
    verified = opened(package)
    if not is_recorded(verified):
        return _in_order([_finding("files-unrecorded", file=FILES)], verified)
    findings: list[Finding] = []
    others = set(verified.files)
    for table, resource in verified.resources.items():
        for kind in FORMATS:
            if kind == "csv" or kind in resource:
                others.discard(str(entry(resource, kind).get("path")))
                findings += _compare_table(verified, table, kind)
    for path in others:
        findings += _compare_other(verified, path)
    return _in_order(findings, verified)


def validate(root: str | os.PathLike[str] | None = None) -> list[Finding]:
    """Return everything wrong with a copy of the package, sorted: files, schema, rules.

    Nothing wrong is an empty list. ``root`` is the folder with ``datapackage.json`` or that file
    itself, by default the shipped one. A table that can't be read or does not meet the schema is a
    finding, and the rules that read it are passed over. Raises only a ``DataError`` for a folder
    without a descriptor, and a ``MissingExtraError`` where the extra ``validate`` is not installed.
    """
    need("frictionless", "validate")
    need("opencc", "validate")
    try:
        package = checked(Package(root))
    except DataError as error:
        if error.key in ("file_missing", "package_none"):
            raise
        return [_finding("file-readable", value=str(error), error=error)]
    findings = verify(package)
    # What differs from the records was told by ``verify``; from here on only the content counts.
    plain = without_records(package)
    # Whether a table was ever built the records alone tell.
    tables = [table for table in plain.resources if not _is_unbuilt(package, table)]
    unreadable = list(_find_unreadable(plain, tables))
    readable = _without(tables, unreadable)
    misfits = list(_find_misfits(plain, readable))
    rows, refused = _read(plain, _without(readable, misfits))
    broken = list(_find_broken_keys(plain, rows))
    findings += [*unreadable, *misfits, *refused, *broken]
    findings += _find_differing_parquet(plain, rows)
    # Rules that need a table which is left out here are passed over.
    findings += _find_broken_rules(plain, _without(rows, broken))
    return _in_order(set(findings), package)


def is_recorded(package: Package) -> bool:
    """Return whether sizes and hashes are recorded, in files.json or in the descriptor itself."""
    return bool(package.files) or any("hash" in each for each in package.resources.values())


def without_records(package: Package) -> Package:
    """Return a package of which nothing is recorded: its tables are judged as they are now.

    With records the strict reader would refuse a table that lost a row, and frictionless one whose
    size or hash differs, and the rest of what is wrong with it would go untold.
    """
    plain = copy(package)
    plain.resources = {
        name: {key: value for key, value in resource.items() if key not in RECORDED}
        for name, resource in package.resources.items()
    }
    return plain


def _finding(code: str, table: str = "", row: str = "", column: str = "", **more: Any) -> Finding:
    from .rules import RULES

    return Finding(table, row, column, code, level=RULES[code].level, **more)


def _in_order(findings: Iterable[Finding], package: Package) -> list[Finding]:
    """Return findings sorted, each told whether the build that would mend it is here."""
    is_built_here = (package.root / BUILD).is_file()
    return sorted(replace(finding, is_built_here=is_built_here) for finding in findings)


def _without(tables: Iterable[str], findings: Iterable[Finding]) -> list[str]:
    """Return the tables about which nothing was found."""
    faulty = {finding.table for finding in findings}
    return [table for table in tables if table not in faulty]


def _csv(package: Package, table: str) -> str:
    return str(package.resource(table).get("path"))


# Files


def _is_unbuilt(package: Package, table: str) -> bool:
    """Return whether a table is one to be built, in a copy of which nothing was built."""
    if not package.resource(table).get("built") or is_recorded(package):
        return False
    return not (package.root / _csv(package, table)).exists()


def _compare_table(package: Package, table: str, kind: str) -> Iterator[Finding]:
    recorded = entry(package.resource(table), kind)
    file = str(recorded.get("path"))
    try:
        content = read_bytes(package.file(table, kind))
    except DataError as error:
        yield _finding("file-readable", table, file=file, value=str(error), error=error)
        return
    yield from _compare(content, recorded.get("bytes"), recorded.get("hash"), table, file)


def _compare_other(package: Package, path: str) -> Iterator[Finding]:
    """Compare a recorded file that is none of a table: what is built beside the tables."""
    facts = package.files[path]
    try:
        content = read_bytes(_inside(package, path))
    except DataError as error:
        yield _finding("file-readable", file=path, value=str(error), error=error)
        return
    yield from _compare(content, facts["bytes"], f"sha256:{facts['sha256']}", "", path)


def _inside(package: Package, path: str) -> Path:
    file = package.root / path
    if "\0" in path or not file.resolve().is_relative_to(package.root.resolve()):
        raise DataError("path_unsafe", table=FILES, path=path)
    return file


def _compare(
    content: bytes, size: object, digest: object, table: str, file: str
) -> Iterator[Finding]:
    found = f"sha256:{sha256(content).hexdigest()}"
    if len(content) != size:
        sizes = {"value": str(len(content)), "expected": shown(size)}
        yield _finding("file-size", table, file=file, **sizes)
    if found != digest:
        yield _finding("file-hash", table, file=file, value=found, expected=shown(digest))


# Tables


def _find_unreadable(package: Package, tables: Iterable[str]) -> Iterator[Finding]:
    """Yield the first fault of each CSV that is no table with the columns of the schema."""
    for table in tables:
        try:
            read_cells(package, table)
        except DataError as error:
            if error.key == "header" and package.resource(table).get("built"):
                yield _old_header(package, table, error)
            else:
                file = _csv(package, table)
                yield _cell_finding(package, table, "file-readable", error, file=file)


def _old_header(package: Package, table: str, error: DataError) -> Finding:
    """Return the finding for a built table that would be built with other columns now."""
    found, expected = (str(error.values[name]).split(",") for name in ("found", "expected"))
    columns = {
        "value": shown([name for name in found if name not in expected] or found),
        "expected": shown([name for name in expected if name not in found] or expected),
    }
    return _finding("derived-stale", table, file=_csv(package, table), **columns)


def _find_misfits(package: Package, tables: list[str]) -> Iterator[Finding]:
    """Yield what frictionless finds in each table by itself: types, constraints, primary key."""
    frictionless: Any = need("frictionless", "validate")
    descriptor = _descriptor(package, tables)
    try:
        judged = frictionless.Package.from_descriptor(descriptor, basepath=str(package.root))
        report = judged.validate()
    except Exception as error:  # It raises what it likes for a descriptor that is beyond it.
        yield _finding("schema", value=type(error).__name__, expected=str(error))
        return
    for fault in report.errors:
        yield _finding("schema", value=fault.type, expected=fault.note or fault.message)
    for task in report.tasks:
        places = row_places(package, task.name) if task.errors else []
        for fault in task.errors:
            yield _schema_finding(package, task.name, places, fault)


def _descriptor(package: Package, tables: Iterable[str]) -> dict[str, Any]:
    """Return the descriptor for some tables alone, without the keys from one to another.

    Those are followed by ``_find_broken_keys``: frictionless would read a table anew for each key
    that leads to it, and does not say in which column a broken one stands.
    """
    resources = []
    for table in tables:
        resource = package.resource(table)
        schema = {key: value for key, value in resource["schema"].items() if key != "foreignKeys"}
        resources.append({**resource, "schema": schema})
    return {**package.descriptor, "resources": resources}


def _schema_finding(
    package: Package, table: str, places: list[tuple[int, str]], fault: Any
) -> Finding:
    """Return a fault as frictionless tells it, with the key of its row and the line."""
    line, row = 1, ""
    number = getattr(fault, "row_number", None)  # the header is 1, the first row 2
    if number and 2 <= number < len(places) + 2:
        line, row = places[number - 2]
    column = getattr(fault, "field_name", None) or ""
    value = getattr(fault, "cell", None) or fault.type
    if fault.type == "primary-key":
        column, value = ", ".join(package.primary_key(table)), row
    expected = f"{fault.type}: {fault.note or fault.message}"
    return _finding("schema", table, row, column, value=value, expected=expected, line=line)


def _read(package: Package, tables: Iterable[str]) -> tuple[dict[str, list[Row]], list[Finding]]:
    """Return the rows of the tables that the strict reader takes, and what it says of the others.

    It tells the first fault of a table, and is stricter than frictionless about how numbers and
    dates are spelled.
    """
    rows: dict[str, list[Row]] = {}
    findings = []
    for table in tables:
        try:
            rows[table] = read_rows(package, table)
        except DataError as error:
            findings.append(_cell_finding(package, table, "schema", error))
    return rows, findings


def _cell_finding(
    package: Package, table: str, code: str, error: DataError, file: str = ""
) -> Finding:
    """Return an error of the reader or the database; the reader has numbers of rows, not keys."""
    number = error.values.get("row")
    line, row = 0, number if isinstance(number, str) else ""
    if isinstance(number, int) and number > 0:
        line, row = dict(enumerate(row_places(package, table), 1)).get(number, (0, ""))
    more: dict[str, Any] = {"value": str(error), "error": error, "line": line}
    column = str(error.values.get("column", ""))
    return _finding(code, table, row, column, file=file, **more)


def _find_broken_keys(package: Package, rows: Mapping[str, list[Row]]) -> Iterator[Finding]:
    """Yield each reference to a row that is not there.

    Those to a table that was not read are left, and so are those of what is built: it is held to
    the tables that it is built from.
    """
    present: dict[tuple[str, ...], set[tuple[Any, ...]]] = {}  # the keys that a table has
    for table in set(package.authored) & rows.keys():
        for columns, other, theirs in package.foreign_keys(table):
            if other not in rows:
                continue
            led_to = (other, *theirs)
            if led_to not in present:
                present[led_to] = {tuple(row[column] for column in theirs) for row in rows[other]}
            for row in rows[table]:
                key = tuple(row[column] for column in columns)
                if None not in key and key not in present[led_to]:
                    place = (database.row_key(package, table, row), ", ".join(columns))
                    told = f"foreign-key: no row of {other} has this {', '.join(theirs)}"
                    yield _finding("schema", table, *place, value=shown(key), expected=told)


# What is built


def _find_differing_parquet(package: Package, tables: Mapping[str, list[Row]]) -> Iterator[Finding]:
    """Yield the tables whose Parquet file does not hold the rows of the CSV.

    That it is missing was told by ``verify``, if it was ever built.
    """
    for table, rows in tables.items():
        try:
            package.file(table, "parquet")
        except DataError:
            continue
        if not _is_same(package, table, rows):
            file = str(entry(package.resource(table), "parquet")["path"])
            cells = {"value": file, "expected": _csv(package, table)}
            yield _finding("parquet-differs", table, file=file, **cells)


def _is_same(package: Package, table: str, rows: list[Row]) -> bool:
    try:
        # As Python's values, since to make an Arrow array of the rows would import pandas.
        return bool(read_parquet(package, table).to_pylist() == rows)
    except DataError:
        return False


def _find_stale(package: Package, sound: Iterable[str]) -> Iterator[Finding]:
    """Yield where a built table says something else than the tables that it is made of."""
    for table, expected_rows in BUILT.items():
        if table not in sound:
            continue
        found = index(read_rows(package, table))
        expected = index(expected_rows(package))
        for key in {**found, **expected}:
            yield from _stale_cells(package, table, key, found.get(key), expected.get(key))


def _citation_rows(package: Package) -> list[Row]:
    """Return of each citation what tells whether it is that of the tables: all but the texts.

    One that is not there is no fault: it can't be set without Pandoc, and ``cite`` says so.
    """
    there = index(read_rows(package, CITATIONS))
    return [
        {"id": each.id, "subject": each.subject, "csl_sha256": each.digest}
        for each in all_cited(package)
        if each.id in there
    ]


# What the rows of a built table should hold; columns that are not computed here are not compared.
BUILT = {FACTSHEET: factsheet_rows, CITATIONS: _citation_rows}


def _stale_cells(
    package: Package, table: str, key: str, found: Row | None, expected: Row | None
) -> Iterator[Finding]:
    file = _csv(package, table)
    if found is None or expected is None:
        keys = {"value": key if found else "", "expected": key if expected else ""}
        yield _finding("derived-stale", table, key, file=file, **keys)
        return
    for name, value in expected.items():
        if value != found[name]:
            cells = {"value": shown(found[name]), "expected": shown(value)}
            yield _finding("derived-stale", table, key, name, file=file, **cells)


# Rules


def _find_broken_rules(package: Package, sound: list[str]) -> Iterator[Finding]:
    """Yield what the rules find in the tables that are sound, and in what is built from them."""
    tables = [table for table in package.authored if table in sound]
    try:
        connection = _database(package, tables)
    except DataError as error:
        # The database may be stricter than the schema, for example about a key that stands twice.
        yield _cell_finding(package, str(error.values["table"]), "schema", error)
        return
    yield from findings_of_rules(connection, package)
    if tables != package.authored:
        return
    try:
        yield from _find_stale(package, sound)
    except DataError as error:
        # What is built needs more than the schema asks for, such as who made the dataset.
        yield _finding("file-readable", value=str(error), error=error)


def _database(package: Package, tables: list[str]) -> sqlite3.Connection:
    """Return a database of some tables; of all it is the shared one, which what is built needs."""
    if tables == package.authored:
        return database.shared(package)
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    database.fill(connection, package, tables)
    return connection
