"""Arithmetic: what was recomputed on a claim, step by step, with the figures that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..checks import EXCLUSIVE, ONE_SIDED, PASS, UNDECIDED, Recomputation, allowed
from ..claims import Claim
from ..records import Record
from . import addresses
from .telling import MINUS, Teller

# The unit of a result that is not that of the indicator: percent, years, none.
RESULT_UNITS = {
    "growth_pct": "percent",
    "drop_pct": "percent",
    "ratio": None,
    "rank_lowest": "rank",
    "rank_highest": "rank",
    "date": "a",
}
PATTERNS = {
    "growth_pct": "({0} − {1}) ÷ {1}",
    "drop_pct": "({1} − {0}) ÷ {1}",
    "difference": "{0} − {1}",
    "ratio": "{0} ÷ {1}",
}
# Where an end of what a wording allows is left out, the words that say so.
ENDS = {
    "nearly": "from_to_below",
    "at_least": "from_to_below",
    "more_than": "above_below",
    "less_than": "above_below",
    "at_most": "above_to",
}
TOKEN = re.compile(
    r"\{(?P<row>[^{}]+)\}|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/()])|\s+|(?P<rest>.)"
)
YEAR = len("2019")
SIGNS = {"-": MINUS, "*": "×", "/": "÷"}


@dataclass(frozen=True)
class Input:
    """A figure that a recomputation starts from, and how it was worked out if it was."""

    observation: Record
    figure: str
    place: str
    working: str
    source: str
    quote_tag: str | None
    url: str

    @property
    def row_url(self) -> str:
        """Where it stands on the page of its series."""
        return f"{self.url}#{self.observation.id}"


@dataclass(frozen=True)
class Step:
    """One recomputation: its figures, the formula, what comes out and what the wording allows."""

    check: Record
    kind: str
    inputs: tuple[Input, ...]
    formula: str
    result: float | None
    unit_id: str | None
    told: str
    bound: str | None
    expected: str
    allowed: str
    outcome: str | None
    note: str

    @property
    def holds(self) -> bool:
        """Whether the result is what the wording allows."""
        return self.outcome == PASS

    @property
    def is_undecided(self) -> bool:
        """Whether the result is a bound, which neither bears the claim out nor excludes it."""
        return self.outcome == UNDECIDED

    @property
    def is_printed(self) -> bool:
        """Whether the result is a figure as printed, and nothing was worked out."""
        return bool(self.inputs) and self.formula == ""

    @property
    def is_plain(self) -> bool:
        """Whether it is a figure as printed that agrees with the claim: nothing was computed."""
        return self.is_printed and self.holds


def steps(claim: Claim, teller: Teller) -> tuple[Step, ...]:
    """Return what was recomputed on a claim."""
    checks = {check.id: check for check in claim.checks}
    found = teller.material.recomputations.get(claim.id, ())
    return tuple(_step(checks[each.id], each, teller) for each in found if each.id in checks)


def result_words(value: float | None, unit_id: str | None, teller: Teller) -> str:
    """Return a result, to a tenth where it was worked out by division."""
    if value is None:
        return teller.say("no_result")
    rounded = float(f"{value:.1f}") if value != int(value) else value
    return teller.figure(rounded, unit_id).replace("-", MINUS)


def bounds_words(
    qualifier: str, bounds: tuple[float | None, float | None], unit_id: str | None, teller: Teller
) -> str:
    """Return the range that a wording allows, in words that say which ends are left out."""
    low, high = (None if each is None else teller.figure(each, unit_id) for each in bounds)
    if low is not None and high is not None:
        if qualifier in ENDS:
            return teller.say(ENDS[qualifier], low=low, high=high)
        return low if low == high else teller.between(low, high)
    if low is not None:
        return teller.say("above" if qualifier in EXCLUSIVE else "at_least", figure=low)
    if high is not None:
        return teller.say("below" if qualifier in EXCLUSIVE else "at_most", figure=high)
    return ""


def working(observation: Record, teller: Teller) -> str:
    """Return how a derived figure was worked out, the rows it is made of as their figures."""
    told = " ".join(_tokens(observation, teller))
    return told.replace("( ", "(").replace(" )", ")")


def _step(check: Record, found: Recomputation, teller: Teller) -> Step:
    unit_id = RESULT_UNITS.get(found.kind, _unit_of(check, teller))
    unit_id = unit_id if unit_id in teller.material.units else None
    inputs = tuple(
        _input(teller.material.observations[id], teller)
        for id in found.inputs.split("; ")
        if id in teller.material.observations
    )
    bounds = allowed(check["qualifier"], check["expected"], check["tolerance"])
    return Step(
        check=check,
        kind=teller.label("check_kind", found.kind),
        inputs=inputs,
        formula=_formula(check, found, inputs, teller),
        result=found.result,
        unit_id=unit_id,
        told=teller.qualified(found.bound, result_words(found.result, unit_id, teller)),
        bound=found.bound,
        expected=teller.qualified(check["qualifier"], teller.figure(check["expected"], unit_id)),
        allowed=bounds_words(check["qualifier"], bounds, unit_id, teller),
        outcome=found.recomputed,
        note=teller.text(check, "note"),
    )


def _unit_of(check: Record, teller: Teller) -> str | None:
    indicator = teller.material.indicators.get(check["indicator_id"])
    return indicator["unit_id"] if indicator else None


def _input(observation: Record, teller: Teller) -> Input:
    material = teller.material
    source = material.sources[observation["source_id"]]
    figure = teller.figure(observation["value"], observation["unit_id"])
    page = addresses.series_page(observation["indicator_id"], observation["place_id"], teller.lang)
    return Input(
        observation=observation,
        figure=teller.qualified(observation["qualifier"], figure),
        place=teller.name(material.places[observation["place_id"]]),
        working=working(observation, teller),
        source=teller.cited(source),
        quote_tag=teller.tag(source["language"]),
        url=teller.link(page),
    )


def _formula(check: Record, found: Recomputation, inputs: tuple[Input, ...], teller: Teller) -> str:
    """Return the formula with its figures, as people write it."""
    numbers = [_operand(each.observation, teller) for each in inputs]
    if found.kind == "date":
        ends = [teller.period(check[column]) for column in ("base_period", "period")]
        return teller.say("years_from", start=ends[0], end=ends[1])
    if found.kind == "sum":
        return " + ".join(numbers)
    if found.kind in ("rank_lowest", "rank_highest"):
        return _rank_words(check, found, teller)
    if found.kind in PATTERNS and len(numbers) == 2:
        return PATTERNS[found.kind].format(*numbers)
    return inputs[0].working if inputs else ""


def _operand(observation: Record, teller: Teller) -> str:
    """Return a figure of a formula; what is a bound says so."""
    bound = observation["qualifier"] if observation["qualifier"] in ONE_SIDED else None
    return teller.qualified(bound, teller.number(observation["value"]))


def _rank_words(check: Record, found: Recomputation, teller: Teller) -> str:
    """Return among how many places a figure was ranked."""
    key = (check["indicator_id"], check["period"])
    count = sum(
        (row["indicator_id"], row["period"]) == key and row["rank"] == "preferred"
        for row in teller.material.observations.values()
    )
    return teller.say(found.kind, count=count, period=teller.period(check["period"]))


def _tokens(observation: Record, teller: Teller) -> Iterator[str]:
    """Yield the pieces of a derivation; a figure of another place says of which."""
    material = teller.material
    for token in TOKEN.finditer(observation["derivation"] or ""):
        if token["row"]:
            row = material.observations.get(token["row"])
            if row is None:
                yield token["row"]
            else:
                # A bare year: 2019 and not 2019年, between signs and figures.
                is_year = len(row["period"]) == YEAR
                when = row["period"] if is_year else teller.period(row["period"])
                is_elsewhere = row["place_id"] != observation["place_id"]
                where = [teller.name(material.places[row["place_id"]])] if is_elsewhere else []
                told = teller.say("comma").join((*where, when))
                yield f"{_operand(row, teller)} [{told}]"
        elif token["number"]:
            yield teller.number(float(token["number"]))
        elif token["sign"] or token["rest"]:
            sign = token["sign"] or token["rest"]
            yield SIGNS.get(sign, sign)
