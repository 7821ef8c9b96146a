"""Shared by all tests: the package, its tables, and the article where it is at hand."""

import json
import shutil
from pathlib import Path

import pytest

from jjjdata import rows
from jjjdata.package import Package

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
TABLES = [resource["name"] for resource in DESCRIPTOR["resources"]]
ARTICLE = ROOT.parent / "shared" / "source" / "article.txt"


@pytest.fixture(scope="session")
def package() -> Package:
    return Package(ROOT)


@pytest.fixture(scope="session")
def data(package: Package) -> dict[str, list[dict]]:
    return {table: rows.read(package, table) for table in TABLES}


@pytest.fixture(scope="session")
def article() -> str:
    if not ARTICLE.exists():
        pytest.skip(f"NOT CHECKED against the article: {ARTICLE} is not at hand")
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that a test may damage."""
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def pytest_terminal_summary(terminalreporter) -> None:
    state = "at hand" if ARTICLE.exists() else "NOT AT HAND: passages and quotations were not checked against it"
    terminalreporter.write_line(f"source article: {state}")
