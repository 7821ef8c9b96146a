"""Printed: what stands in the source reads back to the value that was made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...readings import NUMBER, Figure, FigureReader, parts, without_noise
from ..functions import figure as written
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .bare_numbers import has_words, is_complete, may_stand_for
from .columns import language_of
from .recorded import ORDER_UNITS, qualifiers, tells_first_place
from .shared import POWERS, figure_reader, lookup, near

RULES = (
    Rule(
        "printed-reads",
        "What is printed reads back to the value.",
        "原文所印的数字读回来就是数值。",
        "{value} does not read back to {expected}",
        "{value}读不出{expected}",
    ),
)

ROUNDED = re.compile(r"(?i)\b(?:rounded|rounding|about|approximat\w+)\b")
# The lower the class of water, the higher its number: below Class V is more than 5.
TURNED = {
    "less_than": "more_than",
    "more_than": "less_than",
    "at_most": "at_least",
    "at_least": "at_most",
}
PrintedFault = tuple[str, object]  # code, what was expected
Keys = set[tuple[str, float | str]]  # sort and value of parts of figures


def judge_evidence_printed(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of evidence whose printed words don't hold its figure.

    Evidence without a value prints at least one figure that its texts have.
    """
    reader = figure_reader(tables)
    statements = lookup(tables, "claims", "statement_zh")
    for row in tables.judged("evidence"):
        printed = row["printed"]
        if row["value"] is not None:
            for code, expected in printed_faults(row, reader):
                yield Fault(code, "evidence", row["id"], "printed", printed, expected)
        elif printed and not _shares_figure(row, statements.get(row["claim_id"]), reader):
            expected = row["finding_en"]
            yield Fault("printed-reads", "evidence", row["id"], "printed", printed, expected)


def judge_observations_printed(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of observations whose printed words don't hold their figure.

    What was derived from them is the matter of another judge.
    """
    reader = figure_reader(tables)
    for row in tables.judged("observations"):
        if row["basis"] != "derived" and not row["derivation"]:
            for code, expected in printed_faults(row, reader):
                yield Fault(code, "observations", row["id"], "printed", row["printed"], expected)
        if not _may_have_its_sign(row):
            value = row["value"]
            yield Fault("printed-reads", "observations", row["id"], "value", value, -value)


def _may_have_its_sign(observation: Row) -> bool:
    """Return whether a value is not negative, or may be.

    Only one in percent may be: it may be a change. Of all else there is none or more.

    >>> _may_have_its_sign({"value": -6.3, "unit_id": "percent"})
    True
    >>> _may_have_its_sign({"value": -22e6, "unit_id": "teu"})
    False
    """
    value = observation["value"]
    return value is None or value >= 0 or observation["unit_id"] == "percent"


def _shares_figure(row: Row, statement: str | None, reader: FigureReader) -> bool:
    """Return whether what is printed shares a figure with the texts, or has none at all.

    Small numbers in words count as none.

    >>> row = {"printed": "8.2", "finding_zh": "吞吐量为820万标准箱。", "finding_en": None}
    >>> _shares_figure(row, None, FigureReader({}))
    True
    """
    figures = reader.figures(row["printed"], language_of(row["printed"]))
    in_print = {part.key for part in parts(figures) if not part.figure.word}
    texts = ((row["finding_zh"], "zh"), (row["finding_en"], "en"), (statement, "zh"))
    in_texts = {
        part.key for text, lang in texts for part in parts(reader.figures(text or "", lang))
    }
    return not in_print or not _in_any_scale(in_print).isdisjoint(in_texts)


def _in_any_scale(keys: Keys) -> Keys:
    """Return some keys of parts, numbers also in larger scales: a table has its scale in the head.

    >>> ("", 8.2e6) in _in_any_scale({("", 8.2)}), ("%", 8.2e6) in _in_any_scale({("%", 8.2)})
    (True, False)
    """
    numbers = [value for sort, value in keys if sort == NUMBER and isinstance(value, float)]
    return keys | {(NUMBER, without_noise(n * power)) for n in numbers for power in POWERS}


def printed_faults(row: Row, reader: FigureReader) -> Iterator[PrintedFault]:
    """Yield code and expectation of each fault between the printed words of a row and its value."""
    printed, value = row["printed"] or "", abs(row["value"])
    figures = [figure for figure in reader.figures(printed, language_of(printed)) if figure.numbers]
    same = [f for f in figures if any(near(abs(number), value) for number in f.numbers)]
    if same:
        if not _goes_with_qualifier(same, row):
            yield "qualifier-stated", row["qualifier"]
    elif not _is_place_in_words(printed, row):
        yield from _bare_number_faults(printed, figures, row)


def _is_place_in_words(printed: str, row: Row) -> bool:
    """Return whether a first place is printed in words instead of a number.

    >>> _is_place_in_words("空气质量最好", {"unit_id": "rank"})
    True
    """
    return row["unit_id"] in ORDER_UNITS and any(
        tells_first_place(printed, lang) for lang in ("zh", "en")
    )


def _goes_with_qualifier(figures: list[Figure], row: Row) -> bool:
    """Return whether the recorded qualifier is printed, or need not be.

    It is compared with the figures that have the unit of the row or none; if there are no such
    figures, it need not be printed. Nor need it be at a figure without any qualifier, if the
    finding of the evidence can have it, or if a note says that the value was rounded.

    >>> row = {"unit_id": "teu", "qualifier": "nearly", "note_en": None}
    >>> for words in ("近2218万", "2218万", "近2218万公里"):
    ...     figures = FigureReader({"zh": {"km": ["公里"]}}).figures(words, "zh")
    ...     print(_goes_with_qualifier(list(figures), row))
    True
    False
    True
    """
    unit, recorded = row["unit_id"], row["qualifier"]
    printed = qualifiers(figure for figure in figures if figure.unit in ("", unit))
    if unit == "water-class":
        printed = {TURNED.get(qualifier, qualifier) for qualifier in printed}
    if recorded is None or not printed or recorded in printed:
        return True
    stands_without = "equal" in printed
    return stands_without and (_is_evidence(row) or _is_called_rounded(row))


def _is_evidence(row: Row) -> bool:
    """Return whether a row is evidence: what is printed is cut out, and its finding is whole.

    >>> _is_evidence({"finding_en": "More than 22 million TEU."})
    True
    """
    return "finding_en" in row


def _is_called_rounded(row: Row) -> bool:
    """Return whether a value of a series is "about" since its note says that it was rounded.

    >>> notes = "Rounded.", "Groundwater is left out."
    >>> [_is_called_rounded({"qualifier": "about", "note_en": note}) for note in notes]
    [True, False]
    """
    return row["qualifier"] == "about" and bool(ROUNDED.search(row["note_en"] or ""))


def _bare_number_faults(printed: str, figures: list[Figure], row: Row) -> Iterator[PrintedFault]:
    """Yield the faults of a number that is not the value as it stands.

    Its digits must be those of the value, in some scale. Digits alone have no qualifier, so that
    the value may have none but "equal". Words beside them may be a qualifier in another language.

    >>> row = {"value": 22.18e6, "qualifier": "about"}
    >>> list(_bare_number_faults("2218", [], row)), list(_bare_number_faults("2219", [], row))
    ([('qualifier-stated', 'about')], [('printed-reads', '22180000')])
    """
    if is_complete(printed, figures) or not may_stand_for(printed, abs(row["value"])):
        yield "printed-reads", written(row["value"])
        return
    has_qualifier = row["qualifier"] not in (None, "equal")
    if has_qualifier and not has_words(printed):
        yield "qualifier-stated", row["qualifier"]


JUDGES = (
    Judge(
        "judge_evidence_printed",
        ("printed-reads", "qualifier-stated"),
        frozenset({"evidence", "claims", "units"}),
        judge_evidence_printed,
    ),
    Judge(
        "judge_observations_printed",
        ("printed-reads", "qualifier-stated"),
        frozenset({"observations", "units"}),
        judge_observations_printed,
    ),
)
