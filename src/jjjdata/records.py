"""Records: rows of tables with their codes spelled out, and with the records that they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from .database import select
from .package import Package
from .tables import Row


@dataclass(frozen=True)
class Label:
    """A code with what it is called in both languages."""

    code: str
    zh: str
    en: str

    def text(self, lang: str) -> str:
        """Return what the code is called in ``lang``."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, eq=False, repr=False)
class Record(Mapping[str, Any]):
    """A row of a table, and the labels of its coded columns.

    It is a mapping of the columns: ``record["id"]``, ``dict(**record)``. They are attributes too:
    ``record.id``. Subclasses add what was joined to the row, as attributes only. Records are equal
    if they are of the same kind and have the same ID.
    """

    row: Row
    labels: dict[str, Label]

    def label(self, column: str, lang: str) -> str:
        """Return the label of a coded column in ``lang``; an empty cell has an empty one."""
        label = self.labels.get(column)
        return str(self.row[column] or "") if label is None else label.text(lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the columns and all that was joined to them, as JSON has it."""
        return dict(plain(self))

    def __getitem__(self, column: str) -> Any:
        return self.row[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.row)

    def __len__(self) -> int:
        return len(self.row)

    def __getattr__(self, name: str) -> Any:
        # By way of __dict__: while a record is being unpickled it has no row yet.
        row: Row = self.__dict__.get("row", {})
        if name in row:
            return row[name]
        names = ", ".join(sorted({*row, *(field.name for field in fields(self))}))
        raise AttributeError(f"{type(self).__name__} has no {name!r}; it has {names}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.row})

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.row)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other["id"] == self["id"]

    def __hash__(self) -> int:
        return hash((type(self), self.row["id"]))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row['id']}>"


def read_label(package: Package, code_list: str, code: str) -> Label:
    """Return the label of a code of a list in the table codes; one without is its own label."""
    return _labels(package).get((code_list, code)) or Label(code, code, code)


def read_labels(package: Package, table: str, row: Row) -> dict[str, Label]:
    """Return the labels of the coded columns of a row of ``table``; an empty cell has none."""
    return {
        column: read_label(package, code_list, row[column])
        for column, code_list in _code_lists(package, table)
        if row[column] is not None
    }


def typed(package: Package, table: str, row: Row) -> Row:
    """Return the columns of ``table`` in a row of the database, with dates and booleans as such."""
    return {name: _typed(row[name], kind) for name, kind in _types(package, table)}


def plain(value: object, known: dict[int, Any] | None = None) -> Any:
    """Return a value as JSON has it: dates as text, records and other dataclasses as objects.

    Where many values share records, ``known`` keeps what each became, so that it is made once.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item, known) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, known) for item in value]
    if not is_dataclass(value):
        return value.isoformat() if isinstance(value, date) else value
    if known is not None and id(value) in known:
        return known[id(value)]
    told = {field.name: plain(getattr(value, field.name), known) for field in fields(value)}
    if isinstance(value, Record):
        told = {**told.pop("row"), **told}
    if known is not None:
        known[id(value)] = told
    return told


@lru_cache(maxsize=256)
def _code_lists(package: Package, table: str) -> tuple[tuple[str, str], ...]:
    """Return the coded columns of a table, each with the list of its codes."""
    fields = package.fields(table)
    return tuple((field["name"], field["codeList"]) for field in fields if "codeList" in field)


@lru_cache(maxsize=256)
def _types(package: Package, table: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table, each with its type."""
    return tuple((field["name"], field["type"]) for field in package.fields(table))


@lru_cache(maxsize=4)
def _labels(package: Package) -> dict[tuple[str, str], Label]:
    codes = select(package, "select list, code, label_zh, label_en from codes")
    return {
        (row["list"], row["code"]): Label(row["code"], row["label_zh"], row["label_en"])
        for row in codes
    }


def _typed(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    return date.fromisoformat(value) if kind == "date" else value
