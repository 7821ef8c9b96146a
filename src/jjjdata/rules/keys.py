"""Keys: no row stands twice, and a key is made of the columns it names.

Which columns tell two rows of a table apart, and what its keys are made of, stands in the
descriptor as ``identity`` and ``keyPattern``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..database import row_key
from .rulebook import ANY_TABLE, Fault, Judge, Row, Rule, Tables

NUMBER = "{number}"
DIGITS = re.compile("[0-9]{1,9}")  # more would be a damaged key, and slow to count

RULES = (
    Rule(
        "row-twice",
        "No source, piece of evidence, observation, term or exemption stands twice under two keys.",
        "来源、证据、观测值、术语和豁免都不会换一个主键重复出现。",
        "{value} says the same as {expected}; delete one of them, or record what tells them apart",
        "{value}与{expected}内容相同；请删去其一，或写明两者的区别",
    ),
    Rule(
        "key-shape",
        "The key of a row is made of the columns it names, and of a number where rows share them.",
        "行的主键由它所指的列组成，列相同的各行另加编号。",
        "the key {value} is not made of the columns it names; it should be {expected}, with a "
        "number in place of …",
        "主键{value}与它所指的列不符；应为{expected}（…处为编号）",
    ),
)


def find_doubles(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each row that says the same as one before it."""
    for table in tables.names():
        identity = tables.package.resource(table).get("identity")
        if not identity:
            continue
        first: dict[tuple[Any, ...], str] = {}
        # All rows and not only those to be judged: one of these may repeat any other.
        for row in tables.rows(table):
            key = row_key(tables.package, table, row)
            same = first.setdefault(tuple(row[column] for column in identity), key)
            if same != key:
                yield Fault("row-twice", table, key, key_columns(tables, table), key, same)


def find_misshapen(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each row whose key does not follow the pattern of its table."""
    for table in tables.names():
        pattern = tables.package.resource(table).get("keyPattern")
        if not pattern:
            continue
        for row in tables.judged(table):
            key, shape = row_key(tables.package, table, row), shape_of(pattern, row)
            if not follows(key, shape):
                expected = shape.replace(NUMBER, "…")
                yield Fault("key-shape", table, key, key_columns(tables, table), key, expected)


def key_columns(tables: Tables, table: str) -> str:
    """Return the names of the columns that make the primary key."""
    return ", ".join(tables.package.primary_key(table))


def shape_of(pattern: str, row: Row) -> str:
    """Return the key that a pattern asks of a row, with the number left open.

    An empty cell leaves nothing between the hyphens around it.

    >>> shape_of("{place_id}-{period}-{number}", {"place_id": "hebei", "period": "2014/2023"})
    'hebei-2014-to-2023-{number}'
    """

    def cell(match: re.Match[str]) -> str:
        if match[0] == NUMBER:
            return NUMBER
        return str(row[match[1]] or "").replace("/", "-to-").replace("_", "-")

    return re.sub(r"\{(\w+)\}", cell, pattern)


def follows(key: str, shape: str) -> bool:
    """Return whether a key is of a shape.

    >>> shape = "plan-13th-e{number}"
    >>> follows("plan-13th-e02", shape), follows("plan-13th-e", shape)
    (True, False)
    """
    before, number, after = shape.partition(NUMBER)
    if not number:
        return key == shape
    middle = key[len(before) : len(key) - len(after)]
    return key == before + middle + after and DIGITS.fullmatch(middle) is not None


JUDGES = (
    Judge("find_doubles", ("row-twice",), frozenset({ANY_TABLE}), find_doubles),
    Judge("find_misshapen", ("key-shape",), frozenset({ANY_TABLE}), find_misshapen),
)
