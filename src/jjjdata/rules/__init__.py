"""Rules: what a schema can't say. Each has a code, a message in both languages, and a test that sees it fire.

One module a subject; every function under ``@rule`` looks at a ``Book`` of tables and yields findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from ..findings import Finding
from . import codes, figures, judgments, keys, series, sources, texts
from .books import RULES, Book

__all__ = ["Book", "codes", "figures", "findings", "judgments", "keys", "series", "sources", "texts"]


def findings(tables: Mapping[str, pa.Table], descriptor: Mapping[str, Any] | None = None) -> list[Finding]:
    """Return everything that the rules object to in ``tables`` (name to Arrow table), sorted.

    ``descriptor`` is that of the package, by default the shipped one. Damaged data are findings, never an exception.
    """
    if descriptor is None:
        from ..package import shipped

        descriptor = shipped().descriptor
    found: set[Finding] = set()
    book = Book(tables, descriptor)
    for each in RULES:
        try:
            found.update(each(book))
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, pa.ArrowException) as error:
            # Only damaged data get here: a missing table or column, a key without its row. The schema tells which.
            found.add(Finding("", each.__name__, "", "rule-stopped", f"{type(error).__name__}: {error}"))
    return sorted(found)
