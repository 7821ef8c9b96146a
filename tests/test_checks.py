"""Checks: what a qualifier admits, how each kind of figure is computed, and what a table shows."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest

from jjjdata.checks import Recomputation, check, holds, outcome, recompute, rejudge
from jjjdata.database import shared

# The qualifier, expected, tolerance; the results that hold; those that don't.
QUALIFIERS = [
    ("equal", 60, 0, [60], [59.9, 60.1]),
    ("equal", 58, 0.5, [57.5, 58, 58.5], [57.4, 58.6]),
    ("about", 60, 5, [55, 60, 65], [54.9, 65.1]),
    ("nearly", 60, 5, [55, 59.9], [54.9, 60, 60.1]),
    ("more_than", 280, 10, [280.1, 289.9], [280, 279, 290, 290.1]),
    ("more_than", 280, 0, [280.1, 9999], [280, 279]),
    ("at_least", 280, 10, [280, 289.9], [279.9, 290]),
    ("at_least", 280, 0, [280, 9999], [279.9]),
    ("less_than", 280, 10, [270.1, 279.9], [269.9, 270, 280, 281]),
    ("less_than", 280, 0, [-9999, 279.9], [280, 281]),
    ("less_than", 0, 0, [-6.3], [0, 1]),
    ("at_most", 280, 10, [270.1, 280], [270, 280.1]),
    ("at_most", 280, 0, [-9999, 280], [280.1]),
    ("range", 280, 10, [], [280]),
]


@pytest.mark.parametrize(("qualifier", "expected", "tolerance", "held", "not_held"), QUALIFIERS)
def test_what_a_qualifier_admits(qualifier, expected, tolerance, held, not_held):
    assert [result for result in held if not holds(result, qualifier, expected, tolerance)] == []
    assert [result for result in not_held if holds(result, qualifier, expected, tolerance)] == []


@pytest.mark.parametrize("qualifier", ["equal", "about", "at_least", "at_most"])
def test_the_last_bits_of_a_figure_make_no_difference(qualifier):
    assert holds(0.1 + 0.2, qualifier, 0.3, 0)
    assert holds(2.866e11 + 1e-4, qualifier, 2.866e11, 0)


@pytest.mark.parametrize("qualifier", ["more_than", "less_than", "nearly"])
def test_what_is_the_same_but_for_the_last_bits_is_not_more(qualifier):
    assert not holds(0.1 + 0.2, qualifier, 0.3, 0.1)
    assert not holds(0.3 - 1e-17, qualifier, 0.3, 0.1)


# What is beyond a bound, and what the words allow: pass, fail or undecided.
BEYOND = [
    (22, "more_than", ("nearly", 30, 3), "undecided"),
    (30, "more_than", ("nearly", 30, 3), "fail"),
    (22, "more_than", ("more_than", 20, 0), "pass"),
    (20, "more_than", ("more_than", 20, 0), "pass"),
    (19, "more_than", ("more_than", 20, 0), "undecided"),
    (22, "more_than", ("more_than", 20, 10), "undecided"),
    (30, "more_than", ("more_than", 20, 10), "fail"),
    (22, "more_than", ("less_than", 20, 0), "fail"),
    (19, "more_than", ("less_than", 20, 0), "undecided"),
    (22, "less_than", ("less_than", 23, 0), "pass"),
    (24, "less_than", ("less_than", 23, 0), "undecided"),
    (22, "less_than", ("equal", 23, 0.5), "fail"),
    (24, "less_than", ("equal", 23, 0.5), "undecided"),
    (22, "less_than", ("more_than", 22, 0), "fail"),
    (23, "less_than", ("more_than", 22, 0), "undecided"),
    # "At least" and "at most" have the bound itself among the figures beyond it.
    (30, "at_least", ("more_than", 30, 0), "undecided"),
    (30, "at_least", ("at_least", 30, 0), "pass"),
    (30, "at_least", ("at_most", 30, 0), "undecided"),
    (30, "more_than", ("at_most", 30, 0), "fail"),
    (31, "at_least", ("equal", 30, 1), "undecided"),
    (31, "more_than", ("equal", 30, 1), "fail"),
    (30, "at_most", ("less_than", 30, 0), "undecided"),
    (29, "at_most", ("less_than", 30, 0), "pass"),
]


@pytest.mark.parametrize(("result", "bound", "words", "expected"), BEYOND)
def test_a_bound_decides_only_what_every_figure_beyond_it_decides(result, bound, words, expected):
    assert outcome(result, bound, *words) == expected


OBSERVATIONS = """
    gdp     beijing  2020        preferred  10
    gdp     beijing  2021        preferred  12
    gdp     beijing  2022        preferred  15
    gdp     beijing  2022        normal     99
    gdp     tianjin  2020        preferred  5
    gdp     tianjin  2022        preferred  15
    gdp     hebei    2022        preferred  20
    gdp     hebei    2020        preferred  0
    moves   beijing  2019        preferred  35
    moves   beijing  2024        preferred  30
    moves   beijing  2024-02     preferred  5
    moves   beijing  2025        preferred  1
    moves   beijing  2021        normal     7
    staff   beijing  2019        preferred  12
    staff   beijing  2024        preferred  >10
    staff   tianjin  2019        preferred  >12
    staff   tianjin  2024        preferred  <10
"""
BOUNDS = {">": "more_than", "<": "less_than"}
# Kind, indicator, place, period, base place, base period; formula, inputs, result.
KINDS = """
    level         gdp    beijing  2022       -        -     | 15 | gdp-beijing-2022 | 15
    level         gdp    beijing  2019       -        -     | ? | missing | -
    level         gdp    hebei    2020       -        -     | 0 | gdp-hebei-2020 | 0
    growth_pct    gdp    beijing  2022       -        2020  | (15 - 10) / 10 * 100 | gdp-beijing-2022; gdp-beijing-2020 | 50
    growth_pct    gdp    beijing  2022       tianjin  2020  | (15 - 5) / 5 * 100 | gdp-beijing-2022; gdp-tianjin-2020 | 200
    growth_pct    gdp    beijing  2022       -        2019  | (15 - ?) / ? * 100 | gdp-beijing-2022; missing | -
    growth_pct    gdp    beijing  2019       -        2022  | (? - 15) / 15 * 100 | missing; gdp-beijing-2022 | -
    growth_pct    gdp    hebei    2022       -        2020  | (20 - 0) / 0 * 100 | gdp-hebei-2022; gdp-hebei-2020 | -
    drop_pct      gdp    beijing  2020       -        2022  | (15 - 10) / 15 * 100 | gdp-beijing-2020; gdp-beijing-2022 | 33.3333333333333
    drop_pct      gdp    hebei    2022       -        2020  | (0 - 20) / 0 * 100 | gdp-hebei-2022; gdp-hebei-2020 | -
    difference    gdp    beijing  2022       hebei    -     | 15 - 20 | gdp-beijing-2022; gdp-hebei-2022 | -5
    ratio         gdp    hebei    2022       beijing  -     | 20 / 15 | gdp-hebei-2022; gdp-beijing-2022 | 1.33333333333333
    ratio         gdp    hebei    2022       -        2020  | 20 / 0 | gdp-hebei-2022; gdp-hebei-2020 | -
    sum           gdp    beijing  2020/2022  -        -     | 10 + 12 + 15 | gdp-beijing-2020; gdp-beijing-2021; gdp-beijing-2022 | 37
    sum           gdp    beijing  2019/2021  -        -     | ? + 10 + 12 | missing; gdp-beijing-2020; gdp-beijing-2021 | -
    sum           moves  beijing  2019/2024  -        -     | 35 + 30 + 5 | moves-beijing-2019; moves-beijing-2024; moves-beijing-2024-02 | 70
    sum           moves  beijing  2020/2023  -        -     | ? | missing | -
    sum           moves  tianjin  2019/2020  -        -     | ? + ? | missing; missing | -
    sum           staff  beijing  2019/2024  -        -     | 12 + 10 | staff-beijing-2019; staff-beijing-2024 | >22
    sum           staff  tianjin  2019/2024  -        -     | 12 + 10 | staff-tianjin-2019; staff-tianjin-2024 | -
    level         staff  tianjin  2024       -        -     | 10 | staff-tianjin-2024 | <10
    growth_pct    staff  beijing  2024       -        2019  | (10 - 12) / 12 * 100 | staff-beijing-2024; staff-beijing-2019 | -
    rank_lowest   gdp    beijing  2022       -        -     | rank of the value 15, lowest first | gdp-beijing-2022 | 1
    rank_lowest   gdp    hebei    2022       -        -     | rank of the value 20, lowest first | gdp-hebei-2022 | 3
    rank_highest  gdp    tianjin  2022       -        -     | rank of 15, highest first | gdp-tianjin-2022 | 2
    rank_highest  gdp    hebei    2022       -        -     | rank of 20, highest first | gdp-hebei-2022 | 1
    rank_lowest   gdp    hebei    2019       -        -     | rank of the value ?, lowest first | missing | -
    rank_highest  gdp    hebei    2019       -        -     | rank of ?, highest first | missing | -
    date          -      -        2024-02-27 -        2014-02-26 | whole years from 2014-02-26 to 2024-02-27 |  | 10
    date          -      -        2024-02-27 -        -     | whole years from ? to 2024-02-27 | missing | -
"""  # noqa: E501 - a table reads best in lines


@pytest.fixture
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript("""
        create table indicators (id, frequency);
        insert into indicators values ('gdp', 'year'), ('moves', 'event'), ('staff', 'event');
        create table observations (
            id, indicator_id, place_id, period, "rank", qualifier, value, source_id
        );
        create table checks (
            id, claim_id, kind, indicator_id, place_id, period, base_place_id, base_period,
            qualifier, expected, tolerance, outcome
        );
    """)
    # Backwards, so that no order of the table is mistaken for an order of time.
    for line in reversed(OBSERVATIONS.strip().split("\n")):
        indicator, place, period, rank, value = line.split()
        id = f"{indicator}-{place}-{period}" + ("" if rank == "preferred" else "-normal")
        connection.execute(
            "insert into observations values (?, ?, ?, ?, ?, ?, ?, ?)",
            [id, indicator, place, period, rank, *_told(value), f"source-{indicator}"],
        )
    return connection


def _told(value: str) -> tuple[str, float]:
    """Return qualifier and value of a figure: ">10" is more than 10."""
    return BOUNDS.get(value[0], "equal"), float(value.lstrip("<>"))


def add_check(connection: sqlite3.Connection, *cells: object) -> None:
    marks = ", ".join("?" * 12)
    connection.execute(f"insert into checks values ({marks})", cells)


@pytest.mark.parametrize("line", KINDS.strip().split("\n"), ids=lambda line: line.split("|")[0])
def test_how_each_kind_is_computed(connection: sqlite3.Connection, line: str):
    asked, formula, inputs, result = (part.strip() for part in line.split("|"))
    cells = [None if cell == "-" else cell for cell in asked.split()]
    add_check(connection, "k1", "c", *cells, "more_than", -1000.0, 0.0, "pass")
    [found] = recompute(connection)
    assert found.formula == formula
    assert found.inputs == inputs
    marks = {bound: mark for mark, bound in BOUNDS.items()} | {None: ""}
    told = "-" if found.result is None else f"{marks[found.bound]}{found.result:.15g}"
    assert told == result
    assert found.recomputed == (None if result == "-" else "undecided" if "<" in result else "pass")
    assert found.agrees is (found.recomputed == "pass")


@pytest.mark.parametrize(
    ("expected", "recorded", "recomputed", "agrees"),
    [
        (15.0, "pass", "pass", True),
        (16.0, "fail", "fail", True),
        (15.0, "fail", "pass", False),
        (16.0, "pass", "fail", False),
    ],
)
def test_an_outcome_agrees_if_it_comes_out_so(connection, expected, recorded, recomputed, agrees):
    asked = ["level", "gdp", "beijing", "2022", None, None]
    add_check(connection, "k1", "c", *asked, "equal", expected, 0.0, recorded)
    [found] = recompute(connection)
    assert (found.recorded, found.recomputed, found.agrees) == (recorded, recomputed, agrees)
    assert (found.qualifier, found.expected, found.tolerance) == ("equal", expected, 0.0)
    assert (found.id, found.claim_id, found.kind) == ("k1", "c", "level")


def test_each_source_is_told_once_and_a_missing_one_too(connection):
    for number, period in enumerate(["2020/2022", "2019/2020"]):
        asked = ["sum", "gdp", "beijing", period, None, None]
        add_check(connection, f"k{number}", "c", *asked, "equal", 1.0, 0.0, "pass")
    sources = [found.sources for found in recompute(connection)]
    assert sources == ["source-gdp", "missing; source-gdp"]


def test_verdicts_are_recomputed_from_the_views(database: sqlite3.Connection):
    database.execute("update claims set verdict = 'refuted' where id = 'port-containers-2023'")
    found = rejudge(database)
    assert len(found) == 2 * database.execute("select count(*) from claims").fetchone()[0]
    assert [each.claim_id for each in found if not each.agrees] == ["port-containers-2023"]
    [forged] = [each for each in found if not each.agrees]
    assert (forged.kind, forged.recorded, forged.recomputed) == ("verdict", "refuted", "supported")
    assert forged.formula == "rule 4"
    assert forged.inputs.startswith("for: ")
    assert forged.inputs.endswith("  against: -")
    assert {each.kind for each in found} == {"verdict", "verdict_latest"}


def test_check_shows_every_figure_and_every_verdict(package):
    frame = check(package)
    names = [field.name for field in fields(Recomputation)]
    assert list(frame.columns) == [*names, "agrees"]
    numbers = {"result", "expected", "tolerance"}
    types = {name: "Float64" if name in numbers else "str" for name in names}
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {**types, "agrees": "bool"}
    assert frame["agrees"].all()
    assert frame["kind"].iloc[-1] == "verdict_latest"
    assert frame["id"].notna().sum() == len(recompute(shared(package)))
    row = frame[frame["id"] == "port-containers-growth-k1"].iloc[0]
    assert row["formula"] == "(22180000 - 14050000) / 14050000 * 100"
    assert round(row["result"], 4) == 57.8648
    assert row["sources"] == "bjyouth-20240403; wsc-20201119"


def test_a_fork_is_checked_from_its_folder(copy: Path):
    file = copy / "data" / "checks.csv"
    text = file.read_text("utf-8")
    changed = text.replace("equal,3,0,pass", "equal,3,0,fail", 1)
    assert changed != text
    file.write_text(changed, "utf-8")
    frame = check(copy)
    disagreeing = frame[~frame["agrees"]]
    assert set(disagreeing["claim_id"]) == {"baiyangdian-class"}
    assert disagreeing["kind"].tolist() == ["level", "verdict", "verdict_latest"]
