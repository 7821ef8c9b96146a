"""Simplified characters, and which characters are traditional."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ...errors import need


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    A text is converted if one of its characters has a simplified form when it stands alone; then
    all of it is, and neighbors are read as words. So 乾, 瞭 and 著, which may be simplified too,
    stay in a text that has no other traditional character.

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
