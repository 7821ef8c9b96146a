"""Agreement: the Chinese and the English text hold the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...database import row_key
from ...readings import FigureReader
from ..rulebook import ANY_TABLE, Fault, Judge, Rule, Tables
from .columns import ABOUT_WORDS, TextPair, judged_pairs
from .shared import figure_reader, listed, unquoted

RULES = (
    Rule(
        "figures-agree",
        "The Chinese and the English text hold the same figures, dates, qualifiers and units.",
        "中英文的数字、日期、限定词和单位一致。",
        "figures differ: the Chinese has {value}, the English {expected}",
        "数字不一致：中文为{value}，英文为{expected}",
    ),
)

# A statement is translated figure by figure; elsewhere one mention of a repeated figure will do.
FIGURE_BY_FIGURE = "statement"
LATIN_QUOTATION = re.compile("“[^“”\u4e00-\u9fff]*”")
Surplus = tuple[list[str], list[str]]  # what only the Chinese, and what only the English has


def judge_agreement(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each pair of texts of which one has a figure that the other lacks."""
    reader = figure_reader(tables)
    for table in tables.names():
        for row, pair in judged_pairs(tables, table):
            chinese, english = pair.texts(row)
            if not (chinese and english and _may_hold_figures(pair)):
                continue
            surplus = _surplus(reader, table, pair, chinese, english)
            if any(surplus):
                key = row_key(tables.package, table, row)
                yield Fault("figures-agree", table, key, pair.zh, *map(listed, surplus))


def _may_hold_figures(pair: TextPair) -> bool:
    """Return whether both languages are to hold the same figures: in sentences and in names.

    >>> _may_hold_figures(TextPair("name", "name_zh", "name_en"))  # the 14th Five-Year Plan
    True
    >>> _may_hold_figures(TextPair("title", "title_zh", "title_en"))
    False
    """
    return pair.is_sentence or pair.stem == "name"


def _surplus(
    reader: FigureReader, table: str, pair: TextPair, chinese: str, english: str
) -> Surplus:
    """Return the figures that only the Chinese, and that only the English text has.

    In tables about words none counts if the texts agree but for what each quotes in English.
    """
    surplus = reader.unmatched(chinese, english, strict=pair.stem == FIGURE_BY_FIGURE)
    if any(surplus) and table in ABOUT_WORDS and _agree_unquoted(reader, chinese, english):
        return [], []
    return surplus


def _agree_unquoted(reader: FigureReader, chinese: str, english: str) -> bool:
    """Return whether two texts agree but for what each quotes in English.

    >>> _agree_unquoted(FigureReader({}), "译文是“four teams”。", "The machine has 'teams'.")
    True
    """
    return not any(reader.unmatched(LATIN_QUOTATION.sub("", chinese), unquoted(english)))


JUDGES = (
    Judge(
        "judge_agreement",
        ("figures-agree",),
        frozenset({ANY_TABLE, "units"}),
        judge_agreement,
    ),
)
