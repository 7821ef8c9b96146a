"""Simplified characters, and which characters are traditional."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ...errors import need


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    A character counts as traditional if it has another form alone: together, neighbors would be
    read as words. 乾, 瞭 and 著 stay, since they may be simplified too.

    >>> simplified("萬億"), simplified("乾隆著述")
    ('万亿', '乾隆著述')
    """
    return _convert()(text) if any(map(_is_traditional, set(text))) else text


@cache
def _is_traditional(char: str) -> bool:
    """Return whether a character has a simplified form.

    >>> _is_traditional("億"), _is_traditional("亿")
    (True, False)
    """
    return _convert()(char) != char


@cache
def _convert() -> Callable[[str], str]:
    """Return the converter, which is read once and only when it is needed."""
    opencc: Any = need("opencc", "validate")
    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
