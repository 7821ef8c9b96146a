"""``validate``: a copy of the package held against its files, the schema and the rules."""

from __future__ import annotations

import argparse
import json

from ..findings import Finding, as_github, as_json, as_text
from ..messages import say
from ..package import Package, opened
from ..validation import validate
from . import console
from .parsers import Common, Subparsers, choices, place

REPORTS = ("text", "json", "github")


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    parser = common.add(subparsers, "validate", run, rows=True)
    common.add_folder(parser)
    parser.epilog = common.say("help_validate_status")
    parser.add_argument(
        "--format",
        choices=REPORTS,
        default="text",
        metavar=choices(REPORTS),
        help=common.say("help_report"),
    )


def run(args: argparse.Namespace) -> int:
    """Print what is wrong; errors are 1, warnings alone are not."""
    findings = validate(place(args))
    if args.json or args.format == "json":
        console.write_json(json.loads(as_json(findings)))
    elif args.format == "github":
        _write(as_github(findings, _package(args, findings), args.lang), findings, args.lang)
    else:
        _write(as_text(findings, args.lang), findings, args.lang)
    return 1 if any(finding.level == "error" for finding in findings) else 0


def _write(report: str, findings: list[Finding], lang: str) -> None:
    if findings:
        errors = sum(finding.level == "error" for finding in findings)
        console.write(report)
        console.write(say("validated_levels", lang, errors=errors, warnings=len(findings) - errors))
    else:
        console.write(say("validated_clean", lang))


def _package(args: argparse.Namespace, findings: list[Finding]) -> Package | None:
    """Return the package that the findings are about, or None if its descriptor can't be read."""
    is_broken = any(finding.code == "file-readable" and not finding.table for finding in findings)
    return None if is_broken else opened(place(args))
