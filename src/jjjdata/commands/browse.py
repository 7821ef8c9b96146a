"""``browse``: the reader made from the installed data and opened in the browser."""

from __future__ import annotations

import argparse

from ..messages import say
from ..site import browse
from . import console
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "browse", run)
    parser.add_argument("id", nargs="?", metavar="ID", help=common.say("help_browse_id"))


def run(args: argparse.Namespace) -> int:
    """Make the reader, open it, and say where it is."""
    page = browse(args.id, args.lang, args.package)
    console.write(say("browse_opened", args.lang, page=page))
    return 0
