"""Glossary: the terms in both languages, how the document rendered them, and where it erred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..fidelity import FROM_WORST, PENALTIES
from ..records import Record
from . import addresses
from .page import Page
from .telling import Teller, outside_link


@dataclass(frozen=True)
class Seen:
    """A document in which forms of terms were seen, under the number that the entries name."""

    number: int
    title: str
    cited: str
    url: str | None


@dataclass(frozen=True)
class Entry:
    """A term with its rendering in the document, and where its forms were seen."""

    term: Record
    note: str
    seen_zh: Seen | None
    seen_en: Seen | None


@dataclass(frozen=True)
class Group:
    """The terms with one kind of rendering: what it is called, and whether it is a fault."""

    code: str
    name: str
    definition: str
    is_wrong: bool
    entries: tuple[Entry, ...]


def glossary_page(teller: Teller) -> Page:
    """Return the glossary, faulty renderings first told in numbers."""
    seen = _seen(teller)
    entries = [_entry(term, seen, teller) for term in teller.material.terms]
    entries.sort(key=lambda entry: entry.term["term_en"].casefold())
    groups = [
        Group(
            code=row["code"],
            name=teller.text(row, "label"),
            definition=teller.text(row, "definition"),
            is_wrong=row["code"] in PENALTIES,
            entries=tuple(entry for entry in entries if entry.term["problem"] == row["code"]),
        )
        for row in sorted(teller.material.codes.get("problem", ()), key=_severity)
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
            "wrong": sum(len(group.entries) for group in groups if group.is_wrong),
            "groups": [group for group in groups if group.entries],
            "documents": seen.values(),
        },
    )


def _severity(row: Mapping[str, Any]) -> tuple[int, int]:
    """Return the place of a kind of rendering: by what it does to the sense, faults first."""
    weight = PENALTIES.get(row["code"])
    order = list(PENALTIES)
    if weight is None:
        return len(FROM_WORST), int(row["code"] == "none")
    return FROM_WORST.index(weight), order.index(row["code"])


def _entry(term: Record, seen: Mapping[str, Seen], teller: Teller) -> Entry:
    return Entry(
        term=term,
        note=teller.text(term, "note"),
        seen_zh=seen.get(term["zh_source_id"]),
        seen_en=seen.get(term["attested_source_id"]),
    )


def _seen(teller: Teller) -> dict[str, Seen]:
    """Return the documents in which forms of terms were seen, by ID, in the order of the terms."""
    seen: dict[str, Seen] = {}
    for term in teller.material.terms:
        for id in (term["zh_source_id"], term["attested_source_id"]):
            if id and id not in seen:
                source = teller.material.sources[id]
                title, url = teller.text(source, "title"), outside_link(source["url"])
                seen[id] = Seen(len(seen) + 1, title, teller.cited(source), url)
    return seen
