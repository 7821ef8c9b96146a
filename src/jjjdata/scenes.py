"""Scenes: where the figures of a series and what was claimed of them stand in a plot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .axes import Axis, centre, class_axis, time_axis, value_axis
from .claimed import Claimed
from .labels import Box, Segment
from .periods import first_and_last
from .series import PREFERRED, WRONG, Point, Series, compares, moment_of

LARGE, SMALL = 3.7, 2.7  # half the width of a mark
BESIDE = (6.5, -6.5, 11.5, -11.5, 16.0, -16.0)  # where another figure of the same time stands
WIDEST = 46.0  # half the width of a claimed range at most, where years are wide
# Series of ranks and classes have no zero, and no place between two classes.
ORDINAL = "ordinal"


@dataclass(frozen=True)
class Mark:
    """A figure as it is drawn."""

    point: Point
    x: float
    y: float

    @property
    def is_preferred(self) -> bool:
        """Whether it is the figure to use, and drawn large."""
        return self.point.rank == PREFERRED

    @property
    def shape(self) -> str:
        """How it is drawn, which says how the figure came about."""
        if self.point.rank == WRONG:
            return "cross"
        if self.point.is_claimed:
            return "plus"
        shapes = {"target": "bar", "derived": "diamond", "part_year": "square"}
        return shapes.get(str(self.point.basis), "circle")

    @property
    def is_revised(self) -> bool:
        """Whether it was published in place of an earlier figure."""
        return self.point.vintage == "revised"

    @property
    def reach(self) -> float:
        """Half of its width."""
        return LARGE if self.is_preferred else SMALL

    @property
    def box(self) -> Box:
        """The room that it takes."""
        reach = self.reach + 0.6
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


@dataclass(frozen=True)
class Drawn:
    """A claim as it is drawn.

    It has a dashed ``line`` and the ``range`` that its wording allows, a change an ``arrow`` from
    its base; what is claimed of several years without a figure has a ``band`` over them.
    """

    claimed: Claimed
    line: tuple[tuple[float, float], ...] = ()
    range: Box | None = None
    arrow: Segment | None = None
    band: Box | None = None


@dataclass(frozen=True)
class Scene:
    """Everything in a plot, in units of the drawing.

    ``runs`` are the preferred figures that may be joined, ``tails`` lead from a figure back to
    where its period begins, ``gaps`` are years without a figure, ``bases`` are where a change may
    begin.
    """

    room: Box
    times: Axis
    values: Axis
    marks: tuple[Mark, ...]
    runs: tuple[tuple[Mark, ...], ...]
    tails: tuple[Segment, ...]
    gaps: tuple[Box, ...]
    bases: tuple[Segment, ...]
    claims: tuple[Drawn, ...]

    @property
    def lines(self) -> Iterator[tuple[tuple[Mark, Mark], bool]]:
        """The pairs of figures that a line joins, and whether the two compare as they are."""
        for run in self.runs:
            for one, other in pairwise(run):
                yield (one, other), compares(one.point, other.point)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All lines, which words must keep clear of."""
        lines = [tuple((mark.x, mark.y) for mark in run) for run in self.runs]
        lines += [drawn.line for drawn in self.claims]
        joined = [Segment(*one, *next_one) for line in lines for one, next_one in pairwise(line)]
        arrows = [drawn.arrow for drawn in self.claims if drawn.arrow is not None]
        ranges = [edge for drawn in self.claims if drawn.range for edge in drawn.range.edges]
        return (*joined, *arrows, *ranges, *self.tails, *self.bases)


def scene(series: Series, claims: tuple[Claimed, ...], room: Box) -> Scene:
    """Return where everything stands in the ``room`` of a plot."""
    points = tuple(_drawn_points(series))
    values = _value_axis(series, points, claims, room)
    times = time_axis(_moments(points, claims), room.left, room.right)
    marks = _marks(points, times, values)
    runs = _runs(marks) if series.indicator["frequency"] != "event" else ()
    return Scene(
        room=room,
        times=times,
        values=values,
        marks=marks,
        runs=runs,
        tails=_tails(marks, runs, times),
        gaps=_gaps(series, times, room),
        bases=_bases(claims, times, values, room),
        claims=tuple(_claim(claimed, times, values, room) for claimed in claims),
    )


def _value_axis(
    series: Series, points: Iterable[Point], claims: Iterable[Claimed], room: Box
) -> Axis:
    reached = _reached(points, claims)
    if series.unit["dimension"] == ORDINAL:
        return class_axis(reached, room.bottom, room.top)
    # A figure or two show no course: how they compare is all there is to see.
    is_short = len({point.value for point in points}) <= 2
    return value_axis(reached, room.bottom, room.top, from_zero=is_short)


def extremes(series: Series, claims: Iterable[Claimed]) -> list[float]:
    """Return all figures that stand on the axis of a series."""
    return _reached(tuple(_drawn_points(series)), claims)


def _drawn_points(series: Series) -> Iterator[Point]:
    """Yield the figures to draw: preferred ones, and of the others those that say another thing."""
    own = [point for point in series.preferred if point.unit_id == series.unit.id]
    yield from own
    seen = {_saying(point) for point in own}
    for point in series.others:
        if point.unit_id == series.unit.id and _saying(point) not in seen:
            seen.add(_saying(point))
            yield point


def _saying(point: Point) -> tuple[object, ...]:
    """Return what a mark says: two sources that say the same need one mark."""
    kind = (point.is_target, point.is_claimed, point.rank == WRONG)
    return point.period, point.value, point.vintage == "revised", *kind


def _reached(points: Iterable[Point], claims: Iterable[Claimed]) -> list[float]:
    figures = [point.value for point in points]
    for claimed in claims:
        figures += [claimed.value, claimed.low, claimed.high]
    return [figure for figure in figures if figure is not None] or [0.0, 1.0]


def _moments(points: Iterable[Point], claims: Iterable[Claimed]) -> list[float]:
    periods = [point.period for point in points]
    for claimed in claims:
        periods += [claimed.claim["period"], claimed.claim["base_period"]]
    return [centre(end) for period in periods if period for end in first_and_last(period)]


def _marks(points: Iterable[Point], times: Axis, values: Axis) -> tuple[Mark, ...]:
    """Place the preferred figures at their time and the others beside, each where it is free.

    What a claim says itself stands at its time too, on the line of the claim.
    """
    marks: list[Mark] = []
    for point in points:
        x, y = times.at(centre(point.ends[1])), values.at(point.value or 0.0)
        first, last = point.ends
        shifts: tuple[float, ...] = BESIDE
        if point.is_claimed or (point.rank == PREFERRED and first == last):
            shifts = (0.0,)
        elif point.rank == PREFERRED:
            shifts = (0.0, *BESIDE)  # a span may give way
        trials = [Mark(point, x + shift, y) for shift in shifts]
        free = (trial for trial in trials if not any(trial.box.overlaps(m.box) for m in marks))
        marks.append(next(free, trials[0]))
    return tuple(marks)


def _runs(marks: Iterable[Mark]) -> tuple[tuple[Mark, ...], ...]:
    """Return the preferred figures that may be joined by a line, two at least.

    Joined are years with years, days with days, and spans with spans that begin alike; never
    across a year without figure, nor a revised figure with one that is not.
    """
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: moment_of(each.point)):
        if mark.is_preferred and mark.shape in ("circle", "diamond"):
            first, last = mark.point.ends
            is_day = len(last) > 4
            start = None if first == last else first
            groups.setdefault((is_day, start, mark.is_revised), []).append(mark)
    runs: list[list[Mark]] = []
    for group in groups.values():
        runs.append([])
        for mark in group:
            if runs[-1] and mark.point.year - runs[-1][-1].point.year > 1:
                runs.append([])
            runs[-1].append(mark)
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _tails(
    marks: Iterable[Mark], runs: Iterable[tuple[Mark, ...]], times: Axis
) -> tuple[Segment, ...]:
    """Return a line over the period of each span, where no run shows where it is counted from."""
    told = {run[0].point.ends[0] for run in runs if run[0].point.ends[0] != run[0].point.ends[1]}
    return tuple(
        Segment(times.at(centre(mark.point.ends[0])), mark.y, mark.x, mark.y)
        for mark in marks
        if mark.point.ends[0] not in told and mark.point.ends[0] != mark.point.ends[1]
    )


def _gaps(series: Series, times: Axis, room: Box) -> tuple[Box, ...]:
    """Return the years without any figure, neighbors as one; of events none is missing."""
    if series.indicator["frequency"] == "event":
        return ()
    dated = {point.year for point in series.spans}
    years = [point.year for point in series.points if point.is_gap and point.year not in dated]
    gaps: list[list[int]] = []
    for year in years:
        if gaps and gaps[-1][-1] == year - 1:
            gaps[-1].append(year)
        else:
            gaps.append([year])
    return tuple(
        Box(times.at(gap[0]), room.top, times.at(gap[-1] + 1), room.bottom) for gap in gaps
    )


def _bases(claims: Iterable[Claimed], times: Axis, values: Axis, room: Box) -> tuple[Segment, ...]:
    """Return a line from the axis up to the highest base of each year from which one may reckon."""
    highest: dict[float, float] = {}
    for claimed in claims:
        for base in claimed.bases:
            x = times.at(centre(base.point.period))
            y = values.at(base.point.value or 0.0)
            highest[x] = min(highest.get(x, room.bottom), y)
    return tuple(Segment(x, room.bottom, x, y) for x, y in sorted(highest.items()))


def _claim(claimed: Claimed, times: Axis, values: Axis, room: Box) -> Drawn:
    if claimed.kind == "time" or claimed.value is None:
        return _claimed_time(claimed, times, room)
    x = times.at(centre(first_and_last(claimed.claim["period"])[1]))
    y = values.at(claimed.value)
    half = min(times.at(times.low + 0.5) - room.left, WIDEST)
    if claimed.kind == "change" and claimed.base is not None:
        level = values.at(claimed.base.value or 0.0)
        line = ((times.at(centre(claimed.base.period)), level), (x, level))
        bounds = _range(claimed, x, half * 0.6, values, room)
        return Drawn(claimed, line, bounds, Segment(x, level, x, y))
    line = ((room.left, y), (min(x + half, room.right), y))
    return Drawn(claimed, line, _range(claimed, x, half * 0.9, values, room))


def _claimed_time(claimed: Claimed, times: Axis, room: Box) -> Drawn:
    """Draw a claim without a figure of the series on the axis of time: a line, or a band."""
    period = claimed.claim["period"]
    if not period:
        return Drawn(claimed)
    first, last = (times.at(centre(end)) for end in first_and_last(period))
    if first == last:
        return Drawn(claimed, ((first, room.top), (first, room.bottom)))
    half = times.at(times.low + 0.5) - room.left
    band = Box(max(first - half, room.left), room.top, min(last + half, room.right), room.bottom)
    return Drawn(claimed, band=band)


def _range(claimed: Claimed, x: float, half: float, values: Axis, room: Box) -> Box | None:
    """Return the rectangle of what the wording allows; a side without bound is that of the plot."""
    if claimed.low == claimed.high:
        return None  # no bound at all, or one figure alone, which the line shows
    top = room.top if claimed.high is None else values.at(claimed.high)
    bottom = room.bottom if claimed.low is None else values.at(claimed.low)
    left, right = max(x - half, room.left), min(x + half, room.right)
    return Box(left, top, right, bottom)
