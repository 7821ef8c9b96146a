"""The SQLite file: tables, keys, constraints and views, read with the standard library alone."""

import csv
import shutil
import sqlite3

import pytest

from exports.copies import AUTHORED, DESCRIPTOR, ROOT, edit, lines, put, spelled, write_lines
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.package import Package, in_language

VERDICTS = {"origins", "counted", "weighed", "verdicts", "sensitivity"}
VIEWS = {*VERDICTS, "rendered", "fidelities", "factsheet"}


@pytest.fixture(scope="module")
def base(forms):
    base = sqlite3.connect(f"file:{forms['sqlite'] / 'jjjdata.sqlite'}?mode=ro", uri=True)
    yield base
    base.close()


def names(base, kind):
    query = "select name from sqlite_master where type = ? and name not like 'sqlite_%'"
    return {row[0] for row in base.execute(query, [kind])}


# The views


def test_every_verdict_stands_in_the_view(base):
    """Plain SQL gives what the editors recorded, on the day and in the light of later revisions."""
    with open(ROOT / "data" / "claims.csv", encoding="utf-8", newline="") as stream:
        claims = list(csv.DictReader(stream))
    assert claims
    for reading in ("verdict", "verdict_latest"):
        query = "select claim_id, verdict from verdicts where reading = ?"
        assert dict(base.execute(query, [reading])) == {row["id"]: row[reading] for row in claims}


def test_every_view_can_be_read(base):
    assert names(base, "table") == set(AUTHORED)
    assert names(base, "view") >= VIEWS
    for view in names(base, "view"):
        assert base.execute(f'select count(*) from "{view}"').fetchone()[0] > 0 or view in (
            *(f"errata_{lang}" for lang in ("en", "zh")),
            *(f"exemptions_{lang}" for lang in ("en", "zh")),
        ), view


def test_the_factsheet_is_a_view_with_the_columns_of_its_file_but_the_figures(base, package):
    columns = [column[0] for column in base.execute("select * from factsheet").description]
    described = [each["name"] for each in package.fields("factsheet")]
    assert set(described) - set(columns) == {"figure_zh", "figure_en"}
    assert set(columns) <= set(described)
    file = lines(package, "factsheet")
    for column in columns:
        if not column.startswith("sources_"):
            told = [row[0] for row in base.execute(f'select "{column}" from factsheet')]
            kind = next(each for each in package.fields("factsheet") if each["name"] == column)
            at = file[0].index(column)
            assert [row[at] for row in file[1:]] == [
                row[0] for row in spelled([[value] for value in told], [kind])
            ], column


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_views_in_either_language(base, package, lang):
    for table in AUTHORED:
        rows = base.execute(f'select * from "{table}_{lang}"')
        columns = in_language((each["name"] for each in package.fields(table)), lang)
        assert [column[0] for column in rows.description] == list(columns.values())
        assert len(rows.fetchall()) == len(lines(package, table)) - 1
    query = f"select statement from claims_{lang} where id = 'port-containers-2023'"
    assert ("天津港" in base.execute(query).fetchone()[0]) == (lang == "zh")
    query = f"select verdict from factsheet_{lang} where id = 'port-containers-2023'"
    assert base.execute(query).fetchone()[0] == {"en": "supported", "zh": "得到证实"}[lang]


def test_a_choice_of_tables_has_only_the_views_it_allows(tmp_path):
    expected = {
        ("units",): set(),
        ("sources",): {"origins"},
        ("claims", "evidence", "sources", "organizations"): {"origins", "counted"},
        ("claims", "evidence", "sources", "organizations", "checks"): VERDICTS,
        ("claims", "renderings"): {"rendered"},
    }
    for tables, views in expected.items():
        (file,) = export(tmp_path, "sqlite", tables=tables, package=ROOT, force=True)
        base = sqlite3.connect(file)
        assert names(base, "table") == set(tables)
        found = {view for view in names(base, "view") if not view.endswith(("_en", "_zh"))}
        assert found == views
        for view in names(base, "view"):
            base.execute(f'select * from "{view}"').fetchall()
        base.close()


def test_one_language_has_no_factsheet_and_no_views_in_either(tmp_path):
    (file,) = export(tmp_path, "sqlite", lang="zh", package=ROOT)
    base = sqlite3.connect(file)
    assert names(base, "view") == VIEWS - {"factsheet"}
    query = "select statement from claims where id = 'port-containers-2023'"
    assert "天津港" in base.execute(query).fetchone()[0]
    assert base.execute("select count(*) from verdicts").fetchone()[0] > 0
    base.close()


def test_the_factsheet_alone_can_not_be_had(tmp_path):
    for more in ({"tables": ["factsheet"]}, {"tables": [*AUTHORED, "factsheet"], "lang": "en"}):
        with pytest.raises(DataError, match=r"factsheet is a view.*claims.*sources"):
            export(tmp_path / "out", "sqlite", package=ROOT, **more)
    assert not (tmp_path / "out").exists()
    assert export(tmp_path / "out", "sqlite", tables=[*AUTHORED, "factsheet"], package=ROOT)


# The tables


@pytest.mark.parametrize("table", AUTHORED)
def test_a_table_and_back(base, package, table):
    rows = base.execute(f'select * from "{table}" order by rowid')
    header = [column[0] for column in rows.description]
    assert [header, *spelled(rows, package.fields(table))] == lines(package, table)


@pytest.mark.parametrize("table", AUTHORED)
def test_keys_and_comments(base, package, table):
    schema = package.resource(table)["schema"]
    info = base.execute(f'pragma table_info("{table}")').fetchall()
    keyed = sorted((row[5], row[1]) for row in info if row[5])
    assert [column for _, column in keyed] == package.primary_key(table)
    required = {
        each["name"] for each in schema["fields"] if each.get("constraints", {}).get("required")
    }
    assert {row[1] for row in info if row[3]} == required | set(package.primary_key(table))
    keys = {(row[3], row[2], row[4]) for row in base.execute(f'pragma foreign_key_list("{table}")')}
    assert keys == {
        (columns[0], other, theirs[0]) for columns, other, theirs in package.foreign_keys(table)
    }
    (sql,) = base.execute("select sql from sqlite_master where name = ?", [table]).fetchone()
    for each in schema["fields"]:
        assert each["title_zh"] in sql
        assert each["description"] in sql


def test_the_file_is_sound_and_guards_itself(forms, tmp_path):
    shutil.copy(forms["sqlite"] / "jjjdata.sqlite", tmp_path / "mine.sqlite")
    mine = sqlite3.connect(tmp_path / "mine.sqlite")
    assert mine.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert mine.execute("pragma foreign_key_check").fetchall() == []
    mine.execute("pragma foreign_keys = on")
    for change in (
        "update claims set verdict = 'true'",
        "update claims set topic = null",
        "update claims set place_id = 'nowhere'",
        "update passages set start = -1",
        "update units set id = 'x'",
        "delete from places",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            mine.execute(change)
    mine.close()


def test_keys_of_two_columns(copy, tmp_path):
    def change(_, resources):
        resources["errata"]["schema"]["foreignKeys"].append(
            {
                "fields": ["table", "row_id"],
                "reference": {"resource": "codes", "fields": ["list", "code"]},
            }
        )

    package = edit(copy, change)
    header = lines(package, "errata")[0]
    row = dict.fromkeys(header, "") | {
        "id": "e1",
        "table": "verdict",
        "row_id": "refuted",
        "column": "x",
        "reason_zh": "错",
        "reason_en": "wrong",
        "corrected_on": "2026-01-01",
        "version": "0.1.1",
    }
    write_lines(package, "errata", [header, list(row.values())])
    (file,) = export(tmp_path / "out", "sqlite", package=package)
    base = sqlite3.connect(file)
    keys = base.execute('pragma foreign_key_list("errata")').fetchall()
    base.close()
    assert [key[3:5] for key in keys if key[2] == "codes"] == [
        ("table", "list"),
        ("row_id", "code"),
    ]
    put(package, "errata", 1, "row_id", "nothing")
    with pytest.raises(DataError, match=r"table errata, row e1, .*no key of table codes"):
        export(tmp_path / "bad", "sqlite", package=package)
    assert not (tmp_path / "bad").exists()


@pytest.mark.parametrize("name", ["claims_en", "verdicts"])
def test_a_table_that_bears_the_name_of_a_view(copy, tmp_path, name):
    package = edit(copy, lambda _, resources: resources["errata"].update(name=name))
    with pytest.raises(DataError, match=f"nothing was written.*{name}"):
        export(tmp_path / "out", "sqlite", package=package)
    assert not (tmp_path / "out").exists()


def test_dumps_are_equal(forms, tmp_path):
    (other,) = export(tmp_path, "sqlite", package=Package(ROOT))
    dumps = []
    for file in (other, forms["sqlite"] / "jjjdata.sqlite"):
        base = sqlite3.connect(file)
        dumps.append(list(base.iterdump()))
        base.close()
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > sum(1 for _ in DESCRIPTOR["resources"])
