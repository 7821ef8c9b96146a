"""Parsers: how the command line is read and explained, in the language of the user."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from ..errors import near
from ..grids import terminal_width, width, wrap
from ..messages import say
from ..package import LANGUAGES
from . import console

Subparsers = Any  # argparse keeps the type to itself
Run = Callable[[argparse.Namespace], int]

# What argparse says of a wrong command line, and the message that says it in the language of the
# user. If a Python to come words it otherwise, its own words are shown.
COMPLAINTS = {
    "usage_required": r"the following arguments are required: (?P<names>.+)",
    "usage_unrecognized": r"unrecognized arguments: (?P<names>.+)",
    "usage_value": r"argument (?P<names>.+?): expected (?:one|at least one) argument",
    "usage_choice": r"argument (?P<names>.+?): invalid choice: (?P<value>.+) "
    r"\(choose from (?P<choices>[^)]+)\).*",
}


class MisuseError(Exception):
    """A command line that says nothing: how it should look, and what was wrong."""

    def __init__(self, usage: str, message: str) -> None:
        super().__init__(message)
        self.usage = usage


class Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal, Chinese counted as it is printed."""

    def __init__(self, prog: str, lang: str) -> None:
        self.lang = lang
        # argparse takes a Chinese character for one cell, and the first line begins with some.
        usage = say("usage", lang)
        super().__init__(prog, width=terminal_width() - 2 - (width(usage) - len(usage)))

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with the word for usage in the language of the user."""
        super().add_usage(
            usage, actions, groups, say("usage", self.lang) if prefix is None else prefix
        )

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width).split("\n")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return wrap(text, width, indent)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of the user and leaves the end to its caller."""

    def __init__(self, *, lang: str, **settings: Any) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: Formatter(prog, lang),
            **settings,
        )
        self.lang = lang
        self.color = False  # from Python 3.14 on help would be colored
        self._positionals.title = say("usage_arguments", lang)
        self._optionals.title = say("usage_options", lang)

    def print_help(self, file: Any = None) -> None:  # noqa: ARG002 - help goes where all output goes
        """Write the help."""
        console.write(self.format_help().rstrip("\n"))

    def error(self, message: str) -> NoReturn:
        """Raise a ``MisuseError`` that says, in the language of the user, what was wrong."""
        raise MisuseError(self.format_usage().rstrip("\n"), self._translated(message))

    def _translated(self, message: str) -> str:
        for key, pattern in COMPLAINTS.items():
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                words = {name: text.replace("'", "") for name, text in match.groupdict().items()}
                return say(key, self.lang, **words) + self._suggestion(**words)
        return message

    def _suggestion(self, value: str = "", choices: str = "", **others: str) -> str:  # noqa: ARG002
        similar = near(value, choices.split(", ")) if value else []
        return say("usage_near", self.lang, name=similar[0]) if similar else ""


@dataclass(frozen=True)
class Common:
    """What the parsers of all commands share: the language of the help, and the options."""

    lang: str

    def say(self, key: str, **values: object) -> str:
        """Return a message in the language of the help."""
        return say(key, self.lang, **values)

    def add(
        self,
        subparsers: Subparsers,
        name: str,
        run: Run,
        *,
        package: bool = True,
        rows: bool = False,
    ) -> argparse.ArgumentParser:
        """Add the parser of a command.

        ``package`` says whether it takes another copy, and ``rows`` whether it can give JSON.
        """
        about = self.say(f"help_{name}")
        parser: Parser = subparsers.add_parser(name, lang=self.lang, help=about, description=about)
        self.add_options(parser, package=package, rows=rows)
        takes = {"package": package, "json": rows}
        parser.set_defaults(run=run, takes=[option for option, taken in takes.items() if taken])
        return parser

    def add_options(self, parser: argparse.ArgumentParser, *, package: bool, rows: bool) -> None:
        """Add the common options.

        Each may stand before or after the name of the command. So none has a default here: it
        would overwrite what stands before.
        """
        parser.add_argument("-h", "--help", action="help", help=self.say("help_help"))
        options: list[tuple[str, dict[str, Any]]] = [
            ("lang", {"dest": "asked_lang", "metavar": choices(LANGUAGES)}),
        ]
        if package:
            options.append(("package", {"metavar": "DIR"}))
        if rows:
            options.append(("json", {"action": "store_true"}))
        for name, settings in options:
            help = self.say(f"help_{name}")
            parser.add_argument(f"--{name}", default=argparse.SUPPRESS, help=help, **settings)

    def add_csv(self, parser: argparse.ArgumentParser) -> None:
        """Let a command give its rows as CSV too."""
        parser.add_argument("--csv", action="store_true", help=self.say("help_csv"))

    def add_folder(self, parser: argparse.ArgumentParser) -> None:
        """Let a command take the folder of a copy as its argument too."""
        parser.add_argument("folder", nargs="?", metavar="DIR", help=self.say("help_dir"))


def choices(names: Iterable[str]) -> str:
    """Return the names of what there is to choose from, as help shows them."""
    return "{" + ",".join(names) + "}"


def place(args: argparse.Namespace) -> str | None:
    """Return the copy to work on: the argument, the option, or None for the shipped one."""
    folder: str | None = args.package if args.folder is None else args.folder
    return folder


def last_value(words: Sequence[str], option: str) -> str | None:
    """Return the last value of an option in a command line that was not parsed yet."""
    value = None
    for number, word in enumerate(words):
        if word == "--":
            break
        if word == option and number + 1 < len(words):
            value = words[number + 1]
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
    return value
