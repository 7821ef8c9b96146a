"""Bare numbers: digits cut from a table or from another language, which may lack their scale."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...readings import Figure
from .shared import POWERS, near

# Words of a figure that is told in full, and leaves no scale to guess.
FULL = re.compile(r"\d\s?[\u4e00-\u9fff]|(?i:thousand|million|billion|trillion)\b")
# Words for a million or a billion that the reader of English does not know.
SCALED = re.compile(r"(?i)mil|mio|mrd|\d ?(m|bn)\b")
WORD = re.compile(r"[^\W\d]{4,}")
NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")


def has_words(printed: str) -> bool:
    """Return whether something is said with a number.

    >>> has_words("22,18 millones"), has_words("13.0")
    (True, False)
    """
    return bool(WORD.search(printed))


def is_told_in_full(printed: str, figures: Iterable[Figure]) -> bool:
    """Return whether a figure is printed with its scale or unit, so that none may be added.

    >>> is_told_in_full("2218万标箱", []), is_told_in_full("2218", [])
    (True, False)
    >>> is_told_in_full("2218 containers", []), is_told_in_full("22,18 millones", [])
    (True, False)
    """
    has_foreign_scale = bool(SCALED.search(printed))
    return (
        any(figure.unit or figure.kind != "number" for figure in figures)
        or bool(FULL.search(printed))
        or (has_words(printed) and not has_foreign_scale)
    )


def may_be(printed: str, value: float) -> bool:
    """Return whether digits may be a value, in some scale and with either decimal mark.

    >>> may_be("2218", 22.18e6), may_be("2 218,5", 2218.5), may_be("2219", 22.18e6)
    (True, True, False)
    """
    return any(near(number * power, value) for number in _numbers(printed) for power in POWERS)


def _numbers(printed: str) -> set[float]:
    """Return the numbers that the digits may be, with either decimal mark.

    >>> sorted(_numbers("2.218"))
    [2.218, 2218.0]
    """
    raw = {re.sub(r"\s", "", number) for number in NUMBER.findall(printed)}
    texts = {text.replace(",", "") for text in raw}
    texts |= {text.replace(".", "").replace(",", ".") for text in raw}
    return {float(text) for text in texts if re.fullmatch(r"\d+(\.\d+)?", text)}
