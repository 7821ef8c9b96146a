"""Two neighboring figures that are one range, or that share a scale or a unit."""

import pytest
from figure_reader import READER

RANGES = [
    ("1—1.5小时", "zh", [(1, 1.5, "h")]),
    ("约5至6小时", "zh", [(5, 6, "h")]),
    ("5小时至6公里", "zh", [(5, None, "h"), (6, None, "km")]),
    ("1400万—1405万标准箱", "zh", [(14e6, 14.05e6, "teu")]),
    ("三至四家", "zh", [(3, None, ""), (4, None, "")]),
    ("14.00-14.05 million TEU", "en", [(14e6, 14.05e6, "teu")]),
    ("5 to 6 hours", "en", [(5, 6, "h")]),
    ("5 and 6 hours", "en", [(5, None, "h"), (6, None, "h")]),
    ("from 800,000 to 1.2 million", "en", [(8e5, 1.2e6, "")]),
    ("between 900,000 and 1.2 million", "en", [(9e5, None, ""), (1.2e6, None, "")]),
    ("5000至2万人", "zh", [(5000, 20000, "")]),
    ("5至8万人", "zh", [(50000, 80000, "")]),
    ("3000—4000万元", "zh", [(3e7, 4e7, "cny")]),
    ("22.18 against 14.05 million TEU", "en", [(22.18e6, None, "teu"), (14.05e6, None, "teu")]),
    ("more than 5 to 6 hours", "en", [(5, None, ""), (6, None, "h")]),
    ("5 to more than 6 hours", "en", [(5, None, ""), (6, None, "h")]),
    ("10% to 20%", "en", [(10, 20, "")]),
    ("2014 to 5 hours", "en", [("2014", None, ""), (5, None, "h")]),
    ("2014 and 2023", "en", [("2014", None, ""), ("2023", None, "")]),
]


@pytest.mark.parametrize(("text", "lang", "expected"), RANGES)
def test_neighbors_are_joined_or_not(text, lang, expected):
    figures = READER.figures(text, lang)
    assert [(figure.value, figure.high, figure.unit) for figure in figures] == expected


def test_two_figures_share_the_percent_behind_them():
    for words in ("percent", "percentage points"):
        kinds = [figure.kind for figure in READER.figures(f"5 and 6 {words}", "en")]
        assert len(kinds) == 2
        assert kinds[0] == kinds[1] != "number"
    assert READER.unmatched("5%和6%", "5 and 6 percent") == ([], [])
    assert [figure.kind for figure in READER.figures("5 and 6th", "en")] == ["number", "ordinal"]


def test_a_range_of_three_is_a_range_and_a_figure():
    figures = READER.figures("1—2—3小时", "zh")
    assert [(figure.value, figure.high) for figure in figures] == [(1, 2), (3, None)]
