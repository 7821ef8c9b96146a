"""Grids: plain rows and texts that read well in a terminal and a notebook, Chinese included."""

from __future__ import annotations

import os
import sys
from functools import cache
from html import escape
from typing import Any
from unicodedata import combining, east_asian_width

UNKNOWN_WIDTH = 96  # terminal cells, where there is no terminal to ask
SMALLEST_WIDTH = 20
# No line may begin with a closing mark, nor end with an opening one.
CLOSING = "，。；：、！？”）》］"
OPENING = "“‘（《［"


def terminal_width() -> int:
    """Return how many cells a line has: what ``COLUMNS`` says, or the terminal itself."""
    try:
        columns = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except (AttributeError, OSError, ValueError):  # nothing there, a file, or no real stream
            columns = 0
    return max(columns, SMALLEST_WIDTH) if columns > 0 else UNKNOWN_WIDTH


@cache
def is_wide(char: str) -> bool:
    """Return whether a character takes two terminal cells."""
    return east_asian_width(char) in "WF"


def width(text: str) -> int:
    """Return how many terminal cells ``text`` takes.

    A Chinese character takes two, an accent that is a character of its own none.
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if is_wide(char) else 1 for char in text)


def pad(text: str, cells: int) -> str:
    """Return ``text`` padded with spaces to ``cells`` terminal cells."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int = UNKNOWN_WIDTH, indent: str = "") -> str:
    """Return ``text`` broken into lines of at most ``cells`` terminal cells.

    Lines break at spaces and between Han characters; a longer word, as an address, stays whole.
    """
    room = cells - width(indent)
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        is_full = used + width(piece.rstrip()) > room
        if line and is_full and piece[0] not in CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()  # noqa: PLW2901 - a new line begins without the space before
        line += piece
        used += width(piece)
    lines.append(line.rstrip())
    return "\n".join(indent + line for line in lines)


def _pieces(text: str) -> list[str]:
    """Return ``text`` cut wherever a line may be broken; a space belongs to the piece before it."""
    pieces, last = [""], " "
    for char in text:
        may_break = last == " " or is_wide(char) or is_wide(last)
        if may_break and char != " " and last not in OPENING:
            pieces.append(char)
        else:
            pieces[-1] += char
        last = char
    return [piece for piece in pieces if piece]


class Grid(list[dict[str, Any]]):
    """A list of rows (dictionaries with the same keys) that prints as an aligned table."""

    def __str__(self) -> str:
        if not self:
            return ""
        header = list(self[0])
        body = [[_cell(row[name]) for name in header] for row in self]
        widths = [max(map(width, column)) for column in zip(header, *body, strict=True)]
        rule = ["-" * cells for cells in widths]
        lines = [header, rule, *body]
        return "\n".join("  ".join(map(pad, line, widths)).rstrip() for line in lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        header = _html_row("th", list(self[0]) if self else [])
        return (
            f"<table>{header}{''.join(_html_row('td', list(row.values())) for row in self)}</table>"
        )


def _html_row(tag: str, values: list[Any]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(_cell(value))}</{tag}>' for value in values)}</tr>"


def _cell(value: object) -> str:
    return "" if value is None else str(value)
