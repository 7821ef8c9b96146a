"""Telling: how the pages say things in one language: figures, periods, labels, names, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..cards import ADDRESS, verdict_words
from ..formats import format_figure, format_number, format_period
from ..joined import Source
from ..languages import TAGS
from ..records import Label
from . import addresses
from .material import Material
from .words import say

OTHER = {"en": "zh", "zh": "en"}
MINUS = "\u2212"
# How a verdict is marked beside its word; shapes differ, so that grey and the color-blind do.
SIGNS = {
    "supported": "tick",
    "conflicting": "apart",
    "refuted": "cross",
    "not_enough_evidence": "ring",
    "not_checkable": "dash",
}


@dataclass(frozen=True)
class Verdict:
    """A verdict as lists show it: its code, its sign and its words with the backing."""

    code: str
    sign: str
    words: str


@dataclass(frozen=True)
class Teller:
    """Says everything in one language, for the page at ``path``."""

    material: Material
    lang: str
    path: str

    @property
    def other(self) -> str:
        """The other language."""
        return OTHER[self.lang]

    def say(self, key: str, **values: object) -> str:
        """Return words of the interface."""
        return say(key, self.lang, **values)

    def text(self, row: Mapping[str, Any], column: str) -> str:
        """Return a text of a row that there is in both languages; an empty cell is no text."""
        return str(row[f"{column}_{self.lang}"] or "")

    def label(self, code_list: str, code: str | None) -> str:
        """Return what a code is called; none has no name."""
        return self.material.label(code_list, code).text(self.lang) if code else ""

    def figure(self, value: float, unit_id: str | None) -> str:
        """Return a figure with its unit."""
        unit = self.material.units[unit_id] if unit_id else None
        return format_figure(value, unit, self.lang)

    def number(self, value: float) -> str:
        """Return a bare number, a negative one with a true minus."""
        return format_number(value, self.lang).replace("-", MINUS)

    def qualified(self, qualifier: str | None, figure: str) -> str:
        """Return a figure with the words for how exact it is: more than 22 million, 近60%."""
        if qualifier in (None, "equal", "range", "largely"):
            return figure
        words = self.label("qualifier", qualifier)
        return words + figure if self.lang == "zh" else f"{words} {figure}"

    def claimed_figure(self, row: Mapping[str, Any]) -> str:
        """Return the figure of a claim or of evidence in words."""
        figure = self.figure(row["value"], row["unit_id"])
        high = row.get("value_high")
        if high is not None:
            figure = self.between(figure, self.figure(high, row["unit_id"]))
        return self.qualified(row["qualifier"], figure)

    def between(self, low: str, high: str) -> str:
        """Return a range of two figures."""
        return self.say("between", low=low, high=high)

    def period(self, period: object) -> str:
        """Return a date or period; none is said to be unknown."""
        return format_period(period, self.lang) if period else self.say("undated")

    def name(self, row: Mapping[str, Any]) -> str:
        """Return the name of a row; a person's in the other language if it was read there only."""
        return str(row[f"name_{self.lang}"] or row[f"name_{self.other}"] or "")

    def short(self, body: Mapping[str, Any]) -> str:
        """Return the short name of a body, or its name where it has none."""
        return str(body[f"short_{self.lang}"] or self.name(body))

    def verdict(self, label: Label, backing: Label | None) -> Verdict:
        """Return a verdict as lists show it."""
        words, sign = verdict_words(label, backing, self.lang), SIGNS.get(label.code, "dash")
        is_own = backing is not None and backing.code == "government"
        words = words[0].upper() + words[1:]  # it always stands at the head
        return Verdict(label.code, "own" if is_own and sign == "tick" else sign, words)

    def cited(self, source: Source) -> str:
        """Return publisher and date of a document."""
        comma = "，" if self.lang == "zh" else ", "
        return comma.join((self.name(source.publisher), self.period(source.published)))

    def standing(self, source: Source) -> str:
        """Return how a document was read; of a copy, where, and why there is no link."""
        if source["access"] != "mirror":
            return source.label("access", self.lang)
        host = source["read_at"]
        return self.say("mirror_row", host=host) if host else self.say("mirror_unknown")

    def link(self, target: str) -> str:
        """Return the relative address of another page or file."""
        return addresses.link(target, self.path)

    def tag(self, tag: str) -> str | None:
        """Return a language tag where it differs from that of the page."""
        return None if tag == TAGS[self.lang] else tag


def outside_link(url: str | None) -> str | None:
    """Return an address that may be linked to: one of the web, whole, or none.

    >>> outside_link("javascript:alert(1)"), outside_link("https://example.org/a")
    (None, 'https://example.org/a')
    """
    return url if url and ADDRESS.fullmatch(url) else None
