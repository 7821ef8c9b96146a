"""Periods of claims: which dates the texts of a claim name, and which of its own none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...readings import FigureReader
from ..rulebook import Fault, Row, Tables
from .columns import language_of_column
from .dates import dates, ends_of, fits, has_year, names_plan, plan_years
from .shared import DatedFault, figure_reader, listed, lookup

STATEMENTS = ("statement_zh", "statement_en")
# Words cut out of a text. They may lack the date of the period, which stands elsewhere in the text;
# so they are asked only whether they name another.
FRAGMENTS = ("quote", "source_term_zh")


def judge_claims_periods(tables: Tables) -> Iterator[Fault]:
    """Yield the faults between the periods of claims and the dates in their texts.

    All claims are looked at: an end that neither the texts nor the date of issue names is admitted
    if another claim has it too.
    """
    reader, claims = figure_reader(tables), tables.rows("claims")
    documents = lookup(tables, "passages", "source_id")
    published = lookup(tables, "sources", "published_on")
    counts = _count_ends(claims)
    for row in claims:
        issued = published.get(documents.get(row["passage_id"], "")) or ""
        for column, value, expected in (
            *_other_dates(row, reader),
            *_ends_left_out(row, reader),
            *_unattested_ends(row, issued, counts, reader),
        ):
            yield Fault("period-stated", "claims", row["id"], column, value, expected)


def _count_ends(claims: Iterable[Row]) -> Counter[str]:
    """Return how many claims have each end of a period, and each interval.

    >>> counts = _count_ends([{"period": "2014/2023", "base_period": "2014"}])
    >>> sorted(counts.items())
    [('2014', 1), ('2014/2023', 1), ('2023', 1)]
    """
    counts: Counter[str] = Counter()
    for row in claims:
        periods = row["period"], row["base_period"]
        intervals = {period for period in periods if period and "/" in period}
        counts.update({*ends_of(*periods), *intervals})
    return counts


def _other_dates(row: Row, reader: FigureReader) -> Iterator[DatedFault]:
    """Yield the dates in the texts of a claim that are no end of its periods.

    The years of a five-year plan are admitted beside its number ("the 13th Five-Year Plan,
    2016-2020"). The plan itself is no date here: it may be drawn up or met outside its years.

    >>> row = {"period": "2023", "base_period": None, "statement_en": "It was so in 2022."}
    >>> row |= dict.fromkeys(("statement_zh", "quote", "source_term_zh"))
    >>> list(_other_dates(row, FigureReader({})))
    [('statement_en', '2022', '2023')]
    """
    ends = ends_of(row["period"], row["base_period"])
    for column in (*STATEMENTS, *FRAGMENTS):
        lang = language_of_column(column, row[column] or "")
        admitted = [*ends, *plan_years(reader, row[column], lang)]
        for day in dates(reader, row[column], lang, plans=False):
            if not any(fits(day, end) for end in admitted):
                yield column, day, listed([row["period"], *ends_of(row["base_period"])])


def _ends_left_out(row: Row, reader: FigureReader) -> Iterator[DatedFault]:
    """Yield the last end of the period, and the first of the base, if a statement has other dates.

    A change is measured between these two, and a statement that has dates must have them. It may
    leave out where the period began, and where the base ended. A statement that names a five-year
    plan is passed over.

    >>> row = {"period": "2023", "base_period": "2014", "statement_en": "It grew from 2014."}
    >>> list(_ends_left_out(row | {"statement_zh": None}, FigureReader({})))
    [('period', '2023', '2014')]
    """
    last, first = ends_of(row["period"])[-1:], ends_of(row["base_period"])[:1]
    for column in STATEMENTS:
        lang = language_of_column(column, row[column] or "")
        dated = [day for day in dates(reader, row[column], lang) if has_year(day)]
        if not dated or names_plan(reader, row[column], lang):
            continue
        for name, ends in (("period", last), ("base_period", first)):
            if ends and not any(fits(day, ends[0]) for day in dated):
                yield name, row[name], listed(dated)


def _unattested_ends(
    row: Row, issued: str, counts: Counter[str], reader: FigureReader
) -> Iterator[DatedFault]:
    """Yield the ends of periods that nothing attests.

    An end is attested by the statement, by the date of issue, or by another claim that shares it.

    >>> row = {"period": "2023", "base_period": None, "statement_zh": "吞吐量有所增长。"}
    >>> list(_unattested_ends(row, "2024-02-27", Counter({"2023": 1}), FigureReader({})))
    [('period', '2023', '2024-02-27')]
    """
    named = dates(reader, row["statement_zh"], "zh")
    for column in ("period", "base_period"):
        period = row[column]
        for end in ends_of(period):
            is_named = any(fits(day, end) for day in named)
            is_of_issue = bool(issued) and issued.startswith(end)
            if not (is_named or is_of_issue or _is_shared(end, period, counts)):
                yield column, end, listed([issued, *named])


def _is_shared(end: str, period: str, counts: Counter[str]) -> bool:
    """Return whether another claim shares an end of a period.

    The last end of an interval is shared only with a claim of the same interval. Most claims end in
    the year before they were made, so that the end alone would nearly always be shared.

    >>> counts = Counter({"2014": 2, "2023": 2, "2014/2023": 1})
    >>> _is_shared("2014", "2014/2023", counts), _is_shared("2023", "2014/2023", counts)
    (True, False)
    """
    ends = ends_of(period)
    closes_interval = len(ends) == 2 and end == ends[-1]
    return counts[period if closes_interval else end] > 1
