"""Verdicts: the rule by which evidence decides a claim. DESIGN and docs/METHOD state it in words."""

from __future__ import annotations

import re
from collections import namedtuple
from itertools import pairwise

from .rows import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Row = Mapping[str, Any]

FOR, AGAINST = ("supports", "refines"), ("contradicts",)
STRONG = ("official_primary", "academic", "official_secondary")

Verdict = namedtuple("Verdict", "code rule reason supporting contradicting")
Verdict.__doc__ = "A verdict, the rule that gave it, the reason why it applies, and the origins on either side."


def chain(source: Row, sources: Mapping[str, Row]) -> list[str]:
    """Return the documents from ``source`` back to the one whose statement it repeats in the end."""
    found = [str(source["id"])]
    while source["origin_id"] not in found:
        source = sources[source["origin_id"]]
        found.append(str(source["id"]))
    return found


def origin_of(source: Row, sources: Mapping[str, Row]) -> str:
    """Return the document whose statement ``source`` repeats in the end."""
    return chain(source, sources)[-1]


def sides(evidence: Iterable[Row], sources: Mapping[str, Row], own: str, revised: bool) -> tuple[Any, Any]:
    """Return the independent origins for and against a claim, each with whether it was read outside mirrors.

    ``own`` is the claim's own origin: what goes back to it does not count. Revised figures count only if ``revised``.
    """
    found: tuple[dict[str, bool], dict[str, bool]] = ({}, {})
    for row in evidence:
        if row["vintage"] == "revised" and not revised:
            continue
        side = 0 if row["stance"] in FOR else 1 if row["stance"] in AGAINST else None
        source = sources[row["source_id"]]
        back = chain(source, sources)
        origin = back[-1]
        if side is not None and own not in back:
            found[side][origin] = found[side].get(origin, False) or source["access"] != "mirror"
    return found


def decide(checkability: str, support: Mapping[str, bool], against: Mapping[str, bool],
           sources: Mapping[str, Row], failing: bool) -> Verdict:  # fmt: skip
    """Return the verdict on one claim. A mirror never counts as official and never suffices alone."""

    def weight(side: Mapping[str, bool], tiers: tuple[str, ...]) -> str:
        """Say what carries one side, or why nothing does."""
        if any(read and sources[origin]["tier"] in tiers for origin, read in side.items()):
            return "official"
        if any(side.values()):
            return "two" if len(side) >= 2 else "alone"
        return "mirrors" if side else "none"

    pro, contra = weight(support, ("official_primary",)), weight(against, STRONG)
    strong = ("official", "two")
    if checkability != "checkable":
        code, rule, reason = "not_checkable", 1, checkability
    elif support and against:
        code, rule, reason = "conflicting", 2, "both"
    elif contra in strong:
        code, rule, reason = "refuted", 3, "against"
    elif pro in strong and not failing:
        code, rule, reason = "supported", 4, pro
    else:
        code, rule, reason = "not_enough_evidence", 5, "failing" if pro in strong else f"{contra}_against" if against else pro
    return Verdict(code, rule, reason, tuple(sorted(support)), tuple(sorted(against)))


def verdicts(tables: Mapping[str, Iterable[Row]], revised: bool = False) -> dict[str, Verdict]:
    """Return the verdict on every claim, from rows of sources, claims, evidence and checks."""
    sources = Index("sources", tables["sources"])
    failing = {row["claim_id"] for row in tables["checks"] if row["outcome"] == "fail"}
    by_claim: dict[str, list[Row]] = {}
    for row in tables["evidence"]:
        by_claim.setdefault(row["claim_id"], []).append(row)
    found = {}
    for claim in tables["claims"]:
        support, against = sides(by_claim.get(claim["id"], ()), sources, claim["origin_id"], revised)
        found[claim["id"]] = decide(claim["checkability"], support, against, sources, claim["id"] in failing)
    return found


# How much each problem of a term weighs on the fidelity of a claim, from worst to none.
PENALTIES = {
    "garbled": "garbled", "mistranslation": "mistranslated", "wrong_name": "mistranslated",
    "spurious_insertion": "mistranslated", "literal": "imprecise", "omission": "imprecise",
    "inconsistent": "imprecise", "grammar": "imprecise",
}  # fmt: skip
FIDELITIES = ("garbled", "mistranslated", "imprecise", "faithful")


def bearing(claim: Row, terms: Iterable[Row]) -> list[Row]:
    """Return the terms that bear on a claim.

    They are those of its passage that overlap its quotation or stand in its Chinese wording, and those of
    other passages that stand whole in its quotation.
    """
    quote, wording = claim["quote"], claim["source_term_zh"] or ""
    return [
        term for term in terms
        if (overlaps(term["variant_en"], quote) or term["term_zh"] in wording)
        if term["passage_id"] == claim["passage_id"] or term["variant_en"] in quote
    ]  # fmt: skip


def fidelity(claim: Row, terms: Iterable[Row]) -> str:
    """Return how faithfully a claim's quotation renders what was said: the worst problem of its terms counts.

    Where the Chinese wording was not seen, nothing can be said.
    """
    if not claim["source_term_zh"]:
        return "original_not_seen"
    found = {PENALTIES.get(term["problem"], "faithful") for term in bearing(claim, terms)}
    return next(code for code in FIDELITIES if code in found or code == "faithful")


def overlaps(variant: str, quote: str) -> bool:
    """Return whether a term stands in a quotation: one holds the other, or they share two words in a row.

    Two words in a row count only if both have more than three letters: "of the" and "has been" are no terms.
    """
    words, others = (re.findall(r"[\w-]+", text.casefold().replace("’", "'")) for text in (variant, quote))
    inside = f" {' '.join(words)} ", f" {' '.join(others)} "
    pairs = {pair for pair in pairwise(words) if min(map(len, pair)) > 3}
    return bool(words and others) and (
        inside[0] in inside[1] or inside[1] in inside[0] or not pairs.isdisjoint(pairwise(others))
    )
