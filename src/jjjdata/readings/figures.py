"""Figures: what is read in a text, and the single numbers that a figure is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Where two texts are compared, numbers are the same only within a sort: 5% is not 5, but a third
# place may be "three". Kinds that are not listed are of one sort, NUMBER.
NUMBER = ""
SORTS = {"percent": "%", "point": "point", "name": "name"}
SHARES = ("percent", "point")  # the kinds that are parts of something, and no numbers of things
# Year, month and day, of which a hyphen stands for one that is missing: 2024-02-27, --02-27, ---27.
DATE = re.compile(r"(\d{4}|-)(?:-(\d\d)?)?(?:-(\d\d))?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    ``value`` and ``high`` (the upper end of a range, or None) are floats in the unit itself, or
    texts for dates ("2024-02-27", "2023", "--02-27", "--02") and names ("2+26"). ``qualifier`` is
    a code ("equal" where the text has none), ``kind`` is number, percent, point, ordinal, class,
    plan, date or name, ``unit`` an ID of the table units or "". ``word`` is true of small numbers
    that are not written in digits; ``start`` and ``end`` are code points; ``scale`` is what the
    text counts in: 1e4 for 万, 1e6 for million, 10 for 成, or 1.
    """

    value: float | str
    high: float | str | None
    qualifier: str
    kind: str
    unit: str
    word: bool
    start: int
    end: int
    scale: float = 1.0

    @property
    def ends(self) -> tuple[float | str, ...]:
        """The value, and of a range both ends.

        >>> Figure(1.0, 1.5, "equal", "number", "h", False, 0, 6).ends
        (1.0, 1.5)
        """
        return (self.value,) if self.high is None else (self.value, self.high)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The ends as numbers; dates and names have none."""
        return tuple(end for end in self.ends if isinstance(end, float))

    @property
    def is_above_one(self) -> bool:
        """Whether it is a number above one.

        Words for one are no figures where texts are compared: 一家网站 is "a website".
        """
        return isinstance(self.value, float) and self.value > 1


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


def in_one_piece(match: re.Match[str], value: float | str, kind: str) -> Figure:
    """Return a figure that is written in one piece, such as a date: it has no unit or qualifier.

    >>> in_one_piece(re.match("2024年", "2024年印发"), "2024", "date").end
    5
    """
    return Figure(value, None, "equal", kind, "", False, *match.span())


def without_noise(number: float) -> float:
    """Return a number without the last bits of binary fractions, so that equal ones are equal.

    >>> 8.2 * 1e6, without_noise(8.2 * 1e6)
    (8199999.999999999, 8200000.0)
    """
    return float(f"{number:.12g}")


def parts(figures: Iterable[Figure]) -> Iterator[Part]:
    """Yield each number of ``figures``: both ends of ranges; year, month and day of dates.

    >>> day = in_one_piece(re.match(".+", "2024年2月"), "2024-02", "date")
    >>> [part.key for part in parts([day])]
    [('year', 2024.0), ('month', 2.0)]
    """
    for figure in figures:
        for end in figure.ends:
            if isinstance(end, float):
                yield Part(SORTS.get(figure.kind, NUMBER), without_noise(end), figure)
            elif figure.kind == "date":
                yield from _date_parts(end, figure)
            else:
                yield Part(SORTS.get(figure.kind, NUMBER), end, figure)


def _date_parts(day: str, figure: Figure) -> Iterator[Part]:
    """Yield year, month and day of "2024-02-27", as far as a date names them.

    The day is a number like others: where it stands apart from its month, English has only the
    number, as in "27 to 28 February", "February 27–28" and "the 27th".

    >>> day = in_one_piece(re.match(".+", "2月27日"), "--02-27", "date")
    >>> [part.key for part in _date_parts("--02-27", day)]
    [('month', 2.0), ('', 27.0)]
    """
    match = DATE.match(day)
    sorts = ("year", "month", NUMBER)
    for sort, number in zip(sorts, match.groups() if match else (), strict=False):
        if number and number != "-":
            yield Part(sort, float(number), figure)
