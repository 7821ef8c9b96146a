"""Codes: every code list is used, is the same in the schema, and tells its codes apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..database import views
from ..package import LANGUAGES, Field, Package
from .rulebook import Fault, Judge, Row, Rule, Tables

IN_VIEW = re.compile(r"\blist = '(\w+)'")  # how a view joins the labels of its codes

RULES = (
    Rule(
        "code-listed",
        "Every code list is used by a column or a view, is the same in the schema, and has labels "
        "that differ.",
        "每个代码表都有列或视图使用，与模式中的相同，且标签互不相同。",
        "{value} does not agree with {expected}; a code stands in the table codes and in the "
        "schema, with a label of its own",
        "{value}与{expected}不符；代码应同时列于代码表和模式，并有自己的标签",
    ),
)


def find_unlisted(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of the code lists."""
    lists: dict[str, list[Row]] = {}
    for row in tables.rows("codes"):
        lists.setdefault(row["list"], []).append(row)
    yield from _differences_from_schema(tables, lists)
    yield from _lists_unused(tables, lists)
    for rows in lists.values():
        for lang in LANGUAGES:
            yield from _labels_twice(rows, f"label_{lang}")


def _differences_from_schema(tables: Tables, lists: Mapping[str, list[Row]]) -> Iterator[Fault]:
    for table, field in _coded_fields(tables.package):
        name = field["codeList"]
        listed = {row["code"] for row in lists.get(name, [])}
        differing = listed ^ set(field.get("constraints", {}).get("enum", []))
        if differing:
            yield Fault("code-listed", table, "", field["name"], differing, f"codes: {name}")


def _lists_unused(tables: Tables, lists: Mapping[str, list[Row]]) -> Iterator[Fault]:
    used = {name for view in views() for name in IN_VIEW.findall(view.sql)}
    used |= {field["codeList"] for _, field in _coded_fields(tables.package)}
    for name, rows in lists.items():
        if name not in used:
            yield Fault(
                "code-listed", "codes", _key(rows[0]), "list", name, "datapackage.json: codeList"
            )


def _coded_fields(package: Package) -> Iterator[tuple[str, Field]]:
    """Yield the fields that hold the codes of a list, each with the name of its table."""
    for table in package.resources:
        for field in package.fields(table):
            if field.get("codeList") is not None:
                yield table, field


def _labels_twice(rows: list[Row], column: str) -> Iterator[Fault]:
    by_label: dict[str, list[Row]] = {}
    for row in rows:
        by_label.setdefault(row[column], []).append(row)
    for label, alike in by_label.items():
        if len(alike) > 1:
            for row in alike:
                others = [_key(other) for other in alike if other is not row]
                yield Fault("code-listed", "codes", _key(row), column, label, others)


def _key(row: Row) -> str:
    return f"{row['list']}/{row['code']}"


JUDGES = (Judge("find_unlisted", ("code-listed",), frozenset({"codes"}), find_unlisted),)
