"""``locate``: all that is quoted of the article, found again in someone's own copy of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from ..anchors import Anchor, locate
from ..grids import Grid
from ..messages import say
from ..records import plain
from . import console
from .parsers import Common, Subparsers

KINDS = ("passage", "quotation", "rendering")
STATES = ("unchanged", "moved", "altered", "gone")


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "locate", run, rows=True)
    parser.add_argument("article", metavar="FILE", help=common.say("help_article"))
    parser.add_argument("--source", metavar="ID", help=common.say("help_source"))
    parser.add_argument("--all", action="store_true", help=common.say("help_all"))


def run(args: argparse.Namespace) -> int:
    """Print where all that is quoted stands; if some of it is altered or gone, it is 1."""
    anchors = locate(args.article, args.source, args.package)
    counts = {state: sum(anchor.state == state for anchor in anchors) for state in STATES}
    if args.json:
        console.write_json(plain(anchors))
    else:
        _tell(args, anchors, counts)
    return 1 if counts["altered"] or counts["gone"] else 0


def _tell(args: argparse.Namespace, anchors: list[Anchor], counts: dict[str, int]) -> None:
    lang = args.lang
    listed = [anchor for anchor in anchors if args.all or anchor.state != "unchanged"]
    if counts["gone"] > len(anchors) / 2:
        console.write(say("located_other", lang, file=args.article))
    elif listed:
        console.write(str(_grid(listed, lang)))
    kinds = {f"{kind}s": sum(anchor.kind == kind for anchor in anchors) for kind in KINDS}
    console.write(say("located", lang, **kinds, **counts))


def _grid(anchors: Iterable[Anchor], lang: str) -> Grid:
    heads = [say(f"column_{name}", lang) for name in ("id", "kind", "state", "start", "end")]
    grid = Grid()
    for anchor in anchors:
        kind, state = say(f"kind_{anchor.kind}", lang), say(f"state_{anchor.state}", lang)
        cells = (anchor.id, kind, state, anchor.start, anchor.end)
        grid.append(dict(zip(heads, cells, strict=True)))
    return grid
