"""Site: the reader, a page for every claim and every series, in both languages, as plain files.

``build`` writes it to a folder for any static host, ``browse`` shows it from this installation.
Everything is read from the database once, told by one module a kind of page, filled into the
templates, and written whole. It needs Jinja2, the extra ``site``. The modules that make it are
loaded when it is made, since most who import the package never make it.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..claims import claim as named_claim
from ..package import Package, language, opened
from . import addresses

__all__ = ["browse", "build"]


def build(
    directory: str | os.PathLike[str],
    package: Package | str | os.PathLike[str] | None = None,
    *,
    contact: str = "",
) -> int:
    """Write the reader to ``directory`` and return the number of files.

    The folder may be new, empty, or hold an earlier reader, which is replaced as a whole; any other
    is refused. ``package`` is the folder of another copy, by default the shipped one. ``contact``
    is an address of the web or of mail to which the pages send who found a fault, by default the
    home page that the descriptor names. The same data give the same bytes.

    Raises ``MissingExtraError`` without Jinja2, and ``DataError`` for damaged data, a folder that
    holds something else, or a contact that is no address.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     count = build(Path(folder) / "reader")
    ...     (Path(folder) / "reader" / "en" / "claims" / "pm25-drop.html").exists()
    True
    """
    from .building import site_files
    from .plain import checked_contact
    from .writing import write

    files = site_files(opened(package), checked_contact(contact))
    return write(files, Path(os.path.abspath(directory)))


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
    from tempfile import mkdtemp

    folder = Path(mkdtemp(prefix="jjjdata-"))
    build(folder, copy)
    path = addresses.claim_page(id, spoken) if id else addresses.page("index", spoken)
    page = folder / path
    if open:
        import webbrowser  # takes longer than all of this package

        webbrowser.open(page.as_uri())
    return page
