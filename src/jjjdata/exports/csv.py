"""CSV for Excel: a byte-order mark, CRLF, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import os
import re

from .. import rows
from ..errors import DataError
from ..frames import spoken
from ..package import Package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# The full-width forms count too: Chinese and Japanese versions of Excel read them like the others.
FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
FIGURE = re.compile(r"[-+]?[0-9][0-9.,]*%?")


def write(package: Package, names: list[str], lang: str | None, folder: str, tick: Callable[[str], None]) -> None:
    """Write one file a table."""
    for name in names:
        tick(name)
        write_csv(package, name, lang, os.path.join(folder, f"{name}.csv"), excel=True)


def write_csv(package: Package, table: str, lang: str | None, file: str, *, excel: bool = False) -> None:
    """Write a table as it is spelled in its CSV, after the strict reader has found nothing wrong with it.

    For Excel with a byte-order mark and CRLF. Nothing is escaped: a cell that would be run as a formula is refused.
    """
    rows.read(package, table)
    fields = package.fields(table)
    kept = spoken([field["name"] for field in fields], lang)
    places = [(at, field["name"], field["type"]) for at, field in enumerate(fields) if field["name"] in kept]
    lines = rows.records(package, table)
    next(lines)
    with open(file, "w", encoding="utf-8-sig" if excel else "utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n" if excel else "\n")
        writer.writerow(kept.values())
        for number, line in enumerate(lines, 1):
            for at, name, kind in places:
                if kind == "string" and FORMULA.match(line[at]) and not FIGURE.fullmatch(line[at]):
                    raise DataError("cell_formula", table=table, row=number, column=name, value=line[at])
            writer.writerow(line[at] for at, _, _ in places)
