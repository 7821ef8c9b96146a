"""The values of numerals in digits and words."""

import pytest

from jjjdata.readings import han_number
from jjjdata.readings.numerals import ENGLISH_WORDS, english_number, larger_groups, roman_number


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
        ("二〇二", None),
        ("〇二", None),
        ("零", 0),
        ("零万", None),
        ("三百五", 350),
        ("一千三百五", 1350),
        ("一万二", 12000),
        ("三百零五", 305),
        ("十人", None),
        ("", None),
    ],
)
def test_a_chinese_numeral_is_read(text, number):
    assert han_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nine", 9),
        ("Twenty", 20),
        ("ninety-nine", 99),
        ("three hundred", 300),
        ("one hundred and twenty-three", 123),
    ],
)
def test_an_english_numeral_is_read(text, number):
    assert english_number(text) == number


def test_the_english_words_have_the_values_of_their_order():
    assert [ENGLISH_WORDS[word] for word in ("zero", "ten", "nineteen", "ninety")] == [
        0,
        10,
        19,
        90,
    ]


def test_groups_of_digits_are_added():
    assert larger_groups("5兆2,073亿") == 5207300000000.0
    assert larger_groups("") == 0


def test_the_last_scale_counts_smaller_groups_too():
    assert larger_groups("1千", last="百万") == 1e7
    assert larger_groups("1亿2千", last="百万") == 1.2e8
    assert larger_groups("1万", last="千亿") == 1e12
    assert larger_groups("3万", last="千") == 3e4


def test_roman_numerals_go_to_six():
    assert [roman_number(letters) for letters in ("I", "ii", "Ⅲ", "IV", "V", "Ⅵ")] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    assert roman_number("VII") is None
