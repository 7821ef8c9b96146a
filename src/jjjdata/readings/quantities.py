"""Quantities: a number with all that belongs to it, read piece by piece; and a whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .figures import SHARES, Figure
from .grammars import SIGN, Cursor, Ending, Grammar, Mark, Numeral
from .numerals import larger_groups

# From here on a number is a figure even if it is written in words.
LARGE = 1e4
Step = tuple[int, Figure | None]  # where to go on in the text, and what was read


@dataclass(frozen=True)
class Head:
    """A numeral with what stands before it: a mark, and groups of digits with larger scales."""

    mark: Mark | None
    larger: float
    numeral: Numeral
    match: re.Match[str]

    def value(self, number: float, tail: Tail) -> float:
        """Return the value of the whole, for the number that the numeral stands for."""
        times = tail.ending.times if tail.ending else 1.0
        more = self.mark.more if self.mark else 0.0
        return self.larger + number * tail.scale * times + more

    def kind(self, tail: Tail) -> str:
        """Return the kind of the whole, which the ending tells, or the mark, or the numeral."""
        told = (piece.kind for piece in (tail.ending, self.mark, self.numeral) if piece)
        return next(filter(None, told), "number")


@dataclass(frozen=True)
class Tail:
    """What stands behind a numeral: a word for more, scale, ending, unit and qualifier."""

    more: bool
    scale: float
    ending: Ending | None
    unit: str
    qualifier: str | None


def scan(text: str, grammar: Grammar) -> Iterator[Figure]:
    """Yield what stands in a text, from its beginning to its end; ranges are not yet joined.

    >>> from jjjdata.readings import en
    >>> [figure.value for figure in scan("From 5 to 6 in May 2023", en.grammar({}))]
    [5.0, 6.0, '2023-05']
    """
    place = 0
    while start := grammar.starter.search(text, place):
        step = whole_at(text, start.start(), grammar) or quantity_at(text, start.start(), grammar)
        if step is None:
            place = start.start() + 1
            continue
        place, figure = step
        if figure:
            yield figure


def whole_at(text: str, place: int, grammar: Grammar) -> Step | None:
    """Return what is written in one piece at a place of a text, such as a date.

    >>> from jjjdata.readings import en
    >>> end, figure = whole_at("In May 2023", 3, en.grammar({}))
    >>> end, figure.value
    (11, '2023-05')
    """
    for whole in grammar.wholes:
        match = whole.pattern.match(text, place)
        if match:
            return match.end(), whole.read(match)
    return None


def quantity_at(text: str, start: int, grammar: Grammar) -> Step | None:
    """Return the quantity that begins at a place of a text, such as "more than 22 million TEU".

    What only looks like a number is passed over: all of 一二三, a list of digits; and of 万一 the
    万, since a scale alone is a number only if it is qualified, as in 超万家 and 万人以上.

    >>> from jjjdata.readings import en
    >>> end, figure = quantity_at("more than 22 million TEU", 0, en.grammar({"teu": ["TEU"]}))
    >>> end, figure.value, figure.qualifier, figure.unit
    (24, 22000000.0, 'more_than', 'teu')
    """
    cursor = Cursor(text, start)
    before = cursor.take(grammar.qualifier)
    minus = cursor.take(SIGN)
    head = _head(cursor, grammar)
    if head is None:
        return None
    number = head.numeral.value(head.match[0])
    if number is None:
        return cursor.place, None
    tail = _tail(cursor, grammar)
    is_qualified = bool(before or tail.more or tail.qualifier)
    if head.numeral.bare and not is_qualified:
        return head.match.end(), None
    # Of several qualifiers the one before the number counts, then 多 within it, then what follows.
    qualifier = before.lastgroup if before else "more_than" if tail.more else tail.qualifier
    value, kind = head.value(number, tail) * (-1 if minus else 1), head.kind(tail)
    word = head.numeral.in_words and value < LARGE and kind not in SHARES
    place = start, cursor.place
    figure = Figure(value, None, qualifier or "equal", kind, tail.unit, word, *place, tail.scale)
    return cursor.place, figure


def _head(cursor: Cursor, grammar: Grammar) -> Head | None:
    """Return what begins a quantity, and go on behind it; None if there is no numeral.

    >>> from jjjdata.readings import zh
    >>> head = _head(Cursor("5兆2073亿4000万元", 0), zh.grammar({}))
    >>> head.larger, head.match[0]
    (5207300000000.0, '4000')
    """
    start = cursor.place
    marked = cursor.take_first(grammar.marks)
    larger = cursor.take(grammar.larger)
    found = cursor.take_first(grammar.numerals)
    if found is None and marked:  # 百分之 without a number behind it: 百 may be one
        cursor.place, marked = start, None
        found = cursor.take_first(grammar.numerals)
    if found is None:
        return None
    mark = marked[0] if marked else None
    return Head(mark, larger_groups(larger[0]) if larger else 0.0, *found)


def _tail(cursor: Cursor, grammar: Grammar) -> Tail:
    """Return what stands behind a numeral, and go on behind it.

    >>> from jjjdata.readings import zh
    >>> tail = _tail(Cursor("多万元以上", 0), zh.grammar({"cny": ["元"]}))
    >>> tail.more, tail.scale, tail.unit, tail.qualifier
    (True, 10000.0, 'cny', 'at_least')
    """
    more = cursor.take(grammar.more)
    scale = cursor.take(grammar.scale)
    more = cursor.take(grammar.more) or more
    ended = cursor.take_first(grammar.endings)
    more = cursor.take(grammar.more_behind) or more
    after = cursor.take(grammar.after)
    unit = ended[1].groupdict().get("unit") if ended else None
    return Tail(
        bool(more),
        grammar.scales[scale["scale"].lower()] if scale else 1.0,
        ended[0] if ended else None,
        grammar.units[unit.casefold()] if unit else "",
        grammar.after_codes[after["after"].lower()] if after else None,
    )
