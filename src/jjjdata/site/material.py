"""Material: everything that the pages tell, read from the database once for both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..charts import Chart
from ..checks import Recomputation, recompute
from ..citations import stored_citations
from ..claimed import Claimed, read_claimed
from ..claims import Claim, read_claims, read_sources
from ..database import select, shared
from ..descriptors import About, about, checked
from ..joined import Source
from ..package import Package
from ..readings import FigureReader
from ..records import Label, Record, read_label, read_labels, typed
from ..series import Point, Series, pairs, read_series

CODED = ("basis", "vintage", "rank")
# A count of one thing each, of which there is no half.
COUNTED = "count"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """One series with what the claims say of it, and its chart in each language."""

    series: Series
    claimed: tuple[Claimed, ...]
    charts: Mapping[str, Chart]

    @property
    def key(self) -> Pair:
        """The IDs of indicator and place."""
        return self.series.indicator.id, self.series.place.id


@dataclass(frozen=True)
class Material:
    """Everything that the pages tell.

    Tables are told by ID or in their order; ``searches``, ``recomputations`` by the claim they are
    on; ``votes`` by subject and ID; ``codes`` by list.
    """

    package: Package
    facts: About
    claims: tuple[Claim, ...]
    series: Mapping[Pair, Held]
    sources: Mapping[str, Source]
    observations: Mapping[str, Record]
    indicators: Mapping[str, Record]
    places: Mapping[str, Record]
    units: Mapping[str, Record]
    terms: Mapping[str, Record]
    passages: Mapping[str, Record]
    renderings: tuple[Record, ...]
    errata: tuple[Record, ...]
    codes: Mapping[str, tuple[Mapping[str, Any], ...]]
    searches: Mapping[str, tuple[Record, ...]]
    votes: Mapping[Pair, Mapping[str, str]]
    recomputations: Mapping[str, tuple[Recomputation, ...]]
    citations: Mapping[str, Mapping[str, str]]
    reader: FigureReader
    contact: str

    @cached_property
    def neighbors(self) -> Mapping[str, tuple[Claim | None, Claim | None]]:
        """The claims before and after each in its document, by ID; None at either end."""
        documents: dict[str, list[Claim]] = {}
        for claim in self.claims:
            documents.setdefault(claim.article.id, []).append(claim)
        return {
            claim.id: (before, after)
            for claims in documents.values()
            for before, claim, after in zip(
                [None, *claims[:-1]], claims, [*claims[1:], None], strict=True
            )
        }

    @cached_property
    def by_indicator(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims on each indicator."""
        groups: dict[str, tuple[Claim, ...]] = {}
        for claim in self.claims:
            if claim["indicator_id"]:
                groups[claim["indicator_id"]] = (*groups.get(claim["indicator_id"], ()), claim)
        return groups

    @cached_property
    def by_term(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims in whose clause each term is rendered."""
        groups: dict[str, dict[str, Claim]] = {}
        for claim in self.claims:
            for rendering in claim.renderings:
                groups.setdefault(rendering.term["id"], {})[claim.id] = claim
        return {term: tuple(claims.values()) for term, claims in groups.items()}

    @cached_property
    def by_place(self) -> Mapping[str, tuple[Held, ...]]:
        """The series of each place."""
        groups: dict[str, list[Held]] = {}
        for held in self.series.values():
            groups.setdefault(held.series.place.id, []).append(held)
        return {place: tuple(some) for place, some in groups.items()}

    @cached_property
    def figures(self) -> Mapping[Pair, tuple[Record, ...]]:
        """The observations of each series."""
        groups: dict[Pair, list[Record]] = {}
        for row in self.observations.values():
            groups.setdefault((row["indicator_id"], row["place_id"]), []).append(row)
        return {pair: tuple(rows) for pair, rows in groups.items()}

    def series_of(self, claim: Claim) -> Held | None:
        """Return the series that a claim speaks of, if one is held."""
        return self.series.get((claim["indicator_id"], claim["place_id"]))

    def label(self, code_list: str, code: str) -> Label:
        """Return the label of a code."""
        return read_label(self.package, code_list, code)


def gather(package: Package, contact: str = "") -> Material:
    """Return everything that the pages of a package tell; ``contact`` is where faults are told.

    >>> from jjjdata.package import shipped
    >>> material = gather(shipped())
    >>> [each.claim.id for each in material.series["pm25-mean", "jjj"].claimed]
    ['pm25-drop', 'pm25-region-2023']
    """
    copy = checked(package)
    sources = read_sources(copy)
    units = _by_id(copy, "units")
    return Material(
        package=copy,
        facts=about(copy),
        claims=read_claims(copy),
        series={pair: _held(copy, pair, sources) for pair in pairs(copy)},
        sources=sources,
        observations=_by_id(copy, "observations"),
        indicators=_by_id(copy, "indicators"),
        places=_by_id(copy, "places"),
        units=units,
        terms=_by_id(copy, "terms"),
        passages=_by_id(copy, "passages"),
        renderings=tuple(_records(copy, "renderings")),
        errata=tuple(_records(copy, "errata")),
        codes=_codes(copy),
        searches=_by_claim(_records(copy, "searches")),
        votes=_votes(copy),
        recomputations=_by_claim(recompute(shared(copy))),
        citations=stored_citations(copy),
        reader=FigureReader.of(units.values()),
        contact=contact,
    )


def _held(package: Package, pair: Pair, sources: Mapping[str, Source]) -> Held:
    series = read_series(package, *pair)
    claimed = read_claimed(package, series)
    # What has no figure of its own has no place among figures.
    drawn = tuple(each for each in claimed if each.claim["value"] is not None)
    points = (*series.preferred, *series.others)
    labels = _labels(package, points)
    charts = {
        lang: Chart(series, drawn, lang, _titles(points, sources, lang), labels)
        for lang in ("en", "zh")
    }
    return Held(series, claimed, charts)


def _titles(points: Iterable[Point], sources: Mapping[str, Source], lang: str) -> dict[str, str]:
    ids = dict.fromkeys(point.source_id for point in points if point.source_id)
    return {id: sources[id][f"title_{lang}"] for id in ids}


def _labels(package: Package, points: Iterable[Point]) -> dict[tuple[str, str], Label]:
    found = list(points)
    return {
        (column, code): read_label(package, column, code)
        for column in CODED
        for code in dict.fromkeys(getattr(point, column) for point in found)
    }


def _records(package: Package, table: str) -> list[Record]:
    rows = select(package, f"select * from {table} order by rowid")  # noqa: S608
    return [Record(typed(package, table, row), read_labels(package, table, row)) for row in rows]


def _by_id(package: Package, table: str) -> dict[str, Record]:
    return {record["id"]: record for record in _records(package, table)}


def _by_claim(items: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, tuple[Any, ...]] = {}
    for item in items:
        groups[item.claim_id] = (*groups.get(item.claim_id, ()), item)
    return groups


def _codes(package: Package) -> dict[str, tuple[Mapping[str, Any], ...]]:
    lists: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for row in select(package, "select * from codes order by rowid"):
        lists[row["list"]] = (*lists.get(row["list"], ()), row)
    return lists


def _votes(package: Package) -> dict[Pair, dict[str, str]]:
    votes: dict[Pair, dict[str, str]] = {}
    for row in select(package, "select * from votes order by rowid"):
        votes.setdefault((row["subject"], row["subject_id"]), {})[row["reader"]] = row["judgment"]
    return votes
