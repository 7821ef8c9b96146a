"""Shared by the tests of the commands: the command in this process."""

from dataclasses import dataclass

import pytest

from jjjdata.cli import main


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


@pytest.fixture
def jjjdata(capsys, monkeypatch):
    """Return a function that runs the command in English, as wide as a pipe."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words):
        status = main([str(word) for word in words])
        return Outcome(status, *capsys.readouterr())

    return run
