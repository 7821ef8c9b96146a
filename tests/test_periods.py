"""Periods: what they name, and how much time lies between their ends."""

import pytest

from jjjdata.periods import elapsed, first_and_last, years


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2014", ["2014"]),
        ("2014/2016", ["2014", "2015", "2016"]),
        ("2014-05/2015-02", ["2014", "2015"]),
    ],
)
def test_the_years_of_a_period(period, expected):
    assert years(period) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2014-02-26", "2024-02-26", 10),
        ("2014-02-26", "2024-02-25", 9),
        ("2014-02-26", "2024-02-27", 10),
        ("2014", "2024", 10),
        ("2014-03", "2024-02", 9),
    ],
)
def test_whole_years_elapse(start, end, expected):
    assert elapsed(start, end) == expected


@pytest.mark.parametrize("period", ["2014/..", "../2014", "2014"])
def test_an_open_side_is_the_same_as_the_other(period):
    assert first_and_last(period) == ("2014", "2014")
