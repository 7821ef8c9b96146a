"""Figures and dates as people write them in either language.

The rules are our own and few: CLDR's patterns, which came through Babel before, change with its
releases, and a table printed last year should read the same today. They are the patterns of CLDR as
Babel 2.18 had them, except that months are always written in full.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

# The words for large numbers, largest first, each with its power of ten.
SCALES = {
    "en": {" trillion": 12, " billion": 9, " million": 6},
    "zh": {"万亿": 12, "亿": 8, "万": 4},
}
# A number that would keep more decimals than this beside such a word is written out instead.
DECIMALS = {"en": 3, "zh": 4}
MOST_DECIMALS = 4  # in a column, where one number must not break the style of all the others
# English names of units whose plural is not made with an s.
PLURALS = {"person": "people", "yuan": "yuan"}
# calendar.month_name would follow the computer's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# With thin spaces: set solid, "February 2014–February 2024" seems to join 2014 and February.
DASH = "\u2009–\u2009"

# A year, month or day as its numbers: (2024,), (2024, 2) or (2024, 2, 27).
_Point = tuple[int, ...]
_POINT = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def format_figure(value: float | Decimal, unit: Mapping[str, Any] | None, lang: str) -> str:
    """Return a figure with its unit as people write it in ``lang``.

    ``unit`` is a row of the table units; None leaves the bare number. No digit is lost.

    >>> yuan = {"symbol": "CNY", "name_zh": "元（人民币）", "name_en": "yuan", "ucum": None,
    ...         "dimension": "money"}
    >>> format_figure(280000000000, yuan, "en"), format_figure(280000000000, yuan, "zh")
    ('280 billion yuan', '2800亿元')
    """
    return _with_unit(format_number(value, lang), unit, lang)


def format_column(
    values: Iterable[float | None], unit: Mapping[str, Any] | None, lang: str
) -> list[str | None]:
    """Return the figures of one column with their unit, all in one style.

    They are all in millions, or all in another of the words for large numbers, or all written out.
    No digit is lost; None stays None.

    >>> teu = {"symbol": "TEU", "name_zh": "标准箱", "name_en": "TEU", "ucum": None,
    ...        "dimension": "count"}
    >>> format_column([22180000, None, 23290500], teu, "en")
    ['22.18 million TEU', None, '23.2905 million TEU']
    >>> format_column([9500, 23290500], teu, "en")
    ['9,500 TEU', '23,290,500 TEU']
    """
    _require_language(lang)
    numbers = [None if value is None else _exact(value) for value in values]
    word, power = _shared_scale([number for number in numbers if number], lang)

    def written(number: Decimal) -> str:
        if not (power and number):
            return plain(str(number), ",")
        # 10,444.2 billion, but 10444.2亿.
        return plain(_scaled(number, power), "," if lang == "en" else "") + word

    return [
        None if number is None else _with_unit(written(number), unit, lang) for number in numbers
    ]


def _shared_scale(numbers: list[Decimal], lang: str) -> tuple[str, int]:
    """Return the largest word in which all numbers are short, with its power; none is 0."""
    for word, power in SCALES[lang].items():
        is_large = all(number.copy_abs() >= 10**power for number in numbers)
        if is_large and all(
            _decimals(_scaled(number, power)) <= MOST_DECIMALS for number in numbers
        ):
            return word, power
    return "", 0


def _scaled(number: Decimal, power: int) -> str:
    # Arithmetic with Decimal rounds to 28 digits; reading a text never does.
    return plain(f"{number:f}e-{power}")


def _decimals(written: str) -> int:
    return len(written.partition(".")[2])


def _with_unit(number: str, unit: Mapping[str, Any] | None, lang: str) -> str:
    if unit is None:
        return number
    if unit["symbol"] == "%":
        return f"{number}%"
    if unit["dimension"] == "ordinal":
        # A rank is named before its number: it counts nothing.
        return f"{unit[f'name_{lang}']} {number}"
    if lang == "zh":
        # What stands in brackets explains the unit in a table of units: 元（人民币）.
        return number + str(unit["name_zh"]).partition("（")[0]
    return number + _english_unit(unit, singular=number in {"1", "-1"})


def _english_unit(unit: Mapping[str, Any], *, singular: bool) -> str:
    # "1.5 hours" and "22 yuan" read better than "1.5 h" and "22 CNY".
    if unit["symbol"] and unit["dimension"] not in {"time", "money"}:
        return f" {unit['symbol']}"
    # A count of bodies has no word of its own in English: the sentence says of what.
    if unit["ucum"] == "1":
        return ""
    name = unit["name_en"]
    return f" {name}" if singular else f" {PLURALS.get(name, f'{name}s')}"


def format_number(value: float | Decimal, lang: str) -> str:
    """Return a number in ``lang``, in millions or 万 where that is short and loses no digit.

    >>> format_number(22180000, "en"), format_number(22180000, "zh")
    ('22.18 million', '2218万')
    >>> format_number(22184321, "en"), format_number(22184321, "zh")
    ('22,184,321', '2218.4321万')
    """
    _require_language(lang)
    number = _exact(value)
    for word, power in SCALES[lang].items():
        if number.copy_abs() >= 10**power:
            scaled = _scaled(number, power)
            if _decimals(scaled) <= DECIMALS[lang]:
                return scaled + word
            break
    return plain(str(number), separator=",")


def _exact(value: float | Decimal) -> Decimal:
    # By way of str, for Decimal(0.1) has 55 digits.
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    # A zero below zero comes from rounding and says nothing.
    return number or Decimal(0)


def plain(number: Decimal | str, separator: str = "") -> str:
    """Return a number without a power of ten and without zeros at the end of its decimals.

    >>> plain("1234.50"), plain("1e3", ",")
    ('1234.5', '1,000')
    """
    written = format(Decimal(number), f"{separator}f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def last_place(value: float) -> float:
    """Return one unit of the last significant digit of a figure; of 0 it is 1.

    >>> last_place(58.2), last_place(9900), last_place(2.8e12)
    (0.1, 100.0, 100000000000.0)
    """
    # Twelve digits: what stands further behind comes from binary arithmetic.
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return 10.0 ** int(exponent)


def format_period(period: object, lang: str) -> str:
    """Return a date, month, year or interval (EDTF) as people write it in ``lang``.

    >>> format_period("2024-02-27", "en"), format_period("2014/2023", "zh")
    ('February 27, 2024', '2014–2023年')
    >>> format_period("../2024-02-27", "en"), format_period("2014/..", "zh")
    ('by February 27, 2024', '2014年以来')
    """
    _require_language(lang)
    return _period(str(period), lang)


@lru_cache(maxsize=1 << 12)  # the same days and years are told again and again
def _period(period: str, lang: str) -> str:
    match period.split("/"):
        case [day]:
            return _written(_point(day), lang)
        case ["..", end]:
            # 截至 includes the day itself, as the interval does; 2月27日前 may not.
            return {"en": "by ", "zh": "截至"}[lang] + _written(_point(end), lang)
        case [start, ".."]:
            first = _written(_point(start), lang)
            return {"en": f"since {first}", "zh": f"{first}以来"}[lang]
        case [start, end]:
            return _interval(_point(start), _point(end), lang)
    raise ValueError(f"{period!r} is not a period: it has more than two ends")


def _point(text: str) -> _Point:
    if not _POINT.fullmatch(text):
        raise ValueError(
            f"{text!r} is not a period; one is written 2024, 2024-02, 2024-02-27, 2014/2023, "
            "../2024-02-27 or 2014/.."
        )
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        raise ValueError(f"{text!r} is not in the calendar") from None
    return tuple(int(number) for number in text.split("-"))


def _written(point: _Point, lang: str) -> str:
    if lang == "zh":
        return "".join(f"{number}{mark}" for number, mark in zip(point, "年月日", strict=False))
    match point:
        case (year, month, day):
            return f"{MONTHS[month - 1]} {day}, {year}"
        case (year, month):
            return f"{MONTHS[month - 1]} {year}"
    return f"{point[0]}"


def _interval(start: _Point, end: _Point, lang: str) -> str:
    # Compared as far as both are known: 2014/2014-03 is in order.
    if start[: len(end)] > end[: len(start)]:
        first, last = _written(start, "en"), _written(end, "en")
        raise ValueError(f"the period ends before it begins: {first} to {last}")
    if start == end:
        return _written(start, lang)
    return _english_interval(start, end) if lang == "en" else _chinese_interval(start, end)


def _english_interval(start: _Point, end: _Point) -> str:
    first, last = _written(start, "en"), _written(end, "en")
    # What both ends share is said once: February 3–May 20, 2014; February 3–20, 2014.
    if len(start) == len(end) and start[0] == end[0]:
        first = first.removesuffix(f"{start[0]}").rstrip(", ")
        if start[1] == end[1]:
            last = last.removeprefix(f"{MONTHS[end[1] - 1]} ")
    return f"{first}{DASH}{last}"


def _chinese_interval(start: _Point, end: _Point) -> str:
    first, last = _written(start, "zh"), _written(end, "zh")
    if len(start) == len(end) == 1:
        return f"{start[0]}–{last}"
    # What both ends share is said once: 2014年2月3日至5月20日, 2014年2月3日至20日.
    if len(start) == len(end):
        shared = next(count for count in (2, 1, 0) if start[:count] == end[:count])
        last = last.removeprefix(_written(end[:shared], "zh"))
    return f"{first}至{last}"


def _require_language(lang: str) -> None:
    if lang not in SCALES:
        raise ValueError(f"there is no language {lang!r}; there are: {', '.join(SCALES)}")
