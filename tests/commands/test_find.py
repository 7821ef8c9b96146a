"""``find`` tells what holds the words, kind by kind: claims first, with what they rest on."""

import csv
import io
import json

import pytest

from cells import put
from jjjdata import find
from jjjdata.commands.found import MOST
from jjjdata.messages import messages, say
from jjjdata.search import KINDS, entries, forms


def part(done, kind, lang="en"):
    """The lines of a kind, without its heading."""
    start = say(f"found_head_{kind}", lang, count="#").partition("#")[0]
    heads = [number for number, line in enumerate(done.lines) if line.startswith(start)]
    if not heads:
        return []
    after = done.lines[heads[0] + 1 :]
    return after[: after.index("")] if "" in after else after


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
    done = jjjdata("find", ".", "--kind", "claims", "--all")
    lines = [line for line in done.lines if "  [" in line and not line.startswith(" ")]
    listed = {line.split("  [")[0]: line for line in lines}
    assert set(listed) == {row["id"] for row in data["claims"]}
    bare = [id for id, line in listed.items() if line.endswith("  [supported]")]
    assert 0 < len(bare) < 10


@pytest.mark.parametrize(("lang", "words"), [("en", "nothing holds"), ("zh", "没有内容含有")])
def test_nothing_found_is_1(jjjdata, lang, words):
    done = jjjdata("--lang", lang, "find", "no", "such", "words")
    assert done.status == 1
    assert words in done.out
    assert "'no such words'" in done.out


@pytest.mark.parametrize(("lang", "advice"), [("en", "try: "), ("zh", "请试：")])
def test_where_words_find_nothing_together_one_that_does_is_named(jjjdata, lang, advice):
    done = jjjdata("--lang", lang, "find", "hospitals", "whisked", "away")
    assert done.status == 1
    assert done.lines[-1] == f"{advice}jjjdata find hospitals"
    assert jjjdata("find", "hospitals").status == 0
    assert "jjjdata find" not in jjjdata("find", "xyzzy").out


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


def test_each_hit_says_where_the_words_stand(jjjdata):
    done = jjjdata("find", "smog", "--kind", "claims")
    assert "  [in the indicator's keywords]" in done.lines
    done = jjjdata("find", "天津港", "2200万", "--lang", "zh", "--kind", "claims")
    assert "  ［见陈述］" in done.lines


def test_words_that_stand_in_two_places_name_both(jjjdata):
    done = jjjdata("find", "Peking", "smog", "--kind", "claims")
    assert "[in the place's other names, the indicator's keywords]" in done.out


def test_every_column_that_is_looked_through_has_a_word(package):
    columns = {column for texts in forms(package).values() for column in texts}
    columns |= {column for entry in entries(package) for column in entry.texts}
    stems = {column.removesuffix("_zh").removesuffix("_en") for column in columns}
    assert {f"where_{stem.replace('.', '_')}" for stem in stems} <= set(messages())


def test_a_series_is_told_with_the_command_that_shows_it(jjjdata, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    done = jjjdata("find", "haze")
    line = part(done, "series")[0]
    command, name, where = line.strip().split("  ")
    assert (name, where) == (
        "Annual mean PM2.5 concentration: Beijing",
        "[in the indicator's keywords]",
    )
    assert jjjdata(*command.split()[1:]).lines[0] == name


def test_a_series_is_called_what_its_own_command_calls_it(jjjdata, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    for line in part(jjjdata("find", "PM2.5", "--all", "--lang", "zh"), "series", "zh"):
        command, name, _ = line.strip().split("  ")
        assert jjjdata(*command.split()[1:], "--lang", "zh").lines[0] == name


def test_a_term_is_told_in_both_languages(jjjdata):
    assert "  天津港 = Tianjin Port  [in the term]" in part(jjjdata("find", "天津港"), "terms")


def test_a_source_is_told_with_publisher_and_date(jjjdata, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    lines = part(jjjdata("find", "bjyouth-20240403"), "sources")
    assert len(lines) == 1
    assert lines[0].startswith("  bjyouth-20240403  Tianjin Mayor Zhang Gong: ")
    assert lines[0].endswith("(Beijing Youth Daily, April 3, 2024)  [in the ID]")


def test_a_place_is_told_with_its_series_and_claims(jjjdata, data, monkeypatch):
    monkeypatch.setenv("COLUMNS", "2000")
    head, *others = part(jjjdata("find", "Gǎng"), "places")
    assert head == "  tianjin-port  Tianjin Port  [in the place's pinyin]"
    of_place = {
        table: [row for row in data[table] if row["place_id"] == "tianjin-port"]
        for table in ("observations", "claims")
    }
    series = sorted({row["indicator_id"] for row in of_place["observations"]})
    claims = [row["id"] for row in of_place["claims"]]
    assert others == [f"    series: {', '.join(series)}", f"    claims: {', '.join(claims)}"]


def test_what_holds_the_words_in_its_title_comes_first(jjjdata):
    """A publisher of that name must not bury the reports on it."""
    told = jjjdata("find", "Beijing", "--kind", "sources", "--all").out
    assert told.rindex("[in the title]") < told.index("[in the publisher's name]")


def test_a_long_list_of_a_kind_is_cut_and_says_how_to_see_the_rest(jjjdata, monkeypatch):
    monkeypatch.setenv("COLUMNS", "500")
    every = part(jjjdata("find", "port", "--all"), "sources")
    lines = part(jjjdata("find", "port"), "sources")
    assert lines[:-1] == every[:MOST]
    assert lines[-1] == f"... and {len(every) - MOST} more; --all shows them"
    assert "more; --all" not in "".join(every)


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_alone_can_be_asked_for(jjjdata, kind):
    done = jjjdata("find", "天津港", "--kind", kind)
    assert done.status == 0
    assert [each for each in KINDS[1:] if part(done, each)] == [kind] * (kind != "claims")
    assert done.out.rstrip() in jjjdata("find", "天津港").out


def test_an_unknown_kind_is_misuse(jjjdata):
    done = jjjdata("find", "port", "--kind", "claim")
    assert done.status == 2
    assert "the nearest is 'claims'" in done.err


def test_1_only_if_nothing_at_all_is_found(jjjdata):
    """No claim speaks of 56885.net, but a source is of it."""
    assert jjjdata("find", "56885-20150316", "--kind", "claims").status == 1
    assert jjjdata("find", "56885-20150316").status == 0


def test_nothing_found_of_a_kind_says_of_which(jjjdata):
    done = jjjdata("find", "56885-20150316", "--kind", "claims", "--lang", "zh")
    assert "只在陈述中查找" in done.out


def test_rows_are_those_of_claims_unless_another_kind_is_named(jjjdata):
    assert json.loads(jjjdata("find", "port", "--json").out) == json.loads(
        jjjdata("find", "port", "--json", "--kind", "claims").out
    )
    done = jjjdata("find", "56885-20150316", "--json")
    assert (done.status, json.loads(done.out)) == (1, [])
    read = list(csv.DictReader(io.StringIO(jjjdata("find", "port", "--csv").out)))
    assert [row["id"] for row in read] == [row["id"] for row in find("port")]


@pytest.mark.parametrize("kind", ["terms", "sources", "places"])
def test_rows_of_another_kind_are_those_of_its_table_none_left_out(jjjdata, kind, data):
    rows = json.loads(jjjdata("find", "天津", "--json", "--kind", kind).out)
    assert list(rows[0]) == list(data[kind][0])
    shown = jjjdata("find", "天津", "--kind", kind, "--all").out
    assert rows
    assert all((row["id"] if kind != "terms" else row["term_zh"]) in shown for row in rows)


def test_rows_of_series_are_those_of_the_command_series(jjjdata):
    every = json.loads(jjjdata("series", "--json").out)
    rows = json.loads(jjjdata("find", "haze", "--kind", "series", "--json").out)
    assert rows
    assert all(row in every for row in rows)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("not enough evidence", "--verdict not_enough_evidence"),
        ("Supported", "--verdict supported"),
        ("得到证实", "--verdict supported"),
        ("self-reported", "--caveat self_reported"),
    ],
)
def test_what_claims_are_marked_with_leads_to_the_list_of_them(jjjdata, words, option):
    done = jjjdata("find", words)
    assert done.status == 1
    assert f"try: jjjdata list {option}" in done.out
