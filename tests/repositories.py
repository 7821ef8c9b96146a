"""The project in a Git repository of its own, in which a test may commit, branch and merge."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import build

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = (".gitattributes", ".gitignore", ".zenodo.json", "pyproject.toml")
LEFT = ("__pycache__", "*.egg-info", ".*_cache", ".hypothesis", "changes")
DAY = "2026-11-23T08:00:00Z"
SETTINGS = {
    "user.name": "Test",
    "user.email": "test@example.org",
    "init.defaultBranch": "main",
    "core.autocrlf": "false",
}


def git(root: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run git, untouched by the settings of whoever runs the tests."""
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": DAY,
        "GIT_COMMITTER_DATE": DAY,
    }
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = ["git", "-C", str(root), *settings, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=check)


def commit(root: Path, message: str = "A change") -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)


def copied(folder: Path) -> Path:
    """Copy into ``folder`` what the sdist holds, and what Git needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*included, *HIDDEN):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*LEFT))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    return folder


def built(folder: Path) -> Path:
    """Copy into ``folder`` what the build reads and writes, and build it there."""
    folder.mkdir()
    for name in ("datapackage.json", "README.md", "README.zh.md"):
        shutil.copy(ROOT / name, folder)
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    build.build(folder)
    return folder


def repository(folder: Path) -> Path:
    """Make a repository with the project as it stands in one commit."""
    copied(folder)
    git(folder, "init", "--quiet")
    commit(folder, "All")
    return folder


def edit(root: Path, table: str, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Change the rows of an authored table."""
    file = root / "data" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, names = list(reader), list(reader.fieldnames)
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
