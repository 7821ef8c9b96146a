"""Branches and clones: what Git does to the files, the build mends with one command."""

import csv
import subprocess
import sys

import pytest

import build
from conftest import ROOT
from jjjdata import validate, verify
from jjjdata.package import Package
from jjjdata.tables import read_rows
from repositories import commit, edit, git, repository


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    root = repository(tmp_path_factory.mktemp("master") / "repository")
    build.build(root)
    commit(root, "Built")
    return root


@pytest.fixture
def clone(master, tmp_path):
    git(tmp_path, "clone", "--quiet", str(master), str(tmp_path / "clone"))
    return tmp_path / "clone"


def one_command(root):
    """Build as whoever merges does."""
    script = str(root / "scripts" / "build.py")
    subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)


def test_a_clone_with_windows_line_ends_is_valid(master, tmp_path):
    """Without .gitattributes every hash would be wrong."""
    clone = tmp_path / "windows"
    setting = "core.autocrlf=true"
    git(tmp_path, "-c", setting, "clone", "--quiet", "-c", setting, str(master), str(clone))
    assert verify(clone) == []
    texts = [file for file in clone.rglob("*") if file.suffix in (".csv", ".json", ".md", ".py")]
    assert len(texts) > 50
    assert [file.name for file in texts if b"\r\n" in file.read_bytes()] == []


def test_every_file_is_text_with_lf_or_known_to_be_binary():
    """A file of a new kind that Git takes for text by mistake would be damaged."""
    listing = git(ROOT, "check-attr", "text", "eol", "--", "data/claims.csv", "a.parquet", "a.py")
    assert listing.stdout.splitlines() == [
        "data/claims.csv: text: auto",
        "data/claims.csv: eol: lf",
        "a.parquet: text: unset",
        "a.parquet: eol: lf",
        "a.py: text: auto",
        "a.py: eol: lf",
    ]


def add_claim(root, name: str) -> None:
    """Add a claim with evidence and a source, as a contributor would: at the end of the tables."""
    source, claim = f"{name}-20240301", f"plan-13th-{name}"

    def add_source(rows):
        row = next(row for row in rows if row["url"] and row["published_on"] == "2024-02-27")
        title = {
            "title_zh": f"{row['title_zh']}（{name}）",
            "title_en": f"{row['title_en']} ({name})",
        }
        day = {"published_on": "2024-03-01", "origin_id": source, "url": f"{row['url']}?{name}"}
        rows.append({**row, **title, **day, "id": source})

    def add_row(rows):
        rows.append({**next(row for row in rows if row["id"] == "plan-13th"), "id": claim})

    def add_evidence(rows):
        copies = [row for row in rows if row["claim_id"] == "plan-13th"]
        for row in copies:
            id = row["id"].replace("plan-13th", claim)
            rows.append({**row, "id": id, "claim_id": claim})
        rows.append({**rows[-1], "id": f"{claim}-e99", "source_id": source, "stance": "context"})

    def add_caveats(rows):
        for row in [row for row in rows if row["claim_id"] == "plan-13th"]:
            id = row["id"].replace("plan-13th", claim)
            rows.append({**row, "id": id, "claim_id": claim})

    edit(root, "sources", add_source)
    edit(root, "claims", add_row)
    edit(root, "evidence", add_evidence)
    edit(root, "claim_caveats", add_caveats)


def branch(root, name, change):
    git(root, "checkout", "--quiet", "-b", name, "main")
    change(root)
    build.build(root)
    commit(root, name)


def test_two_branches_that_add_claims_merge_with_one_command(clone):
    before = len(read_rows(Package(clone), "claims"))
    for name in ("reed", "sand"):
        git(clone, "checkout", "--quiet", "main")
        branch(clone, name, lambda root, name=name: add_claim(root, name))
    merge = git(clone, "merge", "--no-edit", "reed", check=False)
    conflicts = git(clone, "diff", "--name-only", "--diff-filter=U").stdout.splitlines()
    generated = ("data/derived/", "docs/reference/", "README")
    assert all(name.startswith(generated) for name in conflicts), merge.stdout
    one_command(clone)
    assert validate(clone) == []
    assert len(read_rows(Package(clone), "claims")) == before + 2
    assert {"reed-20240301", "sand-20240301"} <= {
        row["id"] for row in read_rows(Package(clone), "sources")
    }
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "Merged")
    assert git(clone, "grep", "-l", "^<<<<<<< ", check=False).stdout == ""


def test_a_row_that_two_branches_changed_stands_twice_and_is_refused(clone):
    for name in ("reed", "sand"):
        git(clone, "checkout", "--quiet", "main")
        git(clone, "checkout", "--quiet", "-b", name)
        edit(clone, "units", lambda rows, name=name: rows[0].update(name_en=name))
        commit(clone, name)
    git(clone, "merge", "--no-edit", "reed")
    with (clone / "data" / "units.csv").open(encoding="utf-8", newline="") as stream:
        assert {"reed", "sand"} <= {row["name_en"] for row in csv.DictReader(stream)}
    with pytest.raises(subprocess.CalledProcessError) as error:
        one_command(clone)
    assert "the key stands twice, in the rows number 1 and 2" in error.value.stderr
