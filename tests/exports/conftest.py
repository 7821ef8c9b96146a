"""The forms, each written once, and copies to damage."""

from pathlib import Path

import pytest

from exports.copies import ROOT, copied
from jjjdata.exports import FORMATS, export
from jjjdata.package import Package


@pytest.fixture(scope="session")
def package() -> Package:
    return Package(ROOT)


@pytest.fixture(scope="session")
def forms(tmp_path_factory) -> dict[str, Path]:
    """The folder of each form of the whole package."""
    home = tmp_path_factory.mktemp("forms")
    for format in FORMATS:
        export(home / format, format, package=ROOT)
    return {format: home / format for format in FORMATS}


@pytest.fixture
def copy(tmp_path) -> Path:
    folder = tmp_path / "copy"
    folder.mkdir()
    return copied(folder)
