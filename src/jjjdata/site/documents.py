"""Documents: the documents whose claims were checked, and the claims of each in their order."""

from __future__ import annotations

from dataclasses import dataclass

from ..joined import Source
from ..records import Record
from ..terms import is_fault
from . import addresses
from .listing import Item, item_of
from .material import Material
from .page import Page
from .telling import Teller, outside_link


@dataclass(frozen=True)
class Speech:
    """A run of claims by one speaker, in the order of the document; no speaker: its reporter."""

    speaker: Record | None
    said: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Document:
    """A document as lists show it."""

    source: Source
    title: str
    cited: str
    url: str
    count: int


def documents(material: Material) -> tuple[Source, ...]:
    """Return the documents in which the claims stand, in the order in which they come up."""
    return tuple({claim.article.id: claim.article for claim in material.claims}.values())


def documents_page(teller: Teller) -> Page:
    """Return the list of documents."""
    listed = [_document(source, teller) for source in documents(teller.material)]
    return Page(
        path=addresses.page("documents", teller.lang),
        twin=addresses.page("documents", teller.other),
        template="documents.html",
        title=teller.say("documents"),
        about=teller.say("documents_about"),
        section="documents",
        context={"documents": listed},
    )


def document_page(source: Source, teller: Teller) -> Page:
    """Return the page of a document: its claims in our words, and how its words were rendered."""
    material, lang = teller.material, teller.lang
    claims = [claim for claim in material.claims if claim.article.id == source.id]
    renderings = [
        (each, material.terms[each["term_id"]])
        for each in material.renderings
        if is_fault(each["problem"])
        and material.passages[each["passage_id"]]["source_id"] == source.id
    ]
    origins = {claim.origin.id: claim.origin for claim in claims}
    return Page(
        path=addresses.document_page(source.id, lang),
        twin=addresses.document_page(source.id, teller.other),
        template="document.html",
        title=teller.text(source, "title"),
        about=teller.say("document_about", count=len(claims)),
        section="documents",
        context={
            "source": source,
            "cited": teller.cited(source),
            "url": outside_link(source["url"]),
            "count": len(claims),
            "speeches": _speeches([item_of(claim, teller) for claim in claims], teller),
            "origins": [
                (teller.text(origin, "title"), teller.cited(origin)) for origin in origins.values()
            ],
            "renderings": renderings,
            "glossary_url": teller.link(addresses.page("glossary", lang)),
        },
    )


def _document(source: Source, teller: Teller) -> Document:
    return Document(
        source=source,
        title=teller.text(source, "title"),
        cited=teller.cited(source),
        url=teller.link(addresses.document_page(source.id, teller.lang)),
        count=sum(claim.article.id == source.id for claim in teller.material.claims),
    )


def _speeches(items: list[Item], teller: Teller) -> tuple[Speech, ...]:
    """Return the claims in runs of one speaker."""
    runs: list[list[Item]] = []
    for item in items:
        if runs and runs[-1][-1].claim.speaker == item.claim.speaker:
            runs[-1].append(item)
        else:
            runs.append([item])
    return tuple(_speech(run, teller) for run in runs)


def _speech(run: list[Item], teller: Teller) -> Speech:
    speaker = run[0].claim.speaker
    if speaker is None:
        return Speech(None, teller.say("said_by_reporter"), tuple(run))
    comma = "，" if teller.lang == "zh" else ", "
    said = comma.join(filter(None, (teller.name(speaker), teller.text(speaker, "post"))))
    return Speech(speaker, said, tuple(run))
