"""Datasets: a card whose front matter names a configuration for every file, and says why."""

import datetime
import json
import re
from collections import Counter

import pyarrow.parquet as pq
import pytest
import yaml

from agreement import recorded, voted
from jjjdata import baselines
from jjjdata.agreements import READERS, agreement
from jjjdata.citations import cite
from jjjdata.exports import export, jsonl, measures
from jjjdata.package import text
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
    facts = front(tmp_path / "out")
    assert facts["language"] == [lang]
    assert facts["pretty_name"] == text(package.descriptor, "title", lang)
    # One language is no material for translators, whatever the whole is good for.
    assert "translation" not in facts["task_categories"]
    assert "bilingual" not in facts["tags"]
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "Testing translation" not in card
    assert "Chinese and English, the quotation" not in card


def test_the_card_tells_the_gold_label_and_what_readers_and_a_baseline_reach(forms, package):
    """Without them nobody can say whether a result is good."""
    card = (forms["datasets"] / "README.md").read_text("utf-8")
    claims = list(jsonl.nested(package))
    judged = {name: agreement(recorded(package, name)) for name in READERS}
    for found in (agreement(voted(package, "evidence")), *judged.values()):
        assert f"{found.share:.0f}% (Cohen's kappa {found.kappa:.2f})" in card
    assert baselines.table(baselines.lines(claims)) in card
    stances = [item["stance"] for each in claims for item in each["evidence"]]
    told = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|$", card, re.MULTILINE)
    assert {code: sum(map(int, counts)) for code, *counts in told} == Counter(stances)
    assert cite(package=package) in card


def test_the_card_names_no_page_that_it_does_not_link(forms):
    """Who has the folder alone has no documentation beside it."""
    card = (forms["datasets"] / "README.md").read_text("utf-8")
    assert not re.search(r"\b(USE|METHOD|README)\b", card)


def test_a_copy_without_votes_says_so():
    """A fork may have none, and the card must not count what is not there."""
    assert "No two readers" in measures.readers(
        [{"evidence": [{"stance": "context", "votes": []}]}]
    )
    assert "nothing" in measures.baseline([])


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
