"""``export``: the data taken away in another form."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import monotonic

from ..exports import export
from ..messages import say
from . import console
from .parsers import Common, Subparsers

QUIET_SECONDS = 1  # work that takes longer shows its progress


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "export", run)
    parser.add_argument("directory", metavar="DIRECTORY", help=common.say("help_directory"))
    # The help names the forms: they are too many for a line of the usage.
    parser.add_argument(
        "--format", default="csv", metavar="FORM", help=common.say("help_export_format")
    )
    parser.add_argument("--table", action="append", metavar="TABLE", help=common.say("help_table"))
    parser.add_argument("--force", action="store_true", help=common.say("help_force"))


def run(args: argparse.Namespace) -> int:
    """Write the files and name them."""
    files = export(
        args.directory,
        args.format,
        tables=_split(args.table),
        lang=args.asked_lang,
        force=args.force,
        package=args.package,
        progress=_progress(args.lang),
    )
    facts = {
        "directory": args.directory,
        "files": ", ".join(file.name for file in files),
        "count": len(files),
        "size": sum(file.stat().st_size for file in files),
    }
    console.write(say("exported", args.lang, **facts))
    return 0


def _split(names: list[str] | None) -> list[str] | None:
    """Return the tables asked for, given one by one or with commas between."""
    if names is None:
        return None
    return [name for joined in names for name in joined.split(",")]


def _progress(lang: str) -> Callable[[int, int, str], None]:
    start = monotonic()
    held: list[str] = []

    def tell(step: int, steps: int, table: str) -> None:
        # What was done in silence is told with what comes next: the first line is about step 1.
        held.append(say("exporting", lang, step=step, steps=steps, table=table))
        if monotonic() - start > QUIET_SECONDS:
            for line in held:
                console.complain(line)
            held.clear()

    return tell
