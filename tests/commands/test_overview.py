"""The command alone shows every table and every verdict."""

import json

import pytest

from jjjdata.catalog import tables
from jjjdata.database import select
from jjjdata.messages import say


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_table_and_every_verdict_is_there(jjjdata, package, lang):
    done = jjjdata("--lang", lang)
    assert done.status == 0
    for table in tables(lang=lang):
        assert any(
            line.split() == [table["name"], str(table["rows"]), *table["title"].split()]
            for line in done.lines
        ), table
    for code in select(package, "select * from codes where list = 'verdict'"):
        assert code[f"label_{lang}"] in done.out
    assert say("overview_next", lang) in done.lines


def test_no_claim_is_counted_twice(jjjdata, data):
    start = jjjdata().out.partition(say("overview_verdicts"))[2]
    counts = [int(line.split()[-1]) for line in start.splitlines() if line[-1:].isdigit()]
    assert sum(counts) == len(data["claims"])


def test_what_only_governments_vouch_for_is_counted_apart(jjjdata, package):
    query = """
        select count(*) as number from claims join verdicts on claim_id = claims.id
        where reading = 'verdict' and claims.verdict = 'supported' and backing = ?
    """
    lines = [line.rsplit(maxsplit=1) for line in jjjdata().lines if line]
    counts = {words[0].strip(): words[-1] for words in lines}
    for words, backing in (
        ("supported, on governments' own word", "government"),
        ("supported", "outside"),
    ):
        assert counts[words] == str(select(package, query, backing)[0]["number"])


def test_json_holds_the_same(jjjdata, package):
    done = jjjdata("--json")
    whole = json.loads(done.out)
    assert whole["version"] == package.descriptor["version"]
    assert whole["tables"] == list(tables())
    claims = select(package, "select count(*) as number from claims")[0]["number"]
    assert sum(row["claims"] for row in whole["verdicts"]) == claims
    assert {"verdict": "refuted", "backing": None, "claims": 0} in whole["verdicts"]


def test_another_copy_is_told_of(jjjdata, copy):
    file = copy / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace('"version": "', '"version": "77.'), "utf-8")
    assert "version 77." in jjjdata("--package", copy).out
