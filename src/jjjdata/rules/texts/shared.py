"""What the text rules share: text columns, the reader of figures, equal figures, short lists."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...database import quoted
from ...languages import HAN
from ...package import Package
from ...readings import FigureReader
from ..rulebook import Row, Tables

# Columns that hold whole sentences, without the ending of the language.
SENTENCES = (
    "statement",
    "summary",
    "safe",
    "finding",
    "note",
    "rationale",
    "definition",
    "reason",
)
# Tables whose notes speak of words: they quote those of the other language, and wrong names.
ABOUT_WORDS = ("terms", "renderings")

QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# What a bare number of a table may be counted in.
POWERS = tuple(10.0**n for n in (0, 3, 4, 6, 8, 9, 12))
# A first place told without a number.
FIRST_PLACE = {
    "zh": re.compile("最|首|第一|唯一"),
    "en": re.compile(r"(?i)\b(best|most|least|first|only|\w+est)\b"),
}
WORDS_OF_A_LIST = 8


@dataclass(frozen=True)
class TextPair:
    """The columns of a table that say the same in both languages; a language may have none."""

    stem: str
    zh: str | None
    en: str | None

    @property
    def is_sentence(self) -> bool:
        """Whether the columns hold whole sentences."""
        return self.stem in SENTENCES

    def texts(self, row: Row) -> tuple[str, str]:
        """Return the Chinese and the English text of a row, empty where there is none."""
        return (row[self.zh] if self.zh else None) or "", (row[self.en] if self.en else None) or ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield language and name of each column."""
        yield from ((lang, name) for lang, name in (("zh", self.zh), ("en", self.en)) if name)


def text_pairs(package: Package, table: str) -> list[TextPair]:
    """Return the text columns of a table, known by the ending of their names, in column order."""
    names = [field["name"] for field in package.fields(table)]
    stems = dict.fromkeys(name[:-3] for name in names if name[-3:] in ("_zh", "_en"))
    pairs = []
    for stem in stems:
        zh, en = (name if name in names else None for name in (f"{stem}_zh", f"{stem}_en"))
        pairs.append(TextPair(stem, zh, en))
    return pairs


def judged_pairs(tables: Tables, table: str) -> Iterator[tuple[Row, TextPair]]:
    """Yield each row of a table that is to be judged with each pair of its text columns."""
    pairs = text_pairs(tables.package, table)
    for row in tables.judged(table) if pairs else ():
        yield from ((row, pair) for pair in pairs)


def lookup(tables: Tables, table: str, column: str) -> dict[str, Any]:
    """Return one column of a table by ID."""
    query = f"select id, {quoted(column)} from {quoted(table)}"  # noqa: S608
    return dict(map(tuple, tables.connection.execute(query)))


def figure_reader(tables: Tables) -> FigureReader:
    """Return the reader that knows the units of the tables."""
    return FigureReader.of(tables.rows("units"))


def language_of(text: str) -> str:
    """Return the language of a text that may be in either."""
    return "zh" if HAN.search(text) else "en"


def language_of_column(column: str, text: str) -> str:
    """Return the language that the name of a column tells, or that of its text."""
    return {"_zh": "zh", "_en": "en"}.get(column[-3:]) or language_of(text)


def near(first: float, second: float) -> bool:
    """Return whether two figures are the same but for the last bits."""
    return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-9)


def holds_near(ordered: Sequence[float], value: float) -> bool:
    """Return whether a sorted list holds a figure, but for the last bits."""
    place = bisect_left(ordered, value)
    return any(near(figure, value) for figure in ordered[max(0, place - 1) : place + 1])


def listed(items: Iterable[Any]) -> str:
    """Return some items as a fault lists them: "-" for none, and not too many."""
    words = [str(item) for item in items if item]
    more = ["…"] if len(words) > WORDS_OF_A_LIST else []
    return ", ".join(words[:WORDS_OF_A_LIST] + more) or "-"
