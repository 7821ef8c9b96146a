"""Displays: figures and dates as people write them in either language, by CLDR (Babel), with no digit lost."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from . import rows
from .errors import need, unknown
from .package import LANGUAGES, language, shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOCALES = {"en": "en", "zh": "zh_Hans"}
# Below these a number is written out; above, "million" or "万" is used if it leaves at most so many decimals.
SMALLEST, DECIMALS = {"en": 10**6, "zh": 10**4}, {"en": 3, "zh": 4}
PLURALS = {"person": "people", "yuan": "yuan"}
SKELETONS = {4: "y", 7: "yMMMM", 10: "yMMMMd"}


@lru_cache
def _units() -> rows.Index:
    return rows.Index("units", rows.whole(shipped(), "units"))


def shown(value: float | Decimal, unit: str | None, lang: str) -> str:
    """Return a figure with its unit (an ID of the table units, or None) as people write it in ``lang``.

    Every digit of ``value`` is kept: 22180000 is 22.18 million, and 22184321 stays 22,184,321.
    Needs the extra ``display``.

    >>> shown(22000000, "teu", "en"), shown(280000000000, "cny", "zh")
    ('22 million TEU', '2800亿元')
    """
    if language(lang) is None:
        raise unknown("language", lang, LANGUAGES)
    if unit is not None and unit not in _units():
        raise unknown("unit", unit, _units())
    exact = Decimal(str(value))
    figure = number(exact, lang)
    return figure if unit is None else _with_unit(figure, exact, _units()[unit], lang)


def number(exact: Decimal, lang: str) -> str:
    """Return a number in ``lang``, in millions or 万 where that is shorter and loses nothing."""
    numbers: Any = need("babel.numbers", "display")
    locale = LOCALES[lang]
    if abs(exact) >= SMALLEST[lang]:
        # Babel has the Chinese patterns under "short" only, and rounds to whole millions unless told otherwise.
        short = numbers.format_compact_decimal(exact, format_type={"en": "long", "zh": "short"}[lang], locale=locale,
                                               fraction_digits=DECIMALS[lang])  # fmt: skip
        mantissa = Decimal(re.sub(r"[^0-9.]", "", short))
        if mantissa.normalize().as_tuple().digits == exact.normalize().as_tuple().digits:
            return str(short)
    return str(numbers.format_decimal(exact, locale=locale, decimal_quantization=False))


def _with_unit(figure: str, exact: Decimal, unit: dict[str, Any], lang: str) -> str:
    symbol, name = unit["symbol"], unit[f"name_{lang}"]
    if symbol == "%":
        return f"{figure}%"
    if unit["dimension"] == "ordinal":
        return f"{name} {figure}"
    if lang == "zh":
        return figure + re.sub("（.*", "", name)
    if symbol and unit["dimension"] not in ("time", "money"):
        return f"{figure} {symbol}"
    babel: Any = need("babel", "display")
    if babel.Locale("en").plural_form(abs(exact)) != "one":
        name = PLURALS.get(name, f"{name}s")
    return figure if unit["ucum"] == "1" else f"{figure} {name}"


def when(period: object, lang: str) -> str:
    """Return a date, month, year or interval (``2014/2023``) as people write it in ``lang``.

    >>> when("2024-02-27", "en"), when("2014/2023", "zh")
    ('February 27, 2024', '2014–2023年')
    """
    dates: Any = need("babel.dates", "display")
    locale = LOCALES[lang]
    ends = str(period).split("/")
    days = [_first_day(end) for end in ends]
    skeletons = [SKELETONS[len(end)] for end in ends]
    if len(set(skeletons)) == 1 and len(ends) == 2:
        return str(dates.format_interval(*days, skeletons[0], locale=locale))
    told = [_one(dates, day, skeleton, locale) for day, skeleton in zip(days, skeletons, strict=True)]
    return {"en": " – ", "zh": "至"}[lang].join(told)


def _first_day(text: str) -> Any:
    from datetime import date

    return date(*(int(part) for part in (text + "-01-01").split("-")[:3]))


def _one(dates: Any, day: Any, skeleton: str, locale: str) -> str:
    if skeleton == "yMMMMd":
        return str(dates.format_date(day, "long", locale=locale))
    return str(dates.format_skeleton(skeleton, day, locale=locale))
