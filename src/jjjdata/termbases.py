"""Termbases: the glossary as translators' tools read it, in TBX and TMX."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from .descriptors import about
from .languages import TAGS
from .package import Package
from .tables import Row
from .terms import ADMITTED, PREFERRED, SOURCE_COLUMNS, note_on, other_words

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TBX = "urn:iso:std:iso:30042:ed-2"


def termbase(package: Package, terms: Iterable[Row], format: str) -> str:
    """Return the terms as XML in one of the formats of ``MAKERS``."""
    root = MAKERS[format](package, terms)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'


def _add(parent: ET.Element, tag: str, content: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = content
    return element


def _body(package: Package, root: ET.Element, header: str) -> ET.Element:
    """Return the body of a TBX file, after a header that says whose glossary it is."""
    facts = about(package)
    file = _add(_add(root, header), "fileDesc")
    _add(_add(file, "titleStmt"), "title", facts.title("en"))
    origin = _add(file, "sourceDesc")
    for lang, tag in TAGS.items():
        _add(origin, "p", facts.description(lang), **{LANG: tag})
    return _add(_add(root, "text"), "body")


def _tbx(package: Package, terms: Iterable[Row]) -> ET.Element:
    root = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", LANG: TAGS["en"], "xmlns": TBX})
    body = _body(package, root, "tbxHeader")
    for term in terms:
        entry = _add(body, "conceptEntry", id=f"term-{term['id']}")
        for lang, tag in TAGS.items():
            section = _add(entry, "langSec", **{LANG: tag})
            _add(section, "note", note_on(term, lang))
            # Nobody is known to prefer an English that was seen nowhere.
            is_seen = lang == "zh" or term["attested_source_id"]
            use = _add_use(section, term[f"term_{lang}"], PREFERRED if is_seen else ADMITTED)
            _add_document(use, term, lang)
            for words, status in other_words(term) if lang == "en" else ():
                _add_use(section, words, status)
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


def _martif(package: Package, terms: Iterable[Row]) -> ET.Element:
    """Return the terms as TBX of 2008.

    Without the other words of articles: programs that read this form know no status, and would
    offer those that should not be used.
    """
    root = ET.Element("martif", {"type": "TBX-Basic", LANG: TAGS["en"]})
    body = _body(package, root, "martifHeader")
    for term in terms:
        entry = _add(body, "termEntry", id=f"term-{term['id']}")
        for lang, tag in TAGS.items():
            section = _add(entry, "langSet", **{LANG: tag})
            _add(section, "note", note_on(term, lang))
            _add(_add(section, "tig"), "term", term[f"term_{lang}"])
    return root


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
            _add(unit, "note", note_on(term, lang), **{LANG: tag})
        for lang, column in SOURCE_COLUMNS.items():
            if term[column]:
                seen = term[f"seen_url_{lang}"] or term[column]
                _add(unit, "prop", seen, type=f"source-{lang}")
        for lang, tag in TAGS.items():
            _add(_add(unit, "tuv", **{LANG: tag}), "seg", term[f"term_{lang}"])
    return root


MAKERS = {"tbx": _tbx, "tbx2": _martif, "tmx": _tmx}
