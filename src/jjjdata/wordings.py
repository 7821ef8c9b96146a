"""Wordings: the words of a chart, in both languages: figures, units, claims, a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from .claimed import Claimed
from .formats import SCALES, format_figure, format_number, format_period, plain
from .messages import say
from .records import Record
from .series import WRONG, Point, Series, highest_and_lowest

DIGITS = 5  # of a figure beside its mark; the table has all
MINUS, NO_BREAK = "\u2212", "\u00a0"
MARKS = {"more_than": ">", "at_least": "≥", "less_than": "<", "at_most": "≤", "about": "≈"}


def title(series: Series, lang: str) -> str:
    """Return what a chart of a series is called."""
    indicator, place = series.indicator[f"name_{lang}"], series.place[f"name_{lang}"]
    return title_of(indicator, place, lang, is_only=len(series.places) == 1)


def title_of(indicator: str, place: str, lang: str, *, is_only: bool) -> str:
    """Return what a series of an indicator at a place is called, by the names of the two.

    ``is_only`` says whether there are figures of no other place.
    """
    # "Container throughput of Tianjin Port" says where, if it has figures of no other place.
    if place in indicator and is_only:
        return indicator
    return say("chart_title", lang, indicator=indicator, place=place)


def scale_of(values: Iterable[float], lang: str) -> tuple[int, str]:
    """Return the power of ten, and its word, in which all figures of an axis are told.

    >>> scale_of([13e6, 23.3e6], "en"), scale_of([13e6], "zh"), scale_of([89.5], "en")
    ((6, 'million'), (4, '万'), (0, ''))
    """
    greatest = max(map(abs, values), default=0)
    for word, power in SCALES[lang].items():
        # 3.3万 is said, but an axis from 0.5万 to 1万 is not: thousands are written out there.
        if greatest >= 10**power * (10 if word == "万" else 1):
            return power, word.strip()
    return 0, ""


def short_figure(value: float, power: int) -> str:
    """Return a figure in the scale of an axis, with five digits at most.

    >>> short_figure(75195200, 4), short_figure(-28.7, 0)
    ('7,519.5', '−28.7')
    """
    scaled = Decimal(str(value)).scaleb(-power)
    rounded = Decimal(f"{scaled:.{DIGITS}g}") if scaled.copy_abs() < 10**DIGITS else scaled
    # Not format_number, which in Chinese would write 1万 above 5,000 on one axis.
    return plain(rounded or Decimal(0), ",").replace("-", MINUS)


def unit_words(unit: Mapping[str, Any], word: str, lang: str) -> str:
    """Return the unit of an axis with the word for its scale: million TEU, 万标准箱."""
    # As it stands beside a figure: "yuan" and not "CNY", "people" and not "persons".
    counted = format_figure(2, unit, lang).replace("2", "", 1).strip()
    return (f"{word} {counted}" if lang == "en" else word + counted).strip()


def axis_words(series: Series, start: str, word: str, lang: str, *, is_from_zero: bool) -> str:
    """Return what stands above an axis: its unit, and where it begins if that is not at zero."""
    units = unit_words(series.unit, word, lang)
    if is_from_zero or series.unit["dimension"] == "ordinal":
        return units
    comma = "；" if lang == "zh" else "; "
    return comma.join(filter(None, (units, say("chart_axis", lang, start=start))))


def figure_words(point: Point, figure: str, lang: str) -> str:
    """Return a figure with what its source says of its exactness: >21, ≈38.3, nearly 30."""
    if point.qualifier == "nearly":
        return say("chart_nearly", lang, figure=figure)
    return MARKS.get(str(point.qualifier), "") + figure


def change_words(percent: float) -> str:
    """Return a change in percent with its sign; none has no sign.

    >>> change_words(-58.817), change_words(57.86), change_words(-0.04)
    ('−58.8%', '+57.9%', '0.0%')
    """
    told = f"{percent:+.1f}%".replace("-", MINUS)
    return told if float(f"{percent:.1f}") else "0.0%"


def claim_words(claimed: Claimed, series: Series, lang: str) -> str:
    """Return what a claim says of a series, as it stands beside its line.

    Where its line is best broken, it is.
    """
    claim = claimed.claim
    when = format_period(claim["period"], lang) if claim["period"] else say("undated", lang)
    when = when.replace(" ", NO_BREAK)  # a date is not torn apart
    if claimed.kind == "level":
        return say(
            "chart_claim_level", lang, when=when, figure=_claimed_figure(claim, series, lang)
        )
    if claimed.kind == "change":
        key = "chart_claim_fall" if claimed.is_fall else "chart_claim_rise"
        base = format_period(claim["base_period"], lang)
        percent = f"{format_number(claim['value'], lang)}%"
        figure = _qualified(claim, percent, lang)
        return say(key, lang, when=when, base=base, figure=figure)
    return say("chart_told_claim", lang, claim=claim[f"statement_{lang}"])


def unbroken(words: str, lang: str) -> str:
    r"""Return words of several lines in one.

    >>> unbroken("Claimed, 2023:\n32", "en"), unbroken("陈述：\n32", "zh")
    ('Claimed, 2023: 32', '陈述：32')
    """
    return ("" if lang == "zh" else " ").join(words.split("\n"))


def range_words(claimed: Claimed, series: Series, lang: str) -> str:
    """Return the range that the words of a claim allow, in the unit of the series."""
    low, high = (
        None if bound is None else format_figure(bound, series.unit, lang)
        for bound in (claimed.low, claimed.high)
    )
    if low is not None and high is not None:
        return low if low == high else say("chart_range", lang, low=low, high=high)
    if low is None and high is None:
        return ""
    return (
        say("chart_range_up", lang, low=low)
        if high is None
        else say("chart_range_down", lang, high=high)
    )


def description(series: Series, claims: Iterable[Claimed], lang: str) -> str:
    """Return a chart in words, for those who don't see it, made from the figures alone."""
    join = "" if lang == "zh" else " "
    return join.join(filter(None, _sentences(series, claims, lang)))


def _sentences(series: Series, claims: Iterable[Claimed], lang: str) -> Iterator[str]:
    points = series.preferred
    figures = [_told(point, series, lang) for point in points]
    if points:
        key = "chart_told_one" if len(points) == 1 else "chart_told"
        yield say(key, lang, first=figures[0], last=figures[-1], count=len(points))
    years = [point for point in series.points if not point.is_gap]
    keys = ("chart_told_highest", "chart_told_lowest") if len(years) > 1 else ()
    for key, point in zip(keys, highest_and_lowest(years), strict=False):
        if point:
            yield say(key, lang, figure=_told(point, series, lang))
    missing = [format_period(point.period, lang) for point in series.points if point.is_gap]
    comma, pause = ("、", "；") if lang == "zh" else (", ", "; ")
    if missing:
        yield say("chart_told_gaps", lang, years=comma.join(missing))
    if series.others:
        wrong = sum(point.rank == WRONG for point in series.others)
        targets = sum(point.is_target for point in series.others)
        counts = {"count": len(series.others), "targets": targets, "wrong": wrong}
        yield say("chart_told_others", lang, **counts)
    for claimed in claims:
        yield say("chart_told_claim", lang, claim=claimed.claim[f"statement_{lang}"])
    if len(points) > 1:
        yield say("chart_told_all", lang, figures=pause.join(figures))


def _value(point: Point) -> float:
    return point.value or 0.0


def _told(point: Point, series: Series, lang: str) -> str:
    figure = figure_words(point, format_figure(_value(point), series.unit, lang), lang)
    return say("chart_told_figure", lang, period=format_period(point.period, lang), figure=figure)


def _claimed_figure(claim: Record, series: Series, lang: str) -> str:
    figure = format_figure(claim["value"], series.unit, lang)
    if claim["value_high"] is not None:
        high = format_figure(claim["value_high"], series.unit, lang)
        return say("chart_range", lang, low=figure, high=high)
    return _qualified(claim, figure, lang)


def _qualified(claim: Record, figure: str, lang: str) -> str:
    if claim["qualifier"] in (None, "equal", "range"):
        return figure
    words = claim.label("qualifier", lang)
    return words + figure if lang == "zh" else f"{words} {figure}"
