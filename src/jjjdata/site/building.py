"""Building: every file of the reader, made one after the other from what was gathered once."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ..package import LANGUAGES, Package
from . import addresses
from .claim import claim_page
from .documents import document_page, documents, documents_page
from .downloads import data_files, downloads_page
from .front import front_page
from .glossary import glossary_page, glossary_sources_page
from .material import Material, gather
from .page import Page, renderer
from .plain import dispute_page, entrance, method_page
from .search import index_script
from .series import series_list_page, series_page
from .telling import Teller


def site_files(package: Package, contact: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every file of the reader: its path and its content."""
    render = {lang: renderer(lang) for lang in LANGUAGES}
    material = gather(package, contact)
    for lang in LANGUAGES:
        for page, teller in pages(material, lang):
            yield page.path, render[lang](page, teller).encode()
    front = Teller(material, "en", "index.html")
    yield "index.html", render["en"](entrance(front), front).encode()
    shared = (addresses.STYLE, addresses.ICON, addresses.SCRIPT, addresses.SEARCH_SCRIPT)
    for name in shared:
        yield name, files(__package__).joinpath(name).read_bytes()
    yield addresses.SEARCH_INDEX, index_script(package).encode()
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
        "glossary-sources": glossary_sources_page,
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
