"""A figure that is read in one language is read in the other, and the two are held equal."""

from datetime import date

import pytest
from figure_reader import READER, figures_of
from hypothesis import given
from hypothesis import strategies as st

# The same in both languages.
SAME = [
    ("2200万标准箱", "22 million TEU"),
    ("2.8万亿元", "2.8 trillion yuan"),
    ("5亿人次", "500 million trips"),
    ("一百二十家", "one hundred and twenty firms"),
    ("十二项", "twelve items"),
    ("一百家", "a hundred firms"),
    ("超百万标箱", "more than a million TEU"),
    ("十多万人", "more than 100,000 people"),
    ("近三万人", "nearly thirty thousand people"),
    ("一亿元", "one hundred million yuan"),
    ("58%", "58 percent"),
    ("百分之三", "three percent"),
    ("六成", "60%"),
    ("5.7个百分点", "5.7 percentage points"),
    ("五个百分点", "five percentage points"),
    ("1—1.5小时", "1 to 1.5 hours"),
    ("-6.3%", "-6.3%"),
    ("Ⅲ类", "Class III"),
    ("劣Ⅴ类", "worse than Class V"),
    ("第三", "third"),
    ("第165位", "165th"),
    ("首届", "the first"),
    ("第1名", "No. 1"),
    ("零", "zero"),
    ("2024年2月27日", "February 27, 2024"),
    ("2月27日", "February 27"),
    ("2024年5月", "May 2024"),
    ("2014—2023年", "2014-2023"),
    ("2010年代", "the 2010s"),
    ("“十三五”规划", "the 13th Five-Year Plan"),
    ("“2+26”城市", "2+26 cities"),
    ("不少于95%", "at least 95%"),
    ("95%以上", "95% or more"),
    ("不足70个", "fewer than 70"),
    ("不超过70个", "no more than 70"),
    ("70个左右", "about 70"),
    ("PM2.5", "PM2.5"),
    ("三分之一", "one third"),
    ("G4高速", "the G4 expressway"),
    ("71.cn网站", "the site 71.cn"),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_the_same_is_read_in_both(zh, en):
    chinese, english = figures_of(zh, "zh"), figures_of(en, "en")
    assert chinese == english
    assert READER.unmatched(zh, en, strict=True) == ([], [])


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
