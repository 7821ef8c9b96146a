"""Grammars: the small patterns of a language, each with an example, and the order of trying them.

At each place of a text where a figure may begin, the ``wholes`` of the language are tried in their
order (dates, plans, names, and what is no figure at all), then a quantity, piece by piece: a
qualifier, a sign, a mark, a numeral, a scale, an ending and a qualifier behind. Only the numeral
must be there.

The patterns look beside what they match, mostly to leave alone what looks like a figure and is
none; a comment at the pattern names such a case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .figures import Figure

# A minus sign. Behind a letter, digit, dash, % or bracket it is a hyphen: COVID-19, 5-6, 5%-6%.
SIGN = re.compile(r"(?<![A-Za-z0-9—–%)-])[-−](?=\d)")
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Whole:
    """A figure written in one piece; ``read`` says what a match means: None is no figure."""

    example: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Figure | None]


@dataclass(frozen=True)
class Mark:
    """What stands before a numeral and tells its kind.

    ``more`` is added to the value: 劣Ⅴ类, worse than Class V, is a class of its own, the sixth.
    A mark that is ``for_all`` stands once before several numerals: 百分之六十至七十.
    """

    example: str
    pattern: re.Pattern[str]
    kind: str
    more: float = 0.0
    for_all: bool = False


@dataclass(frozen=True)
class Numeral:
    """One way of writing a number.

    ``value`` makes a number of the words that match; it returns None where they only look like a
    number. A ``bare`` numeral is a scale alone. It is a number only with a qualifier, which may
    stand before it (超万家), within it (万余家) or behind it (万人以上). One that is ``marked`` is
    read only behind a mark of its own kind: III, which is a number behind "Class".
    """

    example: str
    pattern: re.Pattern[str]
    value: Callable[[str], float | None]
    kind: str = ""
    in_words: bool = False
    bare: bool = False
    marked: bool = False


@dataclass(frozen=True)
class Ending:
    """What stands behind a number: a unit, or what tells its kind; 成 counts in tens of percent."""

    example: str
    pattern: re.Pattern[str]
    kind: str = ""
    times: float = 1.0


Piece = TypeVar("Piece", "Mark", "Numeral", "Ending")


@dataclass(frozen=True)
class Grammar:
    """The patterns of one language.

    ``starter`` finds where a figure may begin, in the text in small letters: to look for capitals
    too takes three times as long; ``same`` has other spellings of a character;
    ``between`` is what may stand between the two ends of a range; ``listing`` is what may stand
    between numerals that share one mark; ``more`` and ``more_behind`` are
    words for "and more" within a number (10多万人) and behind its unit (3年多); ``larger`` are the
    groups of digits with scales before the last group: 5兆2073亿 in 5兆2073亿4000万; ``after`` are
    the qualifiers behind a figure, and ``after_codes`` what they mean; ``units`` tells the unit of
    each spelling.
    """

    starter: re.Pattern[str]
    same: Mapping[int, int | str]
    wholes: tuple[Whole, ...]
    qualifier: re.Pattern[str]
    marks: tuple[Mark, ...]
    numerals: tuple[Numeral, ...]
    scale: re.Pattern[str]
    scales: Mapping[str, float]
    endings: tuple[Ending, ...]
    after: re.Pattern[str]
    after_codes: Mapping[str, str]
    between: re.Pattern[str]
    listing: re.Pattern[str]
    units: Mapping[str, str]
    larger: re.Pattern[str] = NEVER
    more: re.Pattern[str] = NEVER
    more_behind: re.Pattern[str] = NEVER


class Cursor:
    """A place in a text, moved on by each pattern that matches there."""

    def __init__(self, text: str, place: int) -> None:
        self.text = text
        self.place = place

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of a pattern at the place and go on behind it; None leaves the place.

        >>> cursor = Cursor("22 million", 0)
        >>> cursor.take(re.compile("[0-9]+"))[0], cursor.place
        ('22', 2)
        """
        match = pattern.match(self.text, self.place)
        if match:
            self.place = match.end()
        return match

    def take_first(self, pieces: Iterable[Piece]) -> tuple[Piece, re.Match[str]] | None:
        """Return the first of several pieces that matches at the place, with its match.

        >>> share = Ending("58%", re.compile("%"), "percent")
        >>> Cursor("58%", 2).take_first([Ending("3类", re.compile("类"), "class"), share])[0].kind
        'percent'
        """
        for piece in pieces:
            match = self.take(piece.pattern)
            if match:
                return piece, match
        return None
