"""The file of constraints names a version for everything that is installed, and nothing else."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import constraints
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = constraints.pythons(PROJECT)
TEXT = constraints.FILE.read_text("utf-8")
LINE = re.compile(r"[a-z0-9-]+==[0-9][\w.!+]*(; python_version == \"3\.\d+\")?")


def test_the_file_holds_names_and_versions_only():
    lines = [line for line in TEXT.splitlines() if not line.startswith("#")]
    assert lines == sorted(lines, key=lambda line: re.split("==|; ", line)[::2])
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert "://" not in TEXT


@pytest.mark.parametrize("python", PYTHONS)
def test_everything_that_the_project_asks_for_has_a_version_that_it_allows(python):
    pinned = constraints.written(TEXT, PYTHONS)[python]
    extras = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *(line for extra in extras.values() for line in extra)]
    for requirement in map(Requirement, lines):
        name = canonicalize_name(requirement.name)
        if name != "jjjdata":
            assert requirement.specifier.contains(pinned[name], prereleases=True), requirement


def test_what_is_written_is_read_back():
    versions = {
        "3.11": {"numpy": "2.4", "six": "1.17", "old": "1"},
        "3.12": {"numpy": "2.5", "six": "1.17"},
    }
    text = constraints.file_text(versions)
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        'numpy==2.4; python_version == "3.11"',
        'numpy==2.5; python_version == "3.12"',
        "old==1",
        "six==1.17",
    ]
    # What one Python alone needs may be named for all: it is installed nowhere else.
    expected = {"3.11": versions["3.11"], "3.12": {**versions["3.12"], "old": "1"}}
    assert constraints.written(text, versions) == expected


def test_the_file_is_what_the_script_would_write():
    versions = constraints.written(TEXT, PYTHONS)
    assert constraints.file_text(versions) == TEXT


def test_a_python_that_is_not_at_hand_keeps_its_versions(monkeypatch, tmp_path, capsys):
    file = tmp_path / "tests.txt"
    old = {"3.11": {"numpy": "1"}, "3.12": {"numpy": "2"}}
    file.write_text(constraints.file_text(old), "utf-8")
    monkeypatch.setattr(constraints, "FILE", file)
    monkeypatch.setattr(constraints, "interpreters", lambda *_: {"3.11": "python3.11"})
    monkeypatch.setattr(constraints, "resolve", lambda _: {"numpy": "3"})
    constraints.renew([], ["3.11", "3.12"])
    now = constraints.written(file.read_text("utf-8"), ["3.11", "3.12"])
    assert now == {"3.11": {"numpy": "3"}, "3.12": {"numpy": "2"}}
    output = capsys.readouterr().out
    assert "numpy: 1 in the file, 3 here" in output
    assert "Python 3.12 is not at hand" in output


def test_interpreters_are_known_by_what_they_say():
    import sys

    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = constraints.interpreters([sys.executable, "no-such-program"], [here, "3.99"])
    assert list(found) == [here]


def test_the_oldest_releases_are_the_lower_bounds():
    oldest = constraints.oldest(PROJECT)
    assert oldest["pandas"] == "3.0"
    assert {"pyarrow", "frictionless", "xlsxwriter"} <= set(oldest)
    assert not {"ruff", "duckdb"} & set(oldest)


def test_drift_names_what_differs():
    pinned, installed = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "3", "d": "4"}
    assert constraints.drift(pinned, installed) == ["b: 2 in the file, 3 here"]


def test_without_pins_for_this_python_nothing_is_said_to_have_drifted_or_not(monkeypatch, capsys):
    monkeypatch.setattr(constraints, "pythons", lambda _: ["3.0"])
    assert constraints.main(["--drift"]) == 1
    output = capsys.readouterr().out
    assert "pins nothing for Python" in output
    assert "drifted" not in output
