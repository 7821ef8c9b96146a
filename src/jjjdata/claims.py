"""Claims: one claim joined with everything that bears on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from . import cards
from .database import select
from .errors import DataError, UnknownNameError, typed_in, unknown
from .grids import terminal_width
from .joined import Evidence, JoinedClaim, Rendering, Ruling, Sensitivity, Source
from .package import Package, language, opened
from .records import Record, read_label, read_labels, typed
from .search import hits
from .tables import Row, index

AS_SAID, LATEST = READINGS = ("verdict", "verdict_latest")
# The evidence on a claim, or on all if none is named, with the document it goes back to in the end,
# in the order of the card: for, against, context, and last what repeats the claim's own origin.
EVIDENCE = """
select evidence.*, judged.origin_id as goes_back_to, judged.counts
from evidence
join judged on judged.evidence_id = evidence.id
where evidence.claim_id = ifnull(?, evidence.claim_id)
order by
    case
        when judged.is_context then 3
        when judged.is_repeat then 4
        when evidence.stance = 'contradicts' then 2
        else 1
    end,
    evidence.id
"""
# The renderings in the clause of a claim, in the order of the text.
RENDERINGS = """
select renderings.*, rendered.claim_id, rendered.weight
from rendered
join renderings on renderings.id = rendered.rendering_id
where rendered.claim_id = ifnull(?, rendered.claim_id)
order by renderings.start, renderings.id
"""
# What else has an ID: its kind, and the command that shows it.
ELSEWHERE = {
    "sources": ("source", "cite {id}"),
    "evidence": ("evidence", "show {claim_id}"),
    "checks": ("check", "show {claim_id}"),
    "searches": ("search", "show {claim_id}"),
    "indicators": ("indicator", "series {id}"),
    "observations": ("observation", "series {indicator_id} {place_id} --spans"),
    "places": ("place", "find --kind places {name_en!r}"),
    "terms": ("term", "glossary {id}"),
    "renderings": ("rendering", "glossary {term_id}"),
    "organizations": ("organization", "find {name_en!r}"),
    "people": ("person", "find {name_en!r}"),
}


@dataclass(frozen=True, eq=False, repr=False)
class Claim(JoinedClaim):
    """One claim with everything that bears on it. Prints as a card, in a notebook as well.

    What it holds is told at ``JoinedClaim``.
    """

    def text(self, lang: str = "en", width: int | None = None) -> str:
        """Return the card in ``lang``, in lines of at most ``width`` terminal cells, else 96."""
        return cards.text(self, language(lang) or "en", width)

    def html(self, lang: str = "en") -> str:
        """Return the card in ``lang`` as a fragment of HTML, with everything in it escaped."""
        return cards.html(self, language(lang) or "en")

    def __str__(self) -> str:
        return self.text(width=terminal_width())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.html()


def claim(id: str, package: Package | str | os.PathLike[str] | None = None) -> Claim:
    """Return one claim with all that bears on it, and what the rule makes of the evidence.

    ``package`` is the folder of another copy, by default the shipped one. An unknown ID is an
    ``UnknownNameError`` that names the nearest; damaged data are a ``DataError``.

    >>> port = claim("port-containers-2023")
    >>> port["value"], port.ruling.verdict.en, port.ruling.backing.code
    (22000000.0, 'supported', 'government')
    """
    copy = opened(package)  # ``select`` goes through ``connect``, which has it checked
    reader = _Reader(copy)
    # SQLite does not take anything there is for a value; what is no text is no ID either.
    rows = select(copy, "select * from claims where id = ?", id) if isinstance(id, str) else []
    if not rows:
        raise _no_claim(copy, id)
    return _joined(reader, rows[0], _trials(copy, id)[id])


def _no_claim(package: Package, id: object) -> UnknownNameError:
    """Return the error for what is no ID of a claim: what it is instead, or where to look."""
    for table, (kind, command) in ELSEWHERE.items():
        if not isinstance(id, str) or table not in package.resources:
            continue
        rows = select(package, f"select * from {table} where id = ?", id)  # noqa: S608
        if rows:
            values = {"name": id, "kind": kind, "command": command.format(**rows[0])}
            return UnknownNameError("named_elsewhere", **values)
    claims = [row["id"] for row in select(package, "select id from claims order by rowid")]
    error = unknown("claim", id, claims)
    is_found = isinstance(id, str) and hits(id, package)
    return error.advised("try_find", name=typed_in(id)) if is_found else error


def read_claims(package: Package) -> tuple[Claim, ...]:
    """Return all claims in the order of their table, each as ``claim`` does, read at one go.

    >>> from jjjdata.package import shipped
    >>> [port] = [each for each in read_claims(shipped()) if each.id == "port-containers-2023"]
    >>> port == claim("port-containers-2023"), len(port.evidence)
    (True, 10)
    """
    reader, trials = _Reader(package, is_whole=True), _trials(package)
    rows = select(package, "select * from claims order by rowid")
    return tuple(_joined(reader, row, trials[row["id"]]) for row in rows)


def read_sources(package: Package) -> dict[str, Source]:
    """Return all sources by their IDs, each with its publisher and speaker.

    >>> from jjjdata.package import shipped
    >>> read_sources(shipped())["scio-20240227"].publisher.id
    'scio'
    """
    reader = _Reader(package, is_whole=True)
    ids = [row["id"] for row in select(package, "select id from sources order by rowid")]
    return {id: reader.source(id) for id in ids}


def _joined(reader: _Reader, row: Row, trials: _Trials) -> Claim:
    """Return a claim joined with everything that bears on it."""
    package, id = reader.package, row["id"]
    passage = reader.record("passages", reader.row("passages", row["passage_id"]))
    wording_id = row["source_term_source_id"]
    return Claim(
        typed(package, "claims", row),
        read_labels(package, "claims", row),
        passage=passage,
        article=reader.source(passage["source_id"]),
        origin=reader.source(row["origin_id"]),
        speaker=reader.person(row["speaker_id"]),
        wording=reader.source(wording_id) if wording_id else None,
        ruling=reader.ruling(trials[AS_SAID][None]),
        ruling_latest=reader.ruling(trials[LATEST][None]),
        sensitivity=tuple(reader.sensitivity(trials)),
        evidence=reader.evidence(id),
        checks=reader.records("checks", id),
        caveats=reader.records("claim_caveats", id),
        renderings=reader.renderings(id),
    )


# A claim's rows of the view ``weighed``: by reading, then by the origin left out.
_Trials = Mapping[str, Mapping[str | None, Row]]


class _Reader:
    """Reads the records of claims from the database; each source and publisher once.

    For all claims (``is_whole``) a table is read at one go, for one claim row by row.
    """

    def __init__(self, package: Package, *, is_whole: bool = False) -> None:
        self.package = package
        self.is_whole = is_whole
        self._sources: dict[str, Source] = {}
        self._publishers: dict[str, Record] = {}
        self._rows: dict[str, dict[str, Row]] = {}
        self._grouped: dict[str, dict[str, list[Row]]] = {}

    def row(self, table: str, id: str) -> Row:
        if self.is_whole:
            if table not in self._rows:
                query = f"select * from {table}"  # noqa: S608
                self._rows[table] = index(select(self.package, query))
            found = self._rows[table].get(id)
        else:
            rows = select(self.package, f"select * from {table} where id = ?", id)  # noqa: S608
            found = rows[0] if rows else None
        if found is None:
            raise DataError("key_unknown", table=table, value=id)
        return found

    def rows_of(self, query: str, claim_id: str) -> list[Row]:
        """Return the rows of a query on one claim, which asks for those of all if none is named."""
        if not self.is_whole:
            return select(self.package, query, claim_id)
        if query not in self._grouped:
            groups: dict[str, list[Row]] = {}
            for row in select(self.package, query, None):
                groups.setdefault(row["claim_id"], []).append(row)
            self._grouped[query] = groups
        return self._grouped[query].get(claim_id, [])

    def record(self, table: str, row: Row) -> Record:
        return Record(typed(self.package, table, row), read_labels(self.package, table, row))

    def records(self, table: str, claim_id: str) -> tuple[Record, ...]:
        query = f"select * from {table} where claim_id = ifnull(?, claim_id) order by rowid"  # noqa: S608
        return tuple(self.record(table, row) for row in self.rows_of(query, claim_id))

    def source(self, id: str) -> Source:
        if id not in self._sources:
            row = self.row("sources", id)
            labels = read_labels(self.package, "sources", row)
            self._sources[id] = Source(
                typed(self.package, "sources", row),
                labels,
                publisher=self.publisher(row["publisher_id"]),
                speaker=self.person(row["speaker_id"]),
            )
        return self._sources[id]

    def person(self, id: str | None) -> Record | None:
        return self.record("people", self.row("people", id)) if id else None

    def publisher(self, id: str) -> Record:
        if id not in self._publishers:
            self._publishers[id] = self.record("organizations", self.row("organizations", id))
        return self._publishers[id]

    def evidence(self, claim_id: str) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                typed(self.package, "evidence", row),
                read_labels(self.package, "evidence", row),
                source=self.source(row["source_id"]),
                origin=self.source(row["goes_back_to"]),
                counts=bool(row["counts"]),
            )
            for row in self.rows_of(EVIDENCE, claim_id)
        )

    def ruling(self, row: Row) -> Ruling:
        backing = row["backing"]
        return Ruling(
            verdict=read_label(self.package, "verdict", row["verdict"]),
            rule=row["rule"],
            reason=row["reason"],
            supporting=row["supporting"],
            contradicting=row["contradicting"],
            supporting_origins=_ids(row["supporting_origins"]),
            contradicting_origins=_ids(row["contradicting_origins"]),
            backing=read_label(self.package, "backing", backing) if backing else None,
        )

    def sensitivity(self, trials: _Trials) -> Iterator[Sensitivity]:
        for reading, rows in trials.items():
            verdict = rows[None]["verdict"]
            for origin_id, trial in rows.items():
                if trial["verdict"] != verdict:
                    labels = (
                        read_label(self.package, "verdict", code)
                        for code in (verdict, trial["verdict"])
                    )
                    yield Sensitivity(reading, origin_id or "", *labels)

    def renderings(self, claim_id: str) -> tuple[Rendering, ...]:
        return tuple(
            Rendering(
                typed(self.package, "renderings", row),
                read_labels(self.package, "renderings", row),
                term=self.record("terms", self.row("terms", row["term_id"])),
                is_fault=bool(row["weight"]),
            )
            for row in self.rows_of(RENDERINGS, claim_id)
        )


def _trials(package: Package, claim_id: str | None = None) -> dict[str, _Trials]:
    """Return the rows of the view ``weighed`` of one claim, or of all, by claim.

    The views ``verdicts`` and ``sensitivity`` are cut from it; each takes as long to read as it.
    """
    query = "select * from weighed where claim_id = ifnull(?, claim_id) order by omitted_id"
    found: dict[str, dict[str, dict[str | None, Row]]] = {}
    for row in select(package, query, claim_id):
        trials = found.setdefault(row["claim_id"], {reading: {} for reading in READINGS})
        trials[row["reading"]][row["omitted_id"]] = row
    return dict(found)


def _ids(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split("; ")) if joined else ()
