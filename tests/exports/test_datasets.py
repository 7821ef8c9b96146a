"""Datasets: a card whose front matter names a configuration for every file, and says why."""

import re

import pytest
import yaml

from jjjdata.exports import export


def front(folder):
    return yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1])


def test_every_file_has_one_configuration_with_one_split(forms, package):
    folder = forms["datasets"]
    configs = front(folder)["configs"]
    assert [each["config_name"] for each in configs] == ["nested", *package.resources]
    paths = [(file["split"], file["path"]) for each in configs for file in each["data_files"]]
    files = {file.name for file in folder.iterdir()} - {"README.md"}
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
        assert f"| `{table}` |" in card


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_names_the_one_language_of_an_export(tmp_path, package, lang):
    export(tmp_path / "out", "datasets", lang=lang, package=package)
    assert front(tmp_path / "out")["language"] == [lang]
