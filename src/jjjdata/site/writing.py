"""Writing: a whole site brought to a folder, so that a failure leaves what was there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp

from ..errors import DataError

# By this file a folder is known that holds a site and nothing else, which may be replaced.
MARK = ".jjjdata-site"
# A folder made to be nobody else's business is opened for the host to read.
FOLDER = 0o755


def write(files: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """Bring a folder to hold exactly these files, and return how many there are.

    All are written beside it, then the two change places. A folder with anything but an earlier
    site in it is refused with a ``DataError``, and left as it is.
    """
    _refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        spare = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    except OSError as error:
        raise _failed(folder, error) from error
    try:
        count = _fill(spare, files)
        spare.chmod(FOLDER)
        _replace(folder, spare)
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        shutil.rmtree(spare, ignore_errors=True)
    return count


def _fill(spare: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write all files, in a thread of its own: while one is written the next is made."""
    made = {spare}

    def put(item: tuple[str, bytes]) -> None:
        path, content = item
        file = spare / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)

    with ThreadPoolExecutor(max_workers=1) as writer:
        count = sum(1 for _ in writer.map(put, files))
    (spare / MARK).write_bytes(b"")
    return count


def _replace(folder: Path, spare: Path) -> None:
    """Let the new folder take the place of the old one."""
    if not folder.exists():
        os.replace(spare, folder)
        return
    old = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".old", dir=folder.parent))
    try:
        os.replace(folder, old / folder.name)
        os.replace(spare, folder)
    finally:
        if not folder.exists():
            os.replace(old / folder.name, folder)
        shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(folder: Path) -> None:
    if "\0" in str(folder):
        raise DataError("export_failed", directory=repr(str(folder)), reason="NUL")
    if folder.exists() and not folder.is_dir():
        raise DataError("site_no_folder", directory=folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise DataError("site_foreign", directory=folder)


def _failed(folder: Path, error: OSError) -> DataError:
    return DataError("export_failed", directory=folder, reason=error.strerror or error)
