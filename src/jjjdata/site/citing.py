"""Citing: how to cite a claim or the dataset, set here so that it needs nothing installed.

``jjjdata.cite`` has Pandoc set a claim; a test compares the two for every claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..citations import MOST_NAMES, dataset_reference
from ..claims import Claim
from ..descriptors import About
from ..formats import MONTHS
from ..messages import say
from .telling import Teller


@dataclass(frozen=True)
class Citation:
    """A citation in one style."""

    style: str
    text: str


def citations(claim: Claim, teller: Teller) -> tuple[Citation, ...]:
    """Return how to cite a claim, the style of the language first."""
    facts, lang = teller.material.facts, teller.lang
    set_in = {"apa": _apa(claim, facts, lang), "gb7714": _gb7714(claim, facts, lang)}
    order = ("gb7714", "apa") if lang == "zh" else ("apa", "gb7714")
    found = [Citation(teller.say(f"style_{style}"), set_in[style]) for style in order]
    return (*found, Citation("BibTeX", _bibtex(claim, facts, lang)))


def dataset_citations(teller: Teller) -> tuple[Citation, ...]:
    """Return how to cite the dataset."""
    order = ("gb7714", "apa") if teller.lang == "zh" else ("apa", "gb7714")
    return tuple(
        Citation(
            teller.say(f"style_{style}"),
            dataset_reference(teller.material.facts, style, teller.lang).removeprefix("[1] "),
        )
        for style in order
    )


def _apa(claim: Claim, facts: About, lang: str) -> str:
    names = facts.authors(lang)
    who = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", & {names[-1]}"
    part = say("cite_claim", lang, id=claim.id)
    part = part[0].upper() + part[1:]
    text = (
        f"{who.rstrip('.')}. ({facts.created.year}). {_title(claim, lang)}. "
        f"In {facts.title(lang)} ({part}; Version {facts.version})."
    )
    return f"{text} {facts.homepage}" if facts.homepage else text


def _gb7714(claim: Claim, facts: About, lang: str) -> str:
    names = [name.upper() for name in facts.authors(lang)]
    who = ", ".join(names[:MOST_NAMES] + ["等"] * (len(names) > MOST_NAMES))
    part = say("cite_claim", lang, id=claim.id)
    start = f"{who.rstrip('.')}. {_title(claim, lang)}: {part}"
    if facts.homepage:
        when = f"({facts.created.date()}). {facts.homepage}"
        return f"{start}[Z/OL]//{facts.title(lang)}. {when}."
    return f"{start}[Z]//{facts.title(lang)}. {facts.created.year}."


def _bibtex(claim: Claim, facts: About, lang: str) -> str:
    fields = {
        "author": " and ".join(f"{{{name}}}" for name in facts.authors(lang)),
        "title": f"{{{_title(claim, lang)}}}",
        "booktitle": facts.title(lang),
        "number": say("cite_claim", lang, id=claim.id),
        "year": str(facts.created.year),
        "month": MONTHS[facts.created.month - 1][:3].lower(),
        "url": facts.homepage,
        "version": facts.version,
    }
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@inbook{{{claim.id},\n{lines}\n}}"


def _title(claim: Claim, lang: str) -> str:
    return str(claim[f"statement_{lang}"]).rstrip("。.").replace("'", "’")
