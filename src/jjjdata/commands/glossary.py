"""``glossary``: the terms with the recommended English, for people and for translators' tools."""

from __future__ import annotations

import argparse
from pathlib import PurePath

from ..errors import unknown
from ..glossaries import ENDINGS, FORMATS, glossary, phrases_of
from ..languages import BETWEEN
from ..messages import say
from ..package import opened
from . import console
from .parsers import Common, MisuseError, Subparsers, choices

TABLE = "table"


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "glossary", run)
    parser.add_argument("terms", nargs="*", metavar="TERM", help=common.say("help_terms"))
    names = choices(FORMATS)
    parser.add_argument("--format", metavar=names, help=common.say("help_glossary_format"))
    endings = BETWEEN[common.lang].join(ENDINGS)
    parser.add_argument(
        "--output", metavar="FILE", help=common.say("help_glossary_output", endings=endings)
    )
    parser.add_argument("--phrases", action="store_true", help=common.say("help_phrases"))


def run(args: argparse.Namespace) -> int:
    """Print the terms, or write them to a file."""
    package, format = opened(args.package), _format(args)
    text = glossary(format, args.lang, package, terms=args.terms or None, phrases=args.phrases)
    content = text.rstrip("\n") + "\n"
    if args.output:
        console.save(args.output, content)
        console.write(say("saved", args.lang, file=args.output))
    elif format == TABLE:
        console.write(content.rstrip("\n"))
    else:
        console.write_document(content)
    count = 0 if format == TABLE or args.terms or args.phrases else phrases_of(package)
    if count:
        console.complain(say("glossary_phrases", args.lang, count=count))
    return 0


def _format(args: argparse.Namespace) -> str:
    """Return the format to write: the one named, or that of the file's ending, or the list."""
    asked: str | None = args.format
    if asked is not None and asked not in FORMATS:
        raise unknown("format", asked, FORMATS)
    ending = PurePath(args.output or "").suffix.lower()
    if not ending:
        return asked or TABLE
    values = {"file": args.output}
    usage = args.parsers["glossary"].format_usage().rstrip("\n")
    if ending not in ENDINGS:
        values["endings"] = BETWEEN[args.lang].join(ENDINGS)
        raise MisuseError(usage, say("glossary_ending", args.lang, **values))
    if asked is not None and asked not in ENDINGS[ending]:
        values |= {"ending": ending, "format": asked}
        values["formats"] = BETWEEN[args.lang].join(ENDINGS[ending])
        raise MisuseError(usage, say("glossary_ending_other", args.lang, **values))
    return asked or ENDINGS[ending][0]
