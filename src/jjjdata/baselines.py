"""Baselines: how well stance and verdict are told by words and figures in common.

Nothing but the statements, the quotes, the parts they are in (``split``) and whose statement each
is are looked at: who tests a system on these data can see what little already does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .languages import HAN
from .package import LANGUAGES
from .splits import EARLIER, TESTED

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20)\d\d")
LATIN, CHINESE = re.compile(r"[a-z]{4,}"), re.compile(rf"{HAN}+")
THRESHOLDS = [step / 20 for step in range(1, 20)]
BACKS, OPEN = "supports", "context"

Claim = Mapping[str, Any]


@dataclass(frozen=True)
class Pair:
    """A statement in both languages beside a quote, and the stance that people recorded."""

    statements: tuple[str, ...]
    quote: str
    stance: str


@dataclass(frozen=True)
class Line:
    """A line of the table: the task, the rows tested, the baseline, and how well it does.

    The baseline is "figures", "words", or the one class that it always says.
    """

    task: str
    rows: int
    baseline: str
    accuracy: float
    macro_f1: float


def figures(text: str) -> set[str]:
    """Return the figures of a text, years left out.

    >>> sorted(figures("2023年突破2,200万标准箱，增长58.4%"))
    ['2200', '58.4']
    """
    found = {each.replace(",", "") for each in FIGURE.findall(unicodedata.normalize("NFKC", text))}
    return {each for each in found if not YEAR.fullmatch(each)}


def words(text: str) -> set[str]:
    """Return the longer Latin words of a text, and its pairs of Chinese characters.

    >>> sorted(words("The ports of 天津港"))
    ['ports', '天津', '津港']
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    pairs = {run[at : at + 2] for run in CHINESE.findall(plain) for at in range(len(run) - 1)}
    return pairs | set(LATIN.findall(plain))


def share(read: Callable[[str], set[str]], statements: Iterable[str], quote: str) -> float:
    """Return how much of a statement a quote holds too, in the language in which it is most.

    >>> share(figures, ["22 million TEU", "2200万标准箱"], "突破了2200万标箱")
    1.0
    """
    theirs, ours = read(quote), [read(statement) for statement in statements]
    return max((len(each & theirs) / len(each) for each in ours if each), default=0.0)


def macro_f1(expected: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the mean of the F1 of all classes that were expected or predicted.

    >>> macro_f1(["a", "a", "b"], ["a", "a", "a"])
    0.4
    """
    scores = []
    for label in sorted({*expected, *predicted}):
        hits = sum(one == other == label for one, other in zip(expected, predicted, strict=True))
        scores.append(2 * hits / (expected.count(label) + predicted.count(label)))
    return sum(scores) / len(scores)


def lines(claims: Sequence[Claim]) -> list[Line]:
    """Return the table."""
    readers = {"figures": figures, "words": words}
    earlier, later = _pairs(claims, EARLIER), _pairs(claims, TESTED)
    known = [pair.stance for pair in earlier]
    limits = {read: _limit(_shares(read, earlier), known) for read in readers.values()}
    usual, stances = _most_frequent(known), [pair.stance for pair in later]
    told = [_line("stance", usual, stances, [usual] * len(later))]
    for name, read in readers.items():
        predicted = _stances(_shares(read, later), limits[read])
        told.append(_line("stance", name, stances, predicted))
    checkable = [claim for claim in claims if claim["checkability"] == "checkable"]
    verdicts = [claim["verdict"] for claim in checkable]
    # No earlier document to learn it from: the best that a constant could do.
    best = _most_frequent(verdicts)
    told.append(_line("verdict", best, verdicts, [best] * len(verdicts)))
    for name, read in readers.items():
        predicted = [_verdict(claim, read, limits[read]) for claim in checkable]
        told.append(_line("verdict", name, verdicts, predicted))
    return told


def table(told: Iterable[Line]) -> str:
    """Return the lines as a table in Markdown."""
    head = "| task | tested | baseline | accuracy | macro-F1 |\n|---|---:|---|---:|---:|\n"
    names = {"figures": "figures in common", "words": "words in common"}
    return head + "\n".join(
        f"| {line.task} | {line.rows} | {names.get(line.baseline, f'always `{line.baseline}`')} "
        f"| {line.accuracy:.2f} | {line.macro_f1:.2f} |"
        for line in told
    )


def _pairs(claims: Iterable[Claim], part: str) -> list[Pair]:
    """Return the pairs of a part of the evidence."""
    return [
        Pair(_statements(claim), item["quote"], item["stance"])
        for claim in claims
        for item in claim["evidence"]
        if item["split"] == part
    ]


def _statements(claim: Claim) -> tuple[str, ...]:
    return tuple(claim[f"statement_{lang}"] for lang in LANGUAGES)


def _shares(read: Callable[[str], set[str]], pairs: Sequence[Pair]) -> list[float]:
    """Return how much of each statement its quote holds."""
    return [share(read, pair.statements, pair.quote) for pair in pairs]


def _stances(shares: Iterable[float], limit: float) -> list[str]:
    """Return the stances that follow from a limit: from there on a quote counts as support."""
    return [BACKS if share >= limit else OPEN for share in shares]


def _limit(shares: Sequence[float], stances: Sequence[str]) -> float:
    """Return the limit that does best on pairs whose stances are known."""
    return max(THRESHOLDS, key=lambda limit: macro_f1(stances, _stances(shares, limit)))


def _verdict(claim: Claim, read: Callable[[str], set[str]], limit: float) -> str:
    """Return "supported" if a quote that goes back to another origin counts as support."""
    others = (item for item in claim["evidence"] if item["origin_id"] != claim["origin_id"])
    backed = any(share(read, _statements(claim), item["quote"] or "") >= limit for item in others)
    return "supported" if backed else "not_enough_evidence"


def _most_frequent(labels: Iterable[str]) -> str:
    return Counter(labels).most_common(1)[0][0]


def _line(task: str, baseline: str, expected: list[str], predicted: list[str]) -> Line:
    right = sum(one == other for one, other in zip(expected, predicted, strict=True))
    rows = len(expected)
    return Line(task, rows, baseline, right / rows, macro_f1(expected, predicted))
