"""Forms: what the package needs to know of a form of export, and what a form is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..descriptors import require
from ..errors import JJJDataError
from ..package import Package

TableChoice = Callable[[Package, list[str] | None, str | None], list[str]]


@dataclass(frozen=True)
class Task:
    """What is to be written: tables of a package, in both languages or in ``lang``, and where.

    ``paths`` holds for each file of the form the place to write it to; ``tick`` is called before
    each table.
    """

    package: Package
    tables: tuple[str, ...]
    lang: str | None
    paths: Mapping[str, Path]
    tick: Callable[[str], None]


def chosen(package: Package, asked: Iterable[str] | None, lang: str | None) -> list[str]:  # noqa: ARG001
    """Return the tables asked for, by default all; an unknown one is an error."""
    names = list(package.resources if asked is None else asked)
    for name in names:
        package.resource(name)
    return names


def whole(format: str, needed: Iterable[str] | None = None) -> TableChoice:
    """Return the choice of a form that takes the tables it needs, or all, and leaves no choice."""

    def tables(package: Package, asked: Iterable[str] | None, lang: str | None) -> list[str]:  # noqa: ARG001
        if asked is not None:
            raise JJJDataError("export_whole", format=format)
        names = list(package.resources if needed is None else needed)
        require(package, names if needed else ())
        return names

    return tables


@dataclass(frozen=True)
class Form:
    """One form of export.

    ``files`` are the names of its files, ``{table}`` standing for each table; ``write`` writes them
    all. ``modules`` are the libraries it needs beyond those of every installation, and ``extra`` is
    what installs them. ``choose`` returns the tables it takes, from those asked for (None for all)
    and the language; they may be others, as a database has the built tables as views.
    """

    files: tuple[str, ...]
    write: Callable[[Task], None]
    modules: tuple[str, ...] = ()
    extra: str = ""
    choose: TableChoice = chosen

    def file_names(self, tables: Iterable[str]) -> list[str]:
        """Return the names of the files that the form makes of these tables."""
        names = [file.format(table=table) for file in self.files for table in tables]
        return list(dict.fromkeys(names))
