"""Measures: what a dataset card tells of its labels: how many there are, and how well they are met.

All are worked out from the nested claims, so that they hold for the copy that is exported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..agreements import READERS, Agreement, agreement
from ..baselines import lines, table
from ..splits import PARTS

Claim = dict[str, Any]


def stances(claims: Iterable[Claim], codes: Sequence[str]) -> str:
    """Return a table in Markdown: how often each stance stands in each part of the evidence."""
    found = Counter((item["stance"], item["split"]) for each in claims for item in each["evidence"])
    rows = [(f"`{code}`", *(found[code, part] for part in PARTS)) for code in codes]
    return _table(("stance", *(f"`{part}`" for part in PARTS)), rows)


def verdicts(claims: Iterable[Claim], codes: Sequence[str]) -> str:
    """Return a table in Markdown: how many claims have each verdict."""
    found = Counter(claim["verdict"] for claim in claims)
    return _table(("verdict", "claims"), [(f"`{code}`", found[code]) for code in codes])


def readers(claims: Sequence[Claim]) -> str:
    """Return how far the two readers agree with each other and with the record, in sentences."""
    judged = list(_judged(claims))
    both = [(votes["a"], votes["b"]) for _, votes in judged if all(map(votes.get, READERS))]
    if not both:
        return "No two readers judged the evidence of this copy."
    each = [
        _said(agreement([(votes[name], stance) for stance, votes in judged if name in votes]))
        for name in READERS
    ]
    whole = agreement(both)
    return (
        f"On the stance of {whole.rows} rows of evidence the two readers, apart from each other, "
        f"agree in {_said(whole)}; with the recorded stance the one agrees in {each[0]}, the other "
        f"in {each[1]}."
    )


def baseline(claims: Sequence[Claim]) -> str:
    """Return what words and figures in common reach, as a table in Markdown."""
    parts = {item["split"] for claim in claims for item in claim["evidence"]}
    if not {*PARTS[:2]} <= parts:
        return "In this copy there is nothing to learn from or nothing to test on."
    return table(lines(claims))


def _judged(claims: Iterable[Claim]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the recorded stance of each row of evidence with what each reader judged."""
    for claim in claims:
        for item in claim["evidence"]:
            yield item["stance"], {vote["reader"]: vote["judgment"] for vote in item["votes"]}


def _said(found: Agreement) -> str:
    return f"{found.share:.0f}% (Cohen's kappa {found.kappa:.2f})"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown, with every column but the first to the right."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (head, ruler, *rows))
