"""mlcroissant loads the description without a complaint, and every record that it describes."""

import mlcroissant
import pytest

from exports.copies import DESCRIPTOR, ROOT, TABLES, lines, spelled

TAGS = {"en", "zh-Hans"}


@pytest.fixture(scope="module")
def dataset(forms):
    return mlcroissant.Dataset(forms["croissant"] / "croissant.json")


def records(dataset, table, fields):
    def plain(value):
        return value.decode() if isinstance(value, bytes) else value

    names = [f"{table}/{each['name']}" for each in fields]
    return [[plain(record[name]) for name in names] for record in dataset.records(table)]


def test_it_loads_without_a_complaint(dataset):
    assert dataset.metadata.ctx.issues.report() == ""
    assert dataset.metadata.ctx.is_v1_1()
    names = {"en": DESCRIPTOR["title"], "zh-Hans": DESCRIPTOR["title_zh"]}
    assert dataset.metadata.name == names
    for record_set in dataset.metadata.record_sets:
        assert set(record_set.name) == set(record_set.description) == TAGS
        assert all(set(each.name) == TAGS for each in record_set.fields)


@pytest.mark.parametrize("table", TABLES)
def test_it_yields_every_record(dataset, package, table):
    fields = package.fields(table)
    assert spelled(records(dataset, table, fields), fields) == lines(package, table)[1:]


@pytest.mark.parametrize("table", ["units", "claims", "factsheet"])
def test_the_description_in_the_repository_leads_to_its_files(package, table):
    dataset = mlcroissant.Dataset(ROOT / "data" / "derived" / "croissant.json")
    fields = package.fields(table)
    assert spelled(records(dataset, table, fields), fields) == lines(package, table)[1:]
