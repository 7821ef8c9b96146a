"""Words: what the pages say beside the data, from ``words.csv``, in English and Chinese."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache
def words() -> dict[str, dict[str, str]]:
    """Return all words: key to language to text."""
    content = files(__package__).joinpath("words.csv").read_text(encoding="utf-8")
    return {row.pop("key"): row for row in csv.DictReader(content.splitlines())}


def say(key: str, lang: str, **values: object) -> str:
    """Return the words for ``key`` in ``lang``, with ``values`` filled in.

    >>> say("claims_count", "en", count=103)
    'claims: 103'
    """
    text = words()[key][lang]
    return text.format(**values) if values else text
