"""Characters: what nobody sees, and what looks like another character, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...database import row_key
from ..rulebook import ANY_TABLE, Fault, Judge, Tables
from .columns import free_columns

# Characters that are wrong wherever they stand, each kind with an example.
CHARACTERS = {
    # A line end (\x0a) is left out: a cell may hold it.
    "a control character: \x07": r"\x00-\x09\x0b-\x1f\x7f-\x9f",
    "a space of another kind: \u00a0": r"\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
    "a hyphen that may not show: \u00ad": r"\u00ad",
    "a mark of joining: \u200b": r"\u180e\u200b-\u200d\u2060-\u2064",
    "a mark of direction: \u200e": r"\u061c\u200e\u200f\u202a-\u202e\u2065-\u206f",
    "a selector of a variant: \ufe0f": r"\ufe00-\ufe0f",
    "a filler: \u3164": r"\u115f\u1160\u3164\uffa0",
    "a byte-order mark: \ufeff": r"\ufeff",
    "a tag: \U000e0041": r"\U000e0000-\U000e007f",
    "a character that was lost: \ufffd": r"\ufffd",
    "a character of nobody: \ue000": r"\ue000-\uf8ff",
    "a radical for a character: \u2f64": r"\u2e80-\u2fdf",
    "a form kept for other codes: \uf900": r"\uf900-\ufaff",
    "several characters in one: \u33a1": r"\u3300-\u33ff",
    "a full-width digit or letter: ５": r"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a",
    # The marks of Chinese are left out: （），：；！？～.
    "a full-width sign: ％": r"\uff02-\uff07\uff0a\uff0b\uff0d-\uff0f\uff1c-\uff1e\uff20"
    r"\uff3c\uff3e-\uff40\uff5c",
    "a hyphen of another kind: \u2011": r"\u2010-\u2012\u2015",
    "an accent of its own: e\u0301": r"\u0300-\u036f",
}
# Characters that are wrong beside others, each kind with an example.
NEIGHBORS = {
    "a circle for a zero: 二○": r"[零一二三四五六七八九]○|○[零一二三四五六七八九]",
    # The μ of μg is left out.
    "a Greek or Cyrillic letter in a word: gr\u0435w": r"[A-Za-z][\u0370-\u03bb\u03bd-\u04ff]"
    r"|[\u0370-\u03bb\u03bd-\u04ff][A-Za-z]",
}
MISLEADING = re.compile("|".join((f"[{''.join(CHARACTERS.values())}]", *NEIGHBORS.values())))
AROUND = 8  # characters shown on either side of a fault
TextFault = tuple[str, str, str]  # code, value, what was expected


def misleading(text: str) -> Iterator[TextFault]:
    """Yield the fault of the first misleading character of a text, if any: one is enough.

    >>> list(misleading("Annual mean of PM２.5"))
    [('typography', '２', 'an of PM２.5')]
    """
    match = None if text.isascii() and text.isprintable() else MISLEADING.search(text)
    if match:
        yield "typography", match[0], around(text, match)


def around(text: str, match: re.Match[str]) -> str:
    """Return a match with some characters on either side.

    >>> around("It grew , and fell.", re.search(" ,", "It grew , and fell."))
    'It grew , and fel'
    """
    return text[max(0, match.start() - AROUND) : match.end() + AROUND]


def judge_characters(tables: Tables) -> Iterator[Fault]:
    """Yield the misleading characters in columns of no language, such as quotations."""
    for table in tables.names():
        columns = free_columns(tables.package, table)
        for row in tables.judged(table) if columns else ():
            for column in columns:
                for code, value, expected in misleading(row[column] or ""):
                    key = row_key(tables.package, table, row)
                    yield Fault(code, table, key, column, value, expected)


JUDGES = (Judge("judge_characters", ("typography",), frozenset({ANY_TABLE}), judge_characters),)
