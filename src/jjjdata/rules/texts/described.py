"""Described: package, tables and columns have title and description in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...languages import HAN
from ..rulebook import Fault, Judge, Rule, Tables
from .characters import misleading
from .marks import wrong_mark
from .simplified import simplified

RULES = (
    Rule(
        "described",
        "The package, every table and every column have title and description in both languages.",
        "数据包、每个表和每一列都有中英文名称和说明。",
        "{expected} is missing, or in the wrong script or typography: {value}",
        "{expected}缺少，或文字、排版不对：{value}",
    ),
)

TEXTS = {"title": "en", "title_zh": "zh", "description": "en", "description_zh": "zh"}


def judge_descriptor(tables: Tables) -> Iterator[Fault]:
    """Yield the titles and descriptions of the descriptor that are missing or badly written."""
    for table, column, item in _items(tables.package.descriptor):
        for name, lang in TEXTS.items():
            if not _is_well_written(item.get(name), lang):
                # The property at fault stands where a fault of data has its row.
                yield Fault("described", table, name, column, item.get(name), name)


def _items(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the package, its tables and their columns, with the names of table and column."""
    yield "", "", descriptor
    for resource in descriptor["resources"]:
        yield resource["name"], "", resource
        for field in resource["schema"]["fields"]:
            yield resource["name"], field["name"], field


def _is_well_written(text: object, lang: str) -> bool:
    """Return whether a text is there, in the script and with the marks of its language.

    >>> _is_well_written("陳述", "zh"), _is_well_written("陈述", "zh")
    (False, True)
    """
    if not isinstance(text, str) or not text.strip():
        return False
    if wrong_mark(text, lang) or any(misleading(text)):
        return False
    has_script = bool(re.search(HAN, text)) == (lang == "zh")
    return has_script and (lang == "en" or simplified(text) == text)


JUDGES = (Judge("judge_descriptor", ("described",), frozenset(), judge_descriptor),)
