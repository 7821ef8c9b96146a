"""The shipped data on a bench: cells are changed, the text rules judge, the cells are put back."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jjjdata.database import connect, quoted, row_key
from jjjdata.package import Package
from jjjdata.rules.rulebook import Fault, Judge, Tables
from jjjdata.rules.texts import JUDGES

ROOT = Path(__file__).resolve().parents[3]


class Bench:
    """A database of a package of which cells can be changed for a while."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.connection: sqlite3.Connection = connect(package)
        self.connection.isolation_level = None
        self.connection.execute("pragma query_only = off")
        self.connection.execute("pragma foreign_keys = off")
        # What the package exempts from a rule is no fault of a test.
        self.exempted = {
            (row["rule"], row["table"], row["row_id"], row["column"])
            for row in self.rows("exemptions")
        }

    def tables(self, only: Mapping[str, Collection[str]] | None = None) -> Tables:
        return Tables(self.connection, self.package, only or {})

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.tables().rows(table)

    def row(self, table: str, fits: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        found = next((row for row in self.rows(table) if fits(row)), None)
        assert found is not None, f"no row of {table} is such as this test needs: has it changed?"
        return found

    def key(self, table: str, row: dict[str, Any]) -> str:
        return row_key(self.package, table, row)

    @contextmanager
    def changed(self, table: str, cells: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
        """Change cells (key to column to value) and put them back."""
        key = " || '/' || ".join(map(quoted, self.package.primary_key(table)))
        self.connection.execute("savepoint changed")
        try:
            for row, values in cells.items():
                for column, value in values.items():
                    query = f"update {quoted(table)} set {quoted(column)} = ? where {key} = ?"
                    assert self.connection.execute(query, [value, row]).rowcount == 1
            yield
        finally:
            self.connection.execute("rollback to changed")
            self.connection.execute("release changed")

    def faults(self, only: Mapping[str, Collection[str]] | None = None) -> list[Fault]:
        tables = self.tables(only)
        return self._not_exempted(JUDGES, tables)

    def _not_exempted(self, judges: Iterable[Judge], tables: Tables) -> list[Fault]:
        found = (fault for judge in judges for fault in judge.faults(tables))
        return [
            fault
            for fault in found
            if (fault.code, fault.table, fault.row, fault.column) not in self.exempted
        ]

    def faults_after(self, table: str, row: dict[str, Any], column: str, value: Any) -> list[Fault]:
        """Return the faults of the judges that look at a table, of which one cell was changed.

        As when changes are measured, judges of single rows look at the changed row alone.
        """
        value = value(row) if callable(value) else value
        assert value != row[column]
        key = self.key(table, row)
        tables = self.tables({table: [key]})
        with self.changed(table, {key: {column: value}}):
            return self._not_exempted([judge for judge in JUDGES if judge.looks_at(table)], tables)

    def codes_after(
        self, table: str, fits: Callable[..., object], column: str, value: Any
    ) -> set[str]:
        """Return the codes of the faults of the first row that fits, once its cell was changed."""
        row = self.row(table, fits)
        faults = self.faults_after(table, row, column, value)
        return {fault.code for fault in faults if fault.row == self.key(table, row)}


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench(Package(ROOT))


@pytest.fixture(scope="session")
def bench_of() -> type[Bench]:
    return Bench
