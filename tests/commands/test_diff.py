"""``diff`` tells every difference and what it weighs."""

import json

import pytest

from cells import put
from conftest import ROOT


def test_the_same_is_0(jjjdata):
    done = jjjdata("diff", ROOT, ROOT)
    assert (done.status, done.out) == (0, "the two copies hold the same data\n")


@pytest.mark.parametrize(
    ("lang", "last"),
    [
        ("en", "differences: 1; level of the change: patch"),
        ("zh", "共1处差异；变更级别：修订号"),
    ],
)
def test_a_changed_cell_is_1(jjjdata, copy, lang, last):
    put(copy, "units", "teu", name_en="box \u202exob")
    done = jjjdata("diff", ROOT, copy, "--lang", lang)
    assert done.status == 1
    assert done.lines[0].startswith("~ units")
    assert done.lines[0].endswith("→ box \\u202exob")
    assert done.lines[-1] == last


def test_json_tells_level_and_differences(jjjdata, copy):
    put(copy, "units", "teu", name_en="box")
    done = jjjdata("diff", ROOT, copy, "--json")
    whole = json.loads(done.out)
    assert whole["level"] == "patch"
    assert [item["new"] for item in whole["differences"]] == ["box"]
    done = jjjdata("diff", ROOT, ROOT, "--json")
    assert json.loads(done.out) == {"level": "none", "differences": []}


def test_a_missing_folder_is_misuse(jjjdata):
    done = jjjdata("diff", ROOT, "/nowhere/at/all")
    assert done.status == 2
    assert "/nowhere/at/all" in done.err
