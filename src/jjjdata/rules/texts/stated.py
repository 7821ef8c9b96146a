"""Stated: value, qualifier and unit of claims and evidence stand in the texts that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...readings import Figure, FigureReader, spelled
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .columns import language_of_column
from .gazetteer import han_word, whole_word
from .recorded import ORDER_UNITS, Quantity, qualifiers, tells_first_place, tells_largely
from .shared import CellFault, figure_reader

RULES = (
    Rule(
        "figure-stated",
        "The value stands in the texts that tell it.",
        "数值见于说明它的文字。",
        "{value} does not state the figure that is recorded: {expected}",
        "{value}没有写明所记录的数值：{expected}",
    ),
    Rule(
        "qualifier-stated",
        'The qualifier of a value is that of the texts, and a ratio worked out is "about".',
        "限定词与文字一致，推算的比值为“约”。",
        "{value} does not go with the recorded qualifier: {expected}",
        "{value}与所记录的限定词不相配：{expected}",
    ),
)

COMPARED = re.compile(r"\b(?:below|above|than|more|less|higher|lower)\b")


@dataclass(frozen=True)
class StatedFigures:
    """Finds where a text does not state the figure that its row records.

    ``reader`` finds the figures, with the units that have a symbol (km). ``counted`` finds the
    words for the other units, such as persons and beds, by language and unit.
    """

    reader: FigureReader
    counted: Mapping[str, Mapping[str, re.Pattern[str]]]

    @classmethod
    def of(cls, tables: Tables) -> StatedFigures:
        """Return one that knows the units of the tables."""
        counted = [row for row in tables.rows("units") if not row["symbol"]]
        chinese = {row["id"]: spelled(row["spellings_zh"]) for row in counted}
        english = {row["id"]: spelled(row["spellings_en"]) for row in counted}
        patterns = {
            "zh": {unit: han_word(words) for unit, words in chinese.items() if words},
            "en": {unit: whole_word(*words) for unit, words in english.items() if words},
        }
        return cls(figure_reader(tables), patterns)

    def faults(self, row: Row, column: str) -> Iterator[CellFault]:
        """Yield code, column and text of a fault, and what the text should state."""
        text, quantity = row[column] or "", Quantity.of(row)
        if quantity is None:
            return
        lang = language_of_column(column, text)
        figures = [figure for figure in self.reader.figures(text, lang) if figure.numbers]
        same = [figure for figure in figures if quantity.is_stated_by(figure, text)]
        if not same and quantity.is_first_place and tells_first_place(text, lang):
            return
        if not same or not self._names_unit(quantity.unit, figures, text, lang):
            yield "figure-stated", column, text, str(quantity)
        elif not _has_qualifier(quantity, same, text, lang):
            yield "qualifier-stated", column, text, quantity.qualifier

    def _names_unit(self, unit: str, figures: list[Figure], text: str, lang: str) -> bool:
        """Return whether a text names a unit: behind a figure, or what is counted anywhere.

        >>> counted = {"zh": {"person": re.compile("人")}}
        >>> StatedFigures(FigureReader({}), counted)._names_unit("person", [], "3万名人员", "zh")
        True
        """
        if unit in self.reader.units[lang]:
            return any(figure.unit == unit for figure in figures)
        word = self.counted[lang].get(unit)
        return word is None or bool(word.search(text))


def _has_qualifier(quantity: Quantity, figures: list[Figure], text: str, lang: str) -> bool:
    """Return whether a text has the qualifier of a quantity at one of the figures that tell it.

    >>> nearly = Quantity(60.0, None, "percent", "nearly", has_high=True, keeps_sign=True)
    >>> _has_qualifier(nearly, list(FigureReader({}).figures("近60%", "zh")), "近60%", "zh")
    True
    """
    if quantity.qualifier == "largely":
        return tells_largely(text, lang)
    return quantity.qualifier in (None, *qualifiers(figures))


def judge_claims_stated(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of claims of which a text tells another figure."""
    stated = StatedFigures.of(tables)
    for row in tables.judged("claims"):
        for code, column, text, expected in _claim_faults(row, stated):
            yield Fault(code, "claims", row["id"], column, text, expected)


def _claim_faults(row: Row, stated: StatedFigures) -> Iterator[CellFault]:
    """Yield the faults of one claim: in its statements, its quotation and the Chinese wording.

    The wording is cut out of a sentence and may lack the qualifier, so only the figure counts.
    """
    for column in ("statement_zh", "statement_en"):
        yield from stated.faults(row, column)
    if not _may_lack_its_ordinal(row):
        yield from stated.faults(row, "quote")
    if _wording_has_figures(row, stated.reader):
        faults = stated.faults(row, "source_term_zh")
        yield from (fault for fault in faults if fault[0] == "figure-stated")


def _may_lack_its_ordinal(claim: Row) -> bool:
    """Return whether a claim has the ordinal 1, which its quotation may lack.

    It may stand once before several words: of "the first batch of universities, hospitals" each
    claim quotes its own.

    >>> _may_lack_its_ordinal({"unit_id": "ordinal", "value": 1})
    True
    """
    return bool(claim["unit_id"] == "ordinal" and claim["value"] == 1)


def _wording_has_figures(claim: Row, reader: FigureReader) -> bool:
    """Return whether the Chinese wording of a claim has figures that can be compared.

    A wording is cut out of a sentence: it may have none, or leave out the "first".

    >>> _wording_has_figures({"source_term_zh": "近六成", "unit_id": "percent"}, FigureReader({}))
    True
    """
    wording = claim["source_term_zh"]
    return bool(wording and claim["unit_id"] not in ORDER_UNITS and reader.figures(wording, "zh"))


def judge_findings_stated(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of evidence whose findings tell another figure."""
    stated = StatedFigures.of(tables)
    for row in tables.judged("evidence"):
        for name in ("finding_zh", "finding_en"):
            for code, column, text, expected in stated.faults(row, name):
                yield Fault(code, "evidence", row["id"], column, text, expected)


def judge_rankings(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each claim that is called a ranking and compares nothing."""
    for row in tables.judged("claims"):
        text = row["statement_en"] or ""
        if row["claim_type"] == "ranking" and not _compares(text):
            yield Fault("type-fits", "claims", row["id"], "claim_type", "ranking", text)


def _compares(english: str) -> bool:
    """Return whether an English text compares one thing with others.

    >>> _compares("Its air was better than that of others."), _compares("Forest cover grew.")
    (True, False)
    """
    return tells_first_place(english, "en") or bool(COMPARED.search(english))


STATED = ("figure-stated", "qualifier-stated")
JUDGES = (
    Judge("judge_claims_stated", STATED, frozenset({"claims", "units"}), judge_claims_stated),
    Judge("judge_findings_stated", STATED, frozenset({"evidence", "units"}), judge_findings_stated),
    Judge("judge_rankings", ("type-fits",), frozenset({"claims"}), judge_rankings),
)
