"""Croissant 1.1: the data as plain CSV and Parquet with one description, which is a schema.org Dataset too."""

from __future__ import annotations

import hashlib
import json
import os

from ..package import Package, text
from . import parquet
from .csv import write_csv
from .sheets import Sheet, foreign_keys, read_sheet, tagged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
MEDIA = {"csv": "text/csv", "parquet": "application/x-parquet"}
# The context of the specification, word for word.
PLAIN = {"cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
         "dct": "http://purl.org/dc/terms/", "sc": "https://schema.org/", "conformsTo": "dct:conformsTo"}  # fmt: skip
TERMS = ("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject",
         "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
         "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator",
         "source", "subField", "transform")  # fmt: skip
CONTEXT = {"@language": "en", "@vocab": "https://schema.org/", **PLAIN, **{term: f"cr:{term}" for term in TERMS},
           "name": {"@container": "@language"}, "description": {"@container": "@language"},
           "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
           "examples": {"@id": "cr:examples", "@type": "@json"}}  # fmt: skip


def write(package: Package, names: list[str], lang: str | None, folder: str, tick: Callable[[str], None]) -> None:
    """Write both files of every table and the description."""
    for name in names:
        write_csv(package, name, lang, os.path.join(folder, f"{name}.csv"))
    parquet.write(package, names, lang, folder, tick)
    sheets = [read_sheet(package, name, lang) for name in names]
    with open(os.path.join(folder, "croissant.json"), "w", encoding="utf-8", newline="\n") as stream:
        json.dump(describe(package, sheets, lang, folder), stream, ensure_ascii=False, indent=2)
        stream.write("\n")


def describe(package: Package, sheets: list[Sheet], lang: str | None, folder: str | os.PathLike[str],
             where: str = "") -> dict[str, Any]:  # fmt: skip
    """Return the description of the files in ``folder``, whose addresses start with ``where``."""
    about, names = package.descriptor, [sheet.name for sheet in sheets]
    authors = [who["title"] for who in about["contributors"]]
    return {
        "@context": CONTEXT, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": tagged(lang, lambda each: text(about, "title", each)),
        "description": tagged(lang, lambda each: text(about, "description", each)),
        "version": about["version"], "datePublished": about["created"][:10], "keywords": about["keywords"],
        "inLanguage": list(tagged(lang, lambda each: each)), "license": [each["path"] for each in about["licenses"]],
        "creator": [{"@type": "sc:Organization", "name": {"en": name}} for name in authors],
        "citeAs": f"@misc{{{about['name']}, author = {{{{{' and '.join(authors)}}}}}, title = {{{about['title']}}}, "
                  f"version = {{{about['version']}}}, year = {{{about['created'][:4]}}}}}",
        "distribution": [_file(f"{sheet.name}.{format}", folder, where) for sheet in sheets for format in MEDIA],
        "recordSet": [_records(sheet, names, lang) for sheet in sheets],
    }  # fmt: skip


def _named(item: dict[str, Any], lang: str | None) -> dict[str, Any]:
    found = {name: tagged(lang, lambda each, key=key: text(item, key, each))
             for name, key in (("name", "title"), ("description", "description"))}  # fmt: skip
    return {key: value for key, value in found.items() if value}


def _file(file: str, folder: str | os.PathLike[str], where: str) -> dict[str, Any]:
    """Return the entry of a file; mlcroissant takes no language map for its name."""
    with open(os.path.join(folder, file), "rb") as stream:
        data = stream.read()
    return {"@type": "cr:FileObject", "@id": file, "name": file, "contentUrl": where + file,
            "contentSize": f"{len(data)} B", "encodingFormat": MEDIA[file.rpartition(".")[2]],
            "sha256": hashlib.sha256(data).hexdigest()}  # fmt: skip


def _records(sheet: Sheet, names: list[str], lang: str | None) -> dict[str, Any]:
    """Return the records of a table.

    They are read from Parquet, since mlcroissant guesses the types of a CSV file ("2019" beside an empty cell
    becomes 2019.0), and keys refer to the file's column, since it can't join two sets of records.
    """
    links = {own[0]: _column(table, there[0]) for own, table, there in foreign_keys(sheet, names) if len(own) == 1}
    key = [{"@id": f"{sheet.name}/{name}"} for name in sheet.resource["schema"].get("primaryKey", ())]
    fields = [{"@type": "cr:Field", "@id": f"{sheet.name}/{field['name']}", **_named(field, lang),
               "dataType": TYPES[field["type"]], "source": _column(sheet.name, field["name"]),
               **({"references": links[field["name"]]} if field["name"] in links else {})}
              for field in sheet.fields]  # fmt: skip
    return {"@type": "cr:RecordSet", "@id": sheet.name, **_named(sheet.resource, lang), "key": key, "field": fields}


def _column(table: str, column: str) -> dict[str, Any]:
    return {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column}}
