"""Search: the claims that hold the words looked for."""

from __future__ import annotations

import os
import re

from .database import select
from .package import Package, opened
from .records import typed
from .tables import Row

# The columns of a claim that are looked through.
COLUMNS = ("id", "quote", "statement_zh", "statement_en", "source_term_zh")


def find(text: str, package: Package | str | os.PathLike[str] | None = None) -> list[Row]:
    """Return the rows of the claims that hold ``text``.

    Looked through are ID, quotation, statements and Chinese wording. Upper and lower case count as
    the same; several words must all occur. A Latin word must begin where a word begins: "port"
    finds "ports", but not "report". ``package`` is the folder of another copy, by default the
    shipped one.

    >>> [row["id"] for row in find("58%")]
    ['port-containers-growth']
    """
    words = [_pattern(word) for word in text.casefold().split()]
    if not words:
        return []
    copy = opened(package)
    rows = []
    for row in select(copy, "select * from claims order by rowid"):
        content = " ".join(row[column] or "" for column in COLUMNS).casefold()
        if all(word.search(content) for word in words):
            rows.append(typed(copy, "claims", row))
    return rows


def _pattern(word: str) -> re.Pattern[str]:
    begins_latin = "a" <= word[0] <= "z"
    return re.compile((r"\b" if begins_latin else "") + re.escape(word))
