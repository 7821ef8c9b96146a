"""Texts are folded alike, whatever the copy, and damage to what folds them is told."""

import json
import re

import pytest

from conftest import ROOT
from jjjdata.errors import DataError
from jjjdata.folding import TRADITIONAL, folded, folded_each, simplified_forms
from jjjdata.languages import HAN
from jjjdata.package import Package


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＰＭ２．５", "pm2.5"),
        ("μg/m³ µg/m³", "μg/m3 μg/m3"),
        ("Xióng’ān", "xiongan"),
        ("2014—2023, 2014–2023", "2014-2023, 2014-2023"),
        ("“2＋26”城市", "2+26城市"),
        ("《規劃》", "规划"),
        ("a\u202eb\u200bc\u00add", "abcd"),
    ],
)
def test_what_makes_no_difference_goes(package, text, expected):
    assert folded(text, package) == expected


def test_folding_twice_is_folding_once(package, data):
    for row in data["claims"]:
        once = folded(row["statement_zh"] + row["statement_en"], package)
        assert folded(once, package) == once


def test_many_texts_are_folded_as_each_alone(package, data):
    texts = [row["title_zh"] for row in data["sources"]] + ["", "霧霾", "\u0301"]
    assert folded_each(texts, package) == [folded(text, package) for text in texts]


def test_every_form_is_of_a_character_of_the_tables(package, data):
    held = {
        character
        for rows in data.values()
        for row in rows
        for cell in row.values()
        if isinstance(cell, str)
        for character in re.findall(HAN, cell)
    }
    pairs = simplified_forms(package)
    assert len(pairs) > 500
    assert [pair for pair in pairs.items() if not held & set(pair)] == []
    # A simplified form is not simplified further, or one pass would not do.
    assert not set(pairs) & set(pairs.values())


def test_a_copy_that_was_never_built_is_searched_all_the_same(copy):
    (copy / TRADITIONAL).unlink()
    assert folded("霧霾 SMOG", Package(copy)) == "霧霾 smog"


@pytest.mark.parametrize(
    "content", ["no JSON", "[]", '{"霧": 1}', '{"霧": "雾霾"}', '{"霧霾": "雾"}']
)
def test_a_damaged_list_is_told(copy, content):
    (copy / TRADITIONAL).write_text(content, "utf-8")
    with pytest.raises(DataError, match=r"traditional\.json"):
        folded("x", Package(copy))


def test_the_build_makes_the_list():
    assert json.loads((ROOT / TRADITIONAL).read_text("utf-8")) == simplified_forms(Package(ROOT))
