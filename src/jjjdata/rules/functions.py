"""Functions: what the rules ask of a cell that SQL has no word for.

They are known to a connection while rules are judged on it, and never to the views, which run in
any SQLite.
"""

from __future__ import annotations

import re
import sqlite3

from ..formats import last_place
from ..languages import han_count, word_count
from ..periods import named

HOST = re.compile(r"(?:https?:)?//([^/:?#]+)")
# A word that carries meaning, and how much of it is compared.
WORD, STEM = re.compile(r"\w[\w.]+\w"), 4
SMALL_WORDS = {"the", "and", "for", "from", "with", "its"}
DATE_IN_KEY = re.compile(r"-((?:19|20)\d\d)(0[1-9]|1[0-2])(\d\d)?(?:-[a-z-]+)?$")


def host(address: str | None) -> str | None:
    """Return the host of an address, in lower case.

    >>> host("https://www.Beijing.gov.cn:443/a?b#c")
    'www.beijing.gov.cn'
    """
    match = HOST.match(address or "")
    return match[1].lower() if match else None


def key_date(key: str) -> str | None:
    """Return the day or month in the key of a source.

    >>> key_date("scio-20240227"), key_date("hebdaily-202405-water"), key_date("tjgov-2024-report")
    ('2024-02-27', '2024-05', None)
    """
    match = DATE_IN_KEY.search(key)
    return "-".join(filter(None, match.groups())) if match else None


def first_date(period: str | None) -> str | None:
    """Return the first date that a period names; the beginning of "../2024-02-27" is not named.

    >>> first_date("2014/2023"), first_date("2023"), first_date("../2024-02-27")
    ('2014', '2023', '2024-02-27')
    """
    return named(period)[0] if period else None


def last_date(period: str | None) -> str | None:
    """Return the last date that a period names.

    >>> last_date("2014/2023"), last_date("2023")
    ('2023', '2023')
    """
    return named(period)[-1] if period else None


def rounding(value: float) -> float:
    """Return by how much a figure may have been rounded: half its last place, at most a twentieth.

    It is without the noise of a binary fraction: 0.7 / 20 falls short of 0.035.

    >>> rounding(9900), rounding(6), rounding(0.7)
    (50.0, 0.3, 0.035)
    """
    return float(f"{min(last_place(value) / 2, abs(value) / 20):.15g}")


def figure(value: float | None) -> str | None:
    """Return a figure as it is told, without the zeros of a binary fraction.

    >>> figure(22180000.0), figure(0.1 + 0.2)
    ('22180000', '0.3')
    """
    return None if value is None else f"{value:.15g}"


def shares_word(first: str, second: str) -> bool:
    """Return whether two texts share a word, or at least its stem: the first four letters.

    >>> shares_word("are equally important", "equal weight"), shares_word("the city", "the town")
    (True, False)
    """
    return not _stems(first).isdisjoint(_stems(second))


def _stems(text: str) -> set[str]:
    words = set(WORD.findall(text.lower())) - SMALL_WORDS
    return {word.removesuffix("s")[:STEM] for word in words}


ONE_TEXT = (
    host,
    key_date,
    first_date,
    last_date,
    han_count,
    word_count,
    last_place,
    rounding,
    figure,
)


def register(connection: sqlite3.Connection) -> None:
    """Make the functions known to a connection, under their own names."""
    for function in ONE_TEXT:
        connection.create_function(function.__name__, 1, function, deterministic=True)
    connection.create_function(shares_word.__name__, 2, shares_word, deterministic=True)
