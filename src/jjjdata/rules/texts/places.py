"""Places: the place of a claim is one that its texts name, or holds it or lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..rulebook import Fault, Judge, Row, Rule, Tables
from .columns import language_of
from .gazetteer import Place, gazetteer, han_word, whole_word
from .shared import listed, lookup

RULES = (
    Rule(
        "place-stated",
        "The place of a claim is one that the texts name, or holds it or lies in it; what English "
        "texts often name in passing, such as the country, the region or Beijing, counts if it is "
        "named in Chinese.",
        "陈述的地点是文字提到的地点，或包含它、或属于它；国家、区域和北京等地英文常顺带提到，以中文提到的为准。",
        "the texts do not name {value}; they name: {expected}; name it in the Chinese statement",
        "文字没有提到{value}；提到的是：{expected}；请在中文陈述中写明地点",
    ),
)


@dataclass(frozen=True)
class PlaceNames:
    """The names of places in texts, each with the places it may mean.

    The longest name counts: Tongzhou with the three counties is not Tongzhou, nor is the region two
    of its parts.
    """

    places: Mapping[str, Place]
    chinese: Mapping[str, set[str]]
    english: Mapping[str, set[str]]
    any_chinese: re.Pattern[str]
    any_english: re.Pattern[str]

    @classmethod
    def of(cls, places: Mapping[str, Place]) -> PlaceNames:
        """Return the names of some places."""
        chinese: dict[str, set[str]] = {}
        english: dict[str, set[str]] = {}
        for id, place in places.items():
            for name in place.chinese:
                chinese.setdefault(name, set()).add(id)
            for name in () if place.is_joined else _proper_names(place):
                english.setdefault(name.casefold(), set()).add(id)
        return cls(places, chinese, english, han_word(chinese), whole_word(*english))

    def named_in(self, claim: Row) -> set[str]:
        """Return the places that a claim names.

        Places that English texts name in passing must be named in Chinese.
        """
        texts = {"zh": [claim["statement_zh"], claim["source_term_zh"] or ""]}
        texts["en"] = [claim["statement_en"]]
        texts[language_of(claim["quote"])].append(claim["quote"])
        chinese, english = " ".join(texts["zh"]), " ".join(texts["en"])
        named: set[str] = set()
        for name in self.any_chinese.findall(chinese):
            named |= self.chinese[name]
        for name in self.any_english.findall(english):
            places = self.english.get(name.casefold(), set())
            named |= {id for id in places if not self.places[id].is_named_in_passing}
        return named

    def holders_of(self, id: str | None) -> list[str]:
        """Return a place and all that it lies in."""
        line: list[str] = []
        while id and id not in line:
            line.append(id)
            id = self.places[id].parent if id in self.places else None
        return line

    def narrow(self, named: Iterable[str]) -> set[str]:
        """Return which of some places are not wide."""
        return {id for id in named if not self.places[id].is_wide}


def _proper_names(place: Place) -> Iterator[str]:
    """Yield the English names of a place, without the common nouns that may stand for it.

    >>> names, spellings = ("Tianjin Port", "Tianjin Port"), ("Tianjin harbor", "port")
    >>> port = Place("p", None, ("天津港",), *names, spellings, is_wide=False, is_joined=False)
    >>> list(_proper_names(port))
    ['Tianjin Port', 'Tianjin harbor']
    """
    yield place.name
    yield from (word for word in place.spellings if word[0].isupper())


@dataclass(frozen=True)
class Attested:
    """Which places are attested, on which topic of a document, in which passage, which document.

    A claim attests its place if its texts name it; each pair ends in the ID of the place.
    """

    topics: frozenset[tuple[str, str, str]]
    passages: frozenset[tuple[str, str]]
    documents: frozenset[tuple[str, str]]

    @classmethod
    def by(cls, claims: Iterable[Row]) -> Attested:
        """Return what some claims attest, whose texts name their place.

        >>> claim = {"topic": "air", "passage_id": 5, "document": "a", "place_id": "jjj"}
        >>> Attested.by([claim]).topics
        frozenset({('air', 'a', 'jjj')})
        """
        rows = list(claims)
        return cls(
            topics=frozenset((row["topic"], row["document"], row["place_id"]) for row in rows),
            passages=frozenset((row["passage_id"], row["place_id"]) for row in rows),
            documents=frozenset((row["document"], row["place_id"]) for row in rows),
        )


def judge_places(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each claim whose place does not fit what its texts name.

    All claims are looked at: those of a document on the same topic may name the place for each
    other.
    """
    names = PlaceNames.of(gazetteer(tables))
    documents = lookup(tables, "passages", "source_id")
    claims = [row | {"document": documents.get(row["passage_id"])} for row in tables.rows("claims")]
    named = {row["id"]: names.named_in(row) for row in claims}
    attested = Attested.by(row for row in claims if row["place_id"] in named[row["id"]])
    for row in claims:
        place = names.places.get(row["place_id"] or "")
        if place and not _fits(row, place, named[row["id"]], names, attested):
            expected = listed(sorted(named[row["id"]]))
            yield Fault("place-stated", "claims", row["id"], "place_id", place.id, expected)


def _fits(claim: Row, place: Place, named: set[str], names: PlaceNames, attested: Attested) -> bool:
    """Return whether the place of a claim fits the places that its texts name.

    It does if it is one of them. Else it depends on whether they name places that are not wide.
    """
    if place.id in named:
        return True
    if names.narrow(named):
        return _fits_narrow(claim, place, named, names, attested)
    is_on_topic = (claim["topic"], claim["document"], place.id) in attested.topics
    return is_on_topic or _may_be_wide(claim, place, named, attested)


def _fits_narrow(
    claim: Row, place: Place, named: set[str], names: PlaceNames, attested: Attested
) -> bool:
    """Return whether the place of a claim fits texts that name other, narrow places.

    It does if

    - another claim of the same passage attests it;
    - or a claim of the document on the same topic attests it, and it lies in a place that is named,
      or holds one;
    - or it holds one of several that are named.
    """
    narrow = names.narrow(named)
    lies_in_one = not named.isdisjoint(names.holders_of(place.id))
    holds_one = any(place.id in names.holders_of(id) for id in narrow)
    is_of_passage = (claim["passage_id"], place.id) in attested.passages
    is_on_topic = (claim["topic"], claim["document"], place.id) in attested.topics
    return (
        is_of_passage
        or (is_on_topic and (lies_in_one or holds_one))
        or (holds_one and len(narrow) > 1)
    )


def _may_be_wide(claim: Row, place: Place, named: set[str], attested: Attested) -> bool:
    """Return whether a claim that names no narrow place may speak of a wide one.

    It may if the English has a word that may stand for the wide place ("Chinese", "the region"). It
    also may if it names no place at all, and another claim of the document attests the wide place.
    """
    is_of_document = (claim["document"], place.id) in attested.documents
    by_default = not named and is_of_document
    return place.is_wide and (by_default or place.is_hinted_in(claim["statement_en"]))


JUDGES = (
    Judge(
        "judge_places",
        ("place-stated",),
        frozenset({"claims", "passages", "places"}),
        judge_places,
    ),
)
