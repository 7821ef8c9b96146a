"""Dates: years, months, days and five-year plans as either language writes them."""

from __future__ import annotations

import re

from .figures import Figure, in_one_piece
from .grammars import Whole
from .numerals import HAN_DIGITS

YEAR = r"(?P<year>(?:19|20)\d\d)"
ANY_YEAR = r"(?:19|20)\d\d"
MONTH = "(?P<month>1[0-2]|0?[1-9])"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
# Behind a month any two digits: a slip such as 2月97日 is read as a date, and not as 97 days.
DAY_OF_MONTH = r"(?P<day>\d?\d)"
HAN_YEAR = "(?P<year>(?:一九|二[〇零])[〇零一二三四五六七八九]{2})"
DIGIT_OF_HAN = {ord(char): str(value) for char, value in HAN_DIGITS.items()}
TO = "[—–至到、和与～~-]"  # what may stand between two years or months

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "May" is a month only before a number ("May 5") or behind a word for dates or a day ("in May",
# "5 May"): of "it may fall" and "May it fall" neither is one.
MAY = r"May(?= \d)|(?:(?<=in )|(?<=of )|(?<=from )|(?<=to )|(?<=by )|(?<=\d ))May"
# In capitals even in a pattern for words in capitals or not (-i): "march" and "dec" are no months.
MONTH_NAME = (
    r"\b(?P<name>(?-i:January|February|March|April|June|July|August|September|October|November"
    rf"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|{MAY})(?!\w))"
)
OF_YEAR = rf"(?:,? {YEAR}\b)?"
# What shows, behind four digits, that they are no year: 2024%, 2024.5, 2024 TEU. Behind a
# qualifier so do words that otherwise may begin a clause: "about 2000 firms", "in 2000 firms left".
MEASURES = (
    "TEUs?|yuan|million|billion|trillion|beds?|tons?|tonnes?|hours?"
    "|km|(?:square )?kilomet(?:er|re)s?"
)
COUNTED = "people|persons?|residents|employees|families|firms|companies|enterprises|projects|items"
NO_NUMBER = rf"(?![\d%]|[,.]\d| (?:{MEASURES})\b)"
NOT_COUNTED = rf"{NO_NUMBER}(?! (?:{COUNTED})\b)"


def date(match: re.Match[str]) -> Figure:
    """Return a date as far as it goes: "2024-02-27", "2024", "--02-27", "--02" or "---27".

    >>> date(re.match(f"{MONTH}月{DAY}日", "2月27日")).value
    '--02-27'
    >>> date(re.match(f"{HAN_YEAR}年", "二〇二四年")).value
    '2024'
    """
    parts = match.groupdict()
    month, day = parts.get("month"), parts.get("day")
    if parts.get("name"):
        month = str(1 + MONTHS.index(parts["name"][:3].lower()))
    value = (parts.get("year") or "-").translate(DIGIT_OF_HAN)
    if month:
        value += f"-{int(month):02d}"
    if day:
        value += f"-{int(day):02d}" if month else f"--{int(day):02d}"
    return in_one_piece(match, value, "date")


def chinese_plan(match: re.Match[str]) -> Figure:
    """Return the number of a five-year plan.

    >>> chinese_plan(re.match("十(?P<number>.)五", "十三五")).value
    13.0
    """
    return in_one_piece(match, 10.0 + HAN_DIGITS[match["number"]], "plan")


def english_plan(match: re.Match[str]) -> Figure:
    """Return the number of a five-year plan.

    >>> english_plan(re.match("(?P<number>13)th", "13th Five-Year Plan")).value
    13.0
    """
    return in_one_piece(match, float(match["number"]), "plan")


def _chinese(example: str, *pattern: str) -> Whole:
    """Return the form of a Chinese date."""
    return Whole(example, re.compile("".join(pattern)), date)


def _english(example: str, *pattern: str) -> Whole:
    """Return the form of an English date, in capitals or not."""
    return Whole(example, re.compile("".join(pattern), re.IGNORECASE), date)


# 十四五 may also be "fourteen or fifteen"; it is a plan where words of plans stand behind it, or
# behind the last of several: 十二五、十三五时期.
A_PLAN = "十(?P<number>[一二三四五六七八九])五"
NEXT_PLANS = "(?:[、和与及至]十[一二三四五六七八九]五){0,4}"
BEHIND_A_PLAN = '(?:[”"规时期末]|以来|开局|收官)'

CHINESE = (
    Whole(
        "十三五规划",
        re.compile(f"{A_PLAN}(?={NEXT_PLANS}{BEHIND_A_PLAN})"),
        chinese_plan,
    ),
    _chinese("2024年2月27日", rf"(?<!\d){YEAR}年{MONTH}月份?{DAY_OF_MONTH}[日号](?!\d)"),
    # Of 2024年1—2月 and 1—2月 the first month, too, and of 2014—2023年 the first year.
    _chinese("2024年2月", rf"(?<!\d){YEAR}年{MONTH}(?:月份?(?!\d)|(?=[—–至-]\d+月))"),
    _chinese("2010年代", rf"(?<!\d){YEAR}年代(?!码)"),  # but 2023年 of 2023年代码
    _chinese("2024年", rf"(?<!\d){YEAR}年(?!级|多|余)"),  # not 2000年级, 2000多年 and 2000年余
    _chinese("二〇二四年", rf"{HAN_YEAR}年"),
    _chinese("2014—2023年", rf"(?<!\d){YEAR}(?={TO}{ANY_YEAR})"),
    # A year without 年 stands before a mark or at the end; before a word it counts: 2024家.
    _chinese("2024，", rf"(?<!\d){YEAR}(?![年\d.,%％\u4e00-\u9fff])"),
    _chinese("2月27日", rf"(?<![\d.]){MONTH}月份?{DAY_OF_MONTH}[日号]"),
    _chinese("2月", rf"(?<![\d.]){MONTH}(?:月份?|(?=[—–至到、和-](?:1[0-2]|[1-9])月))"),
    # A day alone, or the first of 27—28日; not 27日元, which are Japanese yen.
    _chinese("27日", rf"(?<![\d.]){DAY}(?:日(?!元)|(?=[—–至-][1-3]?\d日))"),
)

ENGLISH = (
    Whole(
        "13th Five-Year Plan",
        re.compile(r"(?P<number>\d+)(?:st|nd|rd|th) five-year plan", re.IGNORECASE),
        english_plan,
    ),
    _english("27 February 2024", rf"{DAY} {MONTH_NAME}{OF_YEAR}"),
    # No day is the 5 of "In May 5,000 firms" and "In May 5% of the firms".
    _english("February 27, 2024", rf"{MONTH_NAME} {DAY}(?:st|nd|rd|th)?(?![\d,]\d|%){OF_YEAR}"),
    _english("February 2024", rf"{MONTH_NAME}{OF_YEAR}"),
    # And 2010s. Behind a letter, mark or hyphen the digits are part of more: 1,2014; A-2014.
    _english("2024", rf"(?<![\w,.-]){YEAR}(?:s\b)?{NO_NUMBER}"),
    # The second of two years, of which that has a hyphen before it.
    _english("2014-2023", rf"(?<={ANY_YEAR}[-–]){YEAR}\b"),
)
