"""Catalog: what there is. Tables, their columns, and the paths of their files."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path
from typing import Any

from .grids import Grid
from .package import Package, language, opened, text
from .tables import count_rows

AnyPackage = Package | str | os.PathLike[str] | None


def tables(lang: str | None = None, *, package: AnyPackage = None) -> Grid:
    """Return what there is: one row a table with ``name``, ``rows``, ``title`` and ``title_zh``.

    With ``lang`` ("en" or "zh") there is one ``title`` in that language. The rows are dictionaries;
    the whole prints as a table. Read from ``datapackage.json``; needs no pandas. ``package`` is the
    folder of another copy, by default the shipped one.

    >>> [table["name"] for table in tables()][:3]
    ['claims', 'evidence', 'claim_caveats']
    """
    lang, copy = language(lang), opened(package)
    listing = Grid()
    for name, resource in copy.resources.items():
        row = {"name": name, "rows": count_rows(copy, name)}
        if lang is None:
            row |= {"title": resource.get("title"), "title_zh": resource.get("title_zh")}
        else:
            row |= {"title": text(resource, "title", lang)}
        listing.append(row)
    return listing


def schema(table: str, *, package: AnyPackage = None) -> dict[str, Any]:
    """Return the Table Schema of ``table`` as ``datapackage.json`` has it (a copy).

    >>> schema("claims")["primaryKey"]
    ['id']
    """
    return deepcopy(dict(opened(package).resource(table)["schema"]))


def describe(table: str, lang: str | None = None, *, package: AnyPackage = None) -> Grid:
    """Return one row a column of ``table``: ``name``, ``type``, ``unit``, titles and descriptions.

    ``unit`` is an ID of the table units, or the column that holds it. With ``lang`` there is one
    ``title`` and one ``description`` in that language.

    >>> describe("passages", lang="en")[6]["title"]
    'End'
    """
    lang = language(lang)
    keys = ("title", "title_zh", "description", "description_zh")
    listing = Grid()
    for field in opened(package).fields(table):
        unit = field.get("unit") or (f"→ {field['unitField']}" if "unitField" in field else "")
        row = {"name": field["name"], "type": field["type"], "unit": unit}
        if lang is None:
            row |= {key: field.get(key, "") for key in keys}
        else:
            row |= {key: text(field, key, lang) for key in ("title", "description")}
        listing.append(row)
    return listing


def path(table: str, format: str = "csv", *, package: AnyPackage = None) -> Path:
    """Return the path of a table's file, for Polars, DuckDB, R or anything else.

    ``format`` is "csv" or "parquet". An unknown table or format is an ``UnknownNameError``, a
    missing file a ``DataError``.

    >>> path("claims", "parquet").name
    'claims.parquet'
    """
    return opened(package).file(table, format)
