"""``check`` recomputes everything and says in people's words what came of it."""

import json

import pytest

from cells import put
from jjjdata.checks import Recomputation
from jjjdata.commands.check import rounded

UNTRANSLATED = ("pass", "fail", "more_than", "not_checkable", "level:", "rule", "expected", "e+")


def test_what_does_not_add_up_needs_attention_though_it_is_as_recorded(jjjdata, data):
    done = jjjdata("check")
    assert done.status == 0
    told = {
        "fail": "as recorded: the figure does not add up",
        "undecided": "as recorded: the figure decides nothing, since it is a bound",
    }
    open_checks = {
        (row["claim_id"], told[row["outcome"]])
        for row in data["checks"]
        if row["outcome"] != "pass"
    }
    heads = [line for line in done.lines if not line.startswith(" ")][:-1]
    found = {(head.split()[0], head.split(": ", 1)[1]) for head in heads}
    assert found == open_checks
    assert {words for _, words in found} == set(told.values())
    assert done.lines[-1].endswith("0 disagree with what is recorded")


def test_all_lists_every_figure_and_verdict(jjjdata, data):
    done = jjjdata("check", "--all")
    heads = [line for line in done.lines if not line.startswith(" ")][:-1]
    assert len(heads) == len(data["checks"]) + 2 * len(data["claims"])
    assert "as recorded: the figure adds up" in done.out
    assert "port-containers-2023 (on the day it was said): as recorded: supported" in heads
    assert "    (93 - 38.3) / 93 * 100 = 58.8" in done.lines
    assert "    expected: nearly 60 (allowed: 55 or more, below 60)" in done.lines
    assert "    expected: more than 70 (allowed: above 70, below 80)" in done.lines
    assert "    expected: 38 (allowed: 37.5 to 38.5)" in done.lines
    assert "    12,000 + 10,000 = more than 22,000" in done.lines
    assert "±" not in done.out
    assert "    whole years from 2014-02-26 to 2024-02-27 = 10" in done.lines
    assert "    286.6 billion" in done.lines
    assert all(line.strip() for line in done.lines)


def test_in_chinese_no_code_and_no_english_is_left(jjjdata):
    done = jjjdata("check", "--all", "--lang", "zh")
    told = [line for line in done.lines if "依据：" not in line and "规则" not in line]
    for line in told:
        words = line.partition("（")[2] if not line.startswith(" ") else line
        assert not any(code in words for code in UNTRANSLATED), line
    assert "pm25-drop（降幅）：与记录一致：数字相符" in done.lines
    assert "    应为：近60（容许55以上、低于60）" in done.lines


def test_one_claim_is_recomputed_alone_and_whole(jjjdata):
    done = jjjdata("check", "pm25-drop")
    heads = [line for line in done.lines if not line.startswith(" ")]
    assert [head.split()[0] for head in heads[:-1]] == ["pm25-drop"] * 3
    assert heads[-1].endswith("; 0 disagree with what is recorded")
    rows = json.loads(jjjdata("check", "pm25-drop", "--json").out)
    assert [row["kind"] for row in rows] == ["drop_pct", "verdict", "verdict_latest"]
    done = jjjdata("check", "pm25-dorp")
    assert done.status == 2
    assert "the nearest is 'pm25-drop'" in done.err


def test_what_looks_like_a_path_is_one(jjjdata, copy):
    assert jjjdata("check", "pm25-drop", "--package", copy).status == 0
    done = jjjdata("check", "./nosuch")
    assert done.status == 2
    assert "datapackage.json is missing" in done.err


def test_both_readings_are_counted_as_such(jjjdata, data):
    """206 verdicts were told of 103 claims."""
    claims = len(data["claims"])
    last = jjjdata("check").lines[-1]
    assert f"{2 * claims} verdicts (two readings of {claims} claims) recomputed" in last


@pytest.mark.parametrize(
    ("result", "qualifier", "expected", "tolerance", "told"),
    [
        (58.8172043, "nearly", 60, 5, 58.8),
        (57.8647686, "equal", 58, 0.5, 57.86),
        (-6.299999, "less_than", 0, 0, -6.3),
        (58.5000004, "equal", 58, 0.5, 58.5000004),  # rounded it would seem to be allowed
        (22180000.0, "more_than", 22000000, 1000000, 22180000.0),
    ],
)
def test_a_result_is_as_exact_as_need_be(result, qualifier, expected, tolerance, told):
    item = Recomputation(
        *("x", "x-k1", "growth_pct", "", "", None),
        result=result,
        bound=None,
        qualifier=qualifier,
        expected=expected,
        tolerance=tolerance,
        recorded="pass",
        recomputed="pass",
    )
    assert rounded(item) == told


@pytest.mark.parametrize("place", ["folder", "option", "descriptor"])
def test_what_differs_is_1_with_what_is_recorded(jjjdata, copy, monkeypatch, place):
    monkeypatch.setenv("COLUMNS", "200")
    put(copy, "checks", "port-containers-2023-k1", outcome="fail")
    put(copy, "claims", "pm25-region-2023", verdict="supported")
    where = {
        "folder": [copy],
        "option": ["--package", copy],
        "descriptor": [copy / "datapackage.json"],
    }
    done = jjjdata("check", *where[place])
    assert done.status == 1
    heads = [line for line in done.lines if "NOT AS RECORDED" in line]
    # The verdict hangs on the outcome of the check, and differs on both days.
    assert len(heads) == 4
    assert {
        "port-containers-2023 (level): NOT AS RECORDED: the figure adds up; "
        "recorded is: the figure does not add up",
        "pm25-region-2023 (on the day it was said): NOT AS RECORDED: not enough evidence; "
        "recorded is: supported",
    } < set(heads)
    assert done.lines[-1].endswith("4 disagree with what is recorded")


def test_a_missing_figure_is_told(jjjdata, copy):
    put(copy, "checks", "port-containers-2023-k1", period="1999")
    done = jjjdata("check", copy)
    assert done.status == 1
    assert "NOT AS RECORDED: nothing comes out, since a figure is missing;" in done.out
    assert "    from: missing" in done.lines


def test_json_has_every_row(jjjdata, data):
    rows = json.loads(jjjdata("check", "--json").out)
    assert len(rows) == len(data["checks"]) + 2 * len(data["claims"])
    assert all(row["agrees"] is True for row in rows)
    drop = next(row for row in rows if row["claim_id"] == "pm25-drop")
    assert (drop["kind"], drop["recomputed"], drop["expected"]) == ("drop_pct", "pass", 60.0)
