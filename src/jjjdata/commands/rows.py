"""Rows: what a command tells, as a list for people, as JSON or CSV for programs."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Sequence

from ..records import plain
from ..tables import Row, spell
from . import console


def told_to_programs(args: argparse.Namespace, names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Write rows as JSON or CSV if the command line asks for it, and return whether it did.

    ``names`` are the columns: the header of a CSV stands there even if no row does.
    """
    if args.json:
        console.write_json(plain([{name: row[name] for name in names} for row in rows]))
    elif args.csv:
        console.write_document(as_csv(names, rows))
    return bool(args.json or args.csv)


def as_csv(names: Sequence[str], rows: Sequence[Row]) -> str:
    r"""Return rows as CSV with their header, spelled as the files of the package are.

    >>> as_csv(["year", "value"], [{"year": 2020, "value": None}, {"year": 2021, "value": 1.5}])
    'year,value\n2020,\n2021,1.5\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([spell(row[name]) for name in names] for row in rows)
    return stream.getvalue()
