"""period-stated: periods agree with the dates in the texts or with that of the source."""

from collections import Counter

import pytest

from jjjdata.readings import FigureReader
from jjjdata.rules.texts.claim_periods import _count_ends, _unattested_ends
from jjjdata.rules.texts.evidence_periods import Evidence


def of(id):
    return lambda row: row["id"] == id


PORT = of("port-containers-2023")

CHANGES = [
    ("claims", PORT, "period", "2022"),
    ("claims", of("port-containers-growth"), "base_period", "2013"),
    (
        "claims",
        of("outline-date"),
        "statement_zh",
        "《京津冀协同发展规划纲要》于2015年7月印发。",
    ),
    (
        "claims",
        lambda row: row["base_period"] and row["source_term_zh"],
        "source_term_zh",
        "比2012年增长58%",
    ),
    ("evidence", of("port-containers-2023-e01"), "period", "2021"),
    ("evidence", of("outline-date-e01"), "printed", "2016年6月"),
    ("observations", lambda row: row["printed"] == "2020年的Ⅳ類", "printed", "2021年的Ⅳ類"),
]


@pytest.mark.parametrize(("table", "fits", "column", "value"), CHANGES)
def test_a_changed_cell_is_found(bench, table, fits, column, value):
    assert "period-stated" in bench.codes_after(table, fits, column, value)


def test_an_end_that_no_text_names_is_shared_with_another_claim(bench):
    row = bench.row("claims", lambda row: row["id"] == "decade-foundation")
    other = {"period": "2011/2012"}
    with bench.changed("claims", {row["id"]: other}):
        alone = {(f.row, f.value) for f in bench.faults() if f.code == "period-stated"}
    assert {(row["id"], "2011"), (row["id"], "2012")} <= alone
    with bench.changed("claims", {row["id"]: other, "decade-structure": other}):
        shared = {(f.row, f.value) for f in bench.faults() if f.code == "period-stated"}
    assert not {(row["id"], "2011"), (row["id"], "2012")} & shared


def test_the_end_of_a_base_is_shared_with_its_own_interval_alone():
    claim = {"period": "2023", "base_period": "2012/2013", "statement_zh": "2023年有所增长。"}
    counts = Counter({"2012": 2, "2013": 2, "2012/2013": 1})
    faults = list(_unattested_ends(claim, "", counts, FigureReader({})))
    assert faults == [("base_period", "2013", "2023")]
    counts["2012/2013"] = 2
    assert list(_unattested_ends(claim, "", counts, FigureReader({}))) == []


def test_a_claim_shares_nothing_with_itself():
    claim = {"period": "2014/2023", "base_period": "2014"}
    assert _count_ends([claim])["2014"] == 1
    assert _count_ends([claim, claim])["2014"] == 2


def evidence(period, finding=(), printed=(), issued="", claimed=()):
    return Evidence((period,), finding, printed, issued, claimed)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (evidence("2023"), False),
        (evidence("2023", finding=("2023",)), True),
        (evidence("2023", claimed=("2023",)), True),
        (evidence("2023", issued="2023-11-05"), True),
        # A finding that names whole years names its own.
        (evidence("2023", finding=("2022",), claimed=("2023",)), False),
        (evidence("2023", finding=("2022",), issued="2023-11-05"), False),
        (evidence("2023", finding=("2022", "2023-06")), True),
        # The date of issue that it repeats is none of its own.
        (evidence("2023", finding=("2022", "2023-11"), issued="2023-11-20"), False),
        (evidence("2023", finding=("2022", "2023-11"), issued="2024-01-20"), True),
        # A date without a year needs the year from another.
        (evidence("2023-02-27", finding=("--02-27",)), False),
        (evidence("2023-02-27", finding=("--02-27",), issued="2023-03-20"), True),
        # What was in the news in the week after.
        (evidence("2023-02-27", issued="2023-03-06"), True),
        (evidence("2023-02-27", issued="2023-03-07"), False),
        (evidence("2023-02-31", issued="2023-03-03"), False),
    ],
)
def test_an_end_is_borne_out_by_the_dates_at_hand(dates, expected):
    assert dates.bears_out(dates.period[0]) is expected
