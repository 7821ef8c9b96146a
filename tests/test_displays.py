"""Figures and dates for people keep every digit, in either language."""

import re
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjjdata.displays import shown, when
from jjjdata.errors import MissingExtraError, UnknownNameError

SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
}
FIGURES = [
    (22000000, "teu", "22 million TEU", "2200万标准箱"),
    (22180000, "teu", "22.18 million TEU", "2218万标准箱"),
    (22184321, "teu", "22,184,321 TEU", "2218.4321万标准箱"),
    (280000000000, "cny", "280 billion yuan", "2800亿元"),
    (10.4e12, "cny", "10.4 trillion yuan", "10.4万亿元"),
    (999999999, "cny", "999,999,999 yuan", "999,999,999元"),
    (30000, "person", "30,000 people", "3万人"),
    (1, "person", "1 person", "1人"),
    (4, "1", "4", "4个"),
    (58, "percent", "58%", "58%"),
    (-7.19, "percent", "-7.19%", "-7.19%"),
    (32.9, "ug-m3", "32.9 μg/m³", "32.9微克每立方米"),
    (1.5, "h", "1.5 hours", "1.5小时"),
    (1, "a", "1 year", "1年"),
    (1966, "km2", "1,966 km²", "1,966平方千米"),
    (0, None, "0", "0"),
    (0.0001, None, "0.0001", "0.0001"),
]
PERIODS = [
    ("2023", "2023", "2023年"),
    ("2015-06", "June 2015", "2015年6月"),
    ("2024-02-27", "February 27, 2024", "2024年2月27日"),
    ("2014/2023", "2014–2023", "2014–2023年"),
    ("2014-02/2024-02", "February 2014–February 2024", "2014年2月至2024年2月"),
    ("2014/2024-02-27", "2014–February 27, 2024", "2014年至2024年2月27日"),
]


@pytest.mark.parametrize(("value", "unit", "en", "zh"), FIGURES)
def test_figures(value, unit, en, zh):
    assert shown(value, unit, "en") == en
    assert shown(value, unit, "zh") == zh


@pytest.mark.parametrize(("period", "en", "zh"), PERIODS)
def test_dates(period, en, zh):
    assert re.sub(r"\s*–\s*", "–", when(period, "en")) == en
    assert when(period, "zh") == zh


def back(text):
    number, scale = re.fullmatch(r"(-?[0-9.,]+) ?(\D*)", text).groups()
    return Decimal(number.replace(",", "")) * SCALES.get(scale, 1)


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(
    value=st.one_of(
        st.decimals(-(10**14), 10**14, places=4),
        st.integers(-(10**15), 10**15),
        st.builds(lambda m, e: m * 10**e, st.integers(-9999, 9999), st.integers(0, 12)),
    )
)
def test_no_digit_is_lost(lang, value):
    assert back(shown(value, None, lang)) == Decimal(value)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_figure_and_date_of_the_data_reads_back(data, lang):
    for table in ("claims", "observations", "evidence"):
        for row in data[table]:
            if row["value"] is not None:
                assert back(shown(row["value"], None, lang)) == Decimal(str(row["value"]))
                assert shown(row["value"], row["unit_id"], lang)
            if row["period"]:
                told = when(row["period"], lang)
                assert set(re.findall(r"\d{4}", row["period"])) == set(re.findall(r"\d{4}", told))


def test_wrong_names():
    with pytest.raises(UnknownNameError, match="nearest is 'teu'"):
        shown(1, "tue", "en")
    for lang in ("cn", None):
        with pytest.raises(UnknownNameError):
            shown(1, None, lang)


def test_without_babel_a_missing_extra_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "babel"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'jjjdata\[display\]'"):
        shown(1, None, "en")


def test_the_factsheet_tells_the_figure_in_both_languages(data):
    row = next(row for row in data["factsheet"] if row["id"] == "port-containers-2023")
    assert (row["figure_en"], row["figure_zh"]) == ("more than 22 million TEU", "超过2200万标准箱")
