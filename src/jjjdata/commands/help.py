"""``help``: how the command, or one of its commands, is used."""

from __future__ import annotations

import argparse

from ..errors import unknown
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "help", run, package=False)
    parser.add_argument("topic", nargs="?", metavar="COMMAND", help=common.say("help_topic"))


def run(args: argparse.Namespace) -> int:
    """Print the help of the whole or of one command."""
    parsers: dict[str, argparse.ArgumentParser] = args.parsers
    if args.topic is not None and args.topic not in parsers:
        raise unknown("command", args.topic, [name for name in parsers if name])
    parsers[args.topic or ""].print_help()
    return 0
