"""``show`` prints cards: of one claim or several, as wide as the terminal, in either language."""

import json
import shlex

import pytest

from jjjdata import claim
from jjjdata.claims import ELSEWHERE
from jjjdata.database import select
from jjjdata.grids import CLOSING, width

PORT = "port-containers-2023"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_card_is_printed(jjjdata, lang):
    done = jjjdata("show", PORT, "--lang", lang)
    assert (done.status, done.out) == (0, claim(PORT).text(lang) + "\n")


def test_several_cards_are_printed_in_the_order_asked_for(jjjdata):
    done = jjjdata("show", "pm25-drop", PORT)
    first, second = done.out.split("-" * 96)
    assert first.strip() == claim("pm25-drop").text()
    assert second.strip() == claim(PORT).text()


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_card_is_as_wide_as_the_terminal(jjjdata, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = jjjdata("show", PORT, "--lang", "zh").lines
    for line in lines:
        assert width(line.rstrip(CLOSING)) <= columns or " " not in line.strip(), line
    assert max(width(line) for line in lines if "://" not in line) > columns * 0.9


def test_one_unknown_id_and_nothing_is_printed(jjjdata):
    done = jjjdata("show", PORT, "port-container")
    assert (done.status, done.out) == (2, "")
    assert "the nearest is 'port-containers-2023'" in done.err


@pytest.mark.parametrize("name", ["ports", "zzzzqqqq"])
def test_nothing_far_is_suggested(jjjdata, name):
    """For "ports" the nearest was tech-contracts."""
    done = jjjdata("show", name)
    assert done.status == 2
    assert "nearest" not in done.err
    assert "tech-contracts" not in done.err


def test_json_is_a_list_of_whole_claims(jjjdata):
    whole = json.loads(jjjdata("show", PORT, "pm25-drop", "--json").out)
    assert whole == [claim(PORT).to_dict(), claim("pm25-drop").to_dict()]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Tianjin Port", "try: jjjdata find 'Tianjin Port'"),
        ("天津港", "try: jjjdata find 天津港"),
        ("port-containers-202", "the nearest is 'port-containers-2023'"),
        ("bjyouth-20240403", "(source): try jjjdata cite bjyouth-20240403"),
        ("port-containers-2023-e03", "(evidence): try jjjdata show port-containers-2023"),
        ("pm25-mean", "(indicator): try jjjdata series pm25-mean"),
        ("beijing", "(place): try jjjdata find --kind places 'Beijing'"),
        ("become-the-norm", "(term): try jjjdata glossary become-the-norm"),
    ],
)
def test_a_name_of_something_else_leads_to_the_command_that_shows_it(jjjdata, name, said):
    """An error that leads nowhere sends the reader away."""
    done = jjjdata("show", name)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_what_the_commands_are_told_to_show_they_show(jjjdata, package):
    """An ID of every kind, and the command that the error names for it."""
    for table in ELSEWHERE:
        query = f"select id from {table} where id not in (select id from claims) limit 1"
        id = select(package, query)[0]["id"]
        command = jjjdata("show", id).err.partition("try jjjdata ")[2]
        assert command, (table, id)
        assert jjjdata(*shlex.split(command)).status == 0, command


def test_what_is_found_nowhere_is_not_sent_to_find(jjjdata):
    assert "find" not in jjjdata("show", "zzzzqq").err
