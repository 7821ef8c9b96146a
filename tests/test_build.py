"""The build is up to date, changes nothing when run twice, and refuses broken input."""

import subprocess
import sys

import pytest

import build
from conftest import ROOT, TABLES


def test_the_build_was_not_forgotten():
    assert build.build(ROOT, check=True) == [], "run python scripts/build.py"


@pytest.fixture
def clone(copy):
    for name in ("README.md", "README.zh.md"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    return copy


def test_a_changed_cell_is_noticed_and_the_second_run_changes_nothing(clone):
    file = clone / "data" / "units.csv"
    file.write_bytes(file.read_bytes().replace(b"kilometer", b"kilometre"))
    assert build.build(clone, check=True)
    changed = build.build(clone)
    assert {"data/units.parquet", "datapackage.json"} <= set(changed)
    assert build.build(clone) == []


def test_rows_out_of_order_are_put_in_order(clone):
    file = clone / "data" / "units.csv"
    header, *lines = file.read_bytes().splitlines(keepends=True)
    before = file.read_bytes()
    file.write_bytes(header + b"".join(reversed(lines)))
    build.build(clone)
    assert file.read_bytes() == before


def test_a_broken_row_stops_the_build_and_writes_nothing(clone):
    file = clone / "data" / "units.csv"
    file.write_bytes(file.read_bytes() + b"too,short\n")
    with pytest.raises(build.DataError, match="units, row"):
        build.build(clone)
    assert build.Package(clone).descriptor == build.Package(ROOT).descriptor


def test_the_script_reports():
    script = str(ROOT / "scripts" / "build.py")
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "everything is up to date"), done.stdout + done.stderr


@pytest.mark.parametrize("table", TABLES)
def test_canonical_csv(table):
    content = (ROOT / "data" / f"{table}.csv").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")
