"""The truth table of the verdict rule: its cases in a small database, and what the views say.

A cell lists pieces of evidence, each ``tier[:name][+steps][@access][~vintage][!control]``:

- ``primary``, ``secondary``, ``academic``, ``media``, ``industry``, ``reference``: the tier of
  the origin;
- ``:a``: pieces with the same name have the same origin, all others one of their own;
- ``+1``, ``+2``: read in a repeat of the origin, or in a repeat of a repeat;
- ``@mirror``, ``@syndicated``: how it was read, by default in the original;
- ``~revised``: a figure revised later;
- ``!other``, ``!unknown``: who controls the origin, by default the state.

``own`` is the claim's own origin (``own+1`` a repeat of it), ``behind`` what that repeats.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from jjjdata.database import views

TABLE = Path(__file__).parent / "truth_table.csv"
# What says of a verdict; others print it or the evidence, and fidelity is another matter.
OTHERS = ("judged", "rendered", "fidelities", "factsheet")
VIEWS = [view for view in views() if view.name not in OTHERS]
STANCES = ("supports", "refines", "contradicts", "context")
TIERS = {"primary": "official_primary", "secondary": "official_secondary"}
PIECE = re.compile(
    r"(?P<tier>[a-z]+)(:(?P<name>[a-z]+))?(\+(?P<steps>\d))?(@(?P<access>[a-z]+))?"
    r"(~(?P<vintage>[a-z]+))?(!(?P<control>[a-z]+))?"
)
TABLES = """
    create table claims (id primary key, origin_id, checkability);
    create table evidence (claim_id, source_id, stance, vintage);
    create table sources (id primary key, origin_id, publisher_id, access, tier);
    create table organizations (id primary key, control);
    create table checks (claim_id, outcome);
    insert into organizations values ('state', 'state'), ('other', 'other'), ('unknown', 'unknown');
"""


def cases() -> list[dict[str, str]]:
    """Return the rows of the truth table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def database(sqls: Iterable[str] | None = None) -> sqlite3.Connection:
    """Return a database with every case as a claim, under the views as they are or as given."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(TABLES)
    for case in cases():
        _add(connection, case)
    for sql in sqls or [view.sql for view in VIEWS]:
        connection.execute(sql)
    return connection


def _add(connection: sqlite3.Connection, case: dict[str, str]) -> None:
    claim = case["case"]
    _source(
        connection, f"{claim}, behind", f"{claim}, behind", "original", "official_primary", "state"
    )
    _source(
        connection, f"{claim}, own", f"{claim}, behind", "original", "official_primary", "state"
    )
    connection.execute(
        "insert into claims values (?, ?, ?)", [claim, f"{claim}, own", case["checkability"]]
    )
    if case["check"]:
        connection.execute("insert into checks values (?, ?)", [claim, case["check"]])
    number = 0
    for stance in STANCES:
        for piece in case[stance].split():
            number += 1
            match = PIECE.fullmatch(piece)
            assert match, piece
            source = _evidence_source(connection, claim, number, match.groupdict())
            values = [claim, source, stance, match["vintage"]]
            connection.execute("insert into evidence values (?, ?, ?, ?)", values)


def _evidence_source(
    connection: sqlite3.Connection, claim: str, number: int, piece: dict[str, str | None]
) -> str:
    """Add the source of one piece of evidence, with all that it repeats, and return its ID."""
    access, control = piece["access"] or "original", piece["control"] or "state"
    tier = TIERS.get(str(piece["tier"]), str(piece["tier"]))
    # What shares an origin with others is read in a repeat of it.
    steps = int(piece["steps"] or bool(piece["name"]))
    if tier in ("own", "behind"):
        origin = f"{claim}, {tier}"
    else:
        origin = f"{claim}, origin {piece['name'] or number}"
        _source(connection, origin, origin, "not_read" if steps else access, tier, control)
    for step in range(steps):
        repeat = f"{claim}, repeat {number}.{step}"
        _source(connection, repeat, origin, access, "official_primary", "other")
        origin = repeat
    return origin


def _source(connection: sqlite3.Connection, *values: str) -> None:
    """Add a source: ID, origin, access, tier, and control of its publisher."""
    columns = "id, origin_id, access, tier, publisher_id"
    query = f"insert or ignore into sources ({columns}) values (?, ?, ?, ?, ?)"
    connection.execute(query, values)


def outcomes(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return what the views say of each case, spelled as in the table."""
    query = """
        select now.claim_id, now.verdict, now.rule, now.reason, now.backing,
               latest.verdict as verdict_latest
        from verdicts as now
        join verdicts as latest
            on latest.claim_id = now.claim_id and latest.reading = 'verdict_latest'
        where now.reading = 'verdict'
    """
    said = {}
    for row in map(dict, connection.execute(query)):
        case = row.pop("claim_id")
        said[case] = {column: str(value or "") for column, value in row.items()}
    return said
