"""The gazetteer: how running text names the places of the table, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ...readings import any_of, spelled
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

    ``chinese`` are its Chinese names with and without the generic ending (唐山市, 唐山).
    ``english`` is its English name with the ending, and ``name`` without it. ``spellings`` are
    other English words for the place. Those with a capital are names ("Peking"), those without are
    common nouns that may also mean another place ("city"). ``is_wide`` is true of a country and of
    a region made of provinces, which an English text may leave unsaid. ``is_joined`` is true of a
    place whose Chinese name joins those of others with 与, 和 or 及: 通州区与北三县.
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
    def is_named_in_passing(self) -> bool:
        """Whether an English text that names the place may well be about another.

        So it is with a wide place ("a Chinese newspaper") and with Beijing, Tianjin and the port,
        which many texts name beside what they are about. The latter are the places that also have
        common nouns ("the city"), and are known by these.
        """
        return self.is_wide or any(word[0].islower() for word in self.spellings)

    def is_named_in(self, english: str) -> bool:
        """Return whether an English text has the name or a word that stands for the place.

        A name such as "Tianjin and Hebei" is there if both its parts are.
        """
        parts = self.name.split(" and ")
        return all(whole_word(part).search(english) for part in parts) or self.is_hinted_in(english)

    def is_hinted_in(self, english: str) -> bool:
        """Return whether an English text has a word that may stand for the place: the port."""
        return bool(self.spellings) and bool(whole_word(*self.spellings).search(english))


@lru_cache(maxsize=1024)
def whole_word(*words: str) -> re.Pattern[str]:
    """Return a pattern that finds any of some words, the longest first, in capitals or not.

    >>> whole_word("port").findall("The port, the airport, the Port")
    ['port', 'Port']
    """
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


def han_word(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of some Chinese words, the longest first.

    >>> han_word(["天津", "天津港"]).findall("天津港在天津")
    ['天津港', '天津']
    """
    return re.compile(any_of(words))


def gazetteer(tables: Tables) -> dict[str, Place]:
    """Return the places of the table by ID."""
    rows = {row["id"]: row for row in tables.rows("places")}
    return {id: _place(row, rows.get(row["parent_id"])) for id, row in rows.items()}


def _place(row: Row, parent: Row | None) -> Place:
    """Return the place of a row of the table, given the row of the place it lies in."""
    names = [row["name_zh"], GENERIC_ZH.sub("", row["name_zh"]), *spelled(row["spellings_zh"])]
    return Place(
        row["id"],
        row["parent_id"],
        tuple(dict.fromkeys(names)),
        row["name_en"],
        GENERIC_EN.sub("", row["name_en"]),
        tuple(spelled(row["spellings_en"])),
        is_wide=_is_wide(row["kind"], parent["kind"] if parent else None),
        is_joined=bool(JOINING.search(row["name_zh"])),
    )


def _is_wide(kind: str, kind_of_parent: str | None) -> bool:
    """Return whether a place is a country, or a region of one, made of provinces.

    >>> _is_wide("region", "country"), _is_wide("region", "province")
    (True, False)
    """
    return kind == "country" or (kind == "region" and kind_of_parent == "country")
