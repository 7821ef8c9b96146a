"""datapackage.json is a valid Data Package v2 and says everything in both languages."""

import re
import tomllib

import frictionless
import pytest

from conftest import DESCRIPTOR, ROOT, TABLES

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_frictionless_finds_nothing():
    assert len(TABLES) == 23
    report = frictionless.Package(ROOT / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:20]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described_in_both_languages(table):
    resource = next(r for r in DESCRIPTOR["resources"] if r["name"] == table)
    for item in [DESCRIPTOR, resource, *resource["schema"]["fields"]]:
        for key in ("title", "description"):
            assert item[key].strip(), (item["name"], key)
            assert not HAN.search(item[key]), (item["name"], key)
            assert HAN.search(item[f"{key}_zh"]), (item["name"], key)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_primary_key_and_no_size_or_hash(table):
    """What changes with every row stands in files.json, so that branches don't conflict in it."""
    resource = next(r for r in DESCRIPTOR["resources"] if r["name"] == table)
    assert resource["schema"]["primaryKey"]
    assert not {"rows", "bytes", "hash"} & {*resource, *resource["parquet"]}


@pytest.mark.parametrize("table", TABLES)
def test_numbers_say_their_unit(table):
    resource = next(r for r in DESCRIPTOR["resources"] if r["name"] == table)
    names = {field["name"] for field in resource["schema"]["fields"]}
    counters = {"section", "paragraph", "sentence", "expected", "tolerance"}
    for field in resource["schema"]["fields"]:
        if field["type"] in ("number", "integer") and field["name"] not in counters:
            told = "unit" in field or field.get("unitField") in names
            assert told, f"{field['name']} says neither its unit nor, as unitField, where it stands"


def test_units_of_the_descriptor_exist(data):
    units = {row["id"] for row in data["units"]}
    fields = [field for r in DESCRIPTOR["resources"] for field in r["schema"]["fields"]]
    used = {field["unit"] for field in fields if "unit" in field}
    assert used <= units


def test_licences_are_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert set(project["license"].split(" AND ")) == {"MIT", "CC-BY-4.0"}
    assert [licence["name"] for licence in DESCRIPTOR["licenses"]] == ["CC-BY-4.0"]
    assert DESCRIPTOR["codeLicense"] == "MIT"
    assert re.findall(r"^license: (.+)$", cff, re.MULTILINE) == ["CC-BY-4.0"]
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "[CC-BY-4.0](LICENSE-DATA)" in text
        assert "[MIT](LICENSE)" in text
    assert "CC-BY-4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_one_version():
    from jjjdata import __version__

    assert __version__ == DESCRIPTOR["version"]
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
