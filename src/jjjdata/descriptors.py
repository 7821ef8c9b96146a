"""Descriptors: what a package says of itself, checked before anything relies on it.

``Package`` makes sure that there are tables with named and typed columns. Here is the rest: who
made the package, when, under which license; and whether keys and constraints fit the columns they
speak of.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .errors import DataError, unknown
from .package import Package, as_list, opened, text
from .tables import CONTROL, is_pattern


@dataclass(frozen=True)
class License:
    """A license of the data: its title, and where it can be read, empty if nothing is said."""

    title: str
    path: str


@dataclass(frozen=True)
class About:
    """What the descriptor says of the whole package, every property of the type it should have."""

    name: str
    version: str
    created: datetime
    licenses: tuple[License, ...]
    keywords: tuple[str, ...]
    homepage: str
    descriptor: dict[str, Any]

    def title(self, lang: str) -> str:
        """Return the title in ``lang``."""
        return text(self.descriptor, "title", lang)

    def description(self, lang: str) -> str:
        """Return the description in ``lang``."""
        return text(self.descriptor, "description", lang)

    def authors(self, lang: str) -> list[str]:
        """Return the names of the contributors in ``lang``, or as they are where it has none."""
        return [text(who, "title", lang) or who["title"] for who in self.descriptor["contributors"]]


def about(package: Package) -> About:
    """Return what the descriptor says of the whole package.

    Raises a ``DataError`` that names the property for the first that is missing or has another
    type.
    """
    descriptor = package.descriptor
    for name in ("title", "name", "version"):
        _require(descriptor, name, _is_text, "text")
    for name in ("title_zh", "description", "description_zh", "homepage"):
        _require({name: "-", **descriptor}, name, _is_text, "text")
    _require(descriptor, "created", _is_moment, "moment")
    _require(descriptor, "contributors", _list_of(_is_contributor), "contributors")
    _require(descriptor, "licenses", _list_of(_is_license), "licenses")
    _require({"keywords": ["-"], **descriptor}, "keywords", _list_of(_is_text), "texts")
    return About(
        name=descriptor["name"],
        version=descriptor["version"],
        created=datetime.fromisoformat(descriptor["created"]),
        licenses=tuple(
            License(item.get("title") or item.get("name") or item["path"], item.get("path") or "")
            for item in descriptor["licenses"]
        ),
        keywords=tuple(descriptor.get("keywords", ())),
        homepage=descriptor.get("homepage", ""),
        descriptor=descriptor,
    )


def _require(
    descriptor: dict[str, Any], name: str, fits: Callable[[object], bool], kind: str
) -> None:
    if not fits(descriptor.get(name)):
        raise DataError("descriptor_property", property=name, kind=kind)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_moment(value: object) -> bool:
    try:
        datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _list_of(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    """Return the function that tells whether a value is a list of at least one thing that fits."""
    return lambda value: isinstance(value, list) and bool(value) and all(map(fits, value))


def _is_contributor(value: object) -> bool:
    return (
        isinstance(value, dict)
        and _is_text(value.get("title"))
        and isinstance(value.get("title_zh", ""), str)
    )


def _is_license(value: object) -> bool:
    """Return whether a license has a name, title or path, and nothing else under these names."""
    if not isinstance(value, dict):
        return False
    said = [value[key] for key in ("name", "title", "path") if key in value]
    return bool(said) and all(map(_is_text, said))


def checked(package: Package | str | os.PathLike[str] | None) -> Package:
    """Return a package, opened as ``opened`` does, whose keys and constraints fit its columns.

    Raises a ``DataError`` that names table and key or column for the first that does not, or the
    text that holds a control character: it would end up in a terminal, in SQL or in XML. What reads
    one table, or asks the database (which comes through here), needs no more than ``opened``.
    """
    copy = opened(package)
    for said in _texts(copy.descriptor):
        if CONTROL.search(said):
            raise DataError("descriptor_control", value=ascii(said[:80]))
    for table, resource in copy.resources.items():
        for field in copy.fields(table):
            for name, value in field.get("constraints", {}).items():
                if name in CONSTRAINTS and not CONSTRAINTS[name](value):
                    raise DataError(
                        "constraint_shape",
                        table=table,
                        column=field["name"],
                        constraint=name,
                        value=json.dumps(value, ensure_ascii=False),
                    )
        for key in resource["schema"].get("foreignKeys", ()):
            if not _key_fits(copy, table, key):
                raise DataError(
                    "foreign_key_shape",
                    table=table,
                    foreign_key=json.dumps(key, ensure_ascii=False),
                )
    return copy


def require(package: Package, tables: Iterable[str]) -> None:
    """Raise unless all tables are among those that people write, which the database holds."""
    for table in tables:
        if table not in package.authored:
            raise unknown("table", table, package.authored)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value of the descriptor, the names of properties too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < 10**300
        and math.isfinite(value)
    )


def _is_enum(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str | int | float) for code in value)


CONSTRAINTS: dict[str, Callable[[object], bool]] = {
    "pattern": is_pattern,
    "minimum": _is_number,
    "maximum": _is_number,
    "enum": _is_enum,
}


def _key_fits(package: Package, table: str, key: dict[str, Any]) -> bool:
    """Return whether a foreign key pairs columns of its table with the key of the other table.

    One that leads to a table that is not in the package is no fault: a copy may hold fewer tables.
    """
    other = key["reference"].get("resource") or table
    columns, theirs = as_list(key["fields"]), as_list(key["reference"]["fields"])
    if not isinstance(other, str) or len(columns) != len(theirs) or not columns:
        return False
    if not _has_columns(package, table, columns):
        return False
    return other not in package.resources or package.primary_key(other) == theirs


def _has_columns(package: Package, table: str, columns: Iterable[object]) -> bool:
    names = [field["name"] for field in package.fields(table)]
    return all(column in names for column in columns)
