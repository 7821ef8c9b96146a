"""Files are whole: whatever ends a writing, each file is the old one or the new one.

The build rewrites tables that people wrote. A full disk or a kill must not cost them a row.
"""

import os
import shutil
import subprocess
import sys

import pytest

import build
from conftest import ROOT
from faults import STEPS, age, failing_at, litter, write_with
from jjjdata import DataError, export
from jjjdata.files import LARGEST, STALE_SECONDS, read_bytes, replacing, write_bytes
from repositories import built, edit

# Reading


def test_a_file_is_read_whole(tmp_path):
    (tmp_path / "file").write_bytes(b"content")
    assert read_bytes(tmp_path / "file") == b"content"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="nothing-here"):
        read_bytes(tmp_path / "nothing-here")


def test_a_folder_a_device_and_a_pipe_are_no_files(tmp_path):
    """A pipe would wait for ever, and a device may never end."""
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(DataError) as error:
            read_bytes(place)
        assert error.value.key == "file_irregular"


def test_a_giant_file_is_refused_before_it_is_read(tmp_path):
    with open(tmp_path / "giant", "wb") as stream:
        stream.truncate(LARGEST + 1)  # takes no room on the disk
    with pytest.raises(DataError) as error:
        read_bytes(tmp_path / "giant")
    assert error.value.key == "file_large"


# Writing one file


def test_a_new_file_and_a_present_one_are_brought_to_the_content(tmp_path):
    for content in (b"one", b"", b"two"):
        write_bytes(tmp_path / "file", content)
        assert (tmp_path / "file").read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("step", range(1, len(STEPS) + 1))
def test_a_failure_leaves_the_old_content_and_no_spare_file(tmp_path, step):
    write_bytes(tmp_path / "file", b"old")
    with failing_at(step), pytest.raises(OSError, match="No space"):
        write_bytes(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_an_interrupt_leaves_the_old_content_and_no_spare_file(tmp_path):
    write_bytes(tmp_path / "file", b"old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def interrupted(file):
    with replacing(file) as spare:
        spare.write_bytes(b"half of the n")
        raise KeyboardInterrupt


def test_the_spare_file_of_a_living_process_is_left_alone(tmp_path):
    with replacing(tmp_path / "file") as spare:
        spare.write_bytes(b"slow")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "getpid", lambda: 1)
            write_bytes(tmp_path / "file", b"fast")
        assert spare.read_bytes() == b"slow"
    assert (tmp_path / "file").read_bytes() == b"slow"


def test_an_old_spare_file_is_removed_by_the_next_writing(tmp_path):
    spare = tmp_path / ".file.1.part"
    spare.write_bytes(b"half")
    age([spare], STALE_SECONDS + 1)
    write_bytes(tmp_path / "file", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


# The build


@pytest.fixture(scope="module")
def change(tmp_path_factory):
    """A package before a build, and what the build will write."""
    root = tmp_path_factory.mktemp("change") / "package"
    built(root)
    edit(root, "sources", lambda rows: rows.reverse())
    edit(root, "claims", lambda rows: rows[0].update(reviewed_on="2026-11-24"))
    edit(root, "units", lambda rows: rows.insert(0, rows.pop()))
    contents = build.derive(root)
    stale = build.build(root, check=True)
    assert {"data/sources.csv", "data/units.csv", "data/derived/claims.parquet"} < set(stale)
    return root, {name: contents[name] for name in stale}


@pytest.fixture
def package(change, tmp_path):
    root, contents = change
    return shutil.copytree(root, tmp_path / "package"), contents


def check_whole(root, contents, old):
    """Check that each file is as it was or as it shall be, and that the next run finishes."""
    for name, content in contents.items():
        assert (root / name).read_bytes() in (old[name], content), name
    age(litter(root), STALE_SECONDS + 1)
    build.write(root, contents)
    assert all((root / name).read_bytes() == content for name, content in contents.items())
    assert litter(root) == []


def old_contents(root, contents):
    return {name: (root / name).read_bytes() for name in contents}


def test_a_full_disk_at_every_step_of_the_build(package):
    root, contents = package
    old = old_contents(root, contents)
    for step in range(1, len(STEPS) * len(contents) + 1):
        with failing_at(step) as reached, pytest.raises(OSError, match="No space"):
            build.write(root, contents)
        assert reached()
        assert litter(root) == []
        check_whole(root, contents, old)
        for name, content in old.items():
            (root / name).write_bytes(content)


def test_a_kill_at_every_step_of_the_build(package):
    root, contents = package
    old = old_contents(root, contents)
    for step in range(1, len(STEPS) * len(contents) + 1):
        assert write_with("kill at a step", step, root, contents) == 137
        assert len(litter(root)) == 1
        check_whole(root, contents, old)
        for name, content in old.items():
            (root / name).write_bytes(content)
    assert write_with("kill at a step", step + 1, root, contents) == 0


@pytest.mark.parametrize("fault", ["kill at a byte", "full disk"])
@pytest.mark.parametrize("size", [0, 1, 4_096, 20_000, 100_000])
def test_a_fault_within_a_file_of_the_build(package, fault, size):
    root, contents = package
    old = old_contents(root, contents)
    assert max(map(len, contents.values())) > size
    assert write_with(fault, size, root, contents) != 0
    assert len(litter(root)) == (fault == "kill at a byte")
    check_whole(root, contents, old)


def test_the_command_on_a_full_disk_keeps_every_row(change, tmp_path):
    root = shutil.copytree(change[0], tmp_path / "package")
    for name in ("scripts", "src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    before = (root / "data" / "sources.csv").read_bytes()
    limited = "ulimit -f 8; trap '' XFSZ; exec \"$0\" scripts/build.py"
    command = ["bash", "-c", limited, sys.executable]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "build: " in done.stderr
    assert (root / "data" / "sources.csv").read_bytes() == before


# Exports


def test_a_full_disk_at_every_step_of_an_export(tmp_path):
    tables = ["units", "places", "checks"]
    export(tmp_path, "csv", tables=["units", "places", "checks"], lang="zh")
    old = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    new = {file.name: file.read_bytes() for file in export(tmp_path / "new", "csv", tables=tables)}
    shutil.rmtree(tmp_path / "new")
    for step in range(1, len(STEPS) * len(tables) + 1):
        with failing_at(step) as reached, pytest.raises(DataError):
            export(tmp_path, "csv", tables=tables, force=True)
        assert reached()
        files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert set(files) == set(old)
        assert all(files[name] in (old[name], new[name]) for name in files)
