"""Texts break where the language allows, and tables are aligned though Chinese is twice as wide."""

import pytest

from jjjdata.grids import CLOSING, OPENING, Grid, terminal_width, width, wrap

TEXT = (
    "用“编制”“会同”（即“牵头”）等说法检索，《规划》中没有“十四五”的内容（见“plan-14th”一条）。"
    "It says “nearly 60%” (read in a copy)."
)


@pytest.mark.parametrize("cells", range(8, 60))
def test_no_line_begins_or_ends_with_the_wrong_mark(cells):
    lines = wrap(TEXT, cells).split("\n")
    assert not any(
        line.endswith(tuple(OPENING)) or line.startswith(tuple(CLOSING)) for line in lines
    )
    assert "".join(lines).replace(" ", "") == TEXT.replace(" ", "")


@pytest.mark.parametrize("cells", [20, 40, 96])
def test_no_line_is_wider_than_asked_for(cells):
    for line in wrap(TEXT, cells, indent="  ").split("\n"):
        assert line.startswith("  ")
        assert width(line.rstrip(CLOSING)) <= cells


def test_a_long_word_stays_whole():
    address = "https://example.org/" + "x" * 100
    assert wrap(f"see {address} there", 20) == f"see\n{address}\nthere"


def test_an_empty_text_is_an_empty_line():
    assert wrap("", 20, indent="  ") == "  "


def test_width_counts_cells():
    assert width("ab") == 2
    assert width("京津冀") == 6
    assert width("e\u0301") == 1


def test_columns_are_aligned():
    grid = Grid([{"名称": "天津", "n": 1}, {"名称": "x", "n": None}])
    assert str(grid) == "名称  n\n----  -\n天津  1\nx"
    assert str(Grid()) == ""


def test_a_notebook_shows_a_table_with_everything_escaped():
    page = Grid([{"a<": "<script>", "b": None}])._repr_html_()
    assert page == (
        "<table><tr><th>a&lt;</th><th>b</th></tr><tr><td>&lt;script&gt;</td><td></td></tr></table>"
    )


@pytest.mark.parametrize(
    ("columns", "expected"), [("40", 40), ("200", 200), ("3", 20), ("0", 96), ("x", 96), (None, 96)]
)
@pytest.mark.usefixtures("capfd")
def test_the_width_is_that_of_the_terminal_if_there_is_one(monkeypatch, columns, expected):
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == expected
