"""Folding: texts brought into one form, so that what a reader types finds what is written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .errors import DataError
from .files import read_bytes
from .package import Package

# The characters of a copy's tables that have a traditional form; the build writes it.
TRADITIONAL = "data/derived/traditional.json"
# Both are patterns of Python and of JavaScript: the reader in the browser folds by the same words.
# Accents, what nobody sees, and quotation marks, which people type in many ways or not at all.
DROPPED = (
    "[\\u0300-\\u036f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff"
    "'\"`\\u2018-\\u201f\\u02bc\\u00ab\\u00bb\\u2039\\u203a\\u3008-\\u300f]"
)
DASHES = "[\\u2010-\\u2015\\u2212]"
APART = "\x01"  # no cell has it, and folding leaves it
_DROPPED, _DASHES = re.compile(DROPPED), re.compile(DASHES)


def folded(text: str, package: Package) -> str:
    """Return a text as it is compared when something is looked for.

    Full width becomes half width, capitals small letters, and traditional characters simplified
    ones, as far as the tables of the package have them; accents and quotation marks go.

    >>> from jjjdata.package import shipped
    >>> folded("Xióng’ān ２０２３ “霧霾”", shipped())
    'xiongan 2023 雾霾'
    """
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text))
    forms, traditional = simplified_forms(package), _traditional(package)
    # Not str.translate, which asks for every character and takes most of the time of a search.
    return traditional.sub(lambda match: forms[match[0]], _DASHES.sub("-", plain).lower())


def folded_each(texts: Iterable[str], package: Package) -> list[str]:
    """Return texts folded, all at one go: one long text costs less than many short ones.

    >>> from jjjdata.package import shipped
    >>> folded_each(["SMOG", "", "霧霾"], shipped())
    ['smog', '', '雾霾']
    """
    joined = APART.join(texts)
    return folded(joined, package).split(APART)


@lru_cache(maxsize=4)
def simplified_forms(package: Package) -> dict[str, str]:
    """Return the simplified form of each traditional character that a copy may be searched by.

    A copy that was never built has none.
    """
    file = package.root / TRADITIONAL
    if not file.exists():
        return {}
    try:
        found = json.loads(read_bytes(file))
    except ValueError as error:
        raise DataError("file_damaged", file=file, reason=error) from error
    if not isinstance(found, dict) or not all(map(_is_pair, found.items())):
        raise DataError("file_damaged", file=file, reason="not one character for another")
    return found


def _is_pair(item: tuple[str, object]) -> bool:
    traditional, simplified = item
    return len(traditional) == 1 and isinstance(simplified, str) and len(simplified) == 1


@lru_cache(maxsize=4)
def _traditional(package: Package) -> re.Pattern[str]:
    """Return the pattern of a character that has a simplified form; it may match nothing."""
    characters = "".join(map(re.escape, simplified_forms(package)))
    return re.compile(f"[{characters}]" if characters else "(?!)")
