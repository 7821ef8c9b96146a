"""The rulebook: what a rule is, what it yields, and how it is told.

A rule has a code, a sentence in both languages that says what must hold, and words for a fault. It
is judged by one or more judges: a query in one ``.sql`` file of this folder, whose header is the
rule, or a function where SQL can't read what must be read. A judge that crashes is a bug and
raises.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ..database import quoted
from ..package import Package
from .functions import register

Row = dict[str, Any]
ANY_TABLE = "*"  # among the tables that a judge reads: whatever tables there are


@dataclass(frozen=True)
class Rule:
    """What must hold: its code, its sentence, the words for a fault, and what a fault weighs."""

    code: str
    en: str
    zh: str
    fault_en: str
    fault_zh: str
    level: str = "error"  # or "warning": told, but no reason to refuse the data
    advice_en: str = ""  # what follows the fault where the copy can be built
    advice_zh: str = ""


@dataclass(frozen=True)
class Fault:
    """One fault: the code of the rule, where it stands, what stands there and what was expected."""

    code: str
    table: str
    row: str
    column: str | None
    value: object = None
    expected: object = None


@dataclass(frozen=True)
class Tables:
    """The tables as the judges see them.

    Where ``only`` names rows of a table, a judge that looks at one row at a time need look at no
    others. The connection learns the functions that the rules use. Each table is read once: of a
    database that was changed make another.
    """

    connection: sqlite3.Connection
    package: Package
    only: Mapping[str, Collection[str]] = field(default_factory=dict)
    _read: dict[str, list[Row]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        register(self.connection)

    def names(self) -> list[str]:
        """Return the names of the authored tables that the database holds."""
        query = "select name from sqlite_master where type = 'table'"
        present = {name for (name,) in self.connection.execute(query)}
        return [name for name in self.package.authored if name in present]

    def rows(self, table: str) -> list[Row]:
        """Return all rows of ``table``; dates are text."""
        if table not in self._read:
            query = f"select * from {quoted(table)} order by rowid"  # noqa: S608
            self._read[table] = [dict(row) for row in self.connection.execute(query)]
        return self._read[table]

    def judged(self, table: str) -> list[Row]:
        """Return the rows of ``table`` that are to be judged."""
        if table not in self.only:
            return self.rows(table)
        key = " || '/' || ".join(map(quoted, self.package.primary_key(table)))
        marks = ", ".join("?" * len(self.only[table]))
        query = f"select * from {quoted(table)} where {key} in ({marks}) order by rowid"  # noqa: S608
        return [dict(row) for row in self.connection.execute(query, list(self.only[table]))]


@dataclass(frozen=True)
class Judge:
    """One way to find faults: its name, the codes of its rules, the tables it reads, the function.

    A judge that reads ``ANY_TABLE`` goes through whatever tables there are.
    """

    name: str
    codes: tuple[str, ...]
    reads: frozenset[str]
    faults: Callable[[Tables], Iterable[Fault]]

    def looks_at(self, table: str) -> bool:
        """Return whether a change in ``table`` can change what this judge finds."""
        return table in self.reads or ANY_TABLE in self.reads

    def can_judge(self, tables: Collection[str]) -> bool:
        """Return whether all that this judge reads is among ``tables``."""
        return self.reads - {ANY_TABLE} <= set(tables)


HEADER = re.compile(r"^-- (code|level|en|zh|fault en|fault zh|reads): (.+)$", re.MULTILINE)
CONTINUED = re.compile(r"\n--  +")  # a line of the header that goes on is indented


@cache
def sql_rules() -> tuple[tuple[Rule, Judge], ...]:
    """Return the rules that are queries, in alphabetical order of their files."""
    folder = files(__package__)
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return tuple(
        _read_rule(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names
    )


def _read_rule(name: str, sql: str) -> tuple[Rule, Judge]:
    header = dict(HEADER.findall(CONTINUED.sub(" ", sql)))
    try:
        rule = Rule(
            header["code"],
            header["en"],
            header["zh"],
            header["fault en"],
            header["fault zh"],
            header.get("level", "error"),
        )
        reads = frozenset(header["reads"].split(", "))
    except KeyError as error:
        raise ValueError(f"rules/{name} has no line '-- {error.args[0]}: …'") from error
    if f"{rule.code}.sql" != name:
        raise ValueError(f"rules/{name} holds the rule {rule.code}")

    def faults(tables: Tables) -> Iterator[Fault]:
        for table, row, column, value, expected in tables.connection.execute(sql):
            yield Fault(rule.code, table, row, column, value, expected)

    return rule, Judge(name, (rule.code,), reads, faults)
