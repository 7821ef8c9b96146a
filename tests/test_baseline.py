"""The baseline learns from what came before and looks at nothing that tells the answer."""

import copy
import json
import subprocess
import sys

import pytest

import baseline
from conftest import ROOT
from jjjdata import baselines
from jjjdata.exports import jsonl


@pytest.fixture(scope="module")
def claims(package):
    return list(jsonl.nested(package, None))


def item(stance, quote, part, origin="another"):
    return {"stance": stance, "quote": quote, "split": part, "origin_id": origin}


def claim(verdict, *evidence, origin="own"):
    return {
        "statement_zh": "港口有2200万标准箱。",
        "statement_en": "The port handled 22 million TEU.",
        "origin_id": origin,
        "checkability": "checkable",
        "verdict": verdict,
        "evidence": list(evidence),
    }


INVENTED = [
    claim(
        "supported",
        item("context", "About the railway", "earlier"),
        item("context", "About the road", "earlier"),
        item("supports", "2200万标箱", "earlier"),
        item("supports", "It handled 22 million TEU", "tested"),
        item("context", "Nothing of the kind", "tested"),
        item("supports", "22 million", "left_out"),
    ),
    claim("not_enough_evidence", item("supports", "22 million", "tested", origin="own")),
]


def test_each_part_is_taken_as_the_export_splits_it():
    parts = {part: baselines._pairs(INVENTED, part) for part in ("earlier", "tested")}
    assert [pair.stance for pair in parts["earlier"]] == ["context", "context", "supports"]
    assert [pair.stance for pair in parts["tested"]] == ["supports", "context", "supports"]


def test_figures_in_common_find_what_they_can():
    told = {(line.task, line.baseline): line for line in baselines.lines(INVENTED)}
    assert told["stance", "context"].accuracy == pytest.approx(1 / 3)
    assert told["stance", "figures"].accuracy == told["stance", "figures"].macro_f1 == 1
    # A quote that goes back to the claim's own origin backs nothing.
    assert told["verdict", "figures"].accuracy == 1
    assert told["verdict", "supported"].accuracy == 0.5


def test_nothing_that_tells_the_answer_is_looked_at(claims):
    """What people wrote when they knew the verdict may say anything."""
    blank = copy.deepcopy(claims)
    for each in blank:
        for name in set(each) - {
            *("statement_zh", "statement_en", "evidence", "origin_id", "checkability", "verdict"),
        }:
            each[name] = None
        for piece in each["evidence"]:
            for name in set(piece) - {"stance", "quote", "split", "origin_id"}:
                piece[name] = None
    assert baselines.lines(blank) == baselines.lines(claims)


@pytest.mark.parametrize("name", ["docs/USE.md", "docs/USE.zh.md"])
def test_the_page_has_the_numbers_of_today(name, package):
    page = (ROOT / name).read_text("utf-8")
    for line in baseline.of_package(package):
        assert f"| {line.accuracy:.2f} | {line.macro_f1:.2f} |" in page


def test_the_script_reads_an_export_too(claims, tmp_path):
    file = tmp_path / "claims.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in claims), "utf-8")
    said = [
        subprocess.run(
            [sys.executable, ROOT / "scripts" / "baseline.py", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for words in ([], [file])
    ]
    assert said[0] == said[1]
    assert said[0].startswith("| task | tested | baseline |")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("folder", "directory"),
        ("no JSON", "not JSON Lines"),
        ("[]", "no statement_en; needed are claims in both languages"),
        ("zh", "no statement_en; needed are claims in both languages"),
        ("", "nothing to learn from"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_status_2(
    tmp_path, package, capsys, content, said
):
    """A traceback tells nobody that the export was in one language."""
    file = tmp_path / "claims.jsonl"
    if content == "folder":
        file.mkdir()
    elif content == "zh":
        file.write_text(jsonl.as_lines(jsonl.nested(package, "zh")), "utf-8")
    elif content is not None:
        file.write_text(content, "utf-8")
    assert baseline.main([str(file)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
