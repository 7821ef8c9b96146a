"""Listing: a claim as lists show it."""

from __future__ import annotations

from dataclasses import dataclass

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
    figure: str


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
        figure=teller.claimed_figure(claim) if claim["value"] is not None else "",
    )
