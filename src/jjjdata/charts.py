"""Charts: a series as a picture with what was claimed of it, and as a table of the same figures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .claimed import Claimed, read_claimed
from .database import select
from .errors import UnknownNameError
from .files import write_bytes
from .formats import format_figure, format_period
from .harmless import markup
from .languages import TAGS
from .messages import say
from .package import Package, language, opened
from .records import Label, read_label
from .series import Point, Series, moment_of, read_series
from .wordings import (
    change_words,
    claim_words,
    description,
    figure_words,
    range_words,
    title,
    unbroken,
)

CODED = ("basis", "vintage", "rank")


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A series drawn with what was claimed of it. A notebook shows it by itself.

    ``series`` and ``claims`` are what is drawn; ``sources`` names the sources, ``labels`` the
    codes of the figures, both by what stands in their columns.
    """

    series: Series
    claims: tuple[Claimed, ...]
    lang: str
    sources: Mapping[str, str]
    labels: Mapping[tuple[str, str], Label]

    @property
    def title(self) -> str:
        """What the chart is called."""
        return title(self.series, self.lang)

    @property
    def description(self) -> str:
        """The chart in words, for those who don't see it."""
        return description(self.series, self.claims, self.lang)

    @cached_property
    def svg(self) -> str:
        """The picture as a text of SVG, which needs no other file."""
        from .drawings import draw  # late: seven modules that only a picture needs

        return draw(self.series, self.claims, self.lang, self.title, self.description)

    @property
    def table(self) -> str:
        """All figures as tables of HTML: those of the series, gaps included, and those claimed."""
        tables = [_table(say("chart_caption", self.lang, title=self.title), *self._figures())]
        if self.claims:
            caption = say("chart_caption_claims", self.lang, title=self.title)
            tables.append(_table(caption, *self._claimed()))
        return "\n".join(tables)

    @property
    def html(self) -> str:
        """Picture and tables as a fragment of HTML; the tables are folded."""
        summary = markup(say("chart_summary", self.lang))
        details = f"<details><summary>{summary}</summary>\n{self.table}\n</details>"
        opening = f'<figure class="jjjdata-figure" lang="{TAGS[self.lang]}">'
        return f"{opening}\n{self.svg}{details}\n</figure>"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture, or picture and tables if the name ends in .html; return the path.

        A name that ends in neither .svg nor .html is an ``UnknownNameError``, and nothing is
        written: a picture of points, such as a PNG, takes another program.
        """
        file = Path(path)
        forms = {".svg": "svg", ".html": "html", ".htm": "html"}
        if file.suffix.lower() not in forms:
            raise UnknownNameError("chart_ending", file=file.name)
        content: str = getattr(self, forms[file.suffix.lower()])
        write_bytes(file, content.encode())
        return file

    def _repr_html_(self) -> str:
        return self.html

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Chart {self.series.indicator.id} {self.series.place.id} {self.lang}>"

    def _figures(self) -> tuple[list[str], list[_Row]]:
        """Return the head of the table of figures and its rows."""
        changes = {
            base.point.observation_id: change_words(base.change)
            for claimed in self.claims
            for base in claimed.bases
        }
        keys = ("period", "value", "printed", *CODED)
        head = [say(f"chart_head_{key}", self.lang) for key in keys]
        if changes:
            head.append(say("chart_head_change", self.lang, period=self._end_of_change()))
        head.append(say("chart_head_source", self.lang))
        gaps = (point for point in self.series.points if point.is_gap)
        points = sorted((*self.series.preferred, *self.series.others, *gaps), key=moment_of)
        return head, [self._figure_row(point, changes) for point in points]

    def _end_of_change(self) -> str:
        period = next(each.claim["period"] for each in self.claims if each.bases)
        return format_period(period, self.lang)

    def _figure_row(self, point: Point, changes: Mapping[str | None, str]) -> _Row:
        period = format_period(point.period, self.lang)
        change = [changes.get(point.observation_id, "")] if changes else []
        if point.value is None:
            cells = [period, say("chart_gap", self.lang), "", "", "", "", *change, ""]
            return _Row(None, cells)
        figure = format_figure(point.value, self.series.unit, self.lang)
        codes = [self.labels[column, getattr(point, column)].text(self.lang) for column in CODED]
        source = self.sources.get(str(point.source_id), str(point.source_id))
        value = figure_words(point, figure, self.lang)
        return _Row(
            point.observation_id, [period, value, point.printed or "", *codes, *change, source]
        )

    def _claimed(self) -> tuple[list[str], list[_Row]]:
        """Return the head of the table of what was claimed and its rows."""
        head = [
            say(f"chart_head_{key}", self.lang) for key in ("claim", "figure", "level", "range")
        ]
        rows = []
        for claimed in self.claims:
            words = level = ""
            if claimed.value is not None:
                words = unbroken(claim_words(claimed, self.series, self.lang), self.lang)
                level = format_figure(claimed.value, self.series.unit, self.lang)
            bounds = range_words(claimed, self.series, self.lang)
            statement = claimed.claim[f"statement_{self.lang}"]
            rows.append(_Row(claimed.claim.id, [statement, words, level, bounds]))
        return head, rows


@dataclass(frozen=True)
class _Row:
    """A row of a table, with the key of what it tells."""

    id: str | None
    cells: Sequence[str]


def chart(
    indicator: str,
    place: str,
    *,
    lang: str = "en",
    package: Package | str | os.PathLike[str] | None = None,
) -> Chart:
    """Return the figures of an indicator at a place as a chart in ``lang`` ("en" or "zh").

    It has ``svg``, a text; ``table``, the same figures as HTML; ``html``, both; ``title`` and
    ``description``; and ``save``. A notebook shows it. Preferred figures are joined, except across
    a year of which none is held; other figures stand beside. What was claimed is a dashed line with
    the range that its wording allows; a change in percent leads from its base. Needs no other
    library, not even pandas.

    An unknown indicator, place or language is an ``UnknownNameError``, a pair of which nothing is
    held a ``DataError``. ``package`` is the folder of another copy, by default the shipped one.

    >>> port = chart("port-containers", "tianjin-port")
    >>> port.title, port.svg[:4], "58% above 2014" in port.table
    ('Container throughput of Tianjin Port (whole port)', '<svg', True)
    """
    tag = language(lang) or "en"
    copy = opened(package)
    series = read_series(copy, indicator, place)
    points = (*series.preferred, *series.others)
    return Chart(
        series=series,
        claims=read_claimed(copy, series),
        lang=tag,
        sources=_sources(copy, points, tag),
        labels={
            (column, code): read_label(copy, column, code)
            for column in CODED
            for code in dict.fromkeys(getattr(point, column) for point in points)
        },
    )


def _sources(package: Package, points: Iterable[Point], lang: str) -> dict[str, str]:
    """Return the titles of the sources of figures by their IDs."""
    query = "select id, title_zh, title_en from sources"
    wanted = {point.source_id for point in points}
    return {
        row["id"]: row[f"title_{lang}"] for row in select(package, query) if row["id"] in wanted
    }


def _table(caption: str, head: Iterable[str], rows: Iterable[_Row]) -> str:
    titles = "".join(f'<th scope="col">{markup(words)}</th>' for words in head)
    lines = "\n".join(_lines(rows))
    return (
        f"<table>\n<caption>{markup(caption)}</caption>\n"
        f"<thead><tr>{titles}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
    )


def _lines(rows: Iterable[_Row]) -> Iterator[str]:
    for row in rows:
        first, *others = map(markup, row.cells)
        key = "" if row.id is None else f' data-id="{markup(row.id)}"'
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        yield f'<tr{key}><th scope="row">{first}</th>{cells}</tr>'
