"""Listing: a claim as lists show it."""

from __future__ import annotations

from dataclasses import dataclass

from ..cards import BACKED
from ..claims import Claim
from . import addresses
from .telling import Teller, Verdict


@dataclass(frozen=True)
class Item:
    """A claim with its verdict and a link to its page."""

    claim: Claim
    statement: str
    summary: str
    verdict: Verdict
    url: str
    kind: str
    topic: str
    place: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def caveats(self) -> tuple[str, ...]:
        """The codes of its caveats."""
        return tuple(each["caveat"] for each in self.claim.caveats)

    @property
    def backing(self) -> str:
        """The code of its backing where that is told apart; otherwise empty."""
        backing = self.claim.ruling.backing
        return backing.code if backing is not None and self.verdict.code in BACKED else ""

    @property
    def found(self) -> str:
        """What lists are narrowed to: the verdict, with its backing where that is told apart."""
        return "-".join(filter(None, (self.verdict.code, self.backing)))


def item_of(claim: Claim, teller: Teller) -> Item:
    """Return a claim as lists show it."""
    place = teller.material.places.get(claim["place_id"])
    return Item(
        claim=claim,
        statement=teller.text(claim, "statement"),
        summary=teller.text(claim, "summary"),
        verdict=teller.verdict(claim.labels["verdict"], claim.ruling.backing),
        url=teller.link(addresses.claim_page(claim.id, teller.lang)),
        kind=claim.label("claim_type", teller.lang),
        topic=claim.label("topic", teller.lang),
        place=teller.name(place) if place else "",
        parts=marked(claim, teller),
    )


def marked(claim: Claim, teller: Teller) -> tuple[tuple[str, bool], ...]:
    """Return a statement in parts, each with whether it is the claimed figure."""
    text = teller.text(claim, "statement")
    for figure in teller.material.reader.figures(text, teller.lang):
        is_it = figure.value == claim["value"] and figure.kind != "date"
        if is_it and claim["qualifier"] and figure.end > figure.start:
            start, end = figure.start, figure.end
            return (text[:start], False), (text[start:end], True), (text[end:], False)
    return ((text, False),)
