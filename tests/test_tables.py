"""Tables: the one reader is strict and names the place of a fault; frames are typed."""

import csv
import datetime
import json
import os
import sys

import numpy as np
import pandas as pd
import pytest

import jjjdata
from cells import put
from conftest import TABLES
from jjjdata.errors import DataError, UnknownNameError
from jjjdata.package import Package
from jjjdata.tables import (
    arrow_table,
    csv_bytes,
    is_changed,
    load,
    read_parquet,
    read_rows,
    spell,
    write_parquet,
)

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64",
}


def replace(file, old, new):
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new, 1))


BROKEN = {
    "short row": (lambda f: replace(f, b"teu,TEU,", b"teu,"), ["units", "row", "cells"]),
    "not UTF-8": (lambda f: replace(f, b"TEU", b"T\xffU"), ["units", "row", "ff", "UTF-8"]),
    "byte-order mark": (
        lambda f: f.write_bytes(b"\xef\xbb\xbf" + f.read_bytes()),
        ["byte-order mark"],
    ),
    "null byte": (lambda f: replace(f, b"TEU", b"T\0U"), ["units", "row", "symbol", "control"]),
    "missing column": (lambda f: replace(f, b"id,symbol", b"id"), ["units", "header"]),
    "doubled header": (lambda f: replace(f, b"id,symbol", b"id,id"), ["units", "header"]),
    "empty": (lambda f: f.write_bytes(b""), ["units.csv", "empty"]),
    "text after a quotation": (lambda f: f.write_bytes(f.read_bytes() + b'a,"d"e\n'), ["units"]),
    "open quotation": (lambda f: f.write_bytes(f.read_bytes() + b'"x'), ["units"]),
    "giant cell": (
        lambda f: replace(f, b"TEU", b"T" * 30_000),
        ["units", "row", "symbol", "30000"],
    ),
    "missing": (lambda f: f.unlink(), ["units.csv", "missing"]),
    "blank line": (lambda f: f.write_bytes(f.read_bytes() + b"\n"), ["units", "row", "cells"]),
    "rows lost": (
        lambda f: f.write_bytes(f.read_bytes()[:400].rsplit(b"\n", 1)[0] + b"\n"),
        ["units", "rows"],
    ),
    "required cell emptied": (lambda f: replace(f, b",hour,", b",,"), ["units", "row", "name_en"]),
    "pattern broken": (lambda f: replace(f, b"\nkm,", b"\nK M,"), ["units", "row", "id", "K M"]),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_csv_is_refused_with_its_place(kind, copy):
    damage, words = BROKEN[kind]
    damage(copy / "data" / "units.csv")
    with pytest.raises(DataError) as error:
        read_rows(Package(copy), "units")
    assert all(word in str(error.value) for word in words), str(error.value)
    assert error.value.text("zh") != str(error.value)


CELLS = [
    ("passages", "start", ["1.0", "0x10", "１", "01", " 1", "1e3", str(2**63)]),
    ("observations", "value", ["1e3", "1,000", "NaN", "inf", "٣", ".5", "5."]),
    ("claims", "reviewed_on", ["2021-02-30", "2021-2-3", "20210203", "2021-02-03T00:00"]),
]


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [(table, column, cell) for table, column, cells in CELLS for cell in cells],
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_cell_of_another_spelling_is_refused_with_its_place(table, column, cell, whole, copy):
    file = copy / "data" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    lines[3][lines[0].index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)
    with pytest.raises(DataError) as error:
        read_rows(Package(copy), table, whole=whole)
    assert all(word in str(error.value) for word in (table, "row 3", column, cell))


def test_rows_that_were_added_are_read_before_they_are_recorded(copy):
    file = copy / "data" / "units.csv"
    file.write_bytes(file.read_bytes() + b"zz,,\xe5\xb0\xba,foot,,,,,length\n")
    assert read_rows(Package(copy), "units")[-1]["name_en"] == "foot"


def test_a_lenient_reading_takes_empty_and_fewer_cells(copy):
    file = copy / "data" / "units.csv"
    replace(file, b",hour,", b",,")
    file.write_bytes(b"\n".join(file.read_bytes().splitlines()[:9]) + b"\n")
    rows = read_rows(Package(copy), "units", whole=False)
    assert len(rows) == 8
    assert {row["id"]: row["name_en"] for row in rows}["h"] is None


@pytest.mark.parametrize("table", TABLES)
def test_what_is_read_is_written_back_the_same(table, package):
    written = package.file(table).read_bytes()
    assert csv_bytes(package.fields(table), read_rows(package, table)) == written


def test_values_have_one_spelling():
    values = [None, True, False, 22000000.0, 0.1, 12, datetime.date(2024, 2, 27), "x"]
    assert spell(0.00001) == "0.00001"
    spelled = ["", "true", "false", "22000000", "0.1", "12", "2024-02-27", "x"]
    assert [spell(value) for value in values] == spelled


@pytest.mark.parametrize("table", TABLES)
def test_parquet_equals_csv_cell_by_cell(table, package):
    assert read_parquet(package, table).equals(arrow_table(package, table))


@pytest.mark.parametrize("table", TABLES)
def test_dtypes_follow_the_descriptor(table, package):
    frame = load(table)
    assert list(frame.columns) == [field["name"] for field in package.fields(table)]
    assert len(frame) == len(read_rows(package, table))
    for field in package.fields(table):
        assert str(frame[field["name"]].dtype).startswith(DTYPES[field["type"]]), field["name"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_language(table, lang):
    """No half is thrown away that has no twin: the terms in Chinese had no English term."""
    other = {"en": "_zh", "zh": "_en"}[lang]
    whole, frame = load(table), load(table, lang=lang)
    kept_whole = {
        field["name"] for field in jjjdata.schema(table)["fields"] if "bothLanguages" in field
    }
    for name in whole.columns:
        stem, ending = name[:-3], name[-3:]
        is_half = {f"{stem}_zh", f"{stem}_en"} <= set(whole.columns) and name not in kept_whole
        if not is_half:
            assert frame[name].equals(whole[name])
        elif ending == other:
            assert name not in frame.columns
        else:
            assert frame[stem].equals(whole[name].rename(stem))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_stands_between_the_languages_stays_in_either(lang):
    assert {"term_zh", "term_en"} <= set(load("terms", lang=lang))
    assert "variant_en" in load("renderings", lang=lang)
    assert "source_term_zh" in load("claims", lang=lang)
    assert "note" in load("terms", lang=lang)


def test_columns_come_in_the_order_asked_for():
    assert list(load("claims", lang="zh", columns=["statement", "id"])) == ["statement", "id"]
    assert list(load("claims", columns=["value", "id"])) == ["value", "id"]
    assert list(load("claims", columns="value")) == ["value"]


def test_types_survive(tmp_path):
    """Nullable integers, booleans, dates, leading zeros and the text NA, from CSV and Parquet."""
    kinds = {"code": "string", "count": "integer", "flag": "boolean", "day": "date", "x": "number"}
    fields = [{"name": name, "type": kind, "title": name} for name, kind in kinds.items()]
    resource = {
        "name": "t",
        "path": "t.csv",
        "parquet": {"path": "t.parquet"},
        "schema": {"fields": fields},
    }
    (tmp_path / "t.csv").write_text(
        "code,count,flag,day,x\n010,1,true,2024-02-29,0.1\nNA,,,,\n", "utf-8"
    )
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    package = Package(tmp_path)
    write_parquet(arrow_table(package, "t"), tmp_path / "t.parquet")
    resource["rows"] = 2
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    for frame in (load("t", package=package), load("t", package=tmp_path)):
        assert frame["code"].tolist() == ["010", "NA"]
        assert frame["count"].tolist() == [1, pd.NA]
        assert isinstance(frame["count"].iloc[0], int | np.integer)
        assert frame["flag"].tolist() == [True, pd.NA]
        assert frame["day"].iloc[0].date() == datetime.date(2024, 2, 29)
        assert frame["day"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda: load("claim"), ["'claims'", "observations"]),
        (lambda: load("claims", lang="cn"), ["en, zh"]),
        (lambda: load("claims", columns=["statment_zh"]), ["'statement_zh'", "rationale_en"]),
        (lambda: load("claims", lang="zh", columns=["statement_en"]), ["statement"]),
        (lambda: jjjdata.schema("places "), ["'places'"]),
        (lambda: jjjdata.describe("nope"), ["claims"]),
    ],
)
def test_wrong_names_list_what_exists_and_name_the_nearest(call, names):
    with pytest.raises(UnknownNameError) as error:
        call()
    assert all(name in str(error.value) for name in names)
    assert error.value.text("zh") != str(error.value)


def damaged(content, kind, other):
    if kind == "empty":
        return b""
    if kind == "truncated":
        return content[: len(content) // 2]
    if kind == "altered":
        return content[:2000] + bytes([content[2000] ^ 0xFF]) + content[2001:]
    return other


@pytest.mark.parametrize("kind", ["missing", "empty", "truncated", "altered", "other table"])
def test_a_damaged_parquet_file_is_an_error_that_names_it(kind, copy):
    file = copy / "data" / "derived" / "claims.parquet"
    other = (copy / "data" / "derived" / "units.parquet").read_bytes()
    content = file.read_bytes()
    file.unlink()
    if kind != "missing":
        file.write_bytes(damaged(content, kind, other))
    with pytest.raises(DataError, match=r"claims\.parquet"):
        read_parquet(Package(copy), "claims")


def test_a_csv_that_was_changed_is_read_with_a_warning(copy):
    """The old value came from the Parquet file, and nothing was said."""
    put(copy, "claims", "port-containers-2023", value="22000001")  # of the same size
    with pytest.warns(UserWarning, match=r"claims\.csv was changed since its Parquet file") as told:
        frame = load("claims", package=copy)
    assert told[0].filename == __file__
    assert frame.set_index("id")["value"]["port-containers-2023"] == 22000001
    put(copy, "units", "teu", name_en="container")  # of another size
    with pytest.warns(UserWarning, match="units"):
        assert "container" in load("units", package=copy)["name_en"].tolist()


@pytest.mark.filterwarnings("error")
def test_what_was_not_changed_is_read_without_a_warning(copy):
    assert load("claims", package=copy).equals(load("claims"))
    (copy / "data" / "units.csv").unlink()
    assert load("units", package=copy).equals(load("units"))


@pytest.mark.parametrize(("age", "expected"), [(-1, False), (0, False), (1, True)])
def test_the_shipped_package_is_compared_only_where_a_csv_is_younger(
    copy, monkeypatch, age, expected
):
    """Nobody should wait for a comparison of files that came as they are."""
    monkeypatch.setattr(sys.modules["jjjdata.tables"], "home", lambda: copy)
    put(copy, "claims", "port-containers-2023", value="22000001")  # of the same size
    built = (copy / "data" / "derived" / "claims.parquet").stat().st_mtime_ns
    os.utime(copy / "data" / "claims.csv", ns=(built, built + age * 10**9))
    assert is_changed(Package(copy), "claims") is expected


def test_a_csv_without_a_parquet_file_counts_as_younger(copy, monkeypatch):
    monkeypatch.setattr(sys.modules["jjjdata.tables"], "home", lambda: copy)
    put(copy, "claims", "port-containers-2023", value="22000001")
    (copy / "data" / "derived" / "claims.parquet").unlink()
    assert is_changed(Package(copy), "claims")


def test_a_copy_of_which_nothing_was_built_is_read_from_csv(copy):
    for file in (copy / "data" / "derived").iterdir():
        file.unlink()
    assert len(load("units", package=copy)) == len(load("units"))
