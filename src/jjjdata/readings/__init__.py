"""Readings: the figures, dates and qualifiers in running text, Chinese or English.

A ``FigureReader`` knows the patterns of both languages (``zh``, ``en``) and the units that it is
given. At each place of a text they are tried in their order (``grammars``): what is written in one
piece (``dates``, ``names``), then a quantity, piece by piece (``quantities``, with ``qualifiers``
and ``numerals``). Neighbors are joined to ``ranges``; a ``comparison`` holds two texts together.

The reader is our own. cn2an reads a bare numeral but neither 2.8万亿 nor one with a counter behind
it; number-parser and text2num make "22 million" two numbers; recognizers-text no longer imports
beside current releases of its dependencies; and none of them has qualifiers, 余 and 多, 成,
classes, ranges or names such as PM2.5. ``tests/consumers/test_readings_peers.py`` keeps the
comparison.
"""

from .figures import NUMBER, Figure, Part, parts, without_noise
from .numerals import any_of, han_number
from .reader import FigureReader, spelled

__all__ = [
    "NUMBER",
    "Figure",
    "FigureReader",
    "Part",
    "any_of",
    "han_number",
    "parts",
    "spelled",
    "without_noise",
]
