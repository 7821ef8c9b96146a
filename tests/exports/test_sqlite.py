"""The SQLite file: tables, keys, constraints and views, read with the standard library alone."""

import csv
import json
import shutil
import sqlite3

import pytest

from exports.copies import AUTHORED, DESCRIPTOR, ROOT, edit, lines, put, spelled, write_lines
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.package import Package

VERDICTS = {"origins", "judged", "counted", "weighed", "verdicts", "sensitivity"}
VIEWS = {*VERDICTS, "rendered", "fidelities", "factsheet"}


@pytest.fixture(scope="module")
def base(forms):
    base = sqlite3.connect(f"file:{forms['sqlite'] / 'jjjdata.sqlite'}?mode=ro", uri=True)
    yield base
    base.close()


def names(base, kind):
    """Return the names of tables or views, without those of the full-text indexes."""
    query = "select name from sqlite_master where type = ? and name not like 'sqlite_%'"
    found = {row[0] for row in base.execute(query, [kind])}
    return {name for name in found if "_fts" not in name}


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
        columns = package.columns(table, lang)
        assert [column[0] for column in rows.description] == list(columns.values())
        assert len(rows.fetchall()) == len(lines(package, table)) - 1
    query = f"select statement from claims_{lang} where id = 'port-containers-2023'"
    assert ("天津港" in base.execute(query).fetchone()[0]) == (lang == "zh")
    query = f"select verdict from factsheet_{lang} where id = 'port-containers-2023'"
    assert base.execute(query).fetchone()[0] == {"en": "supported", "zh": "得到证实"}[lang]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("table", AUTHORED)
def test_views_in_either_language_spell_codes_out(base, package, table, lang):
    labels = {(row[0], row[1]): row[2:4] for row in base.execute("select * from codes")}
    for each in package.fields(table):
        lists = each.get("codeLists") or [each.get("codeList")]
        if lists == [None]:
            continue
        codes = base.execute(f'select "{each["name"]}" from "{table}" order by rowid')
        told = base.execute(f'select "{each["name"]}" from "{table}_{lang}"').fetchall()
        expected = [
            next((labels[name, code] for name in lists if (name, code) in labels), (None, None))
            for (code,) in codes
        ]
        assert [row[0] for row in told] == [pair[lang == "en"] for pair in expected]


def test_without_codes_a_view_tells_the_codes_themselves(tmp_path):
    (file, *_) = export(tmp_path, "sqlite", tables=["units"], package=ROOT)
    base = sqlite3.connect(file)
    (dimension,) = base.execute("select dimension from units_zh where id = 'teu'").fetchone()
    base.close()
    assert dimension.isascii()


# Full-text search


@pytest.mark.parametrize("words", ["天津港", "集装箱", "container", "TEU"])
def test_parts_of_words_are_found_in_both_languages(base, words):
    matching = "select rowid from claims_fts where claims_fts match ?"
    query = f"select id from claims where rowid in ({matching})"
    found = {row[0] for row in base.execute(query, [f'"{words}"'])}
    assert "port-containers-2023" in found
    assert len(found) < 10


@pytest.mark.parametrize("reason", ["no such module: fts5", "no such tokenizer: trigram"])
def test_where_the_library_has_no_such_index_the_rest_is_there(tmp_path, monkeypatch, reason):
    class Connection(sqlite3.Connection):
        def execute(self, sql, *values):
            if sql.startswith("create virtual"):
                raise sqlite3.OperationalError(reason)
            return super().execute(sql, *values)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **_: connect(path, factory=Connection))
    (file, *_) = export(tmp_path, "sqlite", tables=["units"], package=ROOT)
    monkeypatch.undo()
    base = sqlite3.connect(file)
    assert base.execute("select count(*) from units").fetchone()[0] > 0
    assert not base.execute("select 1 from sqlite_master where name like '%fts%'").fetchall()
    base.close()


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_what_datasette_is_told_is_there(tmp_path, lang):
    file, *metadata = export(tmp_path, "sqlite", lang=lang, package=ROOT)
    assert [each.name for each in metadata] == ["metadata.json", "metadata.zh.json"]
    base = sqlite3.connect(file)
    for each in metadata:
        told = json.loads(each.read_text("utf-8"))
        (database,) = told["databases"].values()
        assert set(database["tables"]) >= set(AUTHORED)
        for table, facts in database["tables"].items():
            header = {c[0] for c in base.execute(f'select * from "{table}" limit 0').description}
            assert set(facts["columns"]) == header
            assert set(facts.get("facets", [])) <= header
            assert facts.get("label_column") in {None, *header}
        sql = database["queries"].get("find", {"sql": "select :words"})["sql"]
        assert base.execute(sql, {"words": "2023"}).fetchall()
        assert "http" not in told.get("source_url", "")
    base.close()


def test_a_choice_of_tables_has_only_the_views_it_allows(tmp_path):
    expected = {
        ("units",): set(),
        ("sources",): {"origins"},
        ("claims", "evidence", "sources", "organizations"): {"origins", "judged", "counted"},
        ("claims", "evidence", "sources", "organizations", "checks"): VERDICTS,
        ("claims", "renderings"): {"rendered"},
    }
    for tables, views in expected.items():
        (file, *_) = export(tmp_path, "sqlite", tables=tables, package=ROOT, force=True)
        base = sqlite3.connect(file)
        assert names(base, "table") == set(tables)
        found = {view for view in names(base, "view") if not view.endswith(("_en", "_zh"))}
        assert found == views
        for view in names(base, "view"):
            base.execute(f'select * from "{view}"').fetchall()
        base.close()


def test_one_language_has_no_factsheet_and_no_views_in_either(tmp_path):
    (file, *_) = export(tmp_path, "sqlite", lang="zh", package=ROOT)
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
    (file, *_) = export(tmp_path / "out", "sqlite", package=package)
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
    (other, *_) = export(tmp_path, "sqlite", package=Package(ROOT))
    dumps = []
    for file in (other, forms["sqlite"] / "jjjdata.sqlite"):
        base = sqlite3.connect(file)
        dumps.append(list(base.iterdump()))
        base.close()
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > sum(1 for _ in DESCRIPTOR["resources"])
