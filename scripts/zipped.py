"""Zip a folder so that the same files give the same bytes: ``zipped.py FOLDER FILE``.

The release carries the reader in this form.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first day that a zip can tell; the files of the reader have no time of their own.
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(folder: Path, file: Path) -> None:
    """Write every file of a folder, in the order of their names, below the folder's own name."""
    with ZipFile(file, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = (folder.name / path.relative_to(folder)).as_posix()
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    zipped(Path(sys.argv[1]), Path(sys.argv[2]))
