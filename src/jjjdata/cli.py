"""The command ``jjjdata``: the same data from a shell. Exit status: 0 fine, 1 findings, 2 misuse."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import pairwise

from .errors import JJJDataError
from .grids import Grid, wrap
from .messages import say
from .package import LANGUAGES, shipped, tables, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


QUIET_SECONDS = 1  # work that takes longer shows its progress


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
    counts = Counter({row["code"]: 0 for row in _table("codes").where("list", "verdict")})
    counts.update(row["verdict"] for row in _table("claims"))
    print(say("overview", lang, title=text(package.descriptor, "title", lang), version=package.descriptor.get("version"),
              tables=len(package.resources), claims=sum(counts.values())))  # fmt: skip
    heads = {key: say(f"column_{key}", lang) for key in ("name", "rows", "title")}
    print(Grid({heads[key]: value for key, value in row.items()} for row in tables(lang=lang)), end="\n\n")
    head = say("overview_verdicts", lang), say("column_count", lang)
    print(Grid(dict(zip(head, (label("verdict", code, lang), n), strict=True)) for code, n in counts.most_common()), end="\n\n")
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
    if counts["gone"] > len(anchors) / 2:
        print(say("located_other", args.lang, file=args.article))
    elif shown:
        print(Grid({say("column_id", args.lang): a.id, say("column_kind", args.lang): say(f"kind_{a.kind}", args.lang),
                    say("column_state", args.lang): say(f"state_{a.state}", args.lang),
                    say("column_start", args.lang): a.start, say("column_end", args.lang): a.end} for a in shown))  # fmt: skip
    passages = sum(anchor.kind == "passage" for anchor in anchors)
    print(say("located", args.lang, passages=passages, quotations=len(anchors) - passages, **counts))
    return 1 if counts["altered"] or counts["gone"] else 0


def _figure(value: float | None) -> str:
    """Return a figure as text; a cell that should be filled and is not, as a question mark."""
    return "?" if value is None or f"{value}" in ("nan", "<NA>") else f"{value:,.10g}"


def check(args: argparse.Namespace) -> int:
    from .checks import check

    frame = check()
    verdict = frame["kind"].isin(["verdict", "verdict_latest"])
    shown = frame if args.all else frame[~verdict | ~frame["agrees"]]
    for row in shown.to_dict("records"):
        mark = say("check_same" if row["agrees"] else "check_differs", args.lang)
        print(f"{mark} {row['claim_id']}  {row['kind']}: {row['recomputed']}")
        result = "" if row["result"] is None or row["result"] != row["result"] else f" = {row['result']:,.10g}"
        print(f"    {row['formula']}{result}" + ("" if row["qualifier"] != row["qualifier"] else
              f"  [{row['qualifier']} {_figure(row['expected'])}, ± {_figure(row['tolerance'])}]"))  # fmt: skip
        print(f"    {row['inputs']}")
    wrong = int((~frame["agrees"]).sum())
    print(say("checked", args.lang, checks=int((~verdict).sum()), verdicts=int(verdict.sum()), wrong=wrong))
    return 1 if wrong else 0


def cite(args: argparse.Namespace) -> int:
    from .citations import cite

    print(cite(args.citable, args.style, args.asked))
    return 0


def diff(args: argparse.Namespace) -> int:
    from .differences import differences, level

    found, lang = differences(args.old, args.new), args.lang
    for each in found:
        told = {name: say("diff_empty", lang) if value is None else value for name, value in each._asdict().items()}
        told["table"] = each.table or say("diff_package", lang)
        print(say(f"diff_{told.pop('kind')}", lang, **told))
    last = say("diffed", lang, count=len(found), level=say(f"level_{level(found)}", lang)) if found else None
    print(last or say("diff_none", lang))
    return 1 if found else 0


def validate(args: argparse.Namespace) -> int:
    from .findings import as_github, as_json, as_text
    from .package import Package
    from .validation import validate

    found, lang = validate(args.dir), args.lang
    if args.format == "json":
        print(as_json(found))
        return 1 if found else 0
    if args.format == "github":
        broken = any(not finding.table for finding in found if finding.code == "file-readable")
        told = as_github(found, None if broken else Package(args.dir), lang)
    else:
        told = as_text(found, lang)
    last = say("validated", lang, count=len(found)) if found else say("validated_clean", lang)
    print(*filter(None, [told, last]), sep="\n")
    return 1 if found else 0


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Return a formatter as wide as the terminal; argparse would load shutil and three compressors to ask for it."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        columns = 80
    return argparse.HelpFormatter(prog, width=max(columns, 20) - 2)


def export(args: argparse.Namespace) -> int:
    from time import monotonic

    from .exports import export

    start = monotonic()

    def progress(step: int, steps: int, table: str) -> None:
        if monotonic() - start > QUIET_SECONDS:
            print(say("exporting", args.lang, step=step, steps=steps, table=table), file=sys.stderr, flush=True)

    files = export(args.directory, args.format, tables=args.table, lang=args.asked, force=args.force, progress=progress)
    print(say("exported", args.lang, directory=args.directory, files=", ".join(file.name for file in files),
              count=len(files), size=sum(file.stat().st_size for file in files)))  # fmt: skip
    return 0


def glossary(args: argparse.Namespace) -> int:
    from .glossaries import glossary

    print(glossary(args.format, args.lang).rstrip("\n"))
    return 0


def parser(lang: str) -> argparse.ArgumentParser:
    """Return the parser of the command, with help in ``lang``."""

    def new(make: object, name: str, **kw: object) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = make(  # type: ignore[operator]
            name, add_help=False, allow_abbrev=False, formatter_class=_formatter, **kw)  # fmt: skip
        made.add_argument("-h", "--help", action="help", help=say("help_help", lang))
        return made

    top = new(argparse.ArgumentParser, "jjjdata", description=say("help", lang))
    top.add_argument("--lang", choices=LANGUAGES, default=lang, help=say("help_lang", lang))
    top.add_argument("--version", action="store_true", help=say("help_version", lang))
    top.set_defaults(run=overview)
    commands = top.add_subparsers(title=say("help_commands", lang), metavar=say("help_command", lang))
    for run, words in ((show, ("id",)), (find, ("text",)), (locate, ("article",)), (check, ()), (cite, ("citable",)),
                       (diff, ("old", "new")), (export, ("directory",)), (glossary, ()),
                       (validate, ("dir",))):  # fmt: skip
        name = run.__name__
        command = new(commands.add_parser, name, help=say(f"help_{name}", lang), description=say(f"help_{name}", lang))
        command.set_defaults(run=run)
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("help_lang", lang))
        for word in words:
            count = {"text": "+", "citable": "?", "dir": "?"}.get(word)
            command.add_argument(word, nargs=count, help=say(f"help_{word}", lang))
        if run in (locate, check):
            command.add_argument("--all", action="store_true", help=say("help_all", lang))
        if run is validate:
            command.add_argument("--format", choices=("text", "json", "github"), default="text", help=say("help_report", lang))
        if run is cite:
            command.add_argument("--style", default="apa", help=say("help_style", lang))
        if run in (export, glossary):
            default = {export: "csv", glossary: "table"}[run]
            command.add_argument("--format", default=default, help=say(f"help_{name}_format", lang))
        if run is export:
            command.add_argument("--table", action="append", help=say("help_table", lang))
            command.add_argument("--force", action="store_true", help=say("help_force", lang))
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    argv = sys.argv[1:] if argv is None else list(argv)
    asked = [b for a, b in pairwise(argv) if a == "--lang"]
    asked += [word.removeprefix("--lang=") for word in argv if word.startswith("--lang=")]
    lang = asked[0] if asked and asked[0] in LANGUAGES else locale_language()
    args = parser(lang).parse_args(argv)
    args.asked = args.lang if asked else None
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
