"""The reader as it is built from the package, its pages parsed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from conftest import ROOT
from jjjdata.package import Package
from jjjdata.site import build
from jjjdata.site.material import Material, gather


class Site(NamedTuple):
    """A reader in a folder, with its pages by their paths."""

    folder: Path
    pages: dict[str, html.HtmlElement]

    def of(self, kind: str, lang: str) -> dict[str, html.HtmlElement]:
        """The pages of a kind in a language, by the names of their files."""
        start = f"{lang}/{kind}/"
        return {
            path.removeprefix(start).removesuffix(".html"): page
            for path, page in self.pages.items()
            if path.startswith(start)
        }


def read(folder: Path) -> Site:
    """Read a reader from its folder."""
    files = sorted(folder.rglob("*.html"))
    return Site(
        folder,
        {
            file.relative_to(folder).as_posix(): html.fromstring(file.read_bytes().decode())
            for file in files
        },
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("site") / "reader"
    build(folder, ROOT)
    return read(folder)


@pytest.fixture(scope="session")
def material() -> Material:
    return gather(Package(ROOT))
