"""The command ``jjjdata``: the same data from a shell. Exit status: 0 fine, 1 findings, 2 misuse."""

from __future__ import annotations

import argparse
import os
import sys

from .errors import JJJDataError
from .grids import Grid, wrap
from .messages import say
from .package import LANGUAGES, shipped, tables, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def locale_language() -> str:
    """Return the language of the locale: zh if its name says so, otherwise en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    return "en"


def overview(args: argparse.Namespace) -> int:
    from collections import Counter

    from .claims import _table, label

    package, lang = shipped(), args.lang
    counts = Counter(row["verdict"] for row in _table("claims"))
    print(say("overview", lang, title=text(package.descriptor, "title", lang), version=package.descriptor["version"],
              tables=len(package.resources), claims=sum(counts.values())))  # fmt: skip
    print(tables(lang=lang), "\n")
    head = say("overview_verdicts", lang), say("column_count", lang)
    print(Grid(dict(zip(head, (label("verdict", code, lang), n), strict=True)) for code, n in counts.most_common()), "\n")
    print(say("overview_next", lang))
    return 0


def show(args: argparse.Namespace) -> int:
    from .claims import claim

    print(claim(args.id).text(args.lang))
    return 0


def find(args: argparse.Namespace) -> int:
    from .claims import find, label

    found = find(" ".join(args.text))
    if not found:
        print(say("found_none", args.lang, text=" ".join(args.text)))
        return 1
    for row in found:
        print(f"{row['id']}  [{label('verdict', row['verdict'], args.lang)}]")
        print(wrap(row[f"statement_{args.lang}"], indent="  "))
    return 0


def locate(args: argparse.Namespace) -> int:
    from .anchors import locate

    anchors = locate(args.article)
    states = ("unchanged", "moved", "altered", "gone")
    counts = {state: sum(anchor.state == state for anchor in anchors) for state in states}
    shown = [anchor for anchor in anchors if args.all or anchor.state != "unchanged"]
    if shown:
        print(Grid({say("column_id", args.lang): a.id, say("column_kind", args.lang): say(f"kind_{a.kind}", args.lang),
                    say("column_state", args.lang): say(f"state_{a.state}", args.lang),
                    say("column_start", args.lang): a.start, say("column_end", args.lang): a.end} for a in shown))  # fmt: skip
    passages = sum(anchor.kind == "passage" for anchor in anchors)
    print(say("located", args.lang, passages=passages, quotations=len(anchors) - passages, **counts))
    return 1 if counts["altered"] or counts["gone"] else 0


def check(args: argparse.Namespace) -> int:
    from .checks import check

    frame = check()
    verdict = frame["kind"].isin(["verdict", "verdict_latest"])
    shown = frame if args.all else frame[~verdict | ~frame["agrees"]]
    for row in shown.to_dict("records"):
        mark = "ok " if row["agrees"] else "BAD"
        print(f"{mark} {row['claim_id']}  {row['kind']}: {row['recomputed']}")
        result = "" if row["result"] is None or row["result"] != row["result"] else f" = {row['result']:.10g}"
        print(f"    {row['formula']}{result}" + ("" if row["qualifier"] != row["qualifier"] else
              f"  [{row['qualifier']} {row['expected']:.10g}, ± {row['tolerance']:.10g}]"))  # fmt: skip
        print(f"    {row['inputs']}")
    wrong = int((~frame["agrees"]).sum())
    print(say("checked", args.lang, checks=int((~verdict).sum()), verdicts=int(verdict.sum()), wrong=wrong))
    return 1 if wrong else 0


def parser(lang: str) -> argparse.ArgumentParser:
    """Return the parser of the command, with help in ``lang``."""

    def new(make: object, name: str, **kw: object) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = make(name, add_help=False, allow_abbrev=False, **kw)  # type: ignore[operator]
        made.add_argument("-h", "--help", action="help", help=say("help_help", lang))
        return made

    top = new(argparse.ArgumentParser, "jjjdata", description=say("help", lang))
    top.add_argument("--lang", choices=LANGUAGES, default=lang, help=say("help_lang", lang))
    top.add_argument("--version", action="store_true", help=say("help_version", lang))
    top.set_defaults(run=overview)
    commands = top.add_subparsers(metavar="…")
    for run, words in ((show, ("id",)), (find, ("text",)), (locate, ("article",)), (check, ())):
        name = run.__name__
        command = new(commands.add_parser, name, help=say(f"help_{name}", lang), description=say(f"help_{name}", lang))
        command.set_defaults(run=run)
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("help_lang", lang))
        for word in words:
            command.add_argument(word, nargs="+" if word == "text" else None, help=say(f"help_{word}", lang))
        if run in (locate, check):
            command.add_argument("--all", action="store_true", help=say("help_all", lang))
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    argv = sys.argv[1:] if argv is None else list(argv)
    asked = [b for a, b in zip(argv, argv[1:], strict=False) if a == "--lang"]
    lang = asked[0] if asked and asked[0] in LANGUAGES else locale_language()
    args = parser(lang).parse_args(argv)
    try:
        if args.version:
            from . import __version__

            print(__version__)
            return 0
        return int(args.run(args))
    except JJJDataError as error:
        print(say("error", args.lang, text=error.text(args.lang)), file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
