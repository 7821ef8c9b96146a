"""Columns: which columns hold running text, in which language, and in pairs of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...languages import HAN
from ...package import Package
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
    stems = dict.fromkeys(name[:-3] for name in names if language_of_name(name))
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


def free_columns(package: Package, table: str) -> list[str]:
    """Return the columns of no language that may hold any words: quotations, queries, names.

    A column with an enum or a pattern holds codes.
    """
    return [
        field["name"]
        for field in package.fields(table)
        if field["type"] == "string"
        and not language_of_name(field["name"])
        and not {"enum", "pattern"} & field.get("constraints", {}).keys()
    ]


def language_of_name(column: str) -> str | None:
    """Return the language that the name of a column tells.

    >>> language_of_name("note_zh"), language_of_name("quote")
    ('zh', None)
    """
    return {"_zh": "zh", "_en": "en"}.get(column[-3:])


def language_of(text: str) -> str:
    """Return the language of a text that may be in either.

    >>> language_of("PM2.5浓度"), language_of("PM2.5")
    ('zh', 'en')
    """
    return "zh" if re.search(HAN, text) else "en"


def language_of_column(column: str, text: str) -> str:
    """Return the language that the name of a column tells, or that of its text.

    >>> language_of_column("note_zh", "PM2.5"), language_of_column("quote", "PM2.5浓度")
    ('zh', 'zh')
    """
    return language_of_name(column) or language_of(text)
