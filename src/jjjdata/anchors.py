"""Anchors: find the passages and quotations again in someone's own copy of the article."""

from __future__ import annotations

import codecs
import os
from collections import namedtuple
from hashlib import sha256

from . import rows
from .errors import DataError
from .package import Package, shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FEW = 4
Anchor = namedtuple("Anchor", "id kind state start end")
Anchor.__doc__ = """Where a passage or quotation stands in a copy.

``state`` is "unchanged", "moved", "altered" (a passage whose wording differs but that holds at least one
of its quotations) or "gone"; ``start`` and ``end`` count code points, None where it was not found.
"""


def read_text(file: str | os.PathLike[str]) -> str:
    r"""Return the text of a file in UTF-8, UTF-16 or GB 18030, with line ends as ``\n``."""
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise DataError("file_damaged", file=file, reason=error.strerror or error) from error
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    known = [name for mark, name in marks.items() if data.startswith(mark)]
    for encoding in known or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DataError("text_encoding", file=file)


def locate(file: str | os.PathLike[str], source_id: str | None = None, package: Package | None = None) -> list[Anchor]:
    """Return an ``Anchor`` for every passage and quotation of an article, found in a copy of it.

    The project stores offsets and hashes, not sentences: a passage is found by the hash of every slice of
    its length, a quotation by its words. Of several places the one nearest to the expected is taken.
    """
    package = package or shipped()
    text = read_text(file)
    claims: dict[str, list[dict[str, Any]]] = {}
    for claim in rows.whole(package, "claims"):
        claims.setdefault(claim["passage_id"], []).append(claim)
    anchors, shift = [], 0
    for passage in rows.whole(package, "passages"):
        if source_id not in (None, passage["source_id"]):
            continue
        start = _find_slice(text, passage, shift)
        if start is not None:
            shift = start - passage["start"]
        quotes = [_quotation(text, claim, shift, start is not None) for claim in claims.get(passage["id"], ())]
        if start is None:
            state = "altered" if any(quote.start is not None for quote in quotes) else "gone"
            anchors.append(Anchor(passage["id"], "passage", state, None, None))
        else:
            anchors.append(_anchor(passage["id"], "passage", passage["start"], start, passage["end"] - passage["start"]))
        anchors.extend(quotes)
    return anchors


def _anchor(key: str, kind: str, expected: int, start: int, length: int) -> Anchor:
    return Anchor(key, kind, "unchanged" if start == expected else "moved", start, start + length)


def _find_slice(text: str, passage: dict[str, Any], shift: int) -> int | None:
    """Return where a slice with the passage's length and hash starts, trying the likely place first."""
    length = passage["end"] - passage["start"]
    last = len(text) - length
    likely = min(max(passage["start"] + shift, 0), max(last, 0))
    for start in sorted(range(last + 1), key=lambda at: abs(at - likely)):
        piece = text[start : start + length]
        if not piece[:1].isspace() and sha256(piece.encode("utf-8", "replace")).hexdigest() == passage["sha256"]:
            return start
    return None


def _quotation(text: str, claim: dict[str, Any], shift: int, settled: bool) -> Anchor:
    """Anchor a quotation; one of a few words could stand anywhere, so it needs its passage to be found."""
    places, at = [], text.find(claim["quote"])
    while at >= 0 and (settled or len(claim["quote"].split()) >= FEW):
        places.append(at)
        at = text.find(claim["quote"], at + 1)
    if not places:
        return Anchor(claim["id"], "quotation", "gone", None, None)
    start = min(places, key=lambda place: abs(place - claim["quote_start"] - shift))
    return _anchor(claim["id"], "quotation", claim["quote_start"], start, len(claim["quote"]))
