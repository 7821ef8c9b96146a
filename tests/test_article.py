"""Passages, quotations and terms agree with the article, where the article is at hand."""

import re
from hashlib import sha256

import pytest

from jjjdata.anchors import locate

WORDS = [*"one two three four five six seven eight nine ten".split(), *"first second third fourth fifth sixth seventh".split()]  # noqa: SIM905
FIGURE = re.compile(rf"(?<![\w.])(?:PM2\.5|\d[\d,.]*\d|\d|{'|'.join(WORDS)})(?:th)?(?![\w])", re.IGNORECASE)
SOURCE = "cns-20240227-mt"


def figures(text):
    return [match for match in FIGURE.finditer(text) if match[0] != "PM2.5"]


def test_the_article_is_the_one_the_offsets_belong_to(article, data):
    source = next(row for row in data["sources"] if row["id"] == SOURCE)
    assert sha256(article.encode()).hexdigest() == source["text_sha256"]
    assert len(article) == source["text_length"]


def test_the_slices_joined_give_back_the_article_but_for_white_space(article, data):
    slices = [article[row["start"] : row["end"]] for row in data["passages"]]
    assert re.sub(r"\s", "", "".join(slices)) == re.sub(r"\s", "", article)
    for row, piece in zip(data["passages"], slices, strict=True):
        assert sha256(piece.encode()).hexdigest() == row["sha256"], row["id"]


def test_every_quotation_stands_where_it_says(article, data):
    for row in data["claims"]:
        assert article[row["quote_start"] : row["quote_end"]] == row["quote"], row["id"]


def test_every_term_stands_in_its_passage(article, data):
    passages = {row["id"]: article[row["start"] : row["end"]] for row in data["passages"]}
    for row in data["terms"]:
        assert row["variant_en"] in passages[row["passage_id"]], row["id"]


def test_every_figure_belongs_to_a_claim_or_is_set_aside(article, data):
    count = 0
    for passage in data["passages"]:
        quotes = [row for row in data["claims"] if row["passage_id"] == passage["id"]]
        loose = []
        for match in figures(article[passage["start"] : passage["end"]]):
            start, end = passage["start"] + match.start(), passage["start"] + match.end()
            count += 1
            if not any(row["quote_start"] <= start and end <= row["quote_end"] for row in quotes):
                loose.append(match[0])
        assert loose == (passage["set_aside"] or "").split("; ") * bool(passage["set_aside"]), passage["id"]
        assert not loose or passage["note_en"], passage["id"]
    assert count > 40


def test_every_passage_with_claims_is_treated_as_such(data):
    checkable = {row["passage_id"] for row in data["claims"] if row["checkability"] == "checkable"}
    claimed = {row["passage_id"] for row in data["claims"]}
    for row in data["passages"]:
        assert (row["treatment"] == "claims") == (row["id"] in checkable), row["id"]
        assert (row["treatment"] in ("framing", "structure")) == (row["id"] not in claimed), row["id"]


def test_locate_finds_everything_unchanged(article, tmp_path):  # noqa: ARG001
    from conftest import ARTICLE

    anchors = locate(ARTICLE)
    assert len(anchors) > 140
    assert {anchor.state for anchor in anchors} == {"unchanged"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_locate_reads_other_encodings_and_windows_line_ends(article, encoding, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(article.replace("\n", "\r\n").encode(encoding))
    assert {anchor.state for anchor in locate(copy)} == {"unchanged"}


def test_locate_says_what_moved_and_what_is_gone(article, tmp_path):
    first = article.index("In June 2015")
    end = article.index("  Second, ")
    shorter = "A new headline\n\n" + article[:first] + article[end:].replace("exceeded 22 million", "passed 22 million")
    copy = tmp_path / "copy.txt"
    copy.write_text(shorter, encoding="utf-8")
    found = {(anchor.id, anchor.kind): anchor for anchor in locate(copy)}
    assert found[f"{SOURCE}-p01", "passage"].state == "moved"
    assert found[f"{SOURCE}-p07", "passage"].state == "gone"
    assert found["outline-date", "quotation"].state == "gone"
    assert found[f"{SOURCE}-p26", "passage"].state == "altered"
    assert found["port-containers-2023", "quotation"].state == "gone"
    moved = found["port-containers-growth", "quotation"]
    assert (moved.state, shorter[moved.start : moved.end]) == ("moved", "an increase of 58% from 2014")
