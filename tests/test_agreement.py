"""What two readers judged alike is counted as it is: shares, kappa, verdicts that would change."""

import pytest

from agreement import against_record, by_code, changed_verdicts, record, seen_by_all, voted
from jjjdata import agreements
from jjjdata.database import select


def test_kappa_is_what_is_more_than_chance():
    """20 yes and 15 no alike, 5 and 10 apart: 0.7 alike, 0.5 by chance, by hand."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreements.agreement(pairs)
    assert (found.rows, found.alike) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.low < 0.4 < found.high


def test_one_judgment_throughout_is_full_agreement():
    assert agreements.agreement([("x", "x")] * 3).kappa == 1


def test_judgments_are_counted_by_reader():
    first, second = by_code([("x", "x"), ("x", "y"), ("x", "x")])
    assert (first.code, first.first, first.second, first.both) == ("x", 3, 2, 2)
    assert (second.code, second.first, second.second, second.both) == ("y", 0, 1, 0)


def test_both_readers_judged_the_same_rows(package):
    query = "select subject, subject_id from votes where reader = ? order by 1, 2"
    assert select(package, query, "a") == select(package, query, "b")
    assert len(voted(package, "evidence")) > 400
    assert len(voted(package, "claims")) > 100


def test_a_judgment_is_one_of_its_subject(package):
    lists = {"evidence": "stance", "claims": "checkability"}
    for subject, codes in lists.items():
        known = {
            row["code"] for row in select(package, "select code from codes where list = ?", codes)
        }
        query = "select distinct judgment from votes where subject = ?"
        assert {row["judgment"] for row in select(package, query, subject)} <= known


def test_what_the_readers_would_change_is_told(package):
    claims = {row["id"] for row in select(package, "select id from claims")}
    for reader in agreements.READERS:
        changed = changed_verdicts(package, reader)
        assert set(changed.claims) < claims
        assert changed.gained + changed.lost <= len(changed.claims) <= changed.of
        assert changed.neither == len(changed.claims) - changed.gained - changed.lost
    differing, cautious = against_record(package)
    assert 0 < cautious <= differing


def test_the_record_is_counted_over_what_was_judged(package):
    judged = len(voted(package, "evidence")) + len(voted(package, "claims"))
    assert record(package).total() == judged
    for stance in ("supports", "contradicts"):
        both = sum(one == other == stance for one, other in voted(package, "evidence"))
        assert seen_by_all(package, stance) <= min(both, record(package)[stance])
