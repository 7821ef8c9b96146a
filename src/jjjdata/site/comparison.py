"""Comparison: a claimed figure beside what evidence and arithmetic say, on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..checks import CEILINGS, FLOORS, ONE_SIDED, within
from ..claimed import wording_bounds
from ..claims import Claim
from ..joined import Evidence
from ..languages import is_chinese
from .arithmetic import Step, bounds_words
from .telling import MINUS, Teller

ORDINAL = "ordinal"
AGAINST = "contradicts"
SAME = 0.0005  # of a figure; what is nearer counts as the same
WIDE, EDGE = 200.0, 8.0  # of the scale in a row, and what stays free at its ends


@dataclass(frozen=True)
class Compared:
    """One figure beside the claimed one.

    ``kind`` is "counts" (evidence that counts), "worked" (our arithmetic), "series" (a figure of
    the series as printed) or "context"; ``x`` is its place on the scale, ``end`` that of the upper
    end of a range, ``bound`` "more_than" or "less_than" where it is a bound, open that way;
    ``judged`` says whether the wording allows it, or why it does not compare. What tells no figure
    of the claim's unit has no value and nothing told.
    """

    kind: str
    who: str
    about: str
    value: float | None
    told: str
    difference: str
    share: str
    judged: str
    x: float
    end: float | None
    is_off: bool
    row_id: str
    url: str
    bound: str | None = None


@dataclass(frozen=True)
class Scale:
    """What the wording allows, on the scale that all rows share; an open end is that of the scale.

    It has no place where only one figure is known. ``low`` and ``high`` tell what its ends are.
    """

    left: float
    right: float
    claimed: float
    low: str
    high: str


@dataclass(frozen=True)
class Comparison:
    """The claimed figure, what its wording allows, and the figures beside it.

    ``is_precise`` says that the far end of what is allowed follows from how exactly the figure is
    given, and not from its words.
    """

    claimed: str
    allowed: str
    is_precise: bool
    scale: Scale
    rows: tuple[Compared, ...]


def comparison(claim: Claim, steps: Iterable[Step], teller: Teller) -> Comparison | None:
    """Return a claimed figure beside all others of its unit; None where there is none."""
    if claim["value"] is None or not claim["qualifier"]:
        return None
    unit = teller.material.units[claim["unit_id"]]
    evidence = [_told(item, claim, teller) for item in claim.evidence if _is_shown(item, claim)]
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
        allowed=bounds_words(claim["qualifier"], bounds, claim["unit_id"], teller),
        is_precise=claim["qualifier"] in ONE_SIDED and None not in bounds,
        scale=Scale(
            left=place.of(bounds[0], 0.0),
            right=place.of(bounds[1], WIDE),
            claimed=place.of(claim["value"], 0.0),
            low=_end(place.low, claim, teller),
            high=_end(place.high, claim, teller),
        ),
        rows=tuple(rows),
    )


@dataclass(frozen=True)
class _Told:
    """A row of evidence with what it tells in the claim's unit: a figure, a range, or neither."""

    item: Evidence
    low: float | None
    high: float | None


class _Place:
    """Where a figure stands on the scale that all rows of a comparison share.

    The scale is made for the claimed figure, what its wording allows and what counts. Background
    that lies far from these stands at its end.
    """

    def __init__(
        self,
        value: float,
        results: list[float],
        evidence: list[_Told],
        bounds: tuple[float | None, float | None],
    ) -> None:
        against = [
            end for each in evidence if each.item["stance"] == AGAINST for end in _ends(each)
        ]
        others = [end for each in evidence for end in _ends(each)]
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
        return within(value, qualifier, *self.bounds)


def _is_shown(item: Evidence, claim: Claim) -> bool:
    """Return whether evidence stands in the table: all that counts, and figures of the period."""
    if item.counts:
        return True
    is_alike = item["value"] is not None and item["unit_id"] == claim["unit_id"]
    return is_alike and item["stance"] == "context" and item["period"] == claim["period"]


def _end(value: float, claim: Claim, teller: Teller) -> str:
    """Return what an end of the scale stands for, to three digits."""
    return teller.figure(float(f"{value:.3g}"), claim["unit_id"])


def _told(item: Evidence, claim: Claim, teller: Teller) -> _Told:
    """Return what a row of evidence tells; a range has no value of its own and is read as printed.

    The unit of a range may be written in a way that is not known, but it is never another one.
    """
    if item["value"] is not None:
        is_alike = item["unit_id"] == claim["unit_id"]
        return _Told(item, item["value"] if is_alike else None, None)
    lang = "zh" if is_chinese(item.source["language"]) else "en"
    for figure in teller.material.reader.figures(item["printed"] or "", lang):
        low, high = figure.value, figure.high
        is_range = isinstance(low, float) and isinstance(high, float) and figure.kind == "number"
        if is_range and figure.unit in ("", claim["unit_id"]):
            return _Told(item, float(low), float(high or low))
    return _Told(item, None, None)


def _ends(told: _Told) -> list[float]:
    return [end for end in (told.low, told.high) if end is not None]


def _worked(
    steps: Iterable[Step], claim: Claim, place: _Place, teller: Teller
) -> Iterator[Compared]:
    for step in steps:
        value = step.result or 0.0
        # Of a bound the check says what follows; a figure is held against the words of the claim.
        is_allowed = step.holds if step.bound else place.allows(value, claim["qualifier"])
        judged = "undecided" if step.is_undecided else "within" if is_allowed else "not_within"
        is_same_base = _is_same_base(step, claim)
        off = _difference(value, claim, teller, is_same_base=is_same_base)
        yield Compared(
            "series" if step.is_printed else "worked",
            teller.say("preferred_figure" if step.is_printed else "our_arithmetic"),
            "" if step.is_printed else step.kind,
            value,
            step.told,
            *(("", "") if step.bound else off),
            judged=teller.say(judged),
            x=place.of(value, 0.0),
            end=None,
            is_off=place.is_off(value),
            row_id=step.check.id,
            url="#arithmetic" if not step.is_plain else step.inputs[0].row_url,
            bound=_bound(step.bound),
        )


def _is_same_base(step: Step, claim: Claim) -> bool:
    return step.check["base_period"] in (None, claim["base_period"])


def _evidence(
    rows: Iterable[_Told], claim: Claim, place: _Place, teller: Teller
) -> Iterator[Compared]:
    for row in rows:
        item, ends = row.item, _ends(row)
        is_allowed = bool(ends) and all(place.allows(end, claim["qualifier"]) for end in ends)
        # What bears a claim out with a figure that its words don't allow tells a part of it.
        is_part = item.counts and item["stance"] != AGAINST and not is_allowed
        counts = item.counts and not is_part
        day = item.source.published
        yield Compared(
            "counts" if counts else "context",
            teller.name(item.origin.publisher),
            teller.say("published_on", day=teller.period(day)) if day else "",
            row.low if row.high is None else None,
            _words(row, claim, teller),
            *_off(row, claim, teller, counts=counts),
            judged=_judged(row, claim, teller, counts=counts, is_allowed=is_allowed),
            x=place.of(row.low, 0.0),
            end=None if row.high is None else place.of(row.high, 0.0),
            is_off=all(place.is_off(end) for end in ends),
            row_id=item.id,
            url=f"#{item.id}",
            bound=_bound(item["qualifier"]),
        )


def _bound(qualifier: str | None) -> str | None:
    """Return which way a figure so qualified is open, or nothing where it is no bound."""
    if qualifier in FLOORS:
        return "more_than"
    return "less_than" if qualifier in CEILINGS else None


def _words(row: _Told, claim: Claim, teller: Teller) -> str:
    """Return what a row tells: its figure or range, or nothing."""
    if row.low is None:
        return ""
    low = teller.figure(row.low, claim["unit_id"])
    if row.high is not None:
        return teller.between(low, teller.figure(row.high, claim["unit_id"]))
    return teller.qualified(row.item["qualifier"], low)


def _judged(row: _Told, claim: Claim, teller: Teller, *, counts: bool, is_allowed: bool) -> str:
    """Return whether the wording allows what a row tells, or why the two do not compare."""
    item = row.item
    if row.low is None:
        return teller.say("without_figure")
    if counts:
        return teller.say("within" if is_allowed else "not_within")
    if item["period"] and item["period"] != claim["period"]:
        return teller.say("other_period", period=teller.period(item["period"]))
    if item.counts:  # a part of what is claimed: its stance says so
        return item.label("stance", teller.lang)
    return teller.say("not_comparable")


def _compares(row: _Told, claim: Claim, *, is_whole: bool) -> bool:
    """Return whether a row compares: what bears out the whole does, a part of it at its time too.

    Background does not.
    """
    return is_whole or (row.item.counts and row.item["period"] in (None, claim["period"]))


def _off(row: _Told, claim: Claim, teller: Teller, *, counts: bool) -> tuple[str, str]:
    """Return how far the figure of a row is from the claimed one, if the two compare."""
    ends = _ends(row)
    if not ends or row.item["qualifier"] in ONE_SIDED or not _compares(row, claim, is_whole=counts):
        return "", ""
    if len(ends) == 1:
        return _difference(ends[0], claim, teller, is_same_base=counts)
    told = [_difference(end, claim, teller, is_same_base=counts)[0] for end in ends]
    if not any(told):
        return "", ""
    words = told[1] or told[0]
    return (words if all(told) else teller.say("up_to", words=words)), ""


def _difference(
    value: float, claim: Claim, teller: Teller, *, is_same_base: bool
) -> tuple[str, str]:
    """Return how far a figure is from the claimed one: in its unit, and as a share of it.

    Figures that are the same are not called so where they rest on different bases.
    """
    claimed, high = claim["value"], claim["value_high"]
    is_within = high is not None and claimed <= value <= high
    if is_within:
        return "", ""
    is_above = high is not None and value > high
    nearest = high if is_above else claimed
    gap = float(f"{value - nearest:.10g}")
    if abs(gap) <= abs(nearest) * SAME:
        return (teller.say("same") if is_same_base else ""), ""
    words, share = _gap_words(gap, nearest, claim["unit_id"], teller)
    if high is not None:
        return teller.say("above_end" if is_above else "below_end", figure=words), ""
    return words, share


def _gap_words(gap: float, nearest: float, unit_id: str, teller: Teller) -> tuple[str, str]:
    """Return a difference with its sign and unit, and as a share; points have none."""
    sign = "+" if gap > 0 else MINUS
    if teller.material.units[unit_id]["symbol"] == "%":
        points = teller.number(round(abs(gap), 1))
        return teller.say("points", figure=f"{sign}{points}"), ""
    size = teller.figure(float(f"{abs(gap):.6g}"), unit_id)
    share = f"{sign}{abs(gap) / abs(nearest) * 100:.1f}%" if nearest else ""
    return f"{sign}{size}", share
