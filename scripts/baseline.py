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
from collections.abc import Sequence
from pathlib import Path

from jjjdata.baselines import Line, lines, table
from jjjdata.exports import jsonl
from jjjdata.package import Package

ROOT = Path(__file__).resolve().parent.parent


def of_package(package: Package) -> list[Line]:
    """Return the table of a copy of the package."""
    return lines(list(jsonl.nested(package, None)))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", nargs="?", type=Path, help="claims.jsonl (default: this copy)")
    options = parser.parse_args(argv)
    if options.file is None:
        told = of_package(Package(ROOT))
    else:
        with options.file.open(encoding="utf-8") as stream:
            told = lines([json.loads(line) for line in stream])
    print(table(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
