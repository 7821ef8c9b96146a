"""The forms, each written once, and copies to damage."""

from pathlib import Path

import pytest

from exports.copies import ROOT, copied
from jjjdata.exports import export
from jjjdata.package import Package


@pytest.fixture(scope="session")
def package() -> Package:
    return Package(ROOT)


class Forms(dict[str, Path]):
    """The folder of each form of the whole package, written when it is first asked for."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __missing__(self, format: str) -> Path:
        export(self.home / format, format, package=ROOT)
        self[format] = self.home / format
        return self[format]


@pytest.fixture(scope="session")
def forms(tmp_path_factory) -> Forms:
    return Forms(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def copy(tmp_path) -> Path:
    folder = tmp_path / "copy"
    folder.mkdir()
    return copied(folder)
