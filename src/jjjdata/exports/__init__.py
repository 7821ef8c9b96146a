"""Exports: the data taken away as CSV, workbook, Parquet, SQLite, ClaimReview, Croissant, JSON
Lines, or as a folder for the library datasets.

Each form is a module of its own with a ``FORM``, which says what files it makes, what it needs and
how it is written. Every file is written beside its place and renamed when all are there, so that a
failure leaves the target as it was.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from itertools import count
from pathlib import Path

from ..descriptors import checked
from ..errors import DataError, need, unknown
from ..files import replacing
from ..package import Package, language
from .forms import Form, Task

# The forms; each is a module of this package.
FORMATS = ("csv", "xlsx", "parquet", "sqlite", "jsonld", "croissant", "jsonl", "datasets")


def export(  # noqa: PLR0913
    directory: str | os.PathLike[str],
    format: str,
    *,
    tables: Iterable[str] | None = None,
    lang: str | None = None,
    force: bool = False,
    package: Package | str | os.PathLike[str] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Path]:
    """Write the data to ``directory`` in another form and return the files written.

    ``format`` is "csv" (for Excel: a byte-order mark, CRLF), "xlsx", "parquet", "sqlite", "jsonld"
    (schema.org ClaimReview), "croissant", "jsonl" (one row a line, a claim with all that bears on
    it) or "datasets" (a folder for the library datasets: Parquet and a dataset card).
    ``tables`` names the tables to take, by default all; some forms leave no choice. With ``lang``
    a column ``*_zh`` loses its ending and its twin ``*_en`` is left out, or the other way round;
    what has no twin stays, and so do both halves of the terms. Files that exist are replaced only
    with ``force``. ``package`` is the folder of another copy, by default the shipped one.
    ``progress`` is called with step, number of steps and table.

    Raises ``UnknownNameError`` for a wrong format, table or language, ``MissingExtraError`` where a
    library is not installed, ``JJJDataError`` for a choice of tables that a form does not leave,
    and ``DataError`` where none is named or files exist or can't be written; nothing is changed
    then. (Should the system refuse to replace one of several files, those before it are new.)

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in export(folder, "csv", tables=["units"], lang="en")]
    ['units.csv']
    """
    form = form_of(format)
    copy, lang = checked(package), language(lang)
    asked = [tables] if isinstance(tables, str) else tables
    names = form.choose(copy, None if asked is None else list(dict.fromkeys(asked)), lang)
    if not names:
        raise DataError("export_nothing")
    _check_names(names)
    target, files = Path(directory), form.file_names(names)
    _check_target(target, files, force)
    for module in form.modules:
        need(module, form.extra)
    steps = count(1)

    def tick(table: str) -> None:
        if progress:
            progress(next(steps), len(names), table)

    with _failing_clearly(target), _folder(target), ExitStack() as stack:
        paths = {file: stack.enter_context(replacing(target / file)) for file in files}
        form.write(Task(copy, tuple(names), lang, paths, tick))
    return [target / file for file in files]


def form_of(format: str) -> Form:
    """Return the form of a name; an unknown one is an error that lists the forms."""
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    form: Form = import_module(f"{__name__}.{format}").FORM
    return form


def _check_names(tables: Iterable[str]) -> None:
    """Raise unless each table can be a file of its own, on a disk that is blind to case too."""
    names: dict[str, str] = {}
    for table in tables:
        if not re.fullmatch(r"\w[\w-]*", table, re.ASCII):
            raise DataError("path_unsafe", table=table, path=table)
        other = names.setdefault(table.lower(), table)
        if other != table:
            raise DataError("export_alike", table=table, other=other)


def _check_target(target: Path, files: Iterable[str], force: bool) -> None:
    """Raise if files are in the way: any without ``force``, and a folder in any case."""
    if "\0" in str(target):
        raise DataError("export_failed", directory=repr(str(target)), reason="NUL")
    there = [file for file in files if os.path.lexists(target / file)]
    if there and not force:
        raise DataError("export_exists", directory=target, files=", ".join(there))
    for file in there:
        if (target / file).is_dir() and not (target / file).is_symlink():
            raise DataError("export_folder", file=target / file)


@contextmanager
def _failing_clearly(target: Path) -> Iterator[None]:
    """Turn what disk and database report into an error that says that nothing was written."""
    try:
        yield
    except (OSError, sqlite3.Error, OverflowError) as error:  # as of a number too large
        reason = getattr(error, "strerror", None) or error
        raise DataError("export_failed", directory=target, reason=reason) from error


@contextmanager
def _folder(target: Path) -> Iterator[None]:
    """Make a folder, and unmake it and those above it that were made if the block fails."""
    made = [folder for folder in (target, *target.parents) if not folder.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise
