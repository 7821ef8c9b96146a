"""Shared by all tests: the package, its tables, copies to damage, and the articles."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import settings

import articles
from jjjdata.database import shared
from jjjdata.package import Package
from jjjdata.tables import Row, read_rows

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
TABLES = [resource["name"] for resource in DESCRIPTOR["resources"]]
AUTHORED = [resource["name"] for resource in DESCRIPTOR["resources"] if not resource["built"]]
# The article that the data are about is not part of the project: whoever has it says where it is.
ARTICLE = os.environ.get("JJJDATA_ARTICLE")
# A slow or busy machine is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
UNCHECKED = "NOT CHECKED against the article: JJJDATA_ARTICLE does not say where it is"


@pytest.fixture(scope="session")
def package() -> Package:
    return Package(ROOT)


@pytest.fixture(scope="session")
def data(package: Package) -> dict[str, list[Row]]:
    """The rows of all tables."""
    return {table: read_rows(package, table) for table in package.resources}


@pytest.fixture
def database(package: Package) -> sqlite3.Connection:
    """The package as a database in memory that a test may change."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    shared(package).backup(connection)
    yield connection
    connection.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that a test may damage, with all that was built."""
    folder = tmp_path / "copy"
    folder.mkdir()
    shutil.copy(ROOT / "datapackage.json", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


@pytest.fixture(scope="session")
def article() -> str:
    """The article that the data are about."""
    if not ARTICLE:
        pytest.skip(UNCHECKED)
    return Path(ARTICLE).read_text(encoding="utf-8")


@pytest.fixture(params=["en", "zh"])
def invented(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Package]:
    """An invented article, and a package whose passages and quotations are of it."""
    folder = tmp_path / "invented"
    folder.mkdir()
    return articles.article(request.param), articles.package_of(request.param, folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many checks were not made, since a skipped test is easily overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    unchecked = sum(UNCHECKED in str(report.longrepr) for report in skipped)
    if unchecked:
        terminalreporter.write_line(
            f"{unchecked} checks were not made against the article; set JJJDATA_ARTICLE"
        )
