"""Change one fact at a time and ask which rules notice: how much is guarded, and by what.

    python scripts/mutate.py                        every kind of change, 60 rows of each column
    python scripts/mutate.py --sample 0             every row; --table, --kind, --group, --seed
    choose python scripts/mutate.py --resume done.csv      note each outcome there, skip what is
    noted already python scripts/mutate.py --output left.csv      write the changes that nothing
    noticed

Each change is made in the database, the rules that look at its table are applied, and it is taken
back. It is caught if a rule, a key, a constraint or a pattern of the schema objects. Hashes, sizes,
the built files and the article itself don't count: they notice any change, right or wrong. The
report gives the share caught by group and table, then by column, and for each rule the changes that
it alone caught.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from itertools import groupby, repeat
from multiprocessing import get_context
from pathlib import Path

from jjjdata.database import fill, listed, quoted, views
from jjjdata.package import Package
from jjjdata.rules import JUDGES, Fault, Judge, Tables
from jjjdata.rules.rulebook import ANY_TABLE
from jjjdata.tables import Row, cell_fault
from mutations import (
    AIMED,
    CELL_KINDS,
    DESCRIPTOR,
    DOCUMENT_KINDS,
    FACTS,
    GROUPS,
    KINDS,
    Change,
    Mutation,
    Mutator,
    with_untitled,
)

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = "schema"
# What other texts are read by: a change here bears on all of them.
REGISTERS = ("organizations", "places", "renderings", "terms", "units")
BATCH = 40


@dataclass(frozen=True, order=True)
class Outcome:
    """A change and the codes of what caught it; ``changed`` is false where it changed nothing."""

    change: Change
    codes: tuple[str, ...] = ()
    changed: bool = True


class Trial:
    """A database in which changes are made and taken back, and the judges of each table."""

    def __init__(self, root: Path = ROOT) -> None:
        self.package = Package(root)
        self.mutator = Mutator(self.package)
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        fill(self.connection, self.package, self.package.authored)
        self.connection.execute("pragma foreign_keys = on")
        self.baseline = {repr(fault) for judge in JUDGES for fault in judge.faults(self.tables({}))}
        self.judges = {table: list(_looking_at(table)) for table in self.package.authored}

    def tables(self, only: Mapping[str, Sequence[str]]) -> Tables:
        """Return the tables as the judges see them."""
        return Tables(self.connection, self.package, only)

    def outcome(self, change: Change, place: int, seed: int) -> Outcome:
        """Make a change, ask the judges, and take it back."""
        if change.table == DESCRIPTOR:
            return Outcome(change, self._descriptor_codes(change))
        mutation = self.mutator.mutate(change, place, seed)
        if mutation is None:
            return Outcome(change, changed=False)
        if any(self._breaks_pattern(change.table, row) for row in mutation.added):
            return Outcome(mutation.change, (SCHEMA,))
        self.connection.execute("savepoint trial")
        try:
            self._carry_out(mutation)
            return Outcome(mutation.change, self._codes(mutation))
        except sqlite3.IntegrityError:
            return Outcome(mutation.change, (SCHEMA,))
        finally:
            self.connection.execute("rollback to trial")
            self.connection.execute("release trial")

    def _breaks_pattern(self, table: str, row: Row) -> bool:
        return any(cell_fault(field, row[field["name"]]) for field in self.package.fields(table))

    def _carry_out(self, mutation: Mutation) -> None:
        table, change = mutation.change.table, mutation.change
        if change.kind in CELL_KINDS + DOCUMENT_KINDS:
            for old, new in zip(mutation.removed, mutation.added, strict=True):
                for column in (name for name in new if new[name] != old[name]):
                    values = [_plain(new[column]), *self._key(table, old)]
                    statement = f"update {quoted(table)} set {quoted(column)} = ?"  # noqa: S608
                    self.connection.execute(f"{statement} where {self._where(table)}", values)
            return
        for row in mutation.removed:
            statement = f"delete from {quoted(table)} where {self._where(table)}"  # noqa: S608
            self.connection.execute(statement, self._key(table, row))
        for row in mutation.added:
            marks = ", ".join("?" * len(row))
            statement = f"insert into {quoted(table)} ({listed(row)}) values ({marks})"  # noqa: S608
            self.connection.execute(statement, [_plain(value) for value in row.values()])

    def _where(self, table: str) -> str:
        return " and ".join(f"{quoted(name)} = ?" for name in self.package.primary_key(table))

    def _key(self, table: str, row: Row) -> list[object]:
        return [row[name] for name in self.package.primary_key(table)]

    def _codes(self, mutation: Mutation) -> tuple[str, ...]:
        """Return the codes of the rules that object to the tables as they are now."""
        table = mutation.change.table
        changed = {table: [self.mutator.key(table, row) for row in mutation.added]}
        elsewhere = {} if table in REGISTERS else dict.fromkeys(self.package.authored, ())
        codes: set[str] = set()
        for judge in self.judges[table]:
            # Who goes through all texts need look at no text but those that changed.
            only = {**elsewhere, **changed} if ANY_TABLE in judge.reads else changed
            tables = self.tables(only)
            codes.update(fault.code for fault in judge.faults(tables) if self._is_new(fault))
        return tuple(sorted(codes))

    def _descriptor_codes(self, change: Change) -> tuple[str, ...]:
        """Return the codes of the rules that object to a change of the descriptor."""
        tables = Tables(self.connection, with_untitled(self.package, change))
        judges = [judge for judge in JUDGES if not judge.reads or ANY_TABLE in judge.reads]
        found = (fault for judge in judges for fault in judge.faults(tables))
        return tuple(sorted({fault.code for fault in found if self._is_new(fault)}))

    def _is_new(self, fault: Fault) -> bool:
        return repr(fault) not in self.baseline  # its value may be a list


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _looking_at(table: str) -> Iterator[Judge]:
    """Yield the judges that read a table, directly or through views."""
    reads = {view.name: set(view.reads) for view in views()}

    def reaches(name: str) -> bool:
        return name == table or any(reaches(other) for other in reads.get(name, ()))

    for judge in JUDGES:
        if judge.looks_at(table) or any(reaches(name) for name in judge.reads):
            yield judge


_TRIALS: dict[str, Trial] = {}


def work(root: str, planned: list[tuple[Change, int]], seed: int) -> list[Outcome]:
    """Try a batch, in a database that this process keeps."""
    if root not in _TRIALS:
        _TRIALS[root] = Trial(Path(root))
    return [_TRIALS[root].outcome(change, place, seed) for change, place in planned]


def share(outcomes: list[Outcome]) -> str:
    """Return how many of some changes were caught, as cells of a table."""
    caught = sum(bool(outcome.codes) for outcome in outcomes)
    return f"{caught} | {len(outcomes)} | {100 * caught / len(outcomes):.1f} %"


def report(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the shares caught as Markdown: by group and table, by column and kind, and by rule."""
    tried = [outcome for outcome in outcomes if outcome.changed]
    yield "| table | group | caught | tried | share |\n|---|---|---:|---:|---:|"
    aimed = [each for each in tried if each.change.table in AIMED and each.change.group in FACTS]
    if aimed:
        yield f"| {', '.join(AIMED)} | {', '.join(FACTS)} | {share(aimed)} |"
    order = list(GROUPS)

    def group(outcome: Outcome) -> tuple[str, int]:
        return outcome.change.table, order.index(outcome.change.group)

    for (table, number), some in groupby(sorted(tried, key=group), key=group):
        yield f"| {table} | {order[number]} | {share(list(some))} |"
    if tried:
        yield f"| all | all | {share(tried)} |"

    def column(outcome: Outcome) -> tuple[str, str, str]:
        return outcome.change.table, outcome.change.column, outcome.change.kind

    yield "\n| table | column | kind | caught | tried | share |\n|---|---|---|---:|---:|---:|"
    for place, some in groupby(sorted(tried, key=column), key=column):
        yield f"| {' | '.join(place)} | {share(list(some))} |"
    yield from report_rules(tried)


def report_rules(tried: list[Outcome]) -> Iterator[str]:
    """Yield for each rule how many changes it caught, and how many it alone."""
    caught = Counter(code for outcome in tried for code in outcome.codes)
    alone = Counter(outcome.codes[0] for outcome in tried if len(outcome.codes) == 1)
    codes = sorted({code for judge in JUDGES for code in judge.codes} | {SCHEMA})
    yield "\n| rule | caught | alone |\n|---|---:|---:|"
    for code in codes:
        yield f"| {code} | {caught[code]} | {alone[code]} |"


def stamp(package: Package, seed: int) -> str:
    """Return what an outcome depends on: the data, the rules, these scripts and the seed."""
    files = [
        package.root / "datapackage.json",
        *(package.file(table) for table in package.authored),
    ]
    source = ROOT / "src" / "jjjdata"
    files += sorted(
        [*source.rglob("*.py"), *source.rglob("*.sql"), *(ROOT / "scripts").glob("mutat*.py")]
    )
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content + str(seed).encode()).hexdigest()[:16]


def as_line(outcome: Outcome) -> list[str]:
    """Return an outcome as a line of the file of outcomes."""
    state = " ".join(outcome.codes) if outcome.changed else "unchanged"
    return [*astuple(outcome.change), state]


def as_outcome(line: list[str]) -> Outcome:
    """Return the outcome that a line notes."""
    changed = line[-1] != "unchanged"
    return Outcome(Change(*line[:-1]), tuple(line[-1].split()) if changed else (), changed)


def read_outcomes(file: Path | None, mark: str) -> list[Outcome]:
    """Return the outcomes that a file notes; one of other data, rules or seed is begun again."""
    if file is None:
        return []
    if file.exists():
        lines = list(csv.reader(file.read_text("utf-8").splitlines(keepends=True)))
        if lines and lines[0] == [mark]:
            return [as_outcome(line) for line in lines[1:] if len(line) == len(fields(Change)) + 1]
    file.write_text(mark + "\n", "utf-8")
    return []


def try_changes(
    root: Path, planned: list[tuple[Change, int]], seed: int, jobs: int, log: Path | None
) -> list[Outcome]:
    """Try changes, noting each batch in ``log``, with the pace on stderr."""
    outcomes: list[Outcome] = []
    started = time.monotonic()
    batches = [planned[start : start + BATCH] for start in range(0, len(planned), BATCH)]
    for batch in _tried(str(root), batches, seed, jobs):
        outcomes += batch
        if log:
            with log.open("a", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(map(as_line, batch))
        pace = len(outcomes) / (time.monotonic() - started)
        told = f"\r{len(outcomes)} of {len(planned)}, {pace:.0f}/s "
        print(told, end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return outcomes


def _tried(
    root: str, batches: Sequence[list[tuple[Change, int]]], seed: int, jobs: int
) -> Iterator[list[Outcome]]:
    """Yield the outcomes of each batch: one job works in this process, more in their own."""
    if jobs == 1:
        yield from map(work, repeat(root), batches, repeat(seed))
        return
    # Not forked: a process with threads, as that of the tests, must not be.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, repeat(root), batches, repeat(seed))


def write_survivors(file: Path, outcomes: Iterable[Outcome]) -> None:
    """Write the changes that nothing noticed."""
    survivors = sorted(each.change for each in outcomes if each.changed and not each.codes)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*(field.name for field in fields(Change)), "group"])
        writer.writerows([*astuple(change), change.group] for change in survivors)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    made.add_argument("--root", type=Path, default=ROOT, help="folder of the package")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--sample", type=int, default=60, help="rows per column and kind, 0 for all")
    made.add_argument("--table", action="append", default=[])
    made.add_argument("--kind", action="append", default=[], choices=KINDS)
    made.add_argument("--group", action="append", default=[], choices=GROUPS)
    made.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    made.add_argument("--resume", type=Path, help="CSV of outcomes to continue")
    made.add_argument("--output", type=Path, help="CSV of survivors to write")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Try the changes, print the report, and note outcomes and survivors."""
    command = parser()
    options = command.parse_args(argv)
    package = Package(options.root)
    unknown = set(options.table) - set(package.authored)
    if unknown:
        names = ", ".join(package.authored)
        command.error(f"no table {', '.join(sorted(unknown))}; there are: {names}")
    plan = Mutator(package).plan(options.seed, options.sample, options.table, options.kind)
    planned = [item for item in plan if item[0].group in (options.group or GROUPS)]
    asked = {_place(change) for change, _ in planned}
    noted = read_outcomes(options.resume, stamp(package, options.seed))
    done = [outcome for outcome in noted if _place(outcome.change) in asked]
    known = {_place(outcome.change) for outcome in done}
    left = [item for item in planned if _place(item[0]) not in known]
    done += try_changes(options.root, left, options.seed, max(1, options.jobs), options.resume)
    if options.output:
        write_survivors(options.output, done)
    print("\n".join(report(done)))
    return 0


def _place(change: Change) -> tuple[str, ...]:
    return change.table, change.row, change.column, change.kind


if __name__ == "__main__":
    sys.exit(main())
