"""Series: the page of one indicator at one place, and the list of all series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..checks import CEILINGS, FLOORS, ONE_SIDED
from ..formats import last_place
from ..joined import Source
from ..periods import moment
from ..records import Record
from ..series import CLAIMED, PREFERRED, WRONG, Point, compares, highest_and_lowest
from ..wordings import change_words, figure_words
from . import addresses, structured
from .arithmetic import working
from .charting import curve, drawing
from .citing import license_names, series_citations
from .listing import Item, item_of
from .material import Held
from .overlay import Measure, overlay
from .page import Page
from .telling import Teller, outside_link

PRINTED, TARGET = "as_printed", "target"
SLACK = 1e-9  # what binary fractions are off by
OUTSIDE = "other"  # how organizations.control tells a body that no Chinese government controls


@dataclass(frozen=True)
class Value:
    """One figure of a series, as printed and as read, with its source."""

    row: Record
    period: str
    figure: str
    basis: str
    vintage: str
    rank: str
    working: str
    note: str
    source: Source
    title: str
    cited: str
    url: str | None
    quote_tag: str | None
    standing: str
    read_on: str
    is_outside: bool


@dataclass(frozen=True)
class Year:
    """All figures of one period, the preferred one first; a gap has none."""

    period: str
    values: tuple[Value, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether sources print different outcomes of it.

        What was worked out here, is known to be wrong or is told by a claim itself does not count.
        """
        told = [
            each.row
            for each in self.values
            if each.row["basis"] == PRINTED and each.row["rank"] not in (WRONG, CLAIMED)
        ]
        return any(_differ(one, other) for one, other in combinations(told, 2))

    @property
    def is_apart(self) -> bool:
        """Whether no sources dispute it, and yet a figure differs from the preferred one.

        It was worked out here, revised, set aside or told by a claim itself.
        """
        if self.is_disputed or not self.values:
            return False
        first, *others = (each.row for each in self.values)
        if first["rank"] != PREFERRED:
            return False
        return any(_differ(first, other) for other in others if other["basis"] != TARGET)


def _differ(one: Record, other: Record) -> bool:
    """Return whether two figures can't both be right as they are told.

    A figure beyond a bound is what the bound leaves open, one short of it is not. One that was
    rounded does not differ from the one that it was rounded from.
    """
    lower, higher = sorted((one, other), key=lambda row: float(row["value"]))
    if lower["qualifier"] in FLOORS or higher["qualifier"] in CEILINGS:
        return False
    gap = higher["value"] - lower["value"]
    if {lower["qualifier"], higher["qualifier"]} & set(ONE_SIDED):
        return bool(gap > 0.0)
    half = max(last_place(one["value"]), last_place(other["value"])) / 2
    return bool(gap > half * (1 + SLACK))


@dataclass(frozen=True)
class ShortRow:
    """A period in the short table: its preferred figure without the unit, whose, how weak."""

    period: str
    row: Record | None
    figure: str
    source: str
    url: str
    weak: str
    is_weak: bool


@dataclass(frozen=True)
class SideBySide:
    """A year of this series, with the figures beside it and how far each is off."""

    period: str
    figure: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """A series as lists show it."""

    place: str
    url: str
    unit: str
    span: str
    count: int
    claims: int


def series_page(held: Held, teller: Teller) -> Page:
    """Return the page of a series."""
    lang, series = teller.lang, held.series
    chart = held.charts[lang]
    title = chart.title
    years = tuple(_years(held, teller))
    # Those of bodies outside the control of the Chinese state first.
    measures = tuple(sorted(_other_measures(held, teller), key=lambda each: not each.is_outside))
    return Page(
        path=addresses.series_page(*held.key, lang),
        twin=addresses.series_page(*held.key, teller.other),
        template="series_page.html",
        title=title,
        about=teller.text(series.indicator, "definition"),
        section="series",
        context={
            "held": held,
            "series": series,
            "other_name": series.indicator[f"name_{teller.other}"],
            "other_place": series.place[f"name_{teller.other}"],
            "other_definition": series.indicator[f"definition_{teller.other}"],
            "chart": drawing(held, lang),
            "course": tuple(_course(held, teller)),
            "overlay": overlay(held, measures, teller),
            "years": years,
            "short_table": tuple(_short_table(held, teller)),
            "warnings": tuple(_warnings(held, years, teller)),
            "unit": teller.name(series.unit),
            "citations": series_citations(held, title, teller),
            "disputed": tuple(year for year in years if year.is_disputed),
            "apart": tuple(year for year in years if year.is_apart),
            "facts": tuple(_facts(held, years, teller)),
            "claims": tuple(_claims(held, teller)),
            "places": tuple(_places(held, teller)),
            "measures": measures,
            "side_by_side": tuple(_side_by_side(held, measures, teller)),
            "csv": teller.link(addresses.series_file(*held.key, "csv")),
            "svg_url": teller.link(addresses.series_file(*held.key, f"{lang}.svg")),
            "licenses": license_names(teller),
        },
        data=structured.dataset(held, title, teller.text(series.indicator, "definition"), teller),
    )


def series_list_page(teller: Teller) -> Page:
    """Return the list of all series, by indicator."""
    groups: dict[str, list[Held]] = {}
    for held in teller.material.series.values():
        groups.setdefault(held.series.indicator.id, []).append(held)
    listed = [
        (found[0].series.indicator, tuple(_line(held, teller) for held in found))
        for found in groups.values()
    ]
    # Those that claims speak of come first: they are what a reader comes for.
    listed.sort(key=lambda pair: -max(line.claims for line in pair[1]))
    return Page(
        path=addresses.page("series", teller.lang),
        twin=addresses.page("series", teller.other),
        template="series_list.html",
        title=teller.say("series"),
        about=teller.say("series_about", count=len(teller.material.series)),
        section="series",
        context={"indicators": listed, "count": len(teller.material.series)},
    )


def _line(held: Held, teller: Teller) -> Line:
    return Line(
        place=teller.name(held.series.place),
        url=teller.link(addresses.series_page(*held.key, teller.lang)),
        unit=teller.name(held.series.unit),
        span=_covered(held, teller),
        count=len(held.series.preferred),
        claims=len(held.claimed),
    )


def _covered(held: Held, teller: Teller) -> str:
    """Return from which to which year a series has preferred figures; nothing if it has none."""
    first, _, last = held.series.covered.partition("/")
    first, last = first[:4], last[:4] or first[:4]
    return teller.period(first if first == last else f"{first}/{last}") if first else ""


def _years(held: Held, teller: Teller) -> Iterator[Year]:
    """Yield all figures by period, in the order of time, and the gaps between."""
    periods: dict[str, list[Point]] = {
        point.period: [] for point in held.series.points if point.is_gap
    }
    for point in (*held.series.preferred, *held.series.others):
        periods.setdefault(point.period, []).append(point)
    for period in sorted(periods, key=moment):
        values = sorted(periods[period], key=lambda point: point.rank != PREFERRED)
        told = tuple(_value(point, teller) for point in values)
        yield Year(teller.period(period), told)


def _value(point: Point, teller: Teller) -> Value:
    material = teller.material
    row = material.observations[str(point.observation_id)]
    source = material.sources[row["source_id"]]
    figure = figure_words(point, teller.figure(row["value"], row["unit_id"]), teller.lang)
    return Value(
        row=row,
        period=teller.period(row["period"]),
        figure=figure,
        basis=row.label("basis", teller.lang),
        vintage=row.label("vintage", teller.lang),
        rank=row.label("rank", teller.lang),
        working=working(row, teller),
        note=teller.text(row, "note"),
        source=source,
        title=teller.text(source, "title"),
        cited=teller.cited(source),
        url=outside_link(source["url"]),
        quote_tag=teller.tag(source["language"]),
        standing=teller.standing(source),
        read_on=_read_on(source, teller),
        is_outside=material.sources[source["origin_id"]].publisher["control"] == OUTSIDE,
    )


def _read_on(source: Source, teller: Teller) -> str:
    day = source["accessed_on"]
    return teller.say("read_on", day=teller.period(str(day))) if day else ""


def _short_table(held: Held, teller: Teller) -> Iterator[ShortRow]:
    """Yield the preferred figures and the gaps, one a period, with origins and weaknesses."""
    for told in curve(held, teller):
        point = told.point
        if point.observation_id is None:
            yield ShortRow(told.period, None, "", "", "", "", is_weak=False)
            continue
        row = teller.material.observations[point.observation_id]
        source = teller.material.sources[row["source_id"]]
        weak = _weak(row, source, teller)
        yield ShortRow(
            period=told.period,
            row=row,
            figure=figure_words(point, teller.number(row["value"]), teller.lang),
            source=_whose(row, source, teller),
            url=f"#{row.id}",
            weak=weak,
            is_weak=bool(weak),
        )


def _whose(row: Record, source: Source, teller: Teller) -> str:
    """Return whose a figure is in the end; one that was worked out here is nobody else's."""
    name = teller.short(teller.material.sources[source["origin_id"]].publisher)
    return name if row["basis"] != "derived" else teller.say("worked_out_from", name=name)


def weak_points(held: Held, teller: Teller) -> dict[str, str]:
    """Return what the preferred figures of a series are weak in, by the ID of their row."""
    material = teller.material
    rows = (material.observations[str(point.observation_id)] for point in held.series.preferred)
    told = {row.id: _weak(row, material.sources[row["source_id"]], teller) for row in rows}
    return {id: words for id, words in told.items() if words}


def _weak(row: Record, source: Source, teller: Teller) -> str:
    """Return what a figure is weak in: worked out, read as a copy, or what its note says."""
    words = [row.label("basis", teller.lang)] if row["basis"] != PRINTED else []
    words += [source.label("access", teller.lang)] if source["access"] == "mirror" else []
    words += filter(None, [teller.text(row, "note")])
    return " · ".join(words)


def _warnings(held: Held, years: Iterable[Year], teller: Teller) -> Iterator[str]:
    """Yield what a user of a series should know: breaks, weak years, quarrels, gaps."""
    comma, rows = "、" if teller.lang == "zh" else ", ", teller.material.observations
    points = [rows[str(point.observation_id)] for point in held.series.preferred]
    yield from _breaks(points, teller)
    sources = teller.material.sources
    kinds = {
        "know_derived": [row for row in points if row["basis"] == "derived"],
        "know_revised": [row for row in points if row["vintage"] == "revised"],
        "know_mirror": [row for row in points if sources[row["source_id"]]["access"] == "mirror"],
    }
    for key, found in kinds.items():
        if found:
            told = comma.join(teller.period(row["period"]) for row in found)
            yield teller.say(key, years=told)
    alone = [year.period for year in years if _is_one_copy(year)]
    if alone:
        yield teller.say("know_alone", years=comma.join(alone))
    disputed = [year.period for year in years if year.is_disputed]
    if disputed:
        yield teller.say("know_disputed", years=comma.join(disputed))
    apart = [year.period for year in years if year.is_apart]
    if apart:
        yield teller.say("know_apart", years=comma.join(apart))
    gaps = _missing(held, teller)
    if gaps:
        yield teller.say("told_gaps", years=comma.join(gaps))


def _is_one_copy(year: Year) -> bool:
    """Return whether all that is held of a year is one figure, read as a copy."""
    only = year.values[0] if len(year.values) == 1 else None
    return only is not None and only.row["basis"] != TARGET and only.source["access"] == "mirror"


def _breaks(rows: Iterable[Record], teller: Teller) -> Iterator[str]:
    """Yield in one sentence whose figures a series has from which year on, if they change."""
    sources, stretches = teller.material.sources, list[tuple[str, str]]()
    for row in rows:
        body = teller.short(sources[sources[row["source_id"]]["origin_id"]].publisher)
        if not stretches or stretches[-1][1] != body:
            stretches.append((teller.period(row["period"]), body))
    if len(stretches) > 1:
        told = [teller.say("know_stretch", year=year, name=name) for year, name in stretches]
        semicolon = "；" if teller.lang == "zh" else "; "
        yield teller.say("know_breaks", stretches=semicolon.join(told))


def _course(held: Held, teller: Teller) -> Iterator[str]:
    """Yield the course of a series in sentences: where it leads, how far, and its extremes."""
    points = [point for point in held.series.points if point.value is not None]
    if len(points) > 1:
        first, last = points[0], points[-1]
        words = {"first": _in_words(first, teller), "last": _in_words(last, teller)}
        yield teller.say("told_course", **words)
        yield from _change(held, first, last, teller)
        highest, lowest = highest_and_lowest(points)
        if highest:
            yield teller.say("told_highest", figure=_in_words(highest, teller))
        if lowest:
            yield teller.say("told_lowest", figure=_in_words(lowest, teller))
    elif held.series.preferred:
        yield teller.say("told_only", count=len(held.series.preferred))


def _change(held: Held, first: Point, last: Point, teller: Teller) -> Iterator[str]:
    """Yield the change over the whole time or, of figures of several bodies, that none is told.

    Of an order and of shares, and where first and last do not compare, there is nothing to tell.
    """
    if held.series.unit["dimension"] in ("ordinal", "ratio") or not first.value:
        return
    bodies = {point.body_id for point in held.series.points if not point.is_gap}
    if len(bodies) > 1:
        yield teller.say("told_change_apart", count=len(bodies))
    elif compares(first, last):
        change = ((last.value or 0.0) / first.value - 1) * 100
        yield teller.say("told_change", change=change_words(change))


def _missing(held: Held, teller: Teller) -> list[str]:
    """Return the years between the first and the last of which there is no figure at all."""
    others = {point.period for point in held.series.others}
    gaps = (point.period for point in held.series.points if point.is_gap)
    return [teller.period(period) for period in gaps if period not in others]


def _in_words(point: Point, teller: Teller) -> str:
    figure = figure_words(point, teller.figure(point.value or 0.0, point.unit_id), teller.lang)
    return teller.say("told_figure", figure=figure, period=teller.period(point.period))


def _facts(held: Held, years: Iterable[Year], teller: Teller) -> Iterator[tuple[str, str]]:
    """Yield what the box of key data tells."""
    series, comma = held.series, "、" if teller.lang == "zh" else ", "
    points = series.preferred
    yield teller.say("unit"), teller.name(series.unit)
    yield teller.say("frequency"), series.indicator.label("frequency", teller.lang)
    yield teller.say("place"), teller.name(series.place)
    if points:
        last = points[-1]
        yield teller.say("covered"), _covered(held, teller)
        figure = figure_words(last, teller.figure(last.value or 0.0, last.unit_id), teller.lang)
        yield teller.say("last_value"), f"{figure} ({teller.period(last.period)})"
    gaps = _missing(held, teller)
    read = _read_days(years, teller)
    if read:
        yield teller.say("sources_read"), read
    if series.points:
        ends = f"{series.points[0].period}/{series.points[-1].period}"
        none = teller.say("none_in", period=teller.period(ends))
        yield teller.say("years_missing"), comma.join(gaps) if gaps else none
    yield teller.say("producers"), comma.join(_producers(years, teller))


def _read_days(years: Iterable[Year], teller: Teller) -> str:
    """Return from when to when the sources were read; nothing where no day is known."""
    rows = [value.source for year in years for value in year.values]
    days = sorted(source["accessed_on"] for source in rows if source["accessed_on"])
    if not days:
        return ""
    first, last = teller.period(days[0]), teller.period(days[-1])
    return first if first == last else teller.between(first, last)


def _producers(years: Iterable[Year], teller: Teller) -> list[str]:
    """Return who is the origin of the preferred figures, the most frequent first."""
    counts: dict[str, int] = {}
    for year in years:
        for value in year.values:
            if value.row["rank"] == PREFERRED:
                origin = teller.material.sources[value.source["origin_id"]]
                name = teller.name(origin.publisher)
                counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def _claims(held: Held, teller: Teller) -> Iterator[Item]:
    indicator, place = held.key
    for claim in teller.material.by_indicator.get(indicator, ()):
        if claim["place_id"] == place:
            yield item_of(claim, teller)


def _places(held: Held, teller: Teller) -> Iterator[tuple[str, str]]:
    """Yield the other places of which the indicator has figures."""
    indicator, place = held.key
    for other in held.series.places:
        if other != place:
            page = addresses.series_page(indicator, other, teller.lang)
            yield teller.name(teller.material.places[other]), teller.link(page)


def _other_measures(held: Held, teller: Teller) -> Iterator[Measure]:
    """Yield the other measures at the same place in the same unit, as often taken; no shares."""
    indicator, place = held.key
    unit, frequency = held.series.unit.id, held.series.indicator["frequency"]
    for found in teller.material.by_place[place]:
        other = found.series.indicator.id
        is_alike = (found.series.unit.id, found.series.indicator["frequency"]) == (unit, frequency)
        if other != indicator and is_alike and unit != "percent":
            yield Measure(
                name=teller.name(found.series.indicator),
                url=teller.link(addresses.series_page(other, place, teller.lang)),
                is_outside=_is_outside(found, teller),
                held=found,
            )


def _off(point: Point, other: Point) -> str:
    """Return how far another measure is off; of "more than" a figure nobody can say that."""
    if (
        not point.value
        or other.value is None
        or {point.qualifier, other.qualifier} & set(ONE_SIDED)
    ):
        return ""
    return change_words((other.value - point.value) / point.value * 100)


def _is_outside(held: Held, teller: Teller) -> bool:
    """Return whether nobody under the control of the Chinese state is behind the figures."""
    sources = teller.material.sources
    origins = [sources[sources[str(p.source_id)]["origin_id"]] for p in held.series.preferred]
    return bool(origins) and all(each.publisher["control"] == OUTSIDE for each in origins)


def _side_by_side(held: Held, measures: Sequence[Measure], teller: Teller) -> Iterator[SideBySide]:
    """Yield the years of which one of the other measures has a figure too."""
    for point in held.series.points:
        others = [each.held.series.at(point.period) for each in measures]
        if point.value is None or not any(others):
            continue
        told = []
        for other in others:
            if other is None or other.value is None:
                told.append(("", ""))
                continue
            figure = figure_words(other, teller.number(other.value), teller.lang)
            told.append((figure, _off(point, other)))
        figure = figure_words(point, teller.number(point.value), teller.lang)
        yield SideBySide(teller.period(point.period), figure, tuple(told))
