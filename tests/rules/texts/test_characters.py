"""typography: no character is invisible, full-width or looks like another, in any column."""

import re

import pytest

from jjjdata.rules.texts.characters import CHARACTERS, NEIGHBORS, misleading

KINDS = {kind: f"[{characters}]" for kind, characters in CHARACTERS.items()} | NEIGHBORS


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_an_example_that_it_alone_finds(kind):
    example = kind.partition(": ")[2]
    assert [name for name, pattern in KINDS.items() if re.search(pattern, example)] == [kind]
    assert len(list(misleading(example))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "（一）：“港”，；！？～《》、…—·",
        "38μg/m³, 38µg",
        "Ⅲ类、二〇二三",
        "Báiyángdiàn, Snøhetta, -6.3, −6.3, 6.09‰",
        "「北京藍」",
        "マイクログラム",
    ],
)
def test_what_is_as_it_should_be_passes(text):
    assert list(misleading(text)) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("claims", "quote"),
        ("evidence", "quote"),
        ("evidence", "printed"),
        ("observations", "quote"),
        ("searches", "query"),
        ("places", "pinyin"),
    ],
)
def test_columns_without_a_language_are_looked_at(bench, table, column):
    row = bench.row(table, lambda row: row[column])
    faults = bench.faults_after(table, row, column, row[column] + "\ufeff")
    assert ("typography", column) in {(fault.code, fault.column) for fault in faults}
