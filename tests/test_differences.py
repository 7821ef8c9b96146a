"""The comparison of two copies: every kind of difference, the level of each, and what makes no difference."""

import json

import pandas as pd
import pytest

import jjjdata
from conftest import ROOT
from jjjdata.cli import main
from jjjdata.differences import KINDS, LEVELS, Difference, differences, level


def edit(root, change):
    """Change the descriptor of a copy."""
    file = root / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    change(descriptor, {resource["name"]: resource for resource in descriptor["resources"]})
    file.write_text(json.dumps(descriptor), "utf-8")


def lines(root, table):
    return (root / "data" / f"{table}.csv").read_bytes().splitlines(keepends=True)


def put(root, table, content):
    (root / "data" / f"{table}.csv").write_bytes(b"".join(content))


def field(resource, name):
    return next(each for each in resource["schema"]["fields"] if each["name"] == name)


def test_a_copy_is_equal(copy):
    assert differences(ROOT, copy) == []
    assert level([]) == "none"


def test_what_makes_no_difference(copy):
    """Order of rows, spelling of numbers, version, dates, hashes and paths."""
    header, *rows = lines(copy, "units")
    put(copy, "units", [header, *reversed(rows)])
    found = [each.replace(b",22000000,", b",22000000.0,") for each in lines(copy, "claims")]
    assert found != lines(copy, "claims")
    put(copy, "claims", found)

    def change(descriptor, resources):
        descriptor |= {"version": "9.9.9", "created": "2030-01-01T00:00:00Z"}
        resources["units"] |= {"hash": "sha256:0", "bytes": 1, "rows": 1, "path": "data/other.csv"}

    edit(copy, change)
    (copy / "data" / "units.csv").rename(copy / "data" / "other.csv")
    assert differences(ROOT, copy) == []


def test_rows_added_removed_and_changed(copy):
    header, *rows = lines(copy, "units")
    changed = rows[1].replace(b",", b",x", 1)
    put(copy, "units", [header, changed, *rows[2:], b"zz,zz,\xe4\xb8\x80,one,,,count\n"])
    first, second = (row.split(b",") for row in rows[:2])
    assert differences(ROOT, copy) == [
        Difference("row_removed", "units", first[0].decode(), None, None, None),
        Difference("row_added", "units", "zz", None, None, None),
        Difference("cell_changed", "units", second[0].decode(), "symbol", second[1].decode() or None,
                   "x" + second[1].decode()),
    ]  # fmt: skip
    back = differences(copy, ROOT)
    assert sorted(each.kind for each in back) == ["cell_changed", "row_added", "row_removed"]


def test_a_key_of_two_columns_and_a_key_that_stands_twice(copy):
    header, *rows = lines(copy, "codes")
    code = b"|".join(rows[0].split(b",")[:2]).decode()
    put(copy, "codes", [header, *rows, rows[0]])
    assert differences(ROOT, copy) == [Difference("row_added", "codes", f"{code}#2", None, None, None)]


@pytest.mark.parametrize(("old", "new", "kind"), [
    ({}, {"required": True}, "column_tightened"), ({"required": True}, {"required": False}, "column_loosened"),
    ({"enum": ["a"]}, {"enum": ["a", "b"]}, "column_loosened"), ({"enum": ["a"]}, {"enum": ["b"]}, "column_tightened"),
    ({"enum": ["a", "b"]}, {"enum": ["b"]}, "column_tightened"), ({"minimum": 1}, {"minimum": 0}, "column_loosened"),
    ({"maximum": 1}, {"maximum": 0}, "column_tightened"), ({"pattern": "a"}, {"pattern": "b"}, "column_tightened"),
    ({"pattern": "a"}, {}, "column_loosened"), ({"required": False}, {}, None),
])  # fmt: skip
def test_constraints(tmp_path, old, new, kind):
    roots = []
    for name, constraints in (("old", old), ("new", new)):
        root = tmp_path / name
        (root / "data").mkdir(parents=True)
        (root / "data" / "t.csv").write_text("id\na\n", "utf-8")
        fields = [{"name": "id", "type": "string", "constraints": constraints}]
        resource = {"name": "t", "path": "data/t.csv", "schema": {"fields": fields, "primaryKey": ["id"]}}
        (root / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
        roots.append(root)
    assert [each.kind for each in differences(*roots)] == ([kind] if kind else [])


def drop_column(_, resources):
    fields = resources["units"]["schema"]["fields"]
    resources["units"]["schema"]["fields"] = [each for each in fields if each["name"] != "ucum"]


def rename_column(_, resources):
    field(resources["units"], "ucum")["name"] = "ucum_code"


SCHEMA = [
    (rename_column, {"column_added", "column_removed"}, "major"),
    (lambda _, r: field(r["units"], "ucum").update(unit="km"), {"column_retyped"}, "major"),
    (lambda _, r: r["units"]["schema"].update(primaryKey=["id", "symbol"]), {"key_changed"}, "major"),
    (lambda _, r: r["claims"]["schema"]["foreignKeys"].pop(), {"column_loosened"}, "minor"),
    (lambda _, r: field(r["units"], "ucum").update(title_zh="代码"), {"text_changed"}, "patch"),
    (lambda d, _: d.update(title="Other"), {"text_changed"}, "patch"),
    (lambda d, r: d["resources"].remove(r["errata"]), {"table_removed"}, "major"),
]


@pytest.mark.parametrize(("change", "kinds", "weight"), SCHEMA)
def test_changes_of_the_schema(copy, change, kinds, weight):
    edit(copy, change)
    if change is rename_column:
        put(copy, "units", [each.replace(b"ucum", b"ucum_code", 1) for each in lines(copy, "units")])
    found = differences(ROOT, copy)
    assert {each.kind for each in found} == kinds
    assert level(found) == weight


def test_a_table_or_column_that_is_new(copy):
    edit(copy, lambda d, r: d["resources"].remove(r["errata"]))
    found = differences(copy, ROOT)
    assert [(each.kind, each.table) for each in found] == [("table_added", "errata")]
    assert level(found) == "minor"


def test_a_column_dropped_moved_or_retyped(copy):
    rows = [each.split(b",") for each in lines(copy, "units")]
    names = rows[0]
    at = names.index(b"ucum")
    put(copy, "units", [b",".join([*row[:at], *row[at + 1 :]]) for row in rows])
    edit(copy, drop_column)
    found = differences(ROOT, copy)
    assert [each[:4] for each in found] == [("column_removed", "units", None, "ucum")]
    assert level(found) == "major"

    def move(_, resources):
        fields = resources["codes"]["schema"]["fields"]
        fields[2], fields[3] = fields[3], fields[2]

    edit(copy, move)
    header = lines(copy, "codes")[0]
    put(copy, "codes", [header.replace(b"label_zh,label_en", b"label_en,label_zh")])
    moved = [each for each in differences(ROOT, copy) if each.kind == "column_moved"]
    assert moved == [Difference("column_moved", "codes", None, "label_en", "label_zh", "label_en")]


def test_the_level_is_that_of_the_weightiest_difference():
    made = {kind: Difference(kind, "t", None, None, None, None) for kind in KINDS}
    assert set(LEVELS) == {"major", "minor", "patch"}
    assert len(KINDS) == len(set(KINDS))
    for name, kinds in LEVELS.items():
        for kind in kinds:
            assert level([made[kind]]) == name
    assert level([made["cell_changed"], made["row_added"]]) == "minor"
    assert level(made.values()) == "major"


def test_differences_are_frozen_and_make_a_tidy_frame(copy):
    header, *rows = lines(copy, "units")
    put(copy, "units", [header, *rows[1:]])
    found = jjjdata.diff(ROOT, copy)
    with pytest.raises(AttributeError):
        found[0].kind = "other"
    frame = pd.DataFrame(found)
    assert list(frame.columns) == ["kind", "table", "row", "column", "old", "new"]
    assert len(frame) == 1


def test_the_command_in_both_languages(copy, capsys):
    assert main(["diff", str(ROOT), str(copy)]) == 0
    assert capsys.readouterr().out == "the two copies hold the same data\n"
    header, *rows = lines(copy, "units")
    put(copy, "units", [header, *rows[1:]])
    key = rows[0].split(b",")[0].decode()
    assert main(["diff", str(ROOT), str(copy)]) == 1
    assert capsys.readouterr().out == f"- units: {key}\ndifferences: 1; level of the change: major\n"
    assert main(["diff", str(ROOT), str(copy), "--lang", "zh"]) == 1
    assert capsys.readouterr().out == f"- units：{key}\n共1处差异；变更级别：主版本\n"
    assert main(["diff", str(ROOT), str(copy / "nowhere")]) == 2
    assert "datapackage.json is missing" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_has_its_words(lang):
    from jjjdata.messages import say

    for kind in KINDS:
        told = say(f"diff_{kind}", lang, table="T", row="R", column="C", old="O", new="N")
        assert "T" in told
    assert all(say(f"level_{name}", lang) for name in LEVELS)
