"""The English patterns: what is read of each way to write a figure."""

import re

import pytest
from figure_reader import READER, figures_of

from jjjdata.readings.en import SAME

NOTHING = None
# Text, and what is read: value, high, qualifier, kind, unit.
FORMS = [
    ("22 million TEU", (22e6, None, "equal", "number", "teu")),
    ("19000 TEUs", (19e3, None, "equal", "number", "teu")),  # no year
    ("22,000,000 TEUs", (22e6, None, "equal", "number", "teu")),
    ("exceeded 280 billion yuan", (280e9, None, "more_than", "number", "cny")),
    ("exceeds one trillion yuan", (1e12, None, "more_than", "number", "cny")),
    ("nearly 60%", (60, None, "nearly", "percent", "")),
    ("58 percent", (58, None, "equal", "percent", "")),
    ("5.7 percentage points", (5.7, None, "equal", "point", "")),
    ("1 to 1.5 hours", (1, 1.5, "equal", "number", "h")),
    ("1- to 1.5-hour", (1, 1.5, "equal", "number", "h")),
    ("14.00-14.05 million TEU", (14e6, 14.05e6, "equal", "number", "teu")),
    ("Class III", (3, None, "equal", "class", "")),
    ("Category III", (3, None, "equal", "class", "")),
    ("worse than Class V", (6, None, "equal", "class", "")),
    ("February 2023", ("2023-02", None, "equal", "date", "")),
    ("February 27, 2024", ("2024-02-27", None, "equal", "date", "")),
    ("27 February 2024", ("2024-02-27", None, "equal", "date", "")),
    ("Feb. 27", ("--02-27", None, "equal", "date", "")),
    ("2014-2023", ("2014", "2023", "equal", "date", "")),
    ("January to November 2023", ("--01", "2023-11", "equal", "date", "")),
    ("more than 9,900", (9900, None, "more_than", "number", "")),
    ("over 70 departments", (70, None, "more_than", "number", "")),
    ("over 10 years", (10, None, "equal", "number", "a")),
    ("about 12,000 people", (12000, None, "about", "number", "")),
    ("at least 95%", (95, None, "at_least", "percent", "")),
    ("fewer than 70", (70, None, "less_than", "number", "")),
    ("not more than 70", (70, None, "at_most", "number", "")),
    ("first", (1, None, "equal", "ordinal", "")),
    ("No. 1", (1, None, "equal", "ordinal", "")),
    ("38µg", (38, None, "equal", "number", "ug-m3")),
    ("10 years", (10, None, "equal", "number", "a")),
    ("four leading bodies", (4, None, "equal", "number", "")),
    ("twenty-three", (23, None, "equal", "number", "")),
    ("13th Five-Year Plan", (13, None, "equal", "plan", "")),
    ("is -6.3", (-6.3, None, "equal", "number", "")),
    ("2+26 cities", ("2+26", None, "equal", "name", "")),
    ("PM2.5", NOTHING),
    ("www.163.com", NOTHING),
    ("one of them", NOTHING),
    ("it may fall", NOTHING),
    ("2010s", ("2010", None, "equal", "date", "")),
    ("in May 2023", ("2023-05", None, "equal", "date", "")),
    ("one hundred and five", (105, None, "equal", "number", "")),
    ("one hundred million yuan", (1e8, None, "equal", "number", "cny")),
    ("more than a million TEU", (1e6, None, "more_than", "number", "teu")),
    ("a hundred firms", (100, None, "equal", "number", "")),
    ("two dozen", (24, None, "equal", "number", "")),
    ("two decades", (20, None, "equal", "number", "")),
    ("165th", (165, None, "equal", "ordinal", "")),
    ("70 or more", (70, None, "at_least", "number", "")),
    ("70 or more than that", (70, None, "equal", "number", "")),
    ("hundreds of firms", NOTHING),
    ("one third", NOTHING),
    ("first, it fell", NOTHING),
    ("at or even below Grade V", (5, None, "at_most", "class", "")),
    ("PM7.5", (7.5, None, "equal", "number", "")),
    ("February 02, 2024", ("2024-02-02", None, "equal", "date", "")),
    ("at or above 60%", (60, None, "at_least", "percent", "")),
    ("Classes I to III", (1, 3, "equal", "class", "")),
    ("classes I–III", (1, 3, "equal", "class", "")),
    ("the top 10 ports", (10, None, "equal", "number", "")),
    ("the above 3 measures", (3, None, "equal", "number", "")),
    ("exports top 21 million TEU", (21e6, None, "more_than", "number", "teu")),
    ("topped 500", (500, None, "more_than", "number", "")),
    ("half a million", (5e5, None, "equal", "number", "")),
    ("half a dozen", (6, None, "equal", "number", "")),
    ("five to six percent", (5, 6, "equal", "percent", "")),
    ("around 5 May 2023", ("2023-05-05", None, "equal", "date", "")),
    ("more than one third", NOTHING),
    ("2010 beds", (2010, None, "equal", "number", "")),
    ("about 2000 beds", (2000, None, "about", "number", "")),
    ("more than 2000 firms", (2000, None, "more_than", "number", "")),
    ("in 2022 firms left", ("2022", None, "equal", "date", "")),
    ("about 2010", ("2010", None, "equal", "date", "")),
    ("\u017fix firms", (6, None, "equal", "number", "")),
    ("f\u0130rst", (1, None, "equal", "ordinal", "")),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_each_form_is_read(text, expected):
    assert figures_of(text, "en") == ([] if expected is NOTHING else [expected])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Classes III and IV", [3, 4]),
        ("Classes IV and III", [4, 3]),
        ("Categories I, II and III", [1, 2, 3]),
        ("Class III and 5 firms", [3, 5]),
        ("Classes I to III, 50 of them", [1, 50]),
        ("Phases II and III", []),
    ],
)
def test_one_mark_stands_before_several_classes(text, values):
    assert [figure.value for figure in READER.figures(text, "en")] == values


def test_a_number_behind_classes_is_none():
    kinds = [figure.kind for figure in READER.figures("Classes I to III, 50 of them", "en")]
    assert kinds == ["class", "number"]


def test_what_a_pattern_takes_for_a_letter_is_one():
    taken = [char for char in map(chr, range(0x10000)) if re.match("[a-z]", char, re.IGNORECASE)]
    assert all(char.translate(SAME).isascii() for char in taken)


def test_a_number_behind_may_is_no_day():
    assert [figure.value for figure in READER.figures("In May 50 firms moved", "en")] == [
        "--05",
        50,
    ]


def test_each_pattern_matches_its_example():
    grammar = READER.grammars["en"]
    for piece in (*grammar.wholes, *grammar.marks, *grammar.numerals, *grammar.endings):
        assert piece.pattern.search(piece.example), piece.example


def test_a_figure_may_begin_where_an_example_begins():
    grammar = READER.grammars["en"]
    for piece in (*grammar.wholes, *grammar.marks, *grammar.numerals):
        if not (getattr(piece, "bare", False) or getattr(piece, "marked", False)):
            assert grammar.starter.search(piece.example.lower()), piece.example


def test_every_character_is_looked_at_where_it_stands():
    """Where figures may begin is looked for in small letters: these may be no longer text."""
    same = READER.grammars["en"].same
    longer = [sign for sign in map(chr, range(0x110000)) if len(sign.translate(same).lower()) > 1]
    assert longer == []
