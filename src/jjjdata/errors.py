"""Errors: every one says what was wrong, where, and what would be right, in either language."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class JJJDataError(Exception):
    """Base of all errors raised by jjjdata.

    ``str(error)`` is English; ``error.text("zh")`` says the same in Chinese.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang`` ("en" or "zh")."""
        from .messages import say

        return say(self.key, lang, **self.values)

    def __str__(self) -> str:
        return self.text()


class UnknownNameError(JJJDataError, LookupError):
    """A table, column, claim, language or format that does not exist."""


class DataError(JJJDataError, ValueError):
    """A data file that is missing, damaged or breaks the schema."""


class MissingExtraError(JJJDataError, ImportError):
    """An optional dependency that is not installed."""


def unknown(kind: str, name: object, known: Iterable[str]) -> UnknownNameError:
    """Build the error for a wrong name: it lists what exists and suggests the nearest."""
    from difflib import get_close_matches

    names = list(known)
    nearest = get_close_matches(str(name).lower(), names, n=1, cutoff=0.4)
    shown = names if len(names) <= 40 else [*get_close_matches(str(name).lower(), names, n=5, cutoff=0.0), "…"]
    key = "unknown_near" if nearest else "unknown"
    return UnknownNameError(key, kind=kind, name=name, nearest="".join(nearest), known=", ".join(shown))


def need(module: str, extra: str) -> object:
    """Import an optional ``module``, or raise with the command that installs the ``extra``."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError("missing_extra", module=module, extra=extra) from error
