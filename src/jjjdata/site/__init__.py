"""Site: the reader, a page for every claim and every series, in both languages, as plain files.

``build`` writes it to a folder for any static host, ``browse`` shows it from this installation.
Everything is read from the database once, told by one module a kind of page, filled into the
templates, and written whole. It needs Jinja2, the extra ``site``.
"""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

from ..claims import claim as named_claim
from ..package import LANGUAGES, Package, language, opened
from . import addresses
from .claim import claim_page
from .downloads import data_files, downloads_page
from .documents import document_page, documents, documents_page
from .front import front_page
from .glossary import glossary_page
from .material import Material, gather
from .page import Page, renderer
from .plain import dispute_page, entrance, method_page
from .series import series_list_page, series_page
from .telling import Teller
from .writing import write

__all__ = ["browse", "build"]


def build(
    directory: str | os.PathLike[str],
    package: Package | str | os.PathLike[str] | None = None,
) -> int:
    """Write the reader to ``directory`` and return the number of files.

    The folder may be new, empty, or hold an earlier reader, which is replaced as a whole; any other
    is refused. ``package`` is the folder of another copy, by default the shipped one. The same data
    give the same bytes.

    Raises ``MissingExtraError`` without Jinja2, and ``DataError`` for damaged data or a folder that
    holds something else.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     count = build(Path(folder) / "reader")
    ...     (Path(folder) / "reader" / "en" / "claims" / "pm25-drop.html").exists()
    True
    """
    return write(site_files(opened(package)), Path(os.path.abspath(directory)))


def browse(
    id: str | None = None,
    lang: str = "en",
    package: Package | str | os.PathLike[str] | None = None,
    *,
    open: bool = True,
) -> Path:
    """Make the reader in a temporary folder, open it in the browser, and return the page opened.

    It begins at the claim ``id`` if one is named, otherwise at the front page, in ``lang`` ("en" or
    "zh"). Nothing is fetched from anywhere. With ``open=False`` no browser is started. ``package``
    is the folder of another copy, by default the shipped one.

    Raises ``UnknownNameError`` for an unknown claim or language, and what ``jjjdata site`` does.

    >>> browse("pm25-drop", "zh", open=False).name
    'pm25-drop.html'
    """
    spoken, copy = language(lang) or "en", opened(package)
    if id is not None:
        named_claim(id, copy)  # an unknown one is told before anything is written
    folder = Path(mkdtemp(prefix="jjjdata-"))
    build(folder, copy)
    path = addresses.claim_page(id, spoken) if id else addresses.page("index", spoken)
    page = folder / path
    if open:
        webbrowser.open(page.as_uri())
    return page


def site_files(package: Package) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the reader: its path and its content."""
    render = {lang: renderer(lang) for lang in LANGUAGES}
    material = gather(package)
    for lang in LANGUAGES:
        for page, teller in pages(material, lang):
            yield page.path, render[lang](page, teller).encode()
    front = Teller(material, "en", "index.html")
    yield "index.html", render["en"](entrance(front), front).encode()
    for name in (addresses.STYLE, addresses.SCRIPT):
        yield name, files(__package__).joinpath(name).read_bytes()
    yield from data_files(material)


def pages(material: Material, lang: str) -> Iterator[tuple[Page, Teller]]:
    """Yield every page in one language, with what tells it."""

    def at(path: str) -> Teller:
        return Teller(material, lang, path)

    plain = {
        "index": front_page,
        "series": series_list_page,
        "documents": documents_page,
        "glossary": glossary_page,
        "method": method_page,
        "downloads": downloads_page,
        "dispute": dispute_page,
    }
    for name, tell in plain.items():
        teller = at(addresses.page(name, lang))
        yield tell(teller), teller
    for claim in material.claims:
        teller = at(addresses.claim_page(claim.id, lang))
        yield claim_page(claim, teller), teller
    for held in material.series.values():
        teller = at(addresses.series_page(*held.key, lang))
        yield series_page(held, teller), teller
    for source in documents(material):
        teller = at(addresses.document_page(source.id, lang))
        yield document_page(source, teller), teller
