"""Glossaries: the terms with their recommended English, for people and for translators' tools."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence

from .database import select
from .descriptors import checked
from .errors import typed_in, unknown
from .grids import terminal_width, wrap
from .languages import unquoted
from .messages import say
from .package import Package, language
from .tables import Row
from .terms import ADMITTED, SOURCE_COLUMNS, note_on, other_words, read_terms

FORMATS = ("table", "csv", "tsv", "tbx", "tbx2", "tmx")
PHRASE = "phrase"
# Translators' tools take the first column for the term and the second for its translation.
COLUMNS = (
    *("term_zh", "term_en", "note_en", "note_zh", "admitted_en", "rejected_en", "attestation"),
    *("kind", "id", "attested_source_id", "zh_source_id"),
)
# How a file of each format may end; what stands first is written where no format is named. OmegaT
# takes glossaries of three columns under .tab, .utf8 and .txt, its older releases not under .tsv.
ENDINGS = {
    ".tbx": ("tbx", "tbx2"),
    ".tmx": ("tmx",),
    ".tsv": ("tsv",),
    ".tab": ("tsv",),
    ".utf8": ("tsv",),
    ".csv": ("csv",),
    ".txt": ("table", "tsv"),
}


def glossary(
    format: str = "table",
    lang: str = "en",
    package: Package | str | os.PathLike[str] | None = None,
    *,
    terms: str | Iterable[str] | None = None,
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
    asked = [terms] if isinstance(terms, str) else terms
    chosen = read_terms(copy) if asked is None else _chosen(read_terms(copy), asked)
    if format == "table":
        return _listing(chosen, spoken, is_asked=asked is not None)
    with_phrases = phrases or asked is not None
    kept = [term for term in chosen if with_phrases or term["kind"] != PHRASE]
    if format == "csv":
        return _csv(kept)
    if format == "tsv":
        return _tsv(kept, spoken)
    # Here and not at the top: reading and printing terms needs no XML.
    from .termbases import termbase

    return termbase(copy, kept, format)


def phrases_of(package: Package) -> int:
    """Return how many of the terms are phrases."""
    rows = select(package, "select count(*) as count from terms where kind = ?", PHRASE)
    return int(rows[0]["count"])


def _chosen(terms: Sequence[Row], names: Iterable[str]) -> list[Row]:
    """Return the terms of these names, in their order, each once."""
    # What is written last stands: an ID before a Chinese and an English name, the first row before
    # a later one.
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
    lines, cells = [], terminal_width()
    for term in terms:
        lines.append(wrap(f"{term['term_zh']}  =  {term['term_en']}", cells))
        for row in term["variants"]:
            if row["problem"] != "none":
                variant, problem = unquoted(row["variant_en"]), _problem(row, lang)
                message = say("glossary_variant", lang, variant=variant, problem=problem)
                lines.append(wrap(message, cells, "  "))
        lines.append(wrap(term[f"note_{lang}"], cells, "  "))
        if not term["attested_source_id"]:
            lines.append(wrap(say("glossary_none_seen", lang), cells, "  "))
        if is_asked:
            lines += [wrap(line, cells, "  ") for line in _documents(term, lang)]
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
        for words, status in other_words(term):
            row["admitted_en" if status == ADMITTED else "rejected_en"].append(words)
        row |= {name: "; ".join(row[name]) for name in ("admitted_en", "rejected_en")}
        writer.writerow([row[name] or "" for name in COLUMNS])
    return stream.getvalue()


def _tsv(terms: Iterable[Row], lang: str) -> str:
    """Return a line a term; the strict reader lets no tab and no line end into a term or note."""
    lines = ("\t".join((term["term_zh"], term["term_en"], note_on(term, lang))) for term in terms)
    return "".join(f"{line}\n" for line in lines)
