"""Addresses: where each page stands. They are permanent: what was published stays where it is."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import dirname

from ..errors import DataError

NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
# What the pages share, at the root of the site.
STYLE, SCRIPT, SEARCH_SCRIPT, SEARCH_INDEX = "reader.css", "reader.js", "search.js", "index.js"
ICON = "icon.svg"  # without one a browser asks the host for it, above the folder of the reader


def page(name: str, lang: str) -> str:
    """Return the address of one of the pages of which there is one a language.

    >>> page("glossary", "zh")
    'zh/glossary.html'
    """
    return f"{lang}/{name}.html"


def claim_page(id: str, lang: str) -> str:
    """Return the address of a claim.

    >>> claim_page("port-containers-2023", "en")
    'en/claims/port-containers-2023.html'
    """
    return f"{lang}/claims/{_safe(id, 'claims')}.html"


def series_page(indicator: str, place: str, lang: str) -> str:
    """Return the address of a series."""
    names = _safe(indicator, "indicators"), _safe(place, "places")
    return f"{lang}/series/{'--'.join(names)}.html"


def document_page(id: str, lang: str) -> str:
    """Return the address of a document whose claims were checked."""
    return f"{lang}/documents/{_safe(id, 'sources')}.html"


def claim_file(id: str, ending: str) -> str:
    """Return the address of a claim as a file to take away."""
    return f"data/claims/{_safe(id, 'claims')}.{ending}"


def series_file(indicator: str, place: str, ending: str) -> str:
    """Return the address of a series as a file to take away."""
    names = _safe(indicator, "indicators"), _safe(place, "places")
    return f"data/series/{'--'.join(names)}.{ending}"


def link(target: str, start: str) -> str:
    """Return the relative address of a page, as another one links to it.

    >>> link("en/claims/a.html", "en/series/b--c.html"), link("reader.css", "en/index.html")
    ('../claims/a.html', '../reader.css')
    """
    path, mark, fragment = target.partition("#")
    return _relative(path, dirname(start)) + mark + fragment


@lru_cache(maxsize=1 << 16)
def _relative(path: str, folder: str) -> str:
    # Not posixpath.relpath, which asks the system where it is, each time.
    up = folder.split("/") if folder else []
    down = path.split("/")
    while up and len(down) > 1 and up[0] == down[0]:
        del up[0], down[0]
    return "/".join([*[".."] * len(up), *down])


def _safe(id: str, table: str) -> str:
    """Return an ID that can be the name of a file anywhere; any other is refused."""
    if not NAME.fullmatch(id):
        raise DataError("path_unsafe", table=table, path=id)
    return id
