"""Factsheet: one row a claim in words of both languages.

A view has all of it but the figures as people write them, which are added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .database import select
from .formats import format_figure
from .package import LANGUAGES, Package
from .records import typed
from .tables import Row, index

TABLE = "factsheet"
# Words that a figure does without: a bare figure means "equal", and a range shows both its ends.
SILENT_QUALIFIERS = ("equal", "range")


def factsheet_rows(package: Package) -> list[Row]:
    """Return the rows of the factsheet of ``package``, in the order of the table claims.

    The columns are those that the descriptor has, in its order, typed as ``read_rows`` would type
    them: what the view ``factsheet`` computes, and ``figure_zh`` and ``figure_en``.

    >>> from jjjdata.package import shipped
    >>> rows = {row["id"]: row for row in factsheet_rows(shipped())}
    >>> rows["port-containers-2023"]["figure_en"], rows["port-containers-2023"]["recomputed"]
    ('more than 22 million TEU', True)
    """
    claims = index(select(package, "select id, qualifier, value, value_high, unit_id from claims"))
    units = index(select(package, "select * from units"))
    rows = []
    for line in select(package, "select * from factsheet"):
        claim = claims[line["id"]]
        unit = units.get(claim["unit_id"])
        for lang in LANGUAGES:
            line[f"figure_{lang}"] = _figure(claim, unit, line[f"qualifier_{lang}"], lang)
        rows.append(typed(package, TABLE, line))
    return rows


def _figure(
    claim: Row, unit: Mapping[str, Any] | None, qualifier: str | None, lang: str
) -> str | None:
    """Return the figure of a claim: "more than 22 million TEU", 超过2200万标准箱.

    A rank or class has none: its number means nothing outside the sentence.
    """
    value, value_high = claim["value"], claim["value_high"]
    if value is None or (unit is not None and unit["dimension"] == "ordinal"):
        return None
    if value_high is None:
        figure = format_figure(value, unit, lang)
    else:
        dash = "—" if lang == "zh" else "–"
        figure = format_figure(value, None, lang) + dash + format_figure(value_high, unit, lang)
    if not qualifier or claim["qualifier"] in SILENT_QUALIFIERS:
        return figure
    return qualifier + ("" if lang == "zh" else " ") + figure
