"""``validate`` reports findings in three forms; errors are 1, warnings alone are not."""

import json

import pytest

from cells import put
from jjjdata.commands import validate as command
from jjjdata.findings import Finding

ERROR = Finding("units", "teu", "", "row-twice", "teu", "teu")
WARNING = Finding("units", "teu", "", "row-twice", "teu", "teu", level="warning")


@pytest.fixture
def findings(monkeypatch):
    """Set what is found."""

    def found(*items):
        monkeypatch.setattr(command, "validate", lambda _: list(items))

    return found


@pytest.mark.parametrize(
    ("items", "status", "last"),
    [
        ((), 0, "no findings: files, schema and rules are in order"),
        ((WARNING,), 0, "errors: 0, warnings: 1"),
        ((ERROR,), 1, "errors: 1, warnings: 0"),
        ((WARNING, ERROR), 1, "errors: 1, warnings: 1"),
    ],
)
@pytest.mark.parametrize("format", ["text", "github", "json"])
def test_only_errors_are_1(jjjdata, findings, items, status, last, format):
    findings(*items)
    done = jjjdata("validate", "--format", format)
    assert done.status == status
    if format == "json":
        assert [item["level"] for item in json.loads(done.out)] == [item.level for item in items]
    else:
        assert done.lines[-1] == last
        assert len(done.lines) == len(items) + 1


@pytest.mark.parametrize("form", ["folder", "descriptor", "option"])
def test_folder_or_descriptor_are_validated(jjjdata, copy, form):
    put(copy, "claims", "port-containers-2023", checkability="nope")
    where = {
        "folder": [copy],
        "descriptor": [copy / "datapackage.json"],
        "option": ["--package", copy],
    }
    done = jjjdata("validate", *where[form])
    assert done.status == 1
    assert "port-containers-2023" in done.out
    assert "checkability" in done.out


def test_json_has_a_short_name(jjjdata, findings):
    findings(ERROR)
    assert jjjdata("validate", "--json").out == jjjdata("validate", "--format", "json").out


def test_github_is_told_file_and_line(jjjdata, copy):
    put(copy, "claims", "port-containers-2023", checkability="nope")
    lines = (copy / "data" / "claims.csv").read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("port-containers-2023,"))
    assert (
        f"::error file=data/claims.csv,line={line},"
        in jjjdata("validate", copy, "--format", "github").out
    )


def test_no_package_is_misuse(jjjdata):
    done = jjjdata("validate", "/nowhere/at/all")
    assert done.status == 2
    assert "/nowhere/at/all" in done.err


@pytest.mark.parametrize("place", ["data/claims.csv", "data"])
@pytest.mark.parametrize("command", ["validate", "diff"])
def test_what_is_no_package_leads_to_the_folder_that_is_one(jjjdata, copy, place, command):
    """Who names a table or the folder of the tables is told which folder is meant."""
    done = jjjdata(command, copy / place, *([copy] if command == "diff" else []))
    assert (done.status, done.out) == (2, "")
    assert "give the folder that holds datapackage.json, not a table" in done.err


@pytest.mark.parametrize("command", ["validate", "diff"])
@pytest.mark.parametrize(("lang", "said"), [("en", "exit status: 0"), ("zh", "退出状态：")])
def test_the_help_says_what_the_exit_status_tells(jjjdata, command, lang, said):
    """A script that calls the command lives on it."""
    assert said in jjjdata(command, "-h", "--lang", lang).out
