"""Every message is there in both languages, and used."""

import re
from string import Formatter

import pytest

from conftest import ROOT
from jjjdata.messages import messages, say

HAN = re.compile(r"[\u4e00-\u9fff]")
# What these begin with is followed by a code or a name, put together where they are used.
STEMS = ("aspect_", "card_", "check_", "column_", "diff_", "help_", "kind_", "level_", "noun_")
STEMS += ("reason_", "state_", "chart_head_", "columns_", "datasette_view_")
STEMS += ("found_head_", "found_kind_", "found_of_place_", "glossary_seen_", "where_")


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", messages())
def test_both_languages_say_the_same(key):
    entry = messages()[key]
    assert set(entry) == {"en", "zh"}
    # The Chinese of a term is told to those who read it.
    assert placeholders(entry["en"]) == placeholders(entry["zh"]) - {"zh"}
    assert not HAN.search(entry["en"])
    words = re.sub(r"\{[^}]*\}|jjjdata", "", entry["zh"])
    assert HAN.search(words) or not re.search(r"[A-Za-z]", words)


def test_no_key_stands_twice():
    lines = (ROOT / "src" / "jjjdata" / "messages.csv").read_text("utf-8").splitlines()
    assert len(lines) == len(messages()) + 1


def test_every_message_is_used():
    folders = [ROOT / "src" / "jjjdata", ROOT / "scripts"]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    code = "".join(file.read_text("utf-8") for file in files)
    for key in messages():
        assert f'"{key}"' in code or key.startswith(STEMS), key


def test_line_ends_and_kinds_are_put_in():
    assert say("overview", title="t", version="1", tables=1, claims=2).count("\n") == 2
    assert "claim 'x'" in say("unknown", "en", kind="claim", name="x", known="")
    assert "陈述" in say("unknown", "zh", kind="claim", name="x", known="")
