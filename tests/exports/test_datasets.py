"""Datasets: a card whose front matter names a configuration for every file, and says why."""

import datetime
import json
import re

import pyarrow.parquet as pq
import pytest
import yaml

from jjjdata.exports import export, jsonl
from jjjdata.tables import read_rows


def front(folder):
    return yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1])


def test_every_file_has_one_configuration_with_one_split(forms, package):
    folder = forms["datasets"]
    configs = front(folder)["configs"]
    filled = [table for table in package.resources if read_rows(package, table)]
    assert [each["config_name"] for each in configs] == ["nested", *filled]
    paths = [(file["split"], file["path"]) for each in configs for file in each["data_files"]]
    files = {file.name for file in folder.iterdir()} - {"README.md"}
    files -= {f"{table}.parquet" for table in package.resources if table not in filled}
    assert sorted(paths) == sorted(("test", file) for file in files)
    assert [each["config_name"] for each in configs if each.get("default")] == ["nested"]


def test_license_and_languages_are_those_of_the_package(forms, package):
    facts = front(forms["datasets"])
    assert facts["license"] == [each["name"].lower() for each in package.descriptor["licenses"]]
    assert facts["language"] == ["zh", "en"]
    assert facts["pretty_name"] == package.descriptor["title"]


def test_the_card_leaves_no_place_unfilled(forms, package):
    card = (forms["datasets"] / "README.md").read_text("utf-8")
    assert not re.search(r"\$\w|\bNone\b", card)
    for table in package.resources:
        assert (f"| `{table}` |" in card) == bool(read_rows(package, table))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_names_the_one_language_of_an_export(tmp_path, package, lang):
    export(tmp_path / "out", "datasets", lang=lang, package=package)
    assert front(tmp_path / "out")["language"] == [lang]


@pytest.mark.parametrize("lang", [None, "zh", "en"])
def test_the_nested_claims_are_those_of_json_lines(tmp_path, forms, package, lang):
    """The library reads a folder with one reader: JSON Lines beside Parquet broke every table."""
    folder = forms["datasets"]
    if lang:
        export(folder := tmp_path, "datasets", lang=lang, package=package)
    claims = pq.ParquetFile(folder / "nested.parquet").read().to_pylist()

    def as_json(value):
        return value.isoformat() if isinstance(value, datetime.date) else value

    told = json.loads(json.dumps(claims, default=as_json))
    assert told == list(jsonl.nested(package, lang))
    assert isinstance(claims[0]["reviewed_on"], datetime.date)
