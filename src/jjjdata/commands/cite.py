"""``cite``: claims, sources or the dataset as references."""

from __future__ import annotations

import argparse

from ..citations import STYLES, cite
from . import console
from .parsers import Common, Subparsers, choices


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "cite", run)
    parser.add_argument("citable", nargs="*", metavar="ID", help=common.say("help_citable"))
    parser.add_argument(
        "--style", default="apa", metavar=choices(STYLES), help=common.say("help_style")
    )


def run(args: argparse.Namespace) -> int:
    """Print the references, in the language of the document unless another is asked for."""
    reference = cite(args.citable or None, args.style, args.asked_lang, package=args.package)
    console.write_document(f"{reference}\n")
    return 0
