"""Axes: where a moment and a figure stand in a drawing, and the round figures beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

ZERO_FROM = 0.6  # an axis begins at zero unless the least figure is more than this of the greatest
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Axis:
    """A scale from figures to places in a drawing: ``low`` stands at ``start``."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Return the place of a figure.

        >>> Axis(0, 10, 100, 0).at(2.5)
        75.0
        """
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def value_axis(values: Iterable[float], start: float, end: float, *, from_zero: bool) -> Axis:
    """Return an axis that holds all figures between round ones.

    It begins at zero if that is asked for, or if the figures differ much.

    >>> value_axis([27, 89.5], 0, 100, from_zero=False).ticks
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    >>> value_axis([73.3, 75.9], 0, 100, from_zero=False).ticks
    (73.0, 74.0, 75.0, 76.0)
    """
    low, high = _reach(list(values), from_zero=from_zero)
    step = _step((high - low) / 5)
    # A figure that stands on a round one must not be pushed off it by the last binary digit.
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    if low < 0 and first * step > low - step / 10:
        first -= 1  # a mark on the axis of time itself would not be seen
    ticks = tuple(round(number * step, 12) for number in range(first, max(last, first + 1) + 1))
    return Axis(ticks[0], ticks[-1], start, end, ticks)


def class_axis(values: Iterable[float], start: float, end: float) -> Axis:
    """Return an axis of ranks or classes: whole numbers from 1 on, with room around the figures.

    >>> class_axis([3, 6], 0, 100).ticks
    (2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
    """
    known = list(values)
    low, high = math.floor(min(known)) - 1, math.ceil(max(known)) + 1
    if min(known) >= 1:
        low = max(low, 1)
    step = max(1, math.ceil((high - low) / 8))
    ticks = tuple(float(number) for number in range(low, high + step, step))
    return Axis(ticks[0], ticks[-1], start, end, ticks)


def time_axis(moments: Iterable[float], start: float, end: float) -> Axis:
    """Return an axis of whole years, three at least; its ticks are the beginnings of the years.

    >>> time_axis([2013.5, 2014.1], 0, 100).ticks
    (2012.0, 2013.0, 2014.0, 2015.0)
    """
    known = list(moments)
    first, last = math.floor(min(known)), math.floor(max(known)) + 1
    while last - first < 3:
        first, last = first - 1, (last + 1 if last - first == 1 else last)
    return Axis(first, last, start, end, tuple(float(year) for year in range(first, last + 1)))


def centre(end: str) -> float:
    """Return the middle of a year, month or day in years.

    >>> centre("2023"), round(centre("2024-07"), 2), round(centre("2024-01-01"), 3)
    (2023.5, 2024.54, 2024.001)
    """
    year, *rest = (int(part) for part in end.split("-"))
    if not rest:
        return year + 0.5
    month, *days = rest
    share = (days[0] - 0.5) / 31 if days else 0.5
    return year + (month - 1 + share) / 12


def _reach(values: list[float], *, from_zero: bool) -> tuple[float, float]:
    """Return the least and the greatest figure that the axis must hold."""
    low, high = min(values), max(values)
    if low == high == 0:
        return 0.0, 1.0
    is_wide = min(abs(low), abs(high)) <= ZERO_FROM * max(abs(low), abs(high))
    if from_zero or low == high or is_wide:
        return min(low, 0.0), max(high, 0.0)
    return low, high


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
