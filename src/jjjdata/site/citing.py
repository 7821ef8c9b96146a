"""Citing: how to cite a claim, a series or the dataset, as the table citations has it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..citations import dataset_reference
from ..claims import Claim
from .material import Held
from .telling import Teller

# The style of the language first.
ORDER = {"en": ("apa", "gb7714"), "zh": ("gb7714", "apa")}


@dataclass(frozen=True)
class Citation:
    """A citation in one style."""

    style: str
    text: str


def citations(claim: Claim, teller: Teller) -> tuple[Citation, ...]:
    """Return how to cite a claim; where the build has set nothing, how to cite the dataset."""
    stored = teller.material.citations.get(claim.id)
    if stored is None:
        return dataset_citations(teller)
    found = [
        Citation(teller.say(f"style_{style}"), stored[style].removeprefix("[1] "))
        for style in ORDER[teller.lang]
    ]
    return (*found, Citation("BibTeX", stored["bibtex"]))


def dataset_citations(teller: Teller) -> tuple[Citation, ...]:
    """Return how to cite the dataset."""
    facts = teller.material.facts
    return tuple(
        Citation(
            teller.say(f"style_{style}"),
            dataset_reference(facts, style, teller.lang).removeprefix("[1] "),
        )
        for style in ORDER[teller.lang]
    )


def series_citations(held: Held, title: str, teller: Teller) -> tuple[Citation, ...]:
    """Return how to cite a series: the dataset, and which series of it."""
    part = teller.say("cite_series", title=title, id=" / ".join(held.key))
    space = "" if teller.lang == "zh" else " "
    return tuple(
        replace(each, text=f"{each.text}{space}{part}") for each in dataset_citations(teller)
    )


def license_names(teller: Teller) -> str:
    """Return what the licenses of the data are called."""
    comma = "、" if teller.lang == "zh" else ", "
    return comma.join(each.title for each in teller.material.facts.licenses)
