"""Periods: what is recorded agrees with the dates in the texts, or with the date of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ...readings import FigureReader
from ..rulebook import Fault, Judge, Row, Rule, Tables
from .dates import dates, ends_of, fits, has_year, names_plan, plan_years, printed_dates, years_of
from .shared import figure_reader, language_of_column, listed, lookup

RULES = (
    Rule(
        "period-stated",
        "The period agrees with the dates in the texts or with the date of the source.",
        "时期与文字中的日期或来源日期一致。",
        "nothing bears out {value}; the dates at hand are: {expected}",
        "{value}没有依据；现有日期：{expected}",
    ),
)

STATEMENTS = ("statement_zh", "statement_en")
# Cut out of a text: the date may stand outside.
FRAGMENTS = ("quote", "source_term_zh")
DAYS_OF_NEWS = 7
Faulty = tuple[str, str, str]  # column, value, what was expected


def judge_claims(tables: Tables) -> Iterator[Fault]:
    """Yield the faults between the periods of claims and the dates in their texts.

    All claims are looked at: an end that no text names must be shared with another claim.
    """
    reader, claims = figure_reader(tables), tables.rows("claims")
    documents = lookup(tables, "passages", "source_id")
    published = lookup(tables, "sources", "published_on")
    ends = _count_ends(claims)
    for row in claims:
        day = published.get(documents.get(row["passage_id"], "")) or ""
        for column, value, expected in (
            *_other_dates(row, reader),
            *_undated_ends(row, reader),
            *_unattested_ends(row, day, ends, reader),
        ):
            yield Fault("period-stated", "claims", row["id"], column, value, expected)


def _count_ends(claims: Iterable[Row]) -> Counter[str]:
    """Return how many claims have each end of a period, and each interval."""
    counts: Counter[str] = Counter()
    for row in claims:
        for period in (row["period"], row["base_period"]):
            counts.update(set(ends_of(period)))
            if period and "/" in period:
                counts[period] += 1
    return counts


def _other_dates(row: Row, reader: FigureReader) -> Iterator[Faulty]:
    """Yield the dates in the texts of a claim that are no end of its periods."""
    ends = ends_of(row["period"], row["base_period"])
    for column in (*STATEMENTS, *FRAGMENTS):
        lang = language_of_column(column, row[column] or "")
        # A plan is named by its number or its years, and drawn up or met at another time.
        admitted = [*ends, *plan_years(reader, row[column], lang)]
        for day in dates(reader, row[column], lang, plans=False):
            if not any(fits(day, end) for end in admitted):
                yield column, day, listed([row["period"], *ends_of(row["base_period"])])


def _undated_ends(row: Row, reader: FigureReader) -> Iterator[Faulty]:
    """Yield the end of the period and the begin of the base if a statement has only other dates."""
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
) -> Iterator[Faulty]:
    """Yield the ends that neither statement nor date of issue names, nor another claim has.

    The last year of an interval counts as shared only together with its first.
    """
    period = ends_of(row["period"])
    named = dates(reader, row["statement_zh"], "zh")
    for end in (*period, *ends_of(row["base_period"])):
        shared = row["period"] if len(period) == 2 and end == period[-1] else end
        attested = any(fits(day, end) for day in named) or (issued and issued.startswith(end))
        if not attested and counts[shared] < 2:
            yield "period" if end in period else "base_period", end, listed([issued, *named])


@dataclass(frozen=True)
class Evidence:
    """The dates at hand for a piece of evidence.

    ``finding`` and ``printed`` are those in its texts, ``issued`` is that of its source, as far as
    it is known, and ``claimed`` are the ends of the periods of its claim.
    """

    period: tuple[str, ...]
    finding: tuple[str, ...]
    printed: tuple[str, ...]
    issued: str
    claimed: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The dates in the texts of the evidence itself."""
        return self.finding + self.printed

    @property
    def known(self) -> list[str]:
        """All dates at hand."""
        return [day for day in (*self.told, self.issued, *self.claimed) if day]

    def bears_out(self, end: str) -> bool:
        """Return whether an end of the period is among the dates, or within a week of the news."""
        if self._is_of_the_week(end):
            return True
        whole_years = {day for day in self.told if has_year(day) and len(day) == len("2024")}
        if (
            len(end) == len("2024")
            and whole_years
            and end not in whole_years
            and not self._begins_as_claimed(end)
        ):
            # A finding that names whole years names its own: the day of issue is no excuse.
            days = [day for day in self.told if has_year(day) and not self.issued.startswith(day)]
            return any(fits(day, end) for day in days)
        years = years_of(self.known)
        return any(fits(day, end) and (has_year(day) or end[:4] in years) for day in self.known)

    def _begins_as_claimed(self, end: str) -> bool:
        """Return whether an interval begins with a year of the claim."""
        return (
            len(self.period) == 2
            and end == self.period[0]
            and end in {day[:4] for day in self.claimed}
        )

    def _is_of_the_week(self, end: str) -> bool:
        issued, day = _day(self.issued), _day(end)
        return issued is not None and day is not None and 0 <= (issued - day).days <= DAYS_OF_NEWS


def _day(text: str) -> date | None:
    """Return the day that a date names, if it names one that the calendar has."""
    try:
        return date.fromisoformat(text) if len(text) == len("2024-02-27") else None
    except ValueError:
        return None


def judge_evidence(tables: Tables) -> Iterator[Fault]:
    """Yield the faults between the periods of evidence and the dates at hand."""
    reader = figure_reader(tables)
    days = lookup(tables, "sources", "published_on")
    months = lookup(tables, "sources", "published_in")
    claims = {
        row["id"]: ends_of(row["period"], row["base_period"]) for row in tables.rows("claims")
    }
    for row in tables.judged("evidence"):
        evidence = Evidence(
            tuple(ends_of(row["period"])),
            tuple(dates(reader, row["finding_zh"], "zh")),
            tuple(printed_dates(reader, row["printed"])),
            days.get(row["source_id"]) or months.get(row["source_id"]) or "",
            tuple(claims.get(row["claim_id"], ())),
        )
        for column, value, expected in _evidence_faults(row, evidence):
            yield Fault("period-stated", "evidence", row["id"], column, value, expected)


def _evidence_faults(row: Row, evidence: Evidence) -> Iterator[Faulty]:
    # What is printed may be cut off before the year, but names none that the finding doesn't know.
    years = years_of((*evidence.finding, *evidence.period))
    if not years_of(evidence.printed) <= years:
        yield "printed", row["printed"], listed(sorted(years))
    for end in evidence.period:
        if not evidence.bears_out(end):
            yield "period", end, listed(evidence.known)


def judge_observations(tables: Tables) -> Iterator[Fault]:
    """Yield a fault where what is printed names years, but not that of the observation."""
    reader = figure_reader(tables)
    for row in tables.judged("observations"):
        if row["basis"] != "as_printed":
            continue
        years = years_of(printed_dates(reader, row["printed"]))
        if years and years.isdisjoint(end[:4] for end in ends_of(row["period"])):
            yield Fault(
                "period-stated", "observations", row["id"], "printed", row["printed"], row["period"]
            )


JUDGES = (
    Judge(
        "judge_claims_periods",
        ("period-stated",),
        frozenset({"claims", "passages", "sources", "units"}),
        judge_claims,
    ),
    Judge(
        "judge_evidence_periods",
        ("period-stated",),
        frozenset({"evidence", "claims", "sources", "units"}),
        judge_evidence,
    ),
    Judge(
        "judge_observations_periods",
        ("period-stated",),
        frozenset({"observations", "units"}),
        judge_observations,
    ),
)
