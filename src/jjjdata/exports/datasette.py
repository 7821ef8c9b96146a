"""Datasette: what it is told of the database: titles, meanings, labels for IDs, a query to find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..database import literal, quoted
from ..descriptors import about
from ..messages import say
from ..package import LANGUAGES, Package, text
from .forms import Task
from .sheets import both, code_lists, kept_columns, kept_fields

DATABASE = "jjjdata"
MOST_FACETS = 4


def describe(task: Task, lang: str) -> dict[str, Any]:
    """Return the metadata of the database as Datasette reads it, told in ``lang``."""
    package, facts = task.package, about(task.package)
    license = facts.licenses[0]
    # Without both languages there are only the columns of one, and no views.
    described = {table: _table(package, table, task.lang, lang) for table in task.tables}
    if task.lang is None:
        for table in task.tables:
            for each in LANGUAGES:
                described[f"{table}_{each}"] = _view(package, table, each, lang)
    find = {"title": say("datasette_find", lang), "sql": _find(task, lang)}
    database: dict[str, Any] = {"description": say("datasette_search", lang)}
    database |= {"tables": described, "queries": {"find": find} if find["sql"] else {}}
    told = {
        "title": facts.title(lang) or facts.descriptor["title"],
        "description": facts.description(lang),
        "license": license.title,
        "license_url": license.path,
        "source_url": facts.homepage,
        "databases": {DATABASE: database},
    }
    return {name: value for name, value in told.items() if value}


def label_column(package: Package, table: str, lang: str) -> str | None:
    """Return the first column in ``lang``, which says what a row is; some tables have none."""
    names = [field["name"] for field in package.fields(table)]
    return next((name for name in names if name.endswith(f"_{lang}")), None)


def texts(package: Package, table: str, lang: str | None) -> list[str]:
    """Return the columns with running text, under the names they have in an export."""
    keys = set(package.primary_key(table))
    for columns, _, _ in package.foreign_keys(table):
        keys.update(columns)
    kept = kept_columns(package, table, lang)
    return [
        kept[field["name"]]
        for field in package.fields(table)
        if field["name"] in kept
        and field["type"] == "string"
        and field["name"] not in keys
        and not code_lists(field)
        and not {"pattern", "enum"} & set(field.get("constraints", {}))
        and "format" not in field
    ]


def _table(package: Package, table: str, kept: str | None, lang: str) -> dict[str, Any]:
    resource = package.resource(table)
    fields = kept_fields(package, table, kept)
    label = label_column(package, table, kept or lang)
    told = {
        "title": text(resource, "title", lang),
        "description": text(resource, "description", lang),
        "columns": _meanings(fields, lang),
        "label_column": label and kept_columns(package, table, kept)[label],
        "facets": [field["name"] for field in fields if code_lists(field)][:MOST_FACETS],
    }
    return {name: value for name, value in told.items() if value}


def _view(package: Package, table: str, spoken: str, lang: str) -> dict[str, Any]:
    """Return what is told of the view of a table in the language ``spoken``."""
    resource = package.resource(table)
    title = text(resource, "title", lang) or table
    return {
        "title": say(f"datasette_view_{spoken}", lang, title=title),
        "columns": _meanings(kept_fields(package, table, spoken), lang),
    }


def _meanings(fields: Iterable[dict[str, Any]], lang: str) -> dict[str, str]:
    return {field["name"]: both(field, "description", lang) for field in fields}


def _find(task: Task, lang: str) -> str:
    """Return a query for words of any length in all tables whose rows have a label.

    The index knows no words of one or two characters, and most Chinese words have two.
    """
    parts = []
    for table in task.tables:
        key, label = task.package.primary_key(table), label_column(task.package, table, lang)
        kept = kept_columns(task.package, table, task.lang)
        if len(key) != 1 or label is None or label not in kept:
            continue
        name = kept[label]
        columns = texts(task.package, table, task.lang)
        within = " || ' ' || ".join(f"coalesce({quoted(column)}, '')" for column in columns)
        parts.append(
            f'select {literal(table)} as "table", {quoted(key[0])} as id, '  # noqa: S608
            f"{quoted(name)} as label from {quoted(table)} "
            f"where {within} like '%' || :words || '%'"
        )
    return "\nunion all\n".join(parts)
