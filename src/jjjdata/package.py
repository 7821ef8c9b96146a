"""The package: where the files of one copy are, and what its descriptor says of them."""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .errors import DataError, unknown
from .files import read_bytes

LANGUAGES = ("en", "zh")
FORMATS = ("csv", "parquet")
TYPES = ("string", "integer", "number", "boolean", "date")
DESCRIPTOR = "datapackage.json"
FILES = "data/derived/files.json"

Resource = dict[str, Any]
Field = dict[str, Any]


class Package:
    """One copy of the data package: a folder with ``datapackage.json`` and the files it names.

    ``files`` holds what is recorded of each file, by its path: bytes, SHA-256 and rows. It comes
    from ``data/derived/files.json``, which the build writes, or from the descriptor itself in a
    copy where the two were merged, as in the wheel; it is empty where neither says anything. The
    attributes ``descriptor`` and ``resources`` have the two merged.
    """

    def __init__(self, place: str | os.PathLike[str] | None = None) -> None:
        folder = Path(os.path.abspath(place)) if place is not None else home()
        self.root = folder.parent if folder.name.endswith(".json") else folder
        # A link that leads nowhere is there, and told of as what it is.
        is_there = os.path.lexists(folder / DESCRIPTOR)
        if folder == self.root and folder.exists() and not is_there:
            raise DataError("package_none", place=folder)
        self.descriptor = _read_descriptor(folder if folder != self.root else folder / DESCRIPTOR)
        self.files = _read_files(self.root / FILES)
        self.descriptor = merged(self.descriptor, self.files)
        self.resources: dict[str, Resource] = {r["name"]: r for r in self.descriptor["resources"]}

    @property
    def authored(self) -> list[str]:
        """The names of the tables that people write; the others are built from them."""
        return [name for name, resource in self.resources.items() if not resource.get("built")]

    def resource(self, table: str) -> Resource:
        """Return the resource of ``table``; an unknown name is an error that lists the tables."""
        if not isinstance(table, str) or table not in self.resources:
            raise unknown("table", table, self.resources)
        return self.resources[table]

    def fields(self, table: str) -> list[Field]:
        """Return the field descriptors of ``table`` in column order."""
        return list(self.resource(table)["schema"]["fields"])

    def columns(self, table: str, lang: str | None) -> dict[str, str]:
        """Return the columns of ``table`` that are kept in ``lang``, each with its name there.

        What the descriptor marks with ``bothLanguages`` is kept whole: it stands between the two.
        """
        names = [field["name"] for field in self.fields(table)]
        return in_language(names, lang, self.whole_columns(table))

    def whole_columns(self, table: str) -> set[str]:
        """Return the columns of ``table`` that are kept in either language, a pair as a pair."""
        return {field["name"] for field in self.fields(table) if field.get("bothLanguages")}

    def primary_key(self, table: str) -> list[str]:
        """Return the columns of the primary key of ``table``; none is an empty list."""
        return as_list(self.resource(table)["schema"].get("primaryKey", []))

    def foreign_keys(self, table: str) -> list[tuple[list[str], str, list[str]]]:
        """Return the foreign keys of ``table``: columns, other table, columns there."""
        keys = self.resource(table)["schema"].get("foreignKeys", [])
        return [
            (
                as_list(key["fields"]),
                key["reference"].get("resource") or table,
                as_list(key["reference"]["fields"]),
            )
            for key in keys
        ]

    def file(self, table: str, format: str = "csv") -> Path:
        """Return the path of a file of ``table``, inside the package and existing."""
        if format not in FORMATS:
            raise unknown("format", format, FORMATS)
        relative = entry(self.resource(table), format).get("path")
        plain = isinstance(relative, str) and not os.path.isabs(relative)
        if not plain or any(mark in str(relative) for mark in ("://", "\0")):
            raise DataError("path_unsafe", table=table, path=relative)
        file = self.root / str(relative)
        try:
            root, resolved = self.root.resolve(), file.resolve()
            exists = file.exists()
        except (OSError, RuntimeError) as error:  # a ring of links, a name that is too long
            raise DataError("file_damaged", file=file, reason=error) from error
        if root not in resolved.parents:
            raise DataError("path_unsafe", table=table, path=relative)
        if not exists:
            raise DataError("file_missing", file=file)
        return file


def home() -> Path:
    """Return the folder of the shipped descriptor: the installation or the checkout."""
    here = Path(__file__).resolve().parent
    return here if (here / DESCRIPTOR).exists() else here.parent.parent


@cache
def shipped() -> Package:
    """Return the package that came with this installation, read once."""
    return Package()


def opened(package: Package | str | os.PathLike[str] | None) -> Package:
    """Return the package given, in a folder or at a descriptor's path; for None the shipped one."""
    if package is None:
        return shipped()
    return package if isinstance(package, Package) else Package(package)


def entry(resource: Mapping[str, Any], format: str) -> dict[str, Any]:
    """Return what a resource says of one of its files: path, and where recorded bytes and hash."""
    return dict(resource if format == "csv" else resource.get("parquet") or {})


def merged(descriptor: dict[str, Any], files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the descriptor with size, hash and rows of each file, as the wheel ships it."""
    resources = []
    for resource in descriptor["resources"]:
        whole = _with_facts(resource, files)
        if "parquet" in whole:
            parquet = _with_facts(whole["parquet"], files)
            parquet.pop("rows", None)
            whole["parquet"] = parquet
        resources.append(whole)
    return {**descriptor, "resources": resources}


def _with_facts(item: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    facts = files.get(str(item.get("path")))
    if facts is None:
        return dict(item)
    return {
        **item,
        "rows": facts["rows"],
        "bytes": facts["bytes"],
        "hash": f"sha256:{facts['sha256']}",
    }


def language(lang: str | None) -> str | None:
    """Return ``lang`` if it is a language of the data or None; otherwise raise."""
    if lang is not None and lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    return lang


def in_language(
    names: Iterable[str], lang: str | None, whole: Container[str] = ()
) -> dict[str, str]:
    """Return the columns to keep in ``lang``, each with the name it has there.

    Of a column in two languages the other half is left out, and the half that stays loses its
    ending. A column that has no other half stays as it is, and so do those named in ``whole``.

    >>> in_language(["id", "note_zh", "note_en", "variant_en"], "zh")
    {'id': 'id', 'note_zh': 'note', 'variant_en': 'variant_en'}
    """
    columns = list(names)
    if lang is None:
        return {name: name for name in columns}
    own, other = f"_{lang}", "_en" if lang == "zh" else "_zh"
    present = set(columns)
    kept = {}
    for name in columns:
        stem = name.removesuffix(own).removesuffix(other)
        is_half = name not in whole and {stem + own, stem + other} <= present
        if not is_half or name.endswith(own):
            kept[name] = stem if is_half else name
    return kept


def text(item: Mapping[str, Any], key: str, lang: str) -> str:
    """Return ``title`` or ``description`` of a descriptor item in ``lang``."""
    return str(item.get(f"{key}_zh" if lang == "zh" else key) or "")


def as_list(value: str | list[str]) -> list[str]:
    """Return a name alone, as a descriptor may have it, as a list of one."""
    return [value] if isinstance(value, str) else list(value)


def _read_json(file: Path) -> Any:
    content = read_bytes(file)
    try:
        found = json.loads(content.decode())
        json.dumps(
            found, ensure_ascii=False
        ).encode()  # half a surrogate pair is good JSON but no text
    except (ValueError, RecursionError) as error:
        raise DataError("file_damaged", file=file, reason=error) from error
    return found


def _read_descriptor(file: Path) -> dict[str, Any]:
    found = _read_json(file)
    if not _is_package(found):
        raise DataError("descriptor_shape", file=file)
    return dict(found)


def _read_files(file: Path) -> dict[str, dict[str, Any]]:
    if not file.exists():
        return {}
    found = _read_json(file)
    if not isinstance(found, list) or not all(map(_is_file_entry, found)):
        raise DataError("files_shape", file=file)
    return {each["path"]: each for each in found}


def _is_file_entry(found: object) -> bool:
    return (
        isinstance(found, dict)
        and isinstance(found.get("path"), str)
        and isinstance(found.get("bytes"), int)
        and isinstance(found.get("sha256"), str)
        and isinstance(found.get("rows"), int | None)
    )


def _is_package(found: object) -> bool:
    """Return whether the descriptor has all that the code relies on."""
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(resources, list) or not resources:
        return False
    return all(map(_is_table, resources)) and _names_differ(resources)


def _names_differ(items: list[dict[str, Any]]) -> bool:
    return len({item["name"] for item in items}) == len(items)


def _is_table(resource: object) -> bool:
    """Return whether a resource has a name, typed fields, and keys made of these."""
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        return False
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list) or not fields:
        return False
    if not isinstance(resource.get("parquet", {}), dict) or not all(map(_is_field, fields)):
        return False
    return _names_differ(fields) and _keys_fit(schema, {field["name"] for field in fields})


def _is_field(field: object) -> bool:
    if not isinstance(field, dict) or not isinstance(field.get("name"), str):
        return False
    return field.get("type") in TYPES and isinstance(field.get("constraints", {}), dict)


def _keys_fit(schema: dict[str, Any], names: set[str]) -> bool:
    key, foreign = schema.get("primaryKey", []), schema.get("foreignKeys", [])
    if not isinstance(foreign, list) or not isinstance(key, str | list):
        return False
    if not all(isinstance(name, str) and name in names for name in as_list(key)):
        return False
    return all(map(_is_foreign_key, foreign))


def _is_foreign_key(key: object) -> bool:
    if not isinstance(key, dict) or not isinstance(key.get("reference"), dict):
        return False
    ends = (key.get("fields"), key["reference"].get("fields"))
    return all(isinstance(end, str | list) for end in ends)
