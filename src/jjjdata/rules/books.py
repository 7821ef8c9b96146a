"""Books: the tables as the rules see them.

A rule looks at distinct rows only: the columns it needs are encoded, equal combinations are judged once, and
the finding is told for every row that has the combination. That keeps the readers of text off the million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..findings import Finding

Row = dict[str, Any]
Fault = tuple[str, str, object, object]  # code, column, value, what would be right
RULES: list[Callable[[Book], Iterable[Finding]]] = []


def rule(function: Callable[[Book], Iterable[Finding]]) -> Callable[[Book], Iterable[Finding]]:
    """Enter a function among the rules."""
    RULES.append(function)
    return function


class Book:
    """The tables with what several rules need of them."""

    def __init__(self, tables: Mapping[str, pa.Table], descriptor: Mapping[str, Any]) -> None:
        built = {r["name"] for r in descriptor["resources"] if r.get("built")}
        self.tables = {name: table for name, table in tables.items() if name not in built}
        self.descriptor = descriptor
        self._rows: dict[str, list[Row]] = {}

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table that stays small."""
        if name not in self._rows:
            self._rows[name] = self.tables[name].to_pylist()
        return self._rows[name]

    def index(self, name: str, key: str = "id") -> dict[str, Row]:
        """Return the rows of a table by key."""
        return {row[key]: row for row in self.rows(name)}

    def judge(self, name: str, judge: Callable[[Row], Iterable[Fault]], *columns: str,
              table: pa.Table | None = None) -> Iterator[Finding]:  # fmt: skip
        """Judge the distinct combinations of ``columns`` and yield a finding for each row that has a faulty one."""
        rows, codes = distinct(self.tables[name] if table is None else table, columns)
        for code, row in enumerate(rows):
            faults = list(judge(row))
            if faults:
                yield from self.tell(name, np.flatnonzero(codes == code), faults)

    def tell(self, name: str, at: Iterable[Any], faults: Iterable[Fault]) -> Iterator[Finding]:
        """Yield a finding for each row at the positions ``at``."""
        table, faults = self.tables[name], list(faults)
        key = [n for n in ("list", "code") if n in table.column_names and "id" not in table.column_names] or ["id"]
        for position in at:
            row = "/".join(str(table[column][int(position)]) for column in key)
            for code, column, value, right in faults:
                yield Finding(name, row, column, code, show(value), show(right))


def distinct(table: pa.Table, columns: Iterable[str]) -> tuple[list[Row], np.ndarray[Any, Any]]:
    """Return the distinct combinations of ``columns`` and, for every row, the number of its own."""
    columns, codes = list(columns), np.zeros(table.num_rows, np.int64)
    for column in columns:
        encoded = flat(table[column]).dictionary_encode("encode")
        codes, _ = pd.factorize(codes * (len(encoded.dictionary) + 1) + encoded.indices.to_numpy())
    first = np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1)) if len(codes) else codes
    return table.select(columns).take(first).to_pylist(), codes


def flat(column: Any) -> Any:
    """Return a column as one array."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def show(value: object) -> str:
    """Return a value as a finding tells it."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(sorted(map(show, value)) if isinstance(value, (set, frozenset)) else map(show, value))
    return "" if value is None else str(value)


def joined(table: pa.Table, key: str, other: pa.Table, column: str, on: str = "id") -> Any:
    """Return ``column`` of the rows of ``other`` that ``key`` names, null where there is none."""
    return flat(other[column]).take(flat(pc.index_in(table[key], value_set=flat(other[on]))))
