"""The reader of figures: it knows the grammars of both languages, with the units it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from . import en, zh
from .comparison import compare
from .figures import Figure
from .quantities import scan
from .ranges import with_ranges

Spellings = Mapping[str, Mapping[str, Sequence[str]]]


def spelled(cell: str | None) -> list[str]:
    """Return the words of a cell that lists spellings.

    >>> spelled("标准箱; 标箱")
    ['标准箱', '标箱']
    """
    return [word for word in (cell or "").split("; ") if word]


class FigureReader:
    """Reads the figures of texts, with the units that it is given: language to unit to spellings.

    ``names`` are Chinese names with a numeral that is no figure: 三河, a city.

    >>> reader = FigureReader({"zh": {"teu": ["标准箱"]}, "en": {"h": ["hour", "hours"]}})
    >>> [(f.value, f.qualifier, f.unit) for f in reader.figures("吞吐量突破2200万标准箱", "zh")]
    [(22000000.0, 'more_than', 'teu')]
    >>> [(f.value, f.high, f.unit) for f in reader.figures("a 1- to 1.5-hour circle", "en")]
    [(1.0, 1.5, 'h')]
    """

    def __init__(self, units: Spellings, names: Sequence[str] = ()) -> None:
        self.units = {lang: dict(units.get(lang, {})) for lang in ("zh", "en")}
        self.grammars = {
            "zh": zh.grammar(self.units["zh"], names),
            "en": en.grammar(self.units["en"]),
        }
        self._figures = lru_cache(maxsize=1 << 16)(self._read)

    @classmethod
    def of(cls, units: Iterable[Mapping[str, Any]], names: Iterable[str] = ()) -> FigureReader:
        """Return the reader for rows of the table units, of which those with a symbol are read.

        A unit with a symbol (km, yuan) stands right behind its figure and is read with it. One
        without is a word for what is counted (persons, beds), which may stand anywhere in the text.
        In ``names``, which are Chinese, no figure is read.
        """
        measured = [row for row in units if row["symbol"]]
        return _reader(
            tuple(
                (row["id"], row["spellings_zh"] or "", row["spellings_en"] or "")
                for row in measured
            ),
            tuple(names),
        )

    def figures(self, text: str, lang: str) -> tuple[Figure, ...]:
        """Return the figures of ``text`` in ``lang``: "en", or "zh" in either script.

        >>> [f.qualifier for f in FigureReader({}).figures("不低於60%，沒有超過80%", "zh")]
        ['at_least', 'at_most']
        """
        return self._figures(text, lang)

    def _read(self, text: str, lang: str) -> tuple[Figure, ...]:
        """Return the figures of a text that was not read before."""
        grammar = self.grammars[lang]
        plain = text.translate(grammar.same)
        return tuple(with_ranges(scan(plain, grammar), plain, grammar.between))

    def unmatched(self, zh: str, en: str, strict: bool = False) -> tuple[list[str], list[str]]:
        """Return the figures of a Chinese and an English text that the other lacks, as written.

        Figures in digits, percentages, dates and names must stand on both sides with the same
        qualifier and unit. Small numbers in words (三地, "the three places", 一个, "one") may stand
        on one side alone, but not different ones on both. One mention of a repeated figure will do.
        If ``strict``, each mention counts, and words do too, except 一 and "one".

        >>> FigureReader({"zh": {}, "en": {}}).unmatched("近60%", "more than 60%")
        (['近60%'], ['more than 60%'])
        """
        chinese, english = compare(self.figures(zh, "zh"), self.figures(en, "en"), strict)
        return _as_written(zh, chinese), _as_written(en, english)


def _as_written(text: str, figures: Iterable[Figure]) -> list[str]:
    """Return the words of a text that some of its figures stand in.

    >>> _as_written("近60%", FigureReader({}).figures("近60%", "zh"))
    ['近60%']
    """
    return [text[figure.start : figure.end].strip() for figure in figures]


@lru_cache(maxsize=8)
def _reader(units: tuple[tuple[str, str, str], ...], names: tuple[str, ...]) -> FigureReader:
    """Return one reader for the same spellings and names, so that no text is read twice."""
    return FigureReader(
        {
            "zh": {unit: spelled(zh) for unit, zh, _ in units if zh},
            "en": {unit: spelled(en) for unit, _, en in units if en},
        },
        names,
    )
