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

# The last word before a place in a text, if it has a capital, and what stands before that word.
CAPITAL_BEFORE = re.compile(r"(?P<before>.*?)\b[A-Z][\w']* $", re.DOTALL)
# Behind these marks a word has a capital only since it begins a sentence. "The" never is a name.
BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;(\"'])\s*$")
THE = re.compile(r"\bThe $")
LOOKED_BACK = 40  # characters that are looked at before a word
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
    """What a Chinese name is called in English.

    ``is_named_in`` returns whether an English text names it.
    """

    english: str
    is_named_in: Callable[[str], bool]


@dataclass(frozen=True)
class Names:
    """The places and organizations by their Chinese names, and the spellings that are refused.

    ``chinese`` finds any of the names, ``refused`` any of the spellings.
    """

    names: dict[str, Name]
    chinese: re.Pattern[str]
    refused: re.Pattern[str]

    def faults(self, chinese: str, english: str) -> Iterator[tuple[str, str, str]]:
        """Yield code, word and expectation of each name that the English lacks or misspells."""
        for word in dict.fromkeys(self.chinese.findall(chinese)):
            if not self.names[word].is_named_in(english):
                yield "name-pair", word, self.names[word].english
        for word in self._misspelled(english):
            yield "spelling", word, f'"{word}"'

    def _misspelled(self, english: str) -> Iterator[str]:
        """Yield each refused spelling that is not quoted and not part of another name."""
        bare = unquoted(english)
        for match in self.refused.finditer(bare):
            if not _belongs_to_a_name(bare, match.start()):
                yield match[0]


def _belongs_to_a_name(english: str, start: int) -> bool:
    """Return whether a word stands behind another with a capital, in a name not ours to change.

    The capital of a word that begins a sentence shows no name.

    >>> _belongs_to_a_name("at Hotel Xiongan", 9), _belongs_to_a_name("Many Xiongan firms", 5)
    (True, False)
    """
    window = english[max(0, start - LOOKED_BACK) : start]
    match = CAPITAL_BEFORE.match(window)
    if match is None or THE.search(window):
        return False
    return not BEGINS_SENTENCE.search(match["before"])


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
    """Return the Chinese names of a place.

    A name that joins those of others, such as 通州区与北三县, is left to these. A wide place, such
    as the country or the region that every text is about, has its names, joined or not; but the
    English may leave it out.
    """
    if place.is_wide:
        return {word: Name(place.english, _may_be_left_out) for word in place.chinese}
    if place.is_joined:
        return {}
    return {word: Name(place.english, place.is_named_in) for word in place.chinese}


def _may_be_left_out(_: str) -> bool:
    """Return True: whatever an English text says, it need not name a wide place.

    The name has its entry all the same, so that no name is found within it: 津冀 in 京津冀.
    """
    return True


def _body_names(
    name_zh: str | None, short_zh: str | None, name_en: str | None, short_en: str | None
) -> dict[str, Name]:
    """Return the Chinese names of an organization.

    An English text names it with any word of its English name: "the bureau". Words of three letters
    or more count, but for "and", "the" and "for". A Chinese name of two characters is passed over:
    it may be part of any other word.

    >>> names = _body_names("国家统计局", None, "National Bureau of Statistics", None)
    >>> names["国家统计局"].is_named_in("the bureau's figures")
    True
    >>> names["国家统计局"].is_named_in("an international program")
    False
    """
    english = f"{name_en or ''} {short_en or ''}"
    words = sorted(set(re.findall(r"[\w'.-]{3,}", english)) - SMALL_WORDS)

    def is_named_in(text: str) -> bool:
        # The pattern is made here, since most bodies are named in no text.
        return bool(whole_word(*words).search(text))

    chinese = [name for name in (name_zh, short_zh) if name and len(name) > 2]
    return {name: Name(name_en or "", is_named_in) for name in chinese}


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
