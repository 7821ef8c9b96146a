"""Search: claims, series, terms and sources by the words that the tables hold for them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .database import select
from .folding import folded
from .languages import HAN
from .package import Package, opened
from .records import typed
from .tables import Row

# By which words a row is found, table by table; of what is linked, by which words besides.
CLAIMS = (
    *("statement_zh", "statement_en", "summary_zh", "summary_en"),
    *("quote", "source_term_zh", "id"),
)
INDICATORS = ("name_zh", "name_en", "keywords_zh", "keywords_en", "definition_zh", "definition_en")
PLACES = ("name_zh", "name_en", "spellings_zh", "spellings_en", "pinyin")
TERMS = ("term_zh", "term_en", "note_zh", "note_en")
RENDERINGS = ("variant_en", "note_zh", "note_en")
SOURCES = ("title_zh", "title_en", "id")
ORGANIZATIONS = ("name_zh", "name_en", "short_zh", "short_en")
PEOPLE = ("name_zh", "name_en")
# Names of what a row is linked with: several rows share them.
FORMS = {
    "indicators": INDICATORS,
    "places": PLACES,
    "organizations": ORGANIZATIONS,
    "people": PEOPLE,
}
SERIES = """
select distinct indicator_id, place_id
from observations
order by
    (indicator_id, place_id) in (select indicator_id, place_id from claims) desc,
    indicator_id in (select indicator_id from claims) desc,
    indicator_id,
    place_id
"""
HAN_OR_NOT = rf"{HAN}+|[^{HAN[1:]}+"
SHORTEST = 2  # characters of a piece of a Chinese word that was not found as a whole

Name = tuple[str, str]  # a table and a key


@dataclass(frozen=True)
class Entry:
    """What can be found: its kind and key, its own texts by column, and what it is linked with.

    Of ``kind`` there are claims, series, terms and sources; the key of a series is its indicator
    and its place. ``names`` are rows whose texts ``forms`` returns.
    """

    kind: str
    key: tuple[str, ...]
    texts: Mapping[str, str]
    names: tuple[Name, ...]


def find(text: str, package: Package | str | os.PathLike[str] | None = None) -> list[Row]:
    """Return the rows of the claims that hold ``text``.

    Looked through are ID, quotation, statements, summaries and Chinese wording, and the names,
    spellings and keywords of the indicator, the place and the speaker: 雾霾 finds the claims on
    PM2.5. Capitals, accents, full width and traditional characters make no difference; several
    words must all occur. A Latin word must begin where a word begins: "port" finds "ports", but
    not "report". A Chinese word that no claim holds is looked for in pieces of at least two
    characters: 北京雾霾 finds what 北京 雾霾 finds. ``package`` is the folder of another copy, by
    default the shipped one.

    >>> [row["id"] for row in find("58%")]
    ['port-containers-growth']
    """
    copy = opened(package)
    words = folded(text, copy).split()
    if not words:
        return []
    contents = _contents(copy)
    for judge in (_holds_word, _holds_pieces):
        keys = [key for key, text in contents.items() if all(judge(word, text) for word in words)]
        if keys:
            return _rows(copy, keys)
    return []


def entries(package: Package) -> list[Entry]:
    """Return everything that can be found, claims first, each kind in the order of its table.

    Of the series those come first that claims are about, then others of the same measure.

    >>> from jjjdata.package import shipped
    >>> found = {entry.kind for entry in entries(shipped())}
    >>> sorted(found)
    ['claims', 'series', 'sources', 'terms']
    """
    makers: tuple[Callable[[Package], Iterator[Entry]], ...] = (_claims, _series, _terms, _sources)
    return [entry for made in makers for entry in made(package)]


def forms(package: Package) -> dict[Name, dict[str, str]]:
    """Return the texts, by column, of every row by whose names others are found."""
    return {
        (table, row["id"]): _texts(table, row, columns)
        for table, columns in FORMS.items()
        for row in select(package, f"select * from {table} order by rowid")  # noqa: S608
    }


def _claims(package: Package) -> Iterator[Entry]:
    linked = {"indicator_id": "indicators", "place_id": "places", "speaker_id": "people"}
    for row in select(package, "select * from claims order by rowid"):
        yield Entry("claims", (row["id"],), _texts("claims", row, CLAIMS), _names(row, linked))


def _series(package: Package) -> Iterator[Entry]:
    linked = {"indicator_id": "indicators", "place_id": "places"}
    for row in select(package, SERIES):
        yield Entry("series", (row["indicator_id"], row["place_id"]), {}, _names(row, linked))


def _terms(package: Package) -> Iterator[Entry]:
    rendered: dict[str, dict[str, str]] = {}
    for row in select(package, "select * from renderings order by rowid"):
        texts = rendered.setdefault(row["term_id"], {})
        for column, said in _texts("renderings", row, RENDERINGS).items():
            # What stands in several places is said once.
            if said not in texts.get(column, "").split("\n"):
                texts[column] = "\n".join(filter(None, (texts.get(column), said)))
    for row in select(package, "select * from terms order by rowid"):
        texts = {**_texts("terms", row, TERMS), **rendered.get(row["id"], {})}
        yield Entry("terms", (row["id"],), texts, ())


def _sources(package: Package) -> Iterator[Entry]:
    linked = {"publisher_id": "organizations", "speaker_id": "people"}
    for row in select(package, "select * from sources order by rowid"):
        yield Entry("sources", (row["id"],), _texts("sources", row, SOURCES), _names(row, linked))


def _texts(table: str, row: Row, columns: Iterable[str]) -> dict[str, str]:
    return {f"{table}.{column}": row[column] for column in columns if row[column]}


def _names(row: Row, linked: Mapping[str, str]) -> tuple[Name, ...]:
    return tuple((table, row[column]) for column, table in linked.items() if row[column])


def _contents(package: Package) -> dict[str, str]:
    """Return all the words of each claim, folded."""
    claims, known = list(_claims(package)), forms(package)
    used = {name for entry in claims for name in entry.names}
    by_name = {name: folded("\n".join(known[name].values()), package) for name in used}
    return {
        entry.key[0]: "\n".join(
            [
                folded("\n".join(entry.texts.values()), package),
                *(by_name[name] for name in entry.names),
            ]
        )
        for entry in claims
    }


def _rows(package: Package, keys: Iterable[str]) -> list[Row]:
    rows = {row["id"]: row for row in select(package, "select * from claims")}
    return [typed(package, "claims", rows[key]) for key in keys]


def _holds_word(word: str, content: str) -> bool:
    if not "a" <= word[0] <= "z":
        return word in content
    return re.search(r"\b" + re.escape(word), content) is not None


def _holds_pieces(word: str, content: str) -> bool:
    """Return whether a text holds a Chinese word in pieces; what is not Chinese is one piece."""
    runs = re.findall(HAN_OR_NOT, word)
    return all(_is_pieced(run, content) if run[0] >= "\u3400" else run in content for run in runs)


def _is_pieced(run: str, content: str) -> bool:
    start = 0
    while start < len(run):
        ends = range(len(run), start, -1)
        end = next((end for end in ends if run[start:end] in content), start)
        if end - start < SHORTEST:
            return False
        start = end
    return True
