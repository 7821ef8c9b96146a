"""Mutations: the changes that are made to the data to learn which of them any rule notices.

A change strikes one cell, two cells (a swap) or one row, in one of the kinds of ``KINDS``. Which
changes are tried, and what they become, follows from the seed alone: the same seed gives the same
changes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from jjjdata.package import Package
from jjjdata.tables import Row, index, read_rows

CELL_KINDS = (
    "digit",
    "tenfold",
    "wan",
    "sign",
    "year",
    "unit",
    "place",
    "qualifier",
    "indicator",
    "verdict",
    "code",
    "origin",
    "offset",
    "swap",
    "empty",
    "traditional",
    "marks",
    "invisible",
    "word",
    "longer",
    "unsaid",
    "unnamed",
)
ROW_KINDS = ("drop", "double", "move", "caveat")
# Struck are all claims of a document: they quote whole clauses.
DOCUMENT_KINDS = ("clauses",)
# Struck is the descriptor: a title or a description is left out.
DESCRIPTOR_KINDS = ("untitled",)
KINDS = CELL_KINDS + ROW_KINDS + DOCUMENT_KINDS + DESCRIPTOR_KINDS
DESCRIPTOR = "datapackage"
TITLES = ("title", "title_zh", "description", "description_zh")
VERDICTS = ("verdict", "verdict_latest", "fidelity", "checkability", "stance", "outcome")
OFFSETS = (
    "quote_start",
    "quote_end",
    "start",
    "end",
    "section",
    "paragraph",
    "sentence",
    "text_length",
)
TEXTS = re.compile(r"_(zh|en)$|^(quote|printed|derivation)$")
SCALES = {
    "万": "亿",
    "亿": "万",
    "萬": "億",
    "億": "萬",
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "trillion": "billion",
}
TRADITIONAL = {
    "发": "發",
    "国": "國",
    "区": "區",
    "会": "會",
    "业": "業",
    "个": "個",
    "设": "設",
    "报": "報",
}
MARKS = {"，": ",", "。": ".", "：": ":", "（": "(", ", ": "，", "(": "（", ": ": "：", "'": "’"}
# Words that turn a sentence around.
WORDS = {
    "超过": "不足",
    "以上": "以下",
    "增长": "下降",
    "增加": "减少",
    "没有": "已有",
    "首批": "末批",
    "more than": "less than",
    "higher": "lower",
    "growth": "fall",
    "rose": "fell",
    "first": "last",
    " not ": " ",
}
# Names that a text may not leave out where it stands alone.
NAMES = {"the Beijing-Tianjin-Hebei region": "the region", "京津冀": "该地区"}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What a kind replaces in a text, and by what.
REPLACED = {
    "wan": SCALES,
    "traditional": TRADITIONAL,
    "marks": MARKS,
    "word": WORDS,
    "unnamed": NAMES,
}
IN_TEXTS = {
    "digit": re.compile(r"\d"),
    "year": YEAR,
    "invisible": re.compile(r"\w"),
    "longer": re.compile(r"\w"),
    **{kind: re.compile("|".join(map(re.escape, words))) for kind, words in REPLACED.items()},
}
INVISIBLE = "\u200b"  # a space without width
# The groups of the report, each with its columns or its kinds: a change belongs to the first that
# fits.
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cells emptied": ((), ("empty", "unsaid")),
    "writing": ((), ("traditional", "marks", "invisible")),
    "words": ((), ("word", "longer", "unnamed")),
    "descriptor": ((), DESCRIPTOR_KINDS),
    "figures": (("value", "value_high", "expected", "tolerance"), ()),
    "units": (("unit_id",), ()),
    "periods": (("period", "base_period"), ()),
    "places": (("place_id", "base_place_id"), ()),
    "qualifiers": (("qualifier",), ()),
    "indicators": (("indicator_id",), ()),
    "verdicts": (("verdict", "verdict_latest", "outcome"), ()),
    "judgments": (("fidelity", "checkability", "stance"), ()),
    "figures in texts": ((), ("digit", "tenfold", "wan", "year")),
    "texts swapped": ((), ("swap",)),
    "documents": ((), DOCUMENT_KINDS),
    "origins": ((), ("origin",)),
    "offsets": ((), ("offset",)),
    "codes": ((), ("code", "verdict")),
    "rows": ((), ROW_KINDS),
    "other references": ((), KINDS),
}
# The facts that must not change unnoticed, and the tables that hold them.
FACTS = ("figures", "units", "periods", "places", "qualifiers", "indicators", "verdicts")
AIMED = ("claims", "evidence", "observations")
WHOLE_ROW = "*"


@dataclass(frozen=True, order=True)
class Change:
    """One change: its table, row and column, its kind, and the cell before and after."""

    table: str
    row: str
    column: str
    kind: str
    was: str = ""
    now: str = ""

    @property
    def group(self) -> str:
        """The group of the report that the change belongs to."""
        return next(
            name
            for name, (columns, kinds) in GROUPS.items()
            if self.column in columns or self.kind in kinds
        )


@dataclass(frozen=True)
class Mutation:
    """A change carried out: the rows that were there, and what takes their place."""

    change: Change
    removed: list[Row]
    added: list[Row]


class Mutator:
    """The authored tables of a package, and the changes that can be made to them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.rows = {table: read_rows(package, table) for table in package.authored}
        self.fields = {
            table: {field["name"]: field for field in package.fields(table)} for table in self.rows
        }
        self.keys = {table: package.primary_key(table) for table in self.rows}
        self.references: dict[str, dict[str, str]] = {
            table: {columns[0]: other for columns, other, _ in package.foreign_keys(table)}
            for table in self.rows
        }
        self.passages = index(self.rows["passages"])
        self.ids = {table: {row.get("id") for row in rows} for table, rows in self.rows.items()}

    def key(self, table: str, row: Row) -> str:
        """Return the key of a row as findings tell it."""
        return "/".join(str(row[part]) for part in self.keys[table])

    def plan(
        self, seed: int, sample: int, tables: Sequence[str] = (), kinds: Sequence[str] = ()
    ) -> Iterator[tuple[Change, int]]:
        """Yield every change to try, with the place of its row; ``sample`` 0 takes every row."""
        if not tables and "untitled" in (kinds or KINDS):
            yield from ((change, 0) for change in self._untitled(seed, sample))
        if "claims" in (tables or self.rows) and "clauses" in (kinds or KINDS):
            yield from self._clauses()
        for table in tables or self.rows:
            for kind in kinds or KINDS:
                for column in self.columns(table, kind):
                    rows = self.rows[table]
                    fit = [
                        place
                        for place, row in enumerate(rows)
                        if column == WHOLE_ROW or can_change(kind, row[column])
                    ]
                    drawn = chances(seed, table, column, kind).sample(
                        fit, min(sample or len(fit), len(fit))
                    )
                    for place in sorted(drawn):
                        yield Change(table, self.key(table, rows[place]), column, kind), place

    def _untitled(self, seed: int, sample: int) -> list[Change]:
        """Return the titles and descriptions of tables and columns that are to be left out."""
        items = [
            f"{table}/{field}".rstrip("/")
            for table in self.fields
            for field in ["", *self.fields[table]]
        ]
        every = [Change(DESCRIPTOR, item, title, "untitled") for item in items for title in TITLES]
        return sorted(
            chances(seed, DESCRIPTOR).sample(every, min(sample or len(every), len(every)))
        )

    def _clauses(self) -> Iterator[tuple[Change, int]]:
        """Yield one change for each document that claims are quoted from."""
        seen = set()
        for place, claim in enumerate(self.rows["claims"]):
            document = self.passages[claim["passage_id"]]["source_id"]
            if document not in seen:
                seen.add(document)
                yield Change("claims", claim["id"], "quote", "clauses"), place

    def columns(self, table: str, kind: str) -> Iterator[str]:
        """Yield the columns of a table that a kind of change can strike, or ``WHOLE_ROW``."""
        if kind in ROW_KINDS:
            if self._strikes_rows(table, kind):
                yield WHOLE_ROW
            return
        if kind in DOCUMENT_KINDS + DESCRIPTOR_KINDS:
            return
        for column in self.fields[table]:
            if self._strikes(table, column, kind):
                yield column

    def _strikes_rows(self, table: str, kind: str) -> bool:
        if "id" not in self.keys[table]:
            return False
        if kind == "move":
            has_pattern = "keyPattern" in self.package.resource(table)
            return has_pattern or "claim_id" in self.fields[table]
        # To remove a caveat is to drop its row.
        caveats = table == "claim_caveats"
        return caveats if kind == "caveat" else not (kind == "drop" and caveats)

    def _strikes(self, table: str, column: str, kind: str) -> bool:
        """Return whether a kind of change can strike a column, by its type, name or target."""
        field = self.fields[table][column]
        is_number = field["type"] in ("number", "integer") and column not in OFFSETS
        is_text = bool(TEXTS.search(column))
        is_period = field["type"] == "date" or column in ("period", "base_period", "published_in")
        has_codes = "enum" in field.get("constraints", {}) and column != "list"
        target = self.references[table].get(column)
        strikes = {
            "digit": is_number or is_text,
            "tenfold": is_number,
            "wan": is_number or is_text,
            "sign": is_number,
            "year": is_period or is_text,
            "unit": target == "units",
            "place": target == "places",
            "indicator": target == "indicators",
            "qualifier": column == "qualifier",
            "verdict": column in VERDICTS,
            "code": has_codes and column not in (*VERDICTS, "qualifier"),
            "origin": target in ("sources", "organizations", "passages", "terms"),
            "offset": column in OFFSETS,
            "swap": is_text and column != "derivation",
            "empty": not (
                field.get("constraints", {}).get("required") or self._is_key(table, column)
            ),
            "traditional": column.endswith("_zh"),
            "marks": column.endswith(("_zh", "_en")),
            "word": column.endswith(("_zh", "_en")),
            "unnamed": column.endswith(("_zh", "_en")),
            "invisible": is_text,
            "longer": column.endswith(("_zh", "_en")),
            "unsaid": self._is_optional_pair(table, column),
        }
        return strikes[kind]

    def _is_optional_pair(self, table: str, column: str) -> bool:
        """Return whether a column is the Chinese of a text that may be empty in both languages."""
        english = column.removesuffix("_zh") + "_en"
        fields = self.fields[table]
        return (
            column.endswith("_zh")
            and english in fields
            and not any(
                fields[name].get("constraints", {}).get("required") for name in (column, english)
            )
        )

    def _is_key(self, table: str, column: str) -> bool:
        return column in self.keys[table]

    def mutate(self, change: Change, place: int, seed: int) -> Mutation | None:
        """Carry out a change; None if it would change nothing."""
        table, column, kind = change.table, change.column, change.kind
        chance = chances(seed, table, change.row, column, kind)
        row = self.rows[table][place]
        if kind in ("drop", "caveat"):
            return Mutation(change, [row], [])
        if kind in ("double", "move"):
            new = self._rekeyed(table, row, kind, chance)
            change = replace(change, was=change.row, now=self.key(table, new))
            return Mutation(change, [row] if kind == "move" else [], [new])
        if kind in ("swap", "clauses"):
            several = self._swapped if kind == "swap" else self._with_whole_clauses
            return several(change, row, chance)
        if kind == "unsaid":
            english = column.removesuffix("_zh") + "_en"
            return Mutation(change, [row], [{**row, column: None, english: None}])
        value = self._altered(table, column, kind, row[column], chance)
        if value == row[column]:
            return None
        change = replace(change, was=str(row[column]), now="" if value is None else str(value))
        return Mutation(change, [row], [{**row, column: value}])

    def _swapped(self, change: Change, row: Row, chance: random.Random) -> Mutation | None:
        column = change.column
        others = [
            other for other in self.rows[change.table] if other[column] not in (None, row[column])
        ]
        if not others:
            return None
        other = chance.choice(others)
        change = replace(change, was=str(row[column]), now=str(other[column]))
        added = [{**row, column: other[column]}, {**other, column: row[column]}]
        return Mutation(change, [row, other], added)

    def _with_whole_clauses(self, change: Change, row: Row, _: random.Random) -> Mutation:
        """Return what would be if each claim of a document quoted its whole clause.

        The text of the passages is not at hand: what the quotation lacks of its clause is made up
        of dashes, so that the limit of twelve words is kept.
        """
        document = self.passages[row["passage_id"]]["source_id"]
        removed, added = [], []
        for claim in self.rows["claims"]:
            if self.passages[claim["passage_id"]]["source_id"] == document:
                start, end = claim["start"], claim["end"]
                whole = {
                    "quote": claim["quote"].ljust(end - start, "—"),
                    "quote_start": start,
                    "quote_end": end,
                }
                removed.append(claim)
                added.append({**claim, **whole})
        return Mutation(replace(change, was=document, now=document), removed, added)

    def _altered(
        self, table: str, column: str, kind: str, value: Any, chance: random.Random
    ) -> Any:
        """Return another value for a cell."""
        if kind == "empty":
            return None
        if isinstance(value, str) and TEXTS.search(column):
            return altered_text(kind, value, chance)
        if kind in ("digit", "tenfold", "wan", "sign", "offset", "year"):
            return altered_value(kind, value, chance)
        target = self.references[table].get(column)
        pool = self.ids[target] if target else self.fields[table][column]["constraints"]["enum"]
        # A reference goes astray to what the same column holds elsewhere: the likeliest slip, and
        # the hardest to see.
        used = {row[column] for row in self.rows[table]} - {None, value}
        return chance.choice(sorted(used & set(pool)) or sorted(set(pool) - {value}) or [value])

    def _rekeyed(self, table: str, row: Row, kind: str, chance: random.Random) -> Row:
        """Return a row under a fresh key: the same again, or moved to another owner."""
        pattern = self.package.resource(table).get("keyPattern", "")
        owners = [name for name in re.findall(r"\{(\w+)\}", pattern) if name != "number"]
        new = dict(row)
        if kind == "move":
            owner = "claim_id" if "claim_id" in row else owners[0]
            owner = chance.choice(owners[:2]) if table == "observations" else owner
            new[owner] = self._altered(table, owner, "move", row[owner], chance)
        if "{number}" in pattern:
            new["id"] = self._next_key(table, pattern, new)
        elif pattern:
            new["id"] = made_key(pattern, new) + ("-2" if kind == "double" else "")
        elif kind == "double":
            new["id"] = row["id"] + "-2"
        return new

    def _next_key(self, table: str, pattern: str, row: Row) -> str:
        stem = made_key(pattern.removesuffix("{number}"), row)
        width = len(re.findall(r"\d+$", row["id"])[0])
        numbers = [
            int(id.removeprefix(stem))
            for id in map(str, self.ids[table])
            if re.fullmatch(re.escape(stem) + r"\d+", id)
        ]
        return f"{stem}{max(numbers, default=0) + 1:0{width}d}"


def with_untitled(package: Package, change: Change) -> Package:
    """Return a package whose descriptor lacks the title or description that a change names."""
    table, _, field = change.row.partition("/")
    altered = copy(package)
    altered.descriptor = deepcopy(package.descriptor)
    altered.resources = {each["name"]: each for each in altered.descriptor["resources"]}
    item = altered.resources[table]
    if field:
        item = next(each for each in item["schema"]["fields"] if each["name"] == field)
    del item[change.column]
    return altered


def made_key(pattern: str, row: Row) -> str:
    """Return the key that a pattern makes of a row."""
    key = re.sub(r"\{(\w+)\}", lambda match: str(row[match[1]]), pattern)
    return key.replace("/", "-to-").replace("_", "-")


def chances(*of: object) -> random.Random:
    """Return the random numbers of one change, the same whatever is tried before it."""
    return random.Random("/".join(map(str, of)))  # noqa: S311


def can_change(kind: str, value: Any) -> bool:
    """Return whether a kind of change can be made to a cell."""
    if value is None or (kind in ("sign", "tenfold", "wan") and value == 0):
        return False
    if isinstance(value, str) and kind in IN_TEXTS:
        return bool(IN_TEXTS[kind].search(value))
    return True


def altered_value(kind: str, value: Any, chance: random.Random) -> Any:
    """Return a value with a digit, its scale, sign or year changed, or with one more or less."""
    shift = chance.choice((-1, 1))
    if kind == "digit":
        return _with_other_digit(value, chance)
    if kind in ("tenfold", "wan"):
        power = 10 if kind == "tenfold" else 10_000
        return (
            value * power if isinstance(value, int) or shift > 0 else float(f"{value / power:.12g}")
        )
    if kind == "year" and isinstance(value, str):
        return _with_other_year(value, chance.choice(list(YEAR.finditer(value))), shift)
    if kind == "year" and isinstance(value, date):
        return value + timedelta(days=365 * shift)
    return -value if kind == "sign" else value + shift


def altered_text(kind: str, text: str, chance: random.Random) -> str:
    """Return a text with one digit, year, word or mark changed, a character hidden, or doubled."""
    match = chance.choice(list(IN_TEXTS[kind].finditer(text)))
    if kind == "year":
        return _with_other_year(text, match, chance.choice((-1, 1)))
    if kind == "longer":
        return f"{text} {text}" if text.isascii() else text + text
    if kind == "invisible":
        other = match[0] + INVISIBLE
    elif kind in REPLACED:
        other = REPLACED[kind][match[0]]
    else:
        other = chance.choice([digit for digit in "0123456789" if digit != match[0]])
    return text[: match.start()] + other + text[match.end() :]


def _with_other_digit(value: float, chance: random.Random) -> Any:
    written = f"{value:.15g}"
    places = [place for place, char in enumerate(written.rstrip("0") or written) if char.isdigit()]
    place = chance.choice(places)
    digit = chance.choice([digit for digit in "0123456789" if digit != written[place]])
    return type(value)(float(written[:place] + digit + written[place + 1 :]))


def _with_other_year(text: str, match: re.Match[str], shift: int) -> str:
    return text[: match.start()] + str(int(match[0]) + shift) + text[match.end() :]
