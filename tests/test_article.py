"""What is quoted of the article stands in it; ``locate`` finds it again in copies.

The agreement needs the article itself (JJJDATA_ARTICLE). Finding is tested with invented ones.
"""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from articles import article as invented_article
from articles import quotations
from conftest import ARTICLE
from jjjdata import locate

SOURCE = "cns-20240227-mt"
WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh"
)
FIGURE = re.compile(rf"(?<![\w.])(?:PM2\.5|\d[\d,.]*\d|\d|{WORDS})(?:th)?(?![\w])", re.IGNORECASE)


@pytest.fixture
def parts(data):
    """The passages of the article alone, and what claims and renderings quote of them."""
    passages = [row for row in data["passages"] if row["source_id"] == SOURCE]
    ids = {row["id"] for row in passages}
    kept = {
        table: [row for row in data[table] if row["passage_id"] in ids]
        for table in ("claims", "renderings")
    }
    return {"passages": passages, **kept}


def figures(text):
    return [match for match in FIGURE.finditer(text) if match[0] != "PM2.5"]


def test_the_article_is_the_one_the_offsets_belong_to(article, data):
    source = next(row for row in data["sources"] if row["id"] == SOURCE)
    assert sha256(article.encode()).hexdigest() == source["text_sha256"]
    assert len(article) == source["text_length"]


def test_the_slices_joined_give_back_the_article_but_for_white_space(article, parts):
    slices = [article[row["start"] : row["end"]] for row in parts["passages"]]
    assert re.sub(r"\s", "", "".join(slices)) == re.sub(r"\s", "", article)
    for row, piece in zip(parts["passages"], slices, strict=True):
        assert sha256(piece.encode()).hexdigest() == row["sha256"], row["id"]


def test_every_quotation_stands_where_it_says(article, parts):
    for row in parts["claims"]:
        assert article[row["quote_start"] : row["quote_end"]] == row["quote"], row["id"]


def test_every_rendering_stands_where_it_says(article, parts):
    for row in parts["renderings"]:
        assert article[row["start"] : row["end"]] == row["variant_en"], row["id"]


def test_a_clause_begins_and_ends_with_words(article, parts):
    for row in parts["claims"]:
        before, clause, after = (
            article[max(0, row["start"] - 1) : row["start"]],
            article[row["start"] : row["end"]],
            article[row["end"] : row["end"] + 1],
        )
        assert not (before + clause[0]).isalnum() or not before, row["id"]
        assert not (clause[-1] + after).isalnum() or not after, row["id"]


# Words that also stand where they render something else: by term and words, what that is.
OTHERWISE = {
    ("dateline-date", "february 27"): "a date in running text",
    (
        "coordinated-development-of-the-beijing-tianjin-hebei-region",
        "beijing-tianjin-hebei coordinated development",
    ): "outline-of-the-plan",
    ("issue", "introduced"): "what the speaker said",
    ("remarkable-achievements", "remarkable results"): "clear-results",
    ("clear-results", "remarkable results"): "remarkable-achievements",
    ("building-at-new-sites", "construction"): "building, of anything",
    ("first-group", "first batch"): "of qualifications, which are no bodies",
    ("policies", "policies"): "supporting-policies",
    ("key-areas", "key areas"): "key-fields",
    ("key-fields", "key areas"): "key-areas",
    ("sub-center", "sub-center"): "beijing-municipal-administrative-center",
    ("council", "council"): "state-council-information-office",
}


def test_no_place_with_the_words_of_a_rendering_is_left_out(article, parts):
    by_term, elsewhere = {}, set()
    for row in parts["renderings"]:
        by_term.setdefault(row["term_id"], []).append(row)
    count = 0
    for term, rows in by_term.items():
        for words in {row["variant_en"].lower() for row in rows}:
            pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
            for match in re.finditer(pattern, article, re.IGNORECASE):
                count += 1
                is_row = any(
                    row["start"] < match.end() and match.start() < row["end"] for row in rows
                )
                assert is_row or (term, words) in OTHERWISE, (term, words, match.start())
                elsewhere |= set() if is_row else {(term, words)}
    assert count > 150
    assert elsewhere == set(OTHERWISE)


def test_every_figure_belongs_to_a_claim_or_is_set_aside(article, parts):
    count = 0
    for passage in parts["passages"]:
        claims = [row for row in parts["claims"] if row["passage_id"] == passage["id"]]
        loose = []
        for match in figures(article[passage["start"] : passage["end"]]):
            start, end = passage["start"] + match.start(), passage["start"] + match.end()
            count += 1
            if not any(row["quote_start"] <= start and end <= row["quote_end"] for row in claims):
                loose.append(match[0])
        set_aside = passage["set_aside"].split("; ") if passage["set_aside"] else []
        assert loose == set_aside, passage["id"]
        assert not loose or passage["note_en"], passage["id"]
    assert count > 40


def test_locate_finds_every_passage_of_the_article_unchanged(article):
    anchors = locate(ARTICLE, SOURCE)
    assert len(article) > 7000
    assert len(anchors) > 140
    assert {anchor.state for anchor in anchors} == {"unchanged"}


def found(text: str, package, folder: Path, encoding: str = "utf-8"):
    """Return the anchors in a copy of the article."""
    copy = folder / "copy.txt"
    copy.write_bytes(text.encode(encoding))
    return locate(copy, package=package)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_locate_reads_encodings_and_windows_line_ends(invented, encoding, tmp_path):
    text, package = invented
    anchors = found(text.replace("\n", "\r\n"), package, tmp_path, encoding)
    assert {anchor.kind for anchor in anchors} == {"passage", "quotation", "rendering"}
    assert len(anchors) >= 18
    assert {anchor.state for anchor in anchors} == {"unchanged"}


def test_locate_tells_what_moved(invented, tmp_path):
    text, package = invented
    anchors = found("A new headline\n\n" + text, package, tmp_path)
    assert {anchor.state for anchor in anchors} == {"moved"}
    for anchor in anchors:
        if anchor.kind != "passage":
            assert ("A new headline\n\n" + text)[anchor.start : anchor.end] in text


def test_locate_tells_what_is_gone_and_what_was_altered(invented, tmp_path):
    text, package = invented
    lang = "en" if text == invented_article("en") else "zh"
    road, growth = "230", "58%"
    assert text.count(road) == text.count(growth) == 1
    anchors = found(
        text.replace(road, "240").replace("40 minutes", "41 minutes"), package, tmp_path
    )
    states = {anchor.id: anchor.state for anchor in anchors}
    number = next(n for n, quote in enumerate(quotations(lang), 1) if road in quote)
    assert states[f"{lang}-{number}"] == "gone"
    assert states["reed-coast-p01"] == "unchanged"
    assert "gone" in {anchor.state for anchor in anchors if anchor.kind == "passage"}
    # Half a sentence, with its quotation: the passage is altered, the quotation still there.
    start = text.index(quotations(lang)[-1])
    halved = text[:start] + text[start:].replace(
        quotations(lang)[-1], quotations(lang)[-1] + "*", 1
    )
    states = {anchor.id: anchor.state for anchor in found(halved, package, tmp_path)}
    if lang == "en":  # a quotation of few words, as all in Chinese are, is not looked for elsewhere
        assert "altered" in states.values()
    assert list(states.values()).count("unchanged") > len(states) / 2
