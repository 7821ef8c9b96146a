"""A plain baseline: stance and verdict predicted from words and figures in common.

    python scripts/baseline.py                 on the claims of this copy
    python scripts/baseline.py claims.jsonl    on claims that "jjjdata export --format jsonl" wrote

Who tests a system on these data can see what little already does. Nothing but the statements, the
quotes, the parts they are in (`split`) and whose statement each is are looked at. The split is the
one that docs/USE.md recommends, by time. The table printed here stands in that page, where the
build puts it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jjjdata.baselines import Line, lines, table
from jjjdata.exports import jsonl
from jjjdata.package import LANGUAGES, Package
from jjjdata.splits import EARLIER, TESTED

ROOT = Path(__file__).resolve().parent.parent
# What is looked at of a claim and of a row of its evidence.
STATEMENTS = tuple(f"statement_{lang}" for lang in LANGUAGES)
CLAIM = (*STATEMENTS, "origin_id", "checkability", "verdict", "evidence")
ITEM = ("quote", "stance", "split", "origin_id")


def of_package(package: Package) -> list[Line]:
    """Return the table of a copy of the package."""
    return lines(list(jsonl.nested(package, None)))


class UnfitError(Exception):
    """A file that holds no claims as the export writes them: what is wrong with it."""


def read(file: Path) -> list[dict[str, Any]]:
    """Return the claims of a file; one that has not all that is looked at is an UnfitError."""
    try:
        claims = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    except OSError as error:
        raise UnfitError(error.strerror or str(error)) from error
    except ValueError as error:
        raise UnfitError("it is not JSON Lines in UTF-8") from error
    for claim in claims:
        _check(claim, CLAIM)
        for item in claim["evidence"]:
            _check(item, ITEM)
    if {EARLIER, TESTED} - {item["split"] for claim in claims for item in claim["evidence"]}:
        raise UnfitError("there is nothing to learn from or nothing to test on")
    return claims


def _check(row: object, names: Iterable[str]) -> None:
    missing = [name for name in names if not isinstance(row, dict) or name not in row]
    if missing:
        raise UnfitError(
            f"there is no {missing[0]}; needed are claims in both languages, "
            "as jjjdata export --format jsonl writes them"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; a file that can't be used is told in one line, and the status is 2."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", nargs="?", type=Path, help="claims.jsonl (default: this copy)")
    file = parser.parse_args(argv).file
    try:
        told = of_package(Package(ROOT)) if file is None else lines(read(file))
    except UnfitError as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 2
    print(table(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
