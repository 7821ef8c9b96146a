"""Script and typography: each text has the script, characters and marks of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...database import row_key
from ...languages import HAN, TAGS
from ..rulebook import ANY_TABLE, Fault, Judge, Row, Rule, Tables
from . import characters
from .characters import AROUND, TextFault, around, misleading
from .columns import TextPair, judged_pairs
from .marks import FULL_STOP, is_ended, wrong_mark
from .shared import lookup
from .simplified import simplified

RULES = (
    Rule(
        "script",
        "Chinese columns hold Chinese characters, English columns none, "
        "and what is printed has the script of its source.",
        "中文列含有汉字，英文列不含汉字，所印文字与来源的文字一致。",
        "{value} is not written in the script of {expected}",
        "{value}的文字不是{expected}",
    ),
    Rule(
        "typography",
        "Punctuation, digits, spaces and quotation marks are those of the language, "
        "sentences end with a full stop, and no character is invisible, full-width "
        "or looks like another.",
        "标点、数字、空格和引号符合该语言的规范，句子以句号结尾，"
        "没有不可见、全角或与别的字符形似的字符。",
        "{value} is against the typography of the language; look at: {expected}",
        "{value}不合该语言的排版规范；请看：{expected}",
    ),
    Rule(
        "simplified",
        "Chinese is written in simplified characters.",
        "中文使用简体字。",
        "{value} holds traditional characters; write: {expected}",
        "{value}含有繁体字；应写作：{expected}",
    ),
)


def judge_scripts(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of script and typography in every text column of every table."""
    for table in tables.names():
        for row, pair in judged_pairs(tables, table):
            for code, column, value, expected in _pair_faults(pair, row):
                key = row_key(tables.package, table, row)
                yield Fault(code, table, key, column, value, expected)


def _pair_faults(pair: TextPair, row: Row) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield code, column, value and expectation of each fault in a pair of texts."""
    chinese, english = pair.texts(row)
    if pair.zh and pair.en and not _is_list(pair) and bool(chinese) != bool(english):
        empty, filled = (pair.en, chinese) if chinese else (pair.zh, english)
        yield "pair-filled", empty, None, filled
    for lang, column in pair.columns():
        for code, value, expected in text_faults(pair, lang, row[column] or ""):
            yield code, column, value, expected


def _is_list(pair: TextPair) -> bool:
    """Return whether a column lists words: they may be foreign, and one language may have none.

    >>> _is_list(TextPair("spellings", "spellings_zh", "spellings_en"))
    True
    """
    return pair.stem in ("keywords", "spellings")


def _is_as_published(pair: TextPair) -> bool:
    """Return whether a text is printed with the marks of its publisher, as titles are.

    >>> _is_as_published(TextPair("title", "title_zh", "title_en"))
    True
    """
    return pair.stem in ("title", "variant")


def text_faults(pair: TextPair, lang: str, text: str) -> Iterator[TextFault]:
    """Yield code, value and expectation of each fault of script and typography in one text.

    >>> note = TextPair("note", "note_zh", "note_en")
    >>> [code for code, *_ in text_faults(note, "zh", "達到 58%")]
    ['typography', 'typography', 'simplified']
    """
    if not text:
        return
    if not _is_list(pair) and bool(re.search(HAN, text)) != (lang == "zh"):
        yield "script", text, TAGS[lang]
    if not _is_as_published(pair):
        yield from _mark_faults(text.split("; ") if _is_list(pair) else [text], lang)
    yield from misleading(text)
    if pair.is_sentence and not is_ended(text, lang):
        yield "typography", text[-AROUND:], text[-AROUND:] + FULL_STOP[lang]
    if lang == "zh" and simplified(text) != text:
        yield "simplified", text, simplified(text)


def _mark_faults(parts: list[str], lang: str) -> Iterator[TextFault]:
    """Yield the first wrong mark of each part of a text.

    >>> list(_mark_faults(["标准 箱", "标箱"], "zh"))
    [('typography', '准 箱', '标准 箱')]
    """
    for part in parts:
        wrong = wrong_mark(part, lang)
        if wrong:
            yield "typography", wrong[0], around(part, wrong)


def judge_script_of_sources(tables: Tables) -> Iterator[Fault]:
    """Yield what is copied in traditional characters from a source in simplified ones.

    A text in simplified characters may well be copied from a source in traditional ones: many
    characters are the same in both.
    """
    language = lookup(tables, "sources", "language")
    for table in ("evidence", "observations"):
        for row in tables.judged(table):
            for column in ("printed", "quote"):
                words = row[column] or ""
                if language.get(row["source_id"]) == TAGS["zh"] and simplified(words) != words:
                    yield Fault("script", table, row["id"], column, words, TAGS["zh"])


JUDGES = (
    Judge(
        "judge_scripts",
        ("script", "typography", "simplified", "pair-filled"),
        frozenset({ANY_TABLE}),
        judge_scripts,
    ),
    Judge(
        "judge_script_of_sources",
        ("script",),
        frozenset({"evidence", "observations", "sources"}),
        judge_script_of_sources,
    ),
    *characters.JUDGES,
)
