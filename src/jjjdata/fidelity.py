"""Fidelity: how faithfully the quotation of a claim renders what was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from .languages import is_chinese

Row = Mapping[str, Any]

# How much each problem of a term weighs on the fidelity of a claim. The others weigh nothing.
PENALTIES = {
    "garbled": "garbled",
    "mistranslation": "mistranslated",
    "wrong_name": "mistranslated",
    "spurious_insertion": "mistranslated",
    "literal": "imprecise",
    "omission": "imprecise",
    "inconsistent": "imprecise",
    "grammar": "imprecise",
}
FROM_WORST = ("garbled", "mistranslated", "imprecise", "faithful")
SMALL_WORD = 3  # characters; two words in a row count only if both are longer


def fidelity(claim: Row, terms: Iterable[Row], language: str) -> str:
    """Return how faithfully a claim's quotation renders what was said: the worst problem counts.

    The result is a code of the list fidelity. ``language`` is the tag of the document's: what is
    quoted in Chinese was not translated. Where the Chinese wording was not seen, nothing can be
    said.

    >>> claim = {"quote": "Four teams", "source_term_zh": "四套班子", "passage_id": "p1"}
    >>> term = {"variant_en": "Four teams", "term_zh": "四套班子", "passage_id": "p1"}
    >>> fidelity(claim, [{**term, "problem": "mistranslation"}], "en"), fidelity(claim, [], "en")
    ('mistranslated', 'faithful')
    """
    if is_chinese(language):
        return "not_translated"
    if not claim["source_term_zh"]:
        return "original_not_seen"
    weights = {PENALTIES.get(term["problem"], "faithful") for term in bearing(claim, terms)}
    return next((code for code in FROM_WORST if code in weights), "faithful")


def bearing(claim: Row, terms: Iterable[Row]) -> list[Row]:
    """Return the terms that bear on a claim.

    They are those of its passage that overlap its quotation or stand in its Chinese wording, and
    those of other passages that stand whole in its quotation.
    """
    return [term for term in terms if _bears_on(term, claim)]


def _bears_on(term: Row, claim: Row) -> bool:
    near = term["passage_id"] == claim["passage_id"] or term["variant_en"] in claim["quote"]
    if not near:
        return False
    in_wording = term["term_zh"] in (claim["source_term_zh"] or "")
    return in_wording or overlaps(term["variant_en"], claim["quote"])


def overlaps(variant: str, quote: str) -> bool:
    """Return whether a term stands in a quotation.

    One holds the other, or they share two words in a row, if both have more than three letters: "of
    the" is no term.

    >>> overlaps("a planning policy system", "the planning policy framework")
    True
    >>> overlaps("out of the city", "part of the plan")
    False
    """
    words, others = _words(variant), _words(quote)
    if not words or not others:
        return False
    inside, outside = f" {' '.join(words)} ", f" {' '.join(others)} "
    if inside in outside or outside in inside:
        return True
    pairs = {pair for pair in pairwise(words) if min(map(len, pair)) > SMALL_WORD}
    return not pairs.isdisjoint(pairwise(others))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w-]+", text.casefold().replace("’", "'")))
