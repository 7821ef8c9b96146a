"""Stated: value, qualifier and unit of claims and evidence stand in the texts that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...readings import Figure, FigureReader, spelled
from ..functions import figure as written
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .gazetteer import any_of, whole_word
from .shared import FIRST_PLACE, figure_reader, language_of_column, near

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

# The kinds of figures in which a text tells a value of a unit; of all others it is a number.
READ_AS = {
    "percent": ("percent", "point"),
    "rank": ("ordinal",),
    "ordinal": ("ordinal", "plan"),
    "water-class": ("class",),
}
PLACES = ("rank", "ordinal")
FALL = re.compile("降|减|少|低|(?i:fall|fell|drop|decreas|lower|less|cut|down|declin|reduc)")
# It stands at the verb and not at the figure.
LARGELY = {"zh": re.compile("基本"), "en": re.compile(r"(?i)\b(?:largely|basically)\b")}
Faulty = tuple[str, str, str, str | None]  # code, column, text, what it should state
COMPARED = re.compile(r"\b(?:below|above|than|more|less|higher|lower)\b")


@dataclass(frozen=True)
class Quantity:
    """What a row records of its figure.

    ``has_high`` is true in a table that records the upper end of a range; where there is none,
    either end of a range in the text will do. ``keeps_sign`` is true where the figure is recorded
    as it was said; elsewhere a fall is a negative change, which texts may tell without the sign.
    """

    value: float
    high: float | None
    unit: str
    qualifier: str | None
    has_high: bool
    keeps_sign: bool

    @classmethod
    def of(cls, row: Row) -> Quantity | None:
        """Return the quantity of a claim or a piece of evidence, if it has one."""
        if row["value"] is None:
            return None
        return cls(
            row["value"],
            row.get("value_high"),
            row["unit_id"] or "",
            row["qualifier"],
            has_high="value_high" in row,
            keeps_sign="claim_type" in row,
        )

    def told_by(self, figure: Figure, text: str) -> bool:
        """Return whether a figure of a text is that of the row."""
        if figure.kind not in READ_AS.get(self.unit, ("number",)):
            return False
        if figure.unit not in ("", self.unit):
            return False
        if self.has_high and not self._has_high_of(figure):
            return False
        values = [self.value]
        if self.value < 0 and not self.keeps_sign and FALL.search(text):
            values.append(-self.value)
        ends = figure.numbers[:1] if self.has_high else figure.numbers
        return any(near(end, value) for end in ends for value in values)

    def _has_high_of(self, figure: Figure) -> bool:
        high = figure.numbers[1:]
        return not high if self.high is None else bool(high) and near(high[0], self.high)

    def __str__(self) -> str:
        high = "" if self.high is None else f" / {written(self.high)}"
        return f"{written(self.value)}{high} {self.unit}".rstrip()


@dataclass(frozen=True)
class Statements:
    """Judges what texts state; ``counted`` has the words for what is counted and has no symbol."""

    reader: FigureReader
    counted: Mapping[str, Mapping[str, re.Pattern[str]]]

    @classmethod
    def of(cls, tables: Tables) -> Statements:
        """Return the judge that knows the units of the tables."""
        units = [row for row in tables.rows("units") if not row["symbol"]]
        chinese = {
            row["id"]: any_of(spelled(row["spellings_zh"])) for row in units if row["spellings_zh"]
        }
        english = {
            row["id"]: whole_word(*spelled(row["spellings_en"]))
            for row in units
            if row["spellings_en"]
        }
        return cls(figure_reader(tables), {"zh": chinese, "en": english})

    def faults(self, row: Row, column: str) -> Iterator[Faulty]:
        """Yield code, column and text of a fault, and what the text should state."""
        text, quantity = row[column] or "", Quantity.of(row)
        if quantity is None:
            return
        lang = language_of_column(column, text)
        figures = [figure for figure in self.reader.figures(text, lang) if figure.numbers]
        same = [figure for figure in figures if quantity.told_by(figure, text)]
        if (
            not same
            and quantity.unit in PLACES
            and quantity.value == 1
            and FIRST_PLACE[lang].search(text)
        ):
            return
        if not same or not self._names_unit(quantity.unit, figures, text, lang):
            yield "figure-stated", column, text, str(quantity)
        elif quantity.qualifier == "largely":
            if not LARGELY[lang].search(text):
                yield "qualifier-stated", column, text, quantity.qualifier
        elif quantity.qualifier not in (None, *qualifiers(same)):
            yield "qualifier-stated", column, text, quantity.qualifier

    def _names_unit(self, unit: str, figures: list[Figure], text: str, lang: str) -> bool:
        """Return whether a text names a unit: behind a figure, or what is counted anywhere."""
        if unit in self.reader.units[lang]:
            return any(figure.unit == unit for figure in figures)
        word = self.counted[lang].get(unit)
        return word is None or bool(word.search(text))


def qualifiers(figures: list[Figure]) -> set[str]:
    """Return the qualifiers that some figures have in their text; two ends make a range."""
    ranges = {"range"} if any(figure.high is not None for figure in figures) else set()
    return {figure.qualifier for figure in figures} | ranges


def judge_claims(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of claims of which a text tells another figure."""
    statements = Statements.of(tables)
    for row in tables.judged("claims"):
        for code, column, text, expected in _claim_faults(row, statements):
            yield Fault(code, "claims", row["id"], column, text, expected)


def _claim_faults(row: Row, statements: Statements) -> Iterator[Faulty]:
    for column in ("statement_zh", "statement_en"):
        yield from statements.faults(row, column)
    # Of "the first batch of universities, hospitals" each claim quotes its own word: the ordinal
    # stands before it once.
    if not (row["unit_id"] == "ordinal" and row["value"] == 1):
        yield from statements.faults(row, "quote")
    wording = row["source_term_zh"]
    if wording and row["unit_id"] not in PLACES and statements.reader.figures(wording, "zh"):
        faults = statements.faults(row, "source_term_zh")
        yield from (fault for fault in faults if fault[0] == "figure-stated")


def judge_findings(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of evidence whose findings tell another figure."""
    statements = Statements.of(tables)
    for row in tables.judged("evidence"):
        for name in ("finding_zh", "finding_en"):
            for code, column, text, expected in statements.faults(row, name):
                yield Fault(code, "evidence", row["id"], column, text, expected)


def judge_rankings(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each claim that is called a ranking and compares nothing."""
    for row in tables.judged("claims"):
        text = row["statement_en"] or ""
        if row["claim_type"] == "ranking" and not (
            FIRST_PLACE["en"].search(text) or COMPARED.search(text)
        ):
            yield Fault("type-fits", "claims", row["id"], "claim_type", "ranking", text)


STATED = ("figure-stated", "qualifier-stated")
JUDGES = (
    Judge("judge_claims_stated", STATED, frozenset({"claims", "units"}), judge_claims),
    Judge("judge_findings_stated", STATED, frozenset({"evidence", "units"}), judge_findings),
    Judge("judge_rankings", ("type-fits",), frozenset({"claims"}), judge_rankings),
)
