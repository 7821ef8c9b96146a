"""The traditional forms of the characters that the tables hold, by which readers may search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from jjjdata.languages import HAN
from jjjdata.rules.texts.simplified import simplified
from jjjdata.tables import Row

# Of these the simplified text may have either, so that OpenCC leaves them; a search takes both.
EITHER = {"乾": "干", "瞭": "了", "著": "着"}
FIRST, LAST = 0x3400, 0x9FFF  # the characters that HAN finds


def traditional_forms(rows: Mapping[str, Iterable[Row]]) -> dict[str, str]:
    """Return each traditional character whose simplified form the tables hold, with that form."""
    held = {
        character
        for table in rows.values()
        for row in table
        for cell in row.values()
        if isinstance(cell, str)
        for character in re.findall(HAN, cell)
    }
    return {
        character: form
        for character, form in _all_forms().items()
        if form in held or character in held
    }


@cache
def _all_forms() -> dict[str, str]:
    characters = map(chr, range(FIRST, LAST + 1))
    forms = {character: simplified(character) for character in characters} | EITHER
    return {character: form for character, form in forms.items() if form != character}
