"""``check``: every figure and every verdict recomputed, and compared with what is recorded."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from decimal import Decimal
from math import log10
from pathlib import Path

from ..checks import (
    FAIL,
    ONE_SIDED,
    UNDECIDED,
    Recomputation,
    allowed,
    holds,
    recompute,
    rejudge,
)
from ..database import select, shared
from ..errors import unknown
from ..formats import format_number, last_place
from ..formats import plain as plain_number
from ..grids import terminal_width, wrap
from ..messages import say
from ..package import Package, opened
from ..records import plain, read_label
from ..tables import Row, index
from . import console
from .parsers import Common, Subparsers

READINGS = ("verdict", "verdict_latest")
INDENT = "    "
LARGE = 1_000_000
# The kinds whose result is no figure as printed, nor a sum of some.
DIVIDED = ("growth_pct", "drop_pct", "difference", "ratio")
DIGITS = 10  # of a result: beyond them it shows how computers reckon
# A formula of figures and signs needs no translation; a figure alone is no formula.
ARITHMETIC = re.compile(r"[-+*/(). 0-9?]* [-+*/(). 0-9?]*")


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "check", run, rows=True)
    parser.add_argument("target", nargs="?", metavar="CLAIM", help=common.say("help_check_target"))
    parser.add_argument("--all", action="store_true", help=common.say("help_all"))


def run(args: argparse.Namespace) -> int:
    """Print what needs attention, or all; if something is not as recorded, it is 1."""
    is_folder = args.target is not None and _is_folder(args.target)
    package = opened(args.target if is_folder else args.package)
    claim_id = None if is_folder else args.target
    figures, verdicts = _recomputed(package, claim_id)
    everything = [*figures, *verdicts]
    wrong = sum(not item.agrees for item in everything)
    if args.json:
        console.write_json([{**plain(item), "agrees": item.agrees} for item in everything])
    else:
        is_whole = args.all or claim_id is not None
        listed = [item for item in everything if is_whole or _needs_attention(item)]
        for line in Report(package, args.lang).lines(listed):
            console.write(line)
        counts = {"checks": len(figures), "verdicts": len(verdicts), "wrong": wrong}
        counts["claims"] = len(verdicts) // len(READINGS)
        key = "checked" if claim_id is None else "checked_claim"
        console.write(say(key, args.lang, **counts))
    return 1 if wrong else 0


def _is_folder(target: str) -> bool:
    """Return whether an argument is a copy of the data: no ID of a claim looks like a path."""
    return Path(target).exists() or bool(re.search(r"[/\\.~]", target))


def _recomputed(
    package: Package, claim_id: str | None
) -> tuple[list[Recomputation], list[Recomputation]]:
    """Return the figures and the verdicts recomputed, of all claims or of one."""
    found = recompute(shared(package)), rejudge(shared(package))
    if claim_id is None:
        return found
    ids = [item.claim_id for item in found[1] if item.kind == READINGS[0]]
    if claim_id not in ids:
        raise unknown("claim", claim_id, ids)
    figures, verdicts = ([item for item in side if item.claim_id == claim_id] for side in found)
    return figures, verdicts


def _needs_attention(item: Recomputation) -> bool:
    """Return whether a figure does not come out, as recorded or not, or a verdict is another."""
    return not item.agrees or item.recomputed in (FAIL, UNDECIDED)


class Report:
    """Recomputations told to people: what came out, how, and from what."""

    def __init__(self, package: Package, lang: str) -> None:
        self.package = package
        self.lang = lang

    def lines(self, items: list[Recomputation]) -> Iterator[str]:
        """Yield the lines, as wide as the terminal."""
        cells = terminal_width()
        rulings = self._rulings() if any(item.kind in READINGS for item in items) else {}
        for item in items:
            ruling = rulings.get((item.claim_id, item.kind))
            yield wrap(self._head(item), cells)
            for line in self._origins(ruling) if ruling else self._figures(item):
                yield wrap(line, cells, INDENT)

    def _rulings(self) -> dict[tuple[str, str], Row]:
        return index(select(self.package, "select * from verdicts"), "claim_id", "reading")

    def _head(self, item: Recomputation) -> str:
        if item.kind in READINGS:
            kind = say(f"aspect_{item.kind}", self.lang)
        else:
            kind = read_label(self.package, "check_kind", item.kind).text(self.lang)
        key = "check_as_recorded" if item.agrees else "check_not_as_recorded"
        results = {
            "result": self._result(item, item.recomputed),
            "recorded": self._result(item, item.recorded),
        }
        comparison = say(key, self.lang, **results)
        return say("check_head", self.lang, claim=item.claim_id, kind=kind, comparison=comparison)

    def _result(self, item: Recomputation, code: str | None) -> str:
        """Return an outcome or a verdict in words."""
        if item.kind in READINGS and code is not None:
            return read_label(self.package, "verdict", code).text(self.lang)
        return say(f"check_{code or 'open'}", self.lang)

    def _origins(self, ruling: Row) -> Iterator[str]:
        sides = {side: ruling[f"{side}_origins"] or "-" for side in ("supporting", "contradicting")}
        yield say("check_origins", self.lang, rule=ruling["rule"], **sides)

    def _figures(self, item: Recomputation) -> Iterator[str]:
        if item.result is not None:
            result = self._qualified(item.bound or "equal", rounded(item))
            # What is told in English words is not told in Chinese: the kind says it already.
            is_telling = ARITHMETIC.fullmatch(item.formula) or (
                " " in item.formula and self.lang == "en"
            )
            yield f"{_written(item.formula)} = {result}" if is_telling else result
        else:
            yield item.formula
        if item.qualifier is not None and item.expected is not None:
            expected = self._qualified(item.qualifier, item.expected)
            bounds = self._allowed(item.qualifier, item.expected, item.tolerance or 0)
            key = "check_allowed" if bounds else "check_expected"
            yield say(key, self.lang, expected=expected, allowed=bounds)
        if item.inputs:
            yield say("check_inputs", self.lang, inputs=item.inputs)

    def _qualified(self, qualifier: str, value: float) -> str:
        figure = _number(value, self.lang)
        if qualifier == "equal":
            return figure
        words = read_label(self.package, "qualifier", qualifier).text(self.lang)
        return f"{words} {figure}" if self.lang == "en" else words + figure

    def _allowed(self, qualifier: str, expected: float, tolerance: float) -> str:
        """Return what the wording allows; without a tolerance it is what the words say."""
        low, high = allowed(qualifier, expected, tolerance)
        if not tolerance or low is None or high is None:
            return ""
        kind = qualifier if qualifier in ("nearly", *ONE_SIDED) else "between"
        names = {"low": _number(low, self.lang), "high": _number(high, self.lang)}
        return say(f"check_{kind}", self.lang, **names)


def rounded(item: Recomputation) -> float:
    """Return a result as exact as it need be to see whether it is within what is allowed.

    That is one digit more than the bounds have, and more only where it would seem to be on their
    other side. A figure that was printed stays as it is.
    """
    result, expected = item.result or 0.0, item.expected
    if item.kind not in DIVIDED or expected is None or item.qualifier is None:
        return result
    tolerance = item.tolerance or 0.0
    place = min(last_place(expected), last_place(tolerance or expected))
    for digits in range(max(0, 1 - round(log10(place))), DIGITS):
        told = round(result, digits)
        sides = {holds(each, item.qualifier, expected, tolerance) for each in (result, told)}
        if len(sides) == 1:
            return told
    return result


def _written(formula: str) -> str:
    """Return a formula with its large numbers as people write them; dates are left alone."""
    if not ARITHMETIC.fullmatch(formula):
        return formula
    return re.sub(r"\d+(?:\.\d+)?", lambda figure: plain_number(figure[0], ","), formula)


def _number(value: float, lang: str) -> str:
    """Return a number as people write it: a large one in millions or 万, others in digits."""
    number = Decimal(f"{value:.{DIGITS}g}")
    return format_number(number, lang) if abs(number) >= LARGE else f"{number.normalize():,f}"
