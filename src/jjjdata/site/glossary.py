"""Glossary: the terms in both languages, how the document rendered them, and where it erred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..languages import unquoted
from ..records import Record
from ..terms import is_fault
from . import addresses
from .page import Page
from .telling import Teller, outside_link

# What is wrong with a rendering, by what it does to the sense; what is no fault comes last.
FROM_WORST = (
    "garbled",
    "mistranslation",
    "spurious_insertion",
    "wrong_name",
    "omission",
    "literal",
    "inconsistent",
    "grammar",
    "agency_form",
    "none",
)


SEVERITIES = ("neutral", "minor", "major", "critical")
RIGHT = "none"
MOST_CLAIMS = 1  # that an entry leads to; its page has the others of the sentence


@dataclass(frozen=True)
class Seen:
    """A document in which forms of terms were seen, under the number that the entries name."""

    number: int
    short: str
    title: str
    cited: str
    url: str | None


@dataclass(frozen=True)
class Variant:
    """Words of a document for a term, what is wrong with them, and how often they stand there."""

    words: str
    label: str
    severity: str
    note: str
    count: int


@dataclass(frozen=True)
class Entry:
    """A term with the words that documents have for it, and where its own forms were seen.

    ``faults`` are the faulty words, each once; ``forms`` the acceptable ones that differ from the
    term and have a note; ``problem`` is the worst of all.
    """

    term: Record
    note: str
    problem: str
    faults: tuple[Variant, ...]
    forms: tuple[Variant, ...]
    seen_zh: Seen | None
    seen_en: Seen | None
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """The terms with one kind of rendering: what it is called, and whether it is a fault."""

    code: str
    name: str
    definition: str
    is_wrong: bool
    entries: tuple[Entry, ...]


def glossary_page(teller: Teller) -> Page:
    """Return the glossary: how many renderings are wrong, then the terms, the worst first."""
    seen = _seen(teller)
    rendered: dict[str, list[Record]] = {}
    for rendering in teller.material.renderings:
        rendered.setdefault(rendering["term_id"], []).append(rendering)
    entries = [
        _entry(term, rendered.get(term["id"], []), seen, teller)
        for term in teller.material.terms.values()
    ]
    entries.sort(key=lambda entry: entry.term["term_en"].casefold())
    groups = [
        Group(
            code=row["code"],
            name=teller.say("rendered_rightly")
            if row["code"] == RIGHT
            else teller.text(row, "label"),
            definition=teller.text(row, "definition"),
            is_wrong=is_fault(row["code"]),
            entries=tuple(entry for entry in entries if entry.problem == row["code"]),
        )
        for row in sorted(
            teller.material.codes.get("problem", ()), key=lambda row: _rank(row["code"])
        )
    ]
    return Page(
        path=addresses.page("glossary", teller.lang),
        twin=addresses.page("glossary", teller.other),
        template="glossary.html",
        title=teller.say("glossary"),
        about=teller.say("glossary_about", count=len(entries)),
        section="glossary",
        context={
            "count": len(entries),
            "places": len(teller.material.renderings),
            "wrong": sum(is_fault(each["problem"]) for each in teller.material.renderings),
            "groups": [group for group in groups if group.entries],
            "sources": teller.link(addresses.page("glossary-sources", teller.lang)),
        },
    )


def glossary_sources_page(teller: Teller) -> Page:
    """Return the list of the documents in which the forms of the terms were seen."""
    return Page(
        path=addresses.page("glossary-sources", teller.lang),
        twin=addresses.page("glossary-sources", teller.other),
        template="glossary_sources.html",
        title=teller.say("seen_in"),
        about=teller.say("seen_in_about"),
        section="glossary",
        context={
            "documents": _seen(teller).values(),
            "glossary": teller.link(addresses.page("glossary", teller.lang)),
        },
    )


def _rank(problem: str) -> int:
    """Return the place of a kind of rendering; one that is not known here comes before no fault."""
    known = problem in FROM_WORST
    return FROM_WORST.index(problem) if known else FROM_WORST.index("agency_form")


def _entry(
    term: Record, renderings: list[Record], seen: Mapping[str, Seen], teller: Teller
) -> Entry:
    faults = [each for each in renderings if is_fault(each["problem"])]
    forms = [each for each in renderings if not is_fault(each["problem"]) and each["note_en"]]
    return Entry(
        term=term,
        note=teller.text(term, "note"),
        problem=min((each["problem"] for each in renderings), key=_rank, default="none"),
        faults=_variants(faults, teller),
        forms=tuple(each for each in _variants(forms, teller) if each.words != term["term_en"]),
        seen_zh=seen.get(term["zh_source_id"]),
        seen_en=seen.get(term["attested_source_id"]),
        claims=tuple(
            (claim.id, teller.link(addresses.claim_page(claim.id, teller.lang)))
            for claim in teller.material.by_term.get(term["id"], ())[:MOST_CLAIMS]
        ),
    )


def _weight(rendering: Record) -> int:
    """Return how severe a fault is, among those of the same words."""
    return SEVERITIES.index(rendering["severity"]) if rendering["severity"] in SEVERITIES else -1


def _variants(renderings: list[Record], teller: Teller) -> tuple[Variant, ...]:
    """Return the words of renderings, each once, the worst first."""
    by_words: dict[str, list[Record]] = {}
    for rendering in sorted(renderings, key=lambda each: _rank(each["problem"])):
        by_words.setdefault(unquoted(rendering["variant_en"]).lower(), []).append(rendering)
    return tuple(
        Variant(
            words=unquoted(same[0]["variant_en"]),
            label=same[0].label("problem", teller.lang),
            severity=max(same, key=_weight).label("severity", teller.lang),
            note=next(filter(None, (teller.text(each, "note") for each in same)), ""),
            count=len(same),
        )
        for same in by_words.values()
    )


def _seen(teller: Teller) -> dict[str, Seen]:
    """Return the documents in which forms of terms were seen, by ID, in the order of the terms."""
    seen: dict[str, Seen] = {}
    for term in teller.material.terms.values():
        for id in (term["zh_source_id"], term["attested_source_id"]):
            if id and id not in seen:
                source = teller.material.sources[id]
                title, url = teller.text(source, "title"), outside_link(source["url"])
                short = teller.short(source.publisher)
                seen[id] = Seen(len(seen) + 1, short, title, teller.cited(source), url)
    return seen
