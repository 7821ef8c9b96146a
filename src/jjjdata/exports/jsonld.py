"""ClaimReview: schema.org markup of every checkable claim, for search engines and fact-check databases.

docs/CLAIMREVIEW.md says how our columns and verdicts map to it. Nothing has an address of its own, so the
identifiers are fragments, relative to wherever the file stands.
"""

from __future__ import annotations

import json
import os

from .. import rows
from ..messages import say
from ..package import Package, text
from .sheets import tagged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Row = dict[str, Any]

WORST, BEST = 1, 5
# "Conflicting" stands in the middle: evidence on both sides. Too little evidence is no place on the scale.
RATINGS = {"supported": 5, "conflicting": 3, "refuted": 1, "not_enough_evidence": None}
KINDS = {"news": "NewsArticle", "paper": "ScholarlyArticle", "report": "Report", "dataset": "Dataset", "book": "Book",
         "web_page": "WebPage"}  # fmt: skip
TEXTS = ("alternateName", "claimReviewed", "description", "name", "ratingExplanation", "reviewAspect", "reviewBody")
LINKS = ("appearance", "author", "citation", "firstAppearance", "isPartOf", "itemReviewed", "license", "publisher",
         "url")  # fmt: skip
CONTEXT = {"@vocab": "https://schema.org/"} | {name: {"@container": "@language"} for name in TEXTS} | {
    name: {"@type": "@id"} for name in LINKS} | {
    name: {"@type": "https://schema.org/Date"} for name in ("datePublished", "dateModified")}  # fmt: skip


def write(package: Package, names: list[str], lang: str | None, folder: str, tick: Callable[[str], None]) -> None:  # noqa: ARG001
    """Write one file with a graph of reviews, claims, sources and publishers."""
    tick("claims")
    with open(os.path.join(folder, "claimreview.jsonld"), "w", encoding="utf-8", newline="\n") as stream:
        json.dump(graph(package, lang), stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def graph(package: Package, lang: str | None = None) -> dict[str, Any]:
    """Return the reviews of all checkable claims as a JSON-LD document, with texts in ``lang`` or in both."""
    read = {name: rows.read(package, name) for name in
            ("claims", "claim_caveats", "evidence", "passages", "sources", "organizations", "codes")}  # fmt: skip
    sources = rows.Index("sources", read["sources"])
    article = {row["id"]: sources[row["source_id"]] for row in read["passages"]}
    labels = rows.Index("codes", read["codes"], "list", "code")
    nodes: list[dict[str, Any]] = []
    cited: dict[str, Row] = {}
    about = package.descriptor
    team = [{"@id": f"#author-{at}", "@type": "Organization", "name": {"en": who["title"]}}
            for at, who in enumerate(about["contributors"], 1)]  # fmt: skip
    shared = {"author": [who["@id"] for who in team], "license": [each["path"] for each in about["licenses"]]}
    nodes.append({"@id": "#dataset", "@type": "Dataset", "version": about["version"], **shared,
                  **{name: tagged(lang, lambda each, key=key: text(about, key, each))
                     for name, key in (("name", "title"), ("description", "description"))}})  # fmt: skip
    for claim in (row for row in read["claims"] if row["checkability"] == "checkable"):
        where, own = article[claim["passage_id"]], sources[claim["origin_id"]]
        proof = [sources[row["source_id"]] for row in read["evidence"]
                 if row["claim_id"] == claim["id"] and row["stance"] != "context"]  # fmt: skip
        cited |= {source["id"]: source for source in (own, where, *proof)}
        caveats = [row for row in read["claim_caveats"] if row["claim_id"] == claim["id"]]
        nodes.append({
            "@id": f"#review-{claim['id']}", "@type": "ClaimReview", **shared, "isPartOf": "#dataset",
            "claimReviewed": _told(claim, "statement", lang), "itemReviewed": f"#claim-{claim['id']}",
            "reviewRating": _ratings(claim, labels, lang), "reviewBody": _body(claim, caveats, labels, lang),
            "datePublished": str(claim["reviewed_on"]), "inLanguage": list(_told(claim, "statement", lang)),
            "citation": [f"#source-{key}" for key in dict.fromkeys(source["id"] for source in proof)],
        })  # fmt: skip
        nodes.append({
            "@id": f"#claim-{claim['id']}", "@type": "Claim", "name": _told(claim, "statement", lang),
            "text": {"@value": claim["quote"], "@language": where["language"]}, "inLanguage": where["language"],
            "author": f"#organization-{own['publisher_id']}", "datePublished": _day(own),
            "firstAppearance": f"#source-{own['id']}", "appearance": f"#source-{where['id']}",
        })  # fmt: skip
    nodes += [_source(source, lang) for _, source in sorted(cited.items())]
    bodies = {source["publisher_id"] for source in cited.values()}
    nodes += [{"@id": f"#organization-{row['id']}", "@type": "Organization", "name": _told(row, "name", lang)}
              for row in read["organizations"] if row["id"] in bodies]  # fmt: skip
    return {"@context": CONTEXT,
            "@graph": [{key: value for key, value in node.items() if value} for node in (*team, *nodes)]}  # fmt: skip


def _told(row: Row, column: str, lang: str | None) -> dict[str, str]:
    return tagged(lang, lambda each: row[f"{column}_{each}"])


def _day(source: Row) -> str:
    return str(source["published_on"] or source["published_in"] or "")


def _body(claim: Row, caveats: list[Row], labels: Mapping[Any, Row], lang: str | None) -> dict[str, str]:
    """Return the rationale and the caveats as one text a language."""

    def lines(each: str) -> str:
        joint = "：" if each == "zh" else ": "
        named = [labels["caveat", row["caveat"]][f"label_{each}"] + joint + row[f"note_{each}"] for row in caveats]
        return "\n".join([claim[f"rationale_{each}"], *named])

    return tagged(lang, lines)


def _ratings(claim: Row, labels: Mapping[Any, Row], lang: str | None) -> list[dict[str, Any]]:
    """Return the verdict as a rating; if later revisions changed it, the later verdict stands as a second one."""
    found = []
    aspects = (("verdict", "aspect_verdict"), ("verdict_latest", "aspect_verdict_latest"))
    for aspect, told in aspects[: 1 + (claim["verdict_latest"] != claim["verdict"])]:
        value = RATINGS.get(claim[aspect])
        scale = {"ratingValue": value, "bestRating": BEST, "worstRating": WORST} if value else {}
        found.append({
            "@type": "Rating", **scale, "alternateName": _told(labels["verdict", claim[aspect]], "label", lang),
            "ratingExplanation": _told(claim, "rationale", lang),
            "reviewAspect": tagged(lang, lambda each, told=told: say(told, each)),
        })  # fmt: skip
    return found


def _source(source: Row, lang: str | None) -> dict[str, Any]:
    return {
        "@id": f"#source-{source['id']}", "@type": KINDS.get(source["kind"], "CreativeWork"),
        "name": _told(source, "title", lang), "url": source["url"], "datePublished": _day(source),
        "inLanguage": source["language"], "publisher": f"#organization-{source['publisher_id']}",
    }  # fmt: skip
