"""Verdicts: the rule by which evidence decides a claim. DESIGN and docs/METHOD state it in words."""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Row = Mapping[str, Any]

FOR, AGAINST = ("supports", "refines"), ("contradicts",)
STRONG = ("official_primary", "academic", "official_secondary")

Verdict = namedtuple("Verdict", "code rule supporting contradicting")
Verdict.__doc__ = "A verdict with the number of the rule that gave it and the origins on either side."


def origin_of(source: Row, sources: Mapping[str, Row]) -> str:
    """Return the document whose statement ``source`` repeats in the end, following a chain of repeats."""
    seen = set()
    while source["origin_id"] != source["id"] and source["id"] not in seen:
        seen.add(source["id"])
        source = sources[source["origin_id"]]
    return str(source["id"])


def sides(evidence: Iterable[Row], sources: Mapping[str, Row], own: str, revised: bool) -> tuple[Any, Any]:
    """Return the independent origins for and against a claim, each with whether it was read outside mirrors.

    ``own`` is the claim's own origin, which does not count. Revised figures count only if ``revised``.
    """
    found: tuple[dict[str, bool], dict[str, bool]] = ({}, {})
    for row in evidence:
        if row["vintage"] == "revised" and not revised:
            continue
        side = 0 if row["stance"] in FOR else 1 if row["stance"] in AGAINST else None
        source = sources[row["source_id"]]
        origin = origin_of(source, sources)
        if side is not None and origin != own:
            found[side][origin] = found[side].get(origin, False) or source["access"] != "mirror"
    return found


def decide(checkability: str, support: Mapping[str, bool], against: Mapping[str, bool],
           sources: Mapping[str, Row], failing: bool) -> Verdict:  # fmt: skip
    """Return the verdict on one claim. A mirror never counts as official and never suffices alone."""

    def carries(side: Mapping[str, bool], tiers: tuple[str, ...]) -> bool:
        alone = any(read and sources[origin]["tier"] in tiers for origin, read in side.items())
        return alone or (len(side) >= 2 and any(side.values()))

    if checkability != "checkable":
        code, rule = "not_checkable", 1
    elif support and against:
        code, rule = "conflicting", 2
    elif against and carries(against, STRONG):
        code, rule = "refuted", 3
    elif support and carries(support, ("official_primary",)) and not failing:
        code, rule = "supported", 4
    else:
        code, rule = "not_enough_evidence", 5
    return Verdict(code, rule, tuple(sorted(support)), tuple(sorted(against)))


def verdicts(tables: Mapping[str, Iterable[Row]], revised: bool = False) -> dict[str, Verdict]:
    """Return the verdict on every claim, from rows of sources, claims, evidence and checks."""
    sources = {row["id"]: row for row in tables["sources"]}
    failing = {row["claim_id"] for row in tables["checks"] if row["outcome"] == "fail"}
    by_claim: dict[str, list[Row]] = {}
    for row in tables["evidence"]:
        by_claim.setdefault(row["claim_id"], []).append(row)
    found = {}
    for claim in tables["claims"]:
        own = origin_of(sources[claim["origin_id"]], sources)
        support, against = sides(by_claim.get(claim["id"], ()), sources, own, revised)
        found[claim["id"]] = decide(claim["checkability"], support, against, sources, claim["id"] in failing)
    return found
