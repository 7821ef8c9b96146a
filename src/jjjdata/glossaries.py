"""Glossaries: the terms with their recommended English, for people and for translators' tools."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

from . import rows
from .citations import TAGS
from .errors import unknown
from .grids import wrap
from .messages import say
from .package import Package, language, shipped, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Row = dict[str, Any]

FORMATS = ("table", "csv", "tbx", "tmx")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TBX = "urn:iso:std:iso:30042:ed-2"
# What the problem of the article's variant makes of it; any other problem means: don't use it.
STATUS = {"none": "preferredTerm-admn-sts", "agency_form": "admittedTerm-admn-sts"}
DEPRECATED = "deprecatedTerm-admn-sts"


def glossary(format: str = "table", lang: str = "en", package: Package | None = None) -> str:
    """Return the terms as text in a format.

    "table" is for reading, in ``lang``; "csv" has all columns in both languages; "tbx" is TermBase eXchange
    (ISO 30042:2019, TBX-Basic, DCA style) and "tmx" Translation Memory eXchange 1.4, for translators' tools.

    >>> glossary("csv").splitlines()[0][:26]
    'id,term_zh,term_en,variant'
    """
    package = package or shipped()
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    terms = rows.whole(package, "terms")
    if format == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(field["name"] for field in package.fields("terms"))
        writer.writerows(row.values() for row in terms)
        return stream.getvalue()
    labels = rows.Index("codes", (row for row in rows.read(package, "codes") if row["list"] == "problem"), "code")
    sources = rows.Index("sources", rows.whole(package, "sources"))
    if format == "table":
        return _listing(terms, labels, language(lang) or "en")
    root = {"tbx": _tbx, "tmx": _tmx}[format](package, terms, labels, sources)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'


def _listing(terms: Iterable[Row], labels: Mapping[str, Row], lang: str) -> str:
    lines = []
    for row in terms:
        lines.append(f"{row['term_zh']}  =  {row['term_en']}")
        if row["problem"] != "none":
            problem = labels[row["problem"]][f"label_{lang}"]
            told = say("glossary_variant", lang, variant=row["variant_en"], problem=problem)
            lines.append(wrap(told, indent="  "))
        lines.append(wrap(row[f"note_{lang}"], indent="  "))
    return "\n".join(lines)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, tag, attributes)
    made.text = text
    return made


def _note(row: Row, labels: Mapping[str, Row], lang: str) -> str:
    """Return the note of a term, after the name of what is wrong with the variant."""
    label = "" if row["problem"] == "none" else labels[row["problem"]][f"label_{lang}"] + {"zh": "：", "en": ": "}[lang]
    return label + str(row[f"note_{lang}"])


def _tbx(package: Package, terms: Iterable[Row], labels: Mapping[str, Row], sources: Mapping[str, Row]) -> ET.Element:
    root = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", LANG: TAGS["en"], "xmlns": TBX})
    about = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(about, "titleStmt"), "title", text(package.descriptor, "title", "en"))
    facts = _add(about, "sourceDesc")
    for lang in TAGS:
        _add(facts, "p", text(package.descriptor, "description", lang), **{LANG: TAGS[lang]})
    body = _add(_add(root, "text"), "body")
    for row in terms:
        entry = _add(body, "conceptEntry", id=f"term-{row['id']}")
        uses = {"zh": [(row["term_zh"], "none", row["zh_source_id"])],
                "en": [(row["term_en"], "none", row["attested_source_id"])]}  # fmt: skip
        if row["variant_en"] != row["term_en"]:
            uses["en"].append((row["variant_en"], row["problem"], None))
        for lang, found in uses.items():
            section = _add(entry, "langSec", **{LANG: TAGS[lang]})
            _add(section, "note", _note(row, labels, lang))
            for term, problem, source in found:
                use = _add(section, "termSec")
                _add(use, "term", term)
                _add(use, "termNote", STATUS.get(problem, DEPRECATED), type="administrativeStatus")
                if source:
                    _source(use, sources[source], lang)
    return root


def _source(use: ET.Element, source: Row, lang: str) -> None:
    """Add the document in which a term was seen, with its address where it has one."""
    _add(use, "admin", source[f"title_{lang}"], type="source")
    if source["url"]:
        _add(use, "xref", source["url"], type="externalCrossReference", target=source["url"])


def _tmx(package: Package, terms: Iterable[Row], labels: Mapping[str, Row], sources: Mapping[str, Row]) -> ET.Element:
    root = ET.Element("tmx", version="1.4")
    version = package.descriptor["version"]
    _add(root, "header", creationtool="jjjdata", creationtoolversion=version, segtype="phrase", datatype="plaintext",
         adminlang=TAGS["en"], srclang=TAGS["zh"], **{"o-tmf": "jjjdata"})  # fmt: skip
    body = _add(root, "body")
    for row in terms:
        unit = _add(body, "tu", tuid=row["id"])
        for lang in TAGS:
            _add(unit, "note", _note(row, labels, lang), **{LANG: TAGS[lang]})
        for lang, key in (("zh", "zh_source_id"), ("en", "attested_source_id")):
            if row[key]:
                _add(unit, "prop", sources[row[key]]["url"] or row[key], type=f"source-{lang}")
        for lang in TAGS:
            _add(_add(unit, "tuv", **{LANG: TAGS[lang]}), "seg", row[f"term_{lang}"])
    return root
