"""Readings: the figures, dates and qualifiers in running text, Chinese or English.

The reader is our own. cn2an reads a bare numeral but neither 2.8万亿 nor one with a counter behind it;
number-parser and text2num make "22 million" two numbers; recognizers-text no longer imports beside current
releases of its dependencies; and none of them has qualifiers, 余 and 多, 成, classes, ranges or names such as
PM2.5. ``tests/test_readings.py`` keeps the comparison.
"""

from __future__ import annotations

import re
from collections import namedtuple
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

Figure = namedtuple("Figure", "value high qualifier kind unit word start end")
Figure.__doc__ = """One figure of a text.

``value`` and ``high`` (the upper end of a range, or None) are floats in the unit itself, or texts for dates
("2024-02-27", "2023", "--02-27", "--02") and names ("2+26"). ``qualifier`` is a code ("equal" where the text has
none), ``kind`` is number, percent, point, ordinal, class, plan, date or name, ``unit`` an ID of the table units or
"". ``word`` is true of figures not written in digits; ``start`` and ``end`` are code points.
"""

QUALIFIERS = {
    "zh": {"at_most": "不超过|不高于|未超过|没有超过|不多于|最多|至多", "at_least": "不少于|不低于|不小于|至少|最少",
           "less_than": "低于|不足|不到|少于|小于|未达", "more_than": "超过|突破|超出|高于|多于|大于|逾|超",
           "nearly": "接近|将近|(?<![附最邻远])近", "about": "大约|约为|(?<![条合公节制签])约|大致"},
    "en": {"at_most": "not more than|no more than|not exceeding|not exceed|at most",
           "at_least": "not less than|no less than|no fewer than|not fewer than|at least|a minimum of",
           "less_than": "less than|fewer than|lower than|below|under|short of", "nearly": "nearly|almost|close to",
           "more_than": r"more than|exceed(?:ed|s|ing)?|over(?! [\w.]+ (?:years?|months?)| an? decade)|above"
           "|surpass(?:ed|es|ing)?|greater than|higher than|top(?:s|ped)?",
           "about": "about|around|approximately|roughly|some"},
}  # fmt: skip
AFTER = {"以上": "at_least", "左右": "about", "上下": "about", "以下": "at_most", "以内": "at_most",
         "or more": "at_least", "or so": "about"}  # fmt: skip
SCALES = {"万亿": 1e12, "兆": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "": 1.0,
          "trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3, "hundred": 1e2}  # fmt: skip
UNITS = {
    "zh": {"teu": "个?标准箱|个?标箱|TEU", "usd": "美元", "cny": "元", "h": "个?小时", "km2": "平方公里|平方千米",
           "ug-m3": "微克|[μµ]g", "km": "公里|千米|km", "t": "吨", "a": "年"},
    "en": {"teu": "TEUs?", "usd": "(?:US )?dollars", "cny": "yuan|RMB", "h": "-?hours?", "ug-m3": "micrograms?|[μµ]g",
           "km2": "square kilomet(?:er|re)s?|sq km", "km": "kilomet(?:er|re)s?|km", "t": "(?:metric )?ton(?:ne)?s?",
           "a": "-?years?"},
}  # fmt: skip
TRADITIONAL = str.maketrans("萬億餘個約過標準兩幾類點項達", "万亿余个约过标准两几类点项达")
HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
MANY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINALS = {word: float(number) for number, word in enumerate(NTH, 1)}
WORDS = {word: float(number) for number, word in enumerate(ONES, 1)} | {"decade": 10.0}
WORDS |= {word: 10.0 * number for number, word in enumerate(MANY, 2)}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6} | {chr(0x2160 + i): i + 1 for i in range(6)}

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d"
_SCALE = "万亿|亿|万|千|百|兆"
_SIGN = r"(?P<sign>(?<![A-Za-z0-9—–%)-])[-−](?=\d))?"
# Names that hold digits are passed over; only those that tell areas apart are figures of their own, such as 2+26.
_NAME = "|".join((
    r"(?P<skip>https?://\S+", "[一二三四五]分之[一二三四]", r"PM ?(?:2\.5|10)", "[μµ]?g/m3",
    r"\b[A-Za-z]+[-/]?\d[\w.]*", r"\d+(?:\.\d+){2,}", r"[\d.]+\.(?:cn|com|org)(?![A-Za-z])",
    r"(?<![\d.,])0\d+(?![\d.]))",
    r"(?P<name>\d\+\d+(?:\+\d+)?)",
))  # fmt: skip


def _either(groups: dict[str, str], prefix: str = "") -> str:
    return "|".join(f"(?P<{prefix}{name.replace('-', '_')}>{text})" for name, text in groups.items())


# Most characters begin no figure; the first test passes them by.
_ZH = re.compile(
    r"(?=[\dA-Za-zμµ十百千万亿〇零一二两三四五六七八九第首劣Ⅰ-Ⅻ不未没最至低少小超突高多大逾接将近约−-])(?:" + "|".join((
    _NAME,
    "十(?P<plan>[一二三四五六])五(?=[”\"规时期末])|(?P<plan_d>(?!))",
    rf"(?<!\d)(?P<y>{_YEAR})(?:年(?!代(?!码)|级|多|余)"
    r"(?:(?P<m>1[0-2]|0?[1-9])(?:月份?(?:(?P<d>[1-3]?\d)[日号])?(?!\d)|(?=[—–至-]\d+月)))?"
    rf"|(?=[—–至到、和与～~-]{_YEAR})|(?![\d.,%％\u4e00-\u9fff]))",
    r"(?<![\d.])(?P<md>1[0-2]|0?[1-9])(?:月份?(?:(?P<dd>[1-3]?\d)[日号])?|(?=[—–至到、和-](?:1[0-2]|[1-9])月))",
    r"(?<![\d.])(?P<day>[1-3]?\d)(?:日(?!元)|(?=[—–至-][1-3]?\d日))",
    rf"(?:(?:{_either(QUALIFIERS['zh'])})[了有为占达降增合计“]?(?!{_YEAR}[年—至、和]))?{_SIGN}"
    r"(?:(?P<pc>百分之)|(?P<worse>劣)|(?P<ord>第|No\. ?))?"
    rf"(?:(?P<num>(?:(?:{_DIGITS})(?:{_SCALE}))*(?:{_DIGITS}))(?P<e>多|余)?(?P<s>{_SCALE})?"
    r"|(?P<han>[〇零一二两三四五六七八九十百千万亿]+)|(?P<bare>首(?=[批个家次座]))"
    r"|(?P<rom>[Ⅰ-Ⅵ](?=类)|(?<![A-Za-z])[IV]+(?=类)|(?:(?<=Class )|(?<=Grade )|(?<=Level ))[IV]+))"
    r"(?P<f>多|余)?(?:(?P<p>%|％)|(?P<pp>个?百分点)|(?P<tenth>成(?![为立本员果功都交长套])(?:以上)?)|(?P<cls>类)"
    rf"|{_either(UNITS['zh'], 'u_')})?(?P<g>多(?![个种次项家\d]))?"
    r"(?:/?[\u4e00-\u9fff]{0,4}?(?P<after>(?<!及)以上|左右|上下|以下|以内))?",
)) + ")")  # fmt: skip
_MONTH = "January|February|March|April|June|July|August|September|October|November|December|"
_MONTH += r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|May(?= \d)|"
_MONTH = rf"\b(?-i:{_MONTH}(?:(?<=in )|(?<=of )|(?<=from )|(?<=to )|(?<=by )|(?<=\d ))May)(?!\w)"
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_EN = re.compile(r"(?=[\d−-]|\b[a-zμµ])(?:" + "|".join((
    _NAME,
    r"(?P<plan_d>\d+)(?:st|nd|rd|th) five-year plan|(?P<plan>(?!))",
    rf"(?:(?P<d1>[1-3]?\d) )?(?P<month>{_MONTH})(?: (?P<d2>[1-3]?\d)(?:st|nd|rd|th)?(?![\d,]\d|%))?"
    rf"(?:,? (?P<y2>{_YEAR})\b)?",
    rf"(?<![\w,.-])(?P<y>{_YEAR})(?:s\b)?(?![\d,]\d|\.\d|%| (?:TEU|yuan|km|million|billion))",
    rf"(?<={_YEAR}[-–])(?P<y3>{_YEAR})\b",
    rf"(?:(?<!% )(?<!percent )\b(?:{_either(QUALIFIERS['en'])}) (?:an? )?"
    rf"(?!class |{_YEAR}(?![\d%]|[,.]\d)|\d+th five))?{_SIGN}"
    r"(?P<worse>\b(?:worse than|inferior to|below) (?=class))?(?P<cls>\b(?:class|category|grade|level)(?:es)? )?"
    rf"(?:(?P<ord>\bNo\. ?)?(?P<num>{_DIGITS})(?P<nth>(?:st|nd|rd|th)\b)?|\b(?P<o>{'|'.join(NTH)})\b(?![.,;])"
    rf"|\b(?P<w>(?:{_WORD})(?:-(?:{_WORD}))?)\b(?!(?<=one) of (?:them|these|those|the)\b)"
    r"|(?:(?<=class )|(?<=grade )|(?<=level )|(?<=category ))(?P<rom>VI|IV|V|I{1,3})\b)"
    r"(?:[ -](?P<s>hundred|thousand|million|billion|trillion)\b)?"
    r"(?:(?P<p>%|[ -]percent(?!age)| per cent)|(?P<pp> percentage points?)"
    rf"|[ -]?(?:{_either(UNITS['en'], 'u_')})\b)?(?:(?: \w+)? (?P<after>or more(?! than)|or so)\b)?",
)) + ")", re.IGNORECASE)  # fmt: skip
_JOIN = {"zh": re.compile(r"[—–~～-]|至|到"), "en": re.compile(r"-|–| to |- to | and | or | against ")}


def han_number(text: str) -> float | None:
    """Return the value of a Chinese numeral: 一百二十 is 120, 两万亿 is 2e12; None if it is none."""
    total, section, digit = 0.0, 0.0, None
    for char in text:
        if char in HAN:
            if digit is not None and digit and HAN[char]:
                return None
            digit = HAN[char]
        elif char in TENS:
            section += (1 if digit is None else digit) * TENS[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                section = 1
            total = (total + section) * 1e4 if char == "万" else (total + section) * 1e8
            section, digit = 0.0, None
    return total + section + (digit or 0)


def _plain(text: str, scale: str) -> float:
    """Return the value of digits with Chinese scales in between, such as 5兆2073亿4000 with the scale 万."""
    parts = re.findall(rf"({_DIGITS})({_SCALE})?", text)
    return sum(float(number.replace(",", "")) * SCALES[own or scale] for number, own in parts)


def _read(found: re.Match[str], lang: str) -> Figure | None:
    get = found.groupdict()
    value: Any = _dated(get, lang)
    kind = "date"
    if get["name"]:
        value, kind = get["name"], "name"
    elif get["plan"] or get["plan_d"]:
        value, kind = float(get["plan_d"] or 10 + HAN[get["plan"]]), "plan"
    if value:
        return Figure(value, None, "equal", kind, "", False, *found.span())
    return None if get["skip"] else _number(get, lang, *found.span())


def _dated(get: dict[str, Any], lang: str) -> str | None:
    """Return the date of a match as far as it goes: "2024-02-27", "2024", "--02-27", "--02" or "---27"."""
    if lang == "zh":
        year, month, day = get["y"], get["m"] or get["md"], get["d"] or get["dd"] or get["day"]
    else:
        year, day = get["y"] or get["y2"] or get["y3"], get["d1"] or get["d2"]
        month = str(1 + MONTHS.index(get["month"][:3].lower())) if get["month"] else None
    if not (year or month or day):
        return None
    return (year or "-") + (f"-{int(month):02d}" if month else "-" if day else "") + (f"-{int(day):02d}" if day else "")


def _number(get: dict[str, str | None], lang: str, start: int, end: int) -> Figure | None:
    roman, word = get["rom"], not get["num"]
    value: float | None
    if get["num"]:
        value = _plain(get["num"], (get["s"] or "").lower())
    elif roman:
        # Worse than the last class is a class of its own.
        value, word = float(ROMAN.get(roman.upper(), 0)) + bool(get["worse"]), False
    elif lang == "zh":
        value = 1.0 if get["bare"] is not None else han_number(get["han"] or "")
        # 万 alone is a number in 超万家 and 万余家, not in 万一 or 千年.
        counted = any(get[name] for name in QUALIFIERS["zh"]) or get["f"]
        if get["han"] and get["han"][0] in "百千万亿" and not counted:
            return None
    else:
        spoken = (get["w"] or get["o"] or "").lower()
        value = float(ORDINALS[spoken]) if get["o"] else sum(WORDS[part] for part in spoken.split("-"))
    if value is None:
        return None
    value *= (
        (1 if get["num"] else SCALES[(get["s"] or "").lower()]) * (-1 if get["sign"] else 1) * (10 if get.get("tenth") else 1)
    )
    word = word and value < 1e4 and not get.get("tenth") and not get.get("pc")
    qualifier = next((name for name in QUALIFIERS[lang] if get[name]), None)
    if qualifier is None and any(get.get(name) for name in "efg"):
        qualifier = "more_than"
    after = (get["after"] or "").lower() or ("以上" if "以上" in (get.get("tenth") or "") else "")
    unit = next((name for name in UNITS[lang] if get["u_" + name.replace("-", "_")]), "")
    ordinal = get["ord"] or get.get("nth") or get.get("o") or get.get("bare")
    kind = ("percent" if get["p"] or get.get("pc") or get.get("tenth") else "point" if get["pp"] else
            "class" if get["cls"] or roman else "ordinal" if ordinal else "number")  # fmt: skip
    return Figure(value, None, qualifier or AFTER.get(after, "equal"), kind, unit, word, start, end)


@lru_cache(maxsize=1 << 16)
def figures(text: str, lang: str) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in ``lang`` ("zh", traditional characters included, or "en").

    >>> [(f.value, f.qualifier, f.unit) for f in figures("吞吐量突破2200万标准箱", "zh")]
    [(22000000.0, 'more_than', 'teu')]
    >>> [(f.value, f.high, f.unit) for f in figures("a 1- to 1.5-hour circle", "en")]
    [(1.0, 1.5, 'h')]
    """
    pattern, plain = (_ZH, text.translate(TRADITIONAL)) if lang == "zh" else (_EN, text)
    read = []
    for found in pattern.finditer(plain):
        figure = _read(found, lang)
        if figure is not None:
            read.append((figure, SCALES[(found.group("s") or "").lower()]))
    joined: list[Figure] = []
    scaled = 1.0
    for figure, scale in read:
        last = joined[-1] if joined else None
        between = plain[last.end : figure.start] if last else ""
        if last and last.high is None and _JOIN[lang].fullmatch(between) and _same_sort(last, figure, between):
            if last.kind != "date" and scaled == 1.0 and last.kind != "percent" and scale > 1 and last.value < figure.value:
                last = last._replace(value=last.value * scale)
            if between in (" and ", " or ", " against "):
                joined[-1:] = [last._replace(unit=last.unit or figure.unit), figure]
            else:
                joined[-1] = figure._replace(value=last.value, high=figure.value, start=last.start, qualifier=last.qualifier)
        else:
            joined.append(figure)
        scaled = scale
    return tuple(joined)


def _same_sort(first: Figure, second: Figure, between: str) -> bool:
    """Return whether two neighbours are the ends of one range, or share the scale of the second."""
    if first.kind == "date" or second.kind == "date":
        return first.kind == second.kind and between not in (" and ", " or ", " against ")
    kinds = first.kind in ("number", second.kind) and second.kind != "name" and second.qualifier == "equal"
    kinds = kinds and (first.qualifier in ("equal", "about", "nearly") or between in (" and ", " or ", " against "))
    return bool(kinds and first.unit in ("", second.unit) and not (first.word or second.word))


def parts(found: Iterable[Figure]) -> Iterator[tuple[str, Any, Figure]]:
    """Yield each single number of ``found`` with its sort: both ends of ranges; year, month and day of dates."""
    for figure in found:
        for end in (figure.value, figure.high):
            if end is None:
                continue
            if figure.kind == "date":
                year, month, day = re.match(r"(?:(\d{4})|-)(?:-(\d\d)|-)?(?:-(\d\d))?$", end).groups()  # type: ignore[union-attr]
                yield from ((sort, float(part), figure) for sort, part in
                            (("year", year), ("month", month), ("", day)) if part)  # fmt: skip
            else:
                sort = {"percent": "%", "point": "point", "name": "name"}.get(figure.kind, "")
                yield sort, float(f"{end:.12g}") if isinstance(end, float) else end, figure


def unmatched(zh: str, en: str, strict: bool = False) -> tuple[list[str], list[str]]:
    """Return the figures of a Chinese and an English text that the other lacks, as written.

    Figures in digits, percentages, dates and names must stand on both sides with the same qualifier and
    unit; those in words (三地, "the three places", 一个, "one") may, and are told only if some are left
    over on both sides. One mention of a repeated figure will do. If ``strict``, each mention counts, and words
    do too, except 一 and "one".
    """
    sides = [list(parts(figures(zh, "zh"))), list(parts(figures(en, "en")))]
    pairs = _pair(*sides)
    told: list[list[Figure]] = [[], []]
    spoken: list[list[Figure]] = [[], []]
    for i, side in enumerate(sides):
        other = {item[:2] for item in sides[1 - i]}
        paired = {pair[i] for pair in pairs}
        for at, (sort, value, figure) in enumerate(side):
            once = (sort, value) in other and not (strict and sort in ("", "%", "point"))
            if at not in paired and not once:
                loose = figure.word and not (strict and (figure.value > 1 or figure.kind == "ordinal"))
                (spoken if loose else told)[i].append(figure)
    if all(any(figure.value > 1 for figure in side) for side in spoken):
        told = [a + [figure for figure in b if figure.value > 1] for a, b in zip(told, spoken, strict=True)]
    for i, j in pairs:
        a, b = sides[0][i][2], sides[1][j][2]
        if (
            "date" not in (a.kind, b.kind)
            and not (a.word and b.word)
            and (a.qualifier != b.qualifier or (a.unit != b.unit and a.unit and b.unit))
        ):
            told[0].append(a)
            told[1].append(b)
    first, second = ([text[f.start : f.end].strip() for f in dict.fromkeys(side)]
                     for text, side in zip((zh, en), told, strict=True))  # fmt: skip
    return first, second


def _pair(first: list[Any], second: list[Any]) -> list[tuple[int, int]]:
    """Pair equal numbers, those with the same qualifier and way of writing first."""
    tests = (lambda a, b: a.qualifier == b.qualifier and a.word == b.word and a.unit == b.unit,
             lambda a, b: a.qualifier == b.qualifier, lambda *_: True)  # fmt: skip
    open_first, open_second = dict.fromkeys(range(len(first))), dict.fromkeys(range(len(second)))
    pairs = []
    for test in tests:
        for i in list(open_first):
            for j in open_second:
                if first[i][:2] == second[j][:2] and test(first[i][2], second[j][2]):
                    pairs.append((i, j))
                    del open_first[i], open_second[j]
                    break
    return pairs
