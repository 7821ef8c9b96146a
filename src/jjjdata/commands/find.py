"""``find``: what holds the words looked for: claims, series, terms, sources and places."""

from __future__ import annotations

import argparse

from ..errors import unknown
from ..package import opened
from ..search import KINDS, hits
from . import console
from .found import rows_of, told, told_none
from .parsers import Common, Subparsers, choices
from .rows import told_to_programs


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "find", run, rows=True)
    common.add_csv(parser)
    say = common.say
    parser.add_argument("text", nargs="+", metavar="WORD", help=say("help_text"))
    parser.add_argument("--kind", metavar=choices(KINDS), help=say("help_find_kind"))
    parser.add_argument("--all", action="store_true", help=say("help_find_all"))


def run(args: argparse.Namespace) -> int:
    """Print what was found; nothing is 1, as grep has it."""
    if args.kind is not None and args.kind not in KINDS:
        raise unknown("kind", args.kind, KINDS)
    package, words = opened(args.package), " ".join(args.text)
    kinds = (args.kind,) if args.kind else KINDS
    if args.json or args.csv:
        kinds = kinds[:1]  # rows of one table; that of claims unless another is asked for
        found = hits(words, package, kinds)
        told_to_programs(args, *rows_of(package, kinds[0], found))
        return 0 if found else 1
    found = hits(words, package, kinds)
    if found:
        console.write(told(package, found, args.lang, is_whole=args.all))
    else:
        console.write(told_none(package, words, args.kind, args.lang))
    return 0 if found else 1
