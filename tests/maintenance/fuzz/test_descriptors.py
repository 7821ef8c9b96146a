"""A damaged descriptor is refused by name or does no harm; an endless one is not waited for."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from damage import (
    copied,
    damage,
    damaged_tree,
    descriptor,
    few,
    outcome,
    put_descriptor,
    run,
    steps,
)
from jjjdata import load, locate, validate, verify
from jjjdata.database import connect
from jjjdata.differences import diff
from jjjdata.errors import DataError
from jjjdata.package import FILES, Package
from jjjdata.tables import read_parquet, read_rows

FEW_TABLES = ["units", "passages", "claims"]


def use(root):
    """Use a package in every way that people do; each gives a result or an error of the data."""
    copy = outcome(lambda: Package(root), "datapackage.json")
    if copy is None:
        return
    for table in copy.resources:
        for read in (read_rows, read_parquet, Package.file, Package.fields, Package.foreign_keys):
            outcome(lambda read=read, table=table: read(copy, table))
        outcome(lambda table=table: load(table, package=copy))
    outcome(lambda: connect(copy))
    assert isinstance(verify(copy), list)
    outcome(lambda: diff(ROOT, copy))
    outcome(lambda: diff(copy, ROOT))
    outcome(lambda: locate(root / "datapackage.json", package=copy))


@few(60)
@given(data=st.data())
def test_a_damaged_descriptor_is_refused_or_harmless(data):
    with copied(FEW_TABLES) as root:
        put_descriptor(root, damaged_tree(data.draw, descriptor(root)))
        use(root)


@few(12)
@given(data=st.data())
def test_what_is_wrong_with_a_descriptor_is_a_finding(data):
    with copied(["units", "errata"]) as root:
        put_descriptor(root, damaged_tree(data.draw, descriptor(root)))
        assert isinstance(validate(root), list)


@few(25)
@given(chosen=steps)
def test_a_descriptor_with_damaged_bytes_is_refused_or_harmless(chosen):
    with copied(FEW_TABLES) as root:
        damage(root / "datapackage.json", chosen)
        use(root)


@few(25)
@given(chosen=steps)
def test_damaged_records_are_refused_or_told(chosen):
    with copied(["units"]) as root:
        before = (root / FILES).read_bytes()
        after = damage(root / FILES, chosen)
        findings = outcome(lambda: verify(Package(root)), "files.json")
        assert findings is None or findings or before.split() == after.split() or b"[" in after


def first(tree):
    return tree["resources"][0]


def column(tree):
    return first(tree)["schema"]["fields"][0]


SHAPES = {
    "unknown type": lambda tree: column(tree).update(type="any"),
    "no type": lambda tree: column(tree).pop("type"),
    "type list": lambda tree: column(tree).update(type=["string"]),
    "constraints text": lambda tree: column(tree).update(constraints="x"),
    "table twice": lambda tree: tree["resources"].append(first(tree)),
    "column twice": lambda tree: first(tree)["schema"]["fields"].append(column(tree)),
    "no columns": lambda tree: first(tree)["schema"].update(fields=[]),
    "key of no column": lambda tree: first(tree)["schema"].update(primaryKey=["nothing"]),
    "key of lists": lambda tree: first(tree)["schema"].update(primaryKey=[["id"]]),
    "foreign keys number": lambda tree: first(tree)["schema"].update(foreignKeys=1),
    "parquet text": lambda tree: first(tree).update(parquet="data/units.parquet"),
    "half a pair": lambda tree: first(tree).update(name="\ud800"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_descriptor_that_the_code_can_not_rely_on_is_refused(shape):
    with copied(["units"]) as root:
        tree = descriptor(root)
        SHAPES[shape](tree)
        put_descriptor(root, tree)
        with pytest.raises(DataError, match=r"datapackage\.json"):
            Package(root)
        [finding] = validate(root)
        assert finding.code == "file-readable"


# What a package may not say, though the tables can be read without it.
LIES = {
    "pattern": lambda tree: column(tree).update(constraints={"pattern": "["}),
    "pattern list": lambda tree: column(tree).update(constraints={"pattern": ["a"]}),
    "minimum": lambda tree: column(tree).update(constraints={"minimum": "x"}),
    "enum": lambda tree: column(tree).update(constraints={"enum": 1}),
    "foreign column": lambda tree: first(tree)["schema"].update(
        foreignKeys=[{"fields": ["x"], "reference": {"resource": "", "fields": ["id"]}}]
    ),
    "foreign object": lambda tree: first(tree)["schema"].update(
        foreignKeys=[{"fields": [{}], "reference": {"resource": [], "fields": ["id"]}}]
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_key_or_constraint_that_can_not_be_is_told(lie):
    with copied(["units"]) as root:
        tree = descriptor(root)
        LIES[lie](tree)
        put_descriptor(root, tree)
        use(root)
        assert any(finding.level == "error" for finding in validate(root))


def test_titles_that_are_no_texts_do_no_harm():
    with copied(["units"]) as root:
        tree = descriptor(root)
        column(tree)["title"] = ["a", 1]
        put_descriptor(root, tree)
        assert read_rows(Package(root), "units") == read_rows(Package(ROOT), "units")
        use(root)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="pipes and devices of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "zero", "itself"])
@pytest.mark.parametrize("place", ["folder", "file"])
def test_a_descriptor_that_is_no_file_is_told_and_not_waited_for(kind, place):
    with copied(["units"]) as root:
        file = root / "datapackage.json"
        file.unlink()
        if kind == "pipe":
            os.mkfifo(file)
        else:
            file.symlink_to("/dev/zero" if kind == "zero" else file.name)
        given_place = file if place == "file" else root
        with pytest.raises(DataError, match=r"datapackage\.json"):
            Package(given_place)
        for words in (["show", "pm25-drop", "--package", given_place], ["diff", given_place, ROOT]):
            done = run(*words)
            assert done.status == 2
            assert "datapackage.json" in done.err
        assert run("validate", given_place).status == 1
