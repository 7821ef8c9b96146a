"""Findings: what validation objects to, for people, for programs and for GitHub."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .errors import DataError, JJJDataError
from .files import read_bytes
from .harmless import visible, visible_json
from .messages import say
from .package import DESCRIPTOR, Package

if TYPE_CHECKING:
    from .rules.rulebook import Fault, Rule

# Rules on what the descriptor says of a table, rather than on its rows.
DESCRIPTOR_CODES = ("code-listed", "described")


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it stands, the code of the rule, what stands there and what was expected.

    ``row`` is the key of the row; ``row`` and ``column`` are empty where a whole table or file is
    meant, and ``table`` too where it is the descriptor. ``level`` is "error" or "warning".
    ``error`` is set where something could not be read. ``file`` is the path inside the package
    where a file is meant rather than a row, and ``line`` the line, 0 where the key of the row tells
    it. ``is_built_here`` says whether the copy can be built, so that a finding may advise it.
    """

    table: str
    row: str
    column: str
    code: str
    value: str = ""
    expected: str = ""
    error: JJJDataError | None = field(default=None, compare=False, repr=False)
    level: str = field(default="error", compare=False)
    file: str = ""
    line: int = field(default=0, compare=False, repr=False)
    is_built_here: bool = field(default=True, compare=False, repr=False)

    @property
    def rule(self) -> Rule:
        """The rule that found it."""
        from .rules import RULES  # here, since few calls need the rules and reading them takes time

        return RULES[self.code]

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang``, in one line: where, what stands there, how to mend it."""
        return visible(self._message(lang))

    def _message(self, lang: str) -> str:
        if self.error is not None:
            return self.error.text(lang)
        names = ("table", "row", "column", "value", "expected", "file")
        cells = {name: getattr(self, name) or "-" for name in names}
        words = self.rule.fault_zh if lang == "zh" else self.rule.fault_en
        if self.is_built_here:
            words += self.rule.advice_zh if lang == "zh" else self.rule.advice_en
        fault = words.format(**cells)
        return say(self._place(), lang, fault=fault, **cells) if self.table else fault

    def _place(self) -> str:
        """Return the key of the message that tells where it stands."""
        if self.row:
            return "at_cell" if self.column else "at_row"
        return "at_column" if self.column else "at_table"


def findings_of_rules(connection: sqlite3.Connection, package: Package) -> list[Finding]:
    """Return what the rules object to in a database, sorted, without what is exempted."""
    from .rules import Tables, remaining_faults

    return sorted({_of_fault(fault) for fault in remaining_faults(Tables(connection, package))})


def _of_fault(fault: Fault) -> Finding:
    from .rules import RULES

    return Finding(
        fault.table,
        fault.row,
        fault.column or "",
        fault.code,
        shown(fault.value),
        shown(fault.expected),
        level=RULES[fault.code].level,
    )


def shown(value: object) -> str:
    """Return a value as a finding tells it: none is empty, several are a list, a number is plain.

    >>> shown(22180000.0), shown({"b", "a"}), shown(None)
    ('22180000', 'a, b', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(map(shown, value)))
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    return str(value)


def as_text(findings: Iterable[Finding], lang: str) -> str:
    """Return one line a finding, beginning with its code; a warning says that it is one."""
    lines = []
    for finding in findings:
        mark = f" ({say('level_warning', lang)})" if finding.level == "warning" else ""
        lines.append(f"{finding.code}{mark}: {finding.text(lang)}")
    return "\n".join(lines)


def as_json(findings: Iterable[Finding]) -> str:
    """Return the findings as a JSON list, with the message in both languages.

    Each has ``code``, ``level``, ``table``, ``row``, ``column``, ``value``, ``expected``, ``file``,
    ``en`` and ``zh``; what does not apply is empty.
    """
    names = ("code", "level", "table", "row", "column", "value", "expected", "file")
    listing = []
    for finding in findings:
        cells = {name: getattr(finding, name) for name in names}
        listing.append({**cells, "en": finding.text("en"), "zh": finding.text("zh")})
    return visible_json(json.dumps(listing, ensure_ascii=False, indent=2))


def as_github(findings: Iterable[Finding], package: Package | None, lang: str) -> str:
    """Return the findings as commands that GitHub shows beside the lines of the files."""
    places = Places(package)
    commands = []
    for finding in findings:
        file, line = places.of(finding)
        properties = f"file={_property(file)},line={line},title={_property(finding.code)}"
        commands.append(f"::{finding.level} {properties}::{_data(finding.text(lang))}")
    return "\n".join(commands)


def _data(text: str) -> str:
    """Return a message as a command of GitHub holds it; it has no line ends any more."""
    return text.replace("%", "%25")


def _property(text: str) -> str:
    """Return a property as a command of GitHub holds it."""
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


class Places:
    """Where findings stand: file and line. Each file is read once."""

    def __init__(self, package: Package | None) -> None:
        self.package = package
        self.lines: dict[str, dict[str, int]] = {}

    def of(self, finding: Finding) -> tuple[str, int]:
        """Return the file and the line of a finding; what is about no line is told of the first."""
        if self.package is None or finding.table not in self.package.resources:
            return finding.file or DESCRIPTOR, finding.line or 1
        if finding.file:
            return finding.file, finding.line or 1
        lines = self._lines_of(self.package, finding.table)
        if finding.code in DESCRIPTOR_CODES and finding.row not in lines:
            return DESCRIPTOR, descriptor_line(self.package, finding.table, finding.column)
        file = str(self.package.resources[finding.table].get("path"))
        return file, finding.line or lines.get(finding.row, 1)

    def _lines_of(self, package: Package, table: str) -> dict[str, int]:
        if table not in self.lines:
            # Of rows with the same key the first is meant.
            self.lines[table] = {key: line for line, key in reversed(row_places(package, table))}
        return self.lines[table]


def row_places(package: Package, table: str) -> list[tuple[int, str]]:
    """Return the line in the CSV and the key of each row of ``table``, as far as it can be read."""
    names = package.primary_key(table) or [field["name"] for field in package.fields(table)[:1]]
    places: list[tuple[int, str]] = []
    try:
        text = read_bytes(package.file(table)).decode("utf-8", errors="replace")
        reader = csv.reader(io.StringIO(text, newline=""))
        header = next(reader, [])
        columns = [header.index(name) for name in names if name in header]
        line = reader.line_num + 1
        for cells in reader:
            key = "/".join(cells[column] for column in columns if column < len(cells))
            places.append((line, key))
            line = reader.line_num + 1
    except (DataError, csv.Error):
        pass  # that the file can't be read is a finding of its own
    return places


def descriptor_line(package: Package, table: str, column: str) -> int:
    """Return the line of the descriptor at which a table, or one of its columns, is named."""
    try:
        content = read_bytes(package.root / DESCRIPTOR)
    except DataError:
        return 1
    lines = content.decode("utf-8", errors="replace").split("\n")
    at = _line_with(lines, f'"name": {json.dumps(table)}', 0)
    return (_line_with(lines, f'"name": {json.dumps(column)}', at) if column else at) + 1


def _line_with(lines: list[str], text: str, start: int) -> int:
    return next((at for at in range(start, len(lines)) if text in lines[at]), start)
