"""Plain: the pages that explain: the method, how to dispute a verdict, the entrance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import DataError
from ..joined import Evidence
from . import addresses
from .claim import agreement
from .page import Page
from .telling import OTHER, SIGNS, Teller, outside_link

# Somebody at some host, with nothing in it that means something in an address of the web.
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# The lists of codes that the method defines, in the order in which a reader meets them.
LISTS = (
    *("verdict", "backing", "stance", "tier", "access", "extent", "caveat", "checkability"),
    *("claim_type", "qualifier", "basis", "vintage", "rank", "fidelity", "problem"),
)
STEPS = (1, 2, 3, 4, 5)


def method_page(teller: Teller) -> Page:
    """Return the method: the rule, what counts, and every code with its definition."""
    codes = teller.material.codes
    return Page(
        path=addresses.page("method", teller.lang),
        twin=addresses.page("method", teller.other),
        template="method.html",
        title=teller.say("method"),
        about=teller.say("method_about"),
        section="method",
        context={
            "rules": STEPS,
            "lists": [(name, _in_order(name, codes[name])) for name in LISTS if name in codes],
            "signs": SIGNS,
            "agreement": agreement(_evidence(teller), teller.material),
            "reread": _reread(teller),
        },
    )


def dispute_page(teller: Teller) -> Page:
    """Return how to dispute a verdict or report a fault."""
    material = teller.material
    return Page(
        path=addresses.page("dispute", teller.lang),
        twin=addresses.page("dispute", teller.other),
        template="dispute.html",
        title=teller.say("dispute"),
        about=teller.say("dispute_about"),
        section="dispute",
        context={
            "home": _as_link(material.contact) or outside_link(material.facts.homepage),
            "errata": material.errata,
        },
    )


def checked_contact(contact: str) -> str:
    """Return an address to which people can write, of the web or of mail, or nothing.

    >>> checked_contact("data@example.org"), checked_contact("")
    ('data@example.org', '')
    """
    if contact and _as_link(contact) is None:
        raise DataError("contact_unknown", contact=contact)
    return contact


def _as_link(contact: str) -> str | None:
    return f"mailto:{contact}" if MAIL.fullmatch(contact) else outside_link(contact)


def entrance(teller: Teller) -> Page:
    """Return the page at the root, which leads to both languages."""
    return Page(
        path="index.html",
        twin=addresses.page("index", OTHER["en"]),
        template="entrance.html",
        title=teller.material.facts.title("en"),
        about=teller.material.facts.description("en"),
        section="",
        context={"facts": teller.material.facts},
    )


def _in_order(name: str, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the codes of a list: verdicts from the firmest, others as their table has them."""
    order = list(SIGNS)
    if name != "verdict":
        return list(rows)
    return sorted(rows, key=lambda row: order.index(row["code"]) if row["code"] in order else 9)


def _evidence(teller: Teller) -> list[Evidence]:
    return [item for claim in teller.material.claims for item in claim.evidence]


def _reread(teller: Teller) -> tuple[int, int]:
    """Return how many rows of evidence there are, and how many a second reader found again."""
    rows = _evidence(teller)
    return len(rows), sum(item["reread_on"] is not None for item in rows)
