"""Glossaries: the terms with their recommended English, for people and for translators' tools."""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET

from .database import select
from .descriptors import about, checked, require
from .errors import typed_in, unknown
from .grids import wrap
from .languages import TAGS, unquoted
from .lookups import Lookup
from .messages import say
from .package import Package, language
from .tables import Row

FORMATS = ("table", "csv", "tsv", "tbx", "tbx2", "tmx")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TBX = "urn:iso:std:iso:30042:ed-2"
PREFERRED, ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"
# What the problem of an article's words makes of them; any other problem means: don't use them.
STATUS = dict.fromkeys(("none", "agency_form"), ADMITTED)
DEPRECATED = "deprecatedTerm-admn-sts"
PHRASE = "phrase"
# Each term with the documents in which its two forms were seen.
TERMS = """
select
    terms.*,
    chinese.title_zh as seen_title_zh,
    chinese.url as seen_url_zh,
    english.title_en as seen_title_en,
    english.url as seen_url_en,
    chinese.title_en as chinese_title_en,
    english.title_zh as english_title_zh,
    chinese_publisher.short_zh as chinese_publisher_zh,
    chinese_publisher.short_en as chinese_publisher_en,
    english_publisher.short_zh as english_publisher_zh,
    english_publisher.short_en as english_publisher_en
from terms
left join sources as chinese on chinese.id = terms.zh_source_id
left join sources as english on english.id = terms.attested_source_id
left join organizations as chinese_publisher on chinese_publisher.id = chinese.publisher_id
left join organizations as english_publisher on english_publisher.id = english.publisher_id
order by terms.rowid
"""
# The words that articles have for a term, each once, as first judged and noted.
VARIANTS = """
select term_id, variant_en, problem, note_zh, note_en
from renderings
order by term_id, rowid
"""
SOURCE_COLUMNS = {"zh": "zh_source_id", "en": "attested_source_id"}
# Translators' tools take the first column for the term and the second for its translation.
COLUMNS = (
    *("term_zh", "term_en", "note_en", "note_zh", "admitted_en", "rejected_en", "attestation"),
    *("kind", "id", "attested_source_id", "zh_source_id"),
)
# How a file of each format may end; what stands first is written where no format is named. OmegaT
# takes glossaries of three columns under .txt as well.
ENDINGS = {
    ".tbx": ("tbx", "tbx2"),
    ".tmx": ("tmx",),
    ".tsv": ("tsv",),
    ".csv": ("csv",),
    ".txt": ("table", "tsv"),
}


def glossary(
    format: str = "table",
    lang: str = "en",
    package: Package | str | os.PathLike[str] | None = None,
    *,
    terms: Iterable[str] | None = None,
    phrases: bool = False,
) -> str:
    """Return the terms as text in a format.

    "table" is for reading, in ``lang``, with what the article makes of each term and, of ``terms``
    asked for by name, where both forms were seen. The other formats are for translators' tools and
    leave out phrases, which are no terms, unless ``phrases`` keeps them: "csv" in both languages,
    with the article's words that may be used too (``admitted_en``) and those that should not
    (``rejected_en``); "tsv" as three columns without a header, term, English and note in ``lang``,
    which OmegaT takes as a glossary; "tbx" as TermBase eXchange (ISO 30042:2019, TBX-Basic, DCA
    style) and "tbx2" in its form of 2008 (martif), which most programs read, with the recommended
    terms alone; "tmx" as Translation Memory eXchange 1.4. ``package`` is the folder of another
    copy, by default the shipped one. ``terms`` are those to take, each by its ID, its Chinese or
    its recommended English, phrases as well; by default all.

    Raises ``UnknownNameError`` for a format, language or term that does not exist.

    >>> glossary("csv").splitlines()[0][:26]
    'term_zh,term_en,note_en,no'
    >>> glossary(terms=["天津港"]).splitlines()[0]
    '天津港  =  Tianjin Port'
    """
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    spoken, copy = language(lang) or "en", checked(package)
    chosen = _terms(copy) if terms is None else _chosen(_terms(copy), terms)
    if format == "table":
        return _listing(chosen, spoken, is_asked=terms is not None)
    is_kept = phrases or terms is not None
    kept = [term for term in chosen if is_kept or term["kind"] != PHRASE]
    if format == "csv":
        return _csv(kept)
    if format == "tsv":
        return _tsv(kept, spoken)
    makers = {"tbx": _tbx, "tbx2": _martif, "tmx": _tmx}
    root = makers[format](copy, kept)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'


def phrases_of(package: Package) -> int:
    """Return how many of the terms are phrases."""
    rows = select(package, "select count(*) as count from terms where kind = ?", PHRASE)
    return int(rows[0]["count"])


def _terms(package: Package) -> list[Row]:
    """Return the terms with their documents and, under ``variants``, the words of articles."""
    require(package, ("terms", "renderings", "codes", "sources", "organizations"))
    labels = Lookup("codes", select(package, "select * from codes where list = 'problem'"), "code")
    variants: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in select(package, VARIANTS):
        label = labels[row["problem"]]
        row |= {"problem_zh": label["label_zh"], "problem_en": label["label_en"]}
        variants[row["term_id"]].setdefault(unquoted(row["variant_en"]).lower(), row)
    terms = select(package, TERMS)
    return [term | {"variants": list(variants[term["id"]].values())} for term in terms]


def _chosen(terms: Sequence[Row], names: Iterable[str]) -> list[Row]:
    """Return the terms of these names, in their order, each once."""
    known = {
        term[column].casefold(): term
        for column in ("term_en", "term_zh", "id")
        for term in reversed(terms)
    }
    chosen = {}
    for name in names:
        if name.casefold() not in known:
            error = unknown("term", name, [term["id"] for term in terms])
            raise error.advised("try_find_terms", name=typed_in(name))
        term = known[name.casefold()]
        chosen[term["id"]] = term
    return list(chosen.values())


def _listing(terms: Iterable[Row], lang: str, *, is_asked: bool = False) -> str:
    """Return the terms for reading; of those that were asked for, where they were seen too."""
    lines = []
    for term in terms:
        lines.append(f"{term['term_zh']}  =  {term['term_en']}")
        for row in term["variants"]:
            if row["problem"] != "none":
                variant, problem = unquoted(row["variant_en"]), _problem(row, lang)
                message = say("glossary_variant", lang, variant=variant, problem=problem)
                lines.append(wrap(message, indent="  "))
        lines.append(wrap(term[f"note_{lang}"], indent="  "))
        if not term["attested_source_id"]:
            lines.append(wrap(say("glossary_none_seen", lang), indent="  "))
        if is_asked:
            lines += [wrap(line, indent="  ") for line in _documents(term, lang)]
    return "\n".join(lines)


def _documents(term: Row, lang: str) -> Iterator[str]:
    """Yield where the English and the Chinese of a term were seen, if they were."""
    titles = {"en": f"english_title_{lang}", "zh": f"chinese_title_{lang}"}
    titles[lang] = f"seen_title_{lang}"
    publishers = {"en": f"english_publisher_{lang}", "zh": f"chinese_publisher_{lang}"}
    for form in ("en", "zh"):
        id = term[SOURCE_COLUMNS[form]]
        if id:
            names = {"title": term[titles[form]], "publisher": term[publishers[form]], "id": id}
            yield say(f"glossary_seen_{form}", lang, **names)


def _problem(variant: Row, lang: str) -> str:
    """Return the name of what is wrong with some words of an article, and the note on it."""
    joint = "：" if lang == "zh" else ": "
    return joint.join(filter(None, (variant[f"problem_{lang}"], variant[f"note_{lang}"])))


def _csv(terms: Iterable[Row]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for term in terms:
        row = {**term, "admitted_en": [], "rejected_en": []}
        for words, status in _others(term):
            row["admitted_en" if status == ADMITTED else "rejected_en"].append(words)
        row |= {name: "; ".join(row[name]) for name in ("admitted_en", "rejected_en")}
        writer.writerow([row[name] or "" for name in COLUMNS])
    return stream.getvalue()


def _others(term: Row) -> Iterator[tuple[str, str]]:
    """Yield the words that articles have for a term beside its English, each with its status."""
    for row in term["variants"]:
        words = unquoted(row["variant_en"])
        if words.lower() != term["term_en"].lower():
            yield words, STATUS.get(row["problem"], DEPRECATED)


def _tsv(terms: Iterable[Row], lang: str) -> str:
    """Return a line a term; the strict reader lets no tab and no line end into a term or note."""
    lines = ("\t".join((term["term_zh"], term["term_en"], _note(term, lang))) for term in terms)
    return "".join(f"{line}\n" for line in lines)


def _note(term: Row, lang: str) -> str:
    """Return the note of a term, and whether no source with its English was read."""
    notes = [str(term[f"note_{lang}"])]
    if not term["attested_source_id"]:
        notes.append(say("glossary_none_seen", lang))
    return ("" if lang == "zh" else " ").join(notes)


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
            _add(section, "note", _note(term, lang))
            # Nobody is known to prefer an English that was seen nowhere.
            is_seen = lang == "zh" or term["attested_source_id"]
            use = _add_use(section, term[f"term_{lang}"], PREFERRED if is_seen else ADMITTED)
            _add_document(use, term, lang)
            for words, status in _others(term) if lang == "en" else ():
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

    Without the words that should not be used: programs that read this form know no status, and
    would offer them.
    """
    root = ET.Element("martif", {"type": "TBX-Basic", LANG: TAGS["en"]})
    body = _body(package, root, "martifHeader")
    for term in terms:
        entry = _add(body, "termEntry", id=f"term-{term['id']}")
        for lang, tag in TAGS.items():
            section = _add(entry, "langSet", **{LANG: tag})
            _add(section, "note", _note(term, lang))
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
            _add(unit, "note", _note(term, lang), **{LANG: tag})
        for lang, column in SOURCE_COLUMNS.items():
            if term[column]:
                seen = term[f"seen_url_{lang}"] or term[column]
                _add(unit, "prop", seen, type=f"source-{lang}")
        for lang, tag in TAGS.items():
            _add(_add(unit, "tuv", **{LANG: tag}), "seg", term[f"term_{lang}"])
    return root
