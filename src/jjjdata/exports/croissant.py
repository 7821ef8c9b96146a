"""Croissant 1.1: plain CSV and Parquet with one description, which is a schema.org Dataset too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..database import select
from ..descriptors import About, about
from ..languages import TAGS
from ..package import LANGUAGES, Package, text
from . import parquet
from .csv import csv_text
from .forms import Form, Task
from .sheets import kept_cells, kept_columns, kept_fields, tagged

FILE = "croissant.json"
TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
DOCUMENTS = """
    select title_zh, title_en, coalesce(published_on, published_in) as published, url
    from sources
    where id in (select source_id from passages)
    order by id
"""
MEDIA = {"csv": "text/csv", "parquet": "application/x-parquet"}
# The context of the specification, word for word.
PLAIN = {
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
}
TERMS = (
    "arrayShape",
    "citeAs",
    "column",
    "containedIn",
    "equivalentProperty",
    "extract",
    "field",
    "fileObject",
    "fileProperty",
    "fileSet",
    "format",
    "includes",
    "isArray",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
    "subField",
    "transform",
)
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **PLAIN,
    **{term: f"cr:{term}" for term in TERMS},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}

Node = dict[str, Any]


def write(task: Task) -> None:
    """Write both files of every table and the description."""
    for table in task.tables:
        header = kept_columns(task.package, table, task.lang).values()
        content = csv_text(header, kept_cells(task.package, table, task.lang), "\n")
        task.paths[f"{table}.csv"].write_bytes(content.encode())
    parquet.write(task)
    files = {name: path.read_bytes() for name, path in task.paths.items() if name != FILE}
    description = describe(task.package, task.tables, task.lang, files)
    content = json.dumps(description, ensure_ascii=False, indent=2)
    task.paths[FILE].write_bytes(f"{content}\n".encode())


FORM = Form(files=("{table}.csv", "{table}.parquet", FILE), write=write)


def describe(
    package: Package, tables: Iterable[str], lang: str | None, files: Mapping[str, bytes]
) -> Node:
    """Return the description of some tables.

    ``files`` holds the content of each file, ``<table>.csv`` and ``<table>.parquet``, by its
    address: a path relative to the place of the description.
    """
    facts, names = about(package), list(tables)
    description = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": tagged(lang, facts.title),
        "description": tagged(lang, facts.description),
        "version": facts.version,
        "datePublished": str(facts.created.date()),
        "keywords": list(facts.keywords),
        "inLanguage": [TAGS[each] for each in ([lang] if lang else LANGUAGES)],
        "license": [each.path or each.title for each in facts.licenses],
        "identifier": facts.descriptor.get("id"),
        "url": facts.homepage,
        "creator": _makers(facts, lang),
        "publisher": _makers(facts, lang),
        "isAccessibleForFree": True,
        "isBasedOn": _documents(package, lang),
        "citeAs": _bibtex(facts),
        "distribution": [_file(address, content) for address, content in _by_table(names, files)],
        "recordSet": [_record_set(package, table, names, lang) for table in names],
    }
    used = facts.descriptor.get("responsibleUse", {})
    description |= {f"rai:{name}": value for name, value in used.items()}
    return {key: value for key, value in description.items() if value}


def _makers(facts: About, lang: str | None) -> list[Node]:
    """Return who made the dataset and publishes it, named in each language."""
    named = [(TAGS[each], facts.authors(each)) for each in ([lang] if lang else LANGUAGES)]
    return [
        {"@type": "sc:Organization", "name": {tag: names[number] for tag, names in named}}
        for number in range(len(named[0][1]))
    ]


def _documents(package: Package, lang: str | None) -> list[Node]:
    """Return the documents whose claims are checked: the provenance of the whole."""
    if not {"passages", "sources"} <= set(package.authored):
        return []
    documents = []
    for row in select(package, DOCUMENTS):
        titles = {TAGS[each]: row[f"title_{each}"] for each in ([lang] if lang else LANGUAGES)}
        told = {"name": titles, "datePublished": row["published"], "url": row["url"]}
        kept = {name: value for name, value in told.items() if value}
        documents.append({"@type": "sc:CreativeWork", **kept})
    return documents


def _bibtex(facts: About) -> str:
    """Return the entry of the dataset, made without the library that ``cite`` needs."""
    fields = {
        "author": f"{{{' and '.join(facts.authors('en'))}}}",
        "title": facts.title("en"),
        "version": facts.version,
        "year": facts.created.year,
    }
    listing = ", ".join(f"{key} = {{{value}}}" for key, value in fields.items())
    return f"@misc{{{facts.name}, {listing}}}"


def _by_table(tables: Iterable[str], files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """Return address and content of the files in the order of the tables, CSV before Parquet."""
    addresses = {PurePosixPath(address).name: address for address in files}
    names = [f"{table}.{format}" for table in tables for format in MEDIA]
    return [(addresses[name], files[addresses[name]]) for name in names]


def _file(address: str, content: bytes) -> Node:
    """Return the entry of a file; mlcroissant takes no language map for its name."""
    name = PurePosixPath(address).name
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": address,
        "contentSize": f"{len(content)} B",
        "encodingFormat": MEDIA[name.rpartition(".")[2]],
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _record_set(package: Package, table: str, tables: list[str], lang: str | None) -> Node:
    """Return the description of a table as a set of records.

    The records are read from Parquet, since mlcroissant guesses the types of a CSV file ("2019"
    beside an empty cell becomes 2019.0), and foreign keys refer to the column of the other file,
    since it can't join two sets of records. A field refers to one field only: a foreign key of
    several columns can't be told.
    """
    references = {
        columns[0]: _column(other, theirs[0])
        for columns, other, theirs in package.foreign_keys(table)
        if len(columns) == 1 and other in tables
    }
    fields = []
    for field in kept_fields(package, table, lang):
        name = field["name"]
        node = {
            "@type": "cr:Field",
            "@id": f"{table}/{name}",
            **_named(field, lang),
            "dataType": TYPES[field["type"]],
            "source": _column(table, name),
        }
        fields.append({**node, "references": references[name]} if name in references else node)
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        **_named(package.resource(table), lang),
        "key": [{"@id": f"{table}/{name}"} for name in package.primary_key(table)],
        "field": fields,
    }


def _named(item: Mapping[str, Any], lang: str | None) -> Node:
    """Return name and description of a table or column as language maps."""
    texts = {
        "name": tagged(lang, lambda each: text(item, "title", each)),
        "description": tagged(lang, lambda each: text(item, "description", each)),
    }
    return {key: value for key, value in texts.items() if value}


def _column(table: str, column: str) -> Node:
    return {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column}}
