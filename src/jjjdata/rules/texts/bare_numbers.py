"""Bare numbers: digits cut from a table or from another language, which may lack their scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...readings import Figure
from .shared import POWERS, near

# A figure is complete if no scale is left to guess: a Chinese character stands behind the digits,
# or the text has an English scale.
COMPLETE = re.compile(r"\d\s?[\u4e00-\u9fff]|(?i:thousand|million|billion|trillion)\b")
# Words for thousand, million and billion of other languages: 22,18 millones. The reader of figures
# does not know their values, so that the scale has to be guessed as if it were not there.
FOREIGN_SCALE = re.compile(
    r"(?i)(?<![^\W\d])(?:mil|mille|mil+i(?:on|ard)\w*|mill[oó]n\w*|milh\w+|mio|mln|mrd)\b"
    r"|\d ?(?:m|bn)\b"
)
# Four letters or more: km, TEU and mio are no words.
LONG_WORD = re.compile(r"[^\W\d]{4,}")
# Thousands may stand apart, "2 218,5"; two numbers side by side do not make one.
NUMBER = re.compile(r"\d{1,3}(?:\s\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
THOUSANDS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}


def has_words(printed: str) -> bool:
    """Return whether something is said with a number; letters of a unit or scale say nothing.

    >>> has_words("22,18 millones"), has_words("13.0")
    (True, False)
    """
    return bool(LONG_WORD.search(printed))


def is_complete(printed: str, figures: Iterable[Figure]) -> bool:
    """Return whether a figure is printed with its scale or unit, so that none may be added.

    A word beside it says what is counted, and then the digits count it one by one. Only if the word
    is a foreign scale, the figure is not complete.

    >>> is_complete("2218万标箱", []), is_complete("2218", [])
    (True, False)
    >>> is_complete("2218 families", []), is_complete("22,18 millones", [])
    (True, False)
    """
    if any(figure.unit or figure.kind != "number" for figure in figures):
        return True
    says_what = has_words(printed) and not FOREIGN_SCALE.search(printed)
    return says_what or bool(COMPLETE.search(printed))


def may_stand_for(printed: str, value: float) -> bool:
    """Return whether the digits of what is printed may stand for a value.

    They may count in some scale, and have either decimal mark.

    >>> [may_stand_for(digits, 22.18e6) for digits in ("2218", "2014 2218", "2219")]
    [True, True, False]
    >>> may_stand_for("2 218,5", 2218.5), may_stand_for("1.234,5", 1234.5)
    (True, True)
    >>> may_stand_for("2,218.5", 2.2185)
    False
    """
    return any(near(number * power, value) for number in _numbers(printed) for power in POWERS)


def _numbers(printed: str) -> set[float]:
    """Return the numbers that the digits may be, with either decimal mark.

    >>> sorted(_numbers("2.218")), sorted(_numbers("1,234.5"))
    ([2.218, 2218.0], [1234.5])
    """
    raw = {re.sub(r"\s", "", number) for number in NUMBER.findall(printed)}
    return {number for text in raw for number in _read_either_way(text)}


def _read_either_way(digits: str) -> Iterator[float]:
    """Yield the number that digits are with a decimal point, and with a decimal comma.

    >>> list(_read_either_way("2.218")), list(_read_either_way("22,18"))
    ([2.218, 2218.0], [22.18])
    """
    for point, comma in (".,", ",."):
        whole, _, rest = digits.partition(point)
        if (whole.isdigit() or THOUSANDS[comma].fullmatch(whole)) and (rest.isdigit() or not rest):
            yield float(f"{whole.replace(comma, '')}.{rest or 0}")
