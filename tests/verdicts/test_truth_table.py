"""The verdict rule: each case of the truth table comes out as it says, with one origin less too."""

import pytest
from truth import cases, database, outcomes

CASES = cases()
RESULTS = ("verdict", "rule", "reason", "backing", "verdict_latest")


@pytest.fixture(scope="module")
def connection():
    return database()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_case_comes_out_as_the_table_says(connection, case):
    assert outcomes(connection)[case["case"]] == {name: case[name] for name in RESULTS}


def test_the_table_covers_every_rule_and_reason():
    assert {case["rule"] for case in CASES} == {"1", "2", "3", "4", "5"}
    reasons = "opinion commitment both against official two alone mirrors none failing"
    assert {case["reason"] for case in CASES} == {
        *reasons.split(),
        "mirrors_against",
        "alone_against",
    }


def test_no_case_stands_twice():
    assert len({case["case"] for case in CASES}) == len(CASES)


# What would change if one origin fell away: the case, and the verdicts without one of its origins.
SENSITIVE = [
    ("for: one official primary origin", {"not_enough_evidence"}),
    ("for: two origins of media", {"not_enough_evidence"}),
    ("one for and one against", {"supported", "refuted"}),
    ("against: two origins of media", {"not_enough_evidence"}),
    ("outside: one origin that the state does not control", {"not_enough_evidence"}),
    ("one origin says both and another supports", {"not_enough_evidence"}),
    ("nothing was found", set()),
    ("an opinion can't be checked", set()),
]


@pytest.mark.parametrize(("case", "verdicts"), SENSITIVE)
def test_one_origin_less(connection, case, verdicts):
    query = "select * from sensitivity where claim_id = ? and reading = 'verdict'"
    rows = connection.execute(query, [case]).fetchall()
    assert {row["verdict_without"] for row in rows} == verdicts
    stands = next(each["verdict"] for each in CASES if each["case"] == case)
    assert {row["verdict"] for row in rows} <= {stands}


def test_the_origins_of_either_side_are_named(connection):
    columns = "supporting, contradicting, supporting_origins, contradicting_origins"
    query = f"select {columns} from verdicts where claim_id = ?"
    case = "for: two origins of media"
    row = connection.execute(query, [case]).fetchone()
    assert tuple(row) == (2, 0, f"{case}, origin 1; {case}, origin 2", None)
    case = "one for and one against"
    row = connection.execute(query, [case]).fetchone()
    assert tuple(row) == (1, 1, f"{case}, origin 1", f"{case}, origin 2")


def test_documents_that_name_each_other_in_a_circle_have_no_origin(connection):
    with connection:
        connection.execute("savepoint circle")
        connection.execute("insert into sources values ('a', 'b', 'state', 'original', 'media')")
        connection.execute("insert into sources values ('b', 'a', 'state', 'original', 'media')")
        rows = connection.execute(
            "select via_id, is_origin from origins where source_id = 'a' order by via_id"
        )
        assert [tuple(row) for row in rows] == [("a", 0), ("b", 0)]
        connection.execute("rollback to circle")
