"""A release in a scratch repository: what is built, what is written, and what is refused."""

import csv
import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

import build
import changes
import release
from conftest import ROOT
from jjjdata import diff
from jjjdata.differences import Difference
from jjjdata.package import Package
from release import Refused
from repositories import commit, edit, git, repository

LOG = "# Changelog\n"
SECTION = """
## {version} (unreleased)

### Data

<!-- generated: data -->
<!-- end -->

### Code

- Code.
"""


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    """The project, built and committed, with an empty change log of version 0.1.0."""
    root = repository(tmp_path_factory.mktemp("master") / "repository")
    describe(root, "0.1.0", LOG)
    build.build(root)
    cff = root / "CITATION.cff"
    cff.write_text(re.sub("date-released: .*", "date-released: 2000-01-01", cff.read_text("utf-8")))
    commit(root)
    return root


@pytest.fixture
def scratch(master, tmp_path, monkeypatch):
    """A copy of it that a test may change; rules and recomputations have tests of their own."""
    monkeypatch.setattr(release, "failing", lambda _: [])
    return shutil.copytree(master, tmp_path / "repository")


@pytest.fixture
def unbuilt(monkeypatch):
    """What is derived is not asked about: what a test changes need not be built, which takes long.

    That a release asks is tested where something is stale, and where all is released for good.
    """
    monkeypatch.setattr(
        release, "build", SimpleNamespace(build=lambda *_, **__: [], write=build.write)
    )


@pytest.fixture(scope="module")
def first_release(master, tmp_path_factory):
    """The repository with version 0.1.0 behind it."""
    root = shutil.copytree(master, tmp_path_factory.mktemp("first") / "repository")
    message = r"written: CHANGELOG.md, CITATION.cff; commit and run again"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release, "failing", lambda _: [])
        with pytest.raises(Refused, match=message):
            release.release(root)
    commit(root)
    git(root, "tag", "v0.1.0")
    return root


@pytest.fixture
def released(first_release, tmp_path, monkeypatch):
    """A copy of it that a test may change."""
    monkeypatch.setattr(release, "failing", lambda _: [])
    return shutil.copytree(first_release, tmp_path / "repository")


def describe(root: Path, version: str, log: str | None = None) -> None:
    """Give the version in descriptor, citation file and change log."""
    file = root / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    old, descriptor["version"] = descriptor["version"], version
    file.write_text(json.dumps(descriptor), "utf-8")
    cff = root / "CITATION.cff"
    cff.write_text(
        cff.read_text("utf-8").replace(f"version: {old}", f"version: {version}"), "utf-8"
    )
    log = log or (root / "CHANGELOG.md").read_text("utf-8")
    if f"## {version} " not in log:
        log = log.replace(LOG, LOG + SECTION.format(version=version), 1)
    (root / "CHANGELOG.md").write_text(log, "utf-8")


def created(root: Path) -> str:
    """Return the day that the descriptor names, which is that of the release."""
    return json.loads((root / "datapackage.json").read_text("utf-8"))["created"][:10]


def more_units(rows, count=1):
    for number in range(count):
        id = f"zz{number}"
        rows.append({**rows[0], "id": id, "symbol": id, "ucum": "", "currency": ""})


def snapshot(root: Path) -> dict[Path, bytes]:
    files = [file for file in root.rglob("*") if file.is_file() and ".git" not in file.parts]
    return {file: file.read_bytes() for file in files}


# The first release


def test_a_dry_run_tells_and_writes_nothing(scratch):
    before = snapshot(scratch)
    report = release.release(scratch, dry_run=True)
    assert report[0] == "version 0.1.0, previous release none, change: first release"
    assert report[1:3] == ["would write CHANGELOG.md", "would write CITATION.cff"]
    assert "First release." in report[-1]
    assert f"- `claims`: {Package(scratch).resource('claims')['rows']} rows" in report[-1]
    assert snapshot(scratch) == before
    assert not git(scratch, "status", "--porcelain").stdout


def test_the_first_run_writes_change_log_and_citation_and_stops(released):
    log = (released / "CHANGELOG.md").read_text("utf-8")
    day = created(released)
    heading = f"## 0.1.0 ({day})\n\n### Data\n\n<!-- generated: data -->\nFirst release.\n"
    assert heading in log
    assert "### Code\n\n- Code.\n" in log
    cff = (released / "CITATION.cff").read_text("utf-8")
    assert f'\nversion: 0.1.0\ndate-released: "{day}"\n' in cff


def test_the_same_commit_gives_the_same_bytes_anywhere(released, tmp_path):
    report = release.release(released, tmp_path / "one")
    names = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert names == ["SHA256SUMS", "jjjdata-0.1.0-py3-none-any.whl", "jjjdata-0.1.0.tar.gz"]
    assert report[-1] == "to mark it: git tag -a v0.1.0 -m 'jjjdata 0.1.0'"
    for line in (tmp_path / "one" / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest() == digest
    clone = cloned_elsewhere(released, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        patch.setenv("LC_ALL", "C")
        mask = os.umask(0o077)
        try:
            release.release(clone, tmp_path / "two")
        finally:
            os.umask(mask)
    for name in names:
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert one == two, name


def cloned_elsewhere(root: Path, folder: Path) -> Path:
    """Return a clone in another place, with later files and other permissions."""
    clone = folder / "elsewhere" / "clone"
    git(folder, "clone", "--quiet", str(root), str(clone))
    for file in snapshot(clone):
        file.chmod(0o600)
        os.utime(file, (1, 1))
    git(clone, "config", "core.fileMode", "false")
    return clone


# What is refused


def test_all_that_is_wrong_is_told_together(scratch):
    (scratch / "new.txt").write_text("x", "utf-8")
    (scratch / "docs" / "reference" / "DICTIONARY.md").write_text("stale", "utf-8")
    cff = scratch / "CITATION.cff"
    cff.write_text(cff.read_text("utf-8").replace("version: 0.1.0", "version: 0.0.9"), "utf-8")
    with pytest.raises(Refused) as refused:
        release.release(scratch)
    lines = str(refused.value).splitlines()
    assert "not committed: ?? new.txt" in lines
    assert "stale: docs/reference/DICTIONARY.md; run python scripts/build.py" in lines
    assert "CITATION.cff: version is not 0.1.0" in lines


def test_broken_data_are_refused_with_their_place(scratch):
    edit(scratch, "units", lambda rows: rows[0].update(dimension="nonsense"))
    with pytest.raises(Refused, match="column dimension: 'nonsense' is not in the code list"):
        release.release(scratch)


@pytest.mark.usefixtures("unbuilt")
def test_a_failing_recomputation_or_rule_stops_a_release(master, tmp_path):
    root = shutil.copytree(master, tmp_path / "repository")

    def forge(rows):
        row = next(row for row in rows if row["verdict"] == "supported")
        row["verdict"] = "refuted"

    edit(root, "claims", forge)
    commit(root)
    with pytest.raises(Refused) as refused:
        release.release(root, dry_run=True)
    message = str(refused.value)
    assert re.search(r"^recomputation: .*, verdict: refuted, not supported", message, re.MULTILINE)
    assert re.search(r"^[a-z]+(-[a-z]+)+: .*\bverdict\b.*refuted", message, re.MULTILINE)


@pytest.mark.usefixtures("unbuilt")
def test_added_rows_need_a_minor_version(released):
    edit(released, "units", more_units)
    describe(released, "0.1.1")
    commit(released)
    message = r"version 0\.1\.1 is too low: a minor change since v0\.1\.0 needs 0\.2\.0"
    with pytest.raises(Refused, match=message):
        release.release(released, dry_run=True)
    log = released / "CHANGELOG.md"
    log.write_text(log.read_text("utf-8").replace("0.1.1", "0.2.0"), "utf-8")
    describe(released, "0.2.0")
    commit(released)
    report = release.release(released, dry_run=True)
    assert report[0] == "version 0.2.0, previous release v0.1.0, change: minor"
    expected = "Compared with v0.1.0: minor change.\n\n#### Added\n\n- `units`, rows: `zz0`"
    assert report[-1] == expected


@pytest.mark.usefixtures("unbuilt")
def test_a_vanished_id_and_a_changed_meaning_are_refused_at_any_version(released):
    with (released / "data" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))["id"]

    def meddle(rows):
        rows[0]["period"] = "1999"
        del rows[1]

    edit(released, "observations", meddle)
    describe(released, "9.0.0")
    commit(released)
    with pytest.raises(Refused) as refused:
        release.release(released, dry_run=True)
    message = str(refused.value)
    assert "vanished: observations " in message
    assert f"changed meaning: observations {first}, period: " in message
    assert "→ `1999`" in message


@pytest.mark.usefixtures("unbuilt")
def test_a_version_is_released_once_but_the_tagged_commit_may_be_built_again(
    released, tmp_path, monkeypatch
):
    built = tmp_path / "again"
    built.write_bytes(b"what is built is looked at elsewhere")
    monkeypatch.setattr(release, "make", lambda *_: [built])
    assert "built again" in release.release(released)[1]
    (released / "docs" / "NOTE.md").write_text("x\n", "utf-8")
    commit(released)
    with pytest.raises(Refused, match=r"0\.1\.0 is released already"):
        release.release(released, dry_run=True)


@pytest.mark.usefixtures("unbuilt")
def test_a_change_log_without_the_place_for_the_data(scratch):
    log = (scratch / "CHANGELOG.md").read_text("utf-8")
    with pytest.raises(changes.SectionError, match="has no section"):
        changes.changelog(LOG, Package(scratch), "data")
    with pytest.raises(changes.SectionError, match="generated: data"):
        changes.changelog(log.replace("<!-- end -->", ""), Package(scratch), "data")
    (scratch / "CHANGELOG.md").write_text(LOG, "utf-8")
    commit(scratch)
    with pytest.raises(Refused, match="has no section"):
        release.release(scratch)


@pytest.mark.parametrize("version", ["1.2", "01.2.3", "1.2.3-rc1", "v1.2.3", ""])
def test_a_version_of_another_form(version):
    with pytest.raises(Refused, match=r"1\.2\.3"):
        release.numbers(version)


@pytest.mark.usefixtures("unbuilt")
def test_the_command_says_why_it_refuses(monkeypatch, capsys, scratch):
    monkeypatch.setattr(release, "ROOT", scratch)
    assert release.main(["--dry-run"]) == 0
    assert "First release." in capsys.readouterr().out
    (scratch / "x").write_text("x", "utf-8")
    assert release.main([]) == 1
    assert capsys.readouterr().err == "release: not committed: ?? x\n"


# What changes a meaning, and what a change weighs


def cell(table: str, column: str, old: str | None) -> Difference:
    return Difference("cell_changed", table, "x", column, old, "new")


REFUSED = [
    [cell("claims", "quote", "a")],
    [cell("claims", "passage_id", "a")],
    [cell("observations", "indicator_id", "a")],
    [cell("observations", "place_id", "a")],
    [cell("evidence", "source_id", "a")],
    [cell("codes", "label_zh", "a"), cell("codes", "label_en", "b")],
    [cell("units", "dimension", "a")],
    [cell("sources", "text_sha256", "a")],
    [cell("places", "name_zh", "a"), cell("places", "name_en", "b")],
    [Difference("row_removed", "hosts", "x")],
    [Difference("table_removed", "terms", old="3")],
]
ALLOWED = [
    [cell("claims", "value", "1")],
    [cell("observations", "value", "1")],
    [cell("codes", "label_zh", "a")],
    [cell("sources", "text_sha256", None)],
    [cell("places", "name_en", "a")],
    [Difference("row_removed", "factsheet", "x")],
    [Difference("row_removed", "exemptions", "x")],
    [Difference("row_added", "claims", "x")],
]


@pytest.mark.parametrize("differences", REFUSED, ids=str)
def test_what_changes_a_meaning(differences, package):
    assert release.broken(differences, package)


@pytest.mark.parametrize("differences", ALLOWED, ids=str)
def test_what_changes_none(differences, package):
    assert release.broken(differences, package) == []


def test_every_table_with_ids_is_guarded(package):
    """The columns named in the rule exist, and no authored table is forgotten."""
    for table, columns in [*release.FACTS.items(), *release.NAMES.items()]:
        assert set(columns) <= {field["name"] for field in package.fields(table)}, table
    unguarded = {*package.authored} - {*release.FACTS, *release.NAMES, *release.UNCITED}
    assert unguarded <= {"hosts"}


@pytest.mark.parametrize(
    ("kind", "least"),
    [("column_added", "1.0.0"), ("row_added", "0.2.0"), ("cell_changed", "0.1.1")],
)
def test_the_version_that_a_change_needs(kind, least):
    assert release.required("0.1.0", [Difference(kind, "t")]) == least


# How changes are told


@pytest.mark.usefixtures("unbuilt")
def test_a_corrected_cell_is_told_with_old_and_new(released):
    edit(released, "units", lambda rows: rows[0].update(name_en="corrected name"))
    describe(released, "0.1.1")
    commit(released)
    data = release.release(released, dry_run=True)[-1]
    assert data.startswith("Compared with v0.1.0: patch change.\n\n#### Changed\n\n- `units` `")
    assert "`name_en` changed " in data
    assert data.endswith("→ `corrected name`")
    with pytest.raises(Refused, match="written"):
        release.release(released)
    log = (released / "CHANGELOG.md").read_text("utf-8")
    day = created(released)
    assert log.index(f"## 0.1.1 ({day})") < log.index(f"## 0.1.0 ({day})")
    assert log.count("First release.") == 1


@pytest.mark.usefixtures("unbuilt")
def test_long_lists_are_cut_and_kept_in_full(released):
    edit(released, "units", lambda rows: more_units(rows, 30))
    describe(released, "0.2.0")
    commit(released)
    with pytest.raises(Refused, match=r"written: CHANGELOG.md, docs/changes/0\.2\.0\.csv"):
        release.release(released)
    log = (released / "CHANGELOG.md").read_text("utf-8")
    assert " and 10 more, in [the full list](docs/changes/0.2.0.csv)" in log
    file = released / "docs" / "changes" / "0.2.0.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    added = [row for row in rows if (row["kind"], row["table"]) == ("row_added", "units")]
    assert len(added) == 30


def test_many_changed_rows_are_counted(package):
    differences = [
        Difference("cell_changed", "units", f"u{number}", "symbol", "a", "b")
        for number in range(25)
    ]
    section = changes.section("v0.1.0", differences, package)
    assert section.count("`symbol` changed `a` → `b`") == 20
    last = r"- `units`: 5 more, in \[the full list\]\(docs/changes/[\d.]+\.csv\)$"
    assert re.search(last, section)


def test_tables_that_are_built_are_not_told(package):
    differences = [Difference("cell_changed", "factsheet", "x", "quote", "a", "b")]
    assert changes.section("v0.1.0", differences, package) == "The data are those of v0.1.0."


def test_the_shipped_data_differ_from_themselves_in_nothing():
    assert diff(ROOT, ROOT) == []
