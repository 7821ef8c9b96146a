"""Periods of evidence: what bears out that a piece of evidence speaks of its period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..rulebook import Fault, Row, Tables
from .dates import dates, ends_of, fits, has_year, is_year, printed_dates, years_of
from .shared import DatedFault, figure_reader, listed, lookup

DAYS_OF_NEWS = 7


@dataclass(frozen=True)
class Evidence:
    """The dates at hand for a piece of evidence.

    ``finding`` and ``printed`` are those in its texts, ``issued`` is that of its source, as far as
    it is known, and ``claimed`` are the ends of the periods of its claim.
    """

    period: tuple[str, ...]
    finding: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    issued: str = ""
    claimed: tuple[str, ...] = ()

    @property
    def in_its_texts(self) -> tuple[str, ...]:
        """The dates in the texts of the evidence itself."""
        return self.finding + self.printed

    @property
    def known(self) -> list[str]:
        """All dates at hand."""
        return [day for day in (*self.in_its_texts, self.issued, *self.claimed) if day]

    def bears_out(self, end: str) -> bool:
        """Return whether an end of the period is among the dates, or was news at the date of issue.

        A date without a year needs the year from another. If the texts name other whole years, the
        end must be among their own dates. The date of issue, which they may repeat, then counts as
        none of their own: "issued in November 2023" does not make the period 2023.

        >>> Evidence(("2023",), finding=("2023",)).bears_out("2023")
        True
        >>> Evidence(("2023-02-27",), finding=("--02-27",)).bears_out("2023-02-27")
        False
        >>> dates = "2022", "2023-11"
        >>> [
        ...     Evidence(("2023",), finding=dates, issued=issued).bears_out("2023")
        ...     for issued in ("2023-11-20", "2024-01-20")
        ... ]
        [False, True]
        """
        if self.is_of_the_week(end):
            return True
        if self.names_other_years(end):
            own = [
                day
                for day in self.in_its_texts
                if has_year(day) and not self.issued.startswith(day)
            ]
            return any(fits(day, end) for day in own)
        years = years_of(self.known)
        return any(fits(day, end) and (has_year(day) or end[:4] in years) for day in self.known)

    def is_of_the_week(self, end: str) -> bool:
        """Return whether the source was issued on a day or in the week after it.

        >>> Evidence(("2023-02-27",), issued="2023-03-06").is_of_the_week("2023-02-27")
        True
        """
        issued, day = _day(self.issued), _day(end)
        return issued is not None and day is not None and 0 <= (issued - day).days <= DAYS_OF_NEWS

    def names_other_years(self, end: str) -> bool:
        """Return whether an end of the period is a year, and the texts name only other years.

        A year that the claim names, too, may be left out if the period begins with it.

        >>> Evidence(("2023",), finding=("2022",), issued="2023-11-05").names_other_years("2023")
        True
        """
        years = set(filter(is_year, self.in_its_texts))
        names_only_others = is_year(end) and bool(years) and end not in years
        return names_only_others and not self.begins_as_claimed(end)

    def begins_as_claimed(self, end: str) -> bool:
        """Return whether an end is the first of an interval, and a year that the claim names.

        A text on 2014 to 2023 may name 2023 alone, since the claim names 2014.

        >>> Evidence(("2014", "2023"), claimed=("2014", "2023")).begins_as_claimed("2014")
        True
        """
        is_first = len(self.period) == 2 and end == self.period[0]
        return is_first and end in years_of(self.claimed)


def _day(text: str) -> date | None:
    """Return the day that a date names, if it names one that the calendar has.

    >>> _day("2024-02-29"), _day("2023-02-29"), _day("2024-02")
    (datetime.date(2024, 2, 29), None, None)
    """
    try:
        return date.fromisoformat(text) if len(text) == len("2024-02-27") else None
    except ValueError:
        return None


def judge_evidence_periods(tables: Tables) -> Iterator[Fault]:
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


def _evidence_faults(row: Row, evidence: Evidence) -> Iterator[DatedFault]:
    """Yield the faults of one piece of evidence.

    What is printed may have no year, since it may be cut out of the text. The years that it has are
    among those of the finding and the period.

    >>> row = {"printed": "2022年"}
    >>> list(_evidence_faults(row, Evidence(("2023",), finding=("2023",), printed=("2022",))))
    [('printed', '2022年', '2023')]
    """
    years = years_of((*evidence.finding, *evidence.period))
    if not years_of(evidence.printed) <= years:
        yield "printed", row["printed"], listed(sorted(years))
    for end in evidence.period:
        if not evidence.bears_out(end):
            yield "period", end, listed(evidence.known)
