"""Comparison: a claimed figure beside what evidence and arithmetic say, on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..claimed import wording_bounds
from ..claims import Claim
from ..joined import Evidence
from .arithmetic import Step, bounds_words
from .telling import MINUS, Teller

ORDINAL = "ordinal"
SLACK = 1e-9
WIDE, EDGE = 200.0, 8.0  # of the scale in a row, and what stays free at its ends


@dataclass(frozen=True)
class Compared:
    """One figure beside the claimed one.

    ``kind`` is "counts" (evidence that counts), "worked" (our arithmetic) or "context"; ``x`` is
    its place on the scale; ``judged`` says whether the wording allows it, or what it is where it
    speaks of something else.
    """

    kind: str
    who: str
    about: str
    value: float
    told: str
    difference: str
    share: str
    judged: str
    x: float
    is_off: bool
    row_id: str
    url: str


@dataclass(frozen=True)
class Scale:
    """What the wording allows, on the scale that all rows share; an open end is that of the scale.

    It has no place where only one figure is known.
    """

    left: float
    right: float
    claimed: float


@dataclass(frozen=True)
class Comparison:
    """The claimed figure, what its wording allows, and the figures beside it."""

    claimed: str
    allowed: str
    scale: Scale
    rows: tuple[Compared, ...]


def comparison(claim: Claim, steps: Iterable[Step], teller: Teller) -> Comparison | None:
    """Return a claimed figure beside all others of its unit; None where there is none."""
    if claim["value"] is None or not claim["qualifier"]:
        return None
    unit = teller.material.units[claim["unit_id"]]
    evidence = [item for item in claim.evidence if _is_comparable(item, claim)]
    worked = [
        step for step in steps if step.unit_id == claim["unit_id"] and step.result is not None
    ]
    if unit["dimension"] == ORDINAL or not (evidence or worked):
        return None
    is_count = unit["dimension"] == "count"
    bounds = wording_bounds(claim, claim.checks, is_count=is_count)
    results = [step.result or 0.0 for step in worked]
    place = _Place(claim["value"], results, evidence, bounds)
    rows = [*_worked(worked, claim, place, teller), *_evidence(evidence, claim, place, teller)]
    return Comparison(
        claimed=teller.claimed_figure(claim),
        allowed=bounds_words(*bounds, claim["unit_id"], teller),
        scale=Scale(
            left=place.of(bounds[0], 0.0),
            right=place.of(bounds[1], WIDE),
            claimed=place.of(claim["value"], 0.0),
        ),
        rows=tuple(rows),
    )


class _Place:
    """Where a figure stands on the scale that all rows of a comparison share.

    The scale is made for the claimed figure, what its wording allows and what counts. Background
    that lies far from these stands at its end.
    """

    def __init__(
        self,
        value: float,
        results: list[float],
        evidence: list[Evidence],
        bounds: tuple[float | None, float | None],
    ) -> None:
        against: list[float] = [
            item["value"] for item in evidence if item["stance"] == "contradicts"
        ]
        others: list[float] = [item["value"] for item in evidence]
        core: list[float] = [
            value,
            *results,
            *against,
            *(bound for bound in bounds if bound is not None),
        ]
        span = (max(core) - min(core)) or abs(max(core)) * 0.05 or 1.0
        self.bounds = bounds
        self.low = max(min([*core, *others]), min(core) - 1.5 * span)
        self.high = min(max([*core, *others]), max(core) + 1.5 * span)
        if self.low == self.high:
            self.low, self.high = self.low - span, self.high + span

    def of(self, value: float | None, otherwise: float) -> float:
        if value is None:
            return otherwise
        share = (value - self.low) / (self.high - self.low)
        return round(EDGE + min(max(share, 0.0), 1.0) * (WIDE - 2 * EDGE), 1)

    def is_off(self, value: float) -> bool:
        return not self.low <= value <= self.high

    def allows(self, value: float, qualifier: str) -> bool:
        low, high = self.bounds
        slack = SLACK * max(1.0, abs(value))
        is_low = low is not None and value < low - slack
        is_high = high is not None and value > high + slack
        # "More than" a figure is not the figure itself, nor is "nearly" or "less than".
        is_low |= qualifier == "more_than" and low is not None and value <= low
        is_high |= qualifier in ("nearly", "less_than") and high is not None and value >= high
        return not (is_low or is_high)


def _is_comparable(item: Evidence, claim: Claim) -> bool:
    """Return whether evidence has a figure of the claim's unit, and of its period or counting."""
    is_repeat = not item.counts and item["stance"] != "context"
    is_alike = item["value"] is not None and item["unit_id"] == claim["unit_id"]
    return is_alike and not is_repeat and (item.counts or item["period"] == claim["period"])


def _worked(
    steps: Iterable[Step], claim: Claim, place: _Place, teller: Teller
) -> Iterator[Compared]:
    for step in steps:
        value = step.result or 0.0
        is_allowed = place.allows(value, claim["qualifier"])
        yield Compared(
            "worked",
            teller.say("preferred_figure" if step.is_printed else "our_arithmetic"),
            "" if step.is_printed else step.kind,
            value,
            step.told,
            *_difference(value, claim, teller),
            judged=teller.say("within" if is_allowed else "not_within"),
            x=place.of(value, 0.0),
            is_off=place.is_off(value),
            row_id=step.check.id,
            url="#arithmetic",
        )


def _evidence(
    items: Iterable[Evidence], claim: Claim, place: _Place, teller: Teller
) -> Iterator[Compared]:
    for item in items:
        told = teller.qualified(item["qualifier"], teller.figure(item["value"], item["unit_id"]))
        is_allowed = place.allows(item["value"], claim["qualifier"])
        # What bears a claim out with a figure that its words don't allow tells a part of it.
        is_part = item.counts and item["stance"] != "contradicts" and not is_allowed
        judged = item.label("stance", teller.lang)
        if item.counts and not is_part:
            judged = teller.say("within" if is_allowed else "not_within")
        day = item.source.published
        when = teller.say("published_on", day=teller.period(day)) if day else ""
        yield Compared(
            "counts" if item.counts and not is_part else "context",
            teller.name(item.origin.publisher),
            when,
            item["value"],
            told,
            *_difference(item["value"], claim, teller),
            judged=judged,
            x=place.of(item["value"], 0.0),
            is_off=place.is_off(item["value"]),
            row_id=item.id,
            url=f"#{item.id}",
        )


def _difference(value: float, claim: Claim, teller: Teller) -> tuple[str, str]:
    """Return how far a figure is from the claimed one: in its unit, and as a share of it."""
    claimed, high = claim["value"], claim["value_high"]
    if high is not None and claimed <= value <= high:
        return "", ""
    nearest = high if high is not None and value > high else claimed
    gap = float(f"{value - nearest:.10g}")
    if gap == 0:
        return teller.say("same"), ""
    sign = "+" if gap > 0 else MINUS
    unit = teller.material.units[claim["unit_id"]]
    if unit["symbol"] == "%":
        points = teller.number(round(abs(gap), 1))
        return teller.say("points", figure=f"{sign}{points}"), ""
    size = teller.number(float(f"{abs(gap):.6g}"))
    share = f"{sign}{abs(gap) / abs(nearest) * 100:.1f}%" if nearest else ""
    return f"{sign}{size}", share
