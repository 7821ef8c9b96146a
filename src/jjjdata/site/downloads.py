"""Downloads: the files to take away: tables, claims, series, and the page that lists them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..claims import Claim
from ..package import text
from ..records import plain
from ..tables import spell
from . import addresses
from .citing import dataset_citations, license_names
from .material import Held, Material
from .page import Page
from .telling import Teller

TABLES = "data/tables"
# What is handed out of a series, in the order of the columns.
OBSERVATION = (
    *("id", "indicator_id", "place_id", "period", "qualifier", "value", "unit_id", "printed"),
    *("basis", "derivation", "vintage", "rank", "source_id", "source_title", "publisher"),
    *("published", "url"),
)
EVIDENCE = (
    *("id", "claim_id", "stance", "counts", "qualifier", "value", "unit_id", "period", "printed"),
    *("quote", "finding_zh", "finding_en", "source_id", "source_title", "publisher", "published"),
    *("url", "origin_id"),
)


@dataclass(frozen=True)
class File:
    """A table as a file to take away."""

    name: str
    title: str
    about: str
    rows: int
    csv: str
    parquet: str


def downloads_page(teller: Teller) -> Page:
    """Return the page that lists what can be taken away, and how."""
    return Page(
        path=addresses.page("downloads", teller.lang),
        twin=addresses.page("downloads", teller.other),
        template="downloads.html",
        title=teller.say("downloads"),
        about=teller.say("downloads_about"),
        section="downloads",
        context={
            "files": tuple(_tables(teller)),
            "citations": dataset_citations(teller),
            "licenses": license_names(teller),
            "version": teller.material.facts.version,
            "descriptor": teller.link(f"{TABLES}/datapackage.json"),
        },
    )


def data_files(material: Material) -> Iterator[tuple[str, bytes]]:
    """Yield all files to take away: every table, every claim, every series."""
    package = material.package
    descriptor = json.dumps(_descriptor(material), ensure_ascii=False, indent=1)
    yield f"{TABLES}/datapackage.json", f"{descriptor}\n".encode()
    for name in package.resources:
        for form in ("csv", "parquet"):
            yield _table_path(name, form), package.file(name, form).read_bytes()
    known: dict[int, object] = {}  # claims share their sources
    for claim in material.claims:
        content = json.dumps(plain(claim, known), ensure_ascii=False)
        yield addresses.claim_file(claim.id, "json"), f"{content}\n".encode()
        yield addresses.claim_file(claim.id, "csv"), _csv(EVIDENCE, _evidence(claim))
    for held in material.series.values():
        yield addresses.series_file(*held.key, "csv"), _csv(OBSERVATION, _figures(held, material))
        for lang, chart in held.charts.items():
            yield addresses.series_file(*held.key, f"{lang}.svg"), chart.svg.encode()


def _table_path(name: str, form: str) -> str:
    return f"{TABLES}/{name}.{form}"


def _descriptor(material: Material) -> dict[str, object]:
    """Return the descriptor with the paths that the tables have here."""
    resources = []
    for name, resource in material.package.resources.items():
        moved = {**resource, "path": f"{name}.csv"}
        if isinstance(resource.get("parquet"), dict):
            moved["parquet"] = {**resource["parquet"], "path": f"{name}.parquet"}
        resources.append(moved)
    return {**material.package.descriptor, "resources": resources}


def _tables(teller: Teller) -> Iterator[File]:
    package = teller.material.package
    for name, resource in package.resources.items():
        yield File(
            name=name,
            title=text(resource, "title", teller.lang),
            about=text(resource, "description", teller.lang),
            rows=resource.get("rows", 0),
            csv=teller.link(_table_path(name, "csv")),
            parquet=teller.link(_table_path(name, "parquet")),
        )


def _csv(names: Iterable[str], rows: Iterable[dict[str, object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, tuple(names), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: spell(value) for name, value in row.items()})
    return stream.getvalue().encode()


def _evidence(claim: Claim) -> Iterator[dict[str, object]]:
    for item in claim.evidence:
        source = item.source
        yield {
            **{name: item[name] for name in EVIDENCE if name in item.row},
            "counts": item.counts,
            "source_title": source["title_en"],
            "publisher": source.publisher["name_en"],
            "published": source.published,
            "url": source["url"],
            "origin_id": item.origin.id,
        }


def _figures(held: Held, material: Material) -> Iterator[dict[str, object]]:
    for row in material.figures.get(held.key, ()):
        source = material.sources[row["source_id"]]
        yield {
            **{name: row[name] for name in OBSERVATION if name in row.row},
            "source_title": source["title_en"],
            "publisher": source.publisher["name_en"],
            "published": source.published,
            "url": source["url"],
        }
