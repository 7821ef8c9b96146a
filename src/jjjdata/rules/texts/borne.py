"""Borne: what is printed of a claim tells no figure that its statement or its evidence lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...readings import Figure, FigureReader
from ..rulebook import Fault, Judge, Rule, Tables
from .shared import figure_reader, listed

RULES = (
    Rule(
        "text-borne",
        "The figures of a summary and of what can be printed stand in the statement, in a finding "
        "of the evidence, or in a note of a caveat or check.",
        "概括和可直接引用的句子中的数字，见于陈述、证据的概述或提示、复算的说明。",
        "{value} stands neither in the statement nor in the evidence: {expected}",
        "陈述和证据中都没有{value}：{expected}",
    ),
)

TEXTS = (
    ("summary_zh", "zh"),
    ("summary_en", "en"),
    ("safe_zh", "zh"),
    ("safe_en", "en"),
)
# What a claim rests on: table, the column that names the claim, and the texts.
BASIS = (
    ("claims", "id", "statement"),
    ("evidence", "claim_id", "finding"),
    ("claim_caveats", "claim_id", "note"),
    ("checks", "claim_id", "note"),
)
Key = tuple[object, object, str, str]  # value, upper end, kind and unit of a figure


def judge_texts(tables: Tables) -> Iterator[Fault]:
    """Yield the summaries and safe sentences that tell a figure of their own."""
    reader = figure_reader(tables)
    known = {lang: _known(tables, reader, lang) for lang in ("zh", "en")}
    for row in tables.judged("claims"):
        for column, lang in TEXTS:
            text = row.get(column) or ""
            strange = [
                text[figure.start : figure.end]
                for figure in reader.figures(text, lang)
                if not (figure.word or _stands(figure, known[lang][row["id"]]))
            ]
            if strange:
                yield Fault("text-borne", "claims", row["id"], column, listed(strange), text)


def _known(tables: Tables, reader: FigureReader, lang: str) -> dict[str, set[Key]]:
    """Return the figures that each claim rests on, as far as a language tells them."""
    known: dict[str, set[Key]] = defaultdict(set)
    for table, owner, stem in BASIS:
        for row in tables.rows(table):
            for figure in reader.figures(row[f"{stem}_{lang}"] or "", lang):
                known[row[owner]].add(_key(figure))
    return known


def _key(figure: Figure) -> Key:
    """Return what a figure must have in common with one that is known."""
    return figure.value, figure.high, figure.kind, figure.unit


def _stands(figure: Figure, known: set[Key]) -> bool:
    """Return whether a figure is known; of a date a part will do, such as its year.

    >>> (year,) = FigureReader({}).figures("2023", "en")
    >>> _stands(year, {("2023-11-05", None, "date", "")})
    True
    """
    if figure.kind != "date":
        return _key(figure) in known
    dates = [key for key in known if key[2] == "date"]
    days = [str(end) for value, high, _, _ in dates for end in (value, high) if end]
    return all(
        any(day.startswith(str(end)) or str(end).startswith(day) for day in days)
        for end in figure.ends
    )


JUDGES = (
    Judge(
        "judge_texts_borne",
        ("text-borne",),
        frozenset({"claims", "evidence", "claim_caveats", "checks", "units"}),
        judge_texts,
    ),
)
