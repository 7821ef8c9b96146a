"""Two copies compared: every kind of difference, what each weighs, and what makes no difference."""

import json
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from conftest import ROOT
from exports.copies import edit, field
from jjjdata import diff
from jjjdata.differences import KINDS, LEVELS, Difference, level
from jjjdata.errors import DataError
from jjjdata.messages import say
from jjjdata.package import Package


def lines(root, table):
    return (root / "data" / f"{table}.csv").read_bytes().splitlines(keepends=True)


def put(root, table, content):
    (root / "data" / f"{table}.csv").write_bytes(b"".join(content))


def test_a_copy_is_equal(copy):
    assert diff(ROOT, copy) == diff(Package(ROOT), copy / "datapackage.json") == []
    assert level([]) == "none"


def test_what_makes_no_difference(copy):
    """Order of rows, spelling of numbers, version, dates, hashes and paths."""
    header, *rows = lines(copy, "units")
    put(copy, "units", [header, *reversed(rows)])
    respelled = [line.replace(b",22000000,", b",22000000.0,") for line in lines(copy, "claims")]
    assert respelled != lines(copy, "claims")
    put(copy, "claims", respelled)

    def change(descriptor, resources):
        descriptor |= {"version": "9.9.9", "created": "2030-01-01T00:00:00Z"}
        resources["units"] |= {"hash": "sha256:0", "bytes": 1, "rows": 1, "path": "data/other.csv"}
        resources["units"]["schema"]["primaryKey"] = "id"

    edit(copy, change)
    (copy / "data" / "units.csv").rename(copy / "data" / "other.csv")
    assert diff(ROOT, copy) == []


# Rows and cells


def test_rows_added_removed_and_changed(copy):
    header, *rows = lines(copy, "units")
    changed = rows[1].replace(b",", b",x", 1)
    new = b"zz" + b"," * header.count(b",") + b"\n"
    put(copy, "units", [header, changed, *rows[2:], new])
    first, second = (row.decode().split(",") for row in rows[:2])
    assert diff(ROOT, copy) == [
        Difference("row_removed", "units", first[0]),
        Difference("row_added", "units", "zz"),
        Difference(
            "cell_changed", "units", second[0], "symbol", second[1] or None, f"x{second[1]}"
        ),
    ]
    kinds = sorted(difference.kind for difference in diff(copy, ROOT))
    assert kinds == ["cell_changed", "row_added", "row_removed"]


def test_cells_are_told_as_the_csv_has_them(tmp_path):
    kinds = {"whole": "integer", "part": "number", "flag": "boolean", "day": "date"}
    fields = [{"name": name, "type": kind} for name, kind in {"id": "string", **kinds}.items()]
    cells = {"old": "a,1,0.5,true,2026-01-01", "new": "a,,2000000,false,2026-01-02"}
    for name, row in cells.items():
        make(tmp_path / name, fields, row)
    found = diff(tmp_path / "old", tmp_path / "new")
    assert [(each.column, each.old, each.new) for each in found] == [
        ("whole", "1", None),
        ("part", "0.5", "2000000"),
        ("flag", "true", "false"),
        ("day", "2026-01-01", "2026-01-02"),
    ]


def test_a_key_of_two_columns_and_a_key_that_stands_twice(copy):
    header, *rows = lines(copy, "codes")
    code = b"|".join(rows[0].split(b",")[:2]).decode()
    put(copy, "codes", [header, *rows, rows[0]])
    assert diff(ROOT, copy) == [Difference("row_added", "codes", f"{code}#2")]


def test_what_a_reader_would_refuse_is_compared_all_the_same(copy):
    """An empty cell that is required, a key out of its pattern, rows that are gone."""
    header, first, *rows = lines(copy, "units")
    put(copy, "units", [header, first.replace(first.split(b",")[0], b"Not a key", 1), *rows[5:]])
    assert {difference.kind for difference in diff(ROOT, copy)} == {"row_removed", "row_added"}


# Columns, constraints and keys


def make(root, fields, row):
    """Make a package of one table with one row."""
    (root / "data").mkdir(parents=True)
    header = ",".join(each["name"] for each in fields)
    (root / "data" / "t.csv").write_text(f"{header}\n{row}\n", "utf-8")
    schema = {"fields": fields, "primaryKey": ["id"]}
    resource = {"name": "t", "path": "data/t.csv", "schema": schema}
    (root / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ({}, {"required": True}, "column_tightened"),
        ({"required": True}, {"required": False}, "column_loosened"),
        ({"required": False}, {}, None),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, "column_loosened"),
        ({"enum": ["a"]}, {"enum": ["b"]}, "column_tightened"),
        ({"enum": ["a", "b"]}, {"enum": ["b"]}, "column_tightened"),
        ({"enum": [["a"]]}, {"enum": [["b"]]}, "column_tightened"),
        ({"minimum": 1}, {"minimum": 0}, "column_loosened"),
        ({"minimum": 1}, {"minimum": "a"}, "column_tightened"),
        ({"maximum": 1}, {"maximum": 2}, "column_loosened"),
        ({"maximum": 1}, {"maximum": 0}, "column_tightened"),
        ({"pattern": "a"}, {"pattern": "b"}, "column_tightened"),
        ({"pattern": "a"}, {}, "column_loosened"),
    ],
)
def test_constraints(tmp_path, old, new, kind):
    roots = [
        make(tmp_path / name, [{"name": "id", "type": "string", "constraints": limits}], "a")
        for name, limits in (("old", old), ("new", new))
    ]
    assert [difference.kind for difference in diff(*roots)] == ([kind] if kind else [])


def rename_column(_, resources):
    field(resources["units"], "ucum")["name"] = "ucum_code"


SCHEMA = [
    (rename_column, {"column_added", "column_removed"}, "major"),
    (lambda _, r: field(r["units"], "ucum").update(unit="km"), {"column_retyped"}, "major"),
    (lambda _, r: r["units"]["schema"]["primaryKey"].append("symbol"), {"key_changed"}, "major"),
    (lambda _, r: r["units"]["schema"].pop("primaryKey"), {"key_changed"}, "major"),
    (lambda _, r: r["claims"]["schema"]["foreignKeys"].pop(), {"column_loosened"}, "minor"),
    (lambda _, r: field(r["units"], "ucum").update(title_zh="代码"), {"text_changed"}, "patch"),
    (lambda d, _: d.update(title="Other"), {"text_changed"}, "patch"),
    (lambda d, r: d["resources"].remove(r["errata"]), {"table_removed"}, "major"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kinds", "weight"), SCHEMA)
def test_changes_of_the_schema(copy, change, kinds, weight):
    edit(copy, change)
    if change is rename_column:
        renamed = [line.replace(b"ucum", b"ucum_code", 1) for line in lines(copy, "units")]
        put(copy, "units", renamed)
    found = diff(ROOT, copy)
    assert {difference.kind for difference in found} == kinds
    assert level(found) == weight


def test_a_foreign_key_more_is_narrower(copy):
    edit(copy, lambda _, resources: resources["claims"]["schema"]["foreignKeys"].pop())
    (found,) = diff(copy, ROOT)
    assert (found.kind, found.table, found.old) == ("column_tightened", "claims", None)
    assert json.loads(found.new)["reference"]


def test_a_table_that_is_new(copy):
    edit(copy, lambda descriptor, resources: descriptor["resources"].remove(resources["errata"]))
    count = str(len(lines(copy, "errata")) - 1)
    assert diff(copy, ROOT) == [Difference("table_added", "errata", new=count)]
    assert diff(ROOT, copy) == [Difference("table_removed", "errata", old=count)]


def test_a_column_that_is_dropped(copy):
    rows = [line.rstrip(b"\n").split(b",") for line in lines(copy, "units")]
    at = rows[0].index(b"ucum")
    put(copy, "units", [b",".join([*row[:at], *row[at + 1 :]]) + b"\n" for row in rows])

    def drop(_, resources):
        resources["units"]["schema"]["fields"].remove(field(resources["units"], "ucum"))

    edit(copy, drop)
    assert diff(ROOT, copy) == [Difference("column_removed", "units", None, "ucum", "string")]
    assert diff(copy, ROOT) == [Difference("column_added", "units", None, "ucum", None, "string")]


def test_a_column_that_is_moved(copy):
    def move(_, resources):
        fields = resources["codes"]["schema"]["fields"]
        fields[2], fields[3] = fields[3], fields[2]

    edit(copy, move)
    header = lines(copy, "codes")[0]
    put(copy, "codes", [header.replace(b"label_zh,label_en", b"label_en,label_zh")])
    moved = [difference for difference in diff(ROOT, copy) if difference.kind == "column_moved"]
    assert moved == [Difference("column_moved", "codes", None, "label_en", "label_zh", "label_en")]


# What a difference is


def test_the_level_is_that_of_the_weightiest_difference():
    assert set(LEVELS) == {"major", "minor", "patch"}
    assert len(KINDS) == len(set(KINDS))
    for name, kinds in LEVELS.items():
        for kind in kinds:
            assert level([Difference(kind, "t")]) == name
    assert level([Difference("cell_changed"), Difference("row_added")]) == "minor"
    assert level(map(Difference, KINDS)) == "major"


def test_differences_are_frozen_and_make_a_tidy_frame(copy):
    header, *rows = lines(copy, "units")
    put(copy, "units", [header, *rows[1:]])
    found = diff(ROOT, copy)
    with pytest.raises(FrozenInstanceError):
        found[0].kind = "other"
    frame = pd.DataFrame(found)
    assert list(frame.columns) == ["kind", "table", "row", "column", "old", "new"]
    assert len(frame) == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_has_its_words(lang):
    for kind in KINDS:
        told = say(f"diff_{kind}", lang, table="T", row="R", column="C", old="O", new="N")
        assert "T" in told
        assert "2" in say(f"diff_kind_{kind}", lang, count=2)
    assert all(say(f"level_{name}", lang) for name in LEVELS)


def test_a_damaged_copy_is_told(copy):
    put(copy, "units", [b"id\n"])
    with pytest.raises(DataError, match="table units: the header"):
        diff(ROOT, copy)
    with pytest.raises(DataError, match=r"datapackage\.json is missing"):
        diff(ROOT, copy / "nowhere")


def test_the_method_says_of_every_kind_of_difference_which_number_it_raises():
    """What a version number promises is what the code that raises it goes by."""
    words = {
        "column_added": "added",
        "column_removed": "removed",
        "column_moved": "moved",
        "column_retyped": "read in another way",
        "column_tightened": "allowed less",
        "key_changed": "read in another way",
        "table_removed": "a table or a row goes",
        "row_removed": "a table or a row goes",
        "table_added": "tables or rows are added",
        "row_added": "tables or rows are added",
        "column_loosened": "allowed more",
        "cell_changed": "cells or descriptions are corrected",
        "text_changed": "cells or descriptions are corrected",
    }
    page = (ROOT / "docs" / "METHOD.md").read_text("utf-8")
    told = page.partition("The first number is raised when ")[2].partition(".")[0].split(";")
    for part, kinds in zip(told, LEVELS.values(), strict=True):
        assert not [kind for kind in kinds if words[kind] not in part]
