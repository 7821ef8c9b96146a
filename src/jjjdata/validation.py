"""Validation: the files against their hashes, the tables against the schema, and the data against the rules."""

from __future__ import annotations

import os

from .errors import DataError, need
from .findings import Finding
from .package import FORMATS, Package, shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def verify(package: Package | None = None) -> list[Finding]:
    """Compare size and SHA-256 of each CSV and Parquet file with the descriptor; return what differs, sorted.

    >>> verify()
    []
    """
    package = package or shipped()
    return sorted(finding for table in package.resources for kind in FORMATS for finding in _file(package, table, kind))


def _file(package: Package, table: str, kind: str) -> Iterator[Finding]:
    from hashlib import file_digest

    entry = package.resources[table]
    entry = entry if kind == "csv" else entry.get("parquet") or {}
    try:
        path = package.file(table, kind)
        size = os.path.getsize(path)
        with open(path, "rb") as stream:
            digest = "sha256:" + file_digest(stream, "sha256").hexdigest()
    except DataError as error:
        yield Finding(table, "", kind, "file-readable", str(error), error=error)
        return
    except OSError as error:
        yield Finding(table, "", kind, "file-readable", str(error), error=DataError("file_damaged", file=path, reason=error))
        return
    if size != entry.get("bytes"):
        yield Finding(table, "", kind, "file-size", str(size), str(entry.get("bytes")))
    if digest != entry.get("hash"):
        yield Finding(table, "", kind, "file-hash", digest, str(entry.get("hash")))


def validate(root: str | os.PathLike[str] | None = None) -> list[Finding]:
    """Return everything wrong with a copy of the package, sorted: files, schema, rules. Nothing wrong is an empty list.

    ``root`` is the folder with ``datapackage.json``, by default the shipped one. Damaged data are findings; only a
    folder without a descriptor, or without the extra ``validate``, raises.
    """
    frictionless: Any = need("frictionless", "validate")
    need("opencc", "validate")
    try:
        package = Package(root)
    except DataError as error:
        if error.key == "file_missing":
            raise
        return [Finding("", "", "", "file-readable", str(error), error=error)]
    found = verify(package)
    tables: dict[str, Any] = {}
    for table in package.resources:
        try:
            tables[table] = _table(package, table)
        except DataError as error:
            found.append(Finding(table, "", "", "file-readable", str(error), error=error))
    if any(finding.code == "file-readable" for finding in found):
        return sorted(found)  # A path that leads elsewhere must not be followed.
    found += _schema(package, frictionless)
    found += [Finding(t, "", "", "parquet-differs", "parquet", "csv") for t in tables if not _same(package, t, tables[t])]
    from .rules import findings

    return sorted({*found, *findings(tables, package.descriptor)})


def _table(package: Package, table: str) -> Any:
    from .frames import from_csv

    return from_csv(package, table)


def _same(package: Package, table: str, rows: Any) -> bool:
    from .frames import from_parquet

    try:
        return bool(from_parquet(package, table).equals(rows))
    except DataError:
        return False


def _schema(package: Package, frictionless: Any) -> Iterator[Finding]:
    """Yield what frictionless finds; sizes and hashes have been compared already."""
    try:
        report = frictionless.validate(os.path.join(package.root, "datapackage.json"))
    except Exception as error:  # It raises what it likes for a descriptor that is beyond it.
        yield Finding("", "", "", "schema", f"{type(error).__name__}: {error}")
        return
    for fault in report.errors:
        yield Finding("", "", "", "schema", f"{fault.type}: {fault.note}")
    for task in report.tasks:
        for fault in task.errors:
            if fault.type not in ("hash-count", "byte-count"):
                row = str(getattr(fault, "row_number", "") or "")
                yield Finding(task.name, row, str(getattr(fault, "field_name", "")), "schema", f"{fault.type}: {fault.note}")
