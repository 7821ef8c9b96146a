"""Ranges: two neighboring figures that are one, such as 1—1.5小时, or that share scale or unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .figures import SHARES, Figure

# What joins two figures that share a unit or a scale without being a range.
SHARING = (" and ", " or ", " against ")
# Of two figures that are no range, one from here on is written out, and takes no scale from the
# other: of "5,000 and 2 million" 5,000 is no 5,000 million.
WRITTEN_OUT = 1000
# A first end may be qualified for both: "about 5 to 6 hours".
OF_BOTH = ("equal", "about", "nearly")


def with_ranges(figures: Iterable[Figure], text: str, between: re.Pattern[str]) -> list[Figure]:
    """Return the figures of a text with those that are one range joined.

    ``between`` finds what may stand between the two ends of a range.

    >>> one = Figure(1.0, None, "equal", "number", "", False, 0, 1)
    >>> hours = Figure(1.5, None, "equal", "number", "h", False, 2, 7)
    >>> [figure.ends for figure in with_ranges([one, hours], "1—1.5小时", re.compile("—"))]
    [(1.0, 1.5)]
    """
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        words = text[last.end : figure.start] if last else ""
        if (
            last
            and last.high is None
            and between.fullmatch(words)
            and _belong_together(last, figure, words in SHARING)
        ):
            joined[-1:] = _joined(_scaled(last, figure, words in SHARING), figure, words in SHARING)
        else:
            joined.append(figure)
    return joined


def _belong_together(first: Figure, second: Figure, sharing: bool) -> bool:
    """Return whether two neighbors are one range or, if ``sharing``, two with one unit or scale.

    Two dates may be one range, and never share a unit. A date and a number are never joined, nor
    are names.

    >>> five = Figure(5.0, None, "equal", "number", "", False, 0, 1)
    >>> _belong_together(five, five, sharing=False)
    True
    >>> _belong_together(five, replace(five, qualifier="more_than"), sharing=False)
    False
    """
    if "date" in (first.kind, second.kind):
        return first.kind == second.kind and not sharing
    return (
        second.kind != "name"
        and second.qualifier == "equal"
        and (sharing or first.qualifier in OF_BOTH)
        and _takes_kind_and_unit(first, second)
        and not _is_loose(first, second, sharing)
    )


def _takes_kind_and_unit(first: Figure, second: Figure) -> bool:
    """Return whether the first of two figures has kind and unit of the second, or none of its own.

    >>> five = Figure(5.0, None, "equal", "number", "", False, 0, 1)
    >>> six_percent = Figure(6.0, None, "equal", "percent", "", False, 4, 6)
    >>> _takes_kind_and_unit(five, six_percent), _takes_kind_and_unit(six_percent, five)
    (True, False)
    """
    return first.kind in ("number", second.kind) and first.unit in ("", second.unit)


def _is_loose(first: Figure, second: Figure, sharing: bool) -> bool:
    """Return whether one of two figures is a small number in words: "two to three" is no range.

    But of a range of shares the first end may be in words: 五至六成 are 50 to 60 percent.

    >>> two, three = (Figure(n, None, "equal", "number", "", True, 0, 3) for n in (2.0, 3.0))
    >>> percent = replace(three, kind="percent", word=False)
    >>> _is_loose(two, three, sharing=False), _is_loose(two, percent, sharing=False)
    (True, False)
    """
    ends_in_share = second.kind in SHARES and not sharing
    return second.word or (first.word and not ends_in_share)


def _scaled(first: Figure, second: Figure, sharing: bool) -> Figure:
    """Return the first of two figures in the scale of the second: 14.00 in 14.00-14.05 million.

    It stays as it is if it has a scale of its own. It also stays as it is if it is written out. Of
    a range this shows where the scale would make it larger than the end: of "800,000 to 1.2
    million" 800,000 is no 800,000 million.

    >>> low = Figure(14.0, None, "equal", "number", "", False, 0, 5)
    >>> high = Figure(14.05e6, None, "equal", "number", "teu", False, 6, 23, 1e6)
    >>> _scaled(low, high, sharing=False).value
    14000000.0
    >>> _scaled(replace(low, value=800000.0), high, sharing=False).value
    800000.0
    """
    has_own = first.scale != 1.0 or first.kind == "percent"
    low, high = first.value, second.value
    if has_own or isinstance(low, str) or isinstance(high, str) or low >= high:
        return first
    scaled = low * second.scale
    is_written_out = low >= WRITTEN_OUT if sharing else scaled > high
    return first if is_written_out else replace(first, value=scaled)


def _joined(first: Figure, second: Figure, sharing: bool) -> list[Figure]:
    """Return the range that two figures make, or the two with the unit they share.

    "5 and 6 percent" share the percent, too.

    >>> five = Figure(5.0, None, "about", "number", "", False, 0, 7)
    >>> six = Figure(6.0, None, "equal", "number", "h", False, 11, 18)
    >>> [(figure.ends, figure.unit) for figure in _joined(five, six, sharing=False)]
    [((5.0, 6.0), 'h')]
    >>> [(figure.ends, figure.unit) for figure in _joined(five, six, sharing=True)]
    [((5.0,), 'h'), ((6.0,), 'h')]
    """
    if sharing:
        kind = second.kind if second.kind in SHARES else first.kind
        return [replace(first, unit=first.unit or second.unit, kind=kind), second]
    ends = replace(second, value=first.value, high=second.value, start=first.start)
    return [replace(ends, qualifier=first.qualifier)]
