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
        ("en", "differences: 1; level of the change: patch (cells changed: 1)"),
        ("zh", "共1处差异；变更级别：修订号（1个单元格改动）"),
    ],
)
def test_a_changed_cell_is_1(jjjdata, copy, lang, last):
    put(copy, "units", "teu", name_en="box \u202exob")
    done = jjjdata("diff", ROOT, copy, "--lang", lang)
    assert done.status == 1
    assert done.lines[2].split() == ["units", "1"]
    assert done.lines[4].startswith("~ units")
    assert done.lines[4].endswith("→ box \\u202exob")
    assert done.lines[-1] == last


def test_a_summary_by_table_comes_first_and_generated_tables_last(jjjdata, copy):
    """A hundred lines of the factsheet stood before what somebody had changed."""
    file = copy / "data" / "derived" / "factsheet.csv"
    file.write_text(file.read_text("utf-8").replace("天津港", "天津的港"), "utf-8")
    rows = (copy / "data" / "searches.csv").read_text("utf-8").splitlines(keepends=True)
    (copy / "data" / "searches.csv").write_text("".join(rows[:-1]), "utf-8")
    put(copy, "units", "teu", name_en="box")
    done = jjjdata("diff", ROOT, copy)
    head, _, *summary = done.lines[: done.lines.index("")]
    assert head.split("  ")[0] == "table"
    counts = {line.split()[0]: line.split()[1:] for line in summary}
    assert counts["units"] == counts["searches"] == ["1"]
    assert counts["factsheet"][0] == "(generated)"
    hidden = int(counts["factsheet"][1])
    assert hidden > 0
    assert not [line for line in done.lines if line.startswith("~ factsheet")]
    assert f"differences in generated tables, shown by --generated: {hidden}" in done.lines
    assert done.lines[-1].endswith("level of the change: major (rows removed: 1)")
    told = jjjdata("diff", ROOT, copy, "--generated").lines
    assert len([line for line in told if line.startswith("~ factsheet")]) == hidden


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
