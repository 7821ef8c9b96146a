"""Sheets: a table as it is taken away, in both languages or one, with what the descriptor says of it."""

from __future__ import annotations

from collections import namedtuple

from .. import rows
from ..citations import TAGS
from ..frames import spoken
from ..package import LANGUAGES, Package, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Sheet = namedtuple("Sheet", "name resource fields rows")
Sheet.__doc__ = "A table with ``fields`` under the names they have where it goes, and its typed ``rows`` as lists."


def read_sheet(package: Package, table: str, lang: str | None) -> Sheet:
    """Return ``table`` in both languages or in ``lang``, read from its CSV."""
    kept = spoken([field["name"] for field in package.fields(table)], lang)
    fields = [field | {"name": kept[field["name"]]} for field in package.fields(table) if field["name"] in kept]
    values = [[row[name] for name in kept] for row in rows.read(package, table)]
    return Sheet(table, package.resource(table), fields, values)


def foreign_keys(sheet: Sheet, names: list[str]) -> list[tuple[list[str], str, list[str]]]:
    """Return the foreign keys to the tables in ``names``: columns, table and columns there."""
    return [(key["fields"], key["reference"].get("resource") or sheet.name, key["reference"]["fields"])
            for key in sheet.resource["schema"].get("foreignKeys", ())
            if (key["reference"].get("resource") or sheet.name) in names]  # fmt: skip


def both(item: dict[str, Any], key: str, lang: str | None, joint: str = " / ") -> str:
    """Return a title or description of the descriptor in ``lang``, or in Chinese and English."""
    told = [text(item, key, each) for each in ([lang] if lang else reversed(LANGUAGES))]
    return joint.join(each for each in told if each)


def tagged(lang: str | None, value: Any) -> dict[str, str]:
    """Return a JSON-LD language map of what ``value(language)`` gives, without empty texts."""
    return {TAGS[each]: value(each) for each in ([lang] if lang else LANGUAGES) if value(each)}
