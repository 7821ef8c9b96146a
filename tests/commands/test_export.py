"""``export`` writes what the accessor exports and names the files."""

import re

import pytest

from jjjdata.commands import export as command
from jjjdata.exports import FORMATS


def test_files_are_written_and_named(jjjdata, tmp_path):
    done = jjjdata("export", tmp_path, "--table", "units")
    assert done.status == 0
    size = (tmp_path / "units.csv").stat().st_size
    assert done.out == f"written to {tmp_path}: units.csv (files: 1, bytes: {size})\n"


@pytest.mark.parametrize(
    "words", [["--table", "units,places"], ["--table", "units", "--table", "places"]]
)
def test_tables_are_given_one_by_one_or_with_commas(jjjdata, tmp_path, words):
    assert jjjdata("export", tmp_path, *words).status == 0
    assert {file.name for file in tmp_path.iterdir()} == {"units.csv", "places.csv"}


def test_one_language_is_taken_only_if_asked_for(jjjdata, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    jjjdata("export", tmp_path / "both", "--table", "units")
    jjjdata("export", tmp_path / "one", "--table", "units", "--lang", "zh")
    header = lambda name: (tmp_path / name / "units.csv").read_text("utf-8-sig").split("\n")[0]  # noqa: E731
    assert "name_zh,name_en" in header("both")
    assert ",name," in header("one")


def test_what_exists_is_kept_unless_forced(jjjdata, tmp_path):
    jjjdata("export", tmp_path, "--table", "units")
    done = jjjdata("export", tmp_path, "--table", "units")
    assert done.status == 2
    assert "--force" in done.err
    assert jjjdata("export", tmp_path, "--table", "units", "--force").status == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--format", "xslx"], "the nearest is 'xlsx'"),
        (["--format", "nope"], f"there are: {', '.join(FORMATS)}"),
        (["--table", "nope"], "there is no table 'nope'; there are: claims"),
    ],
)
def test_wrong_names_are_misuse_and_nothing_far_is_suggested(jjjdata, tmp_path, words, expected):
    done = jjjdata("export", tmp_path, *words)
    assert done.status == 2
    assert expected in done.err
    assert not list(tmp_path.iterdir())


def test_progress_begins_with_the_first_table(capsys, monkeypatch):
    """The first line of a slow export was about the 15th table."""
    seconds = iter([0, 0.1, 0.2, 5, 6])
    monkeypatch.setattr(command, "monotonic", lambda: next(seconds))
    tell, told = command._progress("en"), []
    for step, table in enumerate(("claims", "evidence", "checks", "units"), 1):
        tell(step, 4, table)
        told.append(capsys.readouterr().err.splitlines())
    assert [len(lines) for lines in told] == [0, 0, 3, 1]
    assert told[2][0] == "table 1 of 4: claims"
    assert told[3] == ["table 4 of 4: units"]


def test_the_forms_in_the_help_are_those_of_the_registry(jjjdata):
    told = " ".join(jjjdata("export", "-h").out.split())
    assert [format for format in FORMATS if not re.search(rf"\b{format}\b", told)] == []
