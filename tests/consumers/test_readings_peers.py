"""What the libraries make of the forms that our reader reads: the reason why it is our own."""

import re

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_to_num import alpha2digit

from jjjdata.readings import han_number


def smart(text):
    return cn2an.cn2an(text, "smart")


def transformed(text):
    return cn2an.transform(text, "cn2an")


def digits(text):
    return alpha2digit(text, "en")


LIBRARIES = [
    (smart, "2200万", 22000000),
    (smart, "一百二十", 120),
    (smart, "2.8万亿", ValueError),
    (smart, "2200万标准箱", ValueError),
    (smart, "万亿", ValueError),
    (smart, "230余", ValueError),
    (transformed, "近六成", "近6成"),
    (transformed, "百分之五十八", "58%"),
    (transformed, "1万多家", "1万多家"),
    (transformed, "1—1.5小时", "1—1.5小时"),
    (transformed, "Ⅲ类", "Ⅲ类"),
    (digits, "twenty-three", "23"),
    (digits, "22 million TEU", "22 1000000 TEU"),
    (digits, "nearly 60%", "nearly 60%"),
    (digits, "Class III", "Class III"),
    (digits, "13th Five-Year Plan", "13th Five-Year Plan"),
]


@pytest.mark.parametrize(("read", "text", "expected"), LIBRARIES)
def test_what_the_libraries_do(read, text, expected):
    if expected is ValueError:
        with pytest.raises(ValueError, match=re.escape(text) + "|不"):
            read(text)
    else:
        assert read(text) == expected


@given(st.integers(1, 999_999_999_999))
def test_a_chinese_numeral_reads_back(number):
    assert han_number(cn2an.an2cn(str(number), "low")) == number
