"""``glossary``: the terms with the recommended English, for people and for translators' tools."""

from __future__ import annotations

import argparse

from ..glossaries import FORMATS, glossary
from ..messages import say
from . import console
from .parsers import Common, Subparsers, choices


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "glossary", run)
    parser.add_argument("terms", nargs="*", metavar="TERM", help=common.say("help_terms"))
    names = choices(FORMATS)
    parser.add_argument(
        "--format", default="table", metavar=names, help=common.say("help_glossary_format")
    )
    parser.add_argument("--output", metavar="FILE", help=common.say("help_output"))


def run(args: argparse.Namespace) -> int:
    """Print the terms, or write them to a file."""
    text = glossary(args.format, args.lang, args.package, terms=args.terms or None)
    content = text.rstrip("\n") + "\n"
    if args.output:
        console.save(args.output, content)
        console.write(say("saved", args.lang, file=args.output))
    elif args.format == "table":
        console.write(content.rstrip("\n"))
    else:
        console.write_document(content)
    return 0
