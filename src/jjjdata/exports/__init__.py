"""Exports: the data taken away as CSV for Excel, workbook, Parquet, SQLite, ClaimReview or Croissant.

All forms are made from the CSV files and the descriptor. Each is written to a spare folder inside the target
and moved into place at the end, so that a failure leaves the target as it was.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import DataError, JJJDataError, unknown
from ..package import Package, language, shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# The files of each format; {table} stands for every table. The module of the format's name writes them.
FORMATS = {
    "csv": ("{table}.csv",), "xlsx": ("jjjdata.xlsx",), "parquet": ("{table}.parquet",), "sqlite": ("jjjdata.sqlite",),
    "jsonld": ("claimreview.jsonld",), "croissant": ("{table}.csv", "{table}.parquet", "croissant.json"),
}  # fmt: skip


def export(directory: str | os.PathLike[str], format: str, *, tables: Iterable[str] | None = None,  # noqa: PLR0913
           lang: str | None = None, force: bool = False, package: Package | None = None,
           progress: Callable[[int, int, str], None] | None = None) -> list[Path]:  # fmt: skip
    """Write the data to ``directory`` in another form and return the files written.

    ``format`` is "csv" (for Excel: a byte-order mark, CRLF), "xlsx", "parquet", "sqlite", "jsonld" (schema.org
    ClaimReview) or "croissant". ``tables`` names the tables to take, by default all. With ``lang`` the
    columns ``*_zh`` lose their ending and ``*_en`` are left out, or the other way round. Files that exist are
    replaced only with ``force``. ``progress`` is called with step, number of steps and table.

    Raises ``UnknownNameError`` for a wrong format, table or language, ``MissingExtraError`` where a library is
    not installed, and ``DataError`` where files exist or can't be written; nothing is changed then.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in export(folder, "csv", tables=["units"], lang="en")]
    ['units.csv']
    """
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    package, lang = package or shipped(), language(lang)
    if tables is not None and format == "jsonld":
        raise JJJDataError("export_whole", format=format)
    names = list(dict.fromkeys([tables] if isinstance(tables, str) else tables or package.resources))
    for name in names:
        if package.resource(name) and not re.fullmatch(r"\w[\w-]*", name, re.ASCII):
            raise DataError("path_unsafe", table=name, path=name)
    files = [file.format(table=name) for file in FORMATS[format] for name in (names if "{" in file else names[:1])]
    home = Path(directory)
    found = [file for file in files if os.path.lexists(home / file)]
    if found and not force:
        raise DataError("export_exists", directory=home, files=", ".join(found))
    steps = iter(range(1, len(names) + 1))

    def tick(name: str) -> None:
        if progress:
            progress(next(steps), len(names), name)

    made = [folder for folder in (home, *home.parents) if not folder.exists()]
    try:
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".jjjdata-", dir=home) as spare:
            import_module(f"{__name__}.{format}").write(package, names, lang, spare, tick)
            _move(files, Path(spare), home)
    except BaseException as error:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError) and not isinstance(error, JJJDataError):
            raise DataError("export_failed", directory=home, reason=error) from error
        raise
    return [home / file for file in files]


def _move(files: list[str], spare: Path, home: Path) -> None:
    """Move the files into place; if one can't be moved, bring back what stood there before."""
    old, done = spare / "old", list[str]()
    old.mkdir()
    try:
        for file in files:
            if (home / file).is_dir() and not (home / file).is_symlink():
                raise IsADirectoryError(f"{home / file} is a directory")
            done.append(file)
            if os.path.lexists(home / file):
                os.replace(home / file, old / file)
            os.replace(spare / file, home / file)
    except BaseException:
        for file in done:
            if os.path.lexists(old / file):
                os.replace(old / file, home / file)
            elif not os.path.lexists(spare / file):
                (home / file).unlink(missing_ok=True)
        raise
