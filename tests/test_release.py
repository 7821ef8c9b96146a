"""A release in a scratch repository: what is built, what is written, and what is refused."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import build
import release
from conftest import ROOT
from jjjdata.differences import Difference
from jjjdata.package import Package
from release import Refused

PARTS = ("src", "data", "scripts", "docs", "datapackage.json", "pyproject.toml", "README.md", "README.zh.md",
         "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA", "references.json", ".gitignore")  # fmt: skip


def git(root, *words):
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    dated = {"GIT_AUTHOR_DATE": "2026-11-23T08:00:00Z", "GIT_COMMITTER_DATE": "2026-11-23T08:00:00Z"}
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    words = ("git", "-C", str(root), *who, *words)
    return subprocess.run(words, env=env | dated, capture_output=True, text=True, check=True).stdout


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "A change")


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    """The project in a repository of its own, built and committed, with an empty change log of version 0.1.0."""
    root = tmp_path_factory.mktemp("master") / "repository"
    root.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            left = shutil.ignore_patterns("__pycache__", "*.egg-info", "changes")
            shutil.copytree(ROOT / part, root / part, ignore=left)
        else:
            shutil.copy(ROOT / part, root / part)
    describe(root, "0.1.0", "# Changelog\n")
    git(root, "init", "--quiet")
    commit(root)
    return root


@pytest.fixture
def repository(master, tmp_path, monkeypatch):
    """A copy of it that a test may change; rules and recomputations have tests of their own."""
    root = tmp_path / "repository"
    shutil.copytree(master, root)
    monkeypatch.setattr(release, "failing", lambda _: [])
    return root


def describe(root, version, page=None):
    """Give the version in descriptor, citation file and change log, and build."""
    file = root / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    old, descriptor["version"] = descriptor["version"], version
    file.write_text(json.dumps(descriptor), "utf-8")
    cff = (root / "CITATION.cff").read_text("utf-8")
    (root / "CITATION.cff").write_text(cff.replace(f"version: {old}", f"version: {version}"), "utf-8")
    log = root / "CHANGELOG.md"
    page = page or log.read_text("utf-8")
    new = f"\n## {version} (unreleased)\n\n### Data\n\n<!-- generated: data -->\n<!-- end -->\n\n### Code\n\n- Code.\n"
    if f"## {version} " not in page:
        log.write_text(page.replace("# Changelog\n", "# Changelog\n" + new, 1), "utf-8")
    build.build(root)


def cells(root, table, change):
    """Change the rows of a table and build."""
    file = root / "data" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    build.build(root)


def more_units(rows, count=1):
    rows += [{**rows[0], "id": f"zz{n}", "symbol": f"zz{n}", "ucum": "", "currency": ""} for n in range(count)]


@pytest.fixture
def released(repository):
    """The repository with version 0.1.0 behind it."""
    with pytest.raises(Refused, match=r"written: CHANGELOG.md, CITATION.cff; commit and run again"):
        release.release(repository)
    commit(repository)
    git(repository, "tag", "v0.1.0")
    return repository


def test_the_first_release_from_dry_run_to_bytes(repository, tmp_path):
    before = {file: file.read_bytes() for file in repository.rglob("*") if file.is_file() and ".git" not in file.parts}
    told = release.release(repository, dry_run=True)
    assert told[0] == "version 0.1.0, previous release none, change: first release"
    assert told[1:3] == ["would write CHANGELOG.md", "would write CITATION.cff"]
    assert "First release." in told[-1]
    assert f"- `claims`: {Package(repository).resource('claims')['rows']} rows" in told[-1]
    assert {file: file.read_bytes() for file in before} == before
    assert not git(repository, "status", "--porcelain")

    with pytest.raises(Refused, match="commit and run again"):
        release.release(repository)
    page = (repository / "CHANGELOG.md").read_text("utf-8")
    assert "## 0.1.0 (2026-11-23)\n\n### Data\n\n<!-- generated: data -->\nFirst release.\n" in page
    assert "### Code\n\n- Code.\n" in page
    assert '\nversion: 0.1.0\ndate-released: "2026-11-23"\n' in (repository / "CITATION.cff").read_text("utf-8")
    commit(repository)

    done = release.release(repository, tmp_path / "one")
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert files == ["SHA256SUMS", "jjjdata-0.1.0-py3-none-any.whl", "jjjdata-0.1.0.tar.gz"]
    assert done[-1] == "to mark it: git tag -a v0.1.0 -m 'jjjdata 0.1.0'"
    for line in (tmp_path / "one" / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest() == digest

    # The same commit in another place, checked out later, with other permissions, language and time zone.
    other = tmp_path / "elsewhere" / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(other))
    for file in other.rglob("*"):
        if file.is_file() and ".git" not in file.parts:
            file.chmod(0o600)
            os.utime(file, (1, 1))
    git(other, "config", "core.fileMode", "false")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        patch.setenv("LC_ALL", "C")
        mask = os.umask(0o077)
        try:
            release.release(other, tmp_path / "two")
        finally:
            os.umask(mask)
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_dirty_tree_a_stale_file_and_a_wrong_citation_are_refused_together(repository):
    (repository / "new.txt").write_text("x", "utf-8")
    (repository / "docs" / "DICTIONARY.md").write_text("stale", "utf-8")
    cff = repository / "CITATION.cff"
    cff.write_text(cff.read_text("utf-8").replace("version: 0.1.0", "version: 0.0.9"), "utf-8")
    with pytest.raises(Refused) as refused:
        release.release(repository)
    said = str(refused.value).splitlines()
    assert "not committed: ?? new.txt" in said
    assert "stale: docs/DICTIONARY.md; run python scripts/build.py" in said
    assert "CITATION.cff: version is not 0.1.0" in said


def test_added_rows_need_a_minor_version(released):
    cells(released, "units", more_units)
    describe(released, "0.1.1")
    commit(released)
    with pytest.raises(Refused, match=r"version 0\.1\.1 is too low: a minor change since v0\.1\.0 needs 0\.2\.0"):
        release.release(released, dry_run=True)
    log = released / "CHANGELOG.md"
    log.write_text(log.read_text("utf-8").replace("0.1.1", "0.2.0"), "utf-8")
    describe(released, "0.2.0")
    commit(released)
    told = release.release(released, dry_run=True)
    assert told[0] == "version 0.2.0, previous release v0.1.0, change: minor"
    assert told[-1] == "Compared with v0.1.0: minor change.\n\n#### Added\n\n- `units`, rows: `zz0`"


def test_a_corrected_cell_is_a_patch_told_with_old_and_new(released):
    def correct(rows):
        rows[0]["name_en"] = "corrected name"

    old = Package(released)
    cells(released, "units", correct)
    describe(released, "0.1.1")
    commit(released)
    found = release.release(released, dry_run=True)[-1]
    first = release.differences(old.root, released)
    assert found.startswith("Compared with v0.1.0: patch change.\n\n#### Changed\n\n- `units` `")
    assert "`name_en` changed " in found
    assert found.endswith("→ `corrected name`")
    assert not first
    with pytest.raises(Refused, match="written"):
        release.release(released)
    page = (released / "CHANGELOG.md").read_text("utf-8")
    assert page.index("## 0.1.1 (2026-11-23)") < page.index("## 0.1.0 (2026-11-23)")
    assert page.count("First release.") == 1


def test_long_lists_are_cut_and_kept_in_full(released):
    cells(released, "units", lambda rows: more_units(rows, 30))
    describe(released, "0.2.0")
    commit(released)
    with pytest.raises(Refused, match=r"written: CHANGELOG.md, docs/changes/0\.2\.0\.csv"):
        release.release(released)
    page = (released / "CHANGELOG.md").read_text("utf-8")
    assert " and 10 more, in [the full list](docs/changes/0.2.0.csv)" in page
    with (released / "docs" / "changes" / "0.2.0.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(row["kind"] == "row_added" and row["table"] == "units" for row in rows) == 30


def test_many_changed_rows_are_counted():
    found = [Difference("cell_changed", "units", f"u{n}", "symbol", "a", "b") for n in range(25)]
    told = release.section("v0.1.0", found, Package(ROOT))
    assert told.count("`symbol` changed `a` → `b`") == 20
    assert re.search(r"- `units`: 5 more, in \[the full list\]\(docs/changes/[\d.]+\.csv\)$", told)


def test_a_vanished_id_and_a_changed_meaning_are_refused_at_any_version(released):
    def meddle(rows):
        rows[0]["period"] = "1999"
        del rows[1]

    gone = next(csv.DictReader((released / "data" / "observations.csv").read_text("utf-8").splitlines()[:2]))["id"]
    cells(released, "observations", meddle)
    describe(released, "9.0.0")
    commit(released)
    with pytest.raises(Refused) as refused:
        release.release(released, dry_run=True)
    said = str(refused.value)
    assert "vanished: observations " in said
    assert f"changed meaning: observations {gone}, period: " in said
    assert "→ `1999`" in said


class Built(Package):
    def __init__(self):
        pass

    def resource(self, table):
        return {"built": table == "factsheet"}


def changed(table, *cells, row="x"):
    return [Difference("cell_changed", table, row, column, old, "new") for column, old in cells]


@pytest.mark.parametrize(("found", "refused"), [
    (changed("claims", ("quote", "a")), True), (changed("claims", ("passage_id", "a")), True),
    (changed("claims", ("value", "1")), False), (changed("observations", ("value", "1")), False),
    (changed("observations", ("indicator_id", "a")), True), (changed("observations", ("place_id", "a")), True),
    (changed("evidence", ("source_id", "a")), True), (changed("codes", ("label_zh", "a")), False),
    (changed("codes", ("label_zh", "a"), ("label_en", "b")), True), (changed("units", ("dimension", "a")), True),
    (changed("sources", ("text_sha256", None)), False), (changed("sources", ("text_sha256", "a")), True),
    (changed("places", ("name_en", "a")), False), (changed("places", ("name_zh", "a"), ("name_en", "b")), True),
    ([Difference("row_removed", "hosts", "x", None, None, None)], True),
    ([Difference("row_removed", "factsheet", "x", None, None, None)], False),
    ([Difference("table_removed", "terms", None, None, "3", None)], True),
    ([Difference("row_added", "claims", "x", None, None, None)], False),
])  # fmt: skip
def test_what_changes_a_meaning(found, refused):
    assert bool(release.broken(found, Built())) == refused


def test_every_table_with_ids_is_guarded(package):
    """The columns named in the rule exist, and no authored table is forgotten."""
    for table, columns in [*release.FACTS.items(), *release.NAMES.items()]:
        assert set(columns) <= {field["name"] for field in package.fields(table)}, table
    unguarded = {name for name, resource in package.resources.items() if not resource["built"]} - {
        *release.FACTS, *release.NAMES}  # fmt: skip
    assert unguarded <= {"hosts", "errata"}


@pytest.mark.parametrize(("kind", "least"), [
    ("column_added", "1.0.0"), ("row_added", "0.2.0"), ("cell_changed", "0.1.1")])  # fmt: skip
def test_the_version_that_a_change_needs(kind, least):
    assert release.required("0.1.0", [Difference(kind, "t", None, None, None, None)]) == least


def test_the_same_version_twice_is_refused_but_the_tagged_commit_may_be_built_again(released, tmp_path):
    release.release(released, tmp_path / "again")
    (released / "docs" / "NOTE.md").write_text("x\n", "utf-8")
    commit(released)
    with pytest.raises(Refused, match=r"0\.1\.0 is released already"):
        release.release(released, dry_run=True)


def test_a_section_that_is_missing_and_a_version_of_another_form(repository):
    log = repository / "CHANGELOG.md"
    page = log.read_text("utf-8")
    with pytest.raises(Refused, match="has no section"):
        release.changelog("# Changelog\n", Package(repository), "data")
    with pytest.raises(Refused, match="generated: data"):
        release.changelog(page.replace("<!-- end -->", ""), Package(repository), "data")
    with pytest.raises(Refused, match=r"1\.2\.3"):
        release.numbers("1.2")


def test_a_failing_recomputation_or_rule_stops_a_release(master, tmp_path):
    root = tmp_path / "repository"
    shutil.copytree(master, root)

    def forge(rows):
        row = next(row for row in rows if row["verdict"] != "refuted")
        row["verdict"] = "refuted"

    cells(root, "claims", forge)
    commit(root)
    with pytest.raises(Refused) as refused:
        release.release(root, dry_run=True)
    said = str(refused.value)
    assert re.search(r"^recomputation: .*, verdict: refuted, not ", said, re.MULTILINE)
    assert re.search(r"^[a-z]+(-[a-z]+)+: .*\bverdict\b.*refuted", said, re.MULTILINE)


def test_the_command_says_why_it_refuses(monkeypatch, capsys, repository):
    monkeypatch.setattr(release, "ROOT", repository)
    assert release.main(["--dry-run"]) == 0
    assert "First release." in capsys.readouterr().out
    Path(repository / "x").write_text("x", "utf-8")
    assert release.main([]) == 1
    assert capsys.readouterr().err == "release: not committed: ?? x\n"
