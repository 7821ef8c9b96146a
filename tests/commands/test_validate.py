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
