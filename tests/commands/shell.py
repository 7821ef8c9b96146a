"""The command as a shell runs it: a process of its own, with a locale, an encoding and streams."""

import os
import subprocess
import sys

import jjjdata

SOURCE = os.path.dirname(os.path.dirname(jjjdata.__file__))
COMMAND = [sys.executable, "-m", "jjjdata"]
ASIDE = ("COLUMNS", "LANG", "LANGUAGE", "LC_MESSAGES", "PYTHONUTF8", "PYTHONUNBUFFERED")


def environment(lang="C", encoding="utf-8", **variables):
    """Return the variables of a process."""
    kept = {name: value for name, value in os.environ.items() if name not in ASIDE}
    path = os.pathsep.join(filter(None, [SOURCE, os.environ.get("PYTHONPATH")]))
    return {**kept, "LC_ALL": lang, "PYTHONIOENCODING": encoding, "PYTHONPATH": path, **variables}


def run(*words, **settings):
    """Run the command and return status and output, as bytes."""
    process = subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        env=environment(**settings),
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert b"Traceback" not in process.stderr, process.stderr.decode(errors="replace")
    assert b"Exception ignored" not in process.stderr, process.stderr.decode(errors="replace")
    return process
