"""Search finds claims by the words of either language that the tables hold for them."""

import datetime

import pytest

from cells import put
from conftest import ROOT
from jjjdata import find
from jjjdata.package import Package
from jjjdata.search import FORMS, KINDS, entries, forms, hits


def ids(text, package=None):
    return [row["id"] for row in find(text, package)]


def test_words_are_found_where_words_begin():
    """A search for port brought reports and supporting policies."""
    assert {"port-containers-2023", "port-containers-growth"} <= set(ids("port"))
    assert not {"dateline-agency", "supporting-policies"} & set(ids("port"))


def test_capitals_do_not_matter():
    assert ids("PORT") == ids("port") != []


def test_chinese_is_found_inside_words():
    assert ids("津港") == ids("天津港") != []


def test_figures_and_signs_are_taken_as_they_are():
    assert ids("58%") == ["port-containers-growth"]
    assert ids(".*") == []
    assert len(ids(".")) > 100


def test_all_words_must_occur():
    both = set(ids("天津港 2200万"))
    assert both == set(ids("天津港")) & set(ids("2200万")) != set(ids("天津港"))


def test_the_id_is_searched_too():
    assert ids("port-containers-growth") == ["port-containers-growth"]


def test_nothing_is_found_for_no_words():
    assert ids("") == ids("  ") == ids("no such words at all") == []


def test_rows_are_whole_typed_and_in_the_order_of_the_table(data):
    rows = find("port")
    order = [row["id"] for row in data["claims"]]
    assert [row["id"] for row in rows] == sorted(ids("port"), key=order.index)
    assert rows == [row for row in data["claims"] if row["id"] in ids("port")]
    assert isinstance(rows[0]["reviewed_on"], datetime.date)


def test_another_copy_is_searched(copy):
    put(copy, "claims", "port-containers-2023", statement_en="A sentence with a zyzzyva in it.")
    assert ids("zyzzyva", copy) == ["port-containers-2023"]
    assert ids("zyzzyva") == []


@pytest.mark.parametrize("text", ["雾霾", "霧霾", "smog", "SMOG", "ｓｍｏｇ", "air quality"])
def test_a_claim_is_found_by_the_keywords_of_what_it_measures(text):
    """No claim says smog, but whoever looks for it looks for PM2.5."""
    assert {"pm25-drop", "pm25-region-2023", "pm25-beijing-2023"} <= set(ids(text))


@pytest.mark.parametrize("column", ["keywords_zh", "keywords_en"])
def test_without_the_keyword_it_is_not(copy, column):
    for indicator in ("pm25-mean", "pm25-live", "pm25-mean-2-26", "pm25-us-embassy"):
        put(copy, "indicators", indicator, **{column: None})
    assert not ids({"keywords_zh": "雾霾", "keywords_en": "smog"}[column], copy)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("天津港集裝箱", "天津港集装箱"),
        ("Xiong’an", "Xiong'an"),
        ("xiongan", "Xiong'an"),
        ("Xióng'ān", "Xiong'an"),
        ("ＰＭ２．５", "PM2.5"),
        ("《京津冀協同發展規劃綱要》", "京津冀协同发展规划纲要"),
    ],
)
def test_how_a_word_is_typed_makes_no_difference(typed, written):
    assert ids(typed) == ids(written) != []


def test_a_claim_is_found_by_place_and_speaker():
    assert "pm25-beijing-2023" in ids("Peking PM2.5")
    assert len(ids("郭兰峰")) > 90


def test_a_chinese_word_that_no_claim_holds_is_looked_for_in_pieces():
    assert ids("北京雾霾") == ids("北京 雾霾") != []
    assert ids("北京霾") == []  # a piece has two characters at least
    assert ids("北京zyzzyva") == []


def test_a_latin_word_is_never_taken_to_pieces():
    assert ids("smogPM2.5") == []
    # Nor is it found in the middle of another: "dust" brought "industry" where nothing was dusty.
    assert ids("eleration") == ids("北京eleration") == []


def test_a_latin_piece_begins_a_word():
    assert ids("天津port") == ids("天津 port") != []


def test_each_kind_is_looked_for_in_pieces_where_none_of_it_holds_the_word(package):
    kinds = {hit.entry.kind: set(hit.columns) for hit in hits("北京雾霾", package)}
    assert set(kinds) >= {"claims", "series"}
    assert all("indicators.keywords_zh" in columns for columns in kinds.values())


def test_a_hit_names_the_columns_that_hold_the_words(package):
    (hit,) = hits("58%", package, ["claims"])
    assert hit.columns == ("claims.statement_zh",)
    columns = {column for hit in hits("smog", package, ["claims"]) for column in hit.columns}
    assert columns == {"indicators.keywords_en"}


def test_hits_come_kind_by_kind_and_only_of_the_kinds_asked_for(package):
    kinds = [hit.entry.kind for hit in hits("天津", package)]
    assert list(dict.fromkeys(kinds)) == list(KINDS)
    assert kinds == sorted(kinds, key=KINDS.index)
    assert {hit.entry.kind for hit in hits("天津", package, ["places"])} == {"places"}
    assert hits(" ", package) == []


def test_everything_that_a_reader_can_find_is_listed(data):
    package = Package(ROOT)
    kinds = [(entry.kind, entry.key) for entry in entries(package)]
    assert len(set(kinds)) == len(kinds)
    pairs = {(row["indicator_id"], row["place_id"]) for row in data["observations"]}
    assert {key for kind, key in kinds if kind == "series"} == pairs
    for table in ("claims", "terms", "sources", "places"):
        assert {key[0] for kind, key in kinds if kind == table} == {
            row["id"] for row in data[table]
        }
    known = forms(package)
    assert set(known) == {(table, row["id"]) for table in FORMS for row in data[table]}
    assert all(name in known for entry in entries(package) for name in entry.names)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_keyword_is_a_word_that_name_and_definition_lack(data, lang):
    for row in data["indicators"]:
        said = (row[f"name_{lang}"] + row[f"definition_{lang}"]).casefold()
        words = (row[f"keywords_{lang}"] or "").casefold().split("; ")
        assert [word for word in words if word and word in said] == [], row["id"]
        assert len(set(words)) == len(words), row["id"]
