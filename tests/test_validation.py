"""Validation: what is wrong with a copy is told once, at its place, with the way to mend it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from jjjdata import database, files
from jjjdata.errors import DataError, MissingExtraError
from jjjdata.factsheet import factsheet_rows
from jjjdata.findings import Finding, as_github, as_json, as_text
from jjjdata.package import FILES, Package
from jjjdata.tables import arrow_table, csv_bytes, read_rows, write_parquet
from jjjdata.validation import validate, verify

BUILD = "python scripts/build.py"
KEY = {"constraints": {"required": True}, "type": "string", "name": "id"}
TOLD = {"title": "T", "title_zh": "题", "description": "What it is.", "description_zh": "说明。"}

# A package of three tables: validating it is quick, and the rules have nothing to say of it.
FIELDS = {
    "countries": [KEY, {"name": "area", "type": "number"}],
    "cities": [
        KEY,
        {"name": "country_id", "type": "string"},
        {"name": "size", "type": "string", "constraints": {"enum": ["small", "large"]}},
        {"name": "people", "type": "integer", "constraints": {"minimum": 1}},
        {"name": "founded", "type": "date"},
        {"name": "code", "type": "string", "constraints": {"pattern": "[a-z]{2}"}},
        {"name": "remark", "type": "string"},
    ],
    "summary": [KEY, {"name": "cities", "type": "integer"}],
}
ROWS = {
    "countries": "id,area\nchina,9.6\nfrance,0.6\n",
    "cities": (
        "id,country_id,size,people,founded,code,remark\n"
        'beijing,china,large,21,1949-10-01,bj,"two\nlines"\n'
        "paris,france,large,2,,pa,\n"
        "langfang,china,small,5,,,\n"
    ),
    "summary": "id,cities\nall,3\n",
}


def descriptor() -> dict[str, Any]:
    resources = []
    for name, fields in FIELDS.items():
        built = name == "summary"
        schema: dict[str, Any] = {"fields": [{**field, **TOLD} for field in fields]}
        schema["primaryKey"] = ["id"]
        if name == "cities":
            reference = {"resource": "countries", "fields": ["id"]}
            schema["foreignKeys"] = [{"fields": ["country_id"], "reference": reference}]
        path = f"data/{'derived/' if built else ''}{name}.csv"
        resources.append(
            {
                "name": name,
                **TOLD,
                "path": path,
                "type": "table",
                "format": "csv",
                "built": built,
                "parquet": {"path": f"data/derived/{name}.parquet"},
                "schema": schema,
            }
        )
    return {"name": "little", **TOLD, "version": "1.0.0", "resources": resources}


def put(root: Path, what: dict[str, Any]) -> None:
    (root / "datapackage.json").write_text(json.dumps(what, ensure_ascii=False), "utf-8")


def edit(root: Path, **changes: Any) -> None:
    """Change what the descriptor says of the resource countries."""
    what = json.loads((root / "datapackage.json").read_text("utf-8"))
    what["resources"][0].update(changes)
    put(root, what)


def swap(root: Path, file: str, old: str, new: str) -> None:
    """Replace a text once in a file."""
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8", newline="")


def record(root: Path) -> None:
    """Record the files of a package as the build does."""
    (root / FILES).unlink(missing_ok=True)
    entries = []
    for file in sorted(path for path in (root / "data").rglob("*") if path.is_file()):
        content = file.read_bytes()
        path, digest = file.relative_to(root).as_posix(), hashlib.sha256(content).hexdigest()
        entries.append({"path": path, "bytes": len(content), "sha256": digest, "rows": None})
    (root / FILES).write_text(json.dumps(entries), "utf-8")


def build(root: Path) -> None:
    """Write Parquet files and record everything."""
    (root / "scripts").mkdir(exist_ok=True)
    (root / "scripts" / "build.py").touch()  # where there is none, nothing is said of it
    (root / FILES).unlink(missing_ok=True)
    package = Package(root)
    for table, resource in package.resources.items():
        write_parquet(arrow_table(package, table), root / resource["parquet"]["path"])
    record(root)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("little")
    (root / "data" / "derived").mkdir(parents=True)
    put(root, descriptor())
    for resource in descriptor()["resources"]:
        (root / resource["path"]).write_text(ROWS[resource["name"]], "utf-8", newline="")
    (root / "data" / "derived" / "other.json").write_text("{}", "utf-8")
    build(root)
    return root


@pytest.fixture
def little(pattern: Path, tmp_path: Path) -> Path:
    """A copy of the little package that a test may damage."""
    return Path(shutil.copytree(pattern, tmp_path / "little"))


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.code, finding.table) for finding in findings)


def only(findings: list[Finding], code: str) -> Finding:
    [finding] = [each for each in findings if each.code == code]
    return finding


def unhashed(findings: list[Finding]) -> list[Finding]:
    """Leave out that a file is not as it was built, which any change is."""
    known = ("file-hash", "file-size", "parquet-differs")
    return [finding for finding in findings if finding.code not in known]


def test_a_copy_that_is_in_order_has_no_findings(little):
    assert verify(little) == []
    assert validate(little) == []


def test_a_copy_may_hold_fewer_tables(copy):
    """A key that leads to a table that is not there is no fault, here or in the database."""
    file = copy / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    kept = [each for each in descriptor["resources"] if each["name"] in ("errata", "units")]
    file.write_text(json.dumps({**descriptor, "resources": kept}), "utf-8")
    (copy / "data" / "derived" / "files.json").unlink(missing_ok=True)
    assert [finding.code for finding in validate(copy)] == ["files-unrecorded"]
    assert database.connect(copy).execute("select count(*) from units").fetchone()[0] > 0


def test_a_descriptor_that_does_not_say_who_made_the_data_is_a_finding(copy):
    """The citations need it, the schema does not."""
    file = copy / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    del descriptor["contributors"]
    file.write_text(json.dumps(descriptor), "utf-8")
    [finding] = [each for each in validate(copy) if each.code == "file-readable"]
    assert "contributors" in finding.value


def test_the_path_of_the_descriptor_will_do(little):
    """frictionless and check-datapackage take the file, so people do too."""
    assert validate(little / "datapackage.json") == []
    assert verify(little / "datapackage.json") == []


# Files


def test_a_changed_file_is_seen_and_the_build_is_named(little):
    swap(little, "data/countries.csv", "9.6", "9.75")
    findings = validate(little)
    assert codes(findings) == [
        ("file-hash", "countries"),
        ("file-size", "countries"),
        ("parquet-differs", "countries"),
    ]
    assert all(BUILD in finding.text(lang) for finding in findings for lang in ("en", "zh"))
    size = only(findings, "file-size")
    assert (size.value, size.expected, size.file) == ("30", "29", "data/countries.csv")
    assert "data/countries.csv has 30 bytes; recorded are 29" in size.text()
    assert only(findings, "parquet-differs").file == "data/derived/countries.parquet"
    build(little)
    assert validate(little) == []


def test_a_change_of_the_same_size_is_seen(little):
    swap(little, "data/countries.csv", "9.6", "9.7")
    assert codes(verify(little)) == [("file-hash", "countries")]


def test_a_changed_file_that_is_no_table_is_seen(little):
    (little / "data" / "derived" / "other.json").write_text("[1]", "utf-8")
    findings = verify(little)
    assert codes(findings) == [("file-hash", ""), ("file-size", "")]
    assert {finding.file for finding in findings} == {"data/derived/other.json"}
    (little / "data" / "derived" / "other.json").unlink()
    assert "other.json is missing" in only(verify(little), "file-readable").text()


def test_a_table_that_is_not_recorded_is_seen(little):
    entries = json.loads((little / FILES).read_text("utf-8"))
    kept = [each for each in entries if each["path"] != "data/countries.csv"]
    (little / FILES).write_text(json.dumps(kept), "utf-8")
    findings = verify(little)
    assert codes(findings) == [("file-hash", "countries"), ("file-size", "countries")]
    assert all(BUILD in finding.text() for finding in findings)


def test_where_no_build_is_none_is_advised(little):
    """An installation and a folder that was taken away have no scripts to run."""
    shutil.rmtree(little / "scripts")
    (little / "data" / "countries.csv").write_text("id,area\nx,5\n", "utf-8", newline="")
    findings = [*verify(little), *validate(little)]
    (little / FILES).unlink()
    findings += verify(little)
    assert {finding.code for finding in findings} >= {"file-size", "file-hash", "files-unrecorded"}
    for lang in ("en", "zh"):
        assert not [each for each in findings if "build.py" in each.text(lang)]
    assert not [each for each in json.loads(as_json(findings)) if "build.py" in each["en"]]


def test_what_is_recorded_in_the_descriptor_counts(little):
    """So it is in the wheel and in exports, where the two are merged."""
    put(little, Package(little).descriptor)
    (little / FILES).unlink()
    assert verify(little) == []
    swap(little, "data/countries.csv", "9.6", "9.7")
    assert codes(verify(little)) == [("file-hash", "countries")]


def test_where_nothing_is_recorded_a_warning_says_so(little):
    (little / FILES).unlink()
    shutil.rmtree(little / "data" / "derived")
    [finding] = validate(little)
    assert (finding.code, finding.level, finding.file) == ("files-unrecorded", "warning", FILES)
    assert BUILD in finding.text("zh")
    assert verify(little) == [finding]
    assert as_github([finding], Package(little), "en").startswith(f"::warning file={FILES},line=1")


def test_what_was_built_is_compared_even_if_nothing_is_recorded(little):
    (little / FILES).unlink()
    swap(little, "data/countries.csv", "9.6", "9.7")
    assert codes(validate(little)) == [("files-unrecorded", ""), ("parquet-differs", "countries")]


def test_a_missing_file_is_told_once(little):
    (little / "data" / "countries.csv").unlink()
    (little / "data" / "derived" / "cities.parquet").unlink()
    findings = validate(little)
    assert codes(findings) == [("file-readable", "cities"), ("file-readable", "countries")]
    assert "cities.parquet" in findings[0].text()
    assert findings[1].file == "data/countries.csv"


def test_a_missing_built_table_is_told_where_it_was_recorded(little):
    (little / "data" / "derived" / "summary.csv").unlink()
    assert codes(validate(little)) == [("file-readable", "summary")]


def test_a_damaged_parquet_file_is_seen(little):
    (little / "data" / "derived" / "countries.parquet").write_bytes(b"PAR1")
    record(little)
    assert codes(validate(little)) == [("parquet-differs", "countries")]


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/hostname", "http://x.example/a.csv", 5])
def test_a_path_that_leads_out_is_not_followed(little, path):
    (little.parent / "outside.csv").write_text(ROWS["countries"], "utf-8")
    edit(little, path=path)
    findings = validate(little)
    assert ("file-readable", "countries") in codes(findings)
    assert "does not stay inside" in only(findings, "file-readable").text()


def test_a_link_that_leads_out_is_not_followed(little):
    file = little / "data" / "countries.csv"
    shutil.copy(file, little.parent / "outside.csv")
    file.unlink()
    file.symlink_to(little.parent / "outside.csv")
    assert codes(validate(little)) == [("file-readable", "countries")]


@pytest.mark.parametrize("path", ["../outside.json", "a\0b"])
def test_a_recorded_path_that_leads_out_is_not_followed(little, path):
    (little.parent / "outside.json").write_text("{}", "utf-8")
    entries = json.loads((little / FILES).read_text("utf-8"))
    entries.append({"path": path, "bytes": 2, "sha256": "0" * 64, "rows": None})
    (little / FILES).write_text(json.dumps(entries), "utf-8")
    [finding] = validate(little)
    assert finding.code == "file-readable"
    assert "does not stay inside" in finding.text()
    assert "\0" not in finding.text()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"{", "file_damaged"),
        (b'{"resources": []}', "descriptor_shape"),
        (b"[]", "descriptor_shape"),
        (b"\xff", "file_damaged"),
    ],
)
def test_a_damaged_descriptor_is_a_finding(little, content, key):
    (little / "datapackage.json").write_bytes(content)
    [finding] = validate(little)
    assert finding.code == "file-readable"
    assert (finding.table, finding.row, finding.column) == ("", "", "")
    assert finding.error.key == key


def test_damaged_records_are_a_finding(little):
    (little / FILES).write_text('[{"path": "x"}]', "utf-8")
    [finding] = validate(little)
    assert finding.error.key == "files_shape"
    assert BUILD in finding.text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("file", ["datapackage.json", "data/countries.csv", FILES])
def test_a_pipe_is_told_and_not_waited_for(little, file):
    (little / file).unlink()
    os.mkfifo(little / file)
    assert [finding.error.key for finding in validate(little)] == ["file_irregular"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file")
def test_a_descriptor_without_end_is_told(little):
    (little / "datapackage.json").unlink()
    (little / "datapackage.json").symlink_to("/dev/zero")
    assert [finding.error.key for finding in validate(little)] == ["file_irregular"]


def test_a_huge_file_is_told(little, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 10_000)
    (little / "data" / "countries.csv").write_bytes(b"x" * 10_001)
    finding = only(validate(little), "file-readable")
    assert finding.error.key == "file_large"
    (little / "datapackage.json").write_bytes(b" " * 10_001)
    assert [finding.error.key for finding in validate(little)] == ["file_large"]


def test_without_a_descriptor_nothing_can_be_validated(tmp_path):
    with pytest.raises(DataError, match=r"datapackage\.json"):
        validate(tmp_path)
    with pytest.raises(DataError, match=r"none\.json"):
        validate(tmp_path / "none.json")


@pytest.mark.parametrize("module", ["frictionless", "opencc"])
def test_a_missing_extra_is_named(monkeypatch, little, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"jjjdata\[validate\]"):
        validate(little)


# Tables

# What is replaced in data/cities.csv by what; the row, column, line and value of the finding, and
# what it names. Each could be the slip of a person.
MISFITS = [
    (",large,2,", ",huge,2,", "paris", "size", 4, "huge", "enum"),
    (",large,2,", ",large,two,", "paris", "people", 4, "two", "type-error"),
    (",large,2,", ",large,0,", "paris", "people", 4, "0", "minimum"),
    ("1949-10-01", "1949-13-01", "beijing", "founded", 2, "1949-13-01", "type-error"),
    (",pa,", ",p,", "paris", "code", 4, "p", "pattern"),
    ("langfang,", "paris,", "paris", "id", 5, "paris", "primary-key"),
    ("langfang,", ",", "", "id", 5, None, '"required" is "True"'),
    (",large,2,", ",large,02,", "paris", "people", 4, None, "not a valid integer"),
    ("paris,france", "paris,spain", "paris", "country_id", None, "spain", "foreign-key"),
]


@pytest.mark.parametrize("misfit", MISFITS, ids=lambda misfit: misfit[-1])
def test_what_does_not_fit_the_schema_is_told_by_key_and_column(little, misfit):
    old, new, row, column, line, value, named = misfit
    swap(little, "data/cities.csv", old, new)
    findings = unhashed(validate(little))
    finding = next(each for each in findings if named in each.text())
    assert (finding.code, finding.table, finding.row) == ("schema", "cities", row)
    assert finding.column == column
    assert value in (None, finding.value)
    lines = (little / "data" / "cities.csv").read_text("utf-8").split("\n")
    expected = line or next(n for n, text in enumerate(lines, 1) if text.startswith(row + ","))
    command = as_github([finding], Package(little), "en")
    assert f"file=data/cities.csv,line={expected}," in command
    # An empty key is a missing cell and no key; all others are told once.
    assert len(findings) == (1 if row else 2)


def test_several_faults_are_told_together(little):
    swap(little, "data/cities.csv", ",large,2,", ",huge,two,")
    swap(little, "data/countries.csv", "9.6", "wide")
    places = {(each.table, each.row, each.column) for each in unhashed(validate(little))}
    assert places == {
        ("cities", "paris", "size"),
        ("cities", "paris", "people"),
        ("countries", "china", "area"),
    }


# What is done to data/cities.csv, and the row and column that are told.
UNREADABLE = [
    (lambda file: file.write_bytes(b""), "", "", "file_empty"),
    (lambda file: file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes()), "", "", "byte_order_mark"),
    (lambda file: replace(file, b"remark", b"note"), "", "", "header"),
    (lambda file: replace(file, b"paris,", b"paris,x,"), "paris", "", "ragged"),
    (lambda file: replace(file, b"paris,", b"par\x07is,"), "par\x07is", "id", "cell_control"),
    (lambda file: replace(file, b",pa,", b",pa,\xff"), None, "", "encoding"),
    (lambda file: replace(file, b"pa,\n", b'pa,"\n'), "", "", "file_damaged"),
]


def replace(file: Path, old: bytes, new: bytes) -> None:
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new, 1))


@pytest.mark.parametrize(
    ("damage", "row", "column", "key"), UNREADABLE, ids=[each[-1] for each in UNREADABLE]
)
def test_what_is_no_table_is_told_once(little, damage, row, column, key):
    damage(little / "data" / "cities.csv")
    [finding] = unhashed(validate(little))
    assert (finding.code, finding.table, finding.error.key) == ("file-readable", "cities", key)
    assert finding.column == column
    assert row in (None, finding.row)
    assert "\x07" not in as_text([finding], "en")


def test_a_table_that_can_not_be_read_hides_no_fault_of_another(little):
    (little / "data" / "countries.csv").write_bytes(b"")
    swap(little, "data/cities.csv", ",large,2,", ",huge,2,")
    findings = unhashed(validate(little))
    assert codes(findings) == [("file-readable", "countries"), ("schema", "cities")]
    # A key to what can't be read is not called broken.
    assert findings[0].column == "size"


def test_what_only_the_database_refuses_is_told(little, monkeypatch):
    def refuse(*_):
        raise DataError("row_refused", table="cities", row="paris", reason="too large")

    monkeypatch.setattr(database, "insert", refuse)
    [finding] = validate(little)
    assert (finding.code, finding.table, finding.row) == ("schema", "cities", "paris")
    assert "too large" in finding.text()
    assert "data/cities.csv,line=4," in as_github([finding], Package(little), "en")


def test_a_built_table_with_old_columns_wants_a_build(little):
    swap(little, "data/derived/summary.csv", "id,cities", "id,towns")
    record(little)
    [finding] = validate(little)
    assert (finding.code, finding.table) == ("derived-stale", "summary")
    assert (finding.value, finding.expected) == ("towns", "cities")
    assert BUILD in finding.text()


def test_a_descriptor_beyond_frictionless_is_a_finding(little):
    what = json.loads((little / "datapackage.json").read_text("utf-8"))
    put(little, {**what, "keywords": 5})
    findings = validate(little)
    assert codes(findings) == [("schema", "")]
    assert "keywords" in findings[0].text()


# The shipped tables


@pytest.fixture(scope="module")
def built_pattern(tmp_path_factory: pytest.TempPathFactory, package: Package) -> Path:
    """A copy of the shipped tables with what the build makes of them."""
    root = tmp_path_factory.mktemp("shipped")
    (root / "data" / "derived").mkdir(parents=True)
    shutil.copy(package.root / "datapackage.json", root)
    for table in package.authored:
        shutil.copy(package.file(table), root / package.resource(table)["path"])
    rows = factsheet_rows(Package(root))
    factsheet = csv_bytes(package.fields("factsheet"), rows)
    (root / package.resource("factsheet")["path"]).write_bytes(factsheet)
    # To set them again takes Pandoc: they are those of the package, made of the same tables.
    shutil.copy(package.file("citations"), root / package.resource("citations")["path"])
    build(root)
    return root


@pytest.fixture
def built(built_pattern: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_pattern, tmp_path / "built"))


def test_the_shipped_tables_are_in_order(built):
    assert as_text(validate(built), "en") == ""


def test_a_forged_factsheet_is_found(built):
    """Hashes guard against damage; what is built is held to the tables that it is built from."""
    file = built / "data" / "derived" / "factsheet.csv"
    text = file.read_text("utf-8")
    forged = text.count(",not enough evidence")
    file.write_text(text.replace(",not enough evidence", ",supported"), "utf-8", newline="")
    build(built)
    findings = validate(built)
    assert {(each.code, each.table) for each in findings} == {("derived-stale", "factsheet")}
    assert len(findings) == forged
    first = findings[0]
    assert (first.value, first.expected) == ("supported", "not enough evidence")
    assert first.file == "data/derived/factsheet.csv"
    assert BUILD in first.text("zh")


def test_a_citation_of_what_is_not_there_as_it_is_cited_is_found(built):
    """A source that is retitled is not cited under its old title in silence."""
    file = built / "data" / "derived" / "citations.csv"
    rows = list(csv.DictReader(file.open(encoding="utf-8", newline="")))
    rows[1]["csl_sha256"] = "0" * 64
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[:-1])  # one that is not there can't be set here, and is no fault
    build(built)
    (finding,) = validate(built)
    assert (finding.code, finding.table) == ("derived-stale", "citations")
    assert (finding.row, finding.column) == (rows[1]["id"], "csl_sha256")


def test_a_factsheet_with_other_rows_is_found(built):
    file = built / "data" / "derived" / "factsheet.csv"
    head, first, *rest = file.read_text("utf-8").split("\n")
    other = first.replace(first.split(",")[0], "invented", 1)
    file.write_text("\n".join([head, other, *rest]), "utf-8", newline="")
    build(built)
    findings = validate(built)
    assert [(each.row, each.value, each.expected) for each in findings] == sorted(
        [("invented", "invented", ""), (first.split(",")[0], "", first.split(",")[0])]
    )


def test_rules_are_applied_to_the_tables_that_are_sound(built):
    """A slip in one table must not hide what is wrong in another."""
    swap(built, "data/claims.csv", ",checkable,", ",nope,")
    swap(built, "data/sources.csv", "2026-11-23", "1926-11-23")
    findings = unhashed(validate(built))
    assert codes(findings) == [("read-early", "sources"), ("schema", "claims")]
    unknown = only(findings, "schema")
    assert unknown.column == "checkability"
    assert unknown.row in {row["id"] for row in read_rows(Package(built), "sources")} | {
        line.split(",")[0] for line in (built / "data/claims.csv").read_text("utf-8").split("\n")
    }
    assert unknown.value == "nope"


def test_after_a_row_is_deleted_the_rules_are_still_applied(built):
    """Rows that are recorded and gone are no reason to stop before the rules."""
    file = built / "data" / "claim_caveats.csv"
    lines = file.read_text("utf-8").split("\n")
    kept = [line for line in lines if not line.startswith("conference-date-single-origin,")]
    assert len(kept) == len(lines) - 1
    file.write_text("\n".join(kept), "utf-8", newline="")
    findings = validate(built)
    assert ("caveat-due", "claims") in codes(findings)
    assert ("file-hash", "claim_caveats") in codes(findings)
    assert "derived-stale" in {finding.code for finding in findings}


def test_an_exempted_row_is_passed_over(built):
    swap(built, "data/sources.csv", "2026-11-23", "1926-11-23")
    [finding] = [each for each in unhashed(validate(built)) if each.code == "read-early"]
    with (built / "data" / "exemptions.csv").open("a", encoding="utf-8", newline="") as stream:
        row = ["e1", "read-early", "sources", finding.row, "", "理由。", "Reason.", "2026-11-28"]
        stream.write(",".join(row) + "\n")
    # The citation of that source has the old day of access: that alone is still told.
    assert {(each.code, each.table) for each in unhashed(validate(built))} == {
        ("derived-stale", "citations")
    }


def test_broken_keys_are_broken_for_frictionless_too(little):
    """Keys are followed by our own code; this is the check that it follows the same ones."""
    import frictionless

    def broken() -> list[str]:
        report = frictionless.validate(str(little / "datapackage.json"))
        return [f"{task.name} {fault.type}" for task in report.tasks for fault in task.errors]

    assert broken() == []
    swap(little, "data/cities.csv", "paris,france", "paris,spain")
    assert broken() == ["cities foreign-key"]
