"""Charting: the chart of a series as a page of the reader shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..claims import Claim
from ..series import Point, moment_of
from ..wordings import figure_words
from .material import Held
from .telling import Teller

# The policy of the pages forbids styles in them; the style sheet has those of charts too.
# Which mark is of which row the pages say; what else a mark is stands in the tables below.
SPARE = re.compile(r' data-(?:period|rank|basis)="[^"]*"')
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """A figure of a series in words; a gap has no figure."""

    point: Point
    period: str
    figure: str


def drawing(held: Held, lang: str) -> str:
    """Return the picture of a series as markup without a style of its own."""
    return _without_style(held.charts[lang].svg)


def own_drawing(held: Held, claim: Claim, lang: str) -> str:
    """Return the picture of a series with what one claim says of it, and no other claim."""
    chart = held.charts[lang]
    own = tuple(each for each in chart.claims if each.claim.id == claim.id)
    if len(own) == len(chart.claims):
        return drawing(held, lang)
    return _without_style(replace(chart, claims=own).svg)


def _without_style(svg: str) -> str:
    return SPARE.sub("", STYLE.sub("", svg, count=1))


def curve(held: Held, teller: Teller) -> tuple[Told, ...]:
    """Return the preferred figures of a series and its gaps, in the order of time."""
    gaps = (point for point in held.series.points if point.is_gap)
    points = sorted((*held.series.preferred, *gaps), key=moment_of)
    return tuple(_told(points, teller))


def _told(points: list[Point], teller: Teller) -> Iterator[Told]:
    for point in points:
        figure = ""
        if point.value is not None:
            figure = figure_words(point, teller.figure(point.value, point.unit_id), teller.lang)
        yield Told(point, teller.period(point.period), figure)
