"""What every form keeps to: the same bytes, in the right place, or nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exports.copies import ROOT, edit, put
from jjjdata import exports
from jjjdata.errors import DataError, JJJDataError, MissingExtraError, UnknownNameError
from jjjdata.exports import FORMATS, export, form_of
from jjjdata.exports.forms import Form
from jjjdata.package import Package

# Forms that take a choice of tables.
ALONE = [name for name in FORMATS if name not in ("jsonld", "datasets")]
# A few tables, small ones among them, stand for all where only the files count.
FEW = ["claims", "codes", "places", "units"]


def few(format: str) -> dict[str, list[str]]:
    """The choice of a few tables, for a form that takes one."""
    return {"tables": FEW} if format in ALONE else {}


def run(code: str, **env: str) -> subprocess.CompletedProcess:
    """Run a script in which ``export(folder, format)`` exports this package."""
    start = (
        "import os, resource, signal, sys\n"
        "from jjjdata import exports\n"
        f"export = lambda *words, **more: exports.export(*words, package={str(ROOT)!r}, **more)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", start + code],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}


# The same bytes


def test_a_second_export_in_another_process_and_time_zone_is_the_same(forms, tmp_path):
    code = f"for f in {tuple(FORMATS)!r}: export({str(tmp_path)!r} + '/' + f, f)"
    done = run(code, TZ="Asia/Shanghai", PYTHONHASHSEED="7", LANG="zh_CN.UTF-8")
    assert done.returncode == 0, done.stderr
    for format in FORMATS:
        folder = forms[format]
        names = sorted(file.name for file in folder.iterdir())
        assert names == sorted(file.name for file in (tmp_path / format).iterdir())
        for name in names:
            same = (folder / name).read_bytes() == (tmp_path / format / name).read_bytes()
            assert same, (format, name)


# In the right place


@pytest.mark.parametrize("format", FORMATS)
def test_existing_files_are_replaced_only_with_force(tmp_path, format):
    some = few(format)
    files = export(tmp_path, format, package=ROOT, **some)
    before = files[0].read_bytes()
    (tmp_path / "notes.txt").write_text("mine")
    files[0].write_text("older")
    with pytest.raises(DataError, match="--force"):
        export(tmp_path, format, package=ROOT, **some)
    assert files[0].read_text() == "older"
    assert export(tmp_path, format, package=ROOT, force=True, **some) == files
    assert files[0].read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([*files, tmp_path / "notes.txt"])


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_written_outside_the_target(tmp_path, format):
    for name in ("temp", "here", "out"):
        (tmp_path / name).mkdir()
    code = (
        "opened = []\n"
        "writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[0], (str, bytes)) and args[2] & writing:\n"
        "        opened.append(os.fsdecode(args[0]))\n"
        "import tempfile\n"
        "sys.addaudithook(hook)\n"
        f"os.chdir({str(tmp_path / 'here')!r})\n"
        f"export({str(tmp_path / 'out')!r}, {format!r}, **{few(format)!r})\n"
        "print('\\n'.join(opened))"
    )
    done = run(code, TMPDIR=str(tmp_path / "temp"))
    assert done.returncode == 0, done.stderr
    outside = [line for line in done.stdout.split() if not line.startswith(str(tmp_path / "out"))]
    assert outside == []
    assert not [*(tmp_path / "temp").iterdir(), *(tmp_path / "here").iterdir()]


def test_a_file_or_folder_in_the_way(tmp_path):
    (tmp_path / "file").write_text("x")
    for force in (False, True):
        with pytest.raises(DataError, match="nothing was written"):
            export(tmp_path / "file", "csv", package=ROOT, force=force)
    (tmp_path / "units.csv").mkdir()
    with pytest.raises(DataError, match="is a folder"):
        export(tmp_path, "csv", tables=["codes", "units"], package=ROOT, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "units.csv"]


def test_a_link_is_replaced_not_followed(tmp_path):
    away, out = tmp_path / "away.csv", tmp_path / "out"
    away.write_text("mine")
    out.mkdir()
    (out / "units.csv").symlink_to(away)
    with pytest.raises(DataError, match="--force"):
        export(out, "csv", tables=["units"], package=ROOT)
    export(out, "csv", tables=["units"], package=ROOT, force=True)
    assert away.read_text() == "mine"
    assert not (out / "units.csv").is_symlink()


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 3000, "x\0y"], ids=["long", "deep", "NUL"])
def test_a_target_that_no_disk_takes(tmp_path, name):
    with pytest.raises(DataError, match="nothing was written"):
        export(f"{tmp_path}/{name}", "csv", package=ROOT)
    assert list(tmp_path.iterdir()) == []


# Or nothing


@pytest.mark.parametrize("format", ALONE)
def test_every_form_reads_strictly(copy, tmp_path, format):
    """What the descriptor does not allow is carried into no form."""
    put(Package(copy), "claims", 1, "reviewed_on", "2026-02-30")
    with pytest.raises(DataError, match=r"table claims, row 1, column reviewed_on: .*valid date"):
        export(tmp_path / "out", format, tables=["claims"], package=copy)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("exists", [True, False])
def test_a_damaged_table_leaves_the_target_as_it_was(copy, tmp_path, format, exists):
    package = Package(copy)
    package.file("claims").write_text("damaged\n")
    home = tmp_path / "target" / "a" / "b"
    if exists:
        home.mkdir(parents=True)
        (home / "claims.csv").write_text("mine")
    with pytest.raises(DataError):
        export(home, format, package=package, force=True)
    assert home.exists() == (tmp_path / "target").exists() == exists
    assert not exists or contents(home) == {"claims.csv": "mine"}


@pytest.mark.parametrize("step", range(4))
def test_a_failure_at_any_file_leaves_all_as_they_were(tmp_path, monkeypatch, step):
    """All files of a form are renamed only after all were written."""
    tables = ["claims", "units", "codes"]
    for table in tables[:2]:
        (tmp_path / f"{table}.csv").write_text(f"old {table}")
    write, calls = Path.write_bytes, iter(range(100))

    def fail(path, content):
        write(path, content[:10])
        if next(calls) == step:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail)
    if step < len(tables):
        with pytest.raises(DataError, match=r"nothing was written to .*: No space left on device$"):
            export(tmp_path, "csv", tables=tables, package=ROOT, force=True)
        assert contents(tmp_path) == {"claims.csv": "old claims", "units.csv": "old units"}
    else:
        assert len(export(tmp_path, "csv", tables=tables, package=ROOT, force=True)) == 3


@pytest.mark.parametrize("format", ["csv", "jsonl", "sqlite"])
def test_no_table_is_not_every_table(tmp_path, format):
    with pytest.raises(DataError, match="no table is named"):
        export(tmp_path, format, tables=[], package=ROOT)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("step", range(4))
def test_a_stop_between_two_files_leaves_each_old_or_new_but_whole(tmp_path, monkeypatch, step):
    """A file that exists is never taken away before the new one stands."""
    tables = ["claims", "units", "codes"]
    new = contents(export(tmp_path / "new", "csv", tables=tables, package=ROOT)[0].parent)
    out = tmp_path / "out"
    out.mkdir()
    old = {name: f"old {name}" for name in new}
    for name, content in old.items():
        (out / name).write_text(content)
    replace, calls = os.replace, iter(range(100))

    def interrupt(source, target):
        if next(calls) == step:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupt)
    if step < len(tables):
        with pytest.raises(KeyboardInterrupt):
            export(out, "csv", tables=tables, package=ROOT, force=True)
    else:
        export(out, "csv", tables=tables, package=ROOT, force=True)
    found = contents(out)
    assert set(found) == set(new)
    assert all(content in (old[name], new[name]) for name, content in found.items())
    assert sum(content == new[name] for name, content in found.items()) == min(step, 3)


@pytest.mark.parametrize("format", ALONE)
def test_a_kill_leaves_no_half_file_and_no_lasting_litter(tmp_path, format):
    files = export(tmp_path, format, tables=FEW, package=ROOT)
    before = {file: file.read_bytes() for file in files}
    kill = "lambda step, steps, table: step == 3 and os.kill(os.getpid(), signal.SIGKILL)"
    more = f"force=True, tables={FEW!r}, progress={kill}"
    done = run(f"export({str(tmp_path)!r}, {format!r}, {more})")
    assert done.returncode == -9
    assert {file: file.read_bytes() for file in files} == before
    for spare in set(tmp_path.iterdir()) - set(files):
        os.utime(spare, (0, 0))
    export(tmp_path, format, tables=FEW, package=ROOT, force=True)
    assert sorted(tmp_path.iterdir()) == sorted(files)


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_nothing_and_says_one_thing(tmp_path, format):
    """A disk that is nearly full, and then one that takes not a byte more."""
    code = (
        "from jjjdata.errors import DataError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "for size in (20_000, 0):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        f"    try:\n        export({str(tmp_path / 'out')!r}, {format!r}, **{few(format)!r})\n"
        "    except DataError as error:\n        print(error, file=sys.stderr)\n"
    )
    done = run(code)
    assert done.returncode == 0
    said = done.stderr.splitlines()
    assert len(said) == 2
    assert all(line.startswith("nothing was written to ") for line in said), said
    assert list(tmp_path.iterdir()) == []


# What is asked for


def test_wrong_names_say_what_is_right(tmp_path):
    with pytest.raises(UnknownNameError, match="nearest is 'xlsx'"):
        export(tmp_path / "out", "xls", package=ROOT)
    with pytest.raises(UnknownNameError, match="nearest is 'claims'"):
        export(tmp_path / "out", "csv", tables=["claim"], package=ROOT)
    with pytest.raises(UnknownNameError, match="zh"):
        export(tmp_path / "out", "csv", lang="cn", package=ROOT)
    with pytest.raises(JJJDataError, match="several tables"):
        export(tmp_path / "out", "jsonld", tables=["claims"], package=ROOT)
    assert not (tmp_path / "out").exists()


def test_a_missing_extra_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'jjjdata[excel]'")):
        export(tmp_path / "out", "xlsx", package=ROOT)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", ALONE)
def test_some_tables(tmp_path, format):
    steps = []
    files = export(
        tmp_path,
        format,
        tables=["claims", "places", "claims"],
        package=ROOT,
        progress=lambda *step: steps.append(step),
    )
    assert steps == [(1, 2, "claims"), (2, 2, "places")]
    assert not [file for file in files if "evidence" in file.name]
    assert export(tmp_path, format, tables="units", package=ROOT, force=True)


def test_a_review_takes_a_step_for_each_table_it_is_made_of(tmp_path):
    steps = []
    export(tmp_path, "jsonld", package=ROOT, progress=lambda *step: steps.append(step))
    assert [step for step, _, _ in steps] == list(range(1, steps[0][1] + 1))
    assert {"claims", "sources"} <= {table for _, _, table in steps}


def test_the_package_may_be_a_folder_or_a_descriptor(tmp_path):
    made = [
        export(tmp_path / str(number), "csv", tables="units", package=place)[0].read_bytes()
        for number, place in enumerate((Package(ROOT), str(ROOT), ROOT / "datapackage.json"))
    ]
    assert made[0] == made[1] == made[2]


def test_names_that_would_leave_the_target_or_meet_in_one_file(copy, tmp_path):
    package = edit(copy, lambda _, resources: resources["units"].update(name="../units"))
    with pytest.raises(DataError, match="does not stay inside"):
        export(tmp_path / "out", "csv", package=package)
    package = edit(copy, lambda _, resources: resources["../units"].update(name="CLAIMS"))
    for format in ALONE:
        with pytest.raises(DataError, match="capitals alone"):
            export(tmp_path / "out", format, package=package)
    assert not (tmp_path / "out").exists()


# The forms themselves


def test_every_module_with_a_form_is_listed():
    folder = Path(exports.__file__).parent
    helpers = {"__init__", "datasette", "forms", "measures", "sheets"}
    modules = {file.stem for file in folder.glob("*.py")} - helpers
    assert modules == set(FORMATS)
    for format in FORMATS:
        assert isinstance(form_of(format), Form)


def test_a_new_form_is_one_module_and_one_line(tmp_path, monkeypatch):
    code = (
        "from jjjdata.exports.forms import Form\n"
        "def write(task):\n"
        "    for table in task.tables:\n"
        "        task.tick(table)\n"
        "        task.paths[f'{table}.txt'].write_bytes(table.encode())\n"
        "FORM = Form(files=('{table}.txt',), write=write)\n"
    )
    (tmp_path / "plain_text.py").write_text(code)
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path)])
    monkeypatch.setattr(exports, "FORMATS", (*FORMATS, "plain_text"))
    files = export(tmp_path / "out", "plain_text", tables=["units", "codes"], package=ROOT)
    assert [file.read_text() for file in files] == ["units", "codes"]
    sys.modules.pop("jjjdata.exports.plain_text", None)
