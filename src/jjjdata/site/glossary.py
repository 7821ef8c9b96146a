"""Glossary: the terms in both languages, how the document rendered them, and where it erred."""

from __future__ import annotations

from dataclasses import dataclass

from ..fidelity import PENALTIES
from ..joined import Source
from ..records import Record
from . import addresses
from .page import Page
from .telling import Teller, outside_link


@dataclass(frozen=True)
class Seen:
    """A document in which a form of a term was seen."""

    title: str
    url: str | None


@dataclass(frozen=True)
class Entry:
    """A term with its rendering in the document, and where its forms were seen."""

    term: Record
    is_wrong: bool
    problem: str
    definition: str
    note: str
    seen_zh: Seen | None
    seen_en: Seen | None
    claims: tuple[tuple[str, str], ...]


def glossary_page(teller: Teller) -> Page:
    """Return the glossary, faulty renderings first told in numbers."""
    entries = [_entry(term, teller) for term in teller.material.terms]
    entries.sort(key=lambda entry: entry.term["term_en"].casefold())
    problems: dict[str, int] = {}
    for entry in entries:
        problems[entry.term["problem"]] = problems.get(entry.term["problem"], 0) + 1
    return Page(
        path=addresses.page("glossary", teller.lang),
        twin=addresses.page("glossary", teller.other),
        template="glossary.html",
        title=teller.say("glossary"),
        about=teller.say("glossary_about", count=len(entries)),
        section="glossary",
        context={
            "entries": entries,
            "wrong": sum(entry.is_wrong for entry in entries),
            "problems": [
                (code, teller.label("problem", code), count)
                for code, count in sorted(problems.items(), key=lambda pair: -pair[1])
            ],
        },
    )


def _entry(term: Record, teller: Teller) -> Entry:
    sources = teller.material.sources
    definitions = {row["code"]: row for row in teller.material.codes.get("problem", ())}
    definition = definitions.get(term["problem"])
    return Entry(
        term=term,
        is_wrong=term["problem"] in PENALTIES,
        problem=term.label("problem", teller.lang),
        definition=teller.text(definition, "definition") if definition else "",
        note=teller.text(term, "note"),
        seen_zh=_seen(sources.get(term["zh_source_id"]), teller),
        seen_en=_seen(sources.get(term["attested_source_id"]), teller),
        claims=tuple(
            (claim.id, teller.link(addresses.claim_page(claim.id, teller.lang)))
            for claim in teller.material.claims
            if any(each["id"] == term["id"] for each in claim.terms)
        ),
    )


def _seen(source: Source | None, teller: Teller) -> Seen | None:
    return None if source is None else Seen(teller.cited(source), outside_link(source["url"]))
