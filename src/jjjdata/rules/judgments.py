"""Judgments: verdicts, caveats and fidelity are those that follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow.compute as pc

from ..findings import Finding
from ..verdicts import fidelity, verdicts
from .books import Book, Fault, Row, flat, rule


@rule
def judged(book: Book) -> Iterator[Finding]:
    """Verdicts are those that follow from the evidence, and caveats stand where they are due and nowhere else."""
    table, proof = book.tables["claims"], book.tables["evidence"]
    heard = pc.or_(pc.is_in(table["id"], value_set=flat(proof["claim_id"])),
                   pc.is_in(table["id"], value_set=flat(book.tables["claim_caveats"]["claim_id"])))  # fmt: skip
    # Without evidence and caveats a verdict follows from checkability alone, so a million of these are one question.
    silent = Book({**book.tables, "claims": table.filter(pc.invert(heard))}, book.descriptor)

    def plain(row: Row) -> Iterator[Fault]:
        right = "not_enough_evidence" if row["checkability"] == "checkable" else "not_checkable"
        yield from (("verdict-recomputed", c, row[c], right) for c in ("verdict", "verdict_latest") if row[c] != right)

    yield from silent.judge("claims", plain, "checkability", "verdict", "verdict_latest")
    rows = table.filter(heard).select(["id", "origin_id", "checkability", "verdict", "verdict_latest"]).to_pylist()
    origins = book.index("sources")
    rows = [row for row in rows if row["origin_id"] in origins]
    plain_tables: dict[str, Any] = {name: book.rows(name) for name in ("sources", "checks")}
    plain_tables |= {"claims": rows, "evidence": [row for row in book.rows("evidence") if row["source_id"] in origins]}
    now, latest = verdicts(plain_tables), verdicts(plain_tables, revised=True)
    caveats: dict[str, set[str]] = {}
    for row in book.rows("claim_caveats"):
        caveats.setdefault(row["claim_id"], set()).add(row["caveat"])
    refined = {row["claim_id"] for row in plain_tables["evidence"] if row["stance"] == "refines"}
    for row in rows:
        key, has = row["id"], caveats.get(row["id"], set())
        for column, ruling in (("verdict", now[key]), ("verdict_latest", latest[key])):
            if row[column] != ruling.code:
                yield Finding("claims", key, column, "verdict-recomputed", row[column], f"{ruling.code} ({ruling.rule})")
        if key in refined and not has:
            yield Finding("claims", key, "", "caveat-due", "refines", "claim_caveats")
        single = row["checkability"] == "checkable" and len(now[key].supporting) == 1 and not now[key].contradicting
        revised = now[key].code != latest[key].code
        if single != ("single_origin" in has):
            yield Finding("claims", key, "", "caveat-due", "single_origin", "+" if single else "-")
        if revised and "later_revised" not in has:
            yield Finding("claims", key, "", "caveat-due", "later_revised", "+")


@rule
def fidelities(book: Book) -> Iterator[Finding]:
    """The fidelity of a claim follows from the terms that bear on it."""
    terms = book.rows("terms")

    def judge(row: Row) -> Iterator[Fault]:
        right = fidelity(row, terms)
        if row["fidelity"] != right:
            yield "fidelity-follows", "fidelity", row["fidelity"], right

    yield from book.judge("claims", judge, "passage_id", "quote", "source_term_zh", "fidelity")
