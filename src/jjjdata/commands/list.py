"""``list``: the claims of a kind, with their verdicts."""

from __future__ import annotations

import argparse

from ..cards import verdict_words
from ..grids import terminal_width, wrap
from ..messages import say
from ..package import opened
from ..records import read_label
from ..selection import CODED, COLUMNS, PLAIN, Wanted, selected
from . import console
from .parsers import Common, Subparsers
from .rows import told_to_programs


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "list", run, rows=True)
    common.add_csv(parser)
    for name in CODED:
        parser.add_argument(f"--{name}", metavar="CODE", help=common.say(f"help_list_{name}"))
    for name in PLAIN:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, action="store_true", help=common.say(f"help_list_{name}"))


def run(args: argparse.Namespace) -> int:
    """Print the claims; none is 1, as grep has it."""
    package, lang = opened(args.package), args.lang
    wanted = Wanted(**{name: getattr(args, name) for name in (*CODED, *PLAIN)})
    claims = selected(package, wanted)
    if told_to_programs(args, list(COLUMNS), claims):
        return 0 if claims else 1
    for claim in claims:
        verdict = read_label(package, "verdict", claim["verdict"])
        backing = read_label(package, "backing", claim["backing"]) if claim["backing"] else None
        console.write(f"{claim['id']}  [{verdict_words(verdict, backing, lang)}]")
        console.write(wrap(claim[f"statement_{lang}"], terminal_width(), indent="  "))
    console.write(say("listed", lang, count=len(claims)))
    return 0 if claims else 1
