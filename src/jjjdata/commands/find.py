"""``find``: the claims that hold the words looked for, with their verdicts."""

from __future__ import annotations

import argparse

from ..cards import verdict_words
from ..database import select
from ..grids import terminal_width, wrap
from ..messages import say
from ..package import Package, opened
from ..records import plain, read_label
from ..search import find
from . import console
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "find", run, rows=True)
    parser.add_argument("text", nargs="+", metavar="WORD", help=common.say("help_text"))


def run(args: argparse.Namespace) -> int:
    """Print the claims found; none is 1, as grep has it."""
    package, words, lang = opened(args.package), " ".join(args.text), args.lang
    claims = find(words, package)
    if args.json:
        console.write_json(plain(claims))
    elif not claims:
        console.write(say("found_none", lang, text=words))
    else:
        backings = _backings(package)
        for claim in claims:
            verdict = read_label(package, "verdict", claim["verdict"])
            backing = backings.get(claim["id"])
            label = backing and read_label(package, "backing", backing)
            console.write(f"{claim['id']}  [{verdict_words(verdict, label or None, lang)}]")
            console.write(wrap(claim[f"statement_{lang}"], terminal_width(), indent="  "))
    return 0 if claims else 1


def _backings(package: Package) -> dict[str, str]:
    """Return the backing of each claim that has one."""
    query = (
        "select claim_id, backing from verdicts where reading = 'verdict' and backing is not null"
    )
    return {row["claim_id"]: row["backing"] for row in select(package, query)}
