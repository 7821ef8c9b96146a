"""Translation: the fidelity recorded for a claim follows from the terms that bear on it."""

from __future__ import annotations

from collections.abc import Iterator

from ...fidelity import fidelity
from ..rulebook import Fault, Judge, Rule, Tables
from .shared import lookup

RULES = (
    Rule(
        "fidelity-follows",
        "The fidelity of a claim follows from the terms that its quotation holds.",
        "译文忠实度由引文中的术语得出。",
        "{value} is recorded, but from the terms in the quotation follows {expected}",
        "记录为{value}，但由引文中的术语得出{expected}",
    ),
)


def judge_fidelity(tables: Tables) -> Iterator[Fault]:
    """Yield the claims whose recorded fidelity is another than follows from their terms."""
    terms = tables.rows("terms")
    documents = lookup(tables, "passages", "source_id")
    languages = lookup(tables, "sources", "language")
    for claim in tables.judged("claims"):
        language = languages.get(documents.get(claim["passage_id"], ""), "")
        expected = fidelity(claim, terms, language)
        if claim["fidelity"] != expected:
            yield Fault(
                "fidelity-follows", "claims", claim["id"], "fidelity", claim["fidelity"], expected
            )


JUDGES = (
    Judge(
        "judge_fidelity",
        ("fidelity-follows",),
        frozenset({"claims", "terms", "passages", "sources"}),
        judge_fidelity,
    ),
)
