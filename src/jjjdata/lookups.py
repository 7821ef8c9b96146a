"""Lookups: rows by their key, where a key that is not there is damage to the data and is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .errors import DataError
from .tables import Row, index


class Lookup(dict[Any, Row]):
    """Rows of a table by key; to ask for one that is not there is a ``DataError``."""

    def __init__(self, table: str, rows: Iterable[Row], *key: str) -> None:
        super().__init__(index(rows, *key))
        self.table = table

    def __missing__(self, key: Any) -> Row:
        value = "|".join(map(str, key)) if isinstance(key, tuple) else key
        raise DataError("key_unknown", table=self.table, value=value)
