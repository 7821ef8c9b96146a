"""The command alone: what the package holds, and how the verdicts are spread."""

from __future__ import annotations

import argparse
from typing import Any

from ..cards import verdict_words
from ..catalog import tables
from ..database import select
from ..grids import Grid
from ..messages import say
from ..package import Package, opened, text
from ..records import read_label
from . import console

# The verdicts as recorded, those that settle a claim with their backing. One that no claim has is
# listed too.
VERDICTS = """
select
    codes.code as verdict,
    iif(codes.code in ('supported', 'refuted'), verdicts.backing, null) as backing,
    count(claims.id) as claims
from codes
left join claims on claims.verdict = codes.code
left join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
where codes.list = 'verdict'
group by 1, 2
order by 3 desc, codes.rowid
"""


def run(args: argparse.Namespace) -> int:
    """Print what there is and what to try next."""
    package = opened(args.package)
    verdicts = select(package, VERDICTS)
    if args.json:
        console.write_json(_facts(package, verdicts))
        return 0
    lang = args.lang
    listing = tables(lang=lang, package=package)
    facts = {
        "title": text(package.descriptor, "title", lang),
        "version": package.descriptor.get("version"),
        "tables": len(listing),
        "claims": sum(row["claims"] for row in verdicts),
    }
    console.write(say("overview", lang, **facts))
    heads = {name: say(f"column_{name}", lang) for name in ("name", "rows", "title")}
    console.write(f"{Grid({heads[name]: row[name] for name in heads} for row in listing)}\n")
    console.write(f"{_count(package, verdicts, lang)}\n")
    console.write(say("overview_next", lang))
    return 0


def _count(package: Package, verdicts: list[dict[str, Any]], lang: str) -> Grid:
    """Return how many claims have each verdict, as people read it."""
    grid = Grid()
    for row in verdicts:
        backing = read_label(package, "backing", row["backing"]) if row["backing"] else None
        words = verdict_words(read_label(package, "verdict", row["verdict"]), backing, lang)
        grid.append(
            {say("overview_verdicts", lang): words, say("column_count", lang): row["claims"]}
        )
    return grid


def _facts(package: Package, verdicts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the same for programs."""
    names = ("title", "title_zh", "version")
    return {
        **{name: package.descriptor.get(name) for name in names},
        "tables": list(tables(package=package)),
        "verdicts": verdicts,
    }
