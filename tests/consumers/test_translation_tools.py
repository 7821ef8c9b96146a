"""Translators' tools read the glossary, and TBX keeps to its published schema."""

import os
from pathlib import Path

import pytest
from lxml import etree
from translate.storage.omegat import OmegaTFile
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile

from jjjdata.glossaries import glossary

N = "{urn:iso:std:iso:30042:ed-2}"
# The published schemas of TBX-Basic: the core structure and, in an older release, core and dialect
# in one. No package carries them.
SCHEMAS = {
    "TBXcoreStructV03.rng": "https://github.com/LTAC-Global/TBX_Core_RNG",
    "TBXcoreStructV03_TBX-Basic_integrated.rng": (
        "https://github.com/LTAC-Global/TBX-Basic_dialect, release 1.2"
    ),
}


def test_tmx_opens_in_the_translate_toolkit(data):
    units = tmxfile.parsestring(glossary("tmx").encode()).units
    terms = [row for row in data["terms"] if row["kind"] != "phrase"]
    for unit, row in zip(units, terms, strict=True):
        assert (unit.source, unit.target) == (row["term_zh"], row["term_en"])
        notes = unit.getnotes()
        assert row["note_zh"] in notes
        assert row["note_en"] in notes


def test_tbx_of_2008_opens_in_the_translate_toolkit(data):
    file = tbxfile(sourcelanguage="zh-Hans", targetlanguage="en")
    file.parse(glossary("tbx2").encode())
    terms = [row for row in data["terms"] if row["kind"] != "phrase"]
    assert [(unit.source, unit.target) for unit in file.units] == [
        (row["term_zh"], row["term_en"]) for row in terms
    ]


def test_tsv_is_a_glossary_of_omegat(data):
    """OmegaT takes the columns one, two and three of a text with tabs, and knows no header."""
    file = OmegaTFile()
    file.parse(glossary("tsv").encode())
    terms = [row for row in data["terms"] if row["kind"] != "phrase"]
    assert [(unit.source, unit.target) for unit in file.units] == [
        (row["term_zh"], row["term_en"]) for row in terms
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_tbx_is_valid_against_the_published_schema(name):
    folder = os.environ.get("TBX_SCHEMAS")
    if not folder:
        pytest.skip(f"NOT RUN: take {name} from {SCHEMAS[name]}, its folder into TBX_SCHEMAS")
    schema = etree.RelaxNG(etree.parse(Path(folder) / name))
    tbx = etree.fromstring(glossary("tbx").encode())
    schema.assertValid(tbx)
    tbx.find(f".//{N}termSec").append(etree.Element(f"{N}term"))
    assert not schema.validate(tbx)
