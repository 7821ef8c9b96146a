"""Periods: what is recorded agrees with the dates in the texts, or with the date of the source."""

from __future__ import annotations

from collections.abc import Iterator

from ..rulebook import Fault, Judge, Rule, Tables
from .claim_periods import judge_claims_periods
from .dates import ends_of, printed_dates, years_of
from .evidence_periods import judge_evidence_periods
from .shared import figure_reader

RULES = (
    Rule(
        "period-stated",
        "The period agrees with the dates in the texts or with the date of the source.",
        "时期与文字中的日期或来源日期一致。",
        "nothing bears out {value}; the dates at hand are: {expected}",
        "{value}没有依据；现有日期：{expected}",
    ),
)


def judge_observations_periods(tables: Tables) -> Iterator[Fault]:
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
        judge_claims_periods,
    ),
    Judge(
        "judge_evidence_periods",
        ("period-stated",),
        frozenset({"evidence", "claims", "sources", "units"}),
        judge_evidence_periods,
    ),
    Judge(
        "judge_observations_periods",
        ("period-stated",),
        frozenset({"observations", "units"}),
        judge_observations_periods,
    ),
)
