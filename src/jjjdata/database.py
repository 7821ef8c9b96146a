"""The database: all tables of a package as SQLite, with keys, constraints and views.

Everything is derived from ``datapackage.json``. Calls read it in memory; ``export("…", "sqlite")``
writes the same into a file.
"""

from __future__ import annotations

import atexit
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from .descriptors import checked
from .errors import DataError
from .package import LANGUAGES, Field, Package, text
from .tables import Row, read_columns, spell

TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}
# In the order in which they build on each other.
VIEWS = (
    "origins",
    "judged",
    "counted",
    "weighed",
    "verdicts",
    "sensitivity",
    "rendered",
    "fidelities",
    "factsheet",
)


@dataclass(frozen=True)
class View:
    """One of the views: its name, the statement that makes it, and what it reads."""

    name: str
    sql: str
    reads: tuple[str, ...]


def connect(package: Package | str | os.PathLike[str] | None = None) -> sqlite3.Connection:
    """Return a new connection to a database in memory with the whole package, for reading only.

    There is a table for each authored table, and the views ``origins``, ``judged``, ``counted``,
    ``weighed``, ``verdicts``, ``sensitivity``, ``rendered``, ``fidelities`` and ``factsheet``.
    Dates are text, booleans 0 or 1. Rows can be read by column name as well as by number.
    ``package`` is the folder of another copy, by default the shipped one.

    Raises a ``DataError`` that names table, row and column if a row breaks a key or a constraint.

    >>> query = "select verdict, backing from verdicts where claim_id = ? and reading = 'verdict'"
    >>> tuple(connect().execute(query, ["port-containers-2023"]).fetchone())
    ('supported', 'government')
    """
    copy = checked(package)
    return Store(copy).filled(copy.authored)


class Store:
    """A database in memory whose tables are filled when they are first asked for.

    So nobody waits for a table that has no part in the answer. A table comes with those that its
    foreign keys lead to: the keys of whatever is there have been checked.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._present: set[str] = set()
        self._lock = Lock()
        make(self._connection, package, package.authored)

    def filled(self, tables: Iterable[str]) -> sqlite3.Connection:
        """Return the connection, for reading only, with at least these tables filled."""
        with self._lock:
            missing = _with_parents(self.package, tables) - self._present
            if missing:
                self._connection.execute("pragma query_only = off")
                insert(self._connection, self.package, sorted(missing))
                self._present |= missing
            self._connection.execute("pragma query_only = on")
        return self._connection

    def close(self) -> None:
        """Close the database: nothing is read from it any more."""
        self._connection.close()

    def select(self, query: str, *values: object) -> list[Row]:
        """Return the rows of a query as dictionaries."""
        named = tables_in(query) & set(self.package.authored)
        return [dict(row) for row in self.filled(named).execute(query, values)]


@lru_cache(maxsize=4)
def store(package: Package) -> Store:
    """Return the database that all calls on one package share."""
    made = Store(package)
    _SHARED.add(made)
    return made


# All that store() made and that are still kept; those that the cache has dropped may go.
_SHARED: WeakSet[Store] = WeakSet()


@atexit.register
def _close_shared() -> None:
    """Close what nobody else will: an open database at the end is told as a leak."""
    for each in _SHARED:
        each.close()


def shared(package: Package) -> sqlite3.Connection:
    """Return the connection of the shared database, with every table filled."""
    return store(package).filled(package.authored)


def select(package: Package, query: str, *values: object) -> list[Row]:
    """Return the rows of a query on the shared database, as dictionaries."""
    return store(package).select(query, *values)


@lru_cache
def tables_in(query: str) -> frozenset[str]:
    """Return the words of a query, and of the views that it names: all tables are among them.

    >>> sorted(tables_in("select * from verdicts") & {"claims", "evidence", "observations"})
    ['claims', 'evidence']
    """
    words = set(re.findall(r"\w+", query))
    for name in reversed(VIEWS):  # what a view reads was made before it
        if name in words:
            words.update(view(name).reads)
    return frozenset(words)


def _with_parents(package: Package, tables: Iterable[str]) -> set[str]:
    """Return tables with those that their foreign keys lead to, directly or by others.

    A copy may hold fewer tables: what is not there, or is built, is left out.
    """
    authored = set(package.authored)
    found: set[str] = set()
    ahead = list(tables)
    while ahead:
        table = ahead.pop()
        if table not in found:
            found.add(table)
            ahead += authored & {other for _, other, _ in package.foreign_keys(table)}
    return found


def fill(
    connection: sqlite3.Connection,
    package: Package,
    tables: Iterable[str],
    lang: str | None = None,
    tick: Callable[[str], None] = lambda _: None,
) -> None:
    """Make and fill the tables and the views that they allow; ``tick`` hears of each table."""
    names = list(tables)
    make(connection, package, names, lang)
    insert(connection, package, names, lang, tick)


def make(
    connection: sqlite3.Connection,
    package: Package,
    tables: Iterable[str],
    lang: str | None = None,
) -> None:
    """Make the tables, still empty, and the views that they allow."""
    names = list(tables)
    with connection:
        for name in names:
            connection.execute(table_sql(package, name, names, lang))
        present = set(names)
        for each in views():
            # The factsheet has texts in both languages.
            if present.issuperset(each.reads) and (lang is None or each.name != "factsheet"):
                connection.execute(each.sql)
                present.add(each.name)


def insert(
    connection: sqlite3.Connection,
    package: Package,
    tables: Iterable[str],
    lang: str | None = None,
    tick: Callable[[str], None] = lambda _: None,
) -> None:
    """Fill tables with the rows of their CSV, and check where their foreign keys lead."""
    names = list(tables)
    connection.execute("pragma foreign_keys = off")
    with connection:
        for name in names:
            tick(name)
            _insert(connection, package, name, lang)
        for name in names:
            _check_keys(connection, package, name)


def views() -> tuple[View, ...]:
    """Return the views in the order in which they must be made."""
    return tuple(map(view, VIEWS))


@lru_cache
def view(name: str) -> View:
    """Return one of the views."""
    sql = (Path(__file__).parent / "views" / f"{name}.sql").read_text(encoding="utf-8")
    reads = re.search(r"^-- reads: (.+)$", sql, re.MULTILINE)
    if reads is None:
        raise ValueError(f"views/{name}.sql does not say what it reads")
    return View(name, sql, tuple(reads[1].split(", ")))


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def listed(names: Iterable[str]) -> str:
    """Return names as SQL lists them."""
    return ", ".join(map(quoted, names))


def table_sql(package: Package, table: str, tables: Iterable[str], lang: str | None = None) -> str:
    """Return the statement that makes a table, with titles and descriptions as comments.

    Keys, foreign keys to the given ``tables``, enums and bounds become constraints; SQL knows no
    patterns, and the reader has checked them.
    """
    key = package.primary_key(table)
    short_names = package.columns(table, lang)
    parts: list[tuple[str, str]] = []  # a column or a key, and a comment
    for field in package.fields(table):
        if field["name"] in short_names:
            named = {**field, "name": short_names[field["name"]]}
            parts.append((_column_sql(named, required=field["name"] in key), _comment(field, lang)))
    if key:
        parts.append((f"primary key ({listed(key)})", ""))
    for own, other, theirs in package.foreign_keys(table):
        if other in tables:
            parts.append(
                (
                    f"foreign key ({listed(own)}) references {quoted(other)} ({listed(theirs)})",
                    "",
                )
            )
    lines = []
    for number, (part, comment) in enumerate(parts, 1):
        comma = "," if number < len(parts) else ""
        lines.append(f"  {part}{comma}" + (f"  -- {comment}" if comment else ""))
    return f"create table {quoted(table)} (\n" + "\n".join(lines) + "\n)"


def _comment(field: Field, lang: str | None) -> str:
    said = []
    for key in ("title", "description"):
        texts = [text(field, key, each) for each in ([lang] if lang else reversed(LANGUAGES))]
        said.append(" / ".join(each for each in texts if each))
    return " ".join(": ".join(said).split())


def _column_sql(field: Field, *, required: bool) -> str:
    name, limits, kind = quoted(field["name"]), field.get("constraints", {}), field["type"]
    checks = []
    if "enum" in limits:
        # Written out, since SQLite would build the set that "in" looks into anew for every row.
        checks.append(" or ".join(f"{name} = {literal(code)}" for code in limits["enum"]))
    if "minimum" in limits:
        checks.append(f"{name} >= {spell(float(limits['minimum']))}")
    if "maximum" in limits:
        checks.append(f"{name} <= {spell(float(limits['maximum']))}")
    if kind == "boolean":
        checks.append(f"{name} in (0, 1)")
    needed = " not null" if required or limits.get("required") else ""
    return f"{name} {TYPES[kind]}{needed}" + "".join(f" check ({check})" for check in checks)


def literal(value: object) -> str:
    """Return a text as SQL writes it."""
    return "'" + str(value).replace("'", "''") + "'"


def _insert(connection: sqlite3.Connection, package: Package, table: str, lang: str | None) -> None:
    """Fill a table with the rows of its CSV, in the columns that ``lang`` leaves.

    Raises a ``DataError`` for the first row that breaks a key or a constraint.
    """
    # In the order of the columns of the table, which ``table_sql`` takes from the same call.
    short_names = package.columns(table, lang)
    columns = read_columns(package, table)
    for field in package.fields(table):
        if field["type"] == "date":
            days = columns[field["name"]]
            columns[field["name"]] = [day.isoformat() if day else None for day in days]
    values = list(zip(*(columns[name] for name in short_names), strict=True))
    statement = f"insert into {quoted(table)} values ({', '.join('?' * len(short_names))})"  # noqa: S608
    try:
        connection.executemany(statement, values)
    except sqlite3.IntegrityError:
        # One at a time, to learn which row it is.
        connection.execute(f"delete from {quoted(table)}")  # noqa: S608
        for number, cells in enumerate(values):
            try:
                connection.execute(statement, cells)
            except sqlite3.IntegrityError as error:
                row = {name: column[number] for name, column in columns.items()}
                raise DataError(
                    "row_refused", table=table, row=row_key(package, table, row), reason=error
                ) from error


def row_key(package: Package, table: str, row: Row) -> str:
    """Return the key of a row as findings and errors tell it."""
    return "/".join(str(row[name]) for name in package.primary_key(table) or list(row)[:1])


def _check_keys(connection: sqlite3.Connection, package: Package, table: str) -> None:
    """Raise for the first row of a table that refers to a row that is not there."""
    broken = connection.execute(f"pragma foreign_key_check({quoted(table)})").fetchone()
    if broken is None:
        return
    _, rowid, other, number = broken
    columns = [
        each["from"]
        for each in map(dict, connection.execute(f"pragma foreign_key_list({quoted(table)})"))
        if each["id"] == number
    ]
    query = f"select * from {quoted(table)} where rowid = ?"  # noqa: S608
    row = dict(connection.execute(query, [rowid]).fetchone())
    value = "/".join(str(row[column]) for column in columns)
    place = {"table": table, "row": row_key(package, table, row), "column": ", ".join(columns)}
    raise DataError("key_broken", **place, value=value, other=other)
