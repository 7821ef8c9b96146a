"""Faults of disk and process: a write that fails, or a process that ends, at the n-th step.

Every file is flushed (``os.fsync``) and renamed (``os.replace``), so these two calls are the steps.
What happens within a file, at any of its bytes, a limit on the size of files shows.
"""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

STEPS = ("fsync", "replace")
SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
# Writes contents in a process of its own, which ends as the fault has it.
WRITER = """
import os, pickle, resource, signal, sys
sys.path.insert(0, sys.argv[1])
with open(sys.argv[2], "rb") as stream:
    root, contents, fault, number = pickle.load(stream)
from build import write

def ending(call, left=[number]):
    def called(*words, **more):
        left[0] -= 1
        if left[0] == 0:
            os._exit(137)
        return call(*words, **more)
    return called

if fault == "kill at a step":
    os.fsync, os.replace = ending(os.fsync), ending(os.replace)
if fault in ("kill at a byte", "full disk"):
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if fault == "kill at a byte" else signal.SIG_IGN)
write(root, contents)
"""


def write_with(fault: str, number: int, root: Path, contents: Mapping[str, bytes]) -> int:
    """Write contents in a process that meets a fault, and return how it ended.

    "kill at a step" ends it at a step counted from 1, "kill at a byte" when a file grows longer
    than a number of bytes; "full disk" refuses to let it grow so long.
    """
    job = root.parent / "job"
    job.write_bytes(pickle.dumps((root, dict(contents), fault, number)))
    command = [sys.executable, "-c", WRITER, str(SCRIPTS), str(job)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@contextmanager
def failing_at(step: int) -> Iterator[Callable[[], bool]]:
    """Let the disk be full at a step, counted from 1; yields whether the step was reached."""
    reached = 0

    def failing(call):
        def called(*words, **more):
            nonlocal reached
            reached += 1
            if reached == step:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*words, **more)

        return called

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, failing(getattr(os, name)))
        yield lambda: reached >= step


def litter(root: Path) -> list[Path]:
    """Return the spare files that were left behind."""
    return [file for file in root.rglob(".*") if file.suffix == ".part"]


def age(files: list[Path], seconds: float) -> None:
    """Make files as old as if the process that left them had ended long ago."""
    for file in files:
        then = file.stat().st_mtime - seconds
        os.utime(file, (then, then))
