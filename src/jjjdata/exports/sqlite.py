"""SQLite: the database that calls read, as a file: tables with keys and constraints, and the views.

Beside the views of the verdicts there is a view of each table in either language, such as
``claims_zh``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..database import fill, quoted, views
from ..errors import DataError
from ..package import LANGUAGES, Package, in_language
from .forms import Form, Task, chosen

FILE = "jjjdata.sqlite"


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
            _add_views_in_either_language(connection, task.tables)
        connection.commit()
    finally:
        connection.close()


FORM = Form(files=(FILE,), write=write, tables=tables)


def _drop_broken_views(connection: sqlite3.Connection) -> None:
    """Remove the views that miss a table or a column, as in a choice of tables."""
    for view in views():
        try:
            connection.execute(f"select * from {quoted(view.name)} limit 0")  # noqa: S608
        except sqlite3.OperationalError:
            connection.execute(f"drop view if exists {quoted(view.name)}")


def _add_views_in_either_language(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Add a view of each table, and of the factsheet, with the columns of one language."""
    made = {row["name"] for row in connection.execute("select name from sqlite_master")}
    for table in [*tables, *({"factsheet"} & made)]:
        # The columns as they are there: the view of the factsheet has fewer than its file.
        cursor = connection.execute(f"select * from {quoted(table)} limit 0")  # noqa: S608
        columns = [column[0] for column in cursor.description]
        for lang in LANGUAGES:
            names = in_language(columns, lang)
            kept = ", ".join(f"{quoted(name)} as {quoted(short)}" for name, short in names.items())
            view = quoted(f"{table}_{lang}")
            connection.execute(f"create view {view} as select {kept} from {quoted(table)}")  # noqa: S608
