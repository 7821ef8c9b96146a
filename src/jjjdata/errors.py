"""Errors: every one says what was wrong, where, and what would be right, in either language."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

MANY = 40  # names; more are not listed
NEAR = 0.6  # of difflib's ratio; what is less alike was not meant
SHORTEST = 3  # characters of a part of a name by which it is found


class JJJDataError(Exception):
    """Base of all errors raised by jjjdata.

    ``str(error)`` is English; ``error.text("zh")`` says the same in Chinese.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
        self.advice: list[tuple[str, dict[str, object]]] = []

    def advised(self, key: str, **values: object) -> Self:
        """Return the error with a message that says what to try after it."""
        self.advice.append((key, values))
        return self

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang`` ("en" or "zh")."""
        from .messages import say

        sentences = [(self.key, self.values), *self.advice]
        joint = "；" if lang == "zh" else "; "
        return joint.join(say(key, lang, **values) for key, values in sentences)

    def __str__(self) -> str:
        return self.text()


class UnknownNameError(JJJDataError, LookupError):
    """A table, column, claim, language or format that does not exist."""


class DataError(JJJDataError, ValueError):
    """A data file that is missing, damaged or breaks the schema."""


class MissingExtraError(JJJDataError, ImportError):
    """An optional dependency that is not installed."""


def unknown(kind: str, name: object, known: Iterable[str]) -> UnknownNameError:
    """Build the error for a wrong name: it lists what exists, of many only what is near."""
    names = list(known)
    similar = near(name, names)
    values = {"kind": kind, "name": name, "nearest": similar[0] if similar else ""}
    if len(names) <= MANY:
        return UnknownNameError(
            "unknown_near" if similar else "unknown", known=", ".join(names), **values
        )
    if similar:
        return UnknownNameError("unknown_near", known=", ".join([*similar, "…"]), **values)
    return UnknownNameError("unknown_far", count=len(names), **values)


def near(name: object, known: Iterable[str]) -> list[str]:
    """Return at most five names that may have been meant.

    First those of which it is a whole word, then those alike, then those that hold it.

    >>> near("shwo", ["show", "find"]), near("cn", ["en", "zh"])
    (['show'], [])
    >>> near("port", ["supporting-policies", "port-containers-2023"])
    ['port-containers-2023', 'supporting-policies']
    """
    from difflib import get_close_matches

    names, word = list(known), str(name).lower()
    whole = [each for each in names if word in each.lower().split("-")]
    alike = [
        *get_close_matches(word, whole, n=5, cutoff=0),
        *get_close_matches(word, names, n=5, cutoff=NEAR),
    ]
    holding = [each for each in names if len(word) >= SHORTEST and word in each.lower()]
    return list(dict.fromkeys([*alike, *holding]))[:5]


def typed_in(name: object) -> str:
    """Return a name as it is typed in a shell.

    >>> typed_in("天津港"), typed_in("Tianjin Port")
    ('天津港', "'Tianjin Port'")
    """
    from shlex import quote

    word = str(name)
    is_plain = all(char.isalnum() or char in "-._" for char in word)
    return word if is_plain and word else quote(word)


def need(module: str, extra: str) -> object:
    """Import an optional ``module``, or raise with the command that installs the ``extra``."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError("missing_extra", module=module, extra=extra) from error
