"""Borne: what is printed of a claim tells no figure that its statement or its evidence lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...readings import Figure, FigureReader
from ..rulebook import Fault, Judge, Rule, Tables
from .dates import is_part_of
from .shared import comparable, figure_reader, listed, lookup

RULES = (
    Rule(
        "text-borne",
        "The figures of a summary and of what can be printed stand in the statement, in a finding "
        "of the evidence, or in a note of a caveat or check; a date may be that of the document.",
        "概括和可直接刊用的句子中的数字，见于陈述、证据的概述或提示、复算的说明；日期也可以是文件的日期。",
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


def judge_texts_borne(tables: Tables) -> Iterator[Fault]:
    """Yield the summaries and safe sentences that tell a figure of their own."""
    reader = figure_reader(tables)
    known = {lang: _known(tables, reader, lang) for lang in ("zh", "en")}
    issued = _days_of_issue(tables)
    for row in tables.judged("claims"):
        on_issue = issued.get(row["passage_id"], set())
        for column, lang in TEXTS:
            text, figures_known = row.get(column) or "", known[lang][row["id"]] | on_issue
            strange = [
                text[figure.start : figure.end]
                for figure in reader.figures(text, lang)
                if not (figure.word or _stands(figure, figures_known))
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


def _days_of_issue(tables: Tables) -> dict[str, set[Key]]:
    """Return the day on which the document of each passage was issued, as a figure that is known.

    The set is empty where no day is known. A sentence may say when something was said, even if the
    statement does not.
    """
    published = lookup(tables, "sources", "published_on")
    documents = lookup(tables, "passages", "source_id")
    days = {passage: published.get(source) for passage, source in documents.items()}
    return {passage: {(day, None, "date", "")} if day else set() for passage, day in days.items()}


def _key(figure: Figure) -> Key:
    """Return what a figure must have in common with one that is known.

    >>> reader = FigureReader({})
    >>> millions, ones = (reader.figures(text, "en")[0] for text in ("8.2 million", "8,200,000"))
    >>> millions.value == ones.value, _key(millions) == _key(ones)
    (False, True)
    """
    value, high = comparable(figure.value), comparable(figure.high)
    return value, high, figure.kind, figure.unit


def _stands(figure: Figure, known: set[Key]) -> bool:
    """Return whether a figure is known; of a date a part will do, such as its year, and no more.

    >>> known, reader = {("2023-11-05", None, "date", "")}, FigureReader({})
    >>> [_stands(reader.figures(text, "en")[0], known) for text in ("2023", "5 November")]
    [True, True]
    >>> _stands(reader.figures("5 November 2023", "en")[0], {("2023", None, "date", "")})
    False
    """
    if figure.kind != "date":
        return _key(figure) in known
    dates = [key for key in known if key[2] == "date"]
    days = [str(end) for value, high, _, _ in dates for end in (value, high) if end]
    return all(any(is_part_of(str(end), day) for day in days) for end in figure.ends)


JUDGES = (
    Judge(
        "judge_texts_borne",
        ("text-borne",),
        frozenset(
            {"claims", "evidence", "claim_caveats", "checks", "passages", "sources", "units"}
        ),
        judge_texts_borne,
    ),
)
