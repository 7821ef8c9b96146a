"""Commands: one module a command.

Each has ``register``, which adds its parser, and ``run``, which does its work and returns the exit
status. A new command is a new module and a name in ``COMMANDS``.
"""

from . import (
    browse,
    check,
    cite,
    diff,
    export,
    find,
    glossary,
    help,  # noqa: A004 - the name of the command
    list,  # noqa: A004 - the name of the command
    locate,
    overview,
    series,
    show,
    site,
    validate,
    version,
)

# In the order of the help. ``overview`` is what ``jjjdata`` alone does, and has no name of its own.
COMMANDS = (
    show,
    find,
    list,
    browse,
    series,
    check,
    cite,
    glossary,
    export,
    site,
    locate,
    diff,
    validate,
    version,
    help,
)
__all__ = ["COMMANDS", "overview"]
