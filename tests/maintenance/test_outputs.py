"""Golden outputs: what differs between two versions of the code is told, whatever it is."""

import csv
import io
import subprocess
import sys

import outputs
from conftest import ROOT


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_what_is_gone_new_or_different_is_told(tmp_path, capsys):
    files = {"before": {"same": "1", "a/changed": "1", "gone": "1"}}
    files["after"] = {"same": "1", "a/changed": "2", "new": "1"}
    for home, contents in files.items():
        for name, text in contents.items():
            (tmp_path / home / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / home / name).write_text(text)
    told = sorted(outputs._differing(tmp_path / "before", tmp_path / "after"))
    assert told == ["differs: a/changed", "gone: gone", "new: new"]
    assert "2 files compared" in capsys.readouterr().err


def test_every_damage_is_one_fault():
    content = (ROOT / "data" / "units.csv").read_bytes()
    whole = rows_of(content)
    damaged = {name: rows_of(each) for name, each in outputs._damages(content)}
    assert len(damaged["gone"]) == len(whole) - 1
    assert len(damaged["twice"]) == len(whole) + 1
    changed = [new for old, new in zip(whole, damaged["copied"], strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1:] == whole[1][1:]


def test_a_commit_that_is_none_is_no_success():
    command = [sys.executable, str(ROOT / "scripts" / "outputs.py"), "--against", "no-such-commit"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "nothing could be compared with no-such-commit" in done.stderr
    assert "Traceback" not in done.stderr
