"""Console: where commands write to. No text of the data and no fault of the stream breaks them."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from ..errors import DataError
from ..files import write_bytes
from ..harmless import visible, visible_json


def prepare() -> None:
    r"""Let both streams spell out what their encoding can't hold: \u4eac instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Write ``text`` and a line end. What a terminal would obey is spelled, but lines and tabs."""
    _guarded(lambda: print(_harmless(text)))


def write_json(value: Any) -> None:
    """Write a value as JSON, which is good JSON in every encoding."""
    content = json.dumps(value, ensure_ascii=not _speaks_utf8(), indent=2)
    # JSON has escapes of its own for what a terminal would obey.
    _guarded(lambda: print(visible_json(content)))


def write_document(text: str) -> None:
    """Write the content of a file: on a terminal as text, and otherwise in UTF-8, unchanged."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        write(text.rstrip("\n"))
    else:
        _guarded(lambda: buffer.write(text.encode()))


def save(file: str, text: str) -> None:
    """Bring a file to ``text``, in UTF-8."""
    try:
        write_bytes(file, text.encode())
    except OSError as error:
        reason = f"{file}: {error.strerror or error}"
        raise DataError("output_failed", reason=reason) from error


def complain(text: str) -> None:
    """Write a line to standard error; if even that fails there is nobody to tell."""
    if sys.stderr is not None:
        try:
            print(_harmless(text), file=sys.stderr, flush=True)
        except OSError:
            abandon(sys.stderr)


def flush() -> None:
    """Bring out what is still held back, so that a full disk is told of in time."""
    if sys.stdout is not None:
        _guarded(sys.stdout.flush)


def abandon(stream: TextIO) -> None:
    """Drop what a stream holds back: the interpreter would try to write it at the end, in vain."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())


def _guarded(action: Callable[[], object]) -> None:
    """Write, and turn what the system objects to into an error that can be told.

    A closed pipe is no error: that is for the caller to see.
    """
    try:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        action()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DataError("output_failed", reason=error.strerror or error) from error


def _speaks_utf8() -> bool:
    try:
        return codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name == "utf-8"
    except LookupError:
        return False


def _harmless(text: str) -> str:
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))
