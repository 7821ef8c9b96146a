"""The package: where the descriptor and the files are, and what the descriptor says."""

from __future__ import annotations

import os

# The errors are imported where they are raised: their module is a thirtieth of the time that ``tables()`` takes.
from .grids import Grid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

LANGUAGES = ("en", "zh")
FORMATS = ("csv", "parquet")
TYPES = ("string", "integer", "number", "boolean", "date")


def home() -> str:
    """Return the folder of the shipped descriptor: the installed package, or the checkout it runs from."""
    here = os.path.dirname(os.path.abspath(__file__))
    checkout = os.path.dirname(os.path.dirname(here))
    return here if os.path.exists(os.path.join(here, "datapackage.json")) else checkout


class Package:
    """One copy of the data package: a folder with ``datapackage.json`` and the files it names."""

    def __init__(self, root: str | os.PathLike[str] | None = None) -> None:
        self.root = os.path.abspath(os.fspath(root)) if root is not None else home()
        self.descriptor: dict[str, Any] = self._descriptor()
        self.resources: dict[str, dict[str, Any]] = {r["name"]: r for r in self.descriptor["resources"]}

    def _descriptor(self) -> dict[str, Any]:
        import json

        file = os.path.join(self.root, "datapackage.json")
        try:
            with open(file, "rb") as stream:
                data = stream.read()
            found = json.loads(data.decode())
            if b"\\ud" in data or b"\\uD" in data:  # half a surrogate pair is good JSON but no text
                json.dumps(found, ensure_ascii=False).encode()
        except FileNotFoundError as error:
            from .errors import DataError

            raise DataError("file_missing", file=file) from error
        except (OSError, ValueError, RecursionError) as error:
            from .errors import DataError

            raise DataError("file_damaged", file=file, reason=error) from error
        _check_shape(found, file)
        return dict(found)

    def resource(self, table: str) -> dict[str, Any]:
        """Return the resource of ``table``; an unknown name is an error that lists the tables."""
        if not isinstance(table, str) or table not in self.resources:
            from .errors import unknown

            raise unknown("table", table, self.resources)
        return self.resources[table]

    def fields(self, table: str) -> list[dict[str, Any]]:
        """Return the field descriptors of ``table`` in column order."""
        return list(self.resource(table)["schema"]["fields"])

    def file(self, table: str, format: str = "csv") -> str:
        """Return the path of a file of ``table``, which must lie inside the package and exist."""
        from .errors import DataError, unknown

        if format not in FORMATS:
            raise unknown("format", format, FORMATS)
        resource = self.resource(table)
        entry = resource if format == "csv" else resource.get("parquet") or {}
        relative = entry.get("path")
        file = os.path.join(self.root, str(relative))
        plain = isinstance(relative, str) and not os.path.isabs(relative)
        away = not plain or any(mark in str(relative) for mark in ("://", "\0"))
        if away or not os.path.realpath(file).startswith(os.path.realpath(self.root) + os.sep):
            raise DataError("path_unsafe", table=table, path=relative)
        if not os.path.isfile(file):
            raise DataError("file_missing", file=file)
        return file


def _check_shape(found: object, file: str) -> None:
    """Raise unless the descriptor has all that the code relies on."""
    resources = found.get("resources") if isinstance(found, dict) else None
    good = isinstance(resources, list) and bool(resources) and all(map(_good_table, resources))
    if not good or not _apart(resources or []):
        from .errors import DataError

        raise DataError("descriptor_shape", file=file)


def _apart(items: list[dict[str, Any]]) -> bool:
    """Return whether the names of tables or columns differ."""
    return len({item["name"] for item in items}) == len(items)


def _good_table(resource: object) -> bool:
    """Return whether a resource has a name and a schema with named and typed fields, and keys made of these."""
    schema = resource.get("schema") if isinstance(resource, dict) else None
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(resource, dict) or not isinstance(schema, dict) or not isinstance(fields, list):
        return False
    shaped = isinstance(resource.get("name"), str) and isinstance(resource.get("parquet", {}), dict)
    for field in fields:
        shaped = shaped and isinstance(field, dict) and isinstance(field.get("name"), str)
        shaped = shaped and field.get("type") in TYPES and isinstance(field.get("constraints", {}), dict)
    if not shaped or not fields or not _apart(fields):
        return False
    key, names = schema.get("primaryKey", []), [field["name"] for field in fields]
    foreign = schema.get("foreignKeys", [])
    return (
        all(name in names for name in (key if isinstance(key, list) else [key]))
        and isinstance(foreign, list)
        and all(isinstance(each, dict) for each in foreign)
    )


_shipped: Package | None = None


def shipped() -> Package:
    """Return the package that came with this installation, read once."""
    global _shipped
    if _shipped is None:
        _shipped = Package()
    return _shipped


def language(lang: str | None) -> str | None:
    """Return ``lang`` if it is a language of the data or None; otherwise raise."""
    if lang is not None and lang not in LANGUAGES:
        from .errors import unknown

        raise unknown("language", lang, LANGUAGES)
    return lang


def text(item: dict[str, Any], key: str, lang: str) -> str:
    """Return ``title`` or ``description`` of a descriptor item in ``lang``."""
    return str(item.get(f"{key}_zh" if lang == "zh" else key) or "")


def tables(lang: str | None = None) -> Grid:
    """Return what there is: one row a table with ``name``, ``rows``, ``title`` and ``title_zh``.

    With ``lang`` ("en" or "zh") there is one ``title`` in that language. The rows are dictionaries; the
    whole prints as a table. Read from ``datapackage.json``; needs no pandas.

    >>> [table["name"] for table in tables()][:3]
    ['claims', 'evidence', 'claim_caveats']
    """
    lang = language(lang)
    if lang is None:
        keys = ("name", "rows", "title", "title_zh")
        return Grid({k: r.get(k) for k in keys} for r in shipped().resources.values())
    return Grid({"name": r["name"], "rows": r.get("rows"), "title": text(r, "title", lang)}
                for r in shipped().resources.values())  # fmt: skip


def schema(table: str) -> dict[str, Any]:
    """Return the Table Schema of ``table`` as ``datapackage.json`` has it (a copy).

    >>> schema("claims")["primaryKey"]
    ['id']
    """
    from copy import deepcopy

    return deepcopy(dict(shipped().resource(table)["schema"]))


def describe(table: str, lang: str | None = None) -> Grid:
    """Return one row a column of ``table``: ``name``, ``type``, ``unit``, titles and descriptions.

    ``unit`` is an ID of the table ``units``, or the column that holds it. With ``lang`` there is one
    ``title`` and one ``description`` in that language.

    >>> describe("passages", lang="en")[6]["title"]
    'End'
    """
    lang = language(lang)
    rows = []
    for field in shipped().fields(table):
        unit = field.get("unit") or (f"→ {field['unitField']}" if "unitField" in field else "")
        row = {"name": field["name"], "type": field["type"], "unit": unit}
        if lang is None:
            row |= {k: field.get(k, "") for k in ("title", "title_zh", "description", "description_zh")}
        else:
            row |= {k: text(field, k, lang) for k in ("title", "description")}
        rows.append(row)
    return Grid(rows)


def path(table: str, format: str = "csv") -> Path:
    """Return the path of a table's file, for Polars, DuckDB, R or anything else.

    ``format`` is "csv" or "parquet". An unknown table or format is an ``UnknownNameError``, a missing
    file a ``DataError``.

    >>> path("claims", "parquet").name
    'claims.parquet'
    """
    from pathlib import Path

    return Path(shipped().file(table, format))
