"""The truth tables of the rules: small tables in which each row says which of its cells are faults.

A file of the folder ``tables`` belongs to the rule of its name. It holds tables, divided by empty
lines: the name, the header, and the rows. Columns are divided by two spaces or more, ``-`` is an
empty cell, ``today+1`` the day of tomorrow and a line that begins with ``#`` a comment. The last
column of what is judged, ``faults``, lists the columns at fault: ``.`` for none, ``row`` where the
whole row is meant. The key of a row is that of its table, both columns joined by "/" where there
are two.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jjjdata.database import listed, quoted, views
from jjjdata.package import shipped
from jjjdata.rules.functions import register

FOLDER = Path(__file__).parent / "tables"
NUMERIC = {"number": float, "integer": int}
TODAY = datetime.now(UTC).date()
# The columns of the views that some tables stand for.
OF_VIEWS = {"supporting": int, "contradicting": int, "rule": int}

Place = tuple[str, str, str | None]


@dataclass(frozen=True)
class TruthTable:
    """The tables of one rule, each with header and rows, and how often each place is at fault."""

    tables: dict[str, tuple[list[str], list[list[object]]]]
    faults: Counter[Place]

    def database(self) -> sqlite3.Connection:
        """Return a database of the tables, with the view of origins where there are sources."""
        connection = sqlite3.connect(":memory:")
        register(connection)
        for name, (header, rows) in self.tables.items():
            connection.execute(f"create table {quoted(name)} ({listed(header)})")
            marks = ", ".join("?" * len(header))
            connection.executemany(f"insert into {quoted(name)} values ({marks})", rows)
        for view in views():
            if view.name == "origins" and "sources" in self.tables:
                connection.execute(view.sql)
        return connection


def truth_table(code: str) -> TruthTable:
    """Return the truth table of a rule."""
    text = (FOLDER / f"{code}.txt").read_text(encoding="utf-8")
    blocks = re.sub(r"(?m)^#.*\n", "", text).strip().split("\n\n")
    tables, faults = {}, Counter[Place]()
    for block in blocks:
        name, head, *lines = block.strip().split("\n")
        header = head.split()
        rows = [_row(name, header, line) for line in lines]
        if header[-1] == "faults":
            header = header[:-1]
            faults.update(place for row in rows for place in _places(name, header, row))
        tables[name] = header, rows
    return TruthTable(tables, faults)


def _row(table: str, header: list[str], line: str) -> list[object]:
    cells = re.split(r" {2,}", line.strip())
    assert len(cells) == len(header), line
    types = dict(OF_VIEWS)
    if table in shipped().resources:
        fields = shipped().fields(table)
        types = {field["name"]: NUMERIC.get(field["type"], str) for field in fields}
    return [
        None if cell == "-" else types.get(name, str)(_day(cell))
        for name, cell in zip(header, cells, strict=True)
    ]


def _day(cell: str) -> str:
    """Return a day for "today+1", as SQLite counts days; any other cell as it is."""
    shift = re.fullmatch(r"today([+-]\d+)?", cell)
    if shift is None:
        return cell
    return str(TODAY + timedelta(days=int(shift[1] or 0)))


def on_one_day(sql: str) -> str:
    """Return a statement that has the day of the truth tables for today, past midnight too."""
    return sql.replace("'now'", f"'{TODAY}'")


def _places(table: str, header: list[str], row: list[object]) -> list[Place]:
    """Return the places at fault in a row, whose last cell, which says so, is taken away."""
    columns = re.findall(r"\w+", str(row.pop()))
    key = _key(table, dict(zip(header, row, strict=True)))
    return [(table, key, None if column == "row" else column) for column in columns]


def _key(table: str, row: dict[str, object]) -> str:
    """Return the key of a row as rules tell it; what is no table of ours has it in front."""
    names = shipped().primary_key(table) if table in shipped().resources else []
    if not names or not set(names) <= set(row):
        names = list(row)[:1]
    return "/".join(str(row[name]) for name in names)
