"""Readings: the figures, dates and qualifiers in running text, Chinese or English.

A ``FigureReader`` knows the forms below and the units it is given. Each form has an example, a
pattern and a function that says what a match means; at each place of a text the forms are tried in
their order.

The reader is our own. cn2an reads a bare numeral but neither 2.8万亿 nor one with a counter behind
it; number-parser and text2num make "22 million" two numbers; recognizers-text no longer imports
beside current releases of its dependencies; and none of them has qualifiers, 余 and 多, 成,
classes, ranges or names such as PM2.5. ``tests/consumers/test_readings_peers.py`` keeps the
comparison.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

Spellings = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    ``value`` and ``high`` (the upper end of a range, or None) are floats in the unit itself, or
    texts for dates ("2024-02-27", "2023", "--02-27", "--02") and names ("2+26"). ``qualifier`` is
    a code ("equal" where the text has none), ``kind`` is number, percent, point, ordinal, class,
    plan, date or name, ``unit`` an ID of the table units or "". ``word`` is true of figures not
    written in digits; ``start`` and ``end`` are code points.
    """

    value: float | str
    high: float | str | None
    qualifier: str
    kind: str
    unit: str
    word: bool
    start: int
    end: int

    @property
    def ends(self) -> tuple[float | str, ...]:
        """The value, and of a range both ends."""
        return (self.value,) if self.high is None else (self.value, self.high)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The ends as numbers; dates and names have none."""
        return tuple(end for end in self.ends if isinstance(end, float))


@dataclass(frozen=True, slots=True)
class Part:
    """A single number of a figure: an end of a range, or the year, month or day of a date."""

    sort: str
    value: float | str
    figure: Figure

    @property
    def key(self) -> tuple[str, float | str]:
        """What two texts must have in common."""
        return self.sort, self.value


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it was read, with the scale behind it: 1e4 for 万, 1e6 for million, or 1."""

    figure: Figure
    scale: float = 1.0


@dataclass(frozen=True)
class Form:
    """One way of writing a figure: an example, the pattern, what a match means (or None)."""

    example: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Reading | None]


@dataclass(frozen=True)
class Grammar:
    """The forms of one language, and what any of them begins with: most characters begin none."""

    starter: re.Pattern[str]
    forms: tuple[Form, ...]


# What both languages know

QUALIFIERS = {
    "zh": {
        "at_most": "不超过|不高于|未超过|没有超过|不多于|最多|至多",
        "at_least": "不少于|不低于|不小于|至少|最少",
        "less_than": "低于|不足|不到|少于|小于|未达",
        "more_than": "超过|突破|超出|高于|多于|大于|逾|超",
        "nearly": "接近|将近|(?<![附最邻远])近",
        "about": "大约|约为|(?<![条合公节制签])约|大致",
    },
    "en": {
        "at_most": "not more than|no more than|not exceeding|not exceed|at most",
        "at_least": "not less than|no less than|no fewer than|not fewer than|at least|a minimum of",
        "less_than": "less than|fewer than|lower than|below|under|short of",
        "nearly": "nearly|almost|close to",
        "more_than": r"more than|exceed(?:ed|s|ing)?|above"
        r"|over(?! [\w.]+ (?:years?|months?)| an? decade)"
        r"|surpass(?:ed|es|ing)?|greater than|higher than|top(?:s|ped)?",
        "about": "about|around|approximately|roughly|some",
    },
}
# Qualifiers that stand behind the figure.
AFTER = {
    "以上": "at_least",
    "左右": "about",
    "上下": "about",
    "以下": "at_most",
    "以内": "at_most",
    "or more": "at_least",
    "or so": "about",
}
SCALES = {
    "": 1.0,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "亿": 1e8,
    "万亿": 1e12,
    "兆": 1e12,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6} | {
    chr(0x2160 + i): i + 1 for i in range(6)
}

# Other spellings of a character, of the same length, so that offsets stay.
MICRO = {ord("µ"): "μ"}
VARIANTS: dict[str, dict[int, Any]] = {
    "zh": MICRO | str.maketrans("萬億餘個約過標準兩幾類點項達", "万亿余个约过标准两几类点项达"),
    "en": MICRO,
}

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
YEAR = r"(?:19|20)\d\d"
SIGN = r"(?P<sign>(?<![A-Za-z0-9—–%)-])[-−](?=\d))?"
NOTHING = "(?!)"

# Digits that are no figures: they belong to an address, a name, a fraction in words, a unit.
PASSED_OVER = "|".join(
    (
        r"https?://\S+",
        "[一二三四五]分之[一二三四]",
        r"PM ?(?:2\.5|10)",
        "μ?g/m3",
        r"\b[A-Za-z]+[-/]?\d[\w.]*",  # G4, COVID-19
        r"\d+(?:\.\d+){2,}",  # 1.2.3
        r"\d+(?:\.\d+)*\.(?:cn|com|org)(?![A-Za-z])",  # 71.cn
        r"(?<![\d.,])0\d+(?![\d.])",  # 010
    )
)
# The names of areas that differ by their digits alone are figures of their own: 2+26.
NAME = r"\d\+\d+(?:\+\d+)?"


def _nothing(_: re.Match[str]) -> None:
    return None


def _name(match: re.Match[str]) -> Reading:
    return Reading(Figure(match[0], None, "equal", "name", "", False, *match.span()))


def _plan(match: re.Match[str], number: float) -> Reading:
    return Reading(Figure(number, None, "equal", "plan", "", False, *match.span()))


def _date(match: re.Match[str], year: str | None, month: int | None, day: int | None) -> Reading:
    """Return a date as far as it goes: "2024-02-27", "2024", "--02-27", "--02" or "---27"."""
    value = year or "-"
    if month is not None:
        value += f"-{month:02d}"
    elif day is not None:
        value += "-"
    if day is not None:
        value += f"-{day:02d}"
    return Reading(Figure(value, None, "equal", "date", "", False, *match.span()))


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _alternatives(patterns: Mapping[str, str]) -> str:
    """Return a pattern that matches one of several, each in a group of its name."""
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of several words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or NOTHING


def _qualifier(match: re.Match[str], lang: str) -> str | None:
    """Return the code of the qualifier that stands before the figure."""
    return next((code for code in QUALIFIERS[lang] if match[code]), None)


def _owners(units: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return which unit each spelling belongs to, in any case."""
    return {word.casefold(): unit for unit, words in units.items() for word in words}


# Chinese

HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_TENS = {"十": 10, "百": 100, "千": 1000}
HAN_SCALE = "万亿|亿|万|千|百|兆"


def han_number(text: str) -> float | None:
    """Return the value of a Chinese numeral; None if it is none.

    >>> han_number("一百二十"), han_number("一亿二千万"), han_number("两万亿"), han_number("一二")
    (120.0, 120000000.0, 2000000000000.0, None)
    """
    total, section, digit, last_scale = 0.0, 0.0, None, 0.0
    for char in text:
        if char in HAN_DIGITS:
            if digit and HAN_DIGITS[char]:
                return None
            digit = HAN_DIGITS[char]
        elif char in HAN_TENS:
            section += (1 if digit is None else digit) * HAN_TENS[char]
            digit = None
        else:
            scale = SCALES[char]
            section += digit or 0
            if not section and not total:
                section = 1
            # In 一亿二千万 the 万 counts what stands behind 亿; in 万亿 and 一万二千亿, all before.
            below = section and scale < last_scale
            total = total + section * scale if below else (total + section) * scale
            section, digit, last_scale = 0.0, None, scale
    return total + section + (digit or 0)


def _mixed_number(text: str, scale: str) -> float:
    """Return the value of digits with scales in between: 5兆2073亿4000 with the scale 万."""
    terms = re.findall(rf"({DIGITS})({HAN_SCALE})?", text)
    return sum(float(number.replace(",", "")) * SCALES[inner or scale] for number, inner in terms)


def _zh_plan(match: re.Match[str]) -> Reading:
    return _plan(match, 10.0 + HAN_DIGITS[match["number"]])


def _zh_date(match: re.Match[str]) -> Reading:
    parts = match.groupdict()
    return _date(match, parts.get("year"), _number(parts.get("month")), _number(parts.get("day")))


def _zh_number(match: re.Match[str], owners: Mapping[str, str]) -> Reading | None:
    value = _zh_value(match)
    if value is None:
        return None
    tenths = match["tenth"] is not None
    value *= (-1 if match["sign"] else 1) * (10 if tenths else 1)
    spoken = match["digits"] is None and match["roman"] is None
    word = spoken and value < 1e4 and not tenths and not match["hundredths"]
    unit = owners.get((match["unit"] or "").casefold(), "")
    figure = Figure(value, None, _zh_qualifier(match), _zh_kind(match), unit, word, *match.span())
    return Reading(figure, SCALES[match["scale"] or ""])


def _zh_value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        return _mixed_number(match["digits"], match["scale"] or "")
    if match["roman"]:
        # Worse than the last class is a class of its own.
        return float(ROMAN.get(match["roman"], 0)) + bool(match["worse"])
    if match["first"]:
        return 1.0
    # 万 alone is a number in 超万家 and 万余家, not in 万一 or 千年.
    if match["han"][0] in "百千万亿" and not _qualifier(match, "zh") and not match["more_between"]:
        return None
    return han_number(match["han"])


def _zh_qualifier(match: re.Match[str]) -> str:
    before = _qualifier(match, "zh")
    if before:
        return before
    if match["more_before"] or match["more_between"] or match["more_behind"]:
        return "more_than"
    after = match["after"] or ("以上" if "以上" in (match["tenth"] or "") else "")
    return AFTER.get(after, "equal")


def _zh_kind(match: re.Match[str]) -> str:
    if match["percent"] or match["hundredths"] or match["tenth"]:
        return "percent"
    if match["points"]:
        return "point"
    if match["class"] or match["roman"]:
        return "class"
    return "ordinal" if match["ordinal"] or match["first"] else "number"


def _chinese(units: Mapping[str, Sequence[str]]) -> Grammar:
    owners, words = _owners(units), _any_of(word for words in units.values() for word in words)
    year = (
        rf"(?<!\d)(?P<year>{YEAR})",
        r"(?:年(?!代(?!码)|级|多|余)",  # not 2010年代, but 2023年代码
        r"(?:(?P<month>1[0-2]|0?[1-9])",
        r"(?:月份?(?:(?P<day>[1-3]?\d)[日号])?(?!\d)|(?=[—–至-]\d+月)))?",  # 2023年1—11月
        rf"|(?=[—–至到、和与～~-]{YEAR})",  # 2014—2023年
        r"|(?![\d.,%％\u4e00-\u9fff]))",  # a bare year before punctuation
    )
    month = (
        r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])",
        r"(?:月份?(?:(?P<day>[1-3]?\d)[日号])?|(?=[—–至到、和-](?:1[0-2]|[1-9])月))",
    )
    number = (
        rf"(?:(?:{_alternatives(QUALIFIERS['zh'])})[了有为占达降增合计“]?(?!{YEAR}[年—至、和]))?",
        SIGN,
        r"(?:(?P<hundredths>百分之)|(?P<worse>劣)|(?P<ordinal>第|No\. ?))?",
        rf"(?:(?P<digits>(?:(?:{DIGITS})(?:{HAN_SCALE}))*(?:{DIGITS}))(?P<more_before>多|余)?",
        rf"(?:(?!{words})(?P<scale>{HAN_SCALE}))?",  # 12千米 is 12 km
        r"|(?P<han>[〇零一二两三四五六七八九十百千万亿]+)",
        r"|(?P<first>首(?=[批个家次座]))",
        r"|(?P<roman>[Ⅰ-Ⅵ](?=类)|(?<![A-Za-z])[IV]+(?=类)",
        r"|(?:(?<=Class )|(?<=Grade )|(?<=Level ))[IV]+))",
        r"(?P<more_between>多|余)?",
        r"(?:(?P<percent>%|％)|(?P<points>个?百分点)",
        r"|(?P<tenth>成(?![为立本员果功都交长套])(?:以上)?)|(?P<class>类)",
        rf"|(?P<unit>{words}))?",
        r"(?P<more_behind>多(?![个种次项家\d]))?",
        r"(?:/?[\u4e00-\u9fff]{0,4}?(?P<after>(?<!及)以上|左右|上下|以下|以内))?",
    )
    forms = (
        _form("PM2.5", PASSED_OVER, _nothing),
        _form("2+26", NAME, _name),
        _form("十三五规划", '十(?P<number>[一二三四五六])五(?=[”"规时期末])', _zh_plan),
        _form("2024年2月27日", year, _zh_date),
        _form("2月27日", month, _zh_date),
        _form("27日", r"(?<![\d.])(?P<day>[1-3]?\d)(?:日(?!元)|(?=[—–至-][1-3]?\d日))", _zh_date),
        _form("超过2200万标准箱", number, lambda match: _zh_number(match, owners)),
    )
    starter = (
        "[\\dA-Za-zμ十百千万亿〇零一二两三四五六七八九第首劣Ⅰ-Ⅻ"
        "不未没最至低少小超突高多大逾接将近约−-]"
    )
    return Grammar(re.compile(starter), forms)


# English

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *(
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
)
MANY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NTH = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
ORDINALS = {word: float(number) for number, word in enumerate(NTH, 1)}
WORDS = {word: float(number) for number, word in enumerate(ONES, 1)}
WORDS |= {word: 10.0 * number for number, word in enumerate(MANY, 2)} | {"decade": 10.0}
# "May" is a month only where a date can stand; "it may fall" has none.
MONTH = (
    r"\b(?-i:January|February|March|April|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|May(?= \d)"
    r"|(?:(?<=in )|(?<=of )|(?<=from )|(?<=to )|(?<=by )|(?<=\d ))May)(?!\w)"
)


def _en_plan(match: re.Match[str]) -> Reading:
    return _plan(match, float(match["number"]))


def _en_date(match: re.Match[str]) -> Reading:
    month = 1 + MONTHS.index(match["month"][:3].lower())
    return _date(match, match["year"], month, _number(match["day_before"] or match["day_behind"]))


def _en_year(match: re.Match[str]) -> Reading:
    return _date(match, match["year"], None, None)


def _en_number(match: re.Match[str], owners: Mapping[str, str]) -> Reading:
    scale = SCALES[(match["scale"] or "").lower()]
    value = _en_value(match) * scale * (-1 if match["sign"] else 1)
    spoken = match["digits"] is None and match["roman"] is None
    unit = owners.get((match["unit"] or "").casefold(), "")
    qualifier = _qualifier(match, "en") or AFTER.get((match["after"] or "").lower(), "equal")
    word = spoken and value < 1e4
    return Reading(
        Figure(value, None, qualifier, _en_kind(match), unit, word, *match.span()), scale
    )


def _en_value(match: re.Match[str]) -> float:
    if match["digits"]:
        return float(match["digits"].replace(",", ""))
    if match["roman"]:
        # Worse than the last class is a class of its own.
        return float(ROMAN[match["roman"].upper()]) + bool(match["worse"])
    if match["nth"]:
        return ORDINALS[match["nth"].lower()]
    return sum(WORDS[part] for part in match["word"].lower().split("-"))


def _en_kind(match: re.Match[str]) -> str:
    if match["percent"]:
        return "percent"
    if match["points"]:
        return "point"
    if match["class"] or match["roman"]:
        return "class"
    return "ordinal" if match["ordinal"] or match["suffix"] or match["nth"] else "number"


def _english(units: Mapping[str, Sequence[str]]) -> Grammar:
    owners, words = _owners(units), _any_of(word for words in units.values() for word in words)
    spoken = _any_of(WORDS)
    month = (
        rf"(?:(?P<day_before>[1-3]?\d) )?(?P<month>{MONTH})",
        r"(?: (?P<day_behind>[1-3]?\d)(?:st|nd|rd|th)?(?![\d,]\d|%))?",
        rf"(?:,? (?P<year>{YEAR})\b)?",
    )
    year = (
        rf"(?<![\w,.-])(?P<year>{YEAR})(?:s\b)?",
        r"(?!\d|[,.]\d|%| (?:TEU|yuan|km|million|billion))",
    )
    number = (
        rf"(?:(?<!% )(?<!percent )\b(?:{_alternatives(QUALIFIERS['en'])}) (?:an? )?",
        rf"(?!class |{YEAR}(?![\d%]|[,.]\d)|\d+th five))?",
        SIGN,
        r"(?P<worse>\b(?:worse than|inferior to|below) (?=class))?",
        r"(?P<class>\b(?:class|category|grade|level)(?:es)? )?",
        rf"(?:(?P<ordinal>\bNo\. ?)?(?P<digits>{DIGITS})(?P<suffix>(?:st|nd|rd|th)\b)?",
        rf"|\b(?P<nth>{'|'.join(NTH)})\b(?![.,;])",
        rf"|\b(?P<word>(?:{spoken})(?:-(?:{spoken}))?)\b(?!(?<=one) of (?:them|these|those|the)\b)",
        r"|(?:(?<=class )|(?<=grade )|(?<=level )|(?<=category ))(?P<roman>VI|IV|V|I{1,3})\b)",
        r"(?:[ -](?P<scale>hundred|thousand|million|billion|trillion)\b)?",
        r"(?:(?P<percent>%|[ -]percent(?!age)| per cent)|(?P<points> percentage points?)",
        rf"|[ -]?(?P<unit>{words})\b)?",
        r"(?:(?: \w+)? (?P<after>or more(?! than)|or so)\b)?",
    )
    forms = (
        _form("PM2.5", PASSED_OVER, _nothing, re.IGNORECASE),
        _form("2+26", NAME, _name, re.IGNORECASE),
        _form(
            "13th Five-Year Plan",
            r"(?P<number>\d+)(?:st|nd|rd|th) five-year plan",
            _en_plan,
            re.IGNORECASE,
        ),
        _form("February 27, 2024", month, _en_date, re.IGNORECASE),
        _form("2024", year, _en_year, re.IGNORECASE),
        _form("2014-2023", rf"(?<={YEAR}[-–])(?P<year>{YEAR})\b", _en_year, re.IGNORECASE),
        _form(
            "more than 22 million TEU",
            number,
            lambda match: _en_number(match, owners),
            re.IGNORECASE,
        ),
    )
    return Grammar(re.compile(r"[\d−-]|\b[a-zμ]", re.IGNORECASE), forms)


def _form(
    example: str,
    pattern: str | tuple[str, ...],
    read: Callable[[re.Match[str]], Reading | None],
    flags: int = 0,
) -> Form:
    return Form(example, re.compile("".join(pattern), flags), read)


# Ranges

RANGE = {
    "zh": re.compile(r"[—–~～-]|至|到"),
    "en": re.compile(r"-|–| to |- to | and | or | against "),
}
# What joins two figures that share a scale or a unit without being a range.
SHARING = (" and ", " or ", " against ")


def _with_ranges(readings: Iterable[Reading], text: str, lang: str) -> list[Figure]:
    """Return the figures of a text, with neighbours such as 1—1.5小时 made one range."""
    figures: list[Figure] = []
    scale_before = 1.0
    for reading in readings:
        figure = reading.figure
        last = figures[-1] if figures else None
        between = text[last.end : figure.start] if last else ""
        if (
            last
            and last.high is None
            and RANGE[lang].fullmatch(between)
            and _belong_together(last, figure, between)
        ):
            if scale_before == 1.0:
                last = _with_scale_of(last, reading)
            figures[-1:] = _joined(last, figure, between)
        else:
            figures.append(figure)
        scale_before = reading.scale
    return figures


def _belong_together(first: Figure, second: Figure, between: str) -> bool:
    """Return whether two neighbours are the ends of one range, or share the scale of the second."""
    sharing = between in SHARING
    if "date" in (first.kind, second.kind):
        return first.kind == second.kind and not sharing
    same_kind = (
        first.kind in ("number", second.kind)
        and second.kind != "name"
        and second.qualifier == "equal"
    )
    may_begin = first.qualifier in ("equal", "about", "nearly") or sharing
    return (
        same_kind
        and may_begin
        and first.unit in ("", second.unit)
        and not (first.word or second.word)
    )


def _with_scale_of(first: Figure, second: Reading) -> Figure:
    """Return the first of two figures with the scale of the second, as in 14.00-14.05 million."""
    low, high = first.value, second.figure.value
    if isinstance(low, str) or isinstance(high, str) or first.kind == "percent":
        return first
    return replace(first, value=low * second.scale) if second.scale > 1 and low < high else first


def _joined(first: Figure, second: Figure, between: str) -> list[Figure]:
    if between in SHARING:
        return [replace(first, unit=first.unit or second.unit), second]
    whole = replace(
        second, value=first.value, high=second.value, start=first.start, qualifier=first.qualifier
    )
    return [whole]


# The reader


def spelled(cell: str | None) -> list[str]:
    """Return the words of a cell that lists spellings.

    >>> spelled("标准箱; 标箱")
    ['标准箱', '标箱']
    """
    return [word for word in (cell or "").split("; ") if word]


class FigureReader:
    """Reads the figures of texts, with the units that it is given: language to unit to spellings.

    >>> reader = FigureReader({"zh": {"teu": ["标准箱"]}, "en": {"h": ["hour", "hours"]}})
    >>> [(f.value, f.qualifier, f.unit) for f in reader.figures("吞吐量突破2200万标准箱", "zh")]
    [(22000000.0, 'more_than', 'teu')]
    >>> [(f.value, f.high, f.unit) for f in reader.figures("a 1- to 1.5-hour circle", "en")]
    [(1.0, 1.5, 'h')]
    """

    def __init__(self, units: Spellings) -> None:
        self.units = {lang: dict(units.get(lang, {})) for lang in VARIANTS}
        self.grammars = {"zh": _chinese(self.units["zh"]), "en": _english(self.units["en"])}
        self._figures = lru_cache(maxsize=1 << 16)(self._read)

    @classmethod
    def of(cls, units: Iterable[Mapping[str, Any]]) -> FigureReader:
        """Return the reader for rows of the table units, of which those with a symbol are read.

        They stand right behind their figure. What has no symbol is counted (persons, beds), and its
        word may stand anywhere in the text.
        """
        measured = [row for row in units if row["symbol"]]
        return _reader(
            tuple(
                (row["id"], row["spellings_zh"] or "", row["spellings_en"] or "")
                for row in measured
            )
        )

    def figures(self, text: str, lang: str) -> tuple[Figure, ...]:
        """Return the figures of ``text`` in ``lang``: "en", or "zh" in either script."""
        return self._figures(text, lang)

    def _read(self, text: str, lang: str) -> tuple[Figure, ...]:
        plain = text.translate(VARIANTS[lang])
        return tuple(_with_ranges(_scan(self.grammars[lang], plain), plain, lang))

    def unmatched(self, zh: str, en: str, strict: bool = False) -> tuple[list[str], list[str]]:
        """Return the figures of a Chinese and an English text that the other lacks, as written.

        Figures in digits, percentages, dates and names must stand on both sides with the same
        qualifier and unit; those in words (三地, "the three places", 一个, "one") may, and are told
        only if some are left over on both sides. One mention of a repeated figure will do. If
        ``strict``, each mention counts, and words do too, except 一 and "one".

        >>> FigureReader({"zh": {}, "en": {}}).unmatched("近60%", "more than 60%")
        (['近60%'], ['more than 60%'])
        """
        chinese, english = list(parts(self.figures(zh, "zh"))), list(parts(self.figures(en, "en")))
        pairs = _pairs(chinese, english)
        left = _without_partner(chinese, english, {i for i, _ in pairs}, strict)
        right = _without_partner(english, chinese, {j for _, j in pairs}, strict)
        words_left, words_right = (
            [f for f in side.spoken if _above_one(f)] for side in (left, right)
        )
        if words_left and words_right:
            left.lacking.extend(words_left)
            right.lacking.extend(words_right)
        for i, j in pairs:
            first, second = chinese[i].figure, english[j].figure
            if _said_otherwise(first, second):
                left.lacking.append(first)
                right.lacking.append(second)
        return _as_written(zh, left.lacking), _as_written(en, right.lacking)


@lru_cache(maxsize=8)
def _reader(units: tuple[tuple[str, str, str], ...]) -> FigureReader:
    """Return one reader for the same spellings, so that no text is read twice."""
    return FigureReader(
        {
            "zh": {unit: spelled(zh) for unit, zh, _ in units if zh},
            "en": {unit: spelled(en) for unit, _, en in units if en},
        }
    )


def _scan(grammar: Grammar, text: str) -> Iterator[Reading]:
    """Yield what the forms read, from the beginning of the text to its end."""
    position = 0
    while start := grammar.starter.search(text, position):
        position = start.start()
        for form in grammar.forms:
            match = form.pattern.match(text, position)
            if match:
                position = match.end()
                reading = form.read(match)
                if reading:
                    yield reading
                break
        else:
            position += 1


def parts(figures: Iterable[Figure]) -> Iterator[Part]:
    """Yield each number of ``figures``: both ends of ranges; year, month and day of dates."""
    sorts = {"percent": "%", "point": "point", "name": "name"}
    for figure in figures:
        for end in figure.ends:
            if isinstance(end, float):
                yield Part(sorts.get(figure.kind, ""), float(f"{end:.12g}"), figure)
            elif figure.kind == "date":
                yield from _date_parts(end, figure)
            else:
                yield Part(sorts.get(figure.kind, ""), end, figure)


def _date_parts(end: str, figure: Figure) -> Iterator[Part]:
    match = re.match(r"(?:(\d{4})|-)(?:-(\d\d)|-)?(?:-(\d\d))?$", end)
    for sort, number in zip(("year", "month", ""), match.groups() if match else (), strict=False):
        if number:
            yield Part(sort, float(number), figure)


@dataclass(frozen=True)
class _Side:
    """The figures of one text without partner in the other; those in words need none."""

    lacking: list[Figure]
    spoken: list[Figure]


def _without_partner(side: list[Part], other: list[Part], paired: set[int], strict: bool) -> _Side:
    others = {part.key for part in other}
    result = _Side([], [])
    for place, part in enumerate(side):
        once_will_do = part.key in others and not (strict and part.sort in ("", "%", "point"))
        if place in paired or once_will_do:
            continue
        figure = part.figure
        free = figure.word and not (strict and (_above_one(figure) or figure.kind == "ordinal"))
        (result.spoken if free else result.lacking).append(figure)
    return result


def _above_one(figure: Figure) -> bool:
    return isinstance(figure.value, float) and figure.value > 1


def _said_otherwise(first: Figure, second: Figure) -> bool:
    """Return whether two equal figures differ in qualifier or unit."""
    if "date" in (first.kind, second.kind) or (first.word and second.word):
        return False
    units = {first.unit, second.unit} - {""}
    return first.qualifier != second.qualifier or len(units) == 2


def _as_written(text: str, figures: Iterable[Figure]) -> list[str]:
    return [text[figure.start : figure.end].strip() for figure in dict.fromkeys(figures)]


def _pairs(first: list[Part], second: list[Part]) -> list[tuple[int, int]]:
    """Pair equal numbers one to one, those that are alike in more first."""
    likenesses: tuple[Callable[[Figure], object], ...] = (
        lambda figure: (figure.qualifier, figure.word, figure.unit),
        lambda figure: figure.qualifier,
        lambda _: None,
    )
    open_first, open_second = list(range(len(first))), list(range(len(second)))
    pairs: list[tuple[int, int]] = []
    for likeness in likenesses:
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for j in open_second:
            waiting[second[j].key, likeness(second[j].figure)].append(j)
        matched = []
        for i in open_first:
            partners = waiting.get((first[i].key, likeness(first[i].figure)))
            if partners:
                matched.append((i, partners.popleft()))
        pairs += matched
        taken_first, taken_second = {i for i, _ in matched}, {j for _, j in matched}
        open_first = [i for i in open_first if i not in taken_first]
        open_second = [j for j in open_second if j not in taken_second]
    return pairs
