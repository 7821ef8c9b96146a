"""The hook that tells a package index what this is: run by ``python -m build``.

An index shows README far from the files it links to. Where the descriptor knows the address of the
repository (``homepage``) relative links lead there; otherwise they are plain words, and none is
dead.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

RELATIVE = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|#|mailto:)([^)\s]+)\)")


class MetadataHook(MetadataHookInterface):
    """Fills in the description and, where it is known, the address of the project."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the fields that pyproject.toml calls dynamic."""
        root = Path(self.root)
        descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
        address = descriptor.get("homepage", "")
        page = (root / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": published(page, address),
        }
        if address:
            metadata["urls"] = {"Repository": address}


def published(page: str, address: str) -> str:
    """Return a page with its relative links made absolute, or turned into their words.

    A picture is left out where it can't be shown.
    """
    base = address.rstrip("/")

    def link(match: re.Match[str]) -> str:
        is_picture, words, path = match.groups()
        if not address:
            return "" if is_picture else words
        kind = "raw" if is_picture else "blob"
        return f"{is_picture}[{words}]({base}/{kind}/HEAD/{path})"

    return RELATIVE.sub(link, page)
