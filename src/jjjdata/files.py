"""Files: read whole and within a bound; written so that a failure leaves old or new, whole."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import DataError

LARGEST = 1 << 30  # bytes; more than any table here will have, less than what fills a memory
STALE_SECONDS = 600  # a spare file that is older was left behind by a process that was killed


def read_bytes(file: str | os.PathLike[str]) -> bytes:
    """Return the content of a regular file of at most ``LARGEST`` bytes.

    A pipe or a device, which may never end, a larger file and one that can't be read are a
    ``DataError``.
    """
    try:
        facts = os.stat(file)
        if not stat.S_ISREG(facts.st_mode):
            raise DataError("file_irregular", file=file)
        if facts.st_size > LARGEST:
            raise DataError("file_large", file=file, found=facts.st_size, largest=LARGEST)
        with open(file, "rb") as stream:
            return stream.read(LARGEST)
    except FileNotFoundError as error:
        raise DataError("file_missing", file=file) from error
    except OSError as error:
        raise DataError("file_damaged", file=file, reason=error.strerror or error) from error


def write_bytes(file: str | os.PathLike[str], content: bytes) -> None:
    """Bring ``file`` to ``content``: whole or not at all."""
    with replacing(file) as spare:
        spare.write_bytes(content)


@contextmanager
def replacing(file: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a spare path beside ``file``; when the block ends well, it takes the place of ``file``.

    The spare file is flushed to the disk before it is renamed. If the block fails it is removed and
    ``file`` stays as it was. A process that is killed leaves its spare file behind: the next
    writing of the same file removes it once it is ``STALE_SECONDS`` old.
    """
    target = Path(file)
    _remove_stale(target)
    spare = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield spare
        with open(spare, "rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(spare, target)
    except BaseException:
        with suppress(OSError):
            spare.unlink(missing_ok=True)
        raise


def _remove_stale(target: Path) -> None:
    oldest = time.time() - STALE_SECONDS
    for spare in target.parent.glob(f".{target.name}.*.part"):
        with suppress(OSError):
            if spare.stat().st_mtime < oldest:
                spare.unlink()
