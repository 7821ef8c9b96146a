"""``diff``: two copies of the package compared row by row."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator

from ..differences import LEVELS, Difference, diff, level
from ..grids import Grid
from ..languages import BETWEEN
from ..messages import say
from ..package import Package
from ..records import plain
from . import console
from .parsers import Common, Subparsers

# What the summary has a column for.
COUNTED = ("row_added", "row_removed", "cell_changed")


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "diff", run, package=False, rows=True)
    parser.epilog = common.say("help_diff_status")
    parser.add_argument("old", metavar="OLD", help=common.say("help_old"))
    parser.add_argument("new", metavar="NEW", help=common.say("help_new"))
    parser.add_argument("--generated", action="store_true", help=common.say("help_generated"))


def run(args: argparse.Namespace) -> int:
    """Print what changed, table by table, then each difference; if there are some, it is 1."""
    old, new = Package(args.old), Package(args.new)
    differences = diff(old, new)
    if args.json:
        console.write_json({"level": level(differences), "differences": plain(differences)})
    elif not differences:
        console.write(say("diff_none", args.lang))
    else:
        generated = {
            name for copy in (old, new) for name in copy.resources if name not in copy.authored
        }
        for part in _parts(differences, generated, args):
            console.write(part)
    return 1 if differences else 0


def _parts(
    differences: list[Difference], generated: set[str], args: argparse.Namespace
) -> Iterator[str]:
    """Yield the summary, the differences, and what they weigh."""
    lang = args.lang
    yield f"{_summary(differences, generated, lang)}\n"
    told = [each for each in differences if args.generated or each.table not in generated]
    for difference in told:
        yield _line(difference, lang)
    hidden = len(differences) - len(told)
    if hidden:
        yield say("diff_generated", lang, count=hidden)
    weight = level(differences)
    kinds = Counter(each.kind for each in differences if each.kind in LEVELS[weight])
    reasons = [say(f"diff_kind_{kind}", lang, count=count) for kind, count in kinds.items()]
    yield say(
        "diffed",
        lang,
        count=len(differences),
        level=say(f"level_{weight}", lang),
        reasons=BETWEEN[lang].join(reasons),
    )


def _summary(differences: Iterable[Difference], generated: set[str], lang: str) -> Grid:
    """Return how many rows and cells of each table changed, and how much of anything else."""
    counts: dict[str, Counter[str]] = {}
    for difference in differences:
        table = difference.table or say("diff_package", lang)
        name = say("diff_built", lang, table=table) if table in generated else table
        kind = difference.kind if difference.kind in COUNTED else "else"
        counts.setdefault(name, Counter())[kind] += 1
    return Grid(
        {
            say("column_name", lang): table,
            **{say(f"column_{kind}", lang): found[kind] or "" for kind in (*COUNTED, "else")},
        }
        for table, found in counts.items()
    )


def _line(difference: Difference, lang: str) -> str:
    empty = say("diff_empty", lang)
    cells = {name: empty if value is None else value for name, value in plain(difference).items()}
    if not difference.table:
        cells["table"] = say("diff_package", lang)
    return say(f"diff_{cells.pop('kind')}", lang, **cells)
