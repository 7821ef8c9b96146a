"""Sheets: a table as it is taken away, in both languages or one, with its titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..languages import TAGS
from ..package import LANGUAGES, Field, Package, text
from ..records import read_label
from ..tables import read_cells, read_rows

# What is known by its name: its keys mean nothing to who reads a sheet. Claims, sources and rows of
# other tables are looked up by their keys, which stay.
NAMED = ("indicators", "organizations", "people", "places", "units")
# What tells the languages of a pair of columns apart; where one is left it says nothing.
LANGUAGE_ENDING = re.compile(r"\s*[(（](?:zh|en|中文|英文)[)）]$")


def kept_columns(package: Package, table: str, lang: str | None) -> dict[str, str]:
    """Return the columns of ``table`` that are taken along, each with the name it has there."""
    return package.columns(table, lang)


def kept_fields(package: Package, table: str, lang: str | None) -> list[Field]:
    """Return the fields of ``table`` that are taken along, under the names they have there."""
    names = kept_columns(package, table, lang)
    fields = [field for field in package.fields(table) if field["name"] in names]
    return [{**field, "name": names[field["name"]]} for field in fields]


def kept_values(package: Package, table: str, lang: str | None) -> list[list[Any]]:
    """Return the rows of ``table`` as typed values of the columns that are taken along."""
    names = kept_columns(package, table, lang)
    return [[row[name] for name in names] for row in read_rows(package, table)]


def headings(package: Package, table: str, lang: str) -> list[str]:
    """Return the titles in ``lang`` of the columns of ``table`` that are taken along."""
    names = kept_columns(package, table, lang)
    titles = {field["name"]: text(field, "title", lang) for field in package.fields(table)}
    return [
        (titles[name] if name == short else LANGUAGE_ENDING.sub("", titles[name])) or short
        for name, short in names.items()
    ]


def spelled_values(package: Package, table: str, lang: str) -> list[list[Any]]:
    """Return the rows of ``table`` as ``kept_values`` does, in words of ``lang``.

    Codes are spelled out, and what a key of ``NAMED`` stands for is called by its name.
    """
    lists = [code_lists(field) for field in kept_fields(package, table, lang)]
    names = _names(package, table, lang)
    own = [names.get(name, {}) for name in kept_columns(package, table, lang)]
    return [
        [
            value if value is None else called.get(value) or spelled(package, codes, value, lang)
            for codes, called, value in zip(lists, own, row, strict=True)
        ]
        for row in kept_values(package, table, lang)
    ]


def _names(package: Package, table: str, lang: str) -> dict[str, dict[Any, str]]:
    """Return the names of what the columns of ``table`` refer to, by column and key.

    A person of whom only the name in the other language was read is called by that.
    """
    other_lang = next(tag for tag in LANGUAGES if tag != lang)
    return {
        columns[0]: {
            row["id"]: row[f"name_{lang}"] or row[f"name_{other_lang}"]
            for row in read_rows(package, other)
        }
        for columns, other, _ in package.foreign_keys(table)
        if other in NAMED
    }


def code_lists(field: Field) -> list[str]:
    """Return the lists whose codes a column holds: one, or those of its ``codeLists``, or none."""
    return list(field.get("codeLists") or ([field["codeList"]] if "codeList" in field else []))


def spelled(package: Package, lists: list[str], value: Any, lang: str) -> Any:
    """Return what a code of one of the lists is called; what is no code of them stays."""
    labels = [read_label(package, each, value).text(lang) for each in lists]
    return next((label for label in labels if label and label != value), value)


def kept_cells(package: Package, table: str, lang: str | None) -> list[list[str]]:
    """Return the rows of ``table`` as its CSV spells them, checked by the strict reader."""
    read_rows(package, table)
    names = kept_columns(package, table, lang)
    numbers = [at for at, field in enumerate(package.fields(table)) if field["name"] in names]
    return [[cells[at] for at in numbers] for cells in read_cells(package, table)]


def spoken(lang: str | None) -> tuple[str, ...]:
    """Return the languages of an export in one language or, Chinese first, in both."""
    return (lang,) if lang else tuple(reversed(LANGUAGES))


def both(item: Mapping[str, Any], key: str, lang: str | None, joint: str = " / ") -> str:
    """Return a title or description of the descriptor in ``lang``, or in Chinese and English."""
    texts = [text(item, key, each) for each in spoken(lang)]
    return joint.join(each for each in texts if each)


def tagged(lang: str | None, told: Callable[[str], str | None]) -> dict[str, str]:
    """Return a JSON-LD language map of what ``told(language)`` gives, without empty texts."""
    texts = {TAGS[each]: told(each) for each in ([lang] if lang else LANGUAGES)}
    return {tag: said for tag, said in texts.items() if said}
