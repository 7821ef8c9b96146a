"""Names: digits that are no quantity, since they belong to a name, an address or a unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from .figures import Figure, in_one_piece
from .grammars import Whole

# What is passed over, each with an example. Where a pattern looks beside what it matches, the
# comment names what is a figure all the same.
NO_FIGURES = {
    "https://a.cn/1": r"https?://\S+",
    "三分之一": "[一二三四五]分之[一二三四]",
    "one third": r"\b(?:one|two|three)[ -](?:half|thirds?|quarters?|fourths?|fifths?)\b",
    "first half": r"\b(?:first|second) half\b",  # of a year: 上半年 has no number either
    # PM comes in these two sizes. Any other (PM7.5) is a slip, and read as a figure to be noticed.
    "PM2.5": r"PM ?(?:2\.5|10)",
    "μg/m3": "μ?g/m3",
    # Digits that belong to letters. But PM7.5 is a figure, and so are GDP10万亿元 and CPI2%.
    "COVID-19": r"(?<![A-Za-z0-9_])(?!PM\d\.\d)[A-Za-z]+[-/]?\d[A-Za-z0-9_.]*+(?![万亿%])",
    "1.2.3": r"\d+(?:\.\d+){2,}",
    "71.cn": r"\d+(?:\.\d+)*\.(?:cn|com|org)(?![A-Za-z])",
    "010": r"(?<![\d.,])0\d+(?![\d.月日])",  # but 02月05日
    # Some tens are no exact number. But 人数十万 and 总数十二 have one.
    "数十万": r"(?<=[数几])(?<![人户总]数)十[百千万亿]*+(?![一二三四五六七八九])",
    "十几万": "[一二三四五六七八九]?十几[百千万亿]*",
}
AREA = re.compile(r"\d\+\d+(?:\+\d+)?")


def _nothing(_: re.Match[str]) -> None:
    """Return that a match is no figure."""
    return


def _area(match: re.Match[str]) -> Figure:
    """Return the name of an area that is called by numbers: 2+26 are 2 and 26 cities.

    Both languages write it in the same digits, so that they are its value.

    >>> _area(re.match(".+", "2+26")).value
    '2+26'
    """
    return in_one_piece(match, match[0], "name")


def passed_over(patterns: Mapping[str, str]) -> Whole:
    """Return the form that reads no figure where one of some patterns matches.

    >>> form = passed_over({"PM2.5": "PM2.5"})
    >>> form.pattern.match("PM2.5浓度")[0], form.read(form.pattern.match("PM2.5"))
    ('PM2.5', None)
    """
    example, joined = next(iter(patterns)), "|".join(patterns.values())
    return Whole(example, re.compile(joined, re.IGNORECASE), _nothing)


def proper(words: Collection[str]) -> tuple[Whole, ...]:
    """Return the form that reads no figure in some proper names; of none there is none.

    >>> [form.pattern.match("三河、大厂")[0] for form in proper(["三河", "三河市"])], proper([])
    (['三河'], ())
    """
    return (passed_over({word: re.escape(word) for word in words}),) if words else ()


WHOLES = (passed_over(NO_FIGURES), Whole("2+26", AREA, _area))
