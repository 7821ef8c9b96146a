"""The glossary holds what terms and renderings hold, in the forms that translators' tools read."""

import csv
import io
import re

import pytest
from lxml import etree

from conftest import DESCRIPTOR
from exports.copies import copied, edit, lines, put, write_lines
from jjjdata.errors import DataError, UnknownNameError
from jjjdata.glossaries import FORMATS, glossary
from jjjdata.grids import width
from jjjdata.package import Package

N = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What TBX's core structure and TBX-Basic allow, as far as we use it: children in order, how often.
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
STATUSES = {
    f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")
}
SECTIONS = (("zh", "zh-Hans", "zh_source_id"), ("en", "en", "attested_source_id"))


@pytest.fixture(scope="module")
def tbx():
    return etree.fromstring(glossary("tbx").encode())


@pytest.fixture(scope="module")
def tmx():
    return etree.fromstring(glossary("tmx").encode())


@pytest.fixture(scope="module")
def kept(data):
    """The terms for translators' files, without phrases."""
    return [row for row in data["terms"] if row["kind"] != "phrase"]


@pytest.fixture
def fork(tmp_path):
    """A copy in which nothing is recorded of the files, so that rows may go."""
    folder = tmp_path / "fork"
    folder.mkdir()
    return Package(copied(folder))


def test_one_term_may_be_named_by_itself(package):
    assert glossary(terms="天津港", package=package) == glossary(terms=["天津港"], package=package)


@pytest.mark.parametrize("format", FORMATS)
def test_two_glossaries_are_identical(format, package):
    assert glossary(format) == glossary(format, package=package.root)


# TBX


def test_tbx_has_the_structure_of_the_standard(tbx):
    for element in tbx.iter():
        assert element.tag.startswith(N)
        name = element.tag.removeprefix(N)
        children = "".join(child.tag.removeprefix(N) + " " for child in element)
        parts = [re.fullmatch(r"(\w+)([+*?]?)", part) for part in STRUCTURE.get(name, "").split()]
        pattern = "".join(f"(?:{part[1]} ){part[2]}" for part in parts)
        assert re.fullmatch(pattern, children), (name, children)


def test_tbx_has_the_values_of_the_standard(tbx):
    for element in tbx.iter():
        name = element.tag.removeprefix(N)
        for key, value in element.attrib.items():
            assert value in VALUES.get((name, key), {value})
            assert key in {"type", "style", "id", "target", LANG}
    assert {note.text for note in tbx.iter(f"{N}termNote")} <= STATUSES
    ids = [entry.get("id") for entry in tbx.iter(f"{N}conceptEntry")]
    assert len(set(ids)) == len(ids)
    # An ID of XML does not start with a digit.
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id) for id in ids)
    assert all(xref.get("target").startswith("http") for xref in tbx.iter(f"{N}xref"))


def test_tbx_says_whose_glossary_it_is(tbx):
    assert tbx.find(f".//{N}title").text == DESCRIPTOR["title"]
    texts = {p.get(LANG): p.text for p in tbx.iter(f"{N}p")}
    assert texts == {"zh-Hans": DESCRIPTOR["description_zh"], "en": DESCRIPTOR["description"]}


def test_phrases_stay_out_of_the_files_for_translators(data, kept):
    assert 0 < len(kept) < len(data["terms"])
    assert {row["kind"] for row in kept} == {"term", "name"}


def test_tbx_holds_every_term_note_and_source(tbx, data, kept):
    sources = {row["id"]: row for row in data["sources"]}
    for row, entry in zip(kept, tbx.iter(f"{N}conceptEntry"), strict=True):
        assert entry.get("id") == f"term-{row['id']}"
        sections = {section.get(LANG): section for section in entry}
        assert list(sections) == ["zh-Hans", "en"]
        for lang, tag, key in SECTIONS:
            section = sections[tag]
            note = section.find(f"{N}note").text
            assert note.startswith(row[f"note_{lang}"])
            assert (note != row[f"note_{lang}"]) == (row["attestation"] == "none_seen")
            use = section.find(f"{N}termSec")
            assert use.find(f"{N}term").text == row[f"term_{lang}"]
            # An English that was seen nowhere can't be called preferred.
            is_unseen = lang == "en" and row["attestation"] == "none_seen"
            status = "admittedTerm-admn-sts" if is_unseen else "preferredTerm-admn-sts"
            assert use.find(f"{N}termNote").text == status
            seen = use.find(f"{N}admin")
            assert (seen is not None) == bool(row[key])
            assert seen is None or seen.text == sources[row[key]][f"title_{lang}"]
            url = sources[row[key]]["url"] if row[key] else None
            assert [xref.get("target") for xref in use.iter(f"{N}xref")] == ([url] if url else [])


def test_tbx_says_of_the_words_of_the_article_whether_they_may_be_used(tbx, data, kept):
    statuses = set()
    for row, entry in zip(kept, tbx.iter(f"{N}conceptEntry"), strict=True):
        expected = {}
        for rendering in data["renderings"]:
            words = rendering["variant_en"].strip('"')
            if rendering["term_id"] == row["id"] and words.lower() != row["term_en"].lower():
                usable = rendering["problem"] in ("none", "agency_form")
                expected.setdefault(words.lower(), "admitted" if usable else "deprecated")
        found = {}
        for use in list(entry.iter(f"{N}termSec"))[2:]:
            status = use.find(f"{N}termNote").text
            found[use.find(f"{N}term").text.lower()] = status.removesuffix("Term-admn-sts")
        assert found == {words.strip("“”"): status for words, status in expected.items()}
        statuses |= set(found.values())
    assert statuses == {"admitted", "deprecated"}


# TMX


def test_tmx_has_what_its_dtd_demands(tmx):
    assert (tmx.tag, tmx.get("version")) == ("tmx", "1.4")
    assert [child.tag for child in tmx] == ["header", "body"]
    needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang"}
    assert set(tmx[0].attrib) == needed | {"datatype"}
    assert tmx[0].get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    for unit in tmx[1]:
        tags = [child.tag for child in unit]
        assert tags == sorted(tags, key=["note", "prop", "tuv"].index)
        segments = [[child.tag for child in variant] for variant in unit.iter("tuv")]
        assert segments == [["seg"], ["seg"]]
        assert all(prop.get("type") for prop in unit.iter("prop"))


def test_tmx_holds_every_term_and_note(tmx, kept):
    for row, unit in zip(kept, tmx[1], strict=True):
        segments = {variant.get(LANG): variant[0].text for variant in unit.iter("tuv")}
        assert segments == {"zh-Hans": row["term_zh"], "en": row["term_en"]}
        notes = {note.get(LANG): note.text for note in unit.iter("note")}
        assert notes["zh-Hans"].startswith(row["note_zh"])
        assert notes["en"].startswith(row["note_en"])


# For people


def test_csv_has_the_term_and_its_english_first(kept, data):
    rows = list(csv.DictReader(io.StringIO(glossary("csv"), newline="")))
    assert list(rows[0])[:2] == ["term_zh", "term_en"]
    for row, term in zip(rows, kept, strict=True):
        shared = set(row) & set(term)
        assert shared == {*row} - {"admitted_en", "rejected_en"}
        assert "attestation" in shared
        assert {name: row[name] for name in shared} == {name: term[name] or "" for name in shared}
        # What should not be used must not stand unmarked among what may be.
        words = {"admitted_en": set(), "rejected_en": set()}
        problems = {}
        for rendering in data["renderings"]:
            if rendering["term_id"] == term["id"]:
                said = rendering["variant_en"].strip('"“”').lower()
                problems.setdefault(said, rendering["problem"])
        problems.pop(term["term_en"].lower(), None)
        for said, problem in problems.items():
            is_usable = problem in ("none", "agency_form")
            words["admitted_en" if is_usable else "rejected_en"].add(said)
        for name, expected in words.items():
            assert set(filter(None, row[name].lower().split("; "))) == expected


def test_the_comments_of_a_tsv_are_in_the_language_asked_for(kept):
    for lang in ("zh", "en"):
        notes = [line.split("\t")[2] for line in glossary("tsv", lang).splitlines()]
        for row, note in zip(kept, notes, strict=True):
            assert note.startswith(row[f"note_{lang}"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_listing_is_in_one_language(data, lang):
    listing = glossary(lang=lang)
    unwrapped = re.sub(r"\s", "", listing)
    heads = (re.sub(r"\s", "", f"{row['term_zh']}={row['term_en']}") for row in data["terms"])
    assert all(head in unwrapped for head in heads)
    other = {"en": "zh", "zh": "en"}[lang]
    for row in data["terms"]:
        assert re.sub(r"\s", "", row[f"note_{lang}"]) in unwrapped
        assert re.sub(r"\s", "", row[f"note_{other}"]) not in unwrapped
    for row in data["renderings"]:
        words = re.sub(r"\s", "", row["variant_en"].strip('"“”'))
        # Once for the same words, in whatever case they first stand.
        if row["problem"] != "none":
            assert words.lower() in unwrapped.lower()


def test_the_listing_is_as_wide_as_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(width, glossary().split("\n"))) <= 50


# Other copies


@pytest.mark.parametrize("format", FORMATS)
def test_a_glossary_without_terms(fork, format):
    for table in ("terms", "renderings"):
        write_lines(fork, table, lines(fork, table)[:1])
    content = glossary(format, package=fork)
    if format in ("tbx", "tmx"):
        etree.fromstring(content.encode())


@pytest.mark.parametrize("format", ["table", "tbx", "tmx"])
def test_what_a_term_refers_to_must_be_there(fork, format):
    put(fork, "terms", 1, "zh_source_id", "nowhere")
    with pytest.raises(DataError, match=r"table terms, .*'nowhere' is no key of table sources"):
        glossary(format, package=fork)


@pytest.mark.parametrize("format", ["table", "tbx", "tmx"])
def test_a_problem_must_have_a_label(fork, format):
    header, *rows = lines(fork, "codes")
    rows = [row for row in rows if row[:2] != ["problem", "agency_form"]]
    write_lines(fork, "codes", [header, *rows])
    with pytest.raises(DataError, match="table codes has no row 'agency_form'"):
        glossary(format, package=fork)


def test_a_copy_without_the_tables_or_with_a_damaged_descriptor_is_told(fork):
    def change(descriptor, resources):
        kept = ("units", "terms", "renderings", "codes")
        descriptor["resources"] = [resources[name] for name in kept]
        descriptor["title"] = "a\0b"

    edit(fork.root, change)
    with pytest.raises(DataError, match="control character"):
        glossary(package=fork.root)
    edit(fork.root, lambda descriptor, _: descriptor.update(title="a"))
    with pytest.raises(UnknownNameError, match="no table 'sources'"):
        glossary(package=fork.root)


def test_wrong_names_say_what_is_right():
    with pytest.raises(UnknownNameError, match="nearest is 'tbx'"):
        glossary("tbxx")
    with pytest.raises(UnknownNameError, match="language"):
        glossary(lang="fr")
