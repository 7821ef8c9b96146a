"""The reader of figures with the units of the data, and what it reads in short."""

from conftest import ROOT
from jjjdata.package import Package
from jjjdata.readings import FigureReader
from jjjdata.tables import read_rows

UNITS = read_rows(Package(ROOT), "units")
READER = FigureReader.of(UNITS)


def figures_of(text, lang):
    """Return value, upper end, qualifier, kind and unit of each figure of a text."""
    figures = READER.figures(text, lang)
    return [(f.value, f.high, f.qualifier, f.kind, f.unit) for f in figures]
