"""The reader, built once, from a folder and from a server, and a browser to open it with."""

from __future__ import annotations

from pathlib import Path

import pytest
from shell import run

import browsers
from conftest import ROOT


def built_from(package: Path, folder: Path) -> Path:
    """Build the reader with the command that users have."""
    done = run("site", folder, "--package", package)
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """A folder of a host, two levels above the reader."""
    return tmp_path_factory.mktemp("host")


@pytest.fixture(scope="session")
def site(home) -> Path:
    return built_from(ROOT, home / "sub" / "folder")


@pytest.fixture(scope="session")
def addresses(site) -> list[str]:
    """The addresses of all pages, below the root of the reader."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


@pytest.fixture(scope="session")
def bases(home, site) -> dict[str, str]:
    """Where the reader stands: as a folder, and on a server, in a folder of a folder."""
    with browsers.served(home) as address:
        yield {"file": site.as_uri() + "/", "http": address + "sub/folder/"}


@pytest.fixture(scope="session")
def browser():
    with browsers.launched() as launched:
        yield launched


@pytest.fixture
def context(browser):
    """A context that keeps nothing of another test."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context):
    return context.new_page()
