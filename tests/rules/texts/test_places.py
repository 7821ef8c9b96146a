"""place-stated: the place of a claim is one that its texts name, or holds it or lies in it."""

import pytest

from jjjdata.rules.texts.gazetteer import gazetteer
from jjjdata.rules.texts.places import PlaceNames


@pytest.mark.parametrize(
    ("id", "place"),
    [
        ("port-containers-2023", "zhangjiakou"),
        ("outline-date", "tangshan"),
        ("conference-date", "jjj"),
        ("key-areas-results", "china"),
        ("key-areas-results", "beijing"),
        ("traffic-circle", "hebei"),
    ],
)
def test_another_place_is_found(bench, id, place):
    codes = bench.codes_after("claims", lambda row: row["id"] == id, "place_id", place)
    assert ("place-stated" in codes) is ((id, place) != ("conference-date", "jjj"))


def test_a_text_without_place_speaks_of_the_wide_place_of_its_document(bench):
    row = bench.row("claims", lambda row: row["id"] == "key-areas-results")
    assert row["place_id"] == "jjj"
    bare = {"statement_zh": "重点工作取得成效。", "statement_en": "Key work has had results."}
    told = {
        claim["id"]: {"place_id": "beijing"}
        for claim in bench.rows("claims")
        if claim["place_id"] == "jjj" and claim["id"] != row["id"]
    }
    for others, is_at_fault in (({}, False), (told, True)):
        with bench.changed("claims", {row["id"]: bare, **others}):
            at_fault = {fault.row for fault in bench.faults() if fault.code == "place-stated"}
        assert (row["id"] in at_fault) == is_at_fault


@pytest.mark.parametrize(
    ("chinese", "english", "places"),
    [
        ("通州区与北三县", "", {"tongzhou-north-three"}),
        ("通州", "Tongzhou", {"tongzhou"}),
        ("京津冀", "the Beijing-Tianjin-Hebei region", {"jjj"}),
        ("", "Beijing, Tianjin and Hebei", set()),
        ("", "Tianjin and Hebei", {"tianjin-hebei"}),
        ("", "Tianjin Port, the port of the city", set()),  # told too often in passing
        ("天津港", "", {"tianjin-port"}),
        ("", "the sub-center", {"subcenter"}),
        ("", "the Chinese capital", set()),
        ("", "XIONG'AN", {"xiongan"}),
    ],
)
def test_the_longest_name_counts(bench, chinese, english, places):
    claim = {"statement_zh": chinese, "source_term_zh": None, "statement_en": english, "quote": ""}
    assert PlaceNames.of(gazetteer(bench.tables())).named_in(claim) == places


def test_which_places_are_wide_follows_from_the_table(bench):
    places = gazetteer(bench.tables())
    assert {id for id, place in places.items() if place.is_wide} == {"china", "jjj", "area-2-26"}


def test_a_claim_of_another_document_attests_nothing(bench):
    """A further document must not make the rule weaker for the first."""
    row = bench.row("claims", lambda row: row["id"] == "traffic-circle")
    other = bench.row("passages", lambda passage: passage["source_id"] != "")
    elsewhere = {other["id"]: {"source_id": "another-document"}}
    attesting = {
        "statement_zh": "河北重点领域取得成效。",
        "statement_en": "Hebei's key fields have had results.",
        "topic": row["topic"],
        "place_id": "hebei",
    }
    claim = bench.row("claims", lambda claim: claim["passage_id"] == other["id"])
    moved = {claim["id"]: attesting, row["id"]: {"place_id": "hebei"}}
    for passages, is_at_fault in (({}, False), (elsewhere, True)):
        with bench.changed("claims", moved), bench.changed("passages", passages):
            at_fault = {fault.row for fault in bench.faults() if fault.code == "place-stated"}
        assert (row["id"] in at_fault) is is_at_fault
