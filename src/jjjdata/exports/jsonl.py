"""JSON Lines: one row a line, one file a table; a claim with what bears on it nested in its line.

The claims are made for those who test models: a line needs no other table. Codes stay codes; the
sources of the evidence are told in short, and are whole in a file of their own, as all tables are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from typing import Any

from ..database import select
from ..descriptors import require
from ..package import Package, in_language
from ..records import plain
from ..splits import split
from ..tables import Row, read_rows
from .forms import Form, Task, chosen
from .sheets import kept_columns

CLAIMS = "claims"
# What the lines of the claims are made of, by way of the view of verdicts in part.
TABLES = (
    "claims",
    "evidence",
    "claim_caveats",
    "searches",
    "votes",
    "checks",
    "sources",
    "organizations",
    "passages",
    "renderings",
    "terms",
)
# What each claim rests on, as of the day on which it was made.
RULINGS = """
    select
        claim_id,
        backing,
        supporting as supporting_origins,
        contradicting as contradicting_origins
    from verdicts
    where reading = 'verdict'
"""
EVIDENCE = """
    select evidence.*, judged.origin_id, judged.counts
    from evidence
    join judged on judged.evidence_id = evidence.id
    order by evidence.rowid
"""
SOURCES = """
    select
        sources.id,
        sources.kind,
        sources.title_zh,
        sources.title_en,
        organizations.name_zh as publisher_zh,
        organizations.name_en as publisher_en,
        coalesce(sources.published_on, sources.published_in) as published,
        sources.language,
        sources.url,
        sources.access,
        sources.extent,
        sources.tier
    from sources
    join organizations on organizations.id = sources.publisher_id
"""
# How the clause that says a claim renders terms, in the order of the text.
RENDERINGS = """
    select
        rendered.claim_id,
        renderings.id,
        terms.term_zh,
        terms.term_en,
        renderings.variant_en,
        renderings."start",
        renderings."end",
        renderings.problem,
        renderings.mqm,
        renderings.severity
    from rendered
    join renderings on renderings.id = rendered.rendering_id
    join terms on terms.id = renderings.term_id
    order by renderings."start", renderings.id
"""
# Each passage with the document that it is a sentence of.
PASSAGES = """
    select
        passages.id,
        passages.source_id as document_id,
        coalesce(sources.published_on, sources.published_in) as published
    from passages
    join sources on sources.id = passages.source_id
"""
VOTES = "select subject, subject_id, reader, judgment, read_on from votes order by rowid"


def tables(package: Package, asked: list[str] | None, lang: str | None) -> list[str]:
    """Return the tables asked for, by default all; claims need those that are nested in them."""
    names = chosen(package, asked, lang)
    if CLAIMS in names:
        require(package, TABLES)
    return names


def write(task: Task) -> None:
    """Write one file a table, the claims nested."""
    for table in task.tables:
        task.tick(table)
        rows = nested if table == CLAIMS else partial(_rows, table=table)
        content = as_lines(rows(task.package, lang=task.lang))
        task.paths[f"{table}.jsonl"].write_bytes(content.encode())


def _rows(package: Package, table: str, lang: str | None) -> Iterator[dict[str, Any]]:
    names = kept_columns(package, table, lang)
    for row in read_rows(package, table):
        yield {short: plain(row[name]) for name, short in names.items()}


def as_lines(objects: Iterable[Mapping[str, Any]]) -> str:
    """Return objects as JSON Lines."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def nested(package: Package, lang: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield each claim with what bears on it, checks aside; texts in ``lang`` or both languages.

    To the columns of the table claims come ``document_id`` and ``backing``; ``supporting_origins``
    and ``contradicting_origins``, how many there are; ``caveats``, the codes; ``renderings``, the
    words of the document for terms in its clause; ``votes`` on its checkability; ``evidence`` with
    ``origin_id``, ``counts``, ``split`` (the part it is in, as ``splits`` tells), ``source`` and
    the ``votes`` on its stance; and ``searches``.
    A list may be empty, and a value null, but every claim has the same keys.
    """

    def kept(row: Row, *without: str) -> Row:
        """Return a row without some columns, its texts in one language if one is asked for."""
        names = in_language((name for name in row if name not in without), lang)
        return {new: row[old] for old, new in names.items()}

    passages = {row["id"]: row for row in select(package, PASSAGES)}
    rulings = {row["claim_id"]: row for row in select(package, RULINGS)}
    sources = {row["id"]: kept(row) for row in select(package, SOURCES)}
    votes = _grouped(select(package, VOTES), "subject", "subject_id")
    searches = _grouped(select(package, "select * from searches order by rowid"), "claim_id")
    caveats = _grouped(select(package, "select * from claim_caveats order by rowid"), "claim_id")
    evidence = _grouped(select(package, EVIDENCE), "claim_id")
    renderings = _grouped(select(package, RENDERINGS), "claim_id")

    def evidence_line(row: Row, day: str | None) -> Row:
        """Return a row of evidence; ``day`` is that of the claim's document, which splits it."""
        source = sources[row["source_id"]]
        return {
            **kept(row, "claim_id", "source_id"),
            "counts": bool(row["counts"]),
            "split": split(row["quote"], source["published"], day),
            "source": source,
            "votes": [_vote(vote) for vote in votes["evidence", row["id"]]],
        }

    for claim in select(package, "select * from claims order by rowid"):
        key, passage = claim["id"], passages[claim["passage_id"]]
        yield {
            **kept(claim),
            "document_id": passage["document_id"],
            **kept(rulings[key], "claim_id"),
            "caveats": [caveat["caveat"] for caveat in caveats[key]],
            "renderings": [_unclaimed(row) for row in renderings[key]],
            "votes": [_vote(vote) for vote in votes["claims", key]],
            "evidence": [evidence_line(row, passage["published"]) for row in evidence[key]],
            "searches": [kept(search, "claim_id") for search in searches[key]],
        }


def _grouped(rows: Iterable[Row], *names: str) -> defaultdict[Any, list[Row]]:
    """Return rows by one column, or by several as a tuple; what has none has an empty list."""
    groups: defaultdict[Any, list[Row]] = defaultdict(list)
    key = itemgetter(*names)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _unclaimed(row: Row) -> Row:
    """Return a rendering in both languages, whichever is asked for: it stands between the two."""
    return {name: value for name, value in row.items() if name != "claim_id"}


def _vote(row: Row) -> Row:
    return {name: row[name] for name in ("reader", "judgment", "read_on")}


FORM = Form(files=("{table}.jsonl",), write=write, choose=tables)
