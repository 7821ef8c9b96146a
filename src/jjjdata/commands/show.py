"""``show``: claims with their verdict, evidence and sources."""

from __future__ import annotations

import argparse

from ..claims import claim
from ..grids import terminal_width
from ..package import opened
from . import console
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "show", run, rows=True)
    parser.add_argument("id", nargs="+", metavar="ID", help=common.say("help_id"))


def run(args: argparse.Namespace) -> int:
    """Print the card of each claim; if one is unknown, none."""
    package = opened(args.package)
    claims = [claim(id, package) for id in args.id]
    if args.json:
        console.write_json([item.to_dict() for item in claims])
        return 0
    cells = terminal_width()
    rule = f"\n\n{'-' * cells}\n\n"
    console.write(rule.join(item.text(args.lang, cells) for item in claims))
    return 0
