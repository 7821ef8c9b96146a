"""Anchors: found is what a search of every slice would find, in a time linear in the text."""

import random
import re
from dataclasses import FrozenInstanceError
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import articles
import passages
from jjjdata import anchors
from jjjdata.anchors import Anchor, locate, read_text
from jjjdata.errors import DataError, UnknownNameError
from jjjdata.tables import csv_bytes, read_rows

ORDINARY = "the of and region port development transport coordinated million year park area".split()  # noqa: SIM905
EDITS = {
    "left out": lambda text, start, end: text[:start] + text[end:],
    "repeated": lambda text, start, end: text[:end] + text[start:],
    "put in": lambda text, start, _: f"{text[:start]}A new one. {text[start:]}",
    "a letter more": lambda text, start, _: f"{text[:start]}x{text[start:]}",
    "moved to the end": lambda text, start, end: text[:start] + text[end:] + text[start:end],
    "one line break": lambda text, *_: text.replace("\n\n", "\n"),
    "no space after a stop": lambda text, start, _: text[:start] + text[start:].replace(". ", "."),
    "bullets": lambda text, *_: "• " + text.replace("\n\n", "\n\n• "),
}
edits = st.lists(
    st.tuples(st.sampled_from(sorted(EDITS)), st.floats(0, 1), st.integers(1, 200)),
    min_size=1,
    max_size=4,
)


def search_every_slice(text, passage, shift):
    """Return where a passage starts, as the slow and certain way finds it."""
    length, expected = passage["end"] - passage["start"], passage["start"] + shift
    starts = [
        start
        for start in range(len(text) - length + 1)
        if not text[start].isspace()
        and sha256(text[start : start + length].encode()).hexdigest() == passage["sha256"]
    ]
    return min(starts, key=lambda start: abs(start - expected), default=None)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(chosen=edits)
def test_a_search_of_every_slice_finds_no_more(invented, chosen):
    text, package = invented
    for name, share, size in chosen:
        start = int(share * len(text))
        text = EDITS[name](text, start, start + size)
    copy = package.root / "copy.txt"
    copy.write_text(text, "utf-8", newline="")
    found = {anchor.id: anchor for anchor in locate(copy, package=package)}
    shift = 0
    for passage in read_rows(package, "passages"):
        start = search_every_slice(text, passage, shift)
        assert found[passage["id"]].start == start, passage["id"]
        shift = shift if start is None else start - passage["start"]


@pytest.mark.parametrize("joint", [" ", "\n", ". ", "。"])
def test_few_slices_are_hashed_in_a_large_text(invented, tmp_path, monkeypatch, joint):
    """The old way hashed a slice for every character and passage."""
    _, package = invented
    choose = random.Random(1).choice
    text = "".join(
        choose(ORDINARY) + (joint if number % 12 == 0 else " ") for number in range(40_000)
    )
    copy = tmp_path / "copy.txt"
    copy.write_text(text, "utf-8")
    hashed = []
    monkeypatch.setattr(anchors, "sha256", lambda piece: hashed.append(piece) or sha256(piece))
    assert {anchor.state for anchor in locate(copy, package=package)} == {"gone"}
    assert len(hashed) < len(text) / 4


def test_a_passage_that_is_not_quoted_is_found_too(invented, tmp_path):
    text, package = invented
    quoted = {claim["passage_id"] for claim in read_rows(package, "claims")}
    copy = tmp_path / "copy.txt"
    copy.write_text(f"新。\n\n{text}", "utf-8")
    found = [anchor for anchor in locate(copy, package=package) if anchor.kind == "passage"]
    assert any(anchor.id not in quoted for anchor in found)
    assert {anchor.state for anchor in found} == {"moved"}
    assert {anchor.start for anchor in found} == {
        passage["start"] + 4 for passage in read_rows(package, "passages")
    }


def test_where_one_article_was_found_says_nothing_of_another(invented, tmp_path):
    """Of two places of a passage the nearest is taken, whatever stood before it in the table."""
    text, package = invented
    passages = read_rows(package, "passages")
    other = passages[-1] | {"id": "other-p01", "source_id": "other", "start": 0}
    other["end"] = passages[-1]["end"] - passages[-1]["start"]
    file = package.root / "data" / "passages.csv"
    file.write_bytes(csv_bytes(package.fields("passages"), [other, *passages]))
    copy = tmp_path / "copy.txt"
    copy.write_text(f"{text}\n\n{text}", "utf-8", newline="")
    found = {anchor.id: anchor for anchor in locate(copy, package=package)}
    assert found["other-p01"].start == passages[-1]["start"]
    assert {found[passage["id"]].state for passage in passages} == {"unchanged"}


def test_a_headline_ends_with_its_line():
    """A passage that nobody quoted need not end with a mark."""
    headline = "The results of five years"
    passage = {
        "start": 0,
        "end": len(headline),
        "sha256": sha256(headline.encode()).hexdigest(),
    }
    for before, after in (("Draft\n", "\n\nText."), ("Draft: ", "  \nText."), ("x\n\n", "")):
        text = anchors.Text(before + headline + after)
        assert text.find_passage(passage, [], 0) == len(before)
    assert anchors.Text(f"x\n{headline.lower()}\n").find_passage(passage, [], 0) is None


def test_of_several_places_the_nearest_is_taken(invented, tmp_path):
    text, package = invented
    copy = tmp_path / "copy.txt"
    copy.write_text(f"{text}\n{text}", "utf-8")
    assert {anchor.state for anchor in locate(copy, package=package)} == {"unchanged"}
    copy.write_text(f"x{text}\n{text}", "utf-8")
    assert max(anchor.start for anchor in locate(copy, package=package)) < len(text)


def test_a_quotation_of_few_words_needs_its_passage(tmp_path):
    """In another text it could stand anywhere."""
    folder = tmp_path / "package"
    folder.mkdir()
    package = articles.package_of("en", folder)
    words = {claim["id"]: claim["quote"] for claim in read_rows(package, "claims")}
    few = [key for key, quote in words.items() if len(quote.split()) < anchors.FEW_WORDS]
    many = [key for key, quote in words.items() if len(quote.split()) >= anchors.FEW_WORDS]
    assert many
    copy = tmp_path / "copy.txt"
    copy.write_text(" - ".join(words.values()), "utf-8")
    states = {anchor.id: anchor.state for anchor in locate(copy, package=package)}
    assert {states[key] for key in few} <= {"gone"}
    assert {states[key] for key in many} == {"moved"}
    assert "altered" in states.values()


def test_words_of_a_passage_that_is_there_are_not_those_of_one_that_is_gone(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    package = articles.package_of("en", folder)
    words = "the joint plan of both towns"
    text = f"First comes {words}. Then comes {words} again."
    rows = list(passages.split(text, articles.SOURCE))
    made = [articles.rendering(text, rows, "r1", words)]
    for table, content in (("passages", rows), ("claims", []), ("renderings", made)):
        (folder / "data" / f"{table}.csv").write_bytes(csv_bytes(package.fields(table), content))
    copy = tmp_path / "copy.txt"
    copy.write_text(text[rows[1]["start"] :], "utf-8")
    states = [(anchor.kind, anchor.state) for anchor in locate(copy, package=package)]
    assert states == [("passage", "gone"), ("rendering", "gone"), ("passage", "moved")]


def test_one_source_or_all(invented, tmp_path):
    text, package = invented
    copy = tmp_path / "copy.txt"
    copy.write_text(text, "utf-8")
    everything = locate(copy, package=str(package.root))
    assert locate(copy, articles.SOURCE, package) == everything != []
    with pytest.raises(UnknownNameError, match="no source 'reed-coats'; the nearest is 'reed-coa"):
        locate(copy, "reed-coats", package)


def test_an_anchor_is_a_frozen_value():
    anchor = Anchor("a", "passage", "gone", None, None)
    assert anchor == Anchor("a", "passage", "gone", None, None)
    with pytest.raises(FrozenInstanceError):
        anchor.state = "moved"


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", b"\x81", b"a\0b", b"\xff\xff"])
def test_a_file_that_is_no_text_is_told(tmp_path, content):
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    with pytest.raises(DataError, match=re.escape("article.txt is neither UTF-8")):
        read_text(file)


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(DataError, match="is missing"):
        locate(tmp_path / "nowhere.txt")
    with pytest.raises(DataError, match="not a regular file"):
        locate(Path("/dev/zero"))
    with pytest.raises(DataError, match="not a regular file"):
        locate(tmp_path)


def test_an_empty_text_holds_nothing(invented, tmp_path):
    _, package = invented
    (tmp_path / "empty.txt").write_bytes(b"")
    assert {anchor.state for anchor in locate(tmp_path / "empty.txt", package=package)} == {"gone"}
