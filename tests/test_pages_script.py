"""The script that publishes the reader: a branch of one commit, whatever was there before."""

import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from conftest import ROOT
from zipped import zipped


def git(*words, cwd):
    done = subprocess.run(["git", *words], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_folder_becomes_the_branch_and_nothing_else(tmp_path):
    bare, clone, folder = (tmp_path / name for name in ("bare", "clone", "site"))
    git("init", "-q", "--bare", str(bare), cwd=tmp_path)
    git("init", "-q", "-b", "main", str(clone), cwd=tmp_path)
    (clone / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "pages", clone / ".ci")
    (clone / ".gitignore").write_text("*.html\n")  # what is built may be ignored here
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    git("add", "-A", cwd=clone)
    git(*settings, "commit", "-qm", "first", cwd=clone)
    git("remote", "add", "origin", str(bare), cwd=clone)
    (folder / "en").mkdir(parents=True)
    for content in ("one", "two"):
        (folder / "en" / "index.html").write_text(content)
        subprocess.run(["bash", ".ci/pages", str(folder)], cwd=clone, check=True)
        assert git("show", "gh-pages:en/index.html", cwd=bare) == content
        names = git("ls-tree", "-r", "--name-only", "gh-pages", cwd=bare).split()
        assert names == [".nojekyll", "en/index.html"]
        assert git("rev-list", "--count", "gh-pages", cwd=bare) == "1"
    assert git("status", "--short", cwd=clone) == ""


def test_a_zip_of_the_same_files_has_the_same_bytes(tmp_path):
    folder = tmp_path / "reader"
    (folder / "en").mkdir(parents=True)
    for name in ("en/b.html", "en/a.html", "index.html"):
        (folder / name).write_text(name)
    zipped(folder, tmp_path / "one.zip")
    (folder / "index.html").touch()
    zipped(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["reader/en/a.html", "reader/en/b.html", "reader/index.html"]
