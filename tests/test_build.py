"""The build: up to date, the same when run twice, and all or nothing when something is broken."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import authored
import build
from authored import BrokenDataError
from conftest import AUTHORED, ROOT, TABLES
from jjjdata import validate
from jjjdata.citations import BIBTEX
from jjjdata.package import Package
from repositories import built, edit


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    """The package with all that the build reads and writes, up to date whatever stands here."""
    root = tmp_path_factory.mktemp("build") / "master"
    built(root)
    return root


@pytest.fixture
def clone(master, tmp_path):
    return shutil.copytree(master, tmp_path / "clone")


LABELS = {("basis", "target"): "target", ("rank", "deprecated"): "deprecated"}
LABELS["basis", "part_year"] = "part-year"


@pytest.mark.parametrize(
    ("rows", "years", "gap"),
    [
        ([("2020", "as_printed", "preferred")], ["2020"], None),
        ([("2020", "derived", "preferred")], ["*2020*"], None),
        ([("2020", "derived", "preferred"), ("2020", "as_printed", "normal")], ["2020"], None),
        ([("2020", "target", "normal")], [], "target"),
        ([("2020", "part_year", "preferred")], [], "part-year"),
        ([("2020", "as_printed", "deprecated")], [], "deprecated"),
        ([("2020", "target", "normal"), ("2020", "derived", "normal")], ["*2020*"], None),
        ([("2020-05", "as_printed", "preferred")], [], None),
    ],
)
def test_the_page_of_series_counts_figures_of_whole_years_alone(rows, years, gap):
    """A target of 22 million stood there as the throughput of 2025."""
    names = ("period", "basis", "rank")
    found = build.pages._years([dict(zip(names, row, strict=True)) for row in rows], LABELS)
    assert found["years"] == years
    held = {each["year"]: each["held"] for each in found["gaps"]}
    assert ("2020" in held) == (not years)
    assert held.get("2020") == gap
    assert found["other_periods"] == (rows[0][0] != "2020")


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()
    }


def replace(root: Path, table: str, old: str, new: str) -> None:
    """Replace what stands once in a table."""
    file = root / "data" / f"{table}.csv"
    assert file.read_text("utf-8").count(old) == 1, old
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8", newline="")


# What is built


def test_the_build_was_not_forgotten():
    assert build.build(ROOT, check=True) == [], "run python scripts/build.py"


def test_a_changed_cell_is_followed_and_the_second_run_changes_nothing(clone):
    replace(clone, "places", ",Tangshan,", ",Tangshan City,")
    stale = build.build(clone, check=True)
    assert build.build(clone) == stale
    assert {"data/derived/places.parquet", "data/derived/files.json"} < set(stale)
    assert {"data/derived/factsheet.csv", "docs/reference/SERIES.md"} & set(stale)
    assert "data/places.csv" not in stale
    assert build.build(clone) == []


def test_check_writes_nothing(clone):
    replace(clone, "places", ",Tangshan,", ",Tangshan City,")
    before = contents(clone)
    assert build.build(clone, check=True)
    assert contents(clone) == before


def test_authored_tables_are_put_into_order_and_spelling(clone):
    file = clone / "data" / "units.csv"
    before = file.read_bytes()
    header, *lines = before.decode().splitlines()
    quoted = [re.sub("^[^,]*", r'"\g<0>"', line) for line in lines]
    file.write_bytes("\r\n".join([header, *reversed(quoted)]).encode())
    assert build.build(clone) == ["data/units.csv"]
    assert file.read_bytes() == before


def test_numbers_are_spelled_in_one_way(clone):
    replace(clone, "claims", ",22000000,", ",22000000.0,")
    assert build.build(clone) == ["data/claims.csv"]
    assert ",22000000," in (clone / "data" / "claims.csv").read_text("utf-8")


def test_claims_stand_in_the_order_of_their_documents(data):
    passages = {row["id"]: row for row in data["passages"]}
    places: dict[str, list[tuple[int, int]]] = {}
    for row in data["claims"]:
        passage = passages[row["passage_id"]]
        place = passage["start"], row["quote_start"]
        places.setdefault(passage["source_id"], []).append(place)
    assert all(each == sorted(each) for each in places.values())


def test_every_file_is_recorded(package):
    recorded = json.loads((ROOT / "data" / "derived" / "files.json").read_bytes())
    paths = [record["path"] for record in recorded]
    present = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "data").rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }
    assert paths == sorted(present - {"data/derived/files.json"})
    assert (
        len((ROOT / "data" / "derived" / "files.json").read_bytes().splitlines()) == len(paths) + 2
    )
    rows = {record["path"]: record["rows"] for record in recorded}
    assert (
        rows["data/claims.csv"]
        == rows["data/derived/claims.parquet"]
        == package.resource("claims")["rows"]
    )
    assert rows["data/derived/croissant.json"] is None


def test_the_descriptor_that_people_write_records_nothing():
    descriptor = json.loads((ROOT / "datapackage.json").read_bytes())
    for resource in descriptor["resources"]:
        assert not {"rows", "bytes", "hash"} & set(resource), resource["name"]
        assert set(resource["parquet"]) == {"path"}, resource["name"]


def test_enums_follow_the_codes(clone):
    def add(rows):
        row = next(row for row in rows if row["list"] == "topic")
        rows.append({**row, "code": "zz_new", "label_zh": "新", "label_en": "new"})

    edit(clone, "codes", add)
    assert "datapackage.json" in build.build(clone)
    fields = {field["name"]: field for field in Package(clone).fields("claims")}
    assert fields["topic"]["constraints"]["enum"][-1] == "zz_new"


def test_what_is_no_longer_made_is_removed(clone):
    (clone / "data" / "derived" / "old.parquet").write_bytes(b"")
    (clone / "docs" / "reference" / "OLD.md").write_bytes(b"")
    assert build.build(clone) == ["data/derived/old.parquet", "docs/reference/OLD.md"]
    assert not (clone / "data" / "derived" / "old.parquet").exists()


def test_parquet_of_the_same_content_is_kept(clone):
    """Another version of pyarrow writes other bytes; that is no change."""
    import pyarrow.parquet as pq

    file = clone / "data" / "derived" / "units.parquet"
    pq.write_table(pq.read_table(file), file, compression="none")
    changed = file.read_bytes()
    assert "data/derived/units.parquet" not in build.build(clone)
    assert file.read_bytes() == changed
    file.write_bytes(changed[:-20])
    assert "data/derived/units.parquet" in build.build(clone)


def test_from_nothing_the_build_makes_the_same_bytes(clone):
    before = contents(clone)
    # To set citations anew takes Pandoc, which only the extra build brings.
    kept = {name: before[name] for name in ("data/derived/citations.csv", BIBTEX)}
    shutil.rmtree(clone / "data" / "derived")
    shutil.rmtree(clone / "docs" / "reference")
    build.write(clone, kept)
    build.build(clone)
    after = contents(clone)
    assert set(after) == set(before)
    assert [name for name in after if after[name] != before[name]] == []


@pytest.mark.parametrize("table", TABLES)
def test_canonical_csv(table, package):
    content = package.file(table).read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")


# What is refused: nothing is written, and the message says where the fault is

PORT = "claims, row port-containers-2023, column "
BROKEN = [
    ("verdict", "suported", "'suported' is not in the code list verdict (conflicting, "),
    ("unit_id", "teux", "there is no row teux in units"),
    ("passage_id", "", "it is empty, but required"),
    ("period", "last year", "'last year' does not fit the pattern "),
]


@pytest.mark.parametrize(("column", "cell", "message"), BROKEN)
def test_a_broken_cell_is_told_with_its_place_and_nothing_is_written(clone, column, cell, message):
    def change(rows):
        next(row for row in rows if row["id"] == "port-containers-2023")[column] = cell
        rows.reverse()  # which would be mended

    edit(clone, "claims", change)
    before = contents(clone)
    with pytest.raises(BrokenDataError) as error:
        build.build(clone)
    assert f"{PORT}{column}: {message}" in str(error.value)
    assert contents(clone) == before


def test_a_pattern_is_told_in_words_too(clone):
    edit(clone, "claim_caveats", lambda rows: rows[0].update(id="a_b"))
    with pytest.raises(BrokenDataError, match=r"'a_b' does not fit .*\(Key: the claim, a hyphen, "):
        build.build(clone)


def test_a_number_that_is_none_is_told_with_its_row(clone):
    edit(clone, "claims", lambda rows: rows[4].update(value="22 million"))
    with pytest.raises(BrokenDataError, match=r"claims.* 5, .*value.*22 million"):
        build.build(clone)


def test_every_fault_is_told_at_once(clone):
    edit(clone, "claims", lambda rows: rows[0].update(topic="nonsense", origin_id="nowhere"))
    edit(clone, "codes", lambda rows: rows[-1].update(label_zh=""))
    with pytest.raises(BrokenDataError) as error:
        build.build(clone)
    lines = str(error.value).splitlines()
    assert len(lines) >= 3, lines
    assert any(line.startswith("codes, row ") and "required" in line for line in lines)


def test_unreadable_tables_are_all_told(clone):
    for table in ("units", "places"):
        with (clone / "data" / f"{table}.csv").open("ab") as stream:
            stream.write(b"too,short\n")
    with pytest.raises(BrokenDataError) as error:
        build.build(clone)
    first, second = str(error.value).splitlines()
    assert "places" in first
    assert "units" in second


def test_a_key_that_stands_twice_is_refused(clone):
    edit(clone, "units", lambda rows: rows.append({**rows[1], "name_en": "another name"}))
    with pytest.raises(
        BrokenDataError,
        match=r"units, row .*, column id: the key stands twice, in the rows number 2 ",
    ):
        build.build(clone)


def test_a_row_without_a_key_is_refused(clone):
    edit(clone, "units", lambda rows: rows[3].update(id=""))
    with pytest.raises(BrokenDataError, match=r"units, row number 4: its key \(id\) is empty"):
        build.build(clone)


def test_a_number_out_of_bounds_is_refused(clone):
    edit(clone, "passages", lambda rows: rows[2].update(section="9"))
    with pytest.raises(BrokenDataError, match="column section: 9 is outside the bounds"):
        build.build(clone)


def test_a_code_list_without_codes_is_refused(clone):
    edit(
        clone,
        "codes",
        lambda rows: rows.__setitem__(slice(None), [r for r in rows if r["list"] != "topic"]),
    )
    with pytest.raises(
        BrokenDataError, match=r"codes: there is no list topic, which claims\.topic uses"
    ):
        build.build(clone)


@pytest.mark.parametrize("name", ["data/claims.csv", "datapackage.json", "README.md"])
def test_an_unfinished_merge_of_what_people_write_is_named(clone, name):
    file = clone / name
    first, rest = file.read_bytes().split(b"\n", 1)
    merge = b"<<<<<<< HEAD\n" + first + b"\n=======\n" + first + b"\n>>>>>>> theirs\n"
    file.write_bytes(first + b"\n" + merge + rest)
    before = contents(clone)
    with pytest.raises(
        BrokenDataError, match=rf"^{name}, line 2: it holds the marks of an unfinished merge"
    ):
        build.build(clone)
    assert contents(clone) == before


def test_an_unfinished_merge_of_what_is_generated_is_mended(clone):
    """In a README only within the generated blocks; any other generated file whole."""
    before = contents(clone)
    for name in before:
        if name.startswith(("data/derived", "docs/reference")) and not name.endswith(".parquet"):
            (clone / name).write_bytes(
                b"<<<<<<< HEAD\n" + before[name] + b"=======\n>>>>>>> theirs\n"
            )
    for name in ("README.md", "README.zh.md"):
        row = b"| `claims` | "
        merge = b"<<<<<<< HEAD\n" + row + b"1 |\n=======\n" + row + b"2 |\n>>>>>>> theirs\n"
        (clone / name).write_bytes(before[name].replace(row, merge + row, 1))
    build.build(clone)
    assert contents(clone) == before


def test_a_readme_without_its_blocks_is_refused(clone):
    file = clone / "README.zh.md"
    file.write_bytes(file.read_bytes().replace(b"<!-- generated: cite -->", b""))
    with pytest.raises(build.pages.BlockError, match=r"README\.zh\.md: there is no block for cite"):
        build.build(clone)


# The command


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script in a copy that has scripts and sources of its own."""
    for name in ("scripts", "src"):
        if not (root / name).exists():
            left = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, root / name, ignore=left)
    command = [sys.executable, str(root / "scripts" / "build.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_tells_what_it_did(clone):
    replace(clone, "places", ",Tangshan,", ",Tangshan City,")
    checked = run(clone, "--check")
    assert checked.returncode == 1
    assert "out of date: data/derived/places.parquet" in checked.stdout
    written = run(clone)
    assert written.returncode == 0
    assert written.stdout == checked.stdout.replace("out of date", "written")


def test_the_command_tells_what_is_broken(clone):
    edit(clone, "claims", lambda rows: rows[0].update(topic="nonsense"))
    done = run(clone)
    assert done.returncode == 1
    assert "column topic: 'nonsense' is not in the code list topic" in done.stderr
    assert done.stderr.endswith("build: nothing was written\n")


def test_what_was_built_is_valid(clone):
    build.build(clone)
    assert validate(clone) == []


def test_every_authored_table_is_read(clone):
    _, tables = authored.read(clone)
    assert list(tables) == AUTHORED
