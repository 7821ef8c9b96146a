"""The reader of figures: what it makes of each form in either language, and at what cost."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjjdata.package import Package
from jjjdata.readings import FigureReader, Part, han_number, parts, spelled
from jjjdata.tables import read_rows

ROOT = Path(__file__).resolve().parent.parent
UNITS = read_rows(Package(ROOT), "units")
READER = FigureReader.of(UNITS)

NOTHING = None
# Text, language, and what is read: value, high, qualifier, kind, unit.
FORMS = [
    ("2200万标准箱", "zh", (22e6, None, "equal", "number", "teu")),
    ("22 million TEU", "en", (22e6, None, "equal", "number", "teu")),
    ("19000 TEUs", "en", (19e3, None, "equal", "number", "teu")),  # no year
    ("22,000,000 TEUs", "en", (22e6, None, "equal", "number", "teu")),
    ("突破了2200萬標箱", "zh", (22e6, None, "more_than", "number", "teu")),
    ("2800亿元", "zh", (280e9, None, "equal", "number", "cny")),
    ("exceeded 280 billion yuan", "en", (280e9, None, "more_than", "number", "cny")),
    ("2.8万亿元", "zh", (2.8e12, None, "equal", "number", "cny")),
    ("超万亿元", "zh", (1e12, None, "more_than", "number", "cny")),
    ("exceeds one trillion yuan", "en", (1e12, None, "more_than", "number", "cny")),
    ("5兆2073億4000万元", "zh", (5207340000000.0, None, "equal", "number", "cny")),
    ("近60%", "zh", (60, None, "nearly", "percent", "")),
    ("nearly 60%", "en", (60, None, "nearly", "percent", "")),
    ("近六成", "zh", (60, None, "nearly", "percent", "")),
    ("百分之五十八", "zh", (58, None, "equal", "percent", "")),
    ("58 percent", "en", (58, None, "equal", "percent", "")),
    ("5.7个百分点", "zh", (5.7, None, "equal", "point", "")),
    ("5.7 percentage points", "en", (5.7, None, "equal", "point", "")),
    ("1.5小时", "zh", (1.5, None, "equal", "number", "h")),
    ("1—1.5小时", "zh", (1, 1.5, "equal", "number", "h")),
    ("1 to 1.5 hours", "en", (1, 1.5, "equal", "number", "h")),
    ("1- to 1.5-hour", "en", (1, 1.5, "equal", "number", "h")),
    ("1400万—1405万标准箱", "zh", (14e6, 14.05e6, "equal", "number", "teu")),
    ("14.00-14.05 million TEU", "en", (14e6, 14.05e6, "equal", "number", "teu")),
    ("Ⅲ类", "zh", (3, None, "equal", "class", "")),
    ("Class III", "en", (3, None, "equal", "class", "")),
    ("Category III", "en", (3, None, "equal", "class", "")),
    ("劣Ⅴ类", "zh", (6, None, "equal", "class", "")),
    ("worse than Class V", "en", (6, None, "equal", "class", "")),
    ("2023年2月", "zh", ("2023-02", None, "equal", "date", "")),
    ("February 2023", "en", ("2023-02", None, "equal", "date", "")),
    ("2024年2月27日", "zh", ("2024-02-27", None, "equal", "date", "")),
    ("February 27, 2024", "en", ("2024-02-27", None, "equal", "date", "")),
    ("27 February 2024", "en", ("2024-02-27", None, "equal", "date", "")),
    ("2月27日", "zh", ("--02-27", None, "equal", "date", "")),
    ("Feb. 27", "en", ("--02-27", None, "equal", "date", "")),
    ("2014—2023年", "zh", ("2014", "2023", "equal", "date", "")),
    ("2014-2023", "en", ("2014", "2023", "equal", "date", "")),
    ("2023年1—11月", "zh", ("2023-01", "--11", "equal", "date", "")),
    ("January to November 2023", "en", ("--01", "2023-11", "equal", "date", "")),
    ("1万多家", "zh", (1e4, None, "more_than", "number", "")),
    ("万余家", "zh", (1e4, None, "more_than", "number", "")),
    ("10多万人", "zh", (1e5, None, "more_than", "number", "")),
    ("9900多家", "zh", (9900, None, "more_than", "number", "")),
    ("230余项", "zh", (230, None, "more_than", "number", "")),
    ("more than 9,900", "en", (9900, None, "more_than", "number", "")),
    ("over 70 departments", "en", (70, None, "more_than", "number", "")),
    ("over 10 years", "en", (10, None, "equal", "number", "a")),
    ("约1.2万人", "zh", (12000, None, "about", "number", "")),
    ("1.2万人左右", "zh", (12000, None, "about", "number", "")),
    ("about 12,000 people", "en", (12000, None, "about", "number", "")),
    ("95%以上", "zh", (95, None, "at_least", "percent", "")),
    ("不少于95%", "zh", (95, None, "at_least", "percent", "")),
    ("at least 95%", "en", (95, None, "at_least", "percent", "")),
    ("不足70个", "zh", (70, None, "less_than", "number", "")),
    ("fewer than 70", "en", (70, None, "less_than", "number", "")),
    ("不超过70个", "zh", (70, None, "at_most", "number", "")),
    ("not more than 70", "en", (70, None, "at_most", "number", "")),
    ("第一", "zh", (1, None, "equal", "ordinal", "")),
    ("first", "en", (1, None, "equal", "ordinal", "")),
    ("No. 1", "en", (1, None, "equal", "ordinal", "")),
    ("12千米", "zh", (12, None, "equal", "number", "km")),
    ("12平方千米", "zh", (12, None, "equal", "number", "km2")),
    ("12千人", "zh", (12000, None, "equal", "number", "")),
    ("38μg/m3", "zh", (38, None, "equal", "number", "ug-m3")),
    ("38µg", "en", (38, None, "equal", "number", "ug-m3")),
    ("10年", "zh", (10, None, "equal", "number", "a")),
    ("10 years", "en", (10, None, "equal", "number", "a")),
    ("4套班子", "zh", (4, None, "equal", "number", "")),
    ("四套班子", "zh", (4, None, "equal", "number", "")),
    ("four leading bodies", "en", (4, None, "equal", "number", "")),
    ("twenty-three", "en", (23, None, "equal", "number", "")),
    ("“十三五”", "zh", (13, None, "equal", "plan", "")),
    ("13th Five-Year Plan", "en", (13, None, "equal", "plan", "")),
    ("为-6.3", "zh", (-6.3, None, "equal", "number", "")),
    ("is -6.3", "en", (-6.3, None, "equal", "number", "")),
    ("“2+26”城市", "zh", ("2+26", None, "equal", "name", "")),
    ("2+26 cities", "en", ("2+26", None, "equal", "name", "")),
    ("PM2.5", "zh", NOTHING),
    ("PM2.5", "en", NOTHING),
    ("G4高速", "zh", NOTHING),
    ("71.cn网站", "zh", NOTHING),
    ("www.163.com", "en", NOTHING),
    ("千年", "zh", NOTHING),
    ("三分之一", "zh", NOTHING),
    ("超大城市", "zh", NOTHING),
    ("万一", "zh", NOTHING),
    ("one of them", "en", NOTHING),
    ("it may fall", "en", NOTHING),
]


@pytest.mark.parametrize(("text", "lang", "expected"), FORMS)
def test_each_form_is_read(text, lang, expected):
    readings = [(f.value, f.high, f.qualifier, f.kind, f.unit) for f in READER.figures(text, lang)]
    assert readings == ([] if expected is NOTHING else [expected])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_form_has_an_example_that_it_reads(lang):
    for form in READER.grammars[lang].forms:
        assert form.pattern.search(form.example), form.example
        assert READER.grammars[lang].starter.search(form.example)


def test_spans_lie_in_the_text():
    text = "2023年天津港集装箱吞吐量比2014年增长58%。"
    spans = [text[f.start : f.end] for f in READER.figures(text, "zh")]
    assert spans == ["2023年", "2014年", "58%"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("一百零二", 102),
        ("两万亿", 2e12),
        ("三千五百万", 35e6),
        ("一亿二千万", 1.2e8),
        ("一万二千亿", 1.2e12),
        ("一亿零三", 100000003),
        ("一二", None),
    ],
)
def test_a_chinese_numeral_is_read(text, number):
    assert han_number(text) == number


def test_only_units_with_a_symbol_stand_behind_a_figure():
    for row in UNITS:
        for lang in ("zh", "en"):
            for word in spelled(row[f"spellings_{lang}"]):
                text = f"5{word}" if lang == "zh" else f"5 {word}"
                units = [figure.unit for figure in READER.figures(text, lang)]
                assert units == [row["id"] if row["symbol"] else ""], text


def test_readers_of_the_same_units_share_what_they_read():
    assert FigureReader.of(UNITS).figures("5个", "zh") is READER.figures("5个", "zh")
    assert FigureReader({}).figures("5小时", "zh")[0].unit == ""


def test_the_parts_of_a_figure():
    def keys(text):
        return [part.key for part in parts(READER.figures(text, "zh"))]

    assert keys("2024年2月27日") == [("year", 2024), ("month", 2), ("", 27)]
    assert keys("1—1.5小时") == [("", 1), ("", 1.5)]
    assert keys("58%，“2+26”城市") == [("%", 58), ("name", "2+26")]
    assert Part("", 1.0, READER.figures("1个", "zh")[0]).key == ("", 1.0)


@given(
    st.integers(1, 10**13),
    st.sampled_from(["more_than", "nearly", "about", "at_least", "equal"]),
)
def test_a_number_reads_back_in_both_languages(number, qualifier):
    zh = {"more_than": "超过", "nearly": "近", "about": "约", "at_least": "不少于", "equal": ""}[
        qualifier
    ]
    en = {
        "more_than": "more than ",
        "nearly": "nearly ",
        "about": "about ",
        "at_least": "at least ",
        "equal": "",
    }[qualifier]
    forms = [(f"{zh}{number}个", "zh"), (f"{en}{number:,} items", "en")]
    for power, chinese, english in (
        (10**4, "万", None),
        (10**8, "亿", None),
        (10**6, None, "million"),
        (10**9, None, "billion"),
    ):
        if number >= power:
            text = f"{number / power:.15g}"
            if float(text) * power == number and "e" not in text:
                if chinese:
                    forms.append((f"{zh}{text}{chinese}个", "zh"))
                else:
                    forms.append((f"{en}{text} {english} items", "en"))
    for text, lang in forms:
        found = READER.figures(text, lang)
        assert [(f.value, f.qualifier) for f in found] == [(number, qualifier)], text
    chinese, english = (next(t for t, lang in forms if lang == name) for name in ("zh", "en"))
    assert READER.unmatched(chinese, english) == ([], [])


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_reads_back_in_both_languages(day):
    zh, en = f"{day.year}年{day.month}月{day.day}日", f"{day:%B} {day.day}, {day.year}"
    assert [f.value for f in READER.figures(zh, "zh")] == [day.isoformat()]
    assert [f.value for f in READER.figures(en, "en")] == [day.isoformat()]
    assert READER.unmatched(zh, en) == ([], [])


@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_any_text_can_be_read(text, lang):
    for figure in READER.figures(text, lang):
        assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.parametrize(
    ("zh", "en", "surplus"),
    [
        ("2200万标准箱", "22 million TEU", ([], [])),
        ("2200万标准箱", "2.2 million TEU", (["2200万标准箱"], ["2.2 million TEU"])),
        ("近60%", "more than 60%", (["近60%"], ["more than 60%"])),
        ("三地", "the three places", ([], [])),
        ("一家网站", "a website", ([], [])),
        ("三地", "two places", (["三"], ["two"])),
        ("2218万对1405万标准箱", "22.18 against 14.05 million TEU", ([], [])),
        ("280亿元", "28 billion km", (["280亿元"], ["28 billion km"])),
        ("2019年1月至2019年3月", "January to March 2019", ([], [])),
        ("12千米", "12 km", ([], [])),
        ("12千米", "12,000 km", (["12千米"], ["12,000 km"])),
    ],
)
def test_two_texts_are_held_together(zh, en, surplus):
    assert READER.unmatched(zh, en) == surplus


def test_each_mention_counts_if_strict():
    zh, en = "5家，又是5家，三地", "5 firms, three places"
    assert READER.unmatched(zh, en) == ([], [])
    assert READER.unmatched(zh, en, strict=True) == (["5"], [])
    assert READER.unmatched("三地", "places", strict=True) == (["三"], [])


# Reading and comparing two cells of the greatest length, in a reader that has read nothing before.

SIZE = 20_000
LONG = {
    "odd and even numbers": (
        "".join(f"{2 * n + 1}个，" for n in range(SIZE)),
        "".join(f"{2 * n} items, " for n in range(SIZE)),
    ),
    "one figure again and again": (
        "超过2200万标准箱，" * SIZE,
        "more than 22 million TEU, " * SIZE,
    ),
    "one number": ("1" * SIZE, "1" * SIZE),
    "numbers without end": ("1.." * SIZE, "1.." * SIZE),
    "qualifiers without figures": ("近约超" * SIZE, "not more than " * SIZE),
    "numerals": ("一百" * SIZE, "one-two " * SIZE),
    "ranges": ("1—" * SIZE, "1-" * SIZE),
    "months": ("5月" * SIZE, "May 5 " * SIZE),
    "one word": ("a" * SIZE, "a" * SIZE),
}


def seconds(zh, en):
    reader = FigureReader(READER.units)
    start = time.process_time()
    reader.unmatched(zh, en)
    return time.process_time() - start


@pytest.mark.parametrize("name", LONG)
def test_two_long_cells_are_compared_in_time(name):
    zh, en = (text[:SIZE] for text in LONG[name])
    assert seconds(zh, en) < 1


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_size_and_not_with_its_square(name):
    zh, en = (text[:SIZE] for text in LONG[name])
    quarter = min(seconds(zh[: SIZE // 4], en[: SIZE // 4]) for _ in range(3))
    whole = min(seconds(zh, en) for _ in range(3))
    assert whole < 8 * quarter + 0.02  # in proportion it is 4 times as long, by the square 16 times
