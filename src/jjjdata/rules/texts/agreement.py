"""Agreement: the Chinese and the English text hold the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...database import row_key
from ...readings import FigureReader
from ..rulebook import ANY_TABLE, Fault, Judge, Row, Rule, Tables
from .shared import ABOUT_WORDS, QUOTED, TextPair, figure_reader, judged_pairs, listed

RULES = (
    Rule(
        "figures-agree",
        "The Chinese and the English text hold the same figures, dates, qualifiers and units.",
        "中英文的数字、日期、限定词和单位一致。",
        "figures differ: the Chinese has {value}, the English {expected}",
        "数字不一致：中文为{value}，英文为{expected}",
    ),
)

# Names hold figures too: "the 14th Five-Year Plan".
WITH_FIGURES = ("name",)
# A statement is translated figure by figure; elsewhere one mention of a repeated figure will do.
FIGURE_BY_FIGURE = "statement"
LATIN_QUOTATION = re.compile("“[^“”\u4e00-\u9fff]*”")


def judge_agreement(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each pair of texts of which one has a figure that the other lacks."""
    reader = figure_reader(tables)
    for table in tables.names():
        for row, pair in judged_pairs(tables, table):
            if not (pair.is_sentence or pair.stem in WITH_FIGURES):
                continue
            surplus = _surplus(reader, table, pair, row)
            if any(surplus):
                key = row_key(tables.package, table, row)
                yield Fault("figures-agree", table, key, pair.zh, *map(listed, surplus))


def _surplus(
    reader: FigureReader, table: str, pair: TextPair, row: Row
) -> tuple[list[str], list[str]]:
    """Return the figures that only the Chinese, and that only the English text of a row has."""
    chinese, english = pair.texts(row)
    if not (chinese and english):
        return [], []
    surplus = reader.unmatched(chinese, english, strict=pair.stem == FIGURE_BY_FIGURE)
    if table in ABOUT_WORDS and any(surplus):
        # What is quoted in the other language may hold figures of its own.
        bare = LATIN_QUOTATION.sub("", chinese), QUOTED.sub("", english)
        if not any(reader.unmatched(*bare)):
            return [], []
    return surplus


JUDGES = (
    Judge(
        "judge_agreement",
        ("figures-agree",),
        frozenset({ANY_TABLE, "units"}),
        judge_agreement,
    ),
)
