"""English: the patterns by which its figures are read, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from . import dates, names, qualifiers
from .grammars import Ending, Grammar, Mark, Numeral
from .numerals import (
    DIGITS,
    ENGLISH_ORDINALS,
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    any_of,
    english_number,
    plain_number,
    roman_number,
)

# Patterns for words in capitals or not also match the long s, two other forms of i and the sign of
# kelvin, which no table of words has.
SAME = str.maketrans("µ\u017f\u0130\u0131\u212a", "μsIiK")

SCALE = any_of(ENGLISH_SCALES)
WORD = any_of(ENGLISH_WORDS)
NTH = any_of(ENGLISH_ORDINALS)
CLASS = "(?:class|category|grade|level)"
CLASSES = "(?:classes|categories|grades|levels)"


def _pattern(*pieces: str) -> re.Pattern[str]:
    """Return a pattern for words in capitals or not.

    >>> bool(_pattern("class", " ").match("Class III"))
    True
    """
    return re.compile("".join(pieces), re.IGNORECASE)


QUALIFIER = _pattern(
    # With the article of "about a 5% rise". Of "5% below 60" the 60 is not "below".
    rf"(?<!% )(?<!percent )\b(?:{qualifiers.alternatives(qualifiers.ENGLISH)}) (?:an? )?",
    # Not before a class, a year or a five-year plan: "below Class V", "about 2014".
    rf"(?!class |{dates.ANY_YEAR}{dates.NOT_COUNTED}|\d+th five)",
)
# 70 or more, 70 firms or more; but not "70 or more than that".
AFTER = _pattern(r"(?: \w+)? (?P<after>or more(?! than)|or so)\b")

MARKS = (
    Mark(
        "worse than Class V", _pattern(r"\b(?:worse than|inferior to|below) class "), "class", 1.0
    ),
    Mark("Class III", _pattern(rf"\b{CLASS} "), "class"),
    Mark("Classes I to III", _pattern(rf"\b{CLASSES} "), "class", for_all=True),
    Mark("No. 1", _pattern(r"\bNo\. ?(?=\d)"), "ordinal"),
)


def _ordinal(word: str) -> float:
    """Return the value of "first" to "tenth".

    >>> _ordinal("Second")
    2.0
    """
    return ENGLISH_ORDINALS[word.lower()]


def _ordinal_digits(text: str) -> float:
    """Return the value of digits with the ending of an ordinal.

    >>> _ordinal_digits("165th")
    165.0
    """
    return plain_number(text[:-2])


def _scale(text: str) -> float:
    """Return the value of a scale that stands alone.

    >>> _scale("a million"), _scale("hundred")
    (1000000.0, 100.0)
    """
    return ENGLISH_SCALES[text.lower().split(" ")[-1]]


def _half(text: str) -> float:
    """Return the value of half a scale.

    >>> _half("half a million")
    500000.0
    """
    return _scale(text) / 2


BELOW_HUNDRED = rf"(?:{WORD})(?:-(?:{WORD}))?"
NUMERALS = (
    Numeral("165th", _pattern(rf"(?:{DIGITS})(?:st|nd|rd|th)\b"), _ordinal_digits, "ordinal"),
    Numeral("22,000", _pattern(DIGITS), plain_number),
    # A mark behind it shows that it only begins a list: "first, it fell".
    Numeral("first", _pattern(rf"\b(?:{NTH})\b(?![.,;])"), _ordinal, "ordinal", in_words=True),
    Numeral(
        "one hundred and five",
        _pattern(
            rf"\b{BELOW_HUNDRED}(?: hundred(?: and {BELOW_HUNDRED})?)?\b",
            r"(?!(?<=one) of (?:them|these|those|the)\b)",  # "one of them" counts nothing
        ),
        english_number,
        in_words=True,
    ),
    Numeral("half a million", _pattern(rf"\bhalf an? (?:{SCALE})\b"), _half, in_words=True),
    Numeral("a million", _pattern(rf"\ban? (?:{SCALE})\b"), _scale, in_words=True),
    Numeral("million", _pattern(rf"\b(?:{SCALE})\b"), _scale, in_words=True, bare=True),
    # Only behind a mark: "I" and "V" are also words and letters.
    Numeral("III", _pattern(r"\b(?:VI|IV|V|I{1,3})\b"), roman_number, "class", marked=True),
)

ENDINGS = (
    Ending("58 percent", _pattern("%|[ -]percent(?!age)| per cent"), "percent"),
    Ending("5.7 percentage points", _pattern(" percentage points?"), "point"),
)
# Where none of this stands, no figure begins.
STARTERS = (
    "[a-zμ]+[-/]?\\d",  # COVID-19
    "https?:",
    "μ",
    "g/m3",  # the 3 is no figure, nor are those of PM 2.5
    "pm ",
    *dates.MONTHS,
    r"no\.",  # No. 1
    CLASS,
    CLASSES,
    "worse",  # worse than Class V
    "inferior",
    WORD,
    NTH,
    SCALE,
    f"(?:half )?an? (?:{SCALE})",
    f"(?:{'|'.join(qualifiers.ENGLISH.values())}) ",
)
STARTER = re.compile(rf"[\d−-]|\b(?:{'|'.join(STARTERS)})")


def grammar(units: Mapping[str, Sequence[str]]) -> Grammar:
    """Return the grammar of English with the spellings of some units.

    The words of ``units`` are its last ending; what a grammar holds is said in ``grammars``.

    >>> [ending.example for ending in grammar({"km": ["km"]}).endings]
    ['58 percent', '5.7 percentage points', '5 hours']
    """
    words = any_of(word for spellings in units.values() for word in spellings)
    return Grammar(
        starter=STARTER,
        same=SAME,
        wholes=(*names.WHOLES, *dates.ENGLISH),
        qualifier=QUALIFIER,
        marks=MARKS,
        numerals=NUMERALS,
        scale=_pattern(rf"[ -](?P<scale>{SCALE})\b"),
        scales=ENGLISH_SCALES,
        endings=(*ENDINGS, Ending("5 hours", _pattern(rf"[ -]?(?P<unit>{words})\b"))),
        after=AFTER,
        after_codes=qualifiers.ENGLISH_AFTER,
        between=re.compile("-|–| to |- to | and | or | against "),
        # A comma only before a Roman numeral: of "Classes I to III, 50 of all" 50 is no class.
        listing=re.compile(r"-|–| to | and | or |,(?: and| or)? (?=[IV]+\b)"),
        units={word.casefold(): unit for unit, spelled in units.items() for word in spelled},
    )
