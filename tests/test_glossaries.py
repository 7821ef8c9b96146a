"""The glossary opens in translators' tools and holds what the table terms holds."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from lxml import etree

from jjjdata.cli import main
from jjjdata.errors import UnknownNameError
from jjjdata.glossaries import FORMATS, glossary
from jjjdata.package import Package

N = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The published schemas of TBX-Basic: the core structure and, in an older release, core and dialect in one.
SCHEMAS = {
    "TBXcoreStructV03.rng": "https://github.com/LTAC-Global/TBX_Core_RNG",
    "TBXcoreStructV03_TBX-Basic_integrated.rng": "https://github.com/LTAC-Global/TBX-Basic_dialect, release 1.2",
}
# What the standard's core structure and TBX-Basic allow, as far as we use it: children in order, with how often.
STRUCTURE = {
    "tbx": "tbxHeader text",
    "tbxHeader": "fileDesc",
    "fileDesc": "titleStmt sourceDesc",
    "titleStmt": "title",
    "sourceDesc": "p+",
    "text": "body",
    "body": "conceptEntry+",
    "conceptEntry": "langSec+",
    "langSec": "note? termSec+",
    "termSec": "term termNote* admin? xref?",
}
VALUES = {
    ("termNote", "type"): {"administrativeStatus"},
    ("admin", "type"): {"source"},
    ("xref", "type"): {"externalCrossReference"},
    ("tbx", "type"): {"TBX-Basic"},
    ("tbx", "style"): {"dca"},
}
STATUSES = {f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")}


@pytest.fixture(scope="module")
def tbx():
    return etree.fromstring(glossary("tbx").encode())


@pytest.fixture(scope="module")
def tmx():
    return etree.fromstring(glossary("tmx").encode())


@pytest.mark.parametrize("format", FORMATS)
def test_two_glossaries_are_identical(format):
    assert glossary(format) == glossary(format)


def test_tbx_has_the_structure_of_the_standard(tbx):
    import re

    for element in tbx.iter():
        name = element.tag.removeprefix(N)
        children = " ".join(child.tag.removeprefix(N) for child in element) + " "
        parts = [re.fullmatch(r"(\w+)([+*?]?)", part).groups() for part in STRUCTURE.get(name, "").split()]
        assert re.fullmatch("".join(f"(?:{each} ){often}" for each, often in parts), children.lstrip()), (
            name,
            children,
        )
        assert element.tag.startswith(N)
        for key, value in element.attrib.items():
            assert value in VALUES.get((name, key), {value})
            assert key in {"type", "style", "id", "target", LANG}
    assert {note.text for note in tbx.iter(f"{N}termNote")} <= STATUSES
    ids = [entry.get("id") for entry in tbx.iter(f"{N}conceptEntry")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in ids)  # an ID of XML does not start with a digit
    assert all(xref.get("target").startswith("http") for xref in tbx.iter(f"{N}xref"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_tbx_is_valid_against_the_published_schema(tbx, name):
    folder = os.environ.get("TBX_SCHEMAS")
    if not folder:
        pytest.skip(f"NOT RUN: no package carries {name}; take it from {SCHEMAS[name]} and name its folder in TBX_SCHEMAS")
    schema = etree.RelaxNG(etree.parse(Path(folder) / name))
    schema.assertValid(tbx)
    tbx = etree.fromstring(etree.tostring(tbx))
    tbx.find(f".//{N}termSec").append(etree.Element(f"{N}term"))
    assert not schema.validate(tbx)


def test_tbx_holds_every_term_note_and_source(tbx, data):
    sources = {row["id"]: row for row in data["sources"]}
    assert data["terms"]
    for row, entry in zip(data["terms"], tbx.iter(f"{N}conceptEntry"), strict=True):
        assert entry.get("id") == f"term-{row['id']}"
        sections = {section.get(LANG): section for section in entry}
        assert list(sections) == ["zh-Hans", "en"]
        for lang, tag, key in (("zh", "zh-Hans", "zh_source_id"), ("en", "en", "attested_source_id")):
            section = sections[tag]
            assert section.find(f"{N}note").text.endswith(row[f"note_{lang}"])
            uses = {use.find(f"{N}term").text: use for use in section.iter(f"{N}termSec")}
            use = uses[row[f"term_{lang}"]]
            assert use.find(f"{N}termNote").text == "preferredTerm-admn-sts"
            source = use.find(f"{N}admin")
            assert (source is not None) == bool(row[key])
            assert source is None or source.text == sources[row[key]][f"title_{lang}"]
            if lang == "en":
                assert (row["variant_en"] in uses) or row["variant_en"] == row["term_en"]
                if row["problem"] not in ("none", "agency_form") and row["variant_en"] != row["term_en"]:
                    assert uses[row["variant_en"]].find(f"{N}termNote").text == "deprecatedTerm-admn-sts"


def test_tmx_opens_in_the_translate_toolkit(data):
    from translate.storage.tmx import tmxfile

    store = tmxfile.parsestring(glossary("tmx").encode())
    assert [(unit.source, unit.target) for unit in store.units] == [(row["term_zh"], row["term_en"]) for row in data["terms"]]
    assert all(
        row["note_zh"] in unit.getnotes() and row["note_en"] in unit.getnotes()
        for unit, row in zip(store.units, data["terms"], strict=True)
    )


def test_tmx_has_what_its_dtd_demands(tmx):
    assert (tmx.tag, tmx.get("version"), [child.tag for child in tmx]) == ("tmx", "1.4", ["header", "body"])
    needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(tmx[0].attrib) == needed
    assert tmx[0].get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    for unit in tmx[1]:
        tags = [child.tag for child in unit]
        assert tags == sorted(tags, key=["note", "prop", "tuv"].index)
        assert [[child.tag for child in variant] for variant in unit.iter("tuv")] == [["seg"], ["seg"]]
        assert all(prop.get("type") for prop in unit.iter("prop"))


def test_csv_is_the_table(package):
    found = list(csv.reader(io.StringIO(glossary("csv"), newline="")))
    with open(package.file("terms"), encoding="utf-8", newline="") as stream:
        assert found == list(csv.reader(stream))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_listing_is_in_one_language(data, lang, capsys):
    assert main(["glossary", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert all(f"{row['term_zh']}  =  {row['term_en']}" in told for row in data["terms"])
    folded = told.replace("\n  ", " " if lang == "en" else "")
    for row in data["terms"]:
        assert row[f"note_{lang}"][:20].split()[0] in folded


@pytest.mark.parametrize("format", FORMATS)
def test_a_glossary_without_terms(copy, format):
    file = Path(Package(copy).file("terms"))
    file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    next(each for each in descriptor["resources"] if each["name"] == "terms")["rows"] = 0
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    made = glossary(format, package=Package(copy))
    if format in ("tbx", "tmx"):
        etree.fromstring(made.encode())


def test_a_wrong_format_says_what_is_right():
    with pytest.raises(UnknownNameError, match="nearest is 'tbx'"):
        glossary("tbxx")
