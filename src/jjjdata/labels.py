"""Labels: how much room words take in a drawing, and where they stand without touching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from .grids import is_wide, width, wrap

# Widths of characters in parts of the size of the type. No font is asked: which one a reader has
# is not known, and these are those of DejaVu Sans, the widest among the fonts of systems.
NARROW, MIDDLE, LARGE, LARGEST, FULL = 0.37, 0.64, 0.84, 1.0, 1.0
NARROW_SIGNS = frozenset(" ,.;:'’‘|![]ijlIft/-·\u2009\u00a0")
LARGE_SIGNS = frozenset("ABCDEGHKNOPQRSTUVXYZw<>+=−±≈≥≤&()")
LARGEST_SIGNS = frozenset("MWm%@…—")
BOLD = 1.12  # how much wider bold type is
ASCENT, DESCENT, LEADING = 0.9, 0.26, 1.22
# What it costs a label to stand away from what it names, on a mark, on a line.
ON_MARK, ON_LINE, TOO_MUCH = 60.0, 24.0, 70.0
GAP = 1.5  # between two labels
FAR = 9.5  # beyond this a thin line leads from a label to its mark
# Directions in which a label may stand from its point, across and down, the best first.
DIRECTIONS = (
    *((0, -1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (1, 1), (-1, 1)),
    *((1, -0.3), (1, 0.3), (-1, -0.3), (-1, 0.3), (0.3, -1), (0.3, 1), (-0.3, -1), (-0.3, 1)),
)
DISTANCES = (5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0)
ANCHORS = {-1: "end", 0: "middle", 1: "start"}

Spot = tuple[float, float]
# Where a place comes among those of a label that cost the same; the first is taken.
_Rank = tuple[int, int, float, int]
_LAST: _Rank = (-1, -1, -1.0, -1)


@dataclass(frozen=True)
class Box:
    """A rectangle in a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def edges(self) -> tuple[Segment, ...]:
        """The four sides."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return (
            Segment(left, top, right, top),
            Segment(right, top, right, bottom),
            Segment(right, bottom, left, bottom),
            Segment(left, bottom, left, top),
        )

    @property
    def corners(self) -> tuple[Spot, ...]:
        """The four corners, from the lower left one by way of the upper ones."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return (left, bottom), (left, top), (right, top), (right, bottom)

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Return whether two rectangles share any place, or come closer than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Box) -> bool:
        """Return whether the other rectangle lies inside this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Segment:
    """A straight line in a drawing."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """Return whether any part of the line lies inside a rectangle.

        >>> Segment(0, 0, 10, 10).crosses(Box(4, 4, 6, 6)), Segment(0, 0, 10, 0).crosses(
        ...     Box(4, 4, 6, 6))
        (True, False)
        """
        entry, leave = 0.0, 1.0
        sides = (
            (self.x1, self.x2 - self.x1, box.left, box.right),
            (self.y1, self.y2 - self.y1, box.top, box.bottom),
        )
        for start, length, low, high in sides:
            if length == 0:
                if not low <= start <= high:
                    return False
                continue
            near, far = sorted(((low - start) / length, (high - start) / length))
            entry, leave = max(entry, near), min(leave, far)
        return entry <= leave


@dataclass(frozen=True)
class Label:
    """Words that want a place: beside one of their ``spots``, in one of their ``shapes``.

    A shape is the words broken into lines. ``name`` tells what the label is of, ``style`` how it
    looks. One that is not ``needed`` is left out where it would stand too badly; its figure is in
    the table.
    """

    name: str
    shapes: tuple[tuple[str, ...], ...]
    spots: tuple[Spot, ...]
    size: float
    style: str = "plain"
    is_bold: bool = False
    needed: bool = False


@dataclass(frozen=True)
class Placed:
    """A label with its place: lines of text that begin, end or are centered (``anchor``) at x."""

    label: Label
    lines: tuple[str, ...]
    x: float
    top: float
    anchor: str
    spot: Spot

    @property
    def box(self) -> Box:
        """The rectangle of all lines."""
        size, is_bold = self.label.size, self.label.is_bold
        wide = max(text_width(line, size, is_bold=is_bold) for line in self.lines)
        left = round(self.x, 1) - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        first, last = self._baseline(0), self._baseline(len(self.lines) - 1)
        return Box(left, first - ASCENT * size, left + wide, last + DESCENT * size)

    @property
    def texts(self) -> Iterator[tuple[Spot, str]]:
        """The lines, each with its spot on the baseline."""
        for number, line in enumerate(self.lines):
            yield (round(self.x, 1), self._baseline(number)), line

    def _baseline(self, number: int) -> float:
        return round(self.top + (ASCENT + number * LEADING) * self.label.size, 1)

    @property
    def leader(self) -> Segment | None:
        """The line to what is named, if the label stands away from it."""
        if len(self.label.spots) > 1:
            return None
        box, (x, y) = self.box, self.spot
        near_x, near_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
        is_far = hypot(x - near_x, y - near_y) > FAR
        return Segment(near_x, near_y, x, y) if is_far else None


@lru_cache(maxsize=1 << 14)  # of one label hundreds of places are weighed
def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return how wide a text is at most in the fonts that systems have.

    >>> text_width("22.18", 10), text_width("天津港", 10)
    (29.3, 30.0)
    """
    return round(sum(map(_char_width, text)) * size * (BOLD if is_bold else 1), 2)


def text_box(
    spot: Spot, text: str, size: float, anchor: str = "start", *, is_bold: bool = False
) -> Box:
    """Return the rectangle of a line of text that begins, ends or is centered at a spot."""
    wide = text_width(text, size, is_bold=is_bold)
    left = spot[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, spot[1] - ASCENT * size, left + wide, spot[1] + DESCENT * size)


def lines_of(text: str, room: float, size: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """Return a text broken into lines that are no wider than ``room``.

    A word that is wider is cut.

    >>> lines_of("claimed, 2023: more than 22 million TEU", 150, 11)
    ('claimed, 2023: more', 'than 22 million TEU')
    """
    size *= BOLD if is_bold else 1
    # As many cells as the narrowest signs would fill, then fewer until the widest line fits.
    fullest = min(width(text), int(room / (NARROW * size)) + 1)
    best: tuple[str, ...] = ()
    for cells in range(fullest, 1, -1):
        lines = tuple(wrap(text, cells).split("\n"))
        widest = max(text_width(line, size) for line in lines)
        # Narrower yet as long as it takes no more lines: no word is left alone on the last one.
        if best and (len(lines) > len(best) or widest > room):
            break
        if widest <= room:
            best = lines
        elif cells <= room / size:
            break
    return best or tuple(cut(line, room, size) for line in wrap(text, int(room / size)).split("\n"))


def cut(text: str, room: float, size: float) -> str:
    """Return a text, shortened with an ellipsis if it is wider than ``room``.

    >>> cut("unbreakable", 40, 10)
    'unbr…'
    """
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"


def place(
    labels: Sequence[Label], room: Box, marks: Sequence[Box], lines: Sequence[Segment]
) -> list[Placed]:
    """Return the labels that found a place in ``room``, in the order given: the first choose first.

    No two of them touch. Each stands where it costs least: near to what it names, off the marks and
    lines.
    """
    placed: list[Placed] = []
    leaders: list[Segment] = []
    for label in labels:
        boxes = [each.box for each in placed]
        best = _cheapest(label, room, boxes, marks, [*lines, *leaders])
        if best is not None:
            placed.append(best)
            if best.leader is not None:
                leaders.append(best.leader)
    return placed


def _cheapest(
    label: Label,
    room: Box,
    taken: Sequence[Box],
    marks: Sequence[Box],
    lines: Sequence[Segment],
) -> Placed | None:
    best: Placed | None = None
    least, rank = float("inf") if label.needed else TOO_MUCH, _LAST
    for base, order, candidate in _candidates(label):
        # The nearest come first: none of those that follow can cost less.
        if base > least:
            break
        box = candidate.box
        if not room.holds(box):
            continue
        leader = candidate.leader
        if any(box.overlaps(other, GAP) or (leader and leader.crosses(other)) for other in taken):
            continue
        cost = base + _cost(candidate, box, marks, lines)
        if cost < least or (cost == least and order < rank):
            best, least, rank = candidate, cost, order
    return best


def _cost(candidate: Placed, box: Box, marks: Sequence[Box], lines: Sequence[Segment]) -> float:
    covered: float = sum(box.overlaps(mark) for mark in marks)
    crossed = sum(line.crosses(box) for line in lines)
    leader = candidate.leader
    if leader is not None:
        # A line that leads across other marks points at the wrong one; its own is one of them.
        covered += max(0, sum(leader.crosses(mark) for mark in marks) - 1)
    return covered * ON_MARK + crossed * ON_LINE


def _candidates(label: Label) -> Iterator[tuple[float, _Rank, Placed]]:
    """Yield every place that a label may take, the cheapest first.

    Each comes with what it costs to stand so far away, and with its rank among those that cost the
    same: by shape, spot, distance and direction.
    """
    for cost, number, distance, order in _stands(len(label.shapes)):
        lines = label.shapes[number]
        high = ((len(lines) - 1) * LEADING + ASCENT + DESCENT) * label.size
        across, down = DIRECTIONS[order]
        # Above its spot a label ends there, below it begins there, beside it is centered.
        lift = (high / 2, 0.0, high)[_sign(down)]
        for place, spot in enumerate(label.spots):
            x, top = spot[0] + across * distance, spot[1] + down * distance - lift
            rank = (number, place, distance, order)
            yield cost, rank, Placed(label, lines, x, top, ANCHORS[_sign(across)], spot)


@lru_cache
def _stands(shapes: int) -> tuple[tuple[float, int, float, int], ...]:
    """Return what each shape, distance and direction costs, the cheapest first."""
    return tuple(
        sorted(
            (distance * 0.9 + order * 0.6 + number * 3, number, distance, order)
            for number in range(shapes)
            for distance in DISTANCES
            for order in range(len(DIRECTIONS))
        )
    )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _char_width(char: str) -> float:
    if is_wide(char) or "\u2e80" <= char <= "\uffef":
        return FULL
    if char in NARROW_SIGNS:
        return NARROW
    if char in LARGEST_SIGNS:
        return LARGEST
    return LARGE if char in LARGE_SIGNS else MIDDLE
