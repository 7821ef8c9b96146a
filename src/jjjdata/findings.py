"""Findings: what validation objects to, for people, for programs and for GitHub."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .errors import JJJDataError
from .messages import say
from .package import Package


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it stands, the code of the rule that found it, and what would be right.

    ``row`` is the key of the row (its number where there is no key); ``error`` is set where a file could not be read.
    """

    table: str
    row: str
    column: str
    code: str
    value: str = ""
    right: str = ""
    error: JJJDataError | None = field(default=None, compare=False, repr=False)

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang``: table, row, column, value and what would be right."""
        if self.error is not None:
            return self.error.text(lang)
        said = {name: getattr(self, name) or "-" for name in ("table", "row", "column", "value", "right")}
        return say(f"finding_{self.code}", lang, **said)


def as_text(found: Iterable[Finding], lang: str) -> str:
    """Return one line a finding, beginning with its code."""
    return "\n".join(f"{each.code}: {each.text(lang)}" for each in found)


def as_json(found: Iterable[Finding]) -> str:
    """Return the findings as a JSON list, with the message in both languages."""
    import json

    keys = ("code", "table", "row", "column", "value", "right")
    listed = [{key: getattr(each, key) for key in keys} | {"en": each.text("en"), "zh": each.text("zh")} for each in found]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def as_github(found: Iterable[Finding], package: Package | None, lang: str) -> str:
    """Return the findings as commands that GitHub shows beside the lines of the files."""
    lines, places = [], dict[str, dict[str, int]]()
    for each in found:
        if package and each.table not in places:
            places[each.table] = _lines(package, each.table)
        path = str(package.resources[each.table].get("path")) if places.get(each.table) and package else "datapackage.json"
        line = places.get(each.table, {}).get(each.row, 1)
        message = f"{each.text(lang)}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::error file={path},line={line},title={each.code}::{message}")
    return "\n".join(lines)


def _lines(package: Package, table: str) -> dict[str, int]:
    """Return the line of each key in the CSV of ``table``; nothing where the file can't be read."""
    if table not in package.resources:
        return {}
    keys = package.resources[table]["schema"].get("primaryKey") or []
    width = 1 if isinstance(keys, str) else max(1, len(keys))
    try:
        with open(package.file(table), encoding="utf-8", errors="replace") as stream:
            return {"/".join(line.split(",")[:width]): number for number, line in enumerate(stream, 1)}
    except (OSError, JJJDataError):
        return {}
