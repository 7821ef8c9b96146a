"""Measure the speed of the package against its targets and write docs/BENCHMARKS.md and its Chinese twin.

    python scripts/bench.py            measure everything and write the pages
    python scripts/bench.py --quick    a few rows and runs, printed and not written: does it still work?

Everything is measured on one machine in one run, as ratios: the wheel is built and installed into an environment of
its own, and whole warm processes of it and of what it is compared with run in turn. This process stays small and
loads no library, since a child begins with the peak memory of its parent.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FIVE = ("id", "statement_en", "value", "unit_id", "verdict")
OWN = "from jjjdata import package; package._shipped = package.Package({0!r}); import jjjdata; "
PEERS = {
    "import": "pycountry 5.6 ×, geodatasets 7.8 ×, palmerpenguins 35 ×, vega_datasets 35 ×, owid-catalog 83 ×",
    "first": "palmerpenguins 1.00 ×, gapminder 1.18 ×, scikit-learn 3 ×",
}


class Line(NamedTuple):
    """One line of the table: what was measured, the target, the result, and a second opinion."""

    en: str
    zh: str
    target: float
    result: float
    second: float | None = None
    unit: str = "×"
    peers: str = ""
    least: bool = False

    @property
    def met(self) -> bool:
        """Whether the result reaches the target."""
        return self.result >= self.target if self.least else self.result <= self.target


class Bench:
    """An installed wheel, a synthetic package, and what was measured on them."""

    def __init__(self, folder: Path, rows: int, runs: int) -> None:
        self.folder, self.rows, self.runs = folder, rows, max(1, runs)
        self.lines: list[Line] = []
        self.notes: list[tuple[str, str]] = []
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        self.python = str(folder / "env" / "bin" / "python")
        self.command = str(folder / "env" / "bin" / "jjjdata")

    def install(self) -> Path:
        """Build the wheel and install it without its dependencies, which are those of the environment at hand."""
        self._make(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(self.folder))
        (wheel,) = self.folder.glob("*.whl")
        self._make(sys.executable, "-m", "venv", "--without-pip", str(self.folder / "env"))
        self._make(sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet", "--no-deps", "--no-index",
                   str(wheel))  # fmt: skip
        (site,) = (self.folder / "env" / "lib").glob("python*/site-packages")
        (site / "libraries.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")), "utf-8")
        return wheel

    def _make(self, *words: str) -> None:
        subprocess.run(words, cwd=ROOT, env=self.env, check=True, capture_output=True)  # noqa: S603

    def run(self, *words: str) -> tuple[float, float]:
        """Run one process to its end and return seconds and peak memory in MiB."""
        with tempfile.TemporaryFile() as complaints:
            start = time.perf_counter()
            process = subprocess.Popen(  # noqa: S603
                words, stdout=subprocess.DEVNULL, stderr=complaints, env=self.env, cwd=self.folder
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if status:
                complaints.seek(0)
                raise SystemExit(f"bench: {' '.join(words)}\n{complaints.read().decode()}")
        return seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)

    def told(self, code: str, *words: str) -> list[float]:
        """Run Python code in a process of its own and return the figures it prints."""
        done = subprocess.run([self.python, "-c", code, *words], env=self.env, cwd=self.folder, check=True,  # noqa: S603
                              capture_output=True, text=True)  # fmt: skip
        return [float(word) for word in done.stdout.split()]

    def versus(self, ours: Sequence[str], other: Sequence[str]) -> tuple[float, float, float]:
        """Run two commands in turn; return the median ratio of a round, the ratio of best runs, and that of memory.

        Both of a round run under the same load, so that their ratio tells more than that of two medians.
        """
        both: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
        for number in range(self.runs + 1):
            order = ((0, ours), (1, other)) if number % 2 else ((1, other), (0, ours))
            for side, words in order:
                measured = self.run(*words)
                if number:  # the first round only warms up
                    both[side].append(measured)
        seconds, memory = ([[pair[at] for pair in side] for side in both] for at in (0, 1))
        rounds = [one / another for one, another in zip(*seconds, strict=True)]
        return median(rounds), min(seconds[0]) / min(seconds[1]), median(memory[0]) / median(memory[1])

    def starts(self) -> None:
        """Measure what costs a start: import, tables, the first DataFrame, show and find."""
        bare, runs = (self.python, "-c", "pass"), self.runs
        self.runs = max(runs, 3 * runs if runs > 3 else runs)  # short processes scatter more and cost less
        for en, zh, words, target, peers in (
            ("`import jjjdata` / starting Python", "`import jjjdata` / 启动Python",
             (self.python, "-c", "import jjjdata"), 1.1, PEERS["import"]),
            ("`jjjdata.tables()` / starting Python", "`jjjdata.tables()` / 启动Python",
             (self.python, "-c", "import jjjdata; jjjdata.tables()"), 2.0, ""),
            ("`jjjdata show ID` / starting Python", "`jjjdata show ID` / 启动Python",
             (self.command, "show", "pm25-drop"), 5.0, ""),
            ("`jjjdata find TEXT` / starting Python", "`jjjdata find TEXT` / 启动Python",
             (self.command, "find", "port"), 5.0, ""),
        ):  # fmt: skip
            ratio, least, _ = self.versus(words, bare)
            self.lines.append(Line(en, zh, target, ratio, least, peers=peers))
        self.runs = runs
        (site,) = (self.folder / "env" / "lib").glob("python*/site-packages/jjjdata")
        ratio, least, _ = self.versus((self.python, "-c", "import jjjdata; jjjdata.load('claims')"),
                                      (self.python, "-c", _read(site / "data" / "claims.parquet")))  # fmt: skip
        self.lines.append(Line("start to first DataFrame, `load(\"claims\")` / `pandas.read_parquet(file)`",
                               "从启动到首个DataFrame，`load(\"claims\")` / `pandas.read_parquet(file)`", 1.05, ratio, least,
                               peers=PEERS["first"]))  # fmt: skip

    def loads(self) -> None:
        """Measure the load of the synthetic claims: time, memory, and five columns only."""
        file = self.folder / "package" / "data" / "claims.parquet"
        own = OWN.format(str(self.folder / "package"))
        ratio, least, memory = self.versus(
            (self.python, "-c", own + "jjjdata.load('claims')"), (self.python, "-c", _read(file))
        )
        count, wide = f"{self.rows:,}", _columns("claims")
        self.lines.append(Line(f"`load` of {count} claims / `pandas.read_parquet`, time",
                               f"`load`读取{count}条陈述 / `pandas.read_parquet`，时间", 1.05, ratio, least))  # fmt: skip
        self.lines.append(Line(f"`load` of {count} claims / `pandas.read_parquet`, peak memory",
                               f"`load`读取{count}条陈述 / `pandas.read_parquet`，内存峰值", 1.05, memory))  # fmt: skip
        parts, wholes, plain = list[float](), list[float](), list[float]()
        timed = ("import sys, time, pandas; " + own + "jjjdata.load('units'); start = time.perf_counter(); {} ; "
                 "print(time.perf_counter() - start)")  # fmt: skip
        for _ in range(self.runs):
            parts += self.told(timed.format(f"jjjdata.load('claims', columns={list(FIVE)!r})"))
            wholes += self.told(timed.format("jjjdata.load('claims')"))
            plain += self.told(timed.format(f"pandas.read_parquet({str(file)!r})"))
        self.lines.append(Line(f"`load` of 5 of {wide} columns of {count} claims / of all, the call alone",
                               f"{count}条陈述{wide}列中只读5列 / 读全部列，仅计调用", 0.35, median(parts) / median(wholes),
                               min(parts) / min(wholes)))  # fmt: skip
        whole, _, _ = self.versus((self.python, "-c", own + f"jjjdata.load('claims', columns={list(FIVE)!r})"),
                                  (self.python, "-c", own + "jjjdata.load('claims')"))  # fmt: skip
        self.notes.append((f"As whole processes, five columns take {whole:.2f} × the time of all columns: most of it is the "
                           f"start of pandas. The call of `load` alone for all columns takes {median(wholes) / median(plain):.2f} × "  # noqa: E501
                           "that of `pandas.read_parquet`.",
                           f"按整个进程计，只读5列用时为全部列的{whole:.2f}倍，其中大部分是pandas的启动时间。仅计调用，`load`读全部列"
                           f"用时为`pandas.read_parquet`的{median(wholes) / median(plain):.2f}倍。"))  # fmt: skip

    def checks(self) -> None:
        """Measure how many checks are recomputed in a second."""
        rates = []
        code = OWN.format(str(self.folder / "package")) + (
            "from jjjdata import checks, frames; import time; own = package._shipped; "
            "t = [frames.from_parquet(own, n) for n in ('checks', 'observations', 'indicators')]; "
            "checks.recompute(t[0].slice(0, 50), *t[1:]); start = time.perf_counter(); f = checks.recompute(*t); "
            "print(len(f) / (time.perf_counter() - start), f['result'].notna().mean())"
        )
        for _ in range(self.runs):
            rate, good = self.told(code)
            if good < 0.9:
                raise SystemExit("bench: the synthetic checks do not find their observations")
            rates.append(rate)
        self.lines.append(Line(f"checks a second, {self.rows // 10:,} over {self.rows:,} observations",
                               f"每秒复算的检查数（{self.rows // 10:,}项检查，{self.rows:,}条观测值）", 100_000, median(rates),
                               max(rates), unit="/s", least=True))  # fmt: skip

    def rules(self) -> None:
        """Measure our own rules on the synthetic claims against frictionless for the schema alone."""
        sample = min(self.rows, 20_000)
        ours, theirs = list[float](), list[float]()
        for _ in range(max(1, self.runs // 3)):
            found = self.told(RULES, str(self.folder / "package"))
            ours.append(found[0] / found[1])
            theirs.append(self.told(SCHEMA, str(self.folder / "package"), str(sample))[0] / sample)
        self.lines.append(Line(f"our rules on {self.rows:,} claims / frictionless for the schema alone, time a row",
                               f"自有规则检查{self.rows:,}条陈述 / frictionless仅检查模式，每行用时", 0.1,
                               median(ours) / median(theirs), min(ours) / min(theirs)))  # fmt: skip
        self.notes.append((f"The rules looked at {1 / median(ours):,.0f} claims a second and found {found[2]:,.0f} faults; "
                           f"frictionless looked at {1 / median(theirs):,.0f} rows a second, measured on {sample:,} rows without "  # noqa: E501
                           "foreign keys. The synthetic claims repeat the real ones under fresh keys, which suits rules that look "  # noqa: E501
                           "at equal combinations once.",
                           f"自有规则每秒检查{1 / median(ours):,.0f}条陈述，共报告{found[2]:,.0f}处问题；frictionless每秒检查"
                           f"{1 / median(theirs):,.0f}行（取{sample:,}行、不查外键测得）。合成陈述是换了新键的真实陈述，"
                           "相同组合只看一次的规则因此得利。"))  # fmt: skip

    def wheel(self, file: Path) -> None:
        """Measure the wheel: its size and the dependencies that it names."""
        self.lines.append(Line("size of the wheel", "wheel大小", 1_000_000, file.stat().st_size, unit="B"))
        with zipfile.ZipFile(file) as archive:
            (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            lines = archive.read(name).decode().splitlines()
        count = sum(line.startswith("Requires-Dist:") and "extra ==" not in line for line in lines)
        self.lines.append(Line("runtime dependencies", "运行时依赖", 2, count, unit=""))


def _columns(table: str) -> int:
    resources = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["resources"]
    return next(len(resource["schema"]["fields"]) for resource in resources if resource["name"] == table)


def _read(file: Path) -> str:
    return f"import pandas; pandas.read_parquet({str(file)!r})"


# Run in processes of their own, so that this one stays small.
FRESH = """
import numpy as np, pyarrow as pa, pyarrow.compute as pc

def fresh(table, rows, *keys):
    at = np.arange(rows)
    again = table.take(pa.array(at % len(table)))
    number = pa.array((at // len(table)).astype(str))
    for key in keys:
        made = pc.binary_join_element_wise(again[key].combine_chunks(), number, '-')
        again = again.set_column(again.column_names.index(key), again.schema.field(key), made)
    return again
"""
SYNTHESIZE = (
    FRESH
    + """
import json, os, sys
from jjjdata import frames
from jjjdata.package import Package
source, target, count = Package(sys.argv[1]), sys.argv[2], int(sys.argv[3])
tables = {name: frames.from_csv(source, name) for name in source.resources}
claims = fresh(tables['claims'], count, 'id')
# Fresh claims have no evidence: their verdict is what the rule says of claims without.
bare = pc.if_else(pc.equal(claims['checkability'], 'checkable'), 'not_enough_evidence', 'not_checkable')
for name in ('verdict', 'verdict_latest'):
    claims = claims.set_column(claims.column_names.index(name), claims.schema.field(name), bare)
times = -(-count // len(tables['observations']))
observations = fresh(tables['observations'], count, 'id', 'indicator_id')
indicators = fresh(tables['indicators'], times * len(tables['indicators']), 'id')
# Only repetitions whose observations are all there, as often as it takes.
whole = max(1, times - 1) * len(tables['checks'])
checks = fresh(tables['checks'], whole, 'id', 'indicator_id')
checks = checks.take(pa.array(np.arange(count // 10) % whole))
tables |= {'claims': claims, 'observations': observations, 'indicators': indicators, 'checks': checks}
os.makedirs(target + '/data')
for resource in source.descriptor['resources']:
    name = resource['name']
    resource['rows'] = len(tables[name])
    resource['parquet'] = {'path': f'data/{name}.parquet'}
    frames.write_parquet(tables[name], f'{target}/data/{name}.parquet')
with open(target + '/datapackage.json', 'w', encoding='utf-8') as stream:
    json.dump(source.descriptor, stream, ensure_ascii=False)
"""
)
RULES = (
    FRESH
    + """
import sys, time
from jjjdata import frames, rules
from jjjdata.package import Package, shipped
own = Package(sys.argv[1])
tables = {name: frames.from_parquet(shipped(), name) for name in own.resources}
rules.findings(tables, own.descriptor)
# Rows at fault are left out: what is measured is the search, not the telling of a fault a thousand times.
claims = frames.from_parquet(own, 'claims').slice(0, len(tables['claims']))
tables['claims'] = claims
bad = {each.row for each in rules.findings(tables, own.descriptor) if each.table == 'claims'}
good = claims.filter(pa.array([key not in bad for key in claims['id'].to_pylist()]))
tables['claims'] = fresh(good, own.resources['claims']['rows'], 'id')
start = time.perf_counter()
found = rules.findings(tables, own.descriptor)
print(time.perf_counter() - start, len(tables['claims']), len(found))
"""
)
SCHEMA = """
import os, sys, tempfile, time
import frictionless
import pyarrow.csv as pacsv
from jjjdata import frames
from jjjdata.package import Package
own = Package(sys.argv[1])
schema = {'fields': own.fields('claims'), 'primaryKey': ['id']}
with tempfile.TemporaryDirectory() as folder:
    pacsv.write_csv(frames.from_parquet(own, 'claims').slice(0, int(sys.argv[2])), os.path.join(folder, 'claims.csv'))
    resource = frictionless.Resource(path='claims.csv', basepath=folder, schema=frictionless.Schema.from_descriptor(schema))
    start = time.perf_counter()
    report = resource.validate()
    print(time.perf_counter() - start)
"""

WORDS = {
    "en": ("Benchmarks", "Written by `scripts/bench.py`; no figure is written by hand.", "What", "Target", "Median", "Best run",
           "Met", "Peers, measured before", "at most", "at least", "yes", "no", "All targets are met.", "Missed: ", "Notes", "; "),  # noqa: E501
    "zh": ("基准测试", "由`scripts/bench.py`写成，没有手填的数字。", "项目", "目标", "中位数", "最好一次", "达标",
           "同类（此前测得）", "至多", "至少", "是", "否", "全部目标均已达到。", "未达标：", "说明", "；"),
}  # fmt: skip
HOW = {
    "en": "Ratios of whole, warm processes that run in turn, {runs} runs each (short ones {short}); synthetic tables of {rows:,} rows "  # noqa: E501
          "repeat the real rows under fresh keys. {machine}; {versions}; {date}.",
    "zh": "各项均为整个进程预热后交替运行所得的比值，每项{runs}次（短进程{short}次）；合成表共{rows:,}行，由真实的行换上新键重复而成。"  # noqa: E501
          "{machine}；{versions}；{date}。",
}  # fmt: skip


def page(bench: Bench, lang: str) -> str:
    """Return the page in one language."""
    say = WORDS[lang]
    missed = [getattr(line, lang) for line in bench.lines if not line.met]
    how = HOW[lang].format(runs=bench.runs, short=bench.runs * (3 if bench.runs > 3 else 1), rows=bench.rows,
                           machine=machine(), versions=versions(), date=datetime.now(UTC).date())  # fmt: skip
    lines = [f"# {say[0]}", "", say[1], "", how, "", say[13] + say[15].join(missed) if missed else say[12], ""]
    lines += [f"| {' | '.join(say[2:8])} |", "|---|---|---:|---:|---|---|"]
    for line in bench.lines:
        target = f"{say[9] if line.least else say[8]} {_figure(line.target, line.unit)}"
        second = "" if line.second is None else _figure(line.second, line.unit)
        told = (
            getattr(line, lang),
            target,
            _figure(line.result, line.unit),
            second,
            say[10] if line.met else say[11],
            line.peers,
        )
        lines.append(f"| {' | '.join(told)} |")
    if bench.notes:
        lines += ["", f"## {say[14]}", "", *(f"- {note[lang == 'zh']}" for note in bench.notes)]
    return "\n".join(lines) + "\n"


def _figure(value: float, unit: str) -> str:
    return f"{value:.2f} ×" if unit == "×" else f"{value:,.0f} {unit}".strip()


def machine() -> str:
    """Return processor, number of cores, memory and operating system."""
    model = platform.processor() or platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") as stream:
        model = next((line.split(":")[1].strip() for line in stream if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} CPU, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def versions() -> str:
    """Return the versions of Python, of the package and of what it is measured with."""
    from importlib.metadata import version

    names = ("pandas", "pyarrow", "frictionless")
    own = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["version"]
    return ", ".join([f"Python {platform.python_version()}", f"jjjdata {own}", *(f"{name} {version(name)}" for name in names)])


def measure(folder: Path, rows: int, runs: int) -> Bench:
    """Measure every line and return them."""
    bench = Bench(folder, rows, runs)
    wheel = bench.install()
    subprocess.run(  # noqa: S603
        [bench.python, "-c", SYNTHESIZE, str(ROOT), str(folder / "package"), str(rows)], check=True, env=bench.env
    )
    steps: list[Callable[[], None]] = [bench.starts, bench.loads, bench.checks, bench.rules, lambda: bench.wheel(wheel)]
    for number, step in enumerate(steps, 1):
        print(f"bench: {number}/{len(steps)}", file=sys.stderr, flush=True)
        step()
    return bench


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurements from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rows and runs; print the page and write nothing")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the synthetic tables")
    parser.add_argument("--runs", type=int, default=9, help="runs of each measurement")
    args = parser.parse_args(argv)
    rows, runs = (5_000, 1) if args.quick else (args.rows, args.runs)
    with tempfile.TemporaryDirectory() as folder:
        bench = measure(Path(folder), rows, runs)
    print(page(bench, "en"))
    if not args.quick:
        for name, lang in (("BENCHMARKS.md", "en"), ("BENCHMARKS.zh.md", "zh")):
            (ROOT / "docs" / name).write_text(page(bench, lang), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
