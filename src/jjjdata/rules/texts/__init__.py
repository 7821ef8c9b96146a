"""Text rules: what must hold in running text, where SQL can't read what must be read.

Each module has the rules of its codes and the judges that look for faults. A code that is also
judged by a query has its rule in the header of that query.
"""

from __future__ import annotations

from ..rulebook import Judge, Rule
from . import (
    agreement,
    borne,
    derivation,
    described,
    names,
    periods,
    places,
    printed,
    rationales,
    script,
    standing,
    stated,
)

__all__ = ["JUDGES", "RULES"]

RULES: tuple[Rule, ...] = (
    *script.RULES,
    *agreement.RULES,
    *names.RULES,
    *stated.RULES,
    *standing.RULES,
    *periods.RULES,
    *places.RULES,
    *printed.RULES,
    *derivation.RULES,
    *described.RULES,
    *borne.RULES,
    *rationales.RULES,
)

JUDGES: tuple[Judge, ...] = (
    *script.JUDGES,
    *agreement.JUDGES,
    *names.JUDGES,
    *stated.JUDGES,
    *standing.JUDGES,
    *periods.JUDGES,
    *places.JUDGES,
    *printed.JUDGES,
    *derivation.JUDGES,
    *described.JUDGES,
    *borne.JUDGES,
    *rationales.JUDGES,
)
