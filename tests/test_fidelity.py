"""Fidelity: which terms bear on a quotation, and which of their problems counts."""

import pytest

from jjjdata.fidelity import FROM_WORST, PENALTIES, bearing, fidelity, overlaps


@pytest.mark.parametrize(
    ("variant", "quote", "expected"),
    [
        ("Four teams", "Four teams in Beijing", True),
        ("four TEAMS", "Four teams in Beijing", True),
        ("the first batch of universities", "first batch", True),
        ("the capital’s functions", "the capital's functions", True),
        ("out of the city", "part of the plan", False),
        ("alleviate", "alleviation", False),
        ("a planning policy system", "the planning policy framework", True),
        ("", "Four teams", False),
        ("“”", "Four teams", False),
    ],
)
def test_a_term_overlaps_a_quotation(variant, quote, expected):
    assert overlaps(variant, quote) is expected


def claim(wording="四套班子", quote="Four teams"):
    return {"quote": quote, "source_term_zh": wording, "passage_id": "p"}


def term(problem, variant="Four teams", chinese="无", passage="p"):
    return {"variant_en": variant, "term_zh": chinese, "problem": problem, "passage_id": passage}


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], "faithful"),
        (["none"], "faithful"),
        (["agency_form"], "faithful"),
        (["none", "literal"], "imprecise"),
        (["literal", "mistranslation"], "mistranslated"),
        (["mistranslation", "garbled"], "garbled"),
    ],
)
def test_the_worst_problem_counts(problems, expected):
    assert fidelity(claim(), [term(problem) for problem in problems], "en") == expected


def test_without_the_chinese_wording_nothing_can_be_said():
    assert fidelity(claim(wording=None), [term("garbled")], "en") == "original_not_seen"


def test_a_term_bears_on_a_claim_by_its_passage_and_its_words():
    here, elsewhere = term("literal"), term("literal", passage="q")
    in_wording = term("literal", variant="Beisan County", chinese="四套")
    other_words = term("literal", variant="Five teams", passage="p")
    half = term("literal", variant="Four teams and more", passage="q")
    terms = [here, elsewhere, in_wording, other_words, half]
    assert bearing(claim(), terms) == [here, elsewhere, in_wording]


def test_every_problem_weighs_as_much_as_a_fidelity():
    assert set(PENALTIES.values()) < set(FROM_WORST)


def test_what_stands_in_chinese_was_not_translated():
    assert fidelity(claim(), [term("garbled")], "zh-Hans") == "not_translated"
