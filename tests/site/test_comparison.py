"""A claimed figure beside the others: every row for or against, and no difference that is none."""

from dataclasses import replace

import pytest

from jjjdata.checks import ONE_SIDED
from jjjdata.site.arithmetic import steps
from jjjdata.site.comparison import comparison
from jjjdata.site.telling import Teller
from jjjdata.site.words import say

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module", params=LANGUAGES)
def compared(material, request):
    """Claims with their comparison, by ID, in one language."""
    lang, found = request.param, {}
    for claim in material.claims:
        teller = Teller(material, lang, f"{lang}/claims/{claim.id}.html")
        table = comparison(claim, steps(claim, teller), teller)
        if table is not None:
            found[claim.id] = claim, table
    assert len(found) > 10
    return lang, found


def rows(compared, id):
    claim, table = compared[1][id]
    return {row.row_id.removeprefix(f"{claim.id}-"): row for row in table.rows}


def test_every_row_for_or_against_has_one(compared):
    for claim, table in compared[1].values():
        told = [row.row_id for row in table.rows if row.kind != "worked"]
        assert len(told) == len(set(told))
        assert {item.id for item in claim.evidence if item.counts} <= set(told), claim.id


def test_a_range_is_a_bar_and_judged_by_both_its_ends(compared, material):
    lang, by_id = compared
    found = rows(compared, "traffic-circle")
    within, point = found["e06"], found["e03"]
    assert within.end is not None
    assert within.x < within.end < point.x
    assert point.end is None
    assert [within.judged, point.judged] == [say(key, lang) for key in ("within", "not_within")]
    # The same claim of a narrower range: what it allows the bar goes beyond at one end.
    claim, _ = by_id["traffic-circle"]
    [ranged] = [item for item in claim.evidence if item.id.endswith("e06")]
    same_time = {"value_high": 1.2, "period": ranged["period"]}
    narrower = replace(claim, row={**claim.row, **same_time})
    table = comparison(narrower, (), Teller(material, lang, f"{lang}/claims/{claim.id}.html"))
    [bar] = [row for row in table.rows if row.end is not None]
    assert bar.judged != say("within", lang)
    above = say("above_end", lang, figure={"en": "+0.3 hours", "zh": "+0.3小时"}[lang])
    assert bar.difference == say("up_to", lang, words=above)


def test_a_difference_has_its_unit_and_says_of_which_end(compared):
    lang, _ = compared
    half = {"en": "+0.5 hours", "zh": "+0.5小时"}[lang]
    words = say("above_end", lang, figure=half)
    found = rows(compared, "traffic-circle")
    assert found["e03"].difference == words
    assert found["e06"].difference == ""


def test_nothing_is_off_that_names_only_a_bound(compared):
    """How far "more than 10,000 branches" of a source is from the claim nobody can say."""
    bounded = 0
    for claim, table in compared[1].values():
        qualifiers = {item.id: item["qualifier"] for item in claim.evidence}
        for row in table.rows:
            if qualifiers.get(row.row_id) in ONE_SIDED:
                assert not row.difference, (claim.id, row.row_id)
                assert not row.share
                bounded += 1
    assert bounded > 2


@pytest.mark.parametrize("bound", ONE_SIDED)
def test_a_bound_worked_out_is_drawn_open_on_its_side(compared, material, bound):
    """The page draws two open marks; all four words for a bound have one of them."""
    lang, by_id = compared
    claim, _ = by_id["subcenter-staff"]
    teller = Teller(material, lang, f"{lang}/claims/{claim.id}.html")
    worked = [replace(step, bound=bound) for step in steps(claim, teller)]
    [row] = [row for row in comparison(claim, worked, teller).rows if row.kind == "worked"]
    assert row.bound == {"at_least": "more_than", "at_most": "less_than"}.get(bound, bound)


def test_a_figure_beyond_a_claimed_bound_is_told_by_how_much(compared):
    row = rows(compared, "port-containers-2023")["e03"]
    assert "180" in row.difference or "18" in row.difference
    assert row.share == "+0.8%"


def test_what_does_not_compare_says_why_and_is_never_the_same(compared):
    lang, found = compared
    same = say("same", lang)
    seen = set()
    for claim, table in found.values():
        for row in table.rows:
            seen.add(row.judged)
            if row.kind == "context":
                assert row.difference != same, (claim.id, row.row_id)
                assert row.judged != say("within", lang)
    assert say("not_comparable", lang) in seen
    period = say("other_period", lang, period="2023" + "年" * (lang == "zh"))
    assert rows(compared, "tech-contracts")["e04"].judged == period


def test_the_first_row_is_the_claim_itself(site):
    for lang in LANGUAGES:
        for page in site.of("claims", lang).values():
            for row in page.find_class("c-claimed"):
                assert row.findall("td")[-1].text == say("claim_itself", lang)
