"""Keys, passages and quotations: nothing is lost, doubled or moved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..findings import Finding
from .books import Book, Row, distinct, flat, joined, rule, show

KEYS = {"evidence": ("-e", ("claim_id",)), "checks": ("-k", ("claim_id",)), "passages": ("-p", ("source_id",)),
        "observations": ("-", ("indicator_id", "place_id", "period"))}  # fmt: skip

# What tells two rows of a table apart, beside their keys.
APART = {"evidence": ("claim_id", "source_id", "finding_en"), "terms": ("passage_id", "variant_en"),
         "observations": ("indicator_id", "place_id", "period", "source_id", "printed"),
         "sources": ("publisher_id", "title_zh", "published_on", "published_in", "language", "url")}  # fmt: skip


@rule
def twice(book: Book) -> Iterator[Finding]:
    """No row stands twice under two keys."""
    for name, columns in APART.items():
        _, codes = distinct(book.tables[name], columns)
        for at in np.flatnonzero(pd.Series(codes).duplicated()):
            first = int(np.flatnonzero(codes == codes[at])[0])
            yield from book.tell(name, [at], [("row-twice", "id", book.tables[name]["id"][int(at)],
                                               book.tables[name]["id"][first])])  # fmt: skip


@rule
def keys(book: Book) -> Iterator[Finding]:
    """Keys are made of the columns they name, and their numbers run from 1 without a gap."""
    for name, (mark, columns) in KEYS.items():
        table = book.tables[name]
        if not table.num_rows:
            continue
        stem = pc.binary_join_element_wise(*(pc.fill_null(table[c], "") for c in columns), "-")
        stem = pc.binary_join_element_wise(pc.replace_substring(stem, "/", "-to-"), mark, "")
        shown = pc.replace_substring_regex(table["id"], r"[0-9]+$", "")
        number = pc.replace_substring_regex(table["id"], r"^.*?([0-9]+)$", r"\1")
        numbered = pc.match_substring_regex(number, r"^[0-9]{1,9}$")
        wrong = pc.or_(pc.not_equal(stem, shown), pc.invert(numbered))
        for at in np.flatnonzero(wrong.to_numpy()):
            yield from book.tell(name, [at], [("key-shape", "id", table["id"][int(at)], f"{stem[int(at)]}…")])
        order = pc.cast(pc.if_else(numbered, number, "0"), pa.int64()).to_numpy()
        group = flat(shown).dictionary_encode().indices.to_numpy()
        frame = pd.DataFrame({"group": group, "order": order}).groupby("group")["order"].agg(["min", "max", "count"])
        for bad in frame.index[(frame["max"] != frame["count"]) | (frame["min"] != 1)]:
            where = np.flatnonzero(group == bad)
            numbers = set(order[where].tolist())
            missing = sorted(set(range(1, int(max(numbers)) + 1)) - numbers)[:5]
            yield from book.tell(name, where[:1], [("key-gap", "id", shown[int(where[0])], missing or "1…")])
    caveats = book.tables["claim_caveats"]
    if caveats.num_rows:
        right = pc.binary_join_element_wise(caveats["claim_id"], pc.replace_substring(caveats["caveat"], "_", "-"), "-")
        for at in np.flatnonzero(pc.not_equal(right, caveats["id"]).to_numpy()):
            yield from book.tell("claim_caveats", [at], [("key-shape", "id", caveats["id"][int(at)], right[int(at)])])


@rule
def passages(book: Book) -> Iterator[Finding]:
    """Passages stand in order, one character apart in a paragraph and more at a new one, to the end of the text."""
    length = {row["id"]: row["text_length"] for row in book.rows("sources")}
    by_source: dict[str, list[Row]] = {}
    for row in sorted(book.rows("passages"), key=lambda row: (row["source_id"], row["start"])):
        by_source.setdefault(row["source_id"], []).append(row)
    for source, run in by_source.items():
        before: Row = {"end": 0, "section": 0, "paragraph": 0, "sentence": 0, "id": ""}
        for number, row in enumerate(run, 1):
            new = row["paragraph"] != before["paragraph"]
            right: Row = {"paragraph": before["paragraph"] + new, "sentence": 1 if new else before["sentence"] + 1,
                          "id": f"{source}-p{number:02d}"}  # fmt: skip
            if number == 1:
                right["start"] = 0
            elif not new:
                right |= {"start": before["end"] + 1, "section": before["section"]}
            elif row["start"] < before["end"] + 2 or row["start"] > before["end"] + 4:
                right["start"] = before["end"] + 2
            if not before["section"] <= row["section"] <= before["section"] + 1:
                right["section"] = before["section"]
            if row["end"] <= row["start"]:
                right["end"] = f"> {row['start']}"
            for column, value in right.items():
                if row[column] != value:
                    yield Finding("passages", row["id"], column, "passage-order", show(row[column]), show(value))
            before = row
        if before["end"] != length.get(source):
            yield Finding("passages", before["id"], "end", "passage-order", show(before["end"]), show(length.get(source)))


@rule
def quotations(book: Book) -> Iterator[Finding]:
    """A quotation lies inside its passage, is as long as its offsets say, and has at most 12 words."""
    claims, spots = book.tables["claims"], book.tables["passages"]
    start, end = (claims[name].to_numpy() for name in ("quote_start", "quote_end"))
    low, high = (joined(claims, "passage_id", spots, name).to_numpy(zero_copy_only=False) for name in ("start", "end"))
    size = pc.utf8_length(claims["quote"]).to_numpy()
    for at in np.flatnonzero((start < low) | (end > high)):
        yield from book.tell(
            "claims", [at], [("quotation", "quote_start", f"{start[at]}-{end[at]}", f"{low[at]:.0f}-{high[at]:.0f}")]
        )
    for at in np.flatnonzero(end - start != size):
        yield from book.tell("claims", [at], [("quotation", "quote_end", int(end[at]), int(start[at] + size[at]))])
    yield from book.judge(
        "claims", lambda row: [("quotation", "quote", row["quote"], "≤ 12")] * (len(row["quote"].split()) > 12), "quote"
    )
