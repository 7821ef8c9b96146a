"""Glossaries: the terms with their recommended English, for people and for translators' tools."""

from __future__ import annotations

import os
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from .database import select
from .descriptors import about, checked, require
from .errors import unknown
from .grids import wrap
from .languages import TAGS
from .lookups import Lookup
from .messages import say
from .package import Package, language
from .tables import Row, csv_bytes, read_rows

FORMATS = ("table", "csv", "tbx", "tmx")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TBX = "urn:iso:std:iso:30042:ed-2"
# What the problem of the article's variant makes of it; any other problem means: don't use it.
STATUS = {"none": "preferredTerm-admn-sts", "agency_form": "admittedTerm-admn-sts"}
DEPRECATED = "deprecatedTerm-admn-sts"
# Each term with the documents in which its two forms were seen.
TERMS = """
select
    terms.*,
    chinese.title_zh as seen_title_zh,
    chinese.url as seen_url_zh,
    english.title_en as seen_title_en,
    english.url as seen_url_en
from terms
left join sources as chinese on chinese.id = terms.zh_source_id
left join sources as english on english.id = terms.attested_source_id
order by terms.rowid
"""
SOURCE_COLUMNS = {"zh": "zh_source_id", "en": "attested_source_id"}


def glossary(
    format: str = "table",
    lang: str = "en",
    package: Package | str | os.PathLike[str] | None = None,
) -> str:
    """Return the terms as text in a format.

    "table" is for reading, in ``lang``; "csv" has all columns in both languages; "tbx" is TermBase
    eXchange (ISO 30042:2019, TBX-Basic, DCA style) and "tmx" Translation Memory eXchange 1.4, for
    translators' tools. ``package`` is the folder of another copy, by default the shipped one.

    Raises ``UnknownNameError`` for a format or language that does not exist.

    >>> glossary("csv").splitlines()[0][:26]
    'id,term_zh,term_en,variant'
    """
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    spoken, copy = language(lang) or "en", checked(package)
    if format == "csv":
        return csv_bytes(copy.fields("terms"), read_rows(copy, "terms")).decode()
    terms = _terms(copy)
    if format == "table":
        return _listing(terms, spoken)
    root = _tbx(copy, terms) if format == "tbx" else _tmx(copy, terms)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'


def _terms(package: Package) -> list[Row]:
    """Return the terms with their documents and what is wrong with a variant."""
    require(package, ("terms", "codes", "sources"))
    labels = Lookup("codes", select(package, "select * from codes where list = 'problem'"), "code")
    terms = select(package, TERMS)
    for term in terms:
        if term["problem"] != "none":
            label = labels[term["problem"]]
            term |= {"problem_zh": label["label_zh"], "problem_en": label["label_en"]}
    return terms


def _listing(terms: Iterable[Row], lang: str) -> str:
    lines = []
    for term in terms:
        lines.append(f"{term['term_zh']}  =  {term['term_en']}")
        if term["problem"] != "none":
            variant, problem = term["variant_en"], term[f"problem_{lang}"]
            message = say("glossary_variant", lang, variant=variant, problem=problem)
            lines.append(wrap(message, indent="  "))
        lines.append(wrap(term[f"note_{lang}"], indent="  "))
    return "\n".join(lines)


def _note(term: Row, lang: str) -> str:
    """Return the note of a term, after the name of what is wrong with the variant."""
    if term["problem"] == "none":
        return str(term[f"note_{lang}"])
    joint = "：" if lang == "zh" else ": "
    return f"{term[f'problem_{lang}']}{joint}{term[f'note_{lang}']}"


def _add(parent: ET.Element, tag: str, content: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = content
    return element


def _tbx(package: Package, terms: Iterable[Row]) -> ET.Element:
    facts = about(package)
    root = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", LANG: TAGS["en"], "xmlns": TBX})
    file = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(file, "titleStmt"), "title", facts.title("en"))
    origin = _add(file, "sourceDesc")
    for lang, tag in TAGS.items():
        _add(origin, "p", facts.description(lang), **{LANG: tag})
    body = _add(_add(root, "text"), "body")
    for term in terms:
        entry = _add(body, "conceptEntry", id=f"term-{term['id']}")
        for lang, tag in TAGS.items():
            section = _add(entry, "langSec", **{LANG: tag})
            _add(section, "note", _note(term, lang))
            use = _add_use(section, term[f"term_{lang}"], STATUS["none"])
            _add_document(use, term, lang)
            if lang == "en" and term["variant_en"] != term["term_en"]:
                _add_use(section, term["variant_en"], STATUS.get(term["problem"], DEPRECATED))
    return root


def _add_use(section: ET.Element, term: str, status: str) -> ET.Element:
    use = _add(section, "termSec")
    _add(use, "term", term)
    _add(use, "termNote", status, type="administrativeStatus")
    return use


def _add_document(use: ET.Element, term: Row, lang: str) -> None:
    """Add the document in which the recommended term was seen, with its address if it has one."""
    if term[SOURCE_COLUMNS[lang]]:
        _add(use, "admin", term[f"seen_title_{lang}"], type="source")
        url = term[f"seen_url_{lang}"]
        if url:
            _add(use, "xref", url, type="externalCrossReference", target=url)


def _tmx(package: Package, terms: Iterable[Row]) -> ET.Element:
    root = ET.Element("tmx", version="1.4")
    header = {
        "creationtool": "jjjdata",
        "creationtoolversion": about(package).version,
        "segtype": "phrase",
        "datatype": "plaintext",
        "adminlang": TAGS["en"],
        "srclang": TAGS["zh"],
        "o-tmf": "jjjdata",
    }
    _add(root, "header", **header)
    body = _add(root, "body")
    for term in terms:
        unit = _add(body, "tu", tuid=term["id"])
        for lang, tag in TAGS.items():
            _add(unit, "note", _note(term, lang), **{LANG: tag})
        for lang, column in SOURCE_COLUMNS.items():
            if term[column]:
                seen = term[f"seen_url_{lang}"] or term[column]
                _add(unit, "prop", seen, type=f"source-{lang}")
        for lang, tag in TAGS.items():
            _add(_add(unit, "tuv", **{LANG: tag}), "seg", term[f"term_{lang}"])
    return root
