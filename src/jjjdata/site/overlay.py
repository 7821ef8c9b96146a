"""Overlay: a series and the other measures at its place as lines on one pair of axes.

Marks differ in shape, so that the lines can be told apart in grey: this series has discs, what is
measured outside the control of the Chinese state has triangles, any other has four corners.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..axes import Axis, centre, time_axis, value_axis
from ..series import Point, compares
from ..svg import path, tag
from ..wordings import scale_of, short_figure, unit_words
from .material import Held
from .telling import Teller

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 360.0, 238.0, 14.0, 214.0, 34.0, 352.0
TEXT = 10.5
REACH = 3.4
MOST = 3  # measures beside the series; more lines can't be told apart

Spot = tuple[float, float]

CORNERS: dict[str, tuple[Spot, ...]] = {
    "up": ((0, -1.25), (1.15, 0.95), (-1.15, 0.95)),
    "down": ((0, 1.25), (1.15, -0.95), (-1.15, -0.95)),
    "right": ((1.25, 0), (-0.95, 1.15), (-0.95, -1.15)),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    "flat": ((-1.3, -0.6), (1.3, -0.6), (1.3, 0.6), (-1.3, 0.6)),
}
# The shapes of the lines of a kind, one after the other, as many as there may be.
SHAPES = {"outside": ("up", "down", "right"), "other": ("square", "diamond", "flat")}


@dataclass(frozen=True)
class Measure:
    """Another measure at the place of a series, in the same unit.

    ``is_outside`` says that it is taken outside the control of the Chinese state.
    """

    name: str
    url: str
    is_outside: bool
    held: Held


@dataclass(frozen=True)
class Line:
    """A line: its name, its kind ("own", "outside" or "other") and the shape of its marks."""

    name: str
    kind: str
    shape: str


@dataclass(frozen=True)
class Overlay:
    """A drawing with the lines in it, for its key."""

    svg: str
    lines: tuple[Line, ...]
    units: str


def overlay(held: Held, measures: Iterable[Measure], teller: Teller) -> Overlay | None:
    """Return the drawing; None where no other measure has two years with this series."""
    chosen = [each for each in measures if len(_years(each.held) & _years(held)) > 1]
    chosen.sort(key=lambda each: (not each.is_outside, -len(each.held.series.points)))
    if not chosen:
        return None
    shapes = {kind: iter(SHAPES[kind]) for kind in SHAPES}
    drawn_series = [(held, Line(teller.say("this_series"), "own", "disc"))]
    for each in chosen[:MOST]:
        kind = "outside" if each.is_outside else "other"
        drawn_series.append((each.held, Line(each.name, kind, next(shapes[kind]))))
    points = [point for each, _ in drawn_series for point in _points(each)]
    power, word = scale_of([point.value or 0.0 for point in points], teller.lang)
    values = value_axis([p.value or 0.0 for p in points], BOTTOM, TOP, from_zero=False)
    times = time_axis([centre(point.period) for point in points], LEFT, RIGHT)
    drawn = [_grid(values, times, power)]
    # This series last, on top of the others.
    drawn += [_line(each, line, values, times) for each, line in reversed(drawn_series)]
    names = [line.name for _, line in drawn_series]
    title = teller.say("overlay_title", names=("、" if teller.lang == "zh" else "; ").join(names))
    attributes = {
        "class": "overlay",
        "role": "img",
        "aria-label": title,
        "viewBox": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        "width": WIDTH,
        "font-size": TEXT,
    }
    return Overlay(
        svg=tag("svg", attributes, "".join(drawn)),
        lines=tuple(line for _, line in drawn_series),
        units=unit_words(held.series.unit, word, teller.lang),
    )


def _points(held: Held) -> list[Point]:
    return [point for point in held.series.points if point.value is not None]


def _years(held: Held) -> set[str]:
    return {point.period for point in _points(held)}


def _grid(values: Axis, times: Axis, power: int) -> str:
    lines, texts = [], []
    for value in values.ticks:
        y = values.at(value)
        lines.append(path(((LEFT, y), (RIGHT, y))))
        place = {"x": LEFT - 5, "y": y + 3.6, "text-anchor": "end"}
        texts.append(tag("text", place, short_figure(value, power)))
    years = [int(tick) for tick in times.ticks[:-1]]
    step = next(n for n in (1, 2, 5, 10, 20, 50) if len(years) / n <= 7 or n == 50)
    for year in years[::step]:
        place = {"x": times.at(year + 0.5), "y": BOTTOM + 16, "text-anchor": "middle"}
        texts.append(tag("text", place, str(year)))
    return tag("g", {"class": "o-grid"}, "".join(lines)) + tag(
        "g", {"class": "o-text"}, "".join(texts)
    )


def _line(held: Held, line: Line, values: Axis, times: Axis) -> str:
    """Return the line of a series with its marks: none at a gap, dotted where two don't compare."""
    strokes = {"o-line": "", "o-line o-loose": ""}
    # Steps from one year to the next that look alike and follow each other are one stroke.
    for look, steps in groupby(pairwise(held.series.points), key=lambda step: _look(*step)):
        if look:
            starts, ends = zip(*steps, strict=True)
            run = [starts[0], *ends]
            strokes[look] += path([_spot(point, values, times) for point in run])
    lines = "".join(
        tag("g", {"class": f"{look} o-{line.kind}"}, drawn)
        for look, drawn in strokes.items()
        if drawn
    )
    spots = (_spot(point, values, times) for point in _points(held))
    marks = "".join(_mark(line.shape, spot) for spot in spots)
    return lines + tag("g", {"class": f"o-mark o-{line.kind}"}, marks)


def _look(one: Point, other: Point) -> str:
    """Return how the line between two figures looks; beside a gap there is none."""
    if one.value is None or other.value is None:
        return ""
    return "o-line" if compares(one, other) else "o-line o-loose"


def _spot(point: Point, values: Axis, times: Axis) -> Spot:
    return times.at(centre(point.period)), values.at(point.value or 0.0)


def _mark(shape: str, spot: Spot) -> str:
    x, y = spot
    if shape == "disc":
        return tag("circle", {"cx": x, "cy": y, "r": REACH})
    return path([(x + REACH * a, y + REACH * b) for a, b in CORNERS[shape]], is_closed=True)
