"""Simplified characters, and which characters are traditional."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ...errors import need


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    A text is converted only if one of its characters changes when it stands alone. It is converted
    word by word: 乾 alone becomes 干, but stays in 乾隆. 瞭 and 著 never change, since simplified
    texts have them, too.

    >>> simplified("萬億"), simplified("乾"), simplified("乾隆著述")
    ('万亿', '干', '乾隆著述')
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
