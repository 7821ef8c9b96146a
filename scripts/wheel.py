"""The hook that puts the data into the wheel: run by ``python -m build``, through pyproject.toml.

A wheel is a whole copy of the data package: ``data/`` as it stands, and a ``datapackage.json``
that says size, hash and number of rows of each file. An editable installation gets neither; it
reads the repository.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent


class WheelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds data and descriptor to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; ``version`` is "standard" or "editable"."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        descriptor = Path(self.folder.name) / "datapackage.json"
        descriptor.write_bytes(merged_descriptor(ROOT))
        build_data["force_include"] |= {
            str(descriptor): "jjjdata/datapackage.json",
            str(ROOT / "data"): "jjjdata/data",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the descriptor that was made for the wheel."""
        if version != "editable":
            self.folder.cleanup()


def merged_descriptor(root: Path) -> bytes:
    """Return the descriptor of the package with what is recorded of its files."""
    # Where a wheel is built the package is not installed, nor is anything that it depends on.
    sys.path.insert(0, str(ROOT / "src"))
    from jjjdata.package import Package

    descriptor = Package(root).descriptor
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
