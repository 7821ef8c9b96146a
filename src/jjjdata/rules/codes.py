"""Codes and descriptor: lists are complete, and everything is titled and described in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import Finding
from .books import Book, Row, rule, show
from .texts import HAN, TYPOGRAPHY, simplifier


@rule
def codes(book: Book) -> Iterator[Finding]:
    """Every code list is used, complete in the schema, and has distinct labels."""
    lists: dict[str, list[Row]] = {}
    for row in book.rows("codes"):
        lists.setdefault(row["list"], []).append(row)
    used: dict[str, list[tuple[str, str, list[str]]]] = {}
    for resource in book.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            if "codeList" in field:
                enum = field.get("constraints", {}).get("enum", [])
                used.setdefault(field["codeList"], []).append((resource["name"], field["name"], enum))
    for name in sorted({*used, *lists}):
        listed = [row["code"] for row in lists.get(name, ())]
        if name not in used:
            yield Finding("codes", name, "list", "code-listed", name)
        for table, field, enum in used.get(name, ()):
            if sorted(enum) != sorted(listed):
                yield Finding(table, "", field, "code-listed", show(set(enum) ^ set(listed)), f"codes: {name}")
        for lang in ("zh", "en"):
            seen = Counter(row[f"label_{lang}"] for row in lists.get(name, ()))
            for row in lists.get(name, ()):
                if seen[row[f"label_{lang}"]] > 1:
                    yield Finding("codes", f"{name}/{row['code']}", f"label_{lang}", "code-listed", row[f"label_{lang}"], "1")


@rule
def described(book: Book) -> Iterator[Finding]:
    """The package, its tables and its columns have title and description in both languages."""
    convert = simplifier()
    items: list[tuple[str, str, Mapping[str, Any]]] = [("", "", book.descriptor)]
    for resource in book.descriptor["resources"]:
        items.append((resource["name"], "", resource))
        items += [(resource["name"], field["name"], field) for field in resource["schema"]["fields"]]
    for table, field, item in items:
        for key in ("title", "title_zh", "description", "description_zh"):
            said = item.get(key)
            chinese = key.endswith("_zh")
            text = said if isinstance(said, str) else ""
            good = bool(text.strip()) and bool(HAN.search(text)) == chinese and not (chinese and convert(text) != text)
            if not good or TYPOGRAPHY["zh" if chinese else "en"].search(text):
                yield Finding(table, key, field, "described", show(said), "zh" if chinese else "en")
