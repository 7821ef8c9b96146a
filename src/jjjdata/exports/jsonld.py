"""ClaimReview: schema.org markup of every checkable claim, for search engines and fact-checkers.

docs/CLAIMREVIEW.md says how our columns and verdicts map to it. Nothing has an address of its own,
so the identifiers are fragments, relative to wherever the file stands.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..database import select
from ..descriptors import about
from ..lookups import Lookup
from ..messages import say
from ..package import Package
from ..tables import Row
from .forms import Form, Task, whole
from .sheets import tagged

FILE = "claimreview.jsonld"
TABLES = (
    "claims",
    "claim_caveats",
    "evidence",
    "passages",
    "sources",
    "organizations",
    "people",
    "codes",
)
WORST, BEST = 1, 5
# "Conflicting" stands in the middle: evidence on both sides. Too little evidence is no place on the
# scale. What governments alone bear out has not the full marks of what somebody outside does, too.
RATINGS = {"supported": 5, "conflicting": 3, "refuted": 1, "not_enough_evidence": None}
ON_GOVERNMENTS_WORD = {"supported": 4, "refuted": 2}
KINDS = {
    "news": "NewsArticle",
    "paper": "ScholarlyArticle",
    "report": "Report",
    "dataset": "Dataset",
    "book": "Book",
    "web_page": "WebPage",
}
TEXTS = (
    "alternateName",
    "claimReviewed",
    "description",
    "jobTitle",
    "name",
    "ratingExplanation",
    "reviewAspect",
    "reviewBody",
)
LINKS = (
    "appearance",
    "author",
    "citation",
    "firstAppearance",
    "isPartOf",
    "itemReviewed",
    "license",
    "publisher",
    "url",
)
DATES = ("datePublished", "dateModified")
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@container": "@language"} for name in TEXTS},
    **{name: {"@type": "@id"} for name in LINKS},
    **{name: {"@type": "https://schema.org/Date"} for name in DATES},
}
CLAIMS = """
select claims.*, passages.source_id as article_id
from claims
join passages on passages.id = claims.passage_id
where claims.checkability = 'checkable'
order by claims.rowid
"""
CAVEATS = "select * from claim_caveats order by rowid"
BACKINGS = "select claim_id, reading, backing from verdicts"
PROOFS = "select claim_id, source_id from evidence where stance <> 'context' order by rowid"

Node = dict[str, Any]


def write(task: Task) -> None:
    """Write one file with a graph of reviews, claims, sources and publishers."""
    for table in task.tables:
        task.tick(table)
    content = json.dumps(graph(task.package, task.lang), ensure_ascii=False, indent=1)
    task.paths[FILE].write_bytes(f"{content}\n".encode())


FORM = Form(files=(FILE,), write=write, choose=whole("jsonld", TABLES))


@dataclass(frozen=True)
class Material:
    """What the reviews are made of, by key, and the language they are in (None for both)."""

    lang: str | None
    sources: Lookup
    labels: Lookup
    caveats: Mapping[str, list[Row]]
    proofs: Mapping[str, list[str]]
    backings: Mapping[tuple[str, str], str | None]

    def texts(self, row: Row, column: str) -> dict[str, str]:
        """Return a column of a row as a language map."""
        return tagged(self.lang, lambda lang: row[f"{column}_{lang}"])


def graph(package: Package, lang: str | None = None) -> dict[str, Any]:
    """Return the reviews of all checkable claims as JSON-LD, with texts in ``lang`` or in both."""
    material = _material(package, lang)
    team, dataset = _dataset(package, lang)
    nodes = [*team, dataset]
    cited: set[str] = set()
    speakers: set[str] = set()
    for claim in select(package, CLAIMS):
        nodes += [_review(claim, dataset, material), _claim(claim, material)]
        cited |= {claim["origin_id"], claim["article_id"], *material.proofs[claim["id"]]}
        speakers.add(claim["speaker_id"])
    nodes += [_source(material.sources[key], material) for key in sorted(cited)]
    publishers = {material.sources[key]["publisher_id"] for key in cited}
    nodes += [
        {
            "@id": f"#organization-{row['id']}",
            "@type": "Organization",
            "name": material.texts(row, "name"),
        }
        for row in select(package, "select * from organizations order by rowid")
        if row["id"] in publishers
    ]
    nodes += [
        {
            "@id": f"#person-{row['id']}",
            "@type": "Person",
            "name": material.texts(row, "name"),
            "jobTitle": material.texts(row, "post"),
        }
        for row in select(package, "select * from people order by rowid")
        if row["id"] in speakers
    ]
    return {"@context": CONTEXT, "@graph": [_without_empty(node) for node in nodes]}


def _material(package: Package, lang: str | None) -> Material:
    caveats: dict[str, list[Row]] = defaultdict(list)
    for caveat in select(package, CAVEATS):
        caveats[caveat["claim_id"]].append(caveat)
    proofs: dict[str, list[str]] = defaultdict(list)
    for proof in select(package, PROOFS):
        if proof["source_id"] not in proofs[proof["claim_id"]]:
            proofs[proof["claim_id"]].append(proof["source_id"])
    return Material(
        lang=lang,
        sources=Lookup("sources", select(package, "select * from sources")),
        labels=Lookup("codes", select(package, "select * from codes"), "list", "code"),
        caveats=caveats,
        proofs=proofs,
        backings={
            (row["claim_id"], row["reading"]): row["backing"] for row in select(package, BACKINGS)
        },
    )


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}


def _dataset(package: Package, lang: str | None) -> tuple[list[Node], Node]:
    """Return the authors of the dataset, and the dataset itself."""
    facts = about(package)
    names = (facts.authors("en"), facts.authors("zh"))
    team = [
        {
            "@id": f"#author-{number}",
            "@type": "Organization",
            "name": tagged(lang, {"en": english, "zh": chinese}.__getitem__),
        }
        for number, (english, chinese) in enumerate(zip(*names, strict=True), 1)
    ]
    dataset = {
        "@id": "#dataset",
        "@type": "Dataset",
        "version": facts.version,
        "author": [author["@id"] for author in team],
        "license": [each.path for each in facts.licenses if each.path],
        "name": tagged(lang, facts.title),
        "description": tagged(lang, facts.description),
    }
    return team, dataset


def _review(claim: Row, dataset: Node, material: Material) -> Node:
    statement = material.texts(claim, "statement")
    return {
        "@id": f"#review-{claim['id']}",
        "@type": "ClaimReview",
        "author": dataset["author"],
        "license": dataset["license"],
        "isPartOf": dataset["@id"],
        "claimReviewed": statement,
        "itemReviewed": f"#claim-{claim['id']}",
        "reviewRating": _ratings(claim, material),
        "reviewBody": _body(claim, material),
        "datePublished": str(claim["reviewed_on"]),
        "inLanguage": list(statement),
        "citation": [f"#source-{key}" for key in material.proofs[claim["id"]]],
    }


def _claim(claim: Row, material: Material) -> Node:
    article, origin = material.sources[claim["article_id"]], material.sources[claim["origin_id"]]
    return {
        "@id": f"#claim-{claim['id']}",
        "@type": "Claim",
        "name": material.texts(claim, "statement"),
        "text": {"@value": claim["quote"], "@language": article["language"]},
        "inLanguage": article["language"],
        "author": _speaker(claim, origin),
        "datePublished": _day(origin),
        "firstAppearance": f"#source-{origin['id']}",
        "appearance": f"#source-{article['id']}",
    }


def _speaker(claim: Row, origin: Row) -> str:
    """Return who says a claim: a person, or who published its origin where none is named."""
    speaker = claim["speaker_id"]
    return f"#person-{speaker}" if speaker else f"#organization-{origin['publisher_id']}"


def _ratings(claim: Row, material: Material) -> list[Node]:
    """Return the verdict as a rating, and the later one as a second if revisions changed it."""
    ratings = [_rating(claim, "verdict", material)]
    if claim["verdict_latest"] != claim["verdict"]:
        ratings.append(_rating(claim, "verdict_latest", material))
    return ratings


def scale(verdict: str, backing: str | None) -> Node:
    """Return where a verdict stands on the scale of ratings, and the ends of it; or nothing.

    >>> scale("supported", "government"), scale("not_enough_evidence", None)
    ({'ratingValue': 4, 'bestRating': 5, 'worstRating': 1}, {})
    """
    values = {**RATINGS, **(ON_GOVERNMENTS_WORD if backing == "government" else {})}
    value = values.get(verdict)
    return {"ratingValue": value, "bestRating": BEST, "worstRating": WORST} if value else {}


def _rating(claim: Row, reading: str, material: Material) -> Node:
    return {
        "@type": "Rating",
        **scale(claim[reading], material.backings.get((claim["id"], reading))),
        "alternateName": material.texts(material.labels["verdict", claim[reading]], "label"),
        "ratingExplanation": material.texts(claim, "rationale"),
        "reviewAspect": tagged(material.lang, lambda lang: say(f"aspect_{reading}", lang)),
    }


def _body(claim: Row, material: Material) -> dict[str, str]:
    """Return the rationale and the caveats as one text a language."""

    def paragraphs(lang: str) -> str:
        joint = "：" if lang == "zh" else ": "
        caveats = [
            material.labels["caveat", row["caveat"]][f"label_{lang}"] + joint + row[f"note_{lang}"]
            for row in material.caveats[claim["id"]]
        ]
        return "\n".join([claim[f"rationale_{lang}"], *caveats])

    return tagged(material.lang, paragraphs)


def _source(source: Row, material: Material) -> Node:
    return {
        "@id": f"#source-{source['id']}",
        "@type": KINDS.get(source["kind"], "CreativeWork"),
        "name": material.texts(source, "title"),
        "url": source["url"],
        "datePublished": _day(source),
        "inLanguage": source["language"],
        "publisher": f"#organization-{source['publisher_id']}",
    }


def _day(source: Row) -> str:
    return str(source["published_on"] or source["published_in"] or "")
