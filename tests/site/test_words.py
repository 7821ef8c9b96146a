"""The words of the pages are there in both languages, and every one is used."""

import re
from string import Formatter

import pytest

from conftest import ROOT
from jjjdata.site.words import words

HAN = re.compile(r"[\u4e00-\u9fff]")
SITE = ROOT / "src" / "jjjdata" / "site"
# What these begin with is followed by a code, a number or a name.
STEMS = ("nav_", "backing_", "side_", "control_", "rule_", "list_", "filter_", "style_")
# These speak to readers of both.
OTHER_LANGUAGE = ("in_other_language", "search_hint")
STEMS += ("dispute_step_", "rank_")


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", words())
def test_both_languages_say_the_same(key):
    entry = words()[key]
    assert set(entry) == {"en", "zh"}
    assert placeholders(entry["en"]) >= placeholders(entry["zh"])
    assert key in OTHER_LANGUAGE or not HAN.search(entry["en"])
    assert entry["en"]
    assert entry["zh"]


def test_no_key_stands_twice():
    lines = (SITE / "words.csv").read_text("utf-8").splitlines()
    assert len(lines) == len(words()) + 1


def test_all_words_are_used():
    files = [*SITE.glob("*.py"), *SITE.glob("templates/*.html")]
    code = "".join(file.read_text("utf-8") for file in files)
    for key in words():
        assert f'"{key}"' in code or key.startswith(STEMS), key
