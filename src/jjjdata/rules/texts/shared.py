"""What the text rules share: the reader of figures, equal figures, quotations, short lists."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from ...database import quoted
from ...readings import FigureReader, without_noise
from ..rulebook import Tables
from .gazetteer import gazetteer

QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# What a bare number of a table may be counted in.
POWERS = tuple(10.0**n for n in (0, 3, 4, 6, 8, 9, 12))
WORDS_OF_A_LIST = 8
CellFault = tuple[str, str, object, object]  # code, column, value, what was expected
DatedFault = tuple[str, str, str]  # column, value, what was expected


def lookup(tables: Tables, table: str, column: str) -> dict[str, Any]:
    """Return one column of a table by ID."""
    query = f"select id, {quoted(column)} from {quoted(table)}"  # noqa: S608
    return dict(map(tuple, tables.connection.execute(query)))


def figure_reader(tables: Tables) -> FigureReader:
    """Return the reader that knows the units of the tables, and the places named by numbers.

    三河 is a city and no figure, since its English name, Sanhe, has none; but 北三县 are three.
    """
    units = tables.rows("units")
    reader = FigureReader.of(units)
    places = gazetteer(tables).values() if "places" in tables.names() else ()
    names = (
        name
        for place in places
        for name in sorted(place.chinese, key=len, reverse=True)
        if reader.figures(name, "zh") and not reader.figures(place.english, "en")
    )
    return FigureReader.of(units, names)


def unquoted(text: str) -> str:
    """Return an English text without what stands in quotation marks.

    >>> unquoted("It prints 'four teams', its own word.")
    'It prints , its own word.'
    """
    return QUOTED.sub("", text)


def comparable(end: float | str | None) -> object:
    """Return an end of a figure so that equal ones are alike: a number without noise, or a date.

    >>> 8.2 * 1e6 == 8_200_000, comparable(8.2 * 1e6) == comparable(8_200_000.0)
    (False, True)
    """
    return without_noise(end) if isinstance(end, float) else end


def near(first: float, second: float) -> bool:
    """Return whether two figures are the same but for the last bits.

    >>> near(0.1 + 0.2, 0.3)
    True
    """
    return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-9)


def holds_near(ordered: Sequence[float], value: float) -> bool:
    """Return whether a sorted list holds a figure, but for the last bits.

    >>> holds_near([0.1, 0.3], 0.1 + 0.2)
    True
    """
    place = bisect_left(ordered, value)
    return any(near(figure, value) for figure in ordered[max(0, place - 1) : place + 1])


def listed(items: Iterable[Any]) -> str:
    """Return some items as a fault lists them: "-" for none, and not too many.

    What is empty is left out.

    >>> listed(["2014", None, "", 0]), listed([])
    ('2014, 0', '-')
    """
    words = [str(item) for item in items if item not in (None, "")]
    more = ["…"] if len(words) > WORDS_OF_A_LIST else []
    return ", ".join(words[:WORDS_OF_A_LIST] + more) or "-"
