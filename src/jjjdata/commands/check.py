"""``check``: every figure and every verdict recomputed, and compared with what is recorded."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from decimal import Decimal

from ..checks import Recomputation, recompute, rejudge
from ..database import select, shared
from ..formats import format_number
from ..grids import terminal_width, wrap
from ..messages import say
from ..package import Package, opened
from ..records import plain, read_label
from ..tables import Row, index
from . import console
from .parsers import Common, Subparsers, place

READINGS = ("verdict", "verdict_latest")
INDENT = "    "
LARGE = 1_000_000
DIGITS = 10  # of a result: beyond them it shows how computers reckon
# A formula of figures and signs needs no translation; a figure alone is no formula.
ARITHMETIC = re.compile(r"[-+*/(). 0-9?]* [-+*/(). 0-9?]*")


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "check", run, rows=True)
    common.add_folder(parser)
    parser.add_argument("--all", action="store_true", help=common.say("help_all"))


def run(args: argparse.Namespace) -> int:
    """Print what needs attention, or all; if something is not as recorded, it is 1."""
    package = opened(place(args))
    figures, verdicts = recompute(shared(package)), rejudge(shared(package))
    everything = [*figures, *verdicts]
    wrong = sum(not item.agrees for item in everything)
    if args.json:
        console.write_json([{**plain(item), "agrees": item.agrees} for item in everything])
    else:
        listed = [item for item in everything if args.all or _needs_attention(item)]
        for line in Report(package, args.lang).lines(listed):
            console.write(line)
        counts = {"checks": len(figures), "verdicts": len(verdicts), "wrong": wrong}
        console.write(say("checked", args.lang, **counts))
    return 1 if wrong else 0


def _needs_attention(item: Recomputation) -> bool:
    """Return whether a figure does not come out, as recorded or not, or a verdict is another."""
    return not item.agrees or item.recomputed == "fail"


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
            result = _number(item.result, self.lang)
            # What is told in English words is not told in Chinese: the kind says it already.
            is_telling = ARITHMETIC.fullmatch(item.formula) or (
                " " in item.formula and self.lang == "en"
            )
            yield f"{item.formula} = {result}" if is_telling else result
        else:
            yield item.formula
        if item.qualifier is not None and item.expected is not None:
            yield say(
                "check_expected",
                self.lang,
                expected=self._expected(item.qualifier, item.expected, item.tolerance),
            )
        if item.inputs:
            yield say("check_inputs", self.lang, inputs=item.inputs)

    def _expected(self, qualifier: str, expected: float, tolerance: float | None) -> str:
        words = (
            ""
            if qualifier == "equal"
            else read_label(self.package, "qualifier", qualifier).text(self.lang)
        )
        space, mark = (" ", ", ± ") if self.lang == "en" else ("", "，±")
        figure = (words + space if words else "") + _number(expected, self.lang)
        return figure + (mark + _number(tolerance, self.lang) if tolerance else "")


def _number(value: float, lang: str) -> str:
    """Return a number as people write it: a large one in millions or 万, others in digits."""
    number = Decimal(f"{value:.{DIGITS}g}")
    return format_number(number, lang) if abs(number) >= LARGE else f"{number.normalize():,f}"
