"""Rationales: what is argued of a claim tells no figure that nothing recorded on it tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...languages import HAN
from ...readings import Figure, FigureReader
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .dates import is_part_of
from .shared import comparable, figure_reader, listed

RULES = (
    Rule(
        "rationale-borne",
        "The figures of a rationale stand in the statement or in what is recorded on the claim: "
        "evidence with its quotes, dates and sources, caveats, checks and searches.",
        "理由中的数字，见于陈述或有关该陈述的记录：证据及其引文、日期和来源，提示，复算和检索。",
        "{value} is recorded nowhere on the claim; add the evidence that has it, or leave it out "
        "of: {expected}",
        "有关该陈述的记录中没有{value}；请补上写有它的证据，或从理由中删去：{expected}",
    ),
)

# What is recorded on a claim: table, the column that names the claim, and the texts.
RECORDS = (
    ("claims", "id", ("statement_zh", "statement_en")),
    ("evidence", "claim_id", ("finding_zh", "finding_en", "quote")),
    ("claim_caveats", "claim_id", ("note_zh", "note_en")),
    ("checks", "claim_id", ("note_zh", "note_en")),
    ("searches", "claim_id", ("note_zh", "note_en")),
)
CHINESE = re.compile(HAN)
OPEN = ".."  # a period without a begin
ISSUED = ("published_on", "published_in")


@dataclass(frozen=True)
class Known:
    """The numbers and the dates that are recorded on a claim, whatever they count."""

    numbers: set[object] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def add(self, figure: Figure) -> None:
        """Record the ends of a figure."""
        if figure.kind == "date":
            self.days.update(map(str, figure.ends))
        else:
            self.numbers.update(map(comparable, figure.ends))

    def holds(self, figure: Figure) -> bool:
        """Return whether all ends of a figure are known; of a date a part will do."""
        if figure.kind != "date":
            return all(comparable(end) in self.numbers for end in figure.ends)
        return all(any(is_part_of(str(end), day) for day in self.days) for end in figure.ends)


def judge_rationales(tables: Tables) -> Iterator[Fault]:
    """Yield the rationales with figures of their own.

    A rationale weighs what was read: it may name a number without its unit, in another language
    than the source, and small ones in words are its own.
    """
    reader = figure_reader(tables)
    known = _known(tables, reader)
    for row in tables.judged("claims"):
        for lang in ("zh", "en"):
            text = row[f"rationale_{lang}"] or ""
            strange = [
                text[figure.start : figure.end]
                for figure in reader.figures(text, lang)
                if not (figure.word or known[row["id"]].holds(figure))
            ]
            if strange:
                place = ("claims", row["id"], f"rationale_{lang}")
                yield Fault("rationale-borne", *place, listed(strange), text)


def _known(tables: Tables, reader: FigureReader) -> dict[str, Known]:
    """Return what is recorded on each claim."""
    known: dict[str, Known] = defaultdict(Known)
    for table, owner, columns in RECORDS:
        for row in tables.rows(table):
            for text in (row[column] or "" for column in columns):
                for figure in reader.figures(text, "zh" if CHINESE.search(text) else "en"):
                    known[row[owner]].add(figure)
    sources = {row["id"]: row for row in tables.rows("sources")}
    for row in tables.rows("evidence"):
        source = sources.get(row["source_id"])
        origin = sources.get(source["origin_id"]) if source else None
        spans = set((row["period"] or OPEN).split("/")) - {OPEN}
        known[row["claim_id"]].days.update(spans, _days(source), _days(origin))
    return known


def _days(source: Row | None) -> list[str]:
    """Return when a source was published, as far as that is known."""
    return [source[column] for column in ISSUED if source[column]] if source else []


JUDGES = (
    Judge(
        "judge_rationales",
        ("rationale-borne",),
        frozenset(
            {
                *("claims", "evidence", "claim_caveats", "checks"),
                *("searches", "sources", "units"),
            }
        ),
        judge_rationales,
    ),
)
