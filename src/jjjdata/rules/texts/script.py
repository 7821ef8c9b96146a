"""Script and typography: each text has the script, characters and marks of its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ...database import row_key
from ...errors import need
from ...languages import HAN, TAGS
from ..rulebook import ANY_TABLE, Fault, Judge, Row, Rule, Tables
from .shared import TextPair, judged_pairs, lookup

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
        "sentences end with a full stop, and no character is invisible or looks like another.",
        "标点、数字、空格和引号符合该语言的规范，句子以句号结尾，没有不可见或与别的字符形似的字符。",
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

WRONG_MARKS = {
    "zh": re.compile(
        r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[０-９Ａ-Ｚａ-ｚ]"
        r"|[\u4e00-\u9fff] +[\w\u4e00-\u9fff]|\w +[\u4e00-\u9fff]"
        r"|  |^\s|\s$|[，。；：]{2}|[\u4e00-\u9fff]\.(?!\w)"
    ),
    "en": re.compile(r"[，。；：？！（）《》“”‘’、—]|  |^\s|\s$| [,;:.](?![\d.])|,,"),
}
# What nobody sees, and what looks like another character: Kangxi radicals and compatibility forms
# for Chinese characters, Greek and Cyrillic letters beside Latin ones (the µ of µg apart).
UNSEEN = re.compile(
    r"[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffd]"
    r"|[\u2e80-\u2fdf\uf900-\ufaff]"
    r"|[A-Za-z][\u0370-\u03bb\u03bd-\u03ff\u0400-\u04ff]|[\u0370-\u03bb\u03bd-\u04ff][A-Za-z]"
)
ENDED = {"zh": re.compile(r"[。？！][”）》]?$"), "en": re.compile(r"[.?!][\"')]?$")}
FULL_STOP = {"zh": "。", "en": "."}
# Lists of words, parted by "; "; a word may be foreign, and one language may have none.
LISTS = ("keywords", "spellings")
# Titles and the words of the article are printed as their publishers set them.
AS_PUBLISHED = ("title", "variant")
AROUND = 8  # characters shown on either side of a fault


def judge_scripts(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of script and typography in every text column of every table."""
    for table in tables.names():
        for row, pair in judged_pairs(tables, table):
            for code, column, value, expected in _pair_faults(pair, row):
                key = row_key(tables.package, table, row)
                yield Fault(code, table, key, column, value, expected)


def _pair_faults(pair: TextPair, row: Row) -> Iterator[tuple[str, str, str | None, str]]:
    if pair.zh and pair.en and pair.stem not in LISTS and bool(row[pair.zh]) != bool(row[pair.en]):
        empty, filled = (pair.en, pair.zh) if row[pair.zh] else (pair.zh, pair.en)
        yield "pair-filled", empty, None, row[filled]
    for lang, column in pair.columns():
        for code, value, expected in text_faults(pair, lang, row[column] or ""):
            yield code, column, value, expected


def text_faults(pair: TextPair, lang: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield code, value and expectation of each fault of script and typography in one text."""
    is_list = pair.stem in LISTS
    if text and not is_list and bool(HAN.search(text)) != (lang == "zh"):
        yield "script", text, TAGS[lang]
    if pair.stem not in AS_PUBLISHED:
        for part in text.split("; ") if is_list else [text]:
            wrong = WRONG_MARKS[lang].search(part)
            if wrong:
                yield "typography", wrong[0], _around(part, wrong)
    yield from _unseen_faults(text)
    if text and pair.is_sentence and not ENDED[lang].search(text):
        yield "typography", text[-AROUND:], text[-AROUND:] + FULL_STOP[lang]
    if lang == "zh" and simplified(text) != text:
        yield "simplified", text, simplified(text)


def _unseen_faults(text: str) -> Iterator[tuple[str, str, str]]:
    unseen = UNSEEN.search(text)
    if unseen:
        yield "typography", unseen[0], _around(text, unseen)


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - AROUND) : match.end() + AROUND]


def judge_printed(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of what was read in a source.

    What is printed has not the script that the source was read in, or a character is invisible.
    """
    language = lookup(tables, "sources", "language")
    for table in ("evidence", "observations"):
        for row in tables.judged(table):
            for column in ("printed", "quote"):
                words = row[column] or ""
                if language.get(row["source_id"]) == TAGS["zh"] and simplified(words) != words:
                    yield Fault("script", table, row["id"], column, words, TAGS["zh"])
                for code, value, expected in _unseen_faults(words):
                    yield Fault(code, table, row["id"], column, value, expected)


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    A character counts as traditional if it has another form alone: together, neighbors would be
    read as words. 乾, 瞭 and 著 stay, since they may be simplified too.
    """
    return _convert()(text) if any(map(_is_traditional, set(text))) else text


@cache
def _is_traditional(char: str) -> bool:
    return _convert()(char) != char


@cache
def _convert() -> Callable[[str], str]:
    opencc: Any = need("opencc", "validate")
    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


JUDGES = (
    Judge(
        "judge_scripts",
        ("script", "typography", "simplified", "pair-filled"),
        frozenset({ANY_TABLE}),
        judge_scripts,
    ),
    Judge(
        "judge_printed",
        ("script", "typography"),
        frozenset({"evidence", "observations", "sources"}),
        judge_printed,
    ),
)
