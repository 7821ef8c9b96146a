"""Measure the reader in a browser: first paint and search, beside an empty page.

    python scripts/paint.py                  today's data, and about 5,000 claims
    python scripts/paint.py --times 10       today's data, and ten times as much
    python scripts/paint.py --runs 15        more runs of each page

Chromium opens each page from a folder, each time with nothing kept; pages take turns with an empty
one, so that a busy machine slows both. Told are medians. What hangs on claims grows with them,
evidence among it; sources, series and terms stay. It needs the extras site and consumers.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns, which
from typing import Any

from bench import CLAIM, ROOT, grown
from jjjdata.package import Package
from jjjdata.site import build

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SERIES = "port-containers--tianjin-port"
GROWING = ("claims", "claim_caveats", "evidence", "checks")
TIMES = 49  # about 5,000 claims
QUERIES = (
    "雾霾",
    "smog",
    "天津港",
    "Tianjin",
    "2200万",
    "port",
    "北京雾霾",
    "a",
    "zyzzyva",
    "京津冀",
)
EMPTY = '<!doctype html><html lang="en"><title>empty</title><input id="search"><p>empty</p></html>'
PAINT = """() => new Promise(done => new PerformanceObserver(list => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
# From a key to the results, which are made before the event ends.
ASK = """query => {
  const field = document.getElementById("search");
  const start = performance.now();
  field.value = query;
  field.dispatchEvent(new Event("input"));
  return performance.now() - start;
}"""
FIRST = """query => new Promise(done => {
  const results = document.getElementById("search-results");
  const start = performance.now();
  new MutationObserver(() => done(performance.now() - start)).observe(results, {childList: true});
  const field = document.getElementById("search");
  field.value = query;
  field.dispatchEvent(new Event("input"));
})"""


@dataclass(frozen=True)
class Reader:
    """A reader in a folder: what it is told as, and how many claims it has."""

    name: str
    folder: Path

    def page(self, path: str) -> str:
        """Return the address of a page."""
        return (self.folder / path).as_uri()


def built(times: int, home: Path) -> Reader:
    """Build the reader of a package that holds everything several times."""
    data = home / f"data-{times}"
    package = Package(ROOT) if times == 1 else _with_derived(grown(times, data, GROWING))
    folder = home / f"reader-{times}"
    build(folder, package)
    count = sum(1 for _ in (folder / "en" / "claims").iterdir())
    return Reader(f"{count:,} claims", folder)


def _with_derived(package: Package) -> Package:
    """Lend a copy the files of this one that are given to readers as they stand."""
    derived = ROOT / "data" / "derived"
    unfit = ignore_patterns("files.json")  # it tells hashes of other tables
    copytree(derived, package.root / "data" / "derived", ignore=unfit)
    return Package(package.root)


def paints(browser: Any, readers: Sequence[Reader], empty: str, runs: int) -> Iterator[str]:
    """Yield a line for each page: the median of its first paint, and that of the empty page."""
    yield "| page | first paint | empty page | ratio |\n|---|---:|---:|---:|"
    paths = ("en/index.html", f"zh/claims/{CLAIM}.html", f"en/series/{SERIES}.html")
    for reader in readers:
        for path in paths:
            pairs = [
                (_paint(browser, reader.page(path)), _paint(browser, empty)) for _ in range(runs)
            ]
            page, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
            yield f"| {path}, {reader.name} | {page:.0f} ms | {bare:.0f} ms | {page / bare:.1f} |"


def _paint(browser: Any, address: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    painted = float(page.evaluate(PAINT))
    context.close()
    return painted


def searches(browser: Any, readers: Sequence[Reader], empty: str, runs: int) -> Iterator[str]:
    """Yield a line for each reader: the first key, with which the index comes, and later ones."""
    yield "| search | index | first key | each later query | slowest query | empty page |"
    yield "|---|---:|---:|---:|---:|---:|"
    for reader in readers:
        size = (reader.folder / "index.js").stat().st_size / 1e6
        first = statistics.median(_first(browser, reader) for _ in range(3))
        context = browser.new_context()
        page, bare = context.new_page(), context.new_page()
        bare.goto(empty)
        page.goto(reader.page("en/index.html"))
        page.evaluate(FIRST, QUERIES[0])
        medians = [
            statistics.median(page.evaluate(ASK, query) for _ in range(runs)) for query in QUERIES
        ]
        nothing = statistics.median(bare.evaluate(ASK, query) for query in QUERIES)
        context.close()
        yield (
            f"| {reader.name} | {size:.1f} MB | {first:.0f} ms | {statistics.median(medians):.1f} "
            f"ms | {max(medians):.1f} ms | {nothing:.1f} ms |"
        )


def _first(browser: Any, reader: Reader) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(reader.page("en/dispute.html"))
    taken = float(page.evaluate(FIRST, QUERIES[0]))
    context.close()
    return taken


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args(argv)
    program = next(filter(None, map(which, PROGRAMS)), None)
    if program is None:
        print("paint: Chromium is not installed", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        home = Path(folder)
        (home / "empty.html").write_text(EMPTY, encoding="utf-8")
        readers = [built(times, home) for times in (1, options.times)]
        browser = player.chromium.launch(executable_path=program)
        for measured in (paints, searches):
            lines = measured(browser, readers, (home / "empty.html").as_uri(), options.runs)
            for line in lines:
                print(line, flush=True)
            print()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
