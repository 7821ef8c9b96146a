"""The accessor gives typed tables, and every wrong name and broken file an error that helps."""

import csv
import datetime
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import jjjdata
from conftest import DESCRIPTOR, ROOT, TABLES
from jjjdata import frames, rows
from jjjdata.package import Package

DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64"}


@pytest.mark.parametrize("table", TABLES)
def test_dtypes_follow_the_descriptor(table):
    frame = jjjdata.load(table)
    fields = {field["name"]: field["type"] for field in jjjdata.schema(table)["fields"]}
    assert list(frame.columns) == list(fields)
    assert len(frame) == next(t["rows"] for t in jjjdata.tables() if t["name"] == table)
    for name, kind in fields.items():
        assert str(frame[name].dtype).startswith(DTYPES[kind]), (table, name, frame[name].dtype)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_equals_csv_cell_by_cell(table, package):
    assert frames.from_parquet(package, table).equals(frames.from_csv(package, table))


@pytest.mark.parametrize("table", TABLES)
def test_fast_reader_agrees_with_its_strict_twin(table, package):
    assert frames.from_csv(package, table).to_pylist() == rows.read(package, table)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_language(table, lang):
    other = {"en": "_zh", "zh": "_en"}[lang]
    whole, frame = jjjdata.load(table), jjjdata.load(table, lang=lang)
    assert not any(name.endswith(("_en", "_zh")) for name in frame.columns)
    assert len(frame.columns) == sum(not name.endswith(other) for name in whole.columns)
    for name in whole.columns:
        if name.endswith(f"_{lang}"):
            assert frame[name[:-3]].equals(whole[name].rename(name[:-3]))


def test_columns_in_the_order_asked_for():
    assert list(jjjdata.load("claims", lang="zh", columns=["statement", "id"]).columns) == ["statement", "id"]
    assert list(jjjdata.load("claims", columns=["value", "id"]).columns) == ["value", "id"]


def test_types_survive(copy, monkeypatch):
    """Nullable integers, booleans, dates, leading zeros and the text NA, from CSV to Parquet to DataFrame."""
    fields = [
        {"name": n, "type": t, "title": n}
        for n, t in [("code", "string"), ("count", "integer"), ("flag", "boolean"), ("day", "date"), ("x", "number")]
    ]
    (copy / "data" / "t.csv").write_text("code,count,flag,day,x\n010,1,true,2024-02-29,0.1\nNA,,,,\n", "utf-8")
    resource = {"name": "t", "path": "data/t.csv", "parquet": {"path": "data/t.parquet"}, "schema": {"fields": fields}}
    (copy / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    package = Package(copy)
    frames.write_parquet(frames.from_csv(package, "t"), str(copy / "data" / "t.parquet"))
    monkeypatch.setattr(frames, "shipped", lambda: package)
    frame = jjjdata.load("t")
    assert frame["code"].tolist() == ["010", "NA"]
    assert frame["count"].tolist() == [1, pd.NA]
    assert isinstance(frame["count"].iloc[0], (int, np.integer))
    assert frame["flag"].tolist() == [True, pd.NA]
    assert frame["day"].iloc[0].date() == datetime.date(2024, 2, 29)
    assert frame["day"].isna().tolist() == [False, True]


@pytest.mark.parametrize(("call", "names"), [
    (lambda: jjjdata.load("claim"), ["'claims'", "observations"]),
    (lambda: jjjdata.load("claims", lang="cn"), ["en, zh"]),
    (lambda: jjjdata.load("claims", columns=["statment_zh"]), ["'statement_zh'", "rationale_en"]),
    (lambda: jjjdata.load("claims", lang="zh", columns=["statement_en"]), ["statement"]),
    (lambda: jjjdata.path("claims", "parket"), ["'parquet'", "csv"]),
    (lambda: jjjdata.claim("port-container-2023"), ["'port-containers-2023'"]),
    (lambda: jjjdata.schema("places "), ["'places'"]),
    (lambda: jjjdata.describe("nope"), ["claims"]),
])  # fmt: skip
def test_wrong_names_list_what_exists_and_name_the_nearest(call, names):
    with pytest.raises(jjjdata.UnknownNameError) as error:
        call()
    for name in names:
        assert name in str(error.value)
    assert error.value.text("zh") != str(error.value)


def _replace(file, old, new, count=1):
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new, count))


BROKEN = {
    "short row": (lambda f: _replace(f, b",TEU,", b","), ["units", "row", "cells"]),
    "not UTF-8": (lambda f: _replace(f, b"TEU", b"T\xffU"), ["units", "row", "ff", "UTF-8"]),
    "byte-order mark": (lambda f: f.write_bytes(b"\xef\xbb\xbf" + f.read_bytes()), ["byte-order mark"]),
    "null byte": (lambda f: _replace(f, b"TEU", b"T\0U"), ["units", "row", "symbol", "control"]),
    "missing column": (lambda f: _replace(f, b"id,symbol", b"id"), ["units", "header"]),
    "doubled header": (lambda f: _replace(f, b"id,symbol", b"id,id"), ["units", "header"]),
    "empty": (lambda f: f.write_bytes(b""), ["units.csv", "empty"]),
    "text after a quotation": (lambda f: f.write_bytes(f.read_bytes() + b'a,b,c,"d"e,f,g,h\n'), ["units"]),
    "truncated quote": (lambda f: f.write_bytes(f.read_bytes() + b'"x'), ["units"]),
    "giant cell": (lambda f: _replace(f, b"TEU", b"T" * 30_000), ["units", "row", "symbol", "30000"]),
    "missing": (lambda f: f.unlink(), ["units.csv", "missing"]),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_csv_is_refused_with_its_place(kind, copy):
    damage, names = BROKEN[kind]
    damage(copy / "data" / "units.csv")
    for reader in (rows.read, frames.from_csv):
        with pytest.raises(jjjdata.DataError) as error:
            reader(Package(copy), "units")
        for name in names:
            assert name in str(error.value)


CELLS = {
    ("passages", "start"): ["1.0", "0x10", "１", "01", " 1", "1e3", str(2**63)],
    ("observations", "value"): ["1e3", "1,000", "NaN", "inf", "٣", ".5", "5."],
    ("claims", "reviewed_on"): ["2021-02-30", "2021-2-3", "20210203", "2021-02-03T00:00"],
    ("factsheet", "recomputed"): ["True", "1", "yes"],
}


@pytest.mark.parametrize(("place", "cell"), [(place, cell) for place, cells in CELLS.items() for cell in cells])
def test_a_wrong_cell_is_refused_by_both_readers(place, cell, copy):
    table, column = place
    file = copy / "data" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    lines[3][lines[0].index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)
    for reader in (rows.read, frames.from_csv):
        with pytest.raises(jjjdata.DataError) as error:
            reader(Package(copy), table)
        assert all(word in str(error.value) for word in (table, "row 3", column, cell))


@pytest.mark.parametrize("damage", ["missing", "empty", "truncated", "altered", "other table"])
def test_a_damaged_parquet_file_is_an_error_that_names_it(damage, copy):
    file = copy / "data" / "claims.parquet"
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "truncated":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "altered":
        file.write_bytes(content[:2000] + bytes([content[2000] ^ 0xFF]) + content[2001:])
    else:
        file.write_bytes((copy / "data" / "units.parquet").read_bytes())
    with pytest.raises(jjjdata.DataError, match=r"claims\.parquet"):
        frames.from_parquet(Package(copy), "claims")


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", "https://example.org/claims.csv", None, ["a.csv"]])
def test_a_path_never_leaves_the_package(path, copy):
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    descriptor["resources"][0]["path"] = path
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with pytest.raises(jjjdata.DataError, match="inside the package"):
        rows.read(Package(copy), "claims")


def test_a_symbolic_link_never_leads_out(copy, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "claims.csv"
    outside.write_bytes((copy / "data" / "claims.csv").read_bytes())
    (copy / "data" / "claims.csv").unlink()
    (copy / "data" / "claims.csv").symlink_to(outside)
    with pytest.raises(jjjdata.DataError, match="inside the package"):
        rows.read(Package(copy), "claims")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"resources": []}', '{"resources": [{"name": "a"}]}', "null"])
def test_a_broken_descriptor_is_an_error_that_names_it(text, copy):
    (copy / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(jjjdata.DataError, match=r"datapackage\.json"):
        Package(copy)


def run(*words, **kw):
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, **kw)


def test_import_loads_neither_pandas_nor_pyarrow():
    code = ("import sys, jjjdata; jjjdata.tables(); jjjdata.describe('claims'); jjjdata.claim('pm25-drop');"
            "bad = {'pandas', 'pyarrow', 'numpy'} & set(sys.modules); sys.exit(str(bad) if bad else 0)")  # fmt: skip
    done = run("-c", code)
    assert done.returncode == 0, done.stderr


def test_works_from_any_directory(tmp_path):
    done = run("-c", "import jjjdata; print(len(jjjdata.load('claims')))", cwd=tmp_path)
    assert int(done.stdout) == next(r["rows"] for r in DESCRIPTOR["resources"] if r["name"] == "claims"), done.stderr


def test_an_unknown_attribute_says_what_there_is():
    with pytest.raises(AttributeError, match="tables"):
        jjjdata.nothing  # noqa: B018


def test_path_is_usable():
    assert jjjdata.path("claims").is_file()
    assert jjjdata.path("claims", "parquet").suffix == ".parquet"
    assert (ROOT / "data" / "claims.csv").read_bytes() == jjjdata.path("claims").read_bytes()
