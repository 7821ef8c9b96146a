"""``diff``: two copies of the package compared row by row."""

from __future__ import annotations

import argparse

from ..differences import Difference, diff, level
from ..messages import say
from ..records import plain
from . import console
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "diff", run, package=False, rows=True)
    parser.epilog = common.say("help_diff_status")
    parser.add_argument("old", metavar="OLD", help=common.say("help_old"))
    parser.add_argument("new", metavar="NEW", help=common.say("help_new"))


def run(args: argparse.Namespace) -> int:
    """Print every difference and what they weigh; if there are some, it is 1."""
    differences = diff(args.old, args.new)
    weight = level(differences)
    if args.json:
        console.write_json({"level": weight, "differences": plain(differences)})
    else:
        for difference in differences:
            console.write(_line(difference, args.lang))
        if differences:
            name = say(f"level_{weight}", args.lang)
            console.write(say("diffed", args.lang, count=len(differences), level=name))
        else:
            console.write(say("diff_none", args.lang))
    return 1 if differences else 0


def _line(difference: Difference, lang: str) -> str:
    empty = say("diff_empty", lang)
    cells = {name: empty if value is None else value for name, value in plain(difference).items()}
    if not difference.table:
        cells["table"] = say("diff_package", lang)
    return say(f"diff_{cells.pop('kind')}", lang, **cells)
