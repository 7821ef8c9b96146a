"""Messages: what the package says to people, from ``messages.csv``, in English and Chinese."""

from __future__ import annotations

import csv
import os
from functools import lru_cache


@lru_cache
def messages() -> dict[str, dict[str, str]]:
    """Return all messages: key to language to text."""
    file = os.path.join(os.path.dirname(__file__), "messages.csv")
    with open(file, encoding="utf-8", newline="") as stream:
        return {row.pop("key"): row for row in csv.DictReader(stream)}


def say(key: str, lang: str = "en", **values: object) -> str:
    """Return the message ``key`` in ``lang``, with ``values`` filled in."""
    if "kind" in values:
        values["kind"] = messages().get(f"noun_{values['kind']}", {}).get(lang, values["kind"])
    return messages()[key][lang].replace("\\n", "\n").format(**values)
