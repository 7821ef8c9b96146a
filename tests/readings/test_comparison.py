"""Two texts held together: what the one has and the other lacks."""

import pytest
from figure_reader import READER


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
        ("抗击COVID-19疫情", "fighting COVID-19", ([], [])),
        ("“十五五”规划", "the 15th Five-Year Plan", ([], [])),
        ("2月27日至28日", "February 27-28", ([], [])),  # the second day is a number in English
        ("2月27日至28日", "27 to 28 February", ([], [])),
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
    assert READER.unmatched("零事故，一家", "no accidents, a firm", strict=True) == ([], [])


def test_a_percentage_in_words_counts_as_one_in_digits():
    assert READER.unmatched("三地", "two percent in three places") == ([], ["two percent"])
