"""Chinese: the patterns by which its figures are read, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from . import dates, names, qualifiers
from .grammars import Ending, Grammar, Mark, Numeral
from .numerals import (
    DIGITS,
    HAN_SCALE,
    HAN_SCALES,
    any_of,
    han_decimal,
    han_number,
    plain_number,
    roman_number,
)

# Other spellings of a character, one for one, so that offsets stay: the traditional forms of all
# that the patterns of this language and the units write; and the one letter of which the small form
# is two characters long.
SAME = str.maketrans(
    "\u0130µ萬億餘個約過標準兩幾類點項達於沒時號規內噸與為爲員長將計級碼種條屆輪鄰遠佔節裏裡牀簽籤臨來開總戶數線",
    "Iμ万亿余个约过标准两几类点项达于没时号规内吨与为为员长将计级码种条届轮邻远占节里里床签签临来开总户数线",
)

# One character may stand between a qualifier and its number: 突破了2200万, 约占5%, 近“百万”.
# A year behind it is a date: 超过2014年.
QUALIFIER = re.compile(
    rf"(?:{qualifiers.alternatives(qualifiers.CHINESE)})"
    rf"[了有为占达降增合计“]?(?!{dates.ANY_YEAR}[年—至、和])"
)
# A slash and up to four characters may stand between a number and the qualifier behind it, as in
# 35微克/立方米以下. Not 及以上, nor 上下 before a word, where it is "up and down": 三地上下联动.
AFTER = re.compile(
    r"/?[\u4e00-\u9fff]{0,4}?"
    r"(?P<after>(?<!及)以上|左右|上下(?=的|[^\u4e00-\u9fff]|$)|以下|以内)"
)
MORE = re.compile("多|余")
MORE_BEHIND = re.compile(r"多(?![个种次项家\d])")  # 3年多, but not 3年多次

# What numerals in words are made of. 兆 is left to digits: in words it is part of others (预兆).
NUMERAL = "[〇零一二两三四五六七八九十百千万亿]"
# 三点五, but not the time 三点十分, nor 三点一线.
DECIMALS = "点[〇零一二三四五六七八九]+(?![〇零一二三四五六七八九十分时刻线])"
LARGER = re.compile(rf"(?:(?:{DIGITS})(?:{HAN_SCALE}))+(?=\d)")  # 5兆2073亿, before 4000万
# Of several classes only the last is followed by 类: Ⅰ—Ⅲ类. Chinese texts also quote "Class III".
ROMAN_CLASS = (
    "[Ⅰ-Ⅵ](?=(?:[—–~～、至到和或-][Ⅰ-Ⅵ]){0,5}类)"
    "|(?<![A-Za-z])[IV]+(?=(?:[—–~～、至到和或-][IV]+){0,5}类)"
    "|(?:(?<=Class )|(?<=Grade )|(?<=Level ))[IV]+"
)
CLASS_NUMBER = "(?:[Ⅰ-Ⅵ一二三四五六]|[IV]+|\\d)"

# What is worse than a class is one of its own, as if it were the next.
MARKS = (
    Mark("百分之五十八", re.compile("百分之"), "percent", for_all=True),
    Mark("劣Ⅴ类", re.compile(f"劣(?={CLASS_NUMBER}类)"), "class", more=1.0),
    Mark("第一", re.compile(r"第|No\. ?"), "ordinal"),
)


def _one(_: str) -> float:
    """Return 1, the value of 首."""
    return 1.0


NUMERALS = (
    Numeral("2,200.5", re.compile(DIGITS), plain_number),
    Numeral("万余", re.compile(f"[百千万亿]{NUMERAL}*"), han_number, in_words=True, bare=True),
    Numeral("一百二十", re.compile(f"{NUMERAL}+(?:{DECIMALS})?"), han_decimal, in_words=True),
    Numeral("首批", re.compile("首(?=[批个家次座届条例期轮])"), _one, "ordinal", in_words=True),
    Numeral("Ⅲ类", re.compile(ROMAN_CLASS), roman_number, "class"),
)

ENDINGS = (
    Ending("58%", re.compile("%|％"), "percent"),
    Ending("5.7个百分点", re.compile("个?百分点"), "point"),
    Ending("六成", re.compile("成(?![为立本员果功都交长套])"), "percent", times=10.0),  # not 成为
    Ending("3类", re.compile("类"), "class"),
)
NUMBER_BEGINS = rf"[\dⅰ-ⅻ第首劣−-]|{NUMERAL}"
# Where none of this stands, no figure begins. Letters begin names such as PM2.5 and COVID-19, and
# μ a unit; between a qualifier and its number QUALIFIER lets one character stand.
STARTER = re.compile(
    rf"{NUMBER_BEGINS}|[a-zμ]"
    rf"|(?:{'|'.join(qualifiers.CHINESE.values())})(?=.?(?:{NUMBER_BEGINS}))"
)


def grammar(units: Mapping[str, Sequence[str]], passed: Sequence[str] = ()) -> Grammar:
    """Return the grammar of Chinese with the spellings of some units.

    In the names ``passed`` no figure is read.

    >>> [ending.example for ending in grammar({"km": ["千米"]}).endings]
    ['58%', '5.7个百分点', '六成', '3类', '5小时']
    """
    words = any_of(word for spellings in units.values() for word in spellings)
    return Grammar(
        starter=STARTER,
        same=SAME,
        wholes=(*names.WHOLES, *names.proper(passed), *dates.CHINESE),
        qualifier=QUALIFIER,
        marks=MARKS,
        numerals=NUMERALS,
        # But 12千米 is 12 km, 5百分点 are points, and 5兆瓦 megawatts.
        scale=re.compile(f"(?!{words}|百分|兆[瓦赫])(?P<scale>{HAN_SCALE})"),
        scales=HAN_SCALES,
        endings=(*ENDINGS, Ending("5小时", re.compile(f"(?P<unit>{words})"))),
        after=AFTER,
        after_codes=qualifiers.CHINESE_AFTER,
        between=re.compile("[—–~～-]|至|到"),
        listing=re.compile("[—–~～、-]|至|到|和|或"),
        units={word.casefold(): unit for unit, spelled in units.items() for word in spelled},
        larger=LARGER,
        more=MORE,
        more_behind=MORE_BEHIND,
    )
