"""Sheets: a table as it is taken away, in both languages or one, with its titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..languages import TAGS
from ..package import LANGUAGES, Field, Package, in_language, text
from ..tables import read_cells, read_rows


def kept_columns(package: Package, table: str, lang: str | None) -> dict[str, str]:
    """Return the columns of ``table`` that are taken along, each with the name it has there."""
    return in_language((field["name"] for field in package.fields(table)), lang)


def kept_fields(package: Package, table: str, lang: str | None) -> list[Field]:
    """Return the fields of ``table`` that are taken along, under the names they have there."""
    names = kept_columns(package, table, lang)
    fields = [field for field in package.fields(table) if field["name"] in names]
    return [{**field, "name": names[field["name"]]} for field in fields]


def kept_values(package: Package, table: str, lang: str | None) -> list[list[Any]]:
    """Return the rows of ``table`` as typed values of the columns that are taken along."""
    names = kept_columns(package, table, lang)
    return [[row[name] for name in names] for row in read_rows(package, table)]


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
