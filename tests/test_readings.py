"""The reader of figures: what it makes of each form in either language, and what the libraries make of it."""

import re
from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_to_num import alpha2digit

from jjjdata.readings import figures, han_number, unmatched

NOTHING = None
# Text, language, and what is read: value, high, qualifier, kind, unit.
FORMS = [
    ("2200万标准箱", "zh", (22e6, None, "equal", "number", "teu")),
    ("22 million TEU", "en", (22e6, None, "equal", "number", "teu")),
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
    ("超大城市", "zh", NOTHING),
    ("万一", "zh", NOTHING),
    ("one of them", "en", NOTHING),
    ("it may fall", "en", NOTHING),
]


@pytest.mark.parametrize(("text", "lang", "expected"), FORMS)
def test_each_form_is_read(text, lang, expected):
    assert [tuple(f)[:5] for f in figures(text, lang)] == ([] if expected is NOTHING else [expected])


def test_spans_lie_in_the_text():
    text = "2023年天津港集装箱吞吐量比2014年增长58%。"
    assert [text[f.start : f.end] for f in figures(text, "zh")] == ["2023年", "2014年", "58%"]


# What the libraries make of the same forms: the reason why the reader is our own.
LIBRARIES = [
    (lambda text: cn2an.cn2an(text, "smart"), "2200万", 22000000),
    (lambda text: cn2an.cn2an(text, "smart"), "一百二十", 120),
    (lambda text: cn2an.cn2an(text, "smart"), "2.8万亿", ValueError),
    (lambda text: cn2an.cn2an(text, "smart"), "2200万标准箱", ValueError),
    (lambda text: cn2an.cn2an(text, "smart"), "万亿", ValueError),
    (lambda text: cn2an.cn2an(text, "smart"), "230余", ValueError),
    (lambda text: cn2an.transform(text, "cn2an"), "近六成", "近6成"),
    (lambda text: cn2an.transform(text, "cn2an"), "百分之五十八", "58%"),
    (lambda text: cn2an.transform(text, "cn2an"), "1万多家", "1万多家"),
    (lambda text: cn2an.transform(text, "cn2an"), "1—1.5小时", "1—1.5小时"),
    (lambda text: cn2an.transform(text, "cn2an"), "Ⅲ类", "Ⅲ类"),
    (lambda text: alpha2digit(text, "en"), "twenty-three", "23"),
    (lambda text: alpha2digit(text, "en"), "22 million TEU", "22 1000000 TEU"),
    (lambda text: alpha2digit(text, "en"), "nearly 60%", "nearly 60%"),
    (lambda text: alpha2digit(text, "en"), "Class III", "Class III"),
    (lambda text: alpha2digit(text, "en"), "13th Five-Year Plan", "13th Five-Year Plan"),
]


@pytest.mark.parametrize(("read", "text", "expected"), LIBRARIES)
def test_what_the_libraries_do(read, text, expected):
    if expected is ValueError:
        with pytest.raises(ValueError, match=re.escape(text) + "|不"):
            read(text)
    else:
        assert read(text) == expected


@given(st.integers(1, 99_999_999))
def test_a_chinese_numeral_reads_back(number):
    assert han_number(cn2an.an2cn(str(number), "low")) == number


@given(st.integers(1, 10**13), st.sampled_from(["more_than", "nearly", "about", "at_least", "equal"]))
def test_a_number_reads_back_in_both_languages(number, qualifier):
    zh = {"more_than": "超过", "nearly": "近", "about": "约", "at_least": "不少于", "equal": ""}[qualifier]
    en = {"more_than": "more than ", "nearly": "nearly ", "about": "about ", "at_least": "at least ", "equal": ""}[qualifier]
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
                forms.append((f"{zh}{text}{chinese}个", "zh") if chinese else (f"{en}{text} {english} items", "en"))
    for text, lang in forms:
        found = figures(text, lang)
        assert [(f.value, f.qualifier) for f in found] == [(number, qualifier)], text
    assert unmatched(*(next(text for text, lang in forms if lang == language) for language in ("zh", "en"))) == ([], [])


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_reads_back_in_both_languages(day):
    zh, en = f"{day.year}年{day.month}月{day.day}日", f"{day:%B} {day.day}, {day.year}"
    assert [f.value for f in figures(zh, "zh")] == [day.isoformat()] == [f.value for f in figures(en, "en")]
    assert unmatched(zh, en) == ([], [])


@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_any_text_can_be_read(text, lang):
    for figure in figures(text, lang):
        assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.parametrize(
    ("zh", "en", "found"),
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
    ],
)
def test_two_texts_are_held_together(zh, en, found):
    assert unmatched(zh, en) == found
