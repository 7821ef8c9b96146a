"""Measure what a user waits for: whole processes, medians, with the baseline in the same run.

    python scripts/bench.py                 every line of the table
    python scripts/bench.py --runs 15       more runs of each command
    python scripts/bench.py --growth        the engine on once and ten times the data

A command and its baseline take turns, so that a busy machine slows both. The ratio is that of the
medians. Nothing here fails: it measures, people judge.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jjjdata
from jjjdata.database import connect
from jjjdata.findings import findings_of_rules
from jjjdata.package import Package
from jjjdata.tables import Row, csv_bytes, read_rows

ROOT = Path(__file__).resolve().parent.parent
CLAIM = "port-containers-2023"
WORD = "PM2.5"
# The tables that grow. A copy of a row gets keys of its own, and refers to the copies of what the
# row refers to; places, units, bodies and codes stay one.
GROWING = (
    "claims",
    "claim_caveats",
    "evidence",
    "checks",
    "observations",
    "indicators",
    "sources",
    "passages",
    "terms",
    "renderings",
)


@dataclass(frozen=True)
class Line:
    """A command, what it is held against, and how many times that it may take."""

    what: str
    command: Sequence[str]
    baseline: Sequence[str]
    reach: float


def standard_modules() -> list[str]:
    """Return the standard modules that ``import jjjdata`` brings in."""
    code = (
        "import sys; old = set(sys.modules); import jjjdata; print(*sorted(set(sys.modules) - old))"
    )
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    tops = {name.partition(".")[0] for name in said.stdout.split()}
    return sorted(tops & sys.stdlib_module_names)


def lines(threefold: Path) -> Iterator[Line]:
    """Yield what is measured; ``threefold`` holds three times the data."""
    python = [sys.executable, "-c"]
    bare = [*python, f"import {', '.join(standard_modules())}"]
    parquet = jjjdata.path("claims", "parquet")
    # The console script would do the same; so the interpreter is the same as the baseline's.
    command = [sys.executable, "-m", "jjjdata"]
    yield Line("import jjjdata", [*python, "import jjjdata"], bare, 1.5)
    yield Line(
        "first DataFrame",
        [*python, "import jjjdata; jjjdata.load('claims')"],
        [*python, f"import pandas; pandas.read_parquet({str(parquet)!r})"],
        1.05,
    )
    yield Line("show", [*command, "show", CLAIM], bare, 3)
    yield Line("find", [*command, "find", WORD], bare, 3)
    three = [*command, "--package", str(threefold)]
    yield Line("show, three times the data", [*three, "show", CLAIM], bare, 4)
    yield Line("find, three times the data", [*three, "find", WORD], bare, 4)
    descriptor = str(ROOT / "datapackage.json")
    alone = [*python, f"import frictionless; frictionless.validate({descriptor!r})"]
    yield Line("validate", [*command, "--package", str(ROOT), "validate"], alone, 1.6)


def seconds(command: Sequence[str]) -> float:
    """Return how long a command takes as a whole process."""
    # Compiled modules are kept, as an installation does it.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True, env=environment)  # noqa: S603
    return time.perf_counter() - start


def measured(line: Line, runs: int) -> str:
    """Return a line of the report: both medians, their ratio and the reach."""
    pairs = [(seconds(line.command), seconds(line.baseline)) for _ in range(runs + 1)][1:]
    command, baseline = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = command / baseline
    return f"| {line.what} | {command:.3f} s | {baseline:.3f} s | {ratio:.2f} | {line.reach} |"


def grown(times: int, folder: Path, tables: Collection[str] = GROWING) -> Package:
    """Return a package in ``folder`` that holds every row of the growing tables several times."""
    package = Package(ROOT)
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("derived"))
    shutil.copy(ROOT / "datapackage.json", folder)
    for table in tables:
        rows = read_rows(package, table)
        made = [
            _copied(package, table, row, number, tables)
            for number in range(1, times)
            for row in rows
        ]
        target = folder / "data" / f"{table}.csv"
        target.write_bytes(csv_bytes(package.fields(table), [*rows, *made]))
    return Package(folder)


def _copied(package: Package, table: str, row: Row, number: int, tables: Collection[str]) -> Row:
    """Return a row under keys of its own."""
    new = dict(row)
    for columns, other, _ in package.foreign_keys(table):
        if other in tables and row[columns[0]] is not None:
            new[columns[0]] = _key(str(row[columns[0]]), number)
    owner = re.match(r"\{(\w+)\}", package.resource(table).get("keyPattern", ""))
    if owner:
        old = str(row[owner[1]])
        new["id"] = new[owner[1]] + str(row["id"]).removeprefix(old)
    else:
        new["id"] = _key(str(row["id"]), number)
    return new


def _key(key: str, number: int) -> str:
    """Return the key of a copy; in one of a passage it is the source that has another."""
    passage = re.fullmatch(r"(.+)(-p\d+)", key)
    return f"{passage[1]}-copy{number}{passage[2]}" if passage else f"{key}-copy{number}"


def growth() -> Iterator[str]:
    """Yield how many times as long each part of the engine takes on ten times the data."""
    parts: dict[str, Callable[[Package], object]] = {
        "rules": lambda package: findings_of_rules(connect(package), package),
        "check": lambda package: jjjdata.check(package=package),
        "SQLite": connect,
        "show": lambda package: str(jjjdata.claim(CLAIM, package=package)),
    }
    yield "| part | once | ten times | ratio, of linear |\n|---|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as home:
        sizes = [grown(times, Path(home) / str(times)) for times in (1, 10)]
        for name, part in parts.items():
            # A fresh package each time: what one has read it keeps.
            once, ten = (_best(part, package.root) for package in sizes)
            yield f"| {name} | {once:.3f} s | {ten:.3f} s | {ten / once / 10:.2f} |"


def _best(part: Callable[[Package], object], root: Path) -> float:
    times = []
    for _ in range(3):
        package = Package(root)
        start = time.perf_counter()
        part(package)
        times.append(time.perf_counter() - start)
    return min(times)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--growth", action="store_true", help="the engine on ten times the data")
    options = parser.parse_args(argv)
    if options.growth:
        print(*growth(), sep="\n", flush=True)
        return 0
    print("| what | takes | baseline | ratio | reach |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as home:
        grown(3, Path(home) / "three")
        for line in lines(Path(home) / "three"):
            print(measured(line, options.runs), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
