"""``list`` gives the claims of a kind, for people and for programs."""

import csv
import io
import json

import pytest

from jjjdata.selection import Wanted, selected


def test_claims_are_listed_with_verdict_statement_and_count(jjjdata):
    done = jjjdata("list", "--verdict", "conflicting")
    assert done.status == 0
    assert "traffic-circle  [conflicting evidence]" in done.lines
    assert done.lines[-1] == f"claims: {done.out.count('  [')}"


def test_chinese_is_answered_in_chinese(jjjdata):
    done = jjjdata("list", "--contradicted", "--lang", "zh")
    assert "traffic-circle  [证据冲突]" in done.lines
    assert done.lines[-1] == f"共{done.out.count('  [')}条陈述"


def test_json_and_csv_are_the_rows(jjjdata, package):
    rows = selected(package, Wanted(government_only=True, with_figure=True))
    words = ["list", "--government-only", "--with-figure"]
    assert json.loads(jjjdata(*words, "--json").out) == rows
    read = list(csv.DictReader(io.StringIO(jjjdata(*words, "--csv").out)))
    assert [row["id"] for row in read] == [row["id"] for row in rows]
    assert list(read[0]) == list(rows[0])


def test_what_hangs_on_one_origin_is_told_with_the_verdict_without_it(jjjdata, package):
    """Help had called the caveat single_origin by the same name, which is another question."""
    done = jjjdata("list", "--hangs-on-one")
    lines = " ".join(done.out.split()).split("Without ")[1:]
    rows = selected(package, Wanted(hangs_on_one=True))
    origins = [id for row in rows for id in row["decisive_origins"].split("; ")]
    assert len(lines) == len(origins) != 0
    for line, origin in zip(lines, origins, strict=True):
        assert f"[{origin}] it would be: " in line
    assert "结论会是：证据不足" in jjjdata("list", "--hangs-on-one", "--lang", "zh").out
    assert "--hangs-on-one" in jjjdata("list", "--help").out.split("--single-origin")[2]


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_nothing_found_is_1(jjjdata, form):
    done = jjjdata("list", "--verdict", "refuted", *form)
    assert done.status == 1
    said = done.out.strip()
    assert said in ("claims: 0", "[]") or said.startswith("id,")


def test_an_unknown_code_is_misuse(jjjdata):
    done = jjjdata("list", "--verdict", "suported")
    assert done.status == 2
    assert "the nearest is 'supported'" in done.err
