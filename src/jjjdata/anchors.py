"""Anchors: what is quoted of the article, found again in someone's own copy of it."""

from __future__ import annotations

import codecs
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .descriptors import checked
from .errors import DataError, unknown
from .files import read_bytes
from .languages import word_count
from .package import Package
from .tables import Row, read_rows

Place = tuple[int, int]  # where something starts and ends

FEW_WORDS = 4
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Where a sentence may end: after any mark, and with its line.
END = re.compile(r"(?<=[^\w\s])|(?<=\S)(?=[^\S\n]*(?:\n|\Z))")


@dataclass(frozen=True)
class Anchor:
    """Where a passage, a quotation or a rendering stands in a copy.

    ``kind`` is "passage", "quotation" or "rendering". ``state`` is "unchanged", "moved", "altered"
    (a passage whose wording differs but that holds some of what is quoted of it) or "gone";
    ``start`` and ``end`` count code points, None where it was not found.
    """

    id: str
    kind: str
    state: str
    start: int | None
    end: int | None


@dataclass(frozen=True)
class Fragment:
    """Some words of a passage, and where they stand in the article; ``kind`` as of an anchor."""

    id: str
    kind: str
    words: str
    start: int


def locate(
    file: str | os.PathLike[str],
    source_id: str | None = None,
    package: Package | str | os.PathLike[str] | None = None,
) -> list[Anchor]:
    """Return an ``Anchor`` for all that is quoted of an article, found in a copy of it.

    Quoted are its passages, by the claims some of their words, and renderings of terms.

    The project stores offsets and hashes, not sentences: a passage is found by the hash of slices
    of its length, a quotation by its words. Of several places the one nearest to the expected is
    taken. ``source_id`` names one article; by default all are looked for, as a file may hold any of
    them. ``package`` is the folder of another copy of the data.

    Raises a ``DataError`` for a file that is missing or no text, and ``UnknownNameError`` for a
    source of which there are no passages.
    """
    copy = checked(package)
    passages = read_rows(copy, "passages")
    sources = list(dict.fromkeys(passage["source_id"] for passage in passages))
    if source_id is not None and source_id not in sources:
        raise unknown("source", source_id, sources)
    fragments = _fragments(copy)
    text = Text(read_text(file))
    found: list[Found] = []
    # How far each article is displaced in the file, as seen at the last passage that was found: the
    # next one is expected as far away, and so are the quotations of one that is not found.
    displaced: dict[str, int] = defaultdict(int)
    for passage in passages:
        article = passage["source_id"]
        if source_id is None or source_id == article:
            start = text.find_passage(passage, fragments[passage["id"]], displaced[article])
            if start is not None:
                displaced[article] = start - passage["start"]
            found.append(Found(passage, start, displaced[article]))
    taken = [each.place for each in found if each.place is not None]
    return [
        anchor
        for each in found
        for anchor in _passage_anchors(text, each, fragments[each.passage["id"]], taken)
    ]


def _fragments(package: Package) -> dict[str, list[Fragment]]:
    """Return what is quoted of each passage: the quotations, then the renderings."""
    fragments: dict[str, list[Fragment]] = defaultdict(list)
    for claim in read_rows(package, "claims"):
        quotation = Fragment(claim["id"], "quotation", claim["quote"], claim["quote_start"])
        fragments[claim["passage_id"]].append(quotation)
    for row in read_rows(package, "renderings") if "renderings" in package.resources else ():
        rendering = Fragment(row["id"], "rendering", row["variant_en"], row["start"])
        fragments[row["passage_id"]].append(rendering)
    return fragments


def read_text(file: str | os.PathLike[str]) -> str:
    r"""Return the text of a file in UTF-8, UTF-16 or GB 18030, with line ends as ``\n``."""
    content = read_bytes(file)
    marked = [name for mark, name in MARKS.items() if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DataError("text_encoding", file=file)


@dataclass(frozen=True)
class Found:
    """Where a passage starts in a file, if it is there, and how far its article is displaced."""

    passage: Row
    start: int | None
    displaced: int

    @property
    def place(self) -> Place | None:
        """Where it starts and ends."""
        if self.start is None:
            return None
        return self.start, self.start + self.passage["end"] - self.passage["start"]


class Text:
    """A text in which passages and quotations are looked for."""

    def __init__(self, content: str) -> None:
        self.content = content

    def find_passage(
        self, passage: Row, fragments: Iterable[Fragment], displaced: int
    ) -> int | None:
        """Return where a passage starts: where it is expected, or else at the nearest place.

        It is expected ``displaced`` characters after where it stands in the article.

        Hashing every slice of a large text would take minutes. A passage that is quoted holds the
        words where they are recorded, so that only the slices round these come into question; of
        one that is not, the slices that end as sentences do.
        """
        expected, length = passage["start"] + displaced, passage["end"] - passage["start"]
        if self._holds(passage["sha256"], expected, length):
            return int(expected)
        landmark = max(fragments, key=lambda fragment: len(fragment.words), default=None)
        if landmark is not None:
            offset = landmark.start - passage["start"]
            starts = [place - offset for place in self._places(landmark.words)]
        else:
            starts = self._sentences(length)
        matches = (
            start
            for start in _nearest(starts, expected)
            if self._holds(passage["sha256"], start, length)
        )
        return next(matches, None)

    def find_words(self, words: str, expected: int, taken: Iterable[Place] = ()) -> int | None:
        """Return where some words start: at the place nearest to the expected, and none taken."""
        free = (
            place
            for place in self._places(words)
            if not any(start <= place < end for start, end in taken)
        )
        return next(iter(_nearest(free, expected)), None)

    def _places(self, words: str) -> list[int]:
        places, place = [], self.content.find(words)
        while place >= 0:
            places.append(place)
            place = self.content.find(words, place + 1)
        return places

    def _sentences(self, length: int) -> list[int]:
        """Return where the slices of a length start that end as sentences do."""
        starts = (end - length for end in self._ends if end >= length)
        return [start for start in starts if not self.content[start].isspace()]

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in END.finditer(self.content)]

    def _holds(self, digest: str, start: int, length: int) -> bool:
        """Return whether the slice at ``start`` has the hash of the passage."""
        piece = self.content[start : start + length] if start >= 0 else ""
        return len(piece) == length and sha256(piece.encode()).hexdigest() == digest


def _nearest(places: Iterable[int], expected: int) -> list[int]:
    """Return places from the nearest to the farthest; of two as near, the first comes first."""
    return sorted(places, key=lambda place: abs(place - expected))


def _passage_anchors(
    text: Text, found: Found, fragments: Iterable[Fragment], taken: Collection[Place]
) -> list[Anchor]:
    """Return the anchor of a passage and those of what is quoted of it.

    Where the passage was not found, its words may be those of another, whose place is taken; and a
    few of them could stand anywhere and are not looked for.
    """
    passage, start = found.passage, found.start
    anchors = []
    for fragment in fragments:
        words, place = fragment.words, None
        expected = fragment.start + found.displaced
        if start is not None:
            place = text.find_words(words, expected)
        elif word_count(words) >= FEW_WORDS:
            place = text.find_words(words, expected, taken)
        anchors.append(_anchor(fragment.id, fragment.kind, fragment.start, place, len(words)))
    length = passage["end"] - passage["start"]
    own = _anchor(passage["id"], "passage", passage["start"], start, length)
    if start is None and any(anchor.start is not None for anchor in anchors):
        own = Anchor(passage["id"], "passage", "altered", None, None)
    return [own, *anchors]


def _anchor(id: str, kind: str, expected: int, start: int | None, length: int) -> Anchor:
    if start is None:
        return Anchor(id, kind, "gone", None, None)
    return Anchor(id, kind, "unchanged" if start == expected else "moved", start, start + length)
