"""SQLite: the database that calls read, as a file: tables with keys and constraints, and the views.

Beside the views of the verdicts there is a view of each table in either language, such as
``claims_zh``, with codes spelled out, and a full-text index of each table that has texts. Two more
files tell Datasette, in English and in Chinese, what everything is and what to show for an ID.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Container, Iterable

from ..database import fill, listed, literal, quoted, views
from ..errors import DataError
from ..package import LANGUAGES, Package, in_language
from .datasette import DATABASE, describe, texts
from .forms import Form, Task, chosen
from .sheets import code_lists

FILE = f"{DATABASE}.sqlite"
METADATA = {"en": "metadata.json", "zh": "metadata.zh.json"}


def tables(package: Package, asked: list[str] | None, lang: str | None) -> list[str]:
    """Return the authored tables among those asked for.

    Built tables are views in a database. They are there if what they are built from is, so that to
    ask for one without that is an error.
    """
    names = chosen(package, asked, lang)
    authored = [name for name in names if name in package.authored]
    for name in asked or ():
        if name not in authored:
            needed = _sources(name)
            if lang or not needed or not needed <= set(authored):
                listing = ", ".join(sorted(needed)) or "-"
                raise DataError("export_view", format="sqlite", table=name, needed=listing)
    return authored


def _sources(name: str) -> set[str]:
    """Return the tables that a view is made from in the end; none for what is no view."""
    reads = {view.name: view.reads for view in views()}
    needed: set[str] = set()
    for source in reads.get(name, ()):
        needed |= _sources(source) if source in reads else {source}
    return needed


def write(task: Task) -> None:
    """Write the database. The same data and the same SQLite give the same bytes."""
    connection = sqlite3.connect(task.paths[FILE])
    connection.row_factory = sqlite3.Row
    try:
        # The file is a spare one, renamed when it is whole: it needs no journal.
        for setting in ("journal_mode = off", "synchronous = off"):
            connection.execute(f"pragma {setting}")
        fill(connection, task.package, task.tables, task.lang, task.tick)
        _drop_broken_views(connection)
        if task.lang is None:
            _add_views_in_either_language(connection, task.package, task.tables)
        _add_search(connection, task.package, task.tables, task.lang)
        connection.commit()
    finally:
        connection.close()
    for lang, file in METADATA.items():
        described = json.dumps(describe(task, lang), ensure_ascii=False, indent=2)
        task.paths[file].write_bytes(f"{described}\n".encode())


FORM = Form(files=(FILE, *METADATA.values()), write=write, choose=tables)


def _drop_broken_views(connection: sqlite3.Connection) -> None:
    """Remove the views that miss a table or a column, as in a choice of tables."""
    for view in views():
        try:
            connection.execute(f"select * from {quoted(view.name)} limit 0")  # noqa: S608
        except sqlite3.OperationalError:
            connection.execute(f"drop view if exists {quoted(view.name)}")


def _add_views_in_either_language(
    connection: sqlite3.Connection, package: Package, tables: Iterable[str]
) -> None:
    """Add a view of each table, and of the factsheet, in one language, codes spelled out."""
    made = {row["name"] for row in connection.execute("select name from sqlite_master")}
    for table in [*tables, *({"factsheet"} & made)]:
        # The columns as they are there: the view of the factsheet has fewer than its file.
        cursor = connection.execute(f"select * from {quoted(table)} limit 0")  # noqa: S608
        columns = [column[0] for column in cursor.description]
        lists = {field["name"]: code_lists(field) for field in package.fields(table)}
        whole = package.whole_columns(table)
        for lang in LANGUAGES:
            kept = ", ".join(
                f"{_told(table, name, lists[name], lang, made)} as {quoted(short)}"
                for name, short in in_language(columns, lang, whole).items()
            )
            view = quoted(f"{table}_{lang}")
            connection.execute(f"create view {view} as select {kept} from {quoted(table)}")  # noqa: S608


def _told(table: str, column: str, lists: list[str], lang: str, made: Container[str]) -> str:
    """Return a column as a view tells it: the label of a code, and any other value itself."""
    value = f"{quoted(table)}.{quoted(column)}"
    if not lists or "codes" not in made:
        return value
    names = ", ".join(map(literal, lists))
    label = f"select label_{lang} from codes where list in ({names}) and code = {value}"  # noqa: S608
    return f"coalesce(({label}), {value})"


def _add_search(
    connection: sqlite3.Connection, package: Package, tables: Iterable[str], lang: str | None
) -> None:
    """Add a full-text index of each table that has texts, where this SQLite has what it takes.

    It finds parts of words, which Chinese does not set apart, of three characters and more.
    """
    for table in tables:
        columns = texts(package, table, lang)
        name = quoted(f"{table}_fts")
        if not columns:
            continue
        try:
            connection.execute(
                f"create virtual table {name} using fts5({listed(columns)}, "
                f"content={quoted(table)}, tokenize='trigram')"
            )
        except sqlite3.OperationalError as error:
            # FTS5 is left out, or older than the tokenizer. Any other fault is told.
            if re.search("no such (module|tokenizer)|error in tokenizer", str(error)):
                return
            raise
        connection.execute(f"insert into {name} ({name}) values ('rebuild')")  # noqa: S608
