"""Dates in texts and in periods: which may be the same."""

import pytest

from jjjdata.readings import FigureReader
from jjjdata.rules.texts.dates import dates, fits, is_part_of, plan_years


@pytest.mark.parametrize(
    ("day", "end", "may_be_same"),
    [
        ("2024", "2024-02-27", True),
        ("2024-02-27", "2024", True),
        ("2024-02", "2024-03-27", False),
        ("2023", "2024", False),
        ("--02-27", "2024-02-27", True),
        ("--02", "2024-02-27", True),
        ("--02-27", "2024", True),
        ("--03", "2024-02-27", False),
        ("---27", "2024-02-27", True),
        ("---28", "2024-02-27", False),
    ],
)
def test_a_date_may_be_the_end_of_a_period(day, end, may_be_same):
    assert fits(day, end) is may_be_same


@pytest.mark.parametrize(
    ("part", "day", "is_part"),
    [
        ("2024", "2024-02-27", True),
        ("--02-27", "2024-02-27", True),
        ("---27", "2024-02-27", True),
        ("2024-02-27", "2024-02-27", True),
        ("2024-02-27", "2024-02", False),
        ("2024-02-27", "--02-27", False),
        ("--03", "2024-02-27", False),
    ],
)
def test_a_date_may_be_part_of_another(part, day, is_part):
    assert is_part_of(part, day) is is_part


@pytest.mark.parametrize(
    ("text", "lang", "days"),
    [
        ("“十四五”规划", "zh", ["2021", "2025"]),
        ("the 12th Five-Year Plan", "en", ["2011", "2015"]),
        ("the 3rd Five-Year Plan", "en", ["1966", "1970"]),
        ("the 1st Five-Year Plan", "en", []),  # not in turn with the others
        ("2014—2023年，2月27日", "zh", ["2014", "2023", "--02-27"]),
    ],
)
def test_dates_of_a_text(text, lang, days):
    reader = FigureReader({})
    assert dates(reader, text, lang) == days
    is_plan = "plan" in {figure.kind for figure in reader.figures(text, lang)}
    assert plan_years(reader, text, lang) == (days if is_plan else [])
