"""``show`` prints cards: of one claim or several, as wide as the terminal, in either language."""

import json

import pytest

from jjjdata import claim
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
