"""``find`` lists claims with their verdicts and says where governments alone vouch for them."""

import json

import pytest

from cells import put
from jjjdata import find


def test_claims_are_listed_with_verdict_and_statement(jjjdata):
    done = jjjdata("find", "58%")
    assert done.status == 0
    assert done.lines[0] == "port-containers-growth  [supported, on governments' own word]"
    assert done.lines[1].startswith("  The container throughput of Tianjin Port was 58% higher")


def test_words_are_joined_and_chinese_is_answered_in_chinese(jjjdata):
    done = jjjdata("find", "天津港", "2200万", "--lang", "zh")
    assert done.lines[0] == "port-containers-2023  [得到证实（仅官方说法）]"
    assert done.lines[1] == "  2023年天津港集装箱吞吐量突破2200万标准箱。"


def test_a_bare_supported_is_kept_for_outside_sources(jjjdata, data):
    listed = {line.split("  [")[0]: line for line in jjjdata("find", ".").lines if "  [" in line}
    assert set(listed) == {row["id"] for row in data["claims"]}
    bare = [id for id, line in listed.items() if line.endswith("  [supported]")]
    assert 0 < len(bare) < 10


@pytest.mark.parametrize(("lang", "words"), [("en", "no claim holds"), ("zh", "没有陈述包含")])
def test_nothing_found_is_1(jjjdata, lang, words):
    done = jjjdata("--lang", lang, "find", "no", "such", "words")
    assert done.status == 1
    assert words in done.out
    assert "'no such words'" in done.out


def test_json_is_the_rows(jjjdata):
    done = jjjdata("find", "port", "--json")
    rows = [{**row, "reviewed_on": row["reviewed_on"].isoformat()} for row in find("port")]
    assert json.loads(done.out) == rows
    done = jjjdata("find", "no such words", "--json")
    assert (done.status, json.loads(done.out)) == (1, [])


def test_hostile_words_reach_no_terminal(jjjdata, copy):
    """What the strict reader lets through, but a terminal would obey or hide."""
    put(
        copy,
        "claims",
        "port-containers-2023",
        statement_en="Tianjin \x9b31m \u202etxet\u2069 port.",
    )
    done = jjjdata("find", "Tianjin", "txet", "--package", copy)
    assert "Tianjin \\x9b31m \\u202etxet\\u2069 port." in done.out
    done = jjjdata("find", "txet\x1b[31m")
    assert "\x1b" not in done.out
    whole = jjjdata("find", "txet", "--json", "--package", copy).out
    assert not {"\x9b", "\u202e"} & set(whole)
    assert json.loads(whole)[0]["statement_en"] == "Tianjin \x9b31m \u202etxet\u2069 port."
