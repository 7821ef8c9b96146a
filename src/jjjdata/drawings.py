"""Drawings: a series and what was claimed of it as SVG, written by hand, the same bytes each time.

Shape says how a figure came about, fill whether it is preferred; color only repeats what shapes,
dashes and words say, so that a drawing can be printed in grey.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from .claimed import Claimed
from .formats import format_period
from .harmless import visible
from .labels import (
    ASCENT,
    Box,
    Label,
    Placed,
    Segment,
    Spot,
    lines_of,
    place,
    text_width,
)
from .messages import say
from .scenes import LARGE, SMALL, Drawn, Mark, Scene, extremes, scene
from .series import Series
from .svg import WIDTH, circle, document, group, line, path, rectangle, shape, words_at
from .tables import spell
from .wordings import (
    axis_words,
    change_words,
    claim_words,
    figure_words,
    scale_of,
    short_figure,
    unbroken,
)

# In units of the drawing. Where it is shown 320 pixels wide, type of 11.5 is 10 pixels high.
MARGIN, PLOT_HEIGHT = 8.0, 215.0
TITLE_SIZE, TEXT_SIZE, TICK_SIZE = 14.0, 11.5, 10.5
TITLE_LEADING, TEXT_LEADING = 18.0, 15.5
CLAIM_ROOMS = (230.0, 165.0, 120.0, 92.0)  # widths in which the words of a claim may be broken
FEW = 6  # figures; where there are no more, each has its label
SAMPLE = 22.0  # width of a mark in the key
HATCH = 8.0  # between two lines of a gap
LONGEST = 300  # characters of a title or claim; more would fill the page

# Marks that are lines alone, and how these look.
LINED = {"bar": "stroke", "cross": "stroke", "plus": "itself"}

# The lines of the key, in their order.
KEY = {
    "circle": "chart_key_printed",
    "diamond": "chart_key_derived",
    "square": "chart_key_part",
    "other circle": "chart_key_other",
    "other diamond": "chart_key_other_derived",
    "other square": "chart_key_other_part",
    "bar": "chart_key_target",
    "cross": "chart_key_wrong",
    "plus": "chart_key_itself",
    "ring": "chart_key_revised",
    "tail": "chart_key_tail",
    "claim": "chart_key_claim",
    "range": "chart_key_range",
    "base": "chart_key_base",
    "loose": "chart_key_loose",
    "gap": "chart_key_gap",
}


def draw(
    series: Series, claims: tuple[Claimed, ...], lang: str, title: str, description: str
) -> str:
    """Return the SVG of a series in ``lang``, titled and described for those who don't see it.

    What is drawn carries its figure: marks ``data-value`` with the key of their row in
    ``data-observation``, claims with theirs in ``data-claim``. The ID is made from the content: the
    same content has the same, two charts on one page differ.
    """
    power, word = scale_of(extremes(series, claims), lang)
    drawn = scene(series, claims, Box(0, 0, WIDTH, PLOT_HEIGHT))
    ticks = [short_figure(tick, power) for tick in drawn.values.ticks]
    units = axis_words(series, ticks[0], word, lang, is_from_zero=0 in drawn.values.ticks)
    heading, top = _heading(units, title)
    # Drawn anew, since only the figures of the axis tell how much room they need.
    left = MARGIN + max(text_width(tick, TICK_SIZE) for tick in ticks) + 5
    drawn = scene(series, claims, Box(left, top, WIDTH - MARGIN, top + PLOT_HEIGHT))
    words = _Words(series, lang, power)
    placed = _place(words, drawn)
    years, bottom = _years(drawn, lang)
    unplaced = _unplaced(words, drawn, placed)
    key, bottom = _key(drawn, unplaced, lang, bottom)
    body = [heading, _grid(drawn, ticks), years, *_layers(words, drawn), *_labels(placed), key]
    return document("".join(body), bottom, lang, title, description)


# The parts of a drawing, from top to bottom.


def _heading(units: str, title: str) -> tuple[str, float]:
    """Return title and unit, and where the plot may begin."""
    y, parts = MARGIN + TITLE_SIZE * ASCENT, []
    room = WIDTH - 2 * MARGIN
    for words in lines_of(visible(title)[:LONGEST], room, TITLE_SIZE, is_bold=True):
        parts.append(words_at(words, (MARGIN, y), TITLE_SIZE, "strong"))
        y += TITLE_LEADING
    for words in lines_of(visible(units)[:LONGEST], room, TEXT_SIZE) if units else ():
        parts.append(words_at(words, (MARGIN, y), TEXT_SIZE, "quiet"))
        y += TEXT_LEADING
    return "".join(parts), y - TEXT_SIZE * ASCENT + 12


def _grid(drawn: Scene, ticks: Sequence[str]) -> str:
    """Return the lines across the plot with their figures."""
    room, lines, texts = drawn.room, [], []
    for value, figure in zip(drawn.values.ticks, ticks, strict=True):
        y = drawn.values.at(value)
        lines.append(line(Segment(room.left, y, room.right, y)))
        texts.append(words_at(figure, (room.left - 5, y + 3.6), TICK_SIZE, "quiet", "end"))
    return group("grid", lines) + "".join(texts)


def _years(drawn: Scene, lang: str) -> tuple[str, float]:
    """Return the axis of time, with a stroke between years, and where it ends."""
    room, years = drawn.room, [int(tick) for tick in drawn.times.ticks[:-1]]
    strokes = [line(Segment(room.left, room.bottom, room.right, room.bottom))]
    for tick in drawn.times.ticks:
        x = drawn.times.at(tick)
        strokes.append(line(Segment(x, room.bottom, x, room.bottom + 4)))
    slot = (room.right - room.left) / len(years)
    widest = text_width("2000", TICK_SIZE)
    # A year in full beside one of two digits decides how many fit.
    needed = (widest + text_width("’14", TICK_SIZE)) / 2 + 3
    step = next((n for n in (1, 2, 5, 10, 20, 50) if n * slot >= needed), 100)
    texts = []
    for number, year in enumerate(years):
        if number % step == 0:
            is_full = number == 0 or step * slot >= widest + 8
            words = str(year) if is_full else ("’" if lang == "en" else "") + str(year)[2:]
            spot = (drawn.times.at(year + 0.5), room.bottom + 17)
            texts.append(words_at(words, spot, TICK_SIZE, "quiet", "middle"))
    return group("axis", strokes) + "".join(texts), room.bottom + 24


def _layers(words: _Words, drawn: Scene) -> Iterator[str]:
    """Yield what stands in the plot, from the ground up."""
    yield group("gap", [hatch for gap in drawn.gaps for hatch in _hatched(gap)])
    yield group("base", map(line, drawn.bases))
    yield group("band", [_claim_band(each) for each in drawn.claims if each.band])
    yield group("range", [_claim_range(each) for each in drawn.claims if each.range])
    yield group("tail", map(line, drawn.tails))
    for look, is_firm in (("run", True), ("loose", False)):
        pairs = [pair for pair, firm in drawn.lines if firm == is_firm]
        yield group(look, [path([(mark.x, mark.y) for mark in pair]) for pair in pairs])
    yield group("claim", [_claim_line(each) for each in drawn.claims if each.line])
    yield group("arrow", [_head(each.arrow) for each in drawn.claims if each.arrow])
    # The preferred ones last, so that none of the others hides them.
    for look in ("other", "stroke", "mark", "itself"):
        marks = [mark for mark in drawn.marks if _look(mark) == look]
        yield group(look, [_mark(mark, words.told(mark)) for mark in marks])
    yield group("stroke", [_ring(mark) for mark in drawn.marks if mark.is_revised])


def _labels(placed: Sequence[Placed]) -> Iterator[str]:
    # On a ground of their own, so that no line runs through the words.
    yield group("halo", [rectangle(each.box) for each in placed])
    leaders = [each.leader for each in placed if each.leader is not None]
    yield group("leader", map(line, leaders))
    for each in placed:
        for spot, words in each.texts:
            yield words_at(words, spot, each.label.size, each.label.style, each.anchor)


def _key(drawn: Scene, unplaced: Sequence[str], lang: str, top: float) -> tuple[str, float]:
    """Return what the marks mean, as far as they occur, and where this ends."""
    parts, x, y = [], MARGIN, top + TEXT_SIZE * ASCENT + 5
    for kind in (kind for kind in KEY if kind in _kinds(drawn)):
        lines = lines_of(say(KEY[kind], lang), WIDTH - 2 * MARGIN - SAMPLE, TEXT_SIZE)
        wide = SAMPLE + max(text_width(words, TEXT_SIZE) for words in lines) + 12
        if x > MARGIN and x + wide - 12 > WIDTH - MARGIN:
            x, y = MARGIN, y + TEXT_LEADING
        parts.append(_sample(kind, x, y - 4))
        for number, words in enumerate(lines):
            y += TEXT_LEADING if number else 0
            parts.append(words_at(words, (x + SAMPLE, y), TEXT_SIZE, "quiet"))
        x = WIDTH if len(lines) > 1 else x + wide
    for claim in unplaced:
        for words in lines_of(claim, WIDTH - 2 * MARGIN, TEXT_SIZE, is_bold=True):
            y += TEXT_LEADING
            parts.append(words_at(words, (MARGIN, y), TEXT_SIZE, "claimed"))
    return "".join(parts), y + 9


# What labels there are.


class _Words:
    """The words that stand in the plot, each for one figure or line."""

    def __init__(self, series: Series, lang: str, power: int) -> None:
        self.series, self.lang, self.power = series, lang, power

    def claim(self, drawn: Drawn) -> str:
        return claim_words(drawn.claimed, self.series, self.lang)

    def line(self, text: str) -> str:
        return visible(unbroken(text, self.lang))[:LONGEST]

    def figure(self, mark: Mark) -> str:
        figure = short_figure(mark.point.value or 0.0, self.power)
        return figure_words(mark.point, figure, self.lang)

    def told(self, mark: Mark) -> str:
        """Return period and figure of a mark for who points at it, if it stands beside its time.

        The axis tells the unit, and the table the preferred figures.
        """
        if mark.is_preferred:
            return ""
        period = format_period(mark.point.period, self.lang)
        return say("chart_told_figure", self.lang, period=period, figure=self.figure(mark))

    def start(self, run: Sequence[Mark]) -> str:
        """Return where spans are counted from, if the figures of a run are such."""
        first, last = run[0].point.ends
        return say("chart_counted_from", self.lang, year=first[:4]) if first != last else ""


def _place(words: _Words, drawn: Scene) -> list[Placed]:
    """Return the labels in the plot, each in its place.

    Those that must be there choose first, bases before claims, which have a whole line to stand on.
    """
    figures = list(_figure_labels(words, drawn))
    labels = [
        *(label for label in figures if label.needed),
        *_claim_labels(words, drawn),
        *(label for label in figures if not label.needed),
        *_run_labels(words, drawn),
    ]
    room = drawn.room
    # Above the highest line there is still room for one line of text.
    around = Box(room.left, room.top - 9, WIDTH - 1, room.bottom - 1)
    return place(labels, around, [mark.box for mark in drawn.marks], drawn.segments)


def _claim_labels(words: _Words, drawn: Scene) -> Iterator[Label]:
    for each in drawn.claims:
        spots = tuple(_spots(each, drawn.room))
        if spots:
            name = f"claim {each.claimed.claim.id}"
            shapes = tuple(_claim_shapes(words, each))
            yield Label(name, shapes, spots, TEXT_SIZE, "claimed", is_bold=True, needed=True)


def _claim_shapes(words: _Words, each: Drawn) -> Iterator[tuple[str, ...]]:
    """Yield the words of a claim on one line, broken where that is best, and in narrow lines.

    Those of a band stay inside it, unless it is too narrow for any words.
    """
    text = words.claim(each)
    whole = words.line(text)
    widest = CLAIM_ROOMS[0]
    if each.band is not None:
        widest = max(each.band.right - each.band.left, CLAIM_ROOMS[-1])
    if text_width(whole, TEXT_SIZE, is_bold=True) <= widest:
        yield (whole,)
    for room in dict.fromkeys(min(room, widest) for room in CLAIM_ROOMS):
        parts = [visible(part)[:LONGEST] for part in text.split("\n")]
        broken = [lines_of(part, room, TEXT_SIZE, is_bold=True) for part in parts]
        lines = tuple(chain.from_iterable(broken))
        # Where a word had to be cut, wider lines do better; if even these cut it, it is too long.
        if room == widest or not any(each_line.endswith("…") for each_line in lines):
            yield lines


def _spots(each: Drawn, room: Box) -> Iterator[Spot]:
    """Yield where the words of a claim may stand: along its line, else in its band."""
    if each.line:
        (x1, y1), (x2, y2) = each.line[0], each.line[-1]
        steps = 14
        for number in range(1, steps):
            share = number / steps
            yield x1 + share * (x2 - x1), y1 + share * (y2 - y1)
    elif each.band is not None:
        x = (each.band.left + each.band.right) / 2
        for number in range(1, 10):
            yield x, room.top + number / 10 * (room.bottom - room.top)


def _figure_labels(words: _Words, drawn: Scene) -> Iterator[Label]:
    """Yield the figures that are worth a label, the most telling first."""
    changes = {
        id(base.point): change_words(base.change)
        for each in drawn.claims
        for base in each.claimed.bases
    }
    for mark in _telling(drawn, set(changes)):
        figure = words.figure(mark)
        change = changes.get(id(mark.point))
        shapes = [(figure,)] if change is None else [(f"{figure}: {change}",), (figure, change)]
        is_bold, is_base = mark.is_preferred, change is not None
        style = "strong" if is_bold else "quiet"
        spots = ((mark.x, mark.y),)
        name = f"figure {mark.point.observation_id}"
        yield Label(name, tuple(shapes), spots, TICK_SIZE, style, is_bold, is_base)


def _telling(drawn: Scene, bases: set[int]) -> list[Mark]:
    """Return the marks that get a label: of what is claimed, of bases, ends and extremes."""
    own = [mark for mark in drawn.marks if mark.is_preferred]
    claimed_years = {
        each.claimed.claim["period"][-10:][:4]
        for each in drawn.claims
        if each.claimed.claim["period"]
    }
    chosen = [mark for mark in own if str(mark.point.year) in claimed_years]
    # Of the bases those beside the line first: they have the least room.
    base_marks = [mark for mark in drawn.marks if id(mark.point) in bases]
    chosen += sorted(base_marks, key=lambda mark: mark.is_preferred)
    if own:
        by_time = sorted(own, key=lambda mark: mark.x)
        chosen += [by_time[-1], by_time[0]]
        chosen += [min(own, key=lambda mark: mark.y), max(own, key=lambda mark: mark.y)]
    if len(drawn.marks) <= FEW:
        chosen += [*own, *drawn.marks]
    elif len(own) <= FEW:
        chosen += own
    return list(dict.fromkeys(chosen))


def _run_labels(words: _Words, drawn: Scene) -> Iterator[Label]:
    for run in drawn.runs:
        start = words.start(run)
        if start:
            spots = tuple((mark.x, mark.y) for mark in run)
            name = f"run {run[0].point.observation_id}"
            yield Label(name, ((start,),), spots, TICK_SIZE, "quiet")


def _unplaced(words: _Words, drawn: Scene, placed: Iterable[Placed]) -> list[str]:
    """Return the words of the claims for which the plot had no room; they stand below it."""
    names = {each.label.name for each in placed}
    return [
        words.line(words.claim(each))
        for each in drawn.claims
        if f"claim {each.claimed.claim.id}" not in names
    ]


# Shapes.


def _look(mark: Mark) -> str:
    return LINED.get(mark.shape) or ("mark" if mark.is_preferred else "other")


def _mark(mark: Mark, words: str) -> str:
    point = mark.point
    data = {
        "data-observation": point.observation_id,
        "data-period": point.period,
        "data-value": _spelled(point.value),
        "data-rank": point.rank,
        "data-basis": point.basis,
    }
    return shape(mark.shape, (mark.x, mark.y), mark.reach, data, words)


def _ring(mark: Mark) -> str:
    return circle((mark.x, mark.y), mark.reach + 2.6, {"stroke-width": 0.9})


def _claim_line(drawn: Drawn) -> str:
    points = list(drawn.line)
    if drawn.arrow is not None:
        points.append((drawn.arrow.x2, drawn.arrow.y2))
    claimed = drawn.claimed
    return path(points, {"data-claim": claimed.claim.id, "data-value": _spelled(claimed.value)})


def _claim_range(drawn: Drawn) -> str:
    box, claimed = drawn.range, drawn.claimed
    assert box is not None
    # A range without bound on a side is open there: no edge is drawn that nobody set.
    corners = list(box.corners)
    if claimed.high is None:
        corners = [corners[1], corners[0], corners[3], corners[2]]
    data = {
        "data-claim": claimed.claim.id,
        "data-low": _spelled(claimed.low),
        "data-high": _spelled(claimed.high),
    }
    is_closed = claimed.high is not None and claimed.low is not None
    return path(corners, data, is_closed=is_closed)


def _claim_band(drawn: Drawn) -> str:
    box = drawn.band
    assert box is not None
    return path(box.corners, {"data-claim": drawn.claimed.claim.id}, is_closed=True)


def _head(arrow: Segment) -> str:
    """Return the head of an arrow that ends where the line does."""
    down = 1 if arrow.y2 > arrow.y1 else -1
    x, y = arrow.x2, arrow.y2
    return path([(x, y), (x - 3.2, y - 7 * down), (x + 3.2, y - 7 * down)], is_closed=True)


def _hatched(box: Box) -> Iterator[str]:
    """Yield slanted lines that fill a rectangle; a pattern would need an ID of its own."""
    high = box.bottom - box.top
    start = box.left - high
    while start < box.right:
        # A line that begins at the bottom and would rise by as much as it goes to the right.
        left, right = max(start, box.left), min(start + high, box.right)
        if left < right:
            yield line(Segment(left, box.bottom + start - left, right, box.bottom + start - right))
        start += HATCH


def _kinds(drawn: Scene) -> set[str]:
    """Return what of the key occurs."""
    kinds = set()
    for mark in drawn.marks:
        is_own = mark.is_preferred or mark.shape in LINED
        kinds.add(mark.shape if is_own else f"other {mark.shape}")
    occurs = {
        "ring": any(mark.is_revised for mark in drawn.marks),
        "tail": drawn.tails,
        "claim": any(each.line for each in drawn.claims),
        "range": any(each.range for each in drawn.claims),
        "base": drawn.bases,
        "loose": any(not is_firm for _, is_firm in drawn.lines),
        "gap": drawn.gaps,
    }
    return kinds | {kind for kind, there in occurs.items() if there}


def _sample(kind: str, x: float, y: float) -> str:
    """Return a mark as the key shows it, its middle at y."""
    middle, end = x + 8, x + 16
    lines = {each: Segment(x, y, end, y) for each in ("tail", "claim", "loose")}
    lines["base"] = Segment(middle, y - 6, middle, y + 5)
    if kind in lines:
        return group(kind, [line(lines[kind])])
    box = Box(x, y - 5, end, y + 4)
    if kind == "range":
        return group("range", [path(box.corners, is_closed=True)])
    if kind == "gap":
        return group("gap", _hatched(box))
    if kind == "ring":
        ring = circle((middle, y), 5.8, {"stroke-width": 0.9})
        return group("mark", [circle((middle, y), 3.2)]) + group("stroke", [ring])
    name = kind.removeprefix("other ")
    look = LINED.get(name) or ("other" if kind != name else "mark")
    return group(look, [shape(name, (middle, y), LARGE if look == "mark" else SMALL)])


def _spelled(value: float | None) -> str | None:
    """Return a figure as the tables have it."""
    return None if value is None else spell(value)
