"""Names: a place or organization named in Chinese is named in English, as its table spells it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...database import row_key
from ...readings import any_of
from ..rulebook import ANY_TABLE, Fault, Judge, Rule, Tables
from .columns import ABOUT_WORDS, judged_pairs
from .gazetteer import Place, gazetteer, han_word, whole_word
from .shared import unquoted

RULES = (
    Rule(
        "name-pair",
        "A place or organization named in Chinese is named in English, as its table has it.",
        "中文提到的地点或机构，英文也按表中的名称提到。",
        "the English does not name {value}, which the Chinese does; it is called {expected}",
        "中文提到{value}，英文没有提到；英文名称为{expected}",
    ),
    Rule(
        "spelling",
        "A spelling that the project refuses stands only in quotation marks.",
        "本项目不采用的写法只能放在引号内。",
        "{value} is a refused spelling; it may only be quoted, as {expected}",
        "不采用{value}这种写法；只可加引号：{expected}",
    ),
)

# A word with a capital, but not one that only begins a sentence.
AFTER_A_NAME = re.compile(
    r"\b(?!(?:A|After|And|As|At|Before|But|By|For|From|If|In|Its?|Near|Of|On|Since|That|The|This|To"
    r"|When|While|With) )[A-Z][\w']* $"
)
LONGEST_NAME = 40
SMALL_WORDS = {"and", "the", "for"}
# What a machine made of names, unless the right name holds it too.
WRONG_NAMES = """
    select renderings.variant_en
    from renderings
    join terms on terms.id = renderings.term_id
    where
        renderings.problem = 'wrong_name'
        and instr(lower(terms.term_en), lower(renderings.variant_en)) = 0
"""


@dataclass(frozen=True)
class Name:
    """What a Chinese name is called in English, and whether an English text tells it."""

    english: str
    is_told_in: Callable[[str], object]


@dataclass(frozen=True)
class Names:
    """The names by which Chinese texts tell places and organizations; the refused spellings."""

    names: dict[str, Name]
    chinese: re.Pattern[str]
    refused: re.Pattern[str]

    def faults(self, chinese: str, english: str) -> Iterator[tuple[str, str, str]]:
        """Yield code, word and expectation of each name that the English lacks or misspells."""
        for word in dict.fromkeys(self.chinese.findall(chinese)):
            if not self.names[word].is_told_in(english):
                yield "name-pair", word, self.names[word].english
        for word in self._misspelled(english):
            yield "spelling", word, f'"{word}"'

    def _misspelled(self, english: str) -> Iterator[str]:
        """Yield each refused spelling that is not quoted and not part of another name."""
        bare = unquoted(english)
        for match in self.refused.finditer(bare):
            if not _belongs_to_a_name(bare, match.start()):
                yield match[0]


def _belongs_to_a_name(english: str, place: int) -> bool:
    """Return whether a word stands behind another with a capital, in a name not ours to change.

    >>> _belongs_to_a_name("Hotel Xiongan", 6), _belongs_to_a_name("In Xiongan", 3)
    (True, False)
    """
    return bool(AFTER_A_NAME.search(english[max(0, place - LONGEST_NAME) : place]))


def read_names(tables: Tables) -> Names:
    """Return the names of the tables places and organizations, and the spellings refused."""
    columns = ("name_zh", "short_zh", "name_en", "short_en")
    bodies = tuple(tuple(row[name] for name in columns) for row in tables.rows("organizations"))
    places = tuple(gazetteer(tables).values())
    return _names(bodies, places, frozenset(_wrong_names(tables.connection)))


@lru_cache(maxsize=4)
def _names(
    bodies: tuple[tuple[str | None, ...], ...],
    places: tuple[Place, ...],
    wrong_names: frozenset[str],
) -> Names:
    """Return the names of some bodies and places, and the spellings that are refused.

    Refused are what a machine made of names, and names that lost their apostrophe: Xiongan.
    """
    names: dict[str, Name] = {}
    for body in bodies:
        names |= _body_names(*body)
    for place in places:
        names |= _place_names(place)
    apostrophes_lost = {place.name.replace("'", "") for place in places if "'" in place.name}
    refused = any_of(sorted(apostrophes_lost | wrong_names))
    return Names(names, han_word(names), re.compile(rf"\b(?:{refused})\b"))


def _place_names(place: Place) -> dict[str, Name]:
    """Return the Chinese names of a place; none if they join names of others with a 与 or 和.

    The joined ones are told one by one, but for the area of 2+26 cities, whose name is its own. A
    wide place, such as the country and the region that every text is about, English may leave out.
    """
    if place.is_joined and not place.is_wide:
        return {}
    is_told_in = _is_taken_as_read if place.is_wide else place.is_told_in
    return {word: Name(place.english, is_told_in) for word in place.chinese}


def _is_taken_as_read(_: str) -> bool:
    """Return True: of a wide place any English text is taken to tell the name."""
    return True


def _body_names(
    name_zh: str | None, short_zh: str | None, name_en: str | None, short_en: str | None
) -> dict[str, Name]:
    """Return the Chinese names of an organization; any word of an English one tells it.

    Words of three letters or more count, but for "and", "the" and "for". A Chinese name of two
    characters is passed over: it may be part of any other word.

    >>> names = _body_names("国家统计局", None, "National Bureau of Statistics", None)
    >>> bool(names["国家统计局"].is_told_in("the bureau's figures"))
    True
    >>> bool(names["国家统计局"].is_told_in("an international program"))
    False
    """
    english = f"{name_en or ''} {short_en or ''}"
    words = sorted(set(re.findall(r"[\w'.-]{3,}", english)) - SMALL_WORDS)
    pattern = whole_word(*words)
    chinese = [name for name in (name_zh, short_zh) if name and len(name) > 2]
    return {name: Name(name_en or "", pattern.search) for name in chinese}


def _wrong_names(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what a machine made of names, unless the right name holds it too."""
    yield from (variant for (variant,) in connection.execute(WRONG_NAMES))


def judge_names(tables: Tables) -> Iterator[Fault]:
    """Yield the names that the English of a sentence lacks, and the refused spellings in it."""
    names = read_names(tables)
    for table in tables.names():
        if table in ABOUT_WORDS:
            continue
        for row, pair in judged_pairs(tables, table):
            chinese, english = pair.texts(row)
            if not (pair.is_sentence and chinese and english):
                continue
            for code, word, expected in names.faults(chinese, english):
                key = row_key(tables.package, table, row)
                yield Fault(code, table, key, pair.en, word, expected)


JUDGES = (
    Judge(
        "judge_names",
        ("name-pair", "spelling"),
        frozenset({ANY_TABLE, "organizations", "places", "renderings", "terms"}),
        judge_names,
    ),
)
