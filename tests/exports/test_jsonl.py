"""JSON Lines: a claim a line, whole, with what bears on it nested and nothing lost."""

import json

import pytest

from jjjdata.claims import claim
from jjjdata.exports import export
from jjjdata.exports.jsonl import nested
from jjjdata.records import plain
from jjjdata.splits import split
from jjjdata.tables import read_rows


@pytest.fixture(scope="module")
def lines(forms):
    content = (forms["jsonl"] / "claims.jsonl").read_text("utf-8")
    return [json.loads(line) for line in content.splitlines()]


def test_a_line_holds_the_columns_of_its_claim(lines, package):
    for line, row in zip(lines, read_rows(package, "claims"), strict=True):
        assert {name: line[name] for name in row} == plain(row)


@pytest.mark.parametrize(("table", "name"), [("evidence", "evidence"), ("searches", "searches")])
def test_no_row_of_evidence_and_searches_is_lost(lines, package, table, name):
    told = [
        {
            **row,
            "claim_id": line["id"],
            **({"source_id": row["source"]["id"]} if "source" in row else {}),
        }
        for line in lines
        for row in line[name]
    ]
    told_by_id = {row["id"]: row for row in told}
    rows = read_rows(package, table)
    assert len(told) == len(rows) == len(told_by_id)
    for row in rows:
        assert {column: told_by_id[row["id"]][column] for column in row} == plain(row)


def test_votes_and_caveats_stand_where_they_were_given(lines, package):
    votes = [("claims", line["id"], *vote.values()) for line in lines for vote in line["votes"]] + [
        ("evidence", row["id"], *vote.values())
        for line in lines
        for row in line["evidence"]
        for vote in row["votes"]
    ]
    assert sorted(votes) == sorted(
        tuple(plain(row).values()) for row in read_rows(package, "votes")
    )
    caveats = [(line["id"], caveat) for line in lines for caveat in line["caveats"]]
    rows = read_rows(package, "claim_caveats")
    assert sorted(caveats) == sorted((row["claim_id"], row["caveat"]) for row in rows)


@pytest.mark.parametrize(
    ("published", "day", "part"),
    [
        ("2024-02-26", "2024-02-27", "earlier"),
        ("2024-01", "2024-02-27", "earlier"),
        ("2023", "2024-02-27", "earlier"),
        ("2024-02-27", "2024-02-27", "tested"),
        ("2024-03", "2024-02-27", "tested"),
        ("2025", "2024-02-27", "tested"),
        ("2024-02", "2024-02-27", "left_out"),
        ("2024", "2024-02-27", "left_out"),
        ("2024-02-10", "2024-02", "left_out"),
        ("2024-02", "2024-02", "left_out"),
        ("2024-01-31", "2024-02", "earlier"),
        (None, "2024-02-27", "left_out"),
        ("2024-02-26", None, "left_out"),
    ],
)
def test_a_date_that_may_be_before_or_after_the_document_is_in_neither_part(published, day, part):
    """As a text, 2024-02 sorts before 2024-02-27; as a time, it holds that day."""
    assert split("words", published, day) == part


def test_what_has_no_quote_is_in_no_part():
    assert split(None, "2024-01-01", "2024-02-27") == "left_out"


def test_nothing_that_was_said_with_the_claim_is_learned_from(lines):
    """The earlier part would tell the answer if it went back to the claim's own origin."""
    parts = {part: [] for part in ("earlier", "tested", "left_out")}
    for line in lines:
        for row in line["evidence"]:
            parts[row["split"]].append((row["origin_id"], line["origin_id"]))
    assert all(parts.values())
    assert not [row for row, own in parts["earlier"] if row == own]


@pytest.mark.parametrize("id", ["port-containers-2023", "traffic-circle", "pm25-drop"])
def test_what_counts_is_what_the_claim_object_says(lines, package, id):
    (line,) = (line for line in lines if line["id"] == id)
    joined = claim(id, package)
    assert line["document_id"] == joined.article["id"]
    assert line["backing"] == (joined.ruling.backing.code if joined.ruling.backing else None)
    assert line["supporting_origins"] == joined.ruling.supporting
    assert line["contradicting_origins"] == joined.ruling.contradicting
    told = {row["id"]: (row["counts"], row["origin_id"]) for row in line["evidence"]}
    assert told == {row["id"]: (row.counts, row.origin["id"]) for row in joined.evidence}


def test_renderings_are_those_of_the_claim_object(lines, package):
    (line,) = (line for line in lines if line["id"] == "traffic-circle")
    renderings = claim("traffic-circle", package).renderings
    assert renderings
    for row, rendering in zip(line["renderings"], renderings, strict=True):
        assert (row["term_zh"], row["term_en"]) == (rendering.term.term_zh, rendering.term.term_en)
        assert {**row, **rendering.row} == {**rendering.row, **row}


def test_every_line_has_the_same_keys(lines):
    assert len({tuple(line) for line in lines}) == 1
    assert len({tuple(row) for line in lines for row in line["evidence"]}) == 1


def test_one_language_drops_the_other(package):
    for line in nested(package, "zh"):
        names = [*line, *(name for row in line["evidence"] for name in [*row, *row["source"]])]
        assert {name for name in names if name.endswith(("_zh", "_en"))} == {"source_term_zh"}
        # What stands between the languages needs both.
        assert all({"term_zh", "term_en"} <= {*row} for row in line["renderings"])
        assert "statement" in line


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_every_other_table_has_a_file_with_its_rows(tmp_path, package, lang):
    """There were claims alone, and no word of where the observations were to be had."""
    files = export(tmp_path, "jsonl", lang=lang, package=package)
    assert [file.name for file in files] == [f"{table}.jsonl" for table in package.resources]
    for table in package.resources:
        told = [json.loads(line) for line in (tmp_path / f"{table}.jsonl").open(encoding="utf-8")]
        rows = read_rows(package, table)
        assert len(told) == len(rows)
        if table != "claims":
            names = package.columns(table, lang)
            assert told == [
                {short: plain(row[name]) for name, short in names.items()} for row in rows
            ]


def test_tables_can_be_chosen(tmp_path, package):
    (file,) = export(tmp_path, "jsonl", tables=["claims"], package=package)
    assert json.loads(file.read_text("utf-8").split("\n")[0])["evidence"]
    (file,) = export(tmp_path, "jsonl", tables=["observations"], package=package)
    assert file.name == "observations.jsonl"
