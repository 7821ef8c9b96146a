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


@dataclass(frozen=True)
class Step:
    """What was read at a place of a text, if it is a figure; its mark; and where to go on."""

    end: int
    figure: Figure | None
    mark: Mark | None = None


@dataclass(frozen=True)
class Head:
    """A numeral with what stands before it: a mark, and groups of digits with larger scales."""

    mark: Mark | None
    larger: str
    numeral: Numeral
    match: re.Match[str]

    def value(self, number: float, tail: Tail) -> float:
        """Return the value of the quantity, for the number that the numeral stands for."""
        more = self.mark.more if self.mark else 0.0
        return larger_groups(self.larger, tail.scale_word) + number * tail.counts_in + more

    def kind(self, tail: Tail) -> str:
        """Return the kind of the quantity: of its ending, or else its mark, or else its numeral."""
        kinds = (piece.kind for piece in (tail.ending, self.mark, self.numeral) if piece)
        return next(filter(None, kinds), "number")


@dataclass(frozen=True)
class Tail:
    """What stands behind a numeral: a word for more, scale, ending, unit and qualifier.

    ``scale`` is what the scale stands for (1 if there is none), ``scale_word`` the word itself.
    """

    more: bool
    scale: float
    scale_word: str
    ending: Ending | None
    unit: str
    qualifier: str | None

    @property
    def counts_in(self) -> float:
        """What the numeral counts in: 1e4 before 万, 10 before 成."""
        return self.scale * (self.ending.times if self.ending else 1.0)


def scan(text: str, grammar: Grammar) -> Iterator[Figure]:
    """Yield what stands in a text, from its beginning to its end; ranges are not yet joined.

    >>> from jjjdata.readings import en
    >>> [figure.value for figure in scan("From 5 to 6 in May 2023", en.grammar({}))]
    [5.0, 6.0, '2023-05']
    """
    place = 0
    small = text.lower()  # as long as the text: see SAME of either language
    while start := grammar.starter.search(small, place):
        at = start.start()
        step = whole_at(text, at, grammar) or quantity_at(text, at, grammar)
        place = step.end if step else at + 1
        while step:
            if step.figure:
                yield step.figure
            place = step.end
            step = _next_of_mark(text, step, grammar)


def _next_of_mark(text: str, last: Step, grammar: Grammar) -> Step | None:
    """Return the next quantity behind one mark, if it stands for several: 百分之六十至七十.

    A percentage must be larger than the last: 百分之六十到三地 has but one.

    >>> from jjjdata.readings import en
    >>> [figure.value for figure in scan("Classes I, II and IV", en.grammar({}))]
    [1.0, 2.0, 4.0]
    """
    if not (last.mark and last.mark.for_all and last.figure):
        return None
    joined = grammar.listing.match(text, last.end)
    if joined is None or whole_at(text, joined.end(), grammar):
        return None
    step = quantity_at(text, joined.end(), grammar, last.mark)
    if step is None or step.figure is None:
        return None
    is_larger = max(step.figure.numbers) > max(last.figure.numbers)
    return step if is_larger or step.figure.kind == "class" else None


def whole_at(text: str, place: int, grammar: Grammar) -> Step | None:
    """Return what is written in one piece at a place of a text, such as a date.

    >>> from jjjdata.readings import en
    >>> step = whole_at("In May 2023", 3, en.grammar({}))
    >>> step.end, step.figure.value
    (11, '2023-05')
    """
    for whole in grammar.wholes:
        match = whole.pattern.match(text, place)
        if match:
            return Step(match.end(), whole.read(match))
    return None


def quantity_at(text: str, start: int, grammar: Grammar, mark: Mark | None = None) -> Step | None:
    """Return the quantity that begins at a place of a text, such as "more than 22 million TEU".

    ``mark`` is one that stood further before, and counts here, too. What only looks like a number
    is passed over: all of 一二三, a list of digits. Of 万一 only the 万 is passed over, since a
    scale alone is a number only if it is qualified, as in 超万家 and 万人以上.

    >>> from jjjdata.readings import en
    >>> step = quantity_at("more than 22 million TEU", 0, en.grammar({"teu": ["TEU"]}))
    >>> step.end, step.figure.value, step.figure.qualifier, step.figure.unit
    (24, 22000000.0, 'more_than', 'teu')
    """
    cursor = Cursor(text, start)
    before = cursor.take(grammar.qualifier)
    if before and _is_no_quantity(text, cursor.place, grammar):
        return None
    minus = cursor.take(SIGN)
    head = _head(cursor, grammar, mark)
    if head is None:
        return None
    number = head.numeral.value(head.match[0])
    if number is None:
        return Step(cursor.place, None)
    tail = _tail(cursor, grammar)
    qualifier = _qualifier(before, tail)
    if head.numeral.bare and qualifier is None:
        return Step(head.match.end(), None)  # and not behind the tail: 一 of 万一 may be a number
    value, kind = head.value(number, tail) * (-1 if minus else 1), head.kind(tail)
    is_small_word = head.numeral.in_words and value < LARGE and kind not in SHARES
    figure = Figure(
        value=value,
        high=None,
        qualifier=qualifier or "equal",
        kind=kind,
        unit=tail.unit,
        word=is_small_word,
        start=start,
        end=cursor.place,
        scale=tail.counts_in,
    )
    return Step(cursor.place, figure, head.mark)


def _is_no_quantity(text: str, place: int, grammar: Grammar) -> bool:
    """Return whether what stands behind a qualifier is written in one piece, and no quantity.

    Then the qualifier is passed over: 约5月1日 is a date, and "more than one third" no figure. But
    a year, a month or a day alone may be a number: 约2000, 约5日.

    >>> from jjjdata.readings import zh
    >>> [_is_no_quantity(text, 1, zh.grammar({})) for text in ("约5月1日", "约5日", "约5")]
    [True, False, False]
    """
    step = whole_at(text, place, grammar)
    if step is None:
        return False
    if step.figure is None or step.figure.kind != "date":
        return True
    return len(str(step.figure.value)) >= len("2024-02")


def _qualifier(before: re.Match[str] | None, tail: Tail) -> str | None:
    """Return the qualifier of a quantity, if any: the one before the number, if it has several.

    If there is none before it, 多 within the number counts, and then what stands behind it.
    """
    if before:
        return before.lastgroup
    return "more_than" if tail.more else tail.qualifier


def _head(cursor: Cursor, grammar: Grammar, mark: Mark | None) -> Head | None:
    """Return what begins a quantity, and go on behind it; None if there is no numeral.

    >>> from jjjdata.readings import zh
    >>> head = _head(Cursor("5兆2073亿4000万元", 0), zh.grammar({}), None)
    >>> head.larger, head.match[0]
    ('5兆2073亿', '4000')
    """
    start = cursor.place
    found = cursor.take_first(grammar.marks)
    head = _unmarked(cursor, grammar, found[0] if found else mark)
    if head is None and found:
        # A mark with no number behind it is none, but the 百 of 百分之 may itself be a number.
        cursor.place = start
        head = _unmarked(cursor, grammar, mark)
    return head


def _unmarked(cursor: Cursor, grammar: Grammar, mark: Mark | None) -> Head | None:
    """Return what begins a quantity behind a mark, if any, and go on behind it."""
    larger = cursor.take(grammar.larger)
    kind = mark.kind if mark else ""
    numerals = (each for each in grammar.numerals if not each.marked or each.kind == kind)
    found = cursor.take_first(numerals)
    return Head(mark, larger[0] if larger else "", *found) if found else None


def _tail(cursor: Cursor, grammar: Grammar) -> Tail:
    """Return what stands behind a numeral, and go on behind it.

    >>> from jjjdata.readings import zh
    >>> tail = _tail(Cursor("多万元以上", 0), zh.grammar({"cny": ["元"]}))
    >>> tail.more, tail.scale, tail.unit, tail.qualifier
    (True, 10000.0, 'cny', 'at_least')
    """
    more_before_scale = cursor.take(grammar.more)  # 10多万人
    scale = cursor.take(grammar.scale)
    scale_word = scale["scale"].lower() if scale else ""
    more_behind_scale = cursor.take(grammar.more)  # 1万多人
    ended = cursor.take_first(grammar.endings)
    unit = ended[1].groupdict().get("unit") if ended else None
    more_behind_unit = cursor.take(grammar.more_behind)  # 3年多
    after = cursor.take(grammar.after)
    return Tail(
        more=bool(more_before_scale or more_behind_scale or more_behind_unit),
        scale=grammar.scales[scale_word] if scale_word else 1.0,
        scale_word=scale_word,
        ending=ended[0] if ended else None,
        unit=grammar.units[unit.casefold()] if unit else "",
        qualifier=grammar.after_codes[after["after"].lower()] if after else None,
    )
