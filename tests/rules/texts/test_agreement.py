"""figures-agree: no figure, date, unit or qualifier stands in one language only."""

import pytest

from jjjdata.rules.texts.shared import figure_reader

PORT = "The container throughput of Tianjin Port exceeded {} TEU in 2023."


def port(row):
    return row["id"] == "port-containers-2023"


@pytest.mark.parametrize(
    ("table", "fits", "column", "value"),
    [
        ("claims", port, "statement_en", PORT.format("23 million")),
        ("checks", lambda row: row["note_en"], "note_en", "It makes 17.3 tonnes."),
        ("indicators", lambda row: row["id"] == "pm25-mean", "name_en", "Mean of 3 years"),
        ("codes", lambda row: row["definition_en"], "definition_en", "It makes 17.3 tonnes."),
        ("terms", lambda row: row["note_en"], "note_en", "It makes 17.3 tonnes."),
    ],
)
def test_a_figure_of_one_language_is_found(bench, table, fits, column, value):
    assert "figures-agree" in bench.codes_after(table, fits, column, value)


def test_the_fault_tells_the_figures_and_not_the_texts(bench):
    faults = bench.faults_after(
        "claims", bench.row("claims", port), "statement_en", PORT.format("23 million")
    )
    (fault,) = [fault for fault in faults if fault.code == "figures-agree"]
    assert (fault.column, fault.value, fault.expected) == (
        "statement_zh",
        "突破2200万标准箱",
        "exceeded 23 million TEU",
    )


def test_a_long_list_of_figures_is_cut(bench):
    many = " ".join(f"{number} items." for number in range(3001, 3100, 2))
    row = bench.row("claims", port)
    faults = bench.faults_after("claims", row, "rationale_en", many)
    (fault,) = [fault for fault in faults if fault.code == "figures-agree"]
    assert fault.expected.endswith(", …")
    assert len(fault.expected) < 200


def test_figures_quoted_in_a_note_on_a_term_are_free(bench):
    row = bench.row("terms", lambda row: row["note_en"])
    with bench.changed("terms", {row["id"]: {"note_zh": "译文是“four teams”。"}}):
        faults = bench.faults_after("terms", row, "note_en", "The machine has 'four teams' here.")
    assert "figures-agree" not in {fault.code for fault in faults}


def test_a_place_named_by_a_number_counts_nothing(bench):
    """三河 is Sanhe; but the three counties are three in both languages."""
    reader = figure_reader(bench.tables())
    assert reader.unmatched("河北三河。", "Sanhe, Hebei.", strict=True) == ([], [])
    assert reader.unmatched("北三县。", "Sanhe, Hebei.", strict=True) == (["三"], [])
