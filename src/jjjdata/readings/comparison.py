"""Comparison: which figures of a Chinese and an English text the other text lacks."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .figures import NUMBER, SHARES, SORTS, Figure, Part, parts

Pair = tuple[int, int]  # the places of two parts, each in the list of its text
# In a strict comparison each mention of these sorts needs a partner; of a year, a month or a name
# that is repeated one mention will do, as elsewhere.
COUNTED = (NUMBER, *(SORTS[kind] for kind in SHARES))
# Equal numbers are paired in three rounds: first those that have all of this in common, then of the
# rest those that have the qualifier, then any.
LIKENESSES: tuple[Callable[[Figure], object], ...] = (
    lambda figure: (figure.qualifier, figure.word, figure.unit),
    lambda figure: figure.qualifier,
    lambda _: None,
)


@dataclass
class Side:
    """The figures of one text without partner in the other: in words they may need none."""

    lacking: list[Figure] = field(default_factory=list)
    in_words: list[Figure] = field(default_factory=list)


def compare(
    first: Sequence[Figure], second: Sequence[Figure], strict: bool
) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of two texts that the other lacks or has with another qualifier or unit.

    Numbers in words need no partner. But if both texts have some without partner, these are
    returned, too: 三地 and "two places". One mention of a repeated figure will do, unless the
    comparison is ``strict``.

    >>> from jjjdata.readings import FigureReader
    >>> five, six = (FigureReader({}).figures(text, "en") for text in ("5 firms", "6 firms"))
    >>> [[figure.value for figure in side] for side in compare(five, six, strict=False)]
    [[5.0], [6.0]]
    """
    one, other = list(parts(first)), list(parts(second))
    pairs = _pairs(one, other)
    left = _without_partner(one, other, {i for i, _ in pairs}, strict)
    right = _without_partner(other, one, {j for _, j in pairs}, strict)
    if left.in_words and right.in_words:
        left.lacking += left.in_words
        right.lacking += right.in_words
    for i, j in pairs:
        if _is_said_otherwise(one[i].figure, other[j].figure):
            left.lacking.append(one[i].figure)
            right.lacking.append(other[j].figure)
    return list(dict.fromkeys(left.lacking)), list(dict.fromkeys(right.lacking))


def _pairs(first: list[Part], second: list[Part]) -> list[Pair]:
    """Return pairs of equal numbers, one to one, those that are alike in more first.

    >>> from jjjdata.readings import FigureReader
    >>> first, second = (
    ...     list(parts(FigureReader({}).figures(text, "en")))
    ...     for text in ("5 firms, about 5 towns", "about 5 towns, 5 firms")
    ... )
    >>> _pairs(first, second)
    [(0, 1), (1, 0)]
    """
    open_first, open_second = list(range(len(first))), list(range(len(second)))
    pairs: list[Pair] = []
    for likeness in LIKENESSES:
        made = _pairs_alike(first, open_first, second, open_second, likeness)
        pairs += made
        taken_first, taken_second = {i for i, _ in made}, {j for _, j in made}
        open_first = [i for i in open_first if i not in taken_first]
        open_second = [j for j in open_second if j not in taken_second]
    return pairs


def _pairs_alike(
    first: list[Part],
    open_first: list[int],
    second: list[Part],
    open_second: list[int],
    likeness: Callable[[Figure], object],
) -> list[Pair]:
    """Return pairs of those parts that are still open and alike, in the order of the texts."""
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for j in open_second:
        waiting[second[j].key, likeness(second[j].figure)].append(j)
    pairs = []
    for i in open_first:
        partners = waiting.get((first[i].key, likeness(first[i].figure)))
        if partners:
            pairs.append((i, partners.popleft()))
    return pairs


def _without_partner(side: list[Part], other: list[Part], paired: set[int], strict: bool) -> Side:
    """Return the figures of a side that have no partner on the other.

    A repeated figure has one if the other side mentions it at all; in a strict comparison each
    mention of a quantity needs its own.

    >>> from jjjdata.readings import FigureReader
    >>> twice, once = (
    ...     list(parts(FigureReader({}).figures(text, "en")))
    ...     for text in ("5 and 5 firms", "5 firms")
    ... )
    >>> [len(_without_partner(twice, once, {0}, strict).lacking) for strict in (False, True)]
    [0, 1]
    """
    mentioned = {part.key for part in other}
    left_over = Side()
    for place, part in enumerate(side):
        one_mention_will_do = not (strict and part.sort in COUNTED)
        if place in paired or (one_mention_will_do and part.key in mentioned):
            continue
        if _needs_partner(part.figure, strict):
            left_over.lacking.append(part.figure)
        elif part.figure.is_above_one:  # 一 and "one" are no figures here
            left_over.in_words.append(part.figure)
    return left_over


def _needs_partner(figure: Figure, strict: bool) -> bool:
    """Return whether a figure may not stand in one text alone.

    Small numbers in words may: 三地 may be "the region". In a strict comparison only 一 and "one",
    零 and "zero" may, and not as ordinals.

    >>> three = Figure(3.0, None, "equal", "number", "", True, 0, 1)
    >>> _needs_partner(three, strict=False), _needs_partner(three, strict=True)
    (False, True)
    """
    if not figure.word:
        return True
    return strict and (figure.is_above_one or figure.kind == "ordinal")


def _is_said_otherwise(first: Figure, second: Figure) -> bool:
    """Return whether two equal figures differ in qualifier or unit.

    Dates have neither, and words for small numbers are used loosely. A unit may be left out in one
    of the texts: 5小时 and "5" do not differ.

    >>> from dataclasses import replace
    >>> exact = Figure(60.0, None, "equal", "percent", "", False, 0, 3)
    >>> _is_said_otherwise(exact, exact), _is_said_otherwise(exact, replace(exact, unit="km"))
    (False, False)
    >>> _is_said_otherwise(exact, replace(exact, qualifier="nearly"))
    True
    """
    if "date" in (first.kind, second.kind) or (first.word and second.word):
        return False
    units = {first.unit, second.unit} - {""}
    return first.qualifier != second.qualifier or len(units) == 2
