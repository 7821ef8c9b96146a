"""Printed: what stands in the source reads back to the value that was made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...readings import Figure, FigureReader, parts
from ..functions import figure as written
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .shared import FIRST_PLACE, POWERS, figure_reader, language_of, lookup, near
from .stated import PLACES, qualifiers

RULES = (
    Rule(
        "printed-reads",
        "What is printed reads back to the value.",
        "原文所印的数字读回来就是数值。",
        "{value} does not read back to {expected}",
        "{value}读不出{expected}",
    ),
)

# Words of a figure that is told in full, and leaves no scale to guess.
FULL = re.compile(r"\d\s?[\u4e00-\u9fff]|(?i:thousand|million|billion|trillion)\b")
# Words for a million or a billion that the reader of English does not know.
SCALED = re.compile(r"(?i)mil|mio|mrd|\d ?(m|bn)\b")
WORD = re.compile(r"[^\W\d]{4,}")
BARE_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")
ROUNDED = re.compile(r"(?i)round|about|approximat")
# The lower the class of water, the higher its number: below Class V is 6 or more.
TURNED = {
    "less_than": "at_least",
    "at_most": "at_least",
    "more_than": "at_most",
    "at_least": "at_most",
}
Faulty = tuple[str, object]  # code, what was expected


def judge_evidence(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of evidence whose printed words don't hold its figure.

    Evidence without a value prints at least one figure that its texts have.
    """
    reader = figure_reader(tables)
    statements = lookup(tables, "claims", "statement_zh")
    for row in tables.judged("evidence"):
        if row["value"] is not None:
            for code, expected in printed_faults(row, reader):
                yield Fault(code, "evidence", row["id"], "printed", row["printed"], expected)
        elif row["printed"] and not _shares_figure(row, statements.get(row["claim_id"]), reader):
            yield Fault(
                "printed-reads", "evidence", row["id"], "printed", row["printed"], row["finding_en"]
            )


def judge_observations(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of observations whose printed words don't hold their figure.

    What was derived from them is the matter of another judge.
    """
    reader = figure_reader(tables)
    for row in tables.judged("observations"):
        if row["basis"] != "derived" and not row["derivation"]:
            for code, expected in printed_faults(row, reader):
                yield Fault(code, "observations", row["id"], "printed", row["printed"], expected)
        # Only a change can fall below nothing.
        if row["value"] is not None and row["value"] < 0 and row["unit_id"] != "percent":
            yield Fault(
                "printed-reads", "observations", row["id"], "value", row["value"], -row["value"]
            )


def _shares_figure(row: Row, statement: str | None, reader: FigureReader) -> bool:
    """Return whether what is printed shares a figure with the texts, or has none at all."""
    printed = reader.figures(row["printed"], language_of(row["printed"]))
    shown = {part.key for part in parts(printed) if not part.figure.word}
    # A number cut from a table lacks its scale.
    bare = [value for sort, value in shown if sort == "" and isinstance(value, float)]
    shown |= {("", value * power) for value in bare for power in POWERS}
    texts = ((row["finding_zh"], "zh"), (row["finding_en"], "en"), (statement, "zh"))
    told = {part.key for text, lang in texts for part in parts(reader.figures(text or "", lang))}
    return not shown or not shown.isdisjoint(told)


def printed_faults(row: Row, reader: FigureReader) -> Iterator[Faulty]:
    """Yield code and expectation of each fault between the printed words of a row and its value.

    A bare number of a table may lack its scale, but not a digit.
    """
    printed, value = row["printed"] or "", abs(row["value"])
    figures = [figure for figure in reader.figures(printed, language_of(printed)) if figure.numbers]
    same = [f for f in figures if any(near(abs(number), value) for number in f.numbers)]
    if same:
        if not _goes_with_qualifier(same, row):
            yield "qualifier-stated", row["qualifier"]
    elif not (
        row["unit_id"] in PLACES and any(word.search(printed) for word in FIRST_PLACE.values())
    ):
        yield from _bare_number_faults(printed, figures, row)


def _goes_with_qualifier(figures: list[Figure], row: Row) -> bool:
    """Return whether the recorded qualifier is one that the printed figures have, or may lack."""
    unit, recorded = row["unit_id"], row["qualifier"]
    told = qualifiers([figure for figure in figures if figure.unit in ("", unit)])
    if unit == "water-class":
        told = {TURNED.get(qualifier, qualifier) for qualifier in told}
    if not told or recorded in (None, *told):
        return True
    # What is cut out for evidence may lack the qualifier, which the finding tells; a series has no
    # other text than the note.
    explained = "finding_en" in row or (
        recorded == "about" and ROUNDED.search(row["note_en"] or "")
    )
    return "equal" in told and bool(explained)


def _bare_number_faults(printed: str, figures: list[Figure], row: Row) -> Iterator[Faulty]:
    """Yield the faults of a number without scale, cut from a table or from another language."""
    has_words = WORD.search(printed)
    in_full = (
        any(figure.unit or figure.kind != "number" for figure in figures)
        or FULL.search(printed)
        or (has_words and not SCALED.search(printed))
    )
    value = abs(row["value"])
    scaled = any(
        near(number * power, value) for number in _bare_numbers(printed) for power in POWERS
    )
    if in_full or not scaled:
        yield "printed-reads", written(row["value"])
    elif row["qualifier"] not in (None, "equal") and not has_words:
        yield "qualifier-stated", row["qualifier"]  # a bare number says no more than its digits


def _bare_numbers(printed: str) -> set[float]:
    """Return the numbers that the digits may be, with either decimal mark."""
    raw = {re.sub(r"\s", "", number) for number in BARE_NUMBER.findall(printed)}
    spelled = {text.replace(",", "") for text in raw}
    spelled |= {text.replace(".", "").replace(",", ".") for text in raw}
    return {float(text) for text in spelled if re.fullmatch(r"\d+(\.\d+)?", text)}


JUDGES = (
    Judge(
        "judge_evidence_printed",
        ("printed-reads", "qualifier-stated"),
        frozenset({"evidence", "claims", "units"}),
        judge_evidence,
    ),
    Judge(
        "judge_observations_printed",
        ("printed-reads", "qualifier-stated"),
        frozenset({"observations", "units"}),
        judge_observations,
    ),
)
