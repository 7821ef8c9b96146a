"""The gazetteer: how running text names the places of the table, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ...readings import spelled
from ..rulebook import Row, Tables

# What a name may lack in running text: 唐山市 is also 唐山, and Hebei Province is Hebei.
GENERIC_ZH = re.compile(r"(?<=..)(回族自治县|新区|市|省|区|县|淀)$")
GENERIC_EN = re.compile(
    r" (Hui Autonomous County|New Area|Province|District|County|City|Lake|Municipality|region)$"
)
JOINING = re.compile("[与和及]")


@dataclass(frozen=True)
class Place:
    """A place with what texts write for it.

    ``name`` is the English name without its generic ending; ``spellings`` are other English words
    that may stand for the place: further names with a capital letter, common nouns such as "port"
    without. ``chinese`` are its Chinese names with and without the generic ending. ``is_wide`` is
    true of a country and of a region made of provinces, which English may take as read;
    ``is_joined`` of a place whose Chinese name joins those of others.
    """

    id: str
    parent: str | None
    chinese: tuple[str, ...]
    english: str
    name: str
    spellings: tuple[str, ...]
    is_wide: bool
    is_joined: bool

    @property
    def is_vague_in_english(self) -> bool:
        """Whether English names the place too often in passing: Chinese, the city, the port."""
        return self.is_wide or any(word[0].islower() for word in self.spellings)

    def is_told_in(self, english: str) -> bool:
        """Return whether an English text has the name or a word that stands for the place.

        A name such as "Tianjin and Hebei" is there if both its parts are.
        """
        parts = self.name.split(" and ")
        return all(whole_word(part).search(english) for part in parts) or self.is_hinted_in(english)

    def is_hinted_in(self, english: str) -> bool:
        """Return whether an English text has a word that may stand for the place."""
        return bool(self.spellings) and bool(whole_word(*self.spellings).search(english))


@lru_cache(maxsize=1024)
def whole_word(*words: str) -> re.Pattern[str]:
    """Return a pattern that finds any of some words, the longest first, in capitals or not."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of some Chinese words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")


def gazetteer(tables: Tables) -> dict[str, Place]:
    """Return the places of the table by ID."""
    rows = {row["id"]: row for row in tables.rows("places")}
    return {id: _place(row, rows.get(row["parent_id"])) for id, row in rows.items()}


def _place(row: Row, parent: Row | None) -> Place:
    name_zh, name_en = row["name_zh"], row["name_en"]
    names = [name_zh, GENERIC_ZH.sub("", name_zh), *spelled(row["spellings_zh"])]
    provinces_of_a_country = row["kind"] == "region" and parent and parent["kind"] == "country"
    return Place(
        row["id"],
        row["parent_id"],
        tuple(dict.fromkeys(names)),
        name_en,
        GENERIC_EN.sub("", name_en),
        tuple(spelled(row["spellings_en"])),
        is_wide=row["kind"] == "country" or bool(provinces_of_a_country),
        is_joined=bool(JOINING.search(name_zh)),
    )
