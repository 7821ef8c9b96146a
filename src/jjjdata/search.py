"""Search: claims, series, terms, sources and places by the words that the tables hold for them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .database import listed, select
from .folding import folded, folded_each
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
NOTES = ("note_zh", "note_en")  # of a place; what is linked with it is not found by them
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
KINDS = ("claims", "series", "terms", "sources", "places")
HAN_OR_NOT = rf"{HAN}+|[^{HAN[1:]}+"
SHORTEST = 2  # characters of a piece of a Chinese word that was not found as a whole

Name = tuple[str, str]  # a table and a key
Forms = dict[Name, dict[str, str]]  # their texts by column
# How a word stands in a text: its pieces, none if it does not.
Split = Callable[[str, str], list[str]]


@dataclass(frozen=True)
class Entry:
    """What can be found: its kind and key, its own texts by column, and what it is linked with.

    Of ``kind`` there are those of ``KINDS``; the key of a series is its indicator and its place.
    ``names`` are rows whose texts ``forms`` returns.
    """

    kind: str
    key: tuple[str, ...]
    texts: Mapping[str, str]
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Hit:
    """An entry that was found, and the columns in which the words stand, as ``table.column``."""

    entry: Entry
    columns: tuple[str, ...]

    @property
    def rank(self) -> int:
        """How far off the words stand: nothing for a title, and most for what it is linked with."""
        own = list(self.entry.texts)
        ranks = dict.fromkeys(own, 1) | dict.fromkeys(own[:2], 0)  # the title, in both languages
        return sum(ranks.get(column, 2) for column in self.columns)


Found = tuple[Entry, list[str]]  # what holds the words, and in which pieces


def find(text: str, package: Package | str | os.PathLike[str] | None = None) -> list[Row]:
    """Return the rows of the claims that hold ``text``.

    Looked through are ID, quotation, statements, summaries and Chinese wording, and the names,
    spellings and keywords of the indicator, the place and the speaker: 雾霾 finds the claims on
    PM2.5. Capitals, accents, full width and traditional characters make no difference; several
    words must all occur. A Latin word must begin where a word begins: "port" finds "ports", but
    not "report". A Chinese word that no claim holds is looked for in pieces of at least two
    characters: 北京雾霾 finds what 北京 雾霾 finds. ``package`` is the folder of another copy, by
    default the shipped one. The command ``jjjdata find`` looks through series, terms, sources and
    places too.

    >>> [row["id"] for row in find("58%")]
    ['port-containers-growth']
    """
    copy = opened(package)
    return rows(copy, "claims", [hit.entry.key[0] for hit in hits(text, copy, ["claims"])])


def hits(text: str, package: Package, kinds: Sequence[str] = KINDS) -> list[Hit]:
    """Return what holds ``text``, kind by kind; each kind is searched as ``find`` does claims.

    Claims stand in the order of their table; of the other kinds those come first whose titles hold
    the words, then those that hold them elsewhere, and last those that are linked with what does.

    >>> from jjjdata.package import shipped
    >>> hits("58%", shipped())[0].columns
    ('claims.statement_zh',)
    """
    words = folded(text, package).split()
    if not words:
        return []
    known, looked_through = forms(package), entries(package, kinds)
    contents = list(zip(looked_through, _contents(looked_through, known, package), strict=True))
    found: list[Hit] = []
    for kind in kinds:
        of_kind = [(entry, content) for entry, content in contents if entry.kind == kind]
        held = _held(words, of_kind, _as_it_stands) or _held(words, of_kind, _in_pieces)
        told = [_hit(entry, pieces, known, package) for entry, pieces in held]
        found += told if kind == "claims" else sorted(told, key=lambda hit: hit.rank)
    return found


def rows(package: Package, table: str, keys: Sequence[str]) -> list[Row]:
    """Return the rows of a table by their keys, in the order of these."""
    query = f"select * from {table} where id = ?"  # noqa: S608
    return [typed(package, table, row) for key in keys for row in select(package, query, key)]


def entries(package: Package, kinds: Sequence[str] = KINDS) -> list[Entry]:
    """Return everything of some kinds that can be found, each kind in the order of its table.

    Of the series those come first that claims are about, then others of the same measure.

    >>> from jjjdata.package import shipped
    >>> found = {entry.kind for entry in entries(shipped())}
    >>> sorted(found)
    ['claims', 'places', 'series', 'sources', 'terms']
    """
    return [entry for kind in kinds for entry in MAKERS[kind](package)]


def forms(package: Package) -> Forms:
    """Return the texts, by column, of every row by whose names others are found."""
    return {
        (table, row["id"]): _texts(table, row, columns)
        for table, columns in FORMS.items()
        for row in select(package, f"select * from {table} order by rowid")  # noqa: S608
    }


def _claims(package: Package) -> Iterator[Entry]:
    linked = {"indicator_id": "indicators", "place_id": "places", "speaker_id": "people"}
    query = f"select {listed((*CLAIMS, *linked))} from claims order by rowid"  # noqa: S608
    for row in select(package, query):
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
    query = f"select {listed((*SOURCES, *linked))} from sources order by rowid"  # noqa: S608
    for row in select(package, query):
        yield Entry("sources", (row["id"],), _texts("sources", row, SOURCES), _names(row, linked))


def _places(package: Package) -> Iterator[Entry]:
    for row in select(package, "select * from places order by rowid"):
        yield Entry("places", (row["id"],), _texts("places", row, (*PLACES, *NOTES)), ())


MAKERS: dict[str, Callable[[Package], Iterator[Entry]]] = {
    "claims": _claims,
    "series": _series,
    "terms": _terms,
    "sources": _sources,
    "places": _places,
}


def _texts(table: str, row: Row, columns: Iterable[str]) -> dict[str, str]:
    return {f"{table}.{column}": row[column] for column in columns if row[column]}


def _names(row: Row, linked: Mapping[str, str]) -> tuple[Name, ...]:
    return tuple((table, row[column]) for column, table in linked.items() if row[column])


def _contents(found: Sequence[Entry], known: Forms, package: Package) -> list[str]:
    """Return all the words of each entry, folded: its own, then those of its names."""
    names = list({name: None for entry in found for name in entry.names})
    texts = [*(entry.texts for entry in found), *(known[name] for name in names)]
    own = folded_each(["\n".join(cells.values()) for cells in texts], package)
    by_name = dict(zip(names, own[len(found) :], strict=True))
    return [
        "\n".join([words, *(by_name[name] for name in entry.names)])
        for entry, words in zip(found, own, strict=False)
    ]


def _held(words: Sequence[str], contents: Iterable[tuple[Entry, str]], split: Split) -> list[Found]:
    """Return the entries that hold all the words, each with the pieces in which it holds them."""
    held = []
    for entry, content in contents:
        pieces = [split(word, content) for word in words]
        if all(pieces):
            held.append((entry, [piece for each in pieces for piece in each]))
    return held


def _hit(entry: Entry, pieces: Iterable[str], known: Forms, package: Package) -> Hit:
    """Return an entry with the first column that holds each piece, its own before others."""
    texts = [entry.texts, *(known[name] for name in entry.names)]
    cells = {column: cell for each in texts for column, cell in each.items()}
    plain = dict(zip(cells, folded_each(cells.values(), package), strict=True))
    columns = (
        next(column for column, cell in plain.items() if _as_it_stands(piece, cell))
        for piece in pieces
    )
    return Hit(entry, tuple(dict.fromkeys(columns)))


def _as_it_stands(word: str, content: str) -> list[str]:
    """Return a word if a text holds it as it stands; a Latin one must begin where a word begins."""
    if word not in content:
        return []
    begins = not "a" <= word[0] <= "z" or re.search(r"\b" + re.escape(word), content)
    return [word] if begins else []


def _in_pieces(word: str, content: str) -> list[str]:
    """Return the pieces in which a text holds a Chinese word; what is not Chinese is one piece."""
    pieces: list[str] = []
    for run in re.findall(HAN_OR_NOT, word):
        held = (_pieces if run[0] >= "\u3400" else _as_it_stands)(run, content)
        if not held:
            return []
        pieces += held
    return pieces


def _pieces(run: str, content: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    while start < len(run):
        ends = range(len(run), start, -1)
        end = next((end for end in ends if run[start:end] in content), start)
        if end - start < SHORTEST:
            return []
        pieces.append(run[start:end])
        start = end
    return pieces
