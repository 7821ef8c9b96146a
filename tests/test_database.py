"""The database: every table with its keys; what breaks one is refused with its place."""

import csv
import json
import sqlite3

import pytest

import jjjdata
from jjjdata.database import Store, connect, fill, select, shared, views
from jjjdata.errors import DataError
from jjjdata.package import Package
from jjjdata.tables import LARGEST_INTEGER, SMALLEST_INTEGER, read_rows


def test_every_authored_table_is_there_with_all_its_rows(package):
    connection = connect(package)
    for table in package.authored:
        (count,) = connection.execute(f'select count(*) from "{table}"').fetchone()
        assert count == len(read_rows(package, table))


def test_the_connection_is_for_reading_only():
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connect().execute("delete from claims")


def test_each_connection_is_new_and_the_shared_one_is_shared(package):
    assert connect(package) is not connect(package)
    assert shared(package) is shared(package)


def filled_tables(database, package):
    return {
        table
        for table in package.authored
        if database.filled(()).execute(f'select 1 from "{table}" limit 1').fetchone()
    }


def test_a_query_fills_what_it_reads_and_what_that_refers_to(package):
    database = Store(package)
    assert filled_tables(database, package) == set()
    database.select("select * from indicators")
    assert filled_tables(database, package) == {"indicators", "units"}
    database.select("select * from verdicts")
    filled = filled_tables(database, package)
    assert filled >= {"claims", "evidence", "sources", "organizations", "checks"}
    assert not filled & {"observations", "votes", "searches"}


def test_a_query_gives_the_same_whatever_was_filled_before(package):
    query = "select * from factsheet"
    whole = [dict(row) for row in connect(package).execute(query)]
    assert Store(package).select(query) == whole != []


def test_a_fault_is_told_by_the_query_that_reads_it_each_time(copy):
    change(copy, "claims", "port-containers-2023", "place_id", "nowhere")
    package = Package(copy)
    database = Store(package)
    assert database.select("select * from units")
    for _ in range(2):
        with pytest.raises(DataError, match="nowhere"):
            database.select("select * from evidence")
    assert "claims" not in filled_tables(database, package)


def test_rows_can_be_read_by_name(package):
    (row,) = select(package, "select id, value from claims where id = ?", "port-containers-2023")
    assert row == {"id": "port-containers-2023", "value": 22000000.0}


def test_foreign_keys_enums_and_bounds_are_constraints(package):
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    fill(connection, package, package.authored)
    connection.execute("pragma foreign_keys = on")
    for change in (
        "update claims set place_id = 'nowhere'",
        "update claims set verdict = 'true'",
        "update passages set section = -1",
        "update claims set statement_zh = null",
        "update claims set id = 'port-containers-2023'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(change)


def change(copy, table, row, column, cell):
    file = copy / "data" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    place = lines[0].index(column)
    line = next(line for line in lines if line[0] == row)
    line[place] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (
            "place_id",
            "nowhere",
            ["claims", "port-containers-2023", "place_id", "nowhere", "places"],
        ),
        ("verdict", "true", ["claims", "port-containers-2023", "verdict"]),
        ("id", "pm25-drop", ["claims", "pm25-drop"]),
    ],
)
def test_a_row_that_breaks_a_key_or_constraint_is_refused_with_its_place(copy, column, cell, words):
    change(copy, "claims", "port-containers-2023", column, cell)
    with pytest.raises(DataError) as error:
        connect(copy)
    assert all(word in str(error.value) for word in words), str(error.value)


@pytest.mark.parametrize("bound", [SMALLEST_INTEGER, LARGEST_INTEGER])
def test_every_integer_that_the_reader_lets_pass_has_room(copy, bound):
    """So that nothing but keys and constraints is left for the database to refuse."""
    step = 1 if bound > 0 else -1
    with pytest.raises(OverflowError):
        sqlite3.connect(":memory:").execute("select ?", [bound + step])
    descriptor = copy / "datapackage.json"
    described = json.loads(descriptor.read_text("utf-8"))
    (passages,) = (each for each in described["resources"] if each["name"] == "passages")
    section = next(each for each in passages["schema"]["fields"] if each["name"] == "section")
    section.pop("constraints")
    descriptor.write_text(json.dumps(described), "utf-8")
    change(copy, "passages", "cns-20240227-mt-p02", "section", str(bound))
    query = "select section from passages where id = 'cns-20240227-mt-p02'"
    assert tuple(connect(copy).execute(query).fetchone()) == (bound,)
    change(copy, "passages", "cns-20240227-mt-p02", "section", str(bound + step))
    with pytest.raises(DataError, match=str(bound + step)):
        connect(copy)


def test_evidence_counts_unless_it_is_context_or_goes_back_to_the_claims_own_origin(package, data):
    origin_of = {row["id"]: row["origin_id"] for row in data["sources"]}
    own = {row["id"]: row["origin_id"] for row in data["claims"]}
    expected = {}
    for row in data["evidence"]:
        chain = [row["source_id"]]
        while origin_of[chain[-1]] != chain[-1]:
            chain.append(origin_of[chain[-1]])
        is_repeat = own[row["claim_id"]] in chain
        expected[row["id"]] = chain[-1], is_repeat, row["stance"] != "context" and not is_repeat
    query = "select evidence_id, origin_id, is_repeat, counts from judged"
    found = {id: rest for id, *rest in map(tuple, connect(package).execute(query))}
    assert {id: (end, bool(one), bool(two)) for id, (end, one, two) in found.items()} == expected
    assert {counts for *_, counts in expected.values()} == {True, False}
    assert {is_repeat for _, is_repeat, _ in expected.values()} == {True, False}


def test_every_view_says_what_it_reads():
    names = {view.name for view in views()}
    assert names == {
        *("origins", "judged", "counted", "weighed", "verdicts", "sensitivity"),
        *("rendered", "fidelities", "factsheet"),
    }
    for view in views():
        assert view.sql.startswith(f"-- {view.name}: ")
        assert all(name in view.sql.split("create view")[1] for name in view.reads), view.name


def test_the_recorded_verdicts_are_those_of_the_view():
    query = """
        select claims.id, claims.verdict, claims.verdict_latest, now.verdict, latest.verdict
        from claims
        join verdicts as now on now.claim_id = claims.id and now.reading = 'verdict'
        join verdicts as latest on latest.claim_id = claims.id and latest.reading = 'verdict_latest'
    """
    rows = connect().execute(query).fetchall()
    assert len(rows) == len(jjjdata.load("claims"))
    assert [row["id"] for row in rows if tuple(row)[1:3] != tuple(row)[3:5]] == []


def test_the_factsheet_has_a_row_for_every_claim():
    connection = connect()
    query = "select count(*), count(verdict_zh), count(distinct id) from factsheet"
    claims = connection.execute("select count(*) from claims").fetchone()[0]
    assert tuple(connection.execute(query).fetchone()) == (claims, claims, claims)
