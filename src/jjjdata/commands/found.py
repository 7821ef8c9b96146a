"""What was found, kind by kind, with the words in which it was found and the command that shows it.

A claim is told with its verdict; a series, a term and a source take a line each; a place is told
with the series and the claims there are of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ..cards import verdict_words
from ..database import select
from ..errors import typed_in
from ..formats import format_period
from ..grids import terminal_width, wrap
from ..languages import BETWEEN
from ..messages import say
from ..package import Package
from ..records import read_label
from ..search import Hit, hits, rows
from ..tables import Row
from ..wordings import title_of
from .series import HELD, held

MOST = 10  # of a kind that are told unless all are asked for
INDENT = "  "
# The series and the claims of a place, as the commands that show them name them.
OF_PLACE = {
    "series": "select distinct indicator_id as id from observations where place_id = ? order by 1",
    "claims": "select id from claims where place_id = ? order by rowid",
}
# The options of ``list`` that take what a claim is marked with, by the list of codes.
OPTIONS = {
    "verdict": "--verdict",
    "topic": "--topic",
    "caveat": "--caveat",
    "claim_type": "--kind",
}

Lines = Iterator[str]


def told(package: Package, found: Sequence[Hit], lang: str, *, is_whole: bool) -> str:
    """Return what was found as people read it; unless ``is_whole``, some ten of each kind."""
    parts = []
    for kind in dict.fromkeys(hit.entry.kind for hit in found):
        of_kind = [hit for hit in found if hit.entry.kind == kind]
        shown = of_kind if is_whole else of_kind[:MOST]
        # Claims come first, and need no heading.
        lines = [] if kind == "claims" else [say(f"found_head_{kind}", lang, count=len(of_kind))]
        lines += TELLERS[kind](package, shown, lang)
        if len(shown) < len(of_kind):
            lines.append(say("found_more", lang, count=len(of_kind) - len(shown)))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def told_none(package: Package, words: str, kind: str | None, lang: str) -> str:
    """Return that nothing was found and where it was looked for, or what lists claims so called."""
    # Compared here, since SQLite takes no text that is none, such as half a character.
    for row in select(package, "select * from codes order by rowid"):
        names = (row["label_zh"], row["label_en"].casefold(), row["code"])
        if row["list"] in OPTIONS and words.casefold() in names:
            option = f"{OPTIONS[row['list']]} {row['code']}"
            return say("found_code", lang, text=words, option=option)
    if kind is not None:
        return say("found_none_kind", lang, text=words, kinds=say(f"found_kind_{kind}", lang))
    told, word = say("found_none", lang, text=words), _telling_word(package, words)
    return f"{told}\n{say('try_find', lang, name=typed_in(word))}" if word else told


def _telling_word(package: Package, words: str) -> str:
    """Return the longest of several words that finds something by itself; empty if none does."""
    parts = sorted(words.split(), key=len, reverse=True)
    alone = parts if len(parts) > 1 else []
    return next((word for word in alone if hits(word, package)), "")


def rows_of(package: Package, kind: str, found: Sequence[Hit]) -> tuple[list[str], list[Row]]:
    """Return what was found of a kind as the columns and the rows of its table.

    The rows of series are those that the command ``series`` lists.
    """
    keys = [hit.entry.key for hit in found]
    if kind == "series":
        by_key = {(row["indicator_id"], row["place_id"]): row for row in held(package)}
        return list(HELD), [by_key[indicator, place] for indicator, place in keys]
    names = [field["name"] for field in package.fields(kind)]
    return names, rows(package, kind, [id for (id,) in keys])


def _claims(package: Package, found: Sequence[Hit], lang: str) -> Lines:
    backings = _backings(package)
    for hit, claim in _with_rows(package, "claims", found):
        verdict = read_label(package, "verdict", claim["verdict"])
        backing = backings.get(claim["id"])
        label = backing and read_label(package, "backing", backing)
        yield f"{claim['id']}  [{verdict_words(verdict, label or None, lang)}]"
        yield wrap(claim[f"statement_{lang}"], terminal_width(), INDENT)
        yield wrap(_where(hit, lang), terminal_width(), INDENT)


def _series(package: Package, found: Sequence[Hit], lang: str) -> Lines:
    listed = held(package)
    names = {(row["indicator_id"], row["place_id"]): row for row in listed}
    places = Counter(row["indicator_id"] for row in listed)
    for hit in found:
        indicator, place = hit.entry.key
        row = names[indicator, place]
        words = (row[f"name_{lang}"], row[f"place_{lang}"])
        name = title_of(*words, lang, is_only=places[indicator] == 1)
        yield _item(f"jjjdata series {indicator} {place}  {name}", hit, lang)


def _terms(package: Package, found: Sequence[Hit], lang: str) -> Lines:
    for hit, term in _with_rows(package, "terms", found):
        yield _item(f"{term['term_zh']} = {term['term_en']}", hit, lang)


def _sources(package: Package, found: Sequence[Hit], lang: str) -> Lines:
    names = {
        row["id"]: row[f"name_{lang}"]
        for row in select(package, "select id, name_zh, name_en from organizations")
    }
    for hit, source in _with_rows(package, "sources", found):
        day = source["published_on"] or source["published_in"]
        date = format_period(day, lang) if day else say("undated", lang)
        facts = {"title": source[f"title_{lang}"], "publisher": names[source["publisher_id"]]}
        yield _item(say("found_source", lang, id=source["id"], date=date, **facts), hit, lang)


def _places(package: Package, found: Sequence[Hit], lang: str) -> Lines:
    for hit, place in _with_rows(package, "places", found):
        yield _item(f"{place['id']}  {place[f'name_{lang}']}", hit, lang)
        for kind, query in OF_PLACE.items():
            ids = [row["id"] for row in select(package, query, place["id"])]
            if ids:
                listing = say(f"found_of_place_{kind}", lang, ids=BETWEEN[lang].join(ids))
                yield wrap(listing, terminal_width(), 2 * INDENT)


TELLERS: dict[str, Callable[[Package, Sequence[Hit], str], Lines]] = {
    "claims": _claims,
    "series": _series,
    "terms": _terms,
    "sources": _sources,
    "places": _places,
}


def _item(text: str, hit: Hit, lang: str) -> str:
    """Return a line on something found, and where; what a terminal has no room for stands below."""
    cells = terminal_width() - len(INDENT)
    first, *others = wrap(f"{text}  {_where(hit, lang)}", cells, INDENT).split("\n")
    return "\n".join([first, *(INDENT + line for line in others)])


def _where(hit: Hit, lang: str) -> str:
    """Return in which texts the words stand: of both languages of a text the same is said."""
    names = dict.fromkeys(column.removesuffix("_zh").removesuffix("_en") for column in hit.columns)
    keys = (f"where_{name.replace('.', '_')}" for name in names)
    return say("found_in", lang, where=BETWEEN[lang].join(say(key, lang) for key in keys))


def _with_rows(package: Package, kind: str, found: Sequence[Hit]) -> list[tuple[Hit, Row]]:
    _, of_table = rows_of(package, kind, found)
    return list(zip(found, of_table, strict=True))


def _backings(package: Package) -> dict[str, str]:
    """Return the backing of each claim that has one."""
    query = (
        "select claim_id, backing from verdicts where reading = 'verdict' and backing is not null"
    )
    return {row["claim_id"]: row["backing"] for row in select(package, query)}
