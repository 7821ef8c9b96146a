"""text-borne: what is printed of a claim tells no figure that its statement or evidence lacks."""

import pytest

from jjjdata.readings import FigureReader
from jjjdata.rules.texts.borne import _key, _stands

CHANGES = [
    ("summary_en", lambda row: row["summary_en"].replace("22.18", "22.81")),
    ("summary_zh", lambda row: row["summary_zh"].replace("2218", "2281")),
    ("safe_en", lambda row: row["safe_en"].replace("2023", "2022")),
    ("safe_zh", lambda row: row["safe_zh"].replace("2023", "2022")),
    ("safe_zh", lambda row: row["safe_zh"][:-1] + "，增长77%。"),
]


def is_port(row):
    return row["id"] == "port-containers-2023"


@pytest.mark.parametrize(("column", "value"), CHANGES)
def test_a_figure_of_its_own_is_found(bench, column, value):
    assert "text-borne" in bench.codes_after("claims", is_port, column, value)


@pytest.mark.parametrize(
    ("text", "known", "stands"),
    [
        ("2023", "2023-11-05", True),
        ("November 2023", "2023-11-05", True),
        ("5 November", "2023-11-05", True),
        ("27 February", "2024-02-27", True),
        ("27 March", "2024-02-27", False),
        ("5 November 2023", "2023", False),
        ("5 November 2023", "--11-05", False),
    ],
)
def test_a_date_is_known_as_far_as_it_goes(text, known, stands):
    (figure,) = FigureReader({}).figures(text, "en")
    assert _stands(figure, {(known, None, "date", "")}) is stands


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("8.2 million TEU", "8,200,000 TEU", "en"),
        ("2.3亿人", "23000万人", "zh"),
        ("1.1亿—2.3亿人", "11000万—23000万人", "zh"),
    ],
)
def test_a_figure_is_known_in_any_scale(text, other, lang):
    reader = FigureReader({"en": {"teu": ["TEU"]}})
    (figure,), (known,) = reader.figures(text, lang), reader.figures(other, lang)
    assert figure.value != known.value or figure.high != known.high
    assert _stands(figure, {_key(known)})


def test_the_day_of_the_press_conference_may_be_told(bench):
    row = bench.row("claims", is_port)
    for day, is_at_fault in (("February 27, 2024", False), ("February 26, 2024", True)):
        faults = bench.faults_after("claims", row, "safe_en", f"He said it on {day}.")
        assert ("text-borne" in {fault.code for fault in faults}) is is_at_fault


def test_what_the_evidence_has_may_be_told(bench):
    row = bench.row("claims", is_port)
    for text in ("It grew 5.5%.", "In 2023 it was 22.18 million TEU.", "Nobody counted it."):
        faults = bench.faults_after("claims", row, "summary_en", text)
        assert "text-borne" not in {fault.code for fault in faults}
