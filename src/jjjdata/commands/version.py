"""``version``: which version this is."""

from __future__ import annotations

import argparse

from . import console
from .parsers import Common, Subparsers


def register(subparsers: Subparsers, common: Common) -> None:
    """Add the parser of the command."""
    common.add(subparsers, "version", run, package=False)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - there is nothing to choose
    """Print the version."""
    from .. import __version__  # here, since it is looked up only when asked for

    console.write(__version__)
    return 0
