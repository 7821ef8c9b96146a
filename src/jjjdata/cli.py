"""The command ``jjjdata``: the same data from a shell.

Exit status: 0 fine, 1 findings, 2 misuse, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from .commands import COMMANDS, console, overview, version
from .commands.parsers import Common, MisuseError, Parser, last_value
from .errors import JJJDataError
from .messages import say
from .package import LANGUAGES, language

FINE, MISUSE, INTERRUPTED = 0, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    if argv is None:
        # What was imported stays to the end; the collector need not go through it again and again,
        # which takes a twentieth of the time of a short command.
        gc.freeze()
    words = list(sys.argv[1:] if argv is None else argv)
    lang = spoken(words)
    console.prepare()
    try:
        status = _run(words, lang)
        console.flush()
    except MisuseError as error:
        console.complain(error.usage)
        return _failed(str(error), MISUSE, lang)
    except JJJDataError as error:
        return _failed(error.text(lang), MISUSE, lang)
    except KeyboardInterrupt:
        return _failed(say("interrupted", lang), INTERRUPTED, lang)
    except BrokenPipeError:  # whoever read the output has seen enough
        console.abandon(sys.stdout)
        return FINE
    return status


def _failed(reason: str, status: int, lang: str) -> int:
    """Say why the command ends here, and see to it that nothing more can go wrong."""
    console.complain(say("error", lang, text=reason))
    try:
        console.flush()
    except (JJJDataError, BrokenPipeError):
        console.abandon(sys.stdout)
    return status


def spoken(words: Sequence[str]) -> str:
    """Return the language to speak: what the command line asks for, or that of the locale."""
    asked = last_value(words, "--lang")
    return asked if asked in LANGUAGES else locale_language()


def locale_language() -> str:
    """Return the language of the locale: zh if its name says so, otherwise en."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = os.environ.get(variable)
        if name:
            return "zh" if name.lower().startswith("zh") else "en"
    return "en"


def build_parser(lang: str) -> Parser:
    """Return the parser of the command, with help in ``lang``."""
    common = Common(lang)
    parser = Parser(prog="jjjdata", lang=lang, description=say("help", lang))
    common.add_options(parser, package=True, rows=True)
    parser.add_argument("-V", "--version", action="store_true", help=say("help_version", lang))
    subparsers = parser.add_subparsers(
        title=say("help_commands", lang), metavar=say("help_command", lang), parser_class=Parser
    )
    for command in COMMANDS:
        command.register(subparsers, common)
    parser.set_defaults(
        asked_lang=None,
        package=None,
        json=False,
        folder=None,
        run=overview.run,
        takes=["package", "json"],
        parsers={"": parser, **subparsers.choices},
    )
    return parser


def _run(words: list[str], lang: str) -> int:
    parser = build_parser(lang)
    try:
        args = parser.parse_args(words)
    except SystemExit as end:  # after the help
        return int(end.code or FINE)
    args.lang = language(args.asked_lang) or lang
    if args.version:
        return version.run(args)
    _refuse_useless(args, parser)
    return int(args.run(args))


def _refuse_useless(args: argparse.Namespace, parser: Parser) -> None:
    """Refuse a common option that stands before a command which can make nothing of it."""
    for option, given in (("package", args.package is not None), ("json", args.json)):
        if given and option not in args.takes:
            parser.error(say("usage_useless", args.lang, option=f"--{option}"))
