"""Numerals: the values of digits, of Chinese and English words for numbers, and of their scales."""

from __future__ import annotations

import re
from collections.abc import Iterable

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# Within a section, which 万 or 亿 counts as a whole: the 三千五百 of 三千五百万.
HAN_TENS = {"十": 10, "百": 100, "千": 1000}
# What counts all before it: of 1千2百万 the 1千, too.
HAN_GROUPS = {"万": 1e4, "亿": 1e8, "万亿": 1e12, "兆": 1e12}
# What may stand behind digits: 5百, 5万, 5百万.
HAN_SCALES = {"百": 1e2, "千": 1e3} | {
    tens + group: times * value
    for group, value in HAN_GROUPS.items()
    for tens, times in {"": 1.0, "百": 1e2, "千": 1e3}.items()
}
# All the characters that han_number reads; the patterns of running text leave 兆 to digits, since
# in words it is mostly part of a name. A zero stands alone or behind a scale.
HAN_NUMERAL = re.compile(
    "[零〇]|[一二两三四五六七八九十百千万亿兆][〇零一二两三四五六七八九十百千万亿兆]*"
)
HAN_LIST = re.compile("[一二两三四五六七八九][〇零一二两三四五六七八九]")  # digits side by side

# Words that count what stands before them: two dozen, two decades.
ENGLISH_SCALES = {
    "dozen": 12.0,
    "decades": 10.0,  # of years; the singular "decade" is a number alone, as in "a decade"
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
ENGLISH_WORDS = {
    "zero": 0.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "thirteen": 13.0,
    "fourteen": 14.0,
    "fifteen": 15.0,
    "sixteen": 16.0,
    "seventeen": 17.0,
    "eighteen": 18.0,
    "nineteen": 19.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
    "decade": 10.0,
}
ENGLISH_ORDINALS = {
    "first": 1.0,
    "second": 2.0,
    "third": 3.0,
    "fourth": 4.0,
    "fifth": 5.0,
    "sixth": 6.0,
    "seventh": 7.0,
    "eighth": 8.0,
    "ninth": 9.0,
    "tenth": 10.0,
}

ROMAN = {"I": 1.0, "II": 2.0, "III": 3.0, "IV": 4.0, "V": 5.0, "VI": 6.0}
ROMAN |= dict(zip("ⅠⅡⅢⅣⅤⅥ", list(ROMAN.values()), strict=True))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of several words, the longest that fits.

    >>> any_of(["千米", "平方千米"])
    '平方千米|千米'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def plain_number(digits: str) -> float:
    """Return the value of digits, with or without commas.

    >>> plain_number("22,000.5")
    22000.5
    """
    return float(digits.replace(",", ""))


HAN_SCALE = any_of(HAN_SCALES)


def larger_groups(text: str, last: str = "") -> float:
    """Return the value of digits that each have a scale, as before the 4000 of 5兆2073亿4000万.

    ``last`` is the scale behind the digits that follow. Its 万 or 亿 counts smaller groups, too.

    >>> larger_groups("5兆2073亿", last="万")
    5207300000000.0
    >>> larger_groups("1亿2千", last="百万")  # 1亿2千3百万
    120000000.0
    """
    scale_of_last = HAN_SCALES.get(last, 1.0)
    group = HAN_GROUPS.get(last.lstrip("百千"), 1.0)
    total = 0.0
    for digits, scale in re.findall(rf"({DIGITS})({HAN_SCALE})", text):
        times = HAN_SCALES[scale]
        total += plain_number(digits) * (times * group if times < scale_of_last else times)
    return total


def han_number(text: str) -> float | None:
    """Return the value of a Chinese numeral; None if it is none.

    Digits side by side are no number but a year or a list: 二〇二, 一二三产业. A zero before a
    digit only fills a gap: 一百零二.

    >>> han_number("一百零二"), han_number("一亿二千万"), han_number("两万亿")
    (102.0, 120000000.0, 2000000000000.0)
    >>> han_number("一二"), han_number("二〇二"), han_number("十人"), han_number("")
    (None, None, None, None)
    """
    if not HAN_NUMERAL.fullmatch(text) or HAN_LIST.search(text):
        return None
    total, section, last_scale = 0.0, 0.0, 0.0
    digit: int | None = None  # read, but not yet counted: what follows says in what
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in HAN_TENS:
            section += (1 if digit is None else digit) * HAN_TENS[char]  # 十 alone is 1 ten
            digit = None
        else:
            total = _with_scale(total, section + (digit or 0), HAN_SCALES[char], last_scale)
            section, digit, last_scale = 0.0, None, HAN_SCALES[char]
    return total + section + (digit or 0) * _counts_in(text[:-1])


def _counts_in(before: str) -> float:
    """Return what a digit counts at the end of a numeral, for the characters before it.

    Right behind a scale it counts in a tenth of it: 三百五 is 350. Otherwise it counts in ones.

    >>> _counts_in("三百"), _counts_in("一万"), _counts_in("三百零"), _counts_in("二十")
    (10.0, 1000.0, 1.0, 1.0)
    """
    return HAN_SCALES.get(before[-1:], 10.0) / 10


def han_decimal(text: str) -> float | None:
    """Return the value of a Chinese numeral that may have a decimal point.

    >>> han_decimal("三点五"), han_decimal("一百"), han_decimal("一二点五")
    (3.5, 100.0, None)
    """
    integer, _, decimals = text.partition("点")
    number = han_number(integer)
    if number is None:
        return None
    digits = "".join(str(HAN_DIGITS[char]) for char in decimals)
    return float(f"{number:.0f}.{digits or 0}")


def _with_scale(total: float, section: float, scale: float, last_scale: float) -> float:
    """Return the total once a scale was read behind a section of a Chinese numeral.

    In 一亿二千万 the 万 counts only what stands behind 亿; in 一万二千亿 the 亿 counts all before.
    A scale with nothing before it counts one.

    >>> _with_scale(1e8, 2000, 1e4, last_scale=1e8), _with_scale(1e4, 2000, 1e8, last_scale=1e4)
    (120000000.0, 1200000000000.0)
    """
    if section and scale < last_scale:
        return total + section * scale
    before = total + section
    return (before or 1.0) * scale


def english_number(text: str) -> float:
    """Return the value of an English number below a thousand, written in words.

    >>> english_number("twenty-three"), english_number("one hundred and five")
    (23.0, 105.0)
    """
    total = 0.0
    for word in re.split("[ -]", text.lower()):
        if word == "hundred":
            total *= 100
        elif word != "and":
            total += ENGLISH_WORDS[word]
    return total


def roman_number(letters: str) -> float | None:
    """Return the value of a Roman numeral up to VI, in letters or as one character; else None.

    Only classes of water are written so, and there are six.

    >>> roman_number("Ⅲ"), roman_number("iv"), roman_number("VII")
    (3.0, 4.0, None)
    """
    return ROMAN.get(letters.upper())
