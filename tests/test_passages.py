"""The sentences of a document are proposed as rows, and quotations are placed in them."""

import csv
import os

import pytest

import articles
import passages
from conftest import ROOT
from jjjdata.tables import read_rows


def test_sentences_are_numbered_by_paragraph():
    rows = list(passages.split(articles.article("zh"), "reed-coast"))
    assert [(row["paragraph"], row["sentence"]) for row in rows[:5]] == [
        (1, 1),
        (2, 1),
        (2, 2),
        (3, 1),
        (4, 1),
    ]
    assert rows[-1]["id"] == f"reed-coast-p{len(rows):02}"


def test_the_rows_of_the_article_are_proposed_but_for_three(package):
    """Its dateline and a stray full stop at its end are for an editor to see."""
    file = os.environ.get("JJJDATA_ARTICLE")
    if not file:
        pytest.skip("NOT RUN: the article is not at hand (JJJDATA_ARTICLE)")
    with open(file, encoding="utf-8") as stream:
        proposed = {(row["start"], row["end"]) for row in passages.split(stream.read(), "x")}
    recorded = {
        (row["start"], row["end"])
        for row in read_rows(package, "passages")
        if row["source_id"] == "cns-20240227-mt"
    }
    assert len(recorded - proposed) == 3


def test_a_sentence_ends_behind_its_brackets_and_can_be_joined():
    text = "三镇通车。（据公报。）第二句。"
    assert [text[start:end] for start, end in passages.sentences(text)] == [
        "三镇通车。",
        "（据公报。）",
        "第二句。",
    ]
    joined = list(passages.split(text, "x", [1]))
    assert [text[row["start"] : row["end"]] for row in joined] == [
        "三镇通车。（据公报。）",
        "第二句。",
    ]
    assert [row["id"] for row in joined] == ["x-p01", "x-p02"]


def test_a_quotation_is_placed_once(tmp_path, monkeypatch, capsys):
    package = articles.package_of("zh", tmp_path)
    monkeypatch.setattr(passages, "ROOT", package.root)
    file = str(articles.FIXTURES / "article.zh.txt")
    assert passages.main(["find", file, articles.SOURCE, "建成公路14条"]) == 0
    place, *there = capsys.readouterr().out.splitlines()
    assert place.startswith("passage_id reed-coast-p05, start ")
    made = [row for row in read_rows(package, "claims") if row["passage_id"] == "reed-coast-p05"]
    [same] = [row for row in made if row["quote"] == "建成公路14条"]
    offsets = ", ".join(f"{name} {same[name]}" for name in passages.OFFSETS)
    assert there == [f"  of these words there is {same['id']}: {offsets}"]
    assert passages.main(["find", file, articles.SOURCE, "三镇", "五十条"]) == 1
    assert "stands in 0 places: 五十条" in capsys.readouterr().err
    assert passages.main(["find", file, "no-such", "三镇"]) == 2


def test_what_is_split_can_be_pasted(capsys):
    file = str(articles.FIXTURES / "article.en.txt")
    assert passages.main(["split", file, "reed-coast"]) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(said.out.splitlines()))
    with (ROOT / "data" / "passages.csv").open(encoding="utf-8", newline="") as stream:
        assert list(rows[0]) == next(csv.reader(stream))
    assert "text_length" in said.err
    assert passages.main(["split", "nowhere.txt", "reed-coast"]) == 2


def test_what_no_claim_is_made_of_is_shown(tmp_path, monkeypatch, capsys):
    package = articles.package_of("zh", tmp_path)
    monkeypatch.setattr(passages, "ROOT", package.root)
    command = ["unclaimed", str(articles.FIXTURES / "article.zh.txt"), articles.SOURCE]
    assert passages.main(command) == 0
    before = capsys.readouterr().out.splitlines()
    claims = read_rows(package, "claims")
    gone = next(row for row in claims if row["quote"] == "建成公路14条")
    others = [
        row
        for row in claims
        if row["passage_id"] != gone["passage_id"] or row["start"] >= gone["end"]
    ]
    monkeypatch.setattr(passages, "read_rows", reading(passages.read_rows, claims=others))
    assert passages.main(command) == 0
    [shown] = set(capsys.readouterr().out.splitlines()) - set(before)
    assert shown.startswith(f"passage_id {gone['passage_id']}, start ")
    assert shown.endswith("三镇共建成公路14条")
    assert all("建成公路14条" not in line for line in before)


def reading(read, **given):
    """A reader of rows that has others of some tables."""
    return lambda package, table: given.get(table) or read(package, table)


def test_of_the_article_only_what_joins_its_clauses_is_no_claim(package):
    file = os.environ.get("JJJDATA_ARTICLE")
    if not file:
        pytest.skip("NOT RUN: the article is not at hand (JJJDATA_ARTICLE)")
    with open(file, encoding="utf-8") as stream:
        text = stream.read()
    rows = [row for row in read_rows(package, "passages") if row["source_id"] == "cns-20240227-mt"]
    left = passages.unclaimed(text, rows, read_rows(package, "claims"))
    longest = max((text[start:end] for _, start, end in left), key=len)
    assert longest == "Guo Lanfeng concluded that in general"
