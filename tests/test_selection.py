"""Claims are selected by what is known of them; each condition is that of the tables."""

import pytest

from jjjdata.database import select
from jjjdata.errors import UnknownNameError
from jjjdata.selection import PLAIN, Wanted, codes_of, selected


def ids(package, **conditions):
    return [row["id"] for row in selected(package, Wanted(**conditions))]


def test_without_a_condition_every_claim_is_selected_in_its_order(package, data):
    assert ids(package) == [row["id"] for row in data["claims"]]


@pytest.mark.parametrize(
    ("name", "column"), [("verdict", "verdict"), ("topic", "topic"), ("kind", "claim_type")]
)
def test_a_code_selects_the_claims_that_have_it(package, data, name, column):
    found = []
    for code in codes_of(package, column):
        having = [row["id"] for row in data["claims"] if row[column] == code]
        assert ids(package, **{name: code}) == having
        found += having
    assert sorted(found) == sorted(row["id"] for row in data["claims"])


def test_a_caveat_selects_the_claims_that_bear_it(package, data):
    bearing = {row["claim_id"] for row in data["claim_caveats"] if row["caveat"] == "self_reported"}
    assert set(ids(package, caveat="self_reported")) == bearing != set()


def test_origins_and_backing_are_those_of_the_verdict(package):
    rows = {row["id"]: row for row in selected(package, Wanted())}
    contradicted = {id for id, row in rows.items() if row["contradicting_origins"]}
    assert set(ids(package, contradicted=True)) == contradicted != set()
    single = {
        id
        for id, row in rows.items()
        if row["supporting_origins"] + row["contradicting_origins"] == 1
    }
    assert set(ids(package, single_origin=True)) == single != set()
    government = {id for id, row in rows.items() if row["backing"] == "government"}
    assert set(ids(package, government_only=True)) == government != set()


def test_what_hangs_on_one_origin_is_what_the_view_says(package):
    """Origins may be two and the verdict still hang on one of them."""
    told = {
        (row["claim_id"], row["origin_id"], row["verdict_without"])
        for row in select(package, "select * from sensitivity where reading = 'verdict'")
    }
    found = selected(package, Wanted(hangs_on_one=True))
    assert told == {
        (row["id"], *pair)
        for row in found
        for pair in zip(
            row["decisive_origins"].split("; "), row["verdicts_without"].split("; "), strict=True
        )
    }
    assert {row["id"] for row in found} != set(ids(package, single_origin=True))
    others = [row for row in selected(package, Wanted()) if row not in found]
    assert all(row["decisive_origins"] is None for row in others)


def test_a_figure_is_measured_and_can_be_checked(package, data):
    figures = set(ids(package, with_figure=True))
    for claim in data["claims"]:
        is_figure = (
            claim["value"] is not None
            and claim["checkability"] == "checkable"
            and claim["claim_type"] in ("quantity", "change")
        )
        assert (claim["id"] in figures) == is_figure, claim["id"]


@pytest.mark.parametrize("name", PLAIN)
def test_conditions_add_up(package, name):
    both = set(ids(package, topic="key-fields", **{name: True}))
    assert both == set(ids(package, topic="key-fields")) & set(ids(package, **{name: True}))


@pytest.mark.parametrize("name", ["verdict", "topic", "kind", "caveat"])
def test_an_unknown_code_is_told_with_its_kind_and_what_there_is(package, name):
    with pytest.raises(UnknownNameError) as error:
        selected(package, Wanted(**{name: "nosuch"}))
    assert f"no {name} 'nosuch'" in str(error.value)
    assert "nosuch" in error.value.text("zh")
