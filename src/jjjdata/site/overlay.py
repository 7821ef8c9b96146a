"""Overlay: a series and the other measures at its place as lines on one pair of axes.

Marks differ in shape, so that the lines can be told apart in grey: this series has discs, what is
measured outside the control of the Chinese state has triangles, any other has four corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..axes import Axis, centre, time_axis, value_axis
from ..series import Point, compares
from ..svg import path, tag
from ..wordings import scale_of, short_figure, unit_words
from .material import Held
from .telling import Teller

WIDTH, TOP, BOTTOM, LEFT, RIGHT = 360.0, 14.0, 214.0, 34.0, 352.0
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


def overlay(held: Held, beside: Sequence[tuple[Held, str, bool]], teller: Teller) -> Overlay | None:
    """Return the drawing; None where no measure beside has two years with this one.

    ``beside`` are the other measures, each with its name and whether it is measured outside.
    """
    chosen = [each for each in beside if len(_years(each[0]) & _years(held)) > 1]
    chosen.sort(key=lambda each: (not each[2], -len(each[0].series.points)))
    if not chosen:
        return None
    shapes = {kind: iter(SHAPES[kind]) for kind in SHAPES}
    series = [(held, Line(teller.say("this_series"), "own", "disc"))]
    for each, name, is_outside in chosen[:MOST]:
        kind = "outside" if is_outside else "other"
        series.append((each, Line(name, kind, next(shapes[kind]))))
    points = [point for each, _ in series for point in _points(each)]
    power, word = scale_of([point.value or 0.0 for point in points], teller.lang)
    values = value_axis([p.value or 0.0 for p in points], BOTTOM, TOP, from_zero=False)
    times = time_axis([centre(point.period) for point in points], LEFT, RIGHT)
    drawn = [_grid(values, times, power)]
    # This series last, on top of the others.
    drawn += [_line(each, line, values, times) for each, line in reversed(series)]
    names = [line.name for _, line in series]
    title = teller.say("overlay_title", names=("、" if teller.lang == "zh" else "; ").join(names))
    attributes = {
        "class": "overlay",
        "role": "img",
        "aria-label": title,
        "viewBox": f"0 0 {WIDTH:.0f} 238",
        "width": WIDTH,
        "font-size": TEXT,
    }
    return Overlay(
        svg=tag("svg", attributes, "".join(drawn)),
        lines=tuple(line for _, line in series),
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


def _line(held: Held, told: Line, values: Axis, times: Axis) -> str:
    """Return the line of a series with its marks: none at a gap, dotted where two don't compare."""
    groups = {"o-line": "", "o-line o-loose": ""}
    for look, pairs in groupby(pairwise(held.series.points), key=lambda pair: _look(*pair)):
        if look:
            (first, second), *rest = pairs
            run = [first, second, *(last for _, last in rest)]
            groups[look] += path([_spot(point, values, times) for point in run])
    lines = "".join(
        tag("g", {"class": f"{look} o-{told.kind}"}, drawn)
        for look, drawn in groups.items()
        if drawn
    )
    spots = (_spot(point, values, times) for point in _points(held))
    marks = "".join(_mark(told.shape, spot) for spot in spots)
    return lines + tag("g", {"class": f"o-mark o-{told.kind}"}, marks)


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
