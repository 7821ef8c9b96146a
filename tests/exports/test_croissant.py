"""Croissant: the files beside it as they are described, and the same CSV as in the package."""

import hashlib
import json

import pytest

from exports.copies import DESCRIPTOR, ROOT, TABLES
from jjjdata.exports import export
from jjjdata.exports.croissant import describe


@pytest.fixture(scope="module")
def description(forms):
    return json.loads((forms["croissant"] / "croissant.json").read_text("utf-8"))


def test_it_describes_the_files(forms, description):
    files = {each["contentUrl"]: each for each in description["distribution"]}
    assert set(files) == {f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")}
    for name, entry in files.items():
        content = (forms["croissant"] / name).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["contentSize"] == f"{len(content)} B"


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda each: each["name"])
def test_csv_keys_and_links(forms, description, resource):
    name, schema = resource["name"], resource["schema"]
    content = (forms["croissant"] / f"{name}.csv").read_bytes()
    assert content == (ROOT / resource["path"]).read_bytes()
    records = next(each for each in description["recordSet"] if each["@id"] == name)
    keys = [key["@id"] for key in records["key"]]
    assert keys == [f"{name}/{column}" for column in schema["primaryKey"]]
    linked = {each["@id"].partition("/")[2] for each in records["field"] if "references" in each}
    assert linked == {key["fields"][0] for key in schema.get("foreignKeys", ())}
    assert [each["@id"] for each in records["field"]] == [
        f"{name}/{each['name']}" for each in schema["fields"]
    ]


def test_it_says_who_made_what_when(description):
    assert description["name"] == {"en": DESCRIPTOR["title"], "zh-Hans": DESCRIPTOR["title_zh"]}
    assert description["version"] == DESCRIPTOR["version"]
    assert description["datePublished"] == DESCRIPTOR["created"][:10]
    assert description["license"] == [each["path"] for each in DESCRIPTOR["licenses"]]
    assert description["citeAs"].startswith(f"@misc{{{DESCRIPTOR['name']}, author = ")


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_one_language(tmp_path, lang, tag):
    export(tmp_path, "croissant", lang=lang, tables=["units"], package=ROOT)
    description = json.loads((tmp_path / "croissant.json").read_text("utf-8"))
    assert list(description["name"]) == description["inLanguage"] == [tag]
    (records,) = description["recordSet"]
    assert list(records["description"]) == [tag]


def test_the_files_may_lie_elsewhere(package):
    """In the repository the description lies beside the Parquet files, and the CSV a folder up."""
    files = {"units.parquet": b"p", "../units.csv": b"c"}
    description = describe(package, ["units"], None, files)
    entries = [(each["@id"], each["contentUrl"]) for each in description["distribution"]]
    assert entries == [("units.csv", "../units.csv"), ("units.parquet", "units.parquet")]
    source = description["recordSet"][0]["field"][0]["source"]
    assert source["fileObject"]["@id"] == "units.parquet"
