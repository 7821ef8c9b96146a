"""derivation, qualifier-stated: a value follows from its formula, that from what is printed."""

import re

import pytest

from clock import grows_in_proportion
from jjjdata.readings import FigureReader
from jjjdata.rules.texts.derivation import _printed_figures, _rounds_to, _uses_any
from jjjdata.rules.texts.formulas import evaluate


def sums(row):
    return re.search(r"^[\d. +]+$", row["derivation"] or "")


RAIL = "rail-length-jjj-2025-1"  # worked out from the row of 2020

CHANGES = [
    ("derivation", sums, "derivation", lambda row: row["derivation"] + " + 999999999999999"),
    ("derivation", sums, "value", lambda row: row["value"] * 2),
    ("derivation", sums, "derivation", "__import__('os')"),
    ("derivation", lambda row: row["derivation"], "printed", "123456789.1"),
    ("derivation", lambda row: row["id"] == RAIL, "derivation", "{rail-length-jjj-2020-1} + 711"),
    ("derivation", lambda row: row["id"] == RAIL, "derivation", "{rail-length-jjj-1920-1} + 710"),
    ("derivation", lambda row: row["id"] == RAIL, "derivation", f"{{{RAIL}}} + 0"),
    ("derivation", lambda row: row["basis"] == "as_printed", "basis", "derived"),
    ("derivation", lambda row: row["basis"] == "as_printed", "derivation", "1 + 2"),
    (
        "qualifier-stated",
        lambda row: row["derivation"] and row["qualifier"] == "equal",
        "qualifier",
        "more_than",
    ),
    (
        "qualifier-stated",
        lambda row: row["derivation"] and "/" in row["derivation"],
        "qualifier",
        "equal",
    ),
]


@pytest.mark.parametrize(("code", "fits", "column", "value"), CHANGES)
def test_a_changed_cell_is_found(bench, code, fits, column, value):
    assert code in bench.codes_after("observations", fits, column, value)


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "2 ** 99",
        "a + 1",
        "{a-1} + 1",
        "(",
        "1 / 0",
        "len('x')",
        "True + 1",
        "1j",
        "-" * 900 + "1",
        "\x00",
        "1e999 - 1e999 +",
    ],
)
def test_only_plain_arithmetic_has_a_result(formula):
    assert evaluate(formula, {})[0] is None


@pytest.mark.parametrize("formula", ["4 / 0", "4 + {empty}", "4 + {unknown}", "4 +"])
def test_what_has_no_result_has_no_operands(formula):
    assert evaluate(formula, {"empty": None}) == (None, [])


def test_spaces_around_a_formula_are_nothing():
    assert evaluate(" 1 + 2 ", {}) == (3.0, [1.0, 2.0])


@pytest.mark.parametrize("formula", ["4{five}", "{five}4", "{five}{five}", "{five}e3"])
def test_a_value_does_not_join_the_digits_beside_it(formula):
    assert evaluate(formula, {"five": 5.0})[0] is None


@pytest.mark.parametrize(
    ("result", "value", "is_rounded"),
    [
        (0.573, 0.573, True),
        (0.5734, 0.573, True),
        (0.60, 0.573, False),
        (2.546, 2.55, True),
        (2.50, 2.55, False),
        (57.6, 58, True),
        (57.4, 58, False),
        (9897, 9900, True),
        (9890, 9900, False),
        (2217.1, 22171000, True),
    ],
)
def test_a_value_is_the_result_rounded_as_it_is_written(result, value, is_rounded):
    assert _rounds_to(result, value) is is_rounded


def test_both_ends_of_a_printed_range_may_be_used():
    figures = _printed_figures("1-1.5", FigureReader({}))
    assert figures == {1.0, 1.5}
    assert _uses_any(figures, [1.5, 2.0])


def test_a_result_and_its_operands():
    assert evaluate("41 / (1 - 0.5)", {}) == (82.0, [41.0, 1.0, 0.5])
    assert evaluate("{a-1} - {b-2}", {"a-1": 5.0, "b-2": -2.0}) == (7.0, [5.0, 2.0])
    assert evaluate("9" * 400, {})[0] is None  # too large for a figure


def test_a_correction_of_another_row_is_noticed(bench):
    row = bench.row("observations", lambda row: row["id"] == "rail-length-jjj-2020-1")
    changed = {row["id"]: {"value": row["value"] + 100}}
    with bench.changed("observations", changed):
        derived = bench.row("observations", lambda row: row["id"] == RAIL)
        faults = bench.faults_after("observations", derived, "rank", "normal")
    assert ("derivation", "value") in {(fault.code, fault.column) for fault in faults}


def test_a_long_cell_of_figures_is_compared_in_time(bench):
    row = bench.row("observations", lambda row: row["derivation"])
    formula = " + ".join(["1.5"] * 80)

    def judge(items):
        with bench.changed("observations", {row["id"]: {"derivation": formula}}):
            assert bench.faults_after("observations", row, "printed", "37 items, " * items)

    assert grows_in_proportion(judge, 2000)
