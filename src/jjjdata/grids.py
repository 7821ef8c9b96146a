"""Grids: small tables of plain rows that read well in a terminal and a notebook, Chinese included."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@cache
def wide(char: str) -> bool:
    """Return whether a character takes two terminal cells."""
    from unicodedata import east_asian_width

    return east_asian_width(char) in "WF"


def width(text: str) -> int:
    """Return how many terminal cells ``text`` takes; a Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + sum(map(wide, text))


def fill(text: str, cells: int) -> str:
    """Return ``text`` padded with spaces to ``cells`` terminal cells."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int = 96, indent: str = "") -> str:
    """Return ``text`` broken into lines of at most ``cells`` terminal cells, at spaces or between Han characters."""
    lines, line, used = list[str](), "", 0
    for word in _words(text):
        if line and used + width(word.rstrip()) > cells - width(indent) and word[0] not in "，。；：、！？”）》":
            lines.append(line.rstrip())
            line, used = "", 0
            word = word.lstrip()  # noqa: PLW2901
        line += word
        used += width(word)
    return "\n".join(indent + each for each in [*lines, line.rstrip()])


def _words(text: str) -> list[str]:
    words, last = [""], " "
    for char in text:
        # An opening mark stays with what it opens.
        if char != " " and last not in "“‘（《" and (last == " " or wide(char) or wide(last)):
            words.append(char)
        else:
            words[-1] += char
        last = char
    return [word for word in words if word]


class Grid(list["dict[str, Any]"]):
    """A list of rows (dictionaries with the same keys) that prints as an aligned table."""

    def __str__(self) -> str:
        if not self:
            return ""
        head = list(self[0])
        body = [["" if row[key] is None else str(row[key]) for key in head] for row in self]
        widths = [max(width(cell) for cell in column) for column in zip(head, *body, strict=True)]
        lines = [head, ["-" * each for each in widths], *body]
        return "\n".join("  ".join(map(fill, line, widths)).rstrip() for line in lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        def cells(tag: str, values: list[Any]) -> str:
            return "".join(f"<{tag}>{escape('' if v is None else str(v))}</{tag}>" for v in values)

        rows = "".join(f"<tr>{cells('td', list(row.values()))}</tr>" for row in self)
        return f"<table><tr>{cells('th', list(self[0]) if self else [])}</tr>{rows}</table>"
