"""``list``: the claims of a kind, with their verdicts."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping

from ..cards import verdict_words
from ..database import select
from ..grids import terminal_width, wrap
from ..messages import say
from ..package import Package, opened
from ..records import read_label
from ..selection import CODED, COLUMNS, PLAIN, Wanted, selected
from ..tables import Row
from . import console
from .parsers import Common, Subparsers
from .rows import told_to_programs

ORIGINS = """
    select
        sources.id,
        sources.title_zh,
        sources.title_en,
        organizations.name_zh as publisher_zh,
        organizations.name_en as publisher_en,
        coalesce(sources.published_on, sources.published_in) as published
    from sources
    join organizations on organizations.id = sources.publisher_id
"""


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "list", run, rows=True)
    common.add_csv(parser)
    for name in CODED:
        parser.add_argument(f"--{name}", metavar="CODE", help=common.say(f"help_list_{name}"))
    for name in PLAIN:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, action="store_true", help=common.say(f"help_list_{name}"))


def run(args: argparse.Namespace) -> int:
    """Print the claims; none is 1, as grep has it."""
    package, lang = opened(args.package), args.lang
    wanted = Wanted(**{name: getattr(args, name) for name in (*CODED, *PLAIN)})
    claims = selected(package, wanted)
    if told_to_programs(args, list(COLUMNS), claims):
        return 0 if claims else 1
    named = _origins(package, claims, lang) if wanted.hangs_on_one else {}
    for claim in claims:
        verdict = read_label(package, "verdict", claim["verdict"])
        backing = read_label(package, "backing", claim["backing"]) if claim["backing"] else None
        console.write(f"{claim['id']}  [{verdict_words(verdict, backing, lang)}]")
        console.write(wrap(claim[f"statement_{lang}"], terminal_width(), indent="  "))
        for line in _without(package, claim, named, lang) if named else ():
            console.write(wrap(line, terminal_width(), indent="    "))
    console.write(say("listed", lang, count=len(claims)))
    return 0 if claims else 1


def _origins(package: Package, claims: Iterable[Row], lang: str) -> dict[str, str]:
    """Return how the origins that decide verdicts are called, by their IDs."""
    rows = {row["id"]: row for row in select(package, ORIGINS)}
    ids = {id for claim in claims for id in claim["decisive_origins"].split("; ")}
    return {
        id: say(
            "origin_named",
            lang,
            id=id,
            title=rows[id][f"title_{lang}"],
            publisher=rows[id][f"publisher_{lang}"],
            date=rows[id]["published"] or say("undated", lang),
        )
        for id in ids
    }


def _without(package: Package, claim: Row, named: Mapping[str, str], lang: str) -> Iterator[str]:
    """Yield what the verdict on a claim would be without each origin that decides it."""
    origins, verdicts = (
        claim[name].split("; ") for name in ("decisive_origins", "verdicts_without")
    )
    for origin, code in zip(origins, verdicts, strict=True):
        verdict = read_label(package, "verdict", code).text(lang)
        yield say("without_origin", lang, origin=named[origin], verdict=verdict)
