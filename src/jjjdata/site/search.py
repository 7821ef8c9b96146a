"""Search in the reader: the index that a page loads at the first key, as a classic script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..database import select
from ..folding import DASHES, DROPPED, simplified_forms
from ..package import LANGUAGES, Package, text
from ..search import SHORTEST, Entry, Name, entries, forms
from ..series import read_series
from ..wordings import title
from . import addresses
from .words import say

# The kinds of what can be found, in their order, each with the key of its words.
KINDS = {
    "claims": "search_claims",
    "series": "search_series",
    "terms": "search_terms",
    "pages": "search_pages",
    "sources": "search_sources",
}
# The pages that explain, each with the keys of its title and of the words by which it is found too.
PAGES = {
    "dispute": ("dispute", "dispute_keywords"),
    "method": ("method", "method_keywords"),
    "downloads": ("downloads", "downloads_keywords"),
}
# What stands in tables; places have no page of their own here.
TABLED = [kind for kind in KINDS if kind != "pages"]
# What the script says besides, each with the key of its words.
SAID = {
    "found": "search_found",
    "found_one": "search_found_one",
    "nothing": "search_nothing",
    "pieces": "search_pieces",
    "all": "search_all",
    "cited": "search_cited",
    "without": "search_without",
}
# What the columns of what stands in no table would be called, if there were tables of them, each
# with the key of its label.
SERIES_TITLE, PAGE_TITLE, PAGE_KEYWORDS = "series.title", "pages.title", "pages.keywords"
SERIES_YEARS = "series.years"
CAVEAT = "caveats.label"
LABELS = {
    SERIES_TITLE: "search_title",
    SERIES_YEARS: "search_years",
    PAGE_TITLE: "search_title",
    PAGE_KEYWORDS: "search_words",
    CAVEAT: "filter_caveat",
}
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Where a source bears on something that has a page: itself, or what goes back to it; and where on
# that page, if the address of the page does not say it.
USES = """
select via_id as source_id, 'claims' as kind, claim_id as id, null as place_id, min(id) as part
from evidence join origins using (source_id) group by 1, 2, 3
union
select source_term_source_id, 'claims', id, null, '' from claims
union
select via_id, 'series', indicator_id, place_id, min(id)
from observations join origins using (source_id) group by 1, 2, 3, 4
union
select attested_source_id, 'terms', id, null, '' from terms
union
select zh_source_id, 'terms', id, null, '' from terms
order by 1, 2, 3, 4, 5 desc
"""
SHOWN = 6  # pages on which a source stands; of others only the number is told


@dataclass(frozen=True)
class Index:
    """What the script is made from, everything in the order in which it numbers it.

    ``names`` are what entries are linked with, ``columns`` those of all texts with their numbers;
    ``uses`` are the numbers of the entries on whose pages a source stands, each with the place on
    the page, by the source.
    """

    entries: tuple[Entry, ...]
    names: Mapping[Name, Mapping[str, str]]
    columns: Mapping[str, int]
    uses: Mapping[str, Mapping[int, str]]


def index_script(package: Package) -> str:
    """Return the index as a script that sets ``jjjdataIndex``.

    It holds every entry with its texts in both languages, its address below the folder of a
    language, and how texts are folded: the script of the search knows nothing else of the data.
    """
    index = _index(package)
    parts = {
        "fold": {
            "dropped": DROPPED,
            "dashes": DASHES,
            "traditional": "".join(simplified_forms(package)),
            "simplified": "".join(simplified_forms(package).values()),
            "shortest": SHORTEST,
        },
        "order": list(KINDS),
        "kinds": _in_both(lambda lang: [say(key, lang) for key in KINDS.values()]),
        "said": _in_both(lambda lang: {name: say(key, lang) for name, key in SAID.items()}),
        "columns": list(index.columns),
        "labels": _in_both(lambda lang: [_label(package, name, lang) for name in index.columns]),
        "names": [_numbered(texts, index.columns) for texts in index.names.values()],
        "entries": _compact_entries(index),
    }
    lines = ",\n".join(f"{json.dumps(key)}:{_written(part)}" for key, part in parts.items())
    return f"window.jjjdataIndex={{\n{lines}\n}};\n"


def _index(package: Package) -> Index:
    caveats = _caveats(package)
    titled = (_titled(package, entry) for entry in entries(package, TABLED))
    found = (*(_with_caveats(entry, caveats) for entry in titled), *_pages())
    all_names = {**forms(package), **_caveat_names(package)}
    names = {name: all_names[name] for name in dict.fromkeys(_names(found))}
    texts = (*names.values(), *(entry.texts for entry in found))
    columns = dict.fromkeys(column for each in texts for column in each)
    return Index(found, names, _numbers(columns), _uses(package, found))


def _titled(package: Package, entry: Entry) -> Entry:
    """Return an entry whose first two texts are its title in Chinese and in English.

    A series is found by each year of which it has a figure, too.
    """
    if entry.kind != "series":
        return entry
    series = read_series(package, *entry.key)
    titles = {f"{SERIES_TITLE}_{lang}": title(series, lang) for lang in reversed(LANGUAGES)}
    figures = (*series.preferred, *series.others)
    years = " ".join(sorted({end[:4] for point in figures for end in point.ends}))
    told = {f"{SERIES_YEARS}_{lang}": years for lang in reversed(LANGUAGES)}
    return replace(entry, texts={**titles, **told})


def _caveats(package: Package) -> dict[str, list[Name]]:
    """Return the caveats of each claim, as names that it shares with others."""
    caveats: dict[str, list[Name]] = {}
    for row in select(package, "select * from claim_caveats order by rowid"):
        caveats.setdefault(row["claim_id"], []).append(("caveats", row["caveat"]))
    return caveats


def _caveat_names(package: Package) -> dict[Name, dict[str, str]]:
    return {
        ("caveats", row["code"]): {
            f"{CAVEAT}_{lang}": row[f"label_{lang}"] for lang in reversed(LANGUAGES)
        }
        for row in select(package, "select * from codes where list = 'caveat' order by rowid")
    }


def _with_caveats(entry: Entry, caveats: Mapping[str, list[Name]]) -> Entry:
    if entry.kind != "claims":
        return entry
    return replace(entry, names=(*entry.names, *caveats.get(entry.key[0], ())))


def _pages() -> Iterator[Entry]:
    """Yield the pages that explain, as what can be found."""
    for page, keys in PAGES.items():
        columns = zip((PAGE_TITLE, PAGE_KEYWORDS), keys, strict=True)
        texts = {
            f"{column}_{lang}": say(key, lang)
            for column, key in columns
            for lang in reversed(LANGUAGES)
        }
        yield Entry("pages", (page,), texts, ())


def _names(found: Iterable[Entry]) -> Iterable[Name]:
    return (name for entry in found for name in entry.names)


def _uses(package: Package, found: Iterable[Entry]) -> dict[str, dict[int, str]]:
    numbers = _numbers((entry.kind, entry.key) for entry in found)
    uses: dict[str, dict[int, str]] = {}
    for row in select(package, USES):
        key = (row["id"], row["place_id"]) if row["place_id"] else (row["id"],)
        uses.setdefault(row["source_id"], {}).setdefault(numbers[row["kind"], key], row["part"])
    return {source: dict(sorted(pages.items())) for source, pages in uses.items()}


def _numbers(things: Iterable[Any]) -> dict[Any, int]:
    return {thing: number for number, thing in enumerate(things)}


def _compact_entries(index: Index) -> list[Any]:
    names = _numbers(index.names)
    return [_compact(entry, index, names) for entry in index.entries]


def _compact(entry: Entry, index: Index, names: Mapping[Name, int]) -> list[Any]:
    """Return an entry as the script has it.

    Kind, address, texts, what it is linked with; and for a source on how many pages it stands, and
    the first of these.
    """
    pages = index.uses.get(entry.key[0], {}) if entry.kind == "sources" else {}
    return [
        list(KINDS).index(entry.kind),
        _address(entry),
        _numbered(entry.texts, index.columns),
        [names[name] for name in entry.names],
        len(pages),
        list(pages.items())[:SHOWN],
    ]


def _address(entry: Entry) -> str:
    """Return where an entry stands, below the folder of a language; a source has no page."""
    if entry.kind == "sources":
        return ""
    if entry.kind == "terms":
        path = addresses.page("glossary", "zh") + "#" + entry.key[0]
    elif entry.kind == "pages":
        path = addresses.page(entry.key[0], "zh")
    elif entry.kind == "series":
        indicator, place = entry.key
        path = addresses.series_page(indicator, place, "zh")
    else:
        path = addresses.claim_page(entry.key[0], "zh")
    return path.removeprefix("zh/")


def _numbered(texts: Mapping[str, str], columns: Mapping[str, int]) -> list[Any]:
    return [[columns[column], content] for column, content in texts.items()]


def _label(package: Package, name: str, lang: str) -> str:
    """Return what a column is called, as the descriptor has it."""
    if name[:-3] in LABELS:
        return say(LABELS[name[:-3]], lang)
    table, column = name.split(".")
    field = next(each for each in package.fields(table) if each["name"] == column)
    return text(field, "title", lang)


def _in_both(made: Callable[[str], Any]) -> dict[str, Any]:
    return {lang: made(lang) for lang in LANGUAGES}


def _written(part: Any) -> str:
    """Return a part of the index, a line for each of what it lists."""
    if isinstance(part, list):
        lines = ",\n".join(map(COMPACT.encode, part))
        written = f"[\n{lines}\n]"
    else:
        written = COMPACT.encode(part)
    # Whoever puts the script into a page must not end it, nor break a line of it.
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
