"""The sentences of a document: propose its rows of the table passages, or place a quotation.

    python scripts/passages.py split FILE SOURCE_ID           rows for data/passages.csv, and on
                                                              stderr the length and the hash for
                                                              the row of the source; --join 3 makes
                                                              one sentence of the third and fourth
    python scripts/passages.py find FILE SOURCE_ID WORDS ...  passage and offsets of each quotation,
                                                              as claims and renderings record them,
                                                              and the claims made of these words
    python scripts/passages.py unclaimed FILE SOURCE_ID       the words of which no claim is made

The text stays outside the project: what is kept are offsets and hashes. A sentence ends at a full
stop, question or exclamation mark, with the quotation marks and brackets after it, or with its
line; read the proposal through and join what a machine can't see, such as "No. 5". Every sentence
gets the treatment "claims": change it for those without claims. Sections are yours to number.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from jjjdata.anchors import read_text
from jjjdata.errors import JJJDataError
from jjjdata.package import Package
from jjjdata.tables import Row, csv_bytes, read_rows

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|[。！？]|$)[”\"’」』）)]*", re.MULTILINE)
WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)  # without the marks and spaces around them
OFFSETS = ("start", "end", "quote_start", "quote_end")
HELP = {
    "split": "propose the rows of the passages",
    "find": "place quotations in them",
    "unclaimed": "show the words of which no claim is made",
}
NO_CLAIMS = ("framing", "structure")  # treatments of passages without any, as treatment-fits has it


def sentences(text: str, joined: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return where each sentence of a text starts and ends.

    ``joined`` holds the numbers of those that are one with the sentence after them; the numbers are
    those of the text before anything is joined.

    >>> sentences("No. 5 is. It was.", joined=[1])
    [(0, 9), (10, 17)]
    """
    found: list[tuple[int, int]] = []
    for number, match in enumerate(SENTENCE.finditer(text), 1):
        start = found.pop()[0] if number - 1 in joined else match.start()
        found.append((start, match.end()))
    return found


def split(text: str, source_id: str, joined: Collection[int] = ()) -> Iterator[Row]:
    """Yield the rows of the sentences of a text; lines that follow each other part paragraphs."""
    paragraph, sentence, last = 0, 0, 0
    for number, (start, end) in enumerate(sentences(text, joined), 1):
        begins = number == 1 or "\n" in text[last:start]
        paragraph, sentence = (paragraph + 1, 1) if begins else (paragraph, sentence + 1)
        last = end
        yield {
            "id": f"{source_id}-p{number:02}",
            "source_id": source_id,
            "section": 0,
            "paragraph": paragraph,
            "sentence": sentence,
            "start": start,
            "end": end,
            "sha256": sha256(text[start:end].encode()).hexdigest(),
            "treatment": "claims",
        } | dict.fromkeys(("set_aside", "note_zh", "note_en"))


def places(text: str, quotation: str, passages: Sequence[Row]) -> list[tuple[str, int, int]]:
    """Return passage, start and end of each place at which a quotation stands in a text."""
    found = []
    start = text.find(quotation)
    while start >= 0:
        end = start + len(quotation)
        found += [
            (row["id"], start, end) for row in passages if row["start"] <= start < end <= row["end"]
        ]
        start = text.find(quotation, start + 1)
    return found


def unclaimed(
    text: str, passages: Sequence[Row], claims: Sequence[Row]
) -> Iterator[tuple[str, int, int]]:
    """Yield passage, start and end of each stretch of words of which no claim is made.

    Passages that hold no claims are passed over, and so are mere marks.
    """
    for passage in passages:
        if passage["treatment"] in NO_CLAIMS:
            continue
        made = sorted((c["start"], c["end"]) for c in claims if c["passage_id"] == passage["id"])
        place = passage["start"]
        for start, end in [*made, (passage["end"], passage["end"])]:
            words = WORDS.search(text[place:start])
            if words:
                yield passage["id"], place + words.start(), place + words.end()
            place = max(place, end)


def main(argv: Sequence[str] | None = None) -> int:
    """Print rows or places; a quotation that stands nowhere or more than once is told, with 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    verbs = parser.add_subparsers(required=True, dest="verb", metavar="|".join(HELP))
    for verb, what in HELP.items():
        command = verbs.add_parser(verb, help=what)
        command.add_argument("file", type=Path)
        command.add_argument("source_id")
        if verb == "find":
            command.add_argument("words", nargs="+")
        elif verb == "split":
            command.add_argument("--join", type=int, action="append", default=[], metavar="N")
    options = parser.parse_args(argv)
    package = Package(ROOT)
    try:
        text = read_text(options.file)
        if options.verb == "split":
            return _print_rows(package, text, options.source_id, options.join)
        passages, claims = read_rows(package, "passages"), read_rows(package, "claims")
    except JJJDataError as error:
        print(error, file=sys.stderr)
        return 2
    rows = [row for row in passages if row["source_id"] == options.source_id]
    if not rows:
        missing = f"data/passages.csv has no passages of {options.source_id}"
        print(f"{missing}: add the rows that split prints", file=sys.stderr)
        return 2
    if options.verb == "unclaimed":
        for passage, start, end in unclaimed(text, rows, claims):
            print(f"passage_id {passage}, start {start}, end {end}: {text[start:end]}")
        return 0
    return max(_print_places(text, words, rows, claims) for words in options.words)


def _print_rows(package: Package, text: str, source_id: str, joined: Collection[int]) -> int:
    rows = list(split(text, source_id, joined))
    sys.stdout.write(csv_bytes(package.fields("passages"), rows).decode())
    length, digest = rows[-1]["end"] if rows else 0, sha256(text.encode()).hexdigest()
    print(f"sources: text_length {length}, text_sha256 {digest}", file=sys.stderr)
    return 0


def _print_places(text: str, quotation: str, rows: Sequence[Row], claims: Sequence[Row]) -> int:
    found = places(text, quotation, rows)
    for passage, start, end in found:
        print(f"passage_id {passage}, start {start}, end {end}: {quotation}")
        for row in claims:
            if row["passage_id"] == passage and row["start"] < end and start < row["end"]:
                offsets = ", ".join(f"{name} {row[name]}" for name in OFFSETS)
                print(f"  of these words there is {row['id']}: {offsets}")
    if len(found) != 1:
        print(f"stands in {len(found)} places: {quotation}", file=sys.stderr)
    return 0 if len(found) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
