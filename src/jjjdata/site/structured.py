"""Structured: what a page tells programs, as schema.org has it.

A claim is a ClaimReview, a series a Dataset. Addresses are relative to the page, so that they hold
wherever the site stands.
"""

from __future__ import annotations

from typing import Any

from ..claims import Claim
from ..exports.jsonld import KINDS, scale
from ..joined import Source
from ..languages import TAGS
from . import addresses
from .material import Held, Material
from .telling import Teller, outside_link

Node = dict[str, Any]
CONTEXT = "https://schema.org"


def review(claim: Claim, teller: Teller) -> Node:
    """Return the ClaimReview of a checkable claim; of any other there is none."""
    if claim["checkability"] != "checkable":
        return {}
    url = teller.link(addresses.claim_page(claim.id, teller.lang))
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "@id": f"{url}#review",
            "url": url,
            "inLanguage": TAGS[teller.lang],
            "datePublished": str(claim["reviewed_on"]),
            "author": _team(teller),
            "license": _license(teller.material),
            "claimReviewed": teller.text(claim, "statement"),
            "reviewRating": _rating(claim, teller),
            "reviewBody": teller.text(claim, "rationale"),
            "itemReviewed": _claim(claim, teller),
            "citation": [_cited(source, teller) for source in _proofs(claim)],
        }
    )


def dataset(held: Held, title: str, about: str, teller: Teller) -> Node:
    """Return a series as a Dataset."""
    series = held.series
    url = teller.link(addresses.series_page(*held.key, teller.lang))
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": f"{url}#dataset",
            "url": url,
            "name": title,
            "description": about,
            "inLanguage": TAGS[teller.lang],
            "creator": _team(teller),
            "license": _license(teller.material),
            "isAccessibleForFree": True,
            "version": teller.material.facts.version,
            "temporalCoverage": series.covered,
            "spatialCoverage": {"@type": "Place", "name": teller.name(series.place)},
            "variableMeasured": _without_empty(
                {
                    "@type": "PropertyValue",
                    "name": teller.name(series.indicator),
                    "unitText": teller.name(series.unit),
                    "unitCode": series.unit["ucum"],
                }
            ),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": "text/csv",
                    "contentUrl": teller.link(addresses.series_file(*held.key, "csv")),
                }
            ],
        }
    )


def whole(teller: Teller) -> Node:
    """Return the whole dataset as a Dataset, for the front page."""
    facts = teller.material.facts
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": facts.title(teller.lang),
            "description": facts.description(teller.lang),
            "url": teller.link(teller.path),
            "inLanguage": list(TAGS.values()),
            "creator": _team(teller),
            "license": _license(teller.material),
            "keywords": list(facts.keywords),
            "version": facts.version,
            "dateModified": str(facts.created.date()),
            "isAccessibleForFree": True,
        }
    )


def _rating(claim: Claim, teller: Teller) -> Node:
    backing = claim.ruling.backing
    words = teller.verdict(claim.labels["verdict"], backing).words
    place = scale(claim["verdict"], backing.code if backing else None)
    return {"@type": "Rating", **place, "alternateName": words}


def _claim(claim: Claim, teller: Teller) -> Node:
    speaker = claim.speaker
    author = (
        {"@type": "Person", "name": teller.name(speaker)}
        if speaker is not None
        else {"@type": "Organization", "name": teller.name(claim.origin.publisher)}
    )
    return _without_empty(
        {
            "@type": "Claim",
            "name": teller.text(claim, "statement"),
            "text": claim["quote"],
            "inLanguage": claim.article["language"],
            "author": author,
            "datePublished": claim.origin.published,
            "firstAppearance": _source(claim.origin, teller),
            "appearance": _source(claim.article, teller),
        }
    )


def _proofs(claim: Claim) -> list[Source]:
    found = [item.source for item in claim.evidence if item["stance"] != "context"]
    return list({source.id: source for source in found}.values())


def _source(source: Source, teller: Teller) -> Node:
    return _without_empty(
        {
            "@type": KINDS.get(source["kind"], "CreativeWork"),
            "name": teller.text(source, "title"),
            "url": outside_link(source["url"]),
            "datePublished": source.published,
            "publisher": {"@type": "Organization", "name": teller.name(source.publisher)},
        }
    )


def _cited(source: Source, teller: Teller) -> Node:
    """Return a source by title and address alone: the page has the rest."""
    kind = KINDS.get(source["kind"], "CreativeWork")
    name, url = teller.text(source, "title"), outside_link(source["url"])
    return _without_empty({"@type": kind, "name": name, "url": url})


def _team(teller: Teller) -> list[Node]:
    names = teller.material.facts.authors(teller.lang)
    return [{"@type": "Organization", "name": name} for name in names]


def _license(material: Material) -> list[str]:
    return [each.path for each in material.facts.licenses if each.path]


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
