"""``locate`` tells where passages and quotations stand in someone's own copy of the article."""

import json

import pytest

from jjjdata import locate


@pytest.fixture
def article_file(invented, tmp_path):
    """The invented article as a file, and the package it belongs to."""
    text, package = invented
    file = tmp_path / "article.txt"
    file.write_text(text, "utf-8")
    return file, package.root


def test_an_unchanged_article_needs_no_list(jjjdata, article_file):
    file, folder = article_file
    done = jjjdata("locate", file, "--package", folder)
    assert done.status == 0
    assert len(done.lines) == 1
    assert done.out.endswith("0 moved, 0 altered, 0 gone\n")


def test_all_lists_every_passage_and_quotation(jjjdata, article_file):
    file, folder = article_file
    anchors = locate(file, package=folder)
    done = jjjdata("locate", "--all", file, "--package", folder, "--lang", "zh")
    assert len(done.lines) == len(anchors) + 3
    assert done.lines[0].split() == ["标识", "类别", "状态", "起点", "终点"]
    assert done.lines[2].split()[1:3] == ["句子", "未变"]


def test_what_is_gone_is_1(jjjdata, article_file):
    file, folder = article_file
    text = file.read_text("utf-8")
    last = max(anchor.start for anchor in locate(file, package=folder) if anchor.kind == "passage")
    file.write_text(text[:last], "utf-8")
    done = jjjdata("locate", file, "--package", folder)
    assert done.status == 1
    assert "gone" in done.out


def test_another_text_is_told_in_two_lines(jjjdata, tmp_path):
    file = tmp_path / "other.txt"
    file.write_text("Nothing of the kind stands here.", "utf-8")
    done = jjjdata("locate", file)
    assert done.status == 1
    assert "other.txt does not look like the article" in done.lines[0]
    assert len(done.lines) == 2


def test_json_is_every_anchor(jjjdata, article_file):
    file, folder = article_file
    anchors = json.loads(jjjdata("locate", file, "--package", folder, "--json").out)
    expected = [vars(anchor) for anchor in locate(file, package=folder)]
    assert anchors == expected


def test_no_file_is_misuse(jjjdata):
    done = jjjdata("locate", "/nowhere/at/all")
    assert done.status == 2
    assert "/nowhere/at/all" in done.err
