"""The index of the search is one classic script: everything that can be found, with its address."""

import json

import pytest

from conftest import ROOT
from jjjdata.package import Package
from jjjdata.search import entries
from jjjdata.site.building import site_files
from jjjdata.site.search import KINDS as WORDS
from jjjdata.site.search import PAGES, SHOWN, TABLED, index_script

KINDS = list(WORDS)
START, END = "window.jjjdataIndex={\n", "\n};\n"


@pytest.fixture(scope="module")
def script():
    return index_script(Package(ROOT))


@pytest.fixture(scope="module")
def index(script):
    return json.loads("{" + script.removeprefix(START).removesuffix(END) + "}")


@pytest.fixture(scope="module")
def paths():
    return {path for path, _ in site_files(Package(ROOT))}


def test_it_is_one_statement_that_no_page_could_break_off(script):
    assert script.startswith(START)
    assert script.endswith(END)
    assert not set(script) & {"<", "\u2028", "\u2029"}


def test_it_holds_everything_that_can_be_found(index):
    package = Package(ROOT)
    kinds = [KINDS[entry[0]] for entry in index["entries"]]
    in_tables = len(kinds) - len(PAGES)
    assert kinds == [*(entry.kind for entry in entries(package, TABLED)), *["pages"] * len(PAGES)]
    texts = [[text for _, text in entry[2]] for entry in index["entries"]]
    expected = [list(entry.texts.values()) for entry in entries(package, TABLED)]
    for kind, held, texts_of_entry in zip(
        kinds[:in_tables], texts[:in_tables], expected, strict=True
    ):
        # A series has no texts of its own but its title and its years.
        assert len(held) == 4 if kind == "series" else held == texts_of_entry


def test_every_title_is_in_both_languages_first_chinese(index):
    endings = [name[-3:] for name in index["columns"]]
    for entry in index["entries"]:
        assert [endings[column] for column, _ in entry[2][:2]] == ["_zh", "_en"], entry


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_address_is_that_of_a_page(index, paths, lang):
    for entry in index["entries"]:
        if entry[1]:
            assert f"{lang}/{entry[1].partition('#')[0]}" in paths
    assert all(entry[1] for entry in index["entries"] if KINDS[entry[0]] != "sources")


def test_nearly_every_source_leads_to_a_page_on_which_it_stands(index, data):
    sources = [entry for entry in index["entries"] if KINDS[entry[0]] == "sources"]
    assert sum(not entry[4] for entry in sources) < len(sources) / 50
    claim_of = {row["id"]: row["claim_id"] for row in data["evidence"]}
    for entry in sources:
        assert len(entry[5]) == min(entry[4], SHOWN)
        for use, part in entry[5]:
            page = index["entries"][use]
            assert KINDS[page[0]] != "sources"
            if part in claim_of:
                assert page[1] == f"claims/{claim_of[part]}.html"
    linked = {part for entry in sources for _, part in entry[5]}
    assert len(linked & set(claim_of)) > 300


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_column_and_kind_has_a_name(index, lang):
    assert len(index["labels"][lang]) == len(index["columns"])
    assert all(index["labels"][lang])
    assert len(index["kinds"][lang]) == len(index["order"]) == len(KINDS)
    assert all(index["said"][lang].values())
    assert set(index["said"]["zh"]) == set(index["said"]["en"])


def test_made_twice_it_is_the_same(script):
    assert index_script(Package(ROOT)) == script
