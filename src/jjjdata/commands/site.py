"""``site``: the reader written to a folder, for any static host."""

from __future__ import annotations

import argparse

from ..messages import say
from ..site import build
from . import console
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "site", run)
    parser.add_argument("directory", metavar="DIR", help=common.say("help_site_directory"))
    parser.add_argument(
        "--contact", default="", metavar="ADDRESS", help=common.say("help_site_contact")
    )


def run(args: argparse.Namespace) -> int:
    """Write the reader and say how much it is."""
    count = build(args.directory, args.package, contact=args.contact)
    console.write(say("site_written", args.lang, directory=args.directory, count=count))
    return 0
