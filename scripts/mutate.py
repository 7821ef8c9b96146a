"""Change one fact at a time and ask whether any rule notices: which share of the data is guarded, and what is not.

    python scripts/mutate.py                        every kind of change, 60 rows of each column, share by group
    python scripts/mutate.py --sample 0             every row; --table, --kind, --group and --seed choose which
    python scripts/mutate.py --resume done.csv      note each outcome there, and skip what is noted already
    python scripts/mutate.py --output left.csv      write the changes that nothing noticed

A change is caught if a rule of ``jjjdata.rules`` or the schema (type, enum, pattern, required, limits, keys) objects.
Hashes, sizes, the built files and the article itself don't count: they notice any change, right or wrong.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from itertools import groupby, repeat
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from jjjdata import frames
from jjjdata.package import Package
from jjjdata.rules.books import RULES, Book
from jjjdata.rules.keys import KEYS

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("digit", "tenfold", "wan", "sign", "year", "unit", "place", "qualifier", "indicator", "verdict", "code", "origin",
         "offset", "swap", "drop", "double", "move", "caveat")  # fmt: skip
WHOLE = ("drop", "double", "move", "caveat")
VERDICTS = ("verdict", "verdict_latest", "fidelity", "checkability", "stance", "outcome")
OFFSETS = ("quote_start", "quote_end", "start", "end", "section", "paragraph", "sentence", "text_length")
TEXTS = re.compile(r"_(zh|en)$|^(quote|printed|derivation)$")
SCALES = {"万": "亿", "亿": "万", "萬": "億", "億": "萬", "million": "billion", "billion": "million", "thousand": "million",
          "trillion": "billion"}  # fmt: skip
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# The groups of the report: the first that fits; those up to "verdicts" are the facts that must not change unnoticed.
GROUPS = {
    "figures": (("value", "value_high", "expected", "tolerance"), ()),
    "units": (("unit_id",), ()), "periods": (("period", "base_period"), ()), "places": (("place_id", "base_place_id"), ()),
    "qualifiers": (("qualifier",), ()), "indicators": (("indicator_id",), ()),
    "verdicts": (("verdict", "verdict_latest", "outcome"), ()),
    "judgments": (("fidelity", "checkability", "stance"), ()),
    "figures in texts": ((), ("digit", "tenfold", "wan", "year")), "texts swapped": ((), ("swap",)),
    "origins": ((), ("origin",)), "offsets": ((), ("offset",)), "codes": ((), ("code", "verdict")),
    "rows": ((), WHOLE), "other references": ((), KINDS),
}  # fmt: skip
FACTS = ("figures", "units", "periods", "places", "qualifiers", "indicators", "verdicts")
AIMED = ("claims", "evidence", "observations")
Row = dict[str, Any]


class Change(NamedTuple):
    """One change: where, of which kind, and the cell before and after."""

    table: str
    row: str
    column: str
    kind: str
    was: str = ""
    now: str = ""
    caught: str = ""

    @property
    def group(self) -> str:
        """The group of the report that the change belongs to."""
        return next(name for name, (columns, kinds) in GROUPS.items() if self.column in columns or self.kind in kinds)


class Recorder(dict[str, pa.Table]):
    """Tables that remember which of them were read, and can be read one row at a time by rules that look no further."""

    def __init__(self, tables: Mapping[str, pa.Table], only: Mapping[str, pa.Table] | None = None) -> None:
        super().__init__(tables)
        self.read: set[str] = set()
        self.only = only

    def __getitem__(self, name: str) -> pa.Table:
        self.read.add(name)
        return super().__getitem__(name)

    def items(self) -> Any:
        """Yield every table, or only the changed rows."""
        self.read |= self.keys()
        return super().items() if self.only is None else self.only.items()


class Data:
    """The tables, what the schema says of them, and the rules that read each."""

    def __init__(self, root: Path = ROOT) -> None:
        self.package = Package(root)
        resources = [r for r in self.package.resources.values() if not r.get("built")]
        self.tables = {r["name"]: frames.from_csv(self.package, r["name"]) for r in resources}
        self.rows: dict[str, list[Row]] = {name: table.to_pylist() for name, table in self.tables.items()}
        self.fields = {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in resources}
        self.keys = {r["name"]: [k] if isinstance(k := r["schema"].get("primaryKey", ["id"]), str) else k for r in resources}
        self.foreign: dict[str, dict[str, str]] = {}
        for resource in resources:
            self.foreign[resource["name"]] = {
                key["fields"][0]: key["reference"].get("resource") or resource["name"]
                for key in resource["schema"].get("foreignKeys", ())
            }
        self.ids: dict[str, set[Any]] = {name: {row.get("id") for row in rows} for name, rows in self.rows.items()}
        self.hits: Counter[tuple[str, str, str]] = Counter()
        self.readers: dict[str, list[Any]] = {name: [] for name in self.tables}
        self.baseline = set()
        for each in RULES:
            recorder = Recorder(self.tables)
            self.baseline |= set(each(self.book(recorder)))
            for name in recorder.read & self.tables.keys():
                self.readers[name].append(each)

    def book(self, tables: Recorder) -> Book:
        """Return a book of tables that keeps the recorder."""
        book = Book(tables, self.package.descriptor)
        book.tables = tables
        return book

    def key(self, name: str, row: Row) -> str:
        """Return the key of a row as findings tell it."""
        return "/".join(str(row[part]) for part in self.keys[name])

    def caught(self, change: Change, at: Sequence[int], rows: list[Row]) -> str:
        """Return which rule objects to the ``rows`` of a table, changed at the positions ``at``; "" if none does."""
        name = change.table
        found = self.schema(name, [rows[i] for i in at], rows)
        if found:
            return found
        table = pa.Table.from_pylist(rows, schema=self.tables[name].schema)
        changed = {**self.tables, name: table}
        spot = (name, change.column)
        for each in sorted(self.readers[name], key=lambda rule: -self.hits[*spot, rule.__name__]):
            # Texts are judged row by row; only names and terms bear on others.
            apart = each.__name__ == "texts" and name not in ("organizations", "places", "terms")
            book = self.book(Recorder(changed, {name: table.take(pa.array(at, pa.int64()))} if apart else None))
            try:
                noticed = next((f.code for f in each(book) if f not in self.baseline), "")
            except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, pa.ArrowException):
                noticed = "rule-stopped"
            if noticed:
                self.hits[*spot, each.__name__] += 1
                return noticed
        return ""

    def schema(self, name: str, changed: Iterable[Row], rows: list[Row]) -> str:
        """Return what the schema objects to."""
        for row in changed:
            for column, field in self.fields[name].items():
                value, limits = row[column], field.get("constraints", {})
                good = (
                    not limits.get("required") if value is None else
                    value in limits.get("enum", (value,)) and re.fullmatch(limits.get("pattern", ".*"), str(value), re.DOTALL)
                    and not (isinstance(value, (int, float)) and not limits.get("minimum", value) <= value)
                    and (column not in self.foreign[name] or value in self.ids[self.foreign[name][column]])
                )  # fmt: skip
                if not good:
                    return "schema"
        keys = [self.key(name, row) for row in rows]
        if len(set(keys)) < len(keys):
            return "schema"
        gone = self.ids[name] - {row.get("id") for row in rows}
        referring = ((t, c) for t, columns in self.foreign.items() for c, other in columns.items() if other == name)
        return "schema" if gone and any(row[c] in gone for t, c in referring for row in self.rows[t]) else ""

    def plan(self, seed: int, sample: int, tables: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[Change, int]]:
        """Yield every change to try, with the position of its row."""
        for name in tables or self.tables:
            for kind in kinds or KINDS:
                for column in self.columns(name, kind):
                    fit = [i for i, row in enumerate(self.rows[name]) if column not in row or fits(kind, row[column])]
                    chance = chances(seed, name, column, kind)
                    for at in sorted(chance.sample(fit, min(sample or len(fit), len(fit)))):
                        yield Change(name, self.key(name, self.rows[name][at]), column, kind), at

    def columns(self, name: str, kind: str) -> Iterator[str]:
        """Yield the columns of a table that a kind of change can strike; "*" is the whole row."""
        if kind in WHOLE:
            moves = kind != "move" or name in KEYS or "claim_id" in self.fields[name] or name == "terms"
            # To remove a caveat is to drop its row.
            fit = name == "claim_caveats" if kind == "caveat" else kind != "drop" or name != "claim_caveats"
            if moves and fit and "id" in self.keys[name]:
                yield "*"
            return
        for column, field in self.fields[name].items():
            number = field["type"] in ("number", "integer") and column not in OFFSETS
            text = bool(TEXTS.search(column))
            period = column in ("period", "base_period", "published_in") or field["type"] == "date"
            coded = "enum" in field.get("constraints", {}) and column != "list"
            refers = self.foreign[name].get(column)
            strikes = {
                "digit": number or text, "tenfold": number, "wan": number or text, "sign": number, "year": period or text,
                "unit": refers == "units", "place": refers == "places", "indicator": refers == "indicators",
                "qualifier": column == "qualifier", "verdict": column in VERDICTS,
                "code": coded and column not in (*VERDICTS, "qualifier"),
                "origin": refers in ("sources", "organizations", "passages"), "offset": column in OFFSETS,
                "swap": text and column != "derivation",
            }  # fmt: skip
            if strikes[kind]:
                yield column

    def mutate(self, change: Change, at: int, seed: int) -> tuple[Change, list[int], list[Row]] | None:
        """Return a change with its cells filled in, the positions that changed and the rows; None if it changes nothing."""
        name, key, column, kind = change[:4]
        chance = chances(seed, name, key, column, kind)
        rows = list(self.rows[name])
        row = rows[at]
        if kind in ("drop", "caveat"):
            return change, [], rows[:at] + rows[at + 1 :]
        if kind in ("double", "move"):
            new = self.rekeyed(name, row, kind, chance)
            rows[at : at + (kind == "move")] = [new]
            return change._replace(was=key, now=self.key(name, new)), [at], rows
        others = [i for i, other in enumerate(rows) if other[column] not in (None, row[column])]
        if kind == "swap":
            if not others:
                return None
            other = chance.choice(others)
            rows[at], rows[other] = {**row, column: rows[other][column]}, {**rows[other], column: row[column]}
            return change._replace(was=str(row[column]), now=str(rows[at][column])), [at, other], rows
        value = self.altered(name, column, kind, row[column], chance)
        if value is None or value == row[column]:
            return None
        rows[at] = {**row, column: value}
        return change._replace(was=str(row[column]), now=str(value)), [at], rows

    def altered(self, name: str, column: str, kind: str, value: Any, chance: random.Random) -> Any:
        """Return another value for a cell."""
        if isinstance(value, str) and TEXTS.search(column):
            return text_altered(kind, value, chance)
        if kind in ("digit", "tenfold", "wan", "sign", "offset", "year"):
            return value_altered(kind, value, chance)
        refers = self.foreign[name].get(column)
        pool = self.ids[refers] if refers else self.fields[name][column]["constraints"]["enum"]
        # A reference goes astray to what the same column holds elsewhere: the likeliest slip, and the hardest to see.
        used = {row[column] for row in self.rows[name]} - {None, value}
        return chance.choice(sorted(used & set(pool)) or sorted(set(pool) - {value}) or [value])

    def rekeyed(self, name: str, row: Row, kind: str, chance: random.Random) -> Row:
        """Return a row under a fresh key: the same row again, or moved to another owner, as its key is made."""
        mark, columns = KEYS.get(name, ("", ()))
        new = dict(row)
        if kind == "move":
            owner = "claim_id" if "claim_id" in row else "passage_id" if name == "terms" else columns[0]
            owner = chance.choice(columns[:2]) if name == "observations" else owner
            new[owner] = self.altered(name, owner, "move", row[owner], chance)
        if name == "claim_caveats":
            new["id"] = f"{new['claim_id']}-{new['caveat'].replace('_', '-')}" + ("-2" if kind == "double" else "")
        elif columns:
            stem = "-".join(str(new[c]).replace("/", "-to-") for c in columns) + mark
            width = len(re.findall(r"\d+$", row["id"])[0])
            taken = [int(i.removeprefix(stem)) for i in self.ids[name] if re.fullmatch(re.escape(stem) + r"\d+", i)]
            new["id"] = f"{stem}{max(taken, default=0) + 1:0{width}d}"
        elif kind == "double":
            new["id"] = row["id"] + "-2"
        return new


def chances(*of: object) -> random.Random:
    """Return the random numbers of one change, the same whatever is tried before it."""
    return random.Random("/".join(map(str, of)))  # noqa: S311


def fits(kind: str, value: Any) -> bool:
    """Return whether a kind of change can be made to a cell."""
    if value is None or (kind == "sign" and value == 0) or (kind in ("tenfold", "wan") and value == 0):
        return False
    if isinstance(value, str) and kind in ("digit", "year", "wan"):
        return bool(re.search({"digit": r"\d", "year": YEAR.pattern, "wan": "|".join(SCALES)}[kind], value))
    return True


def shifted(text: str, found: re.Match[str], shift: int) -> str:
    """Return a text with one of its years shifted."""
    return text[: found.start()] + str(int(found[0]) + shift) + text[found.end() :]


def value_altered(kind: str, value: Any, chance: random.Random) -> Any:
    """Return a number, date or period with one digit, its scale, its sign or its year changed, or one more or less."""
    shift = chance.choice((-1, 1))
    if kind == "digit":
        whole = f"{value:.15g}"
        spot = chance.choice([i for i, c in enumerate(whole.rstrip("0") or whole) if c.isdigit()])
        digit = chance.choice([d for d in "0123456789" if d != whole[spot]])
        return type(value)(float(whole[:spot] + digit + whole[spot + 1 :]))
    if kind in ("tenfold", "wan"):
        power = 10 if kind == "tenfold" else 10_000
        return value * power if isinstance(value, int) or shift > 0 else float(f"{value / power:.12g}")
    if kind == "year" and isinstance(value, str):
        return shifted(value, chance.choice(list(YEAR.finditer(value))), shift)
    return value + timedelta(days=365 * shift) if kind == "year" else -value if kind == "sign" else value + shift


def text_altered(kind: str, text: str, chance: random.Random) -> str | None:
    """Return a text with one digit, year or scale changed."""
    found = chance.choice(list(re.finditer({"digit": r"\d", "year": YEAR.pattern, "wan": "|".join(SCALES)}[kind], text)))
    if kind == "year":
        return shifted(text, found, chance.choice((-1, 1)))
    new = SCALES[found[0]] if kind == "wan" else chance.choice([d for d in "0123456789" if d != found[0]])
    return text[: found.start()] + new + text[found.end() :]


def attempt(data: Data, planned: Iterable[tuple[Change, int]], seed: int) -> Iterator[Change]:
    """Make each change and yield it with the rule that caught it, or "" if none did; "none" is no change at all."""
    for change, at in planned:
        made = data.mutate(change, at, seed)
        yield change._replace(caught="none") if made is None else made[0]._replace(caught=data.caught(*made))


_DATA: dict[str, Data] = {}


def work(root: str, planned: list[tuple[Change, int]], seed: int) -> list[Change]:
    """Try a batch in a process of its own."""
    if root not in _DATA:
        _DATA[root] = Data(Path(root))
    return list(attempt(_DATA[root], planned, seed))


def report(done: Iterable[Change]) -> Iterator[str]:
    """Yield the shares caught as Markdown: by group and table, then by table, column and kind."""
    tried = [change for change in done if change.caught != "none"]

    def share(some: list[Change]) -> str:
        caught = sum(bool(change.caught) for change in some)
        return f"{caught} | {len(some)} | {100 * caught / len(some):.1f} %"

    aimed = [change for change in tried if change.table in AIMED and change.group in FACTS]
    yield "| table | group | caught | tried | share |\n|---|---|---:|---:|---:|"
    if aimed:
        yield f"| {', '.join(AIMED)} | {', '.join(FACTS)} | {share(aimed)} |"
    order = {name: i for i, name in enumerate(GROUPS)}
    by = sorted(tried, key=lambda change: (change.table, order[change.group]))
    for (table, group), some in groupby(by, key=lambda change: (change.table, change.group)):
        yield f"| {table} | {group} | {share(list(some))} |"
    if tried:
        yield f"| all | all | {share(tried)} |"
    yield "\n| table | column | kind | caught | tried | share |\n|---|---|---|---:|---:|---:|"
    cells = sorted(tried, key=lambda change: (change.table, change.column, change.kind))
    for where, some in groupby(cells, key=lambda change: (change.table, change.column, change.kind)):
        yield f"| {' | '.join(where)} | {share(list(some))} |"


def stamp(data: Data, seed: int) -> str:
    """Return what an outcome depends on: the data, the rules, this script and the seed."""
    files = [data.package.root + "/datapackage.json", *(data.package.file(name) for name in data.tables), __file__]
    files += sorted(str(path) for path in (ROOT / "src" / "jjjdata").rglob("*.py"))
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files) + str(seed).encode()).hexdigest()[:16]


def resumed(file: Path | None, mark: str) -> list[Change]:
    """Return the outcomes that a file notes; those of other data, rules or seeds are dropped and the file begun again."""
    if file is None:
        return []
    if file.exists():
        lines = list(csv.reader(file.read_text("utf-8").splitlines(keepends=True)))
        if lines and lines[0] == [mark]:
            return [Change(*line) for line in lines[1:] if len(line) == len(Change._fields)]
    file.write_text(mark + "\n", "utf-8")
    return []


def main(argv: Sequence[str] | None = None) -> int:
    """Try the changes, print the report, and note outcomes and survivors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of the package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=60, help="rows per column and kind, 0 for all")
    parser.add_argument("--table", action="append", default=[])
    parser.add_argument("--kind", action="append", default=[], choices=KINDS)
    parser.add_argument("--group", action="append", default=[], choices=GROUPS)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--resume", type=Path, help="CSV of outcomes to continue")
    parser.add_argument("--output", type=Path, help="CSV of survivors to write")
    options = parser.parse_args(argv)
    data = Data(options.root)
    unknown = set(options.table) - data.tables.keys()
    if unknown:
        parser.error(f"no table {', '.join(sorted(unknown))}; there are: {', '.join(data.tables)}")
    plan = list(data.plan(options.seed, options.sample, options.table, options.kind))
    plan = [item for item in plan if item[0].group in (options.group or GROUPS)]
    done = resumed(options.resume, stamp(data, options.seed))
    asked, known = {change[:4] for change, _ in plan}, {change[:4] for change in done}
    left = [item for item in plan if item[0][:4] not in known]
    done = [change for change in done if change[:4] in asked]
    started, before = time.monotonic(), len(done)
    batches = [left[i : i + 40] for i in range(0, len(left), 40)]
    log = options.resume.open("a", encoding="utf-8", newline="") if options.resume else None
    with ProcessPoolExecutor(max(1, options.jobs)) as pool:
        for some in pool.map(work, repeat(str(options.root)), batches, repeat(options.seed)):
            done += some
            if log:
                csv.writer(log, lineterminator="\n").writerows(some)
                log.flush()
            pace = (len(done) - before) / (time.monotonic() - started)
            print(f"\r{len(done)} of {len(plan)}, {pace:.0f}/s ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    if log:
        log.close()
    survivors = sorted(change for change in done if not change.caught)
    if options.output:
        with options.output.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerows([[*Change._fields[:6], "group"], *([*change[:6], change.group] for change in survivors)])
    print("\n".join(report(done)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
