"""A damaged file of a table gives what stands there, or an error that names it; nothing is lost."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT, TABLES
from damage import (
    CELLS,
    cells,
    copied,
    damage,
    descriptor,
    few,
    lines_of,
    outcome,
    put_descriptor,
    put_lines,
    run,
    shares,
    steps,
)
from jjjdata import load, validate, verify
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.package import Package
from jjjdata.tables import LONGEST, arrow_table, read_parquet, read_rows, spell, write_parquet

SMALL = ["units", "places", "passages", "checks", "exemptions", "observations", "errata"]


def assert_all_read(content, rows):
    """Nothing was lost, made up or changed: each cell is the spelling of its value."""
    header, *lines = lines_of(content)
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        for name, cell in zip(header, line, strict=True):
            value = row[name]
            assert (value is None) == (cell == "")
            same = float(cell) == value if isinstance(value, float) else spell(value) == cell
            assert same, (name, cell, value)


@few(60)
@given(table=st.sampled_from(SMALL), chosen=steps)
def test_a_damaged_csv_gives_what_stands_there_or_an_error(table, chosen):
    with copied([table]) as root:
        content = damage(root / "data" / f"{table}.csv", chosen)
        rows = outcome(lambda: read_rows(Package(root), table), table)
        if rows is not None:
            assert_all_read(content, rows)


@few(100)
@given(table=st.sampled_from(SMALL), data=st.data(), cell=cells)
def test_a_damaged_cell_gives_what_stands_there_or_an_error(table, data, cell):
    with copied([table]) as root:
        file = root / "data" / f"{table}.csv"
        lines = lines_of(file.read_bytes())
        lines.append([""] * len(lines[0]))
        row = data.draw(st.integers(1, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[0]) - 1))
        lines[row][column] = cell
        put_lines(file, lines)
        for whole in (True, False):
            rows = outcome(lambda whole=whole: read_rows(Package(root), table, whole=whole), table)
            if rows is not None:
                assert_all_read(file.read_bytes(), rows)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: ascii(cell)[:16])
@pytest.mark.parametrize(("table", "column"), [("passages", "start"), ("checks", "tolerance")])
def test_no_hostile_cell_is_a_number_or_a_day(table, column, cell):
    if (column, cell) in (("tolerance", "-0"), ("tolerance", "9223372036854775808")):
        return  # as good a number as any
    with copied([table]) as root:
        file = root / "data" / f"{table}.csv"
        lines = lines_of(file.read_bytes())
        lines[1][lines[0].index(column)] = cell
        put_lines(file, lines)
        with pytest.raises(DataError, match=table):
            read_rows(Package(root), table)


def test_a_long_cell_is_read_up_to_a_bound():
    with copied(["units"]) as root:
        file = root / "data" / "units.csv"
        lines = lines_of(file.read_bytes())
        column = lines[0].index("name_en")
        lines[1][column] = "x" * LONGEST
        put_lines(file, lines)
        assert LONGEST == 20_000
        assert read_rows(Package(root), "units")[0]["name_en"] == "x" * LONGEST
        assert run("diff", ROOT, root).status == 1
        assert run("validate", root).status == 1
        lines[1][column] += "x"
        put_lines(file, lines)
        with pytest.raises(DataError, match=r"units, row 1.*name_en.*20001"):
            read_rows(Package(root), "units")
        assert len(run("validate", root).out) < 5000


@pytest.mark.parametrize("table", ["units", "errata"])
def test_a_blank_line_is_no_row(table):
    with copied([table]) as root:
        damage(root / "data" / f"{table}.csv", [("blank line", 0, 0)])
        with pytest.raises(DataError, match=f"{table}, row .* 0 cells"):
            read_rows(Package(root), table)


@pytest.mark.parametrize("end", [b'"', b'a,"b', b'"a\nb'])
def test_a_quotation_that_never_ends_is_refused(end):
    with copied(["units"]) as root:
        file = root / "data" / "units.csv"
        file.write_bytes(file.read_bytes().rstrip(b"\n").rpartition(b",")[0] + b"," + end)
        with pytest.raises(DataError, match="units"):
            read_rows(Package(root), "units")


# Parquet


@few(40)
@given(table=st.sampled_from(SMALL), chosen=steps)
def test_a_damaged_parquet_file_gives_the_table_or_an_error(table, chosen):
    with copied([table]) as root:
        before = read_parquet(Package(root), table)
        damage(root / "data" / "derived" / f"{table}.parquet", chosen)
        after = outcome(lambda: read_parquet(Package(root), table), table)
        assert after is None or after.equals(before)


def other_tables(table):
    """Return Arrow tables that are not the one in the package, by what is wrong with them."""
    turned = table.take(list(reversed(range(len(table)))))
    return {
        "rows": table.slice(0, len(table) - 1),
        "names": table.rename_columns([name.upper() for name in table.column_names]),
        "order": table.select(list(reversed(table.column_names))),
        "type": table.set_column(0, table.column_names[0], table.column(0).dictionary_encode()),
        "cell": table.set_column(0, table.schema.field(0), turned.column(0)),
        "table": arrow_table(Package(ROOT), "terms"),
    }


@pytest.mark.parametrize("table", ["units", "observations"])
@pytest.mark.parametrize("wrong", ["rows", "names", "order", "type", "cell", "table"])
def test_a_parquet_file_that_disagrees_is_refused_or_told(table, wrong):
    with copied([table]) as root:
        file = root / "data" / "derived" / f"{table}.parquet"
        write_parquet(other_tables(read_parquet(Package(root), table))[wrong], str(file))
        rows = outcome(lambda: read_parquet(Package(root), table), table)
        # That a cell is another only the comparison of the hash and of the CSV can tell.
        assert (rows is None) == (wrong != "cell")
        told = {(finding.table, finding.file, finding.code) for finding in verify(Package(root))}
        assert (table, f"data/derived/{table}.parquet", "file-hash") in told


# Files that are none, and paths that lead away


def make_pipe(file):
    os.mkfifo(file)


def make_link_to_zero(file):
    file.symlink_to("/dev/zero")


def make_folder(file):
    file.mkdir()


def make_ring(file):
    file.symlink_to(file.name)


IRREGULAR = [make_pipe, make_link_to_zero, make_folder, make_ring]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="pipes and devices of POSIX")
@pytest.mark.parametrize("make", IRREGULAR)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_that_is_no_file_is_told_and_not_waited_for(kind, make):
    with copied(["units"]) as root:
        file = Package(root).file("units", kind)
        file.unlink()
        make(file)
        read = read_rows if kind == "csv" else read_parquet
        with pytest.raises(DataError, match="units"):
            read(Package(root), "units")
        assert outcome(lambda: load("units", package=root), "units") is None or kind == "csv"
        told = {(finding.code, finding.table) for finding in validate(root)}
        assert ("file-readable", "units") in told


AWAY = (
    *["../secret", "data/../../secret", "/etc/passwd", "//example.org/a.csv", "data/out", "", "."],
    *["https://example.org/a.csv", "http://127.0.0.1/a", "ftp://example.org/a", "s3://bucket/a"],
    *["file:///etc/passwd", "~", None, 1, ["data/units.csv"], {"path": "x"}, "a\0b", "x" * 5000],
)


@pytest.mark.parametrize("path", AWAY, ids=lambda path: ascii(path)[:20])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_no_path_leads_out_of_the_package_or_into_the_network(path, kind, tmp_path):
    (tmp_path / "secret").write_bytes(Package(ROOT).file("units", kind).read_bytes())
    with copied(["units"]) as root:
        (root / "data" / "out").symlink_to(tmp_path / "secret")
        tree = descriptor(root)
        resource = tree["resources"][0]
        (resource if kind == "csv" else resource["parquet"])["path"] = path
        put_descriptor(root, tree)
        copy = Package(root)
        with pytest.raises(DataError, match=r"units|data package|is missing|can't be read"):
            (read_rows if kind == "csv" else read_parquet)(copy, "units")
        assert "file-readable" in {finding.code for finding in verify(copy)}


# Exports


@few(12)
@given(
    form=st.sampled_from(["csv", "parquet", "sqlite"]), table=st.sampled_from(SMALL), chosen=steps
)
def test_a_failed_export_leaves_nothing_behind(form, table, chosen):
    with copied([table]) as root:
        damage(root / "data" / f"{table}.csv", chosen)
        target = root / "a" / "b"
        files = outcome(lambda: export(target, form, package=Package(root)))
        left = list((root / "a").rglob("*"))
        assert bool(left) == bool(files)
        assert all(Path(file).is_relative_to(target) for file in files or ())


NAMES = ["../evil", "/tmp/evil", "..", "a/b", "a\\b", "a\0b", "", " ", "x" * 300]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:12])
@pytest.mark.parametrize("form", ["csv", "parquet", "sqlite"])
def test_a_table_name_never_leads_an_export_out_of_its_target(name, form):
    with copied(["units"]) as root:
        tree = descriptor(root)
        tree["resources"][0]["name"] = name
        put_descriptor(root, tree)
        files = outcome(lambda: export(root / "out", form, package=Package(root)))
        assert files is None or form == "sqlite"


@few(25)
@given(
    table=st.sampled_from(TABLES),
    kind=st.sampled_from(["csv", "parquet"]),
    share=shares,
    mask=st.integers(1, 255),
)
@example(table="units", kind="csv", share=0.0, mask=1)
def test_one_altered_byte_is_found(table, kind, share, mask):
    with copied([table]) as root:
        file = Package(root).file(table, kind)
        content = bytearray(file.read_bytes())
        content[int(share * (len(content) - 1))] ^= mask
        file.write_bytes(content)
        path = file.relative_to(root).as_posix()
        told = [(finding.table, finding.file, finding.code) for finding in verify(root)]
        assert told == [(table, path, "file-hash")]
