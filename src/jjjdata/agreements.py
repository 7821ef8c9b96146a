"""Agreements: how far two readers of the same rows agree, and how much of that is chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# Of a normal distribution, 95 percent lie within so many standard errors.
WITHIN_95 = 1.96
READERS = ("a", "b")
Pair = tuple[str, str]  # what the one and the other judged


@dataclass(frozen=True)
class Agreement:
    """How often two readers judged alike, and Cohen's kappa with its 95% interval."""

    rows: int
    alike: int
    kappa: float
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share of rows that were judged alike, in percent."""
        return 100 * self.alike / self.rows


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Return how far pairs of judgments agree, and how much of that is more than chance.

    >>> agreement([("x", "x"), ("x", "x"), ("y", "y"), ("x", "y")]).kappa
    0.5
    """
    rows, alike = len(pairs), sum(one == other for one, other in pairs)
    firsts, seconds = (Counter(judged) for judged in zip(*pairs, strict=True))
    by_chance = sum(firsts[code] * seconds[code] for code in firsts) / rows**2
    observed = alike / rows
    if by_chance == 1:  # both gave one judgment throughout
        return Agreement(rows, alike, 1.0, 1.0, 1.0)
    kappa = (observed - by_chance) / (1 - by_chance)
    slack = WITHIN_95 * sqrt(observed * (1 - observed) / rows) / (1 - by_chance)
    return Agreement(rows, alike, kappa, max(-1.0, kappa - slack), min(1.0, kappa + slack))
