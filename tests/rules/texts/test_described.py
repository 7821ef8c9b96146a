"""described: package, tables and columns have title and description in both languages."""

import copy
from types import SimpleNamespace

import pytest

from jjjdata.rules.texts.described import judge_descriptor


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", ""),
        ("title", None),
        ("title", "陈述"),
        ("title_zh", "Claims"),
        ("title_zh", "陳述"),
        ("description", "Two  spaces."),
        ("description_zh", "一行一条，"),
    ],
)
def test_a_bad_text_is_found(bench, name, text):
    descriptor = copy.deepcopy(bench.package.descriptor)
    table = descriptor["resources"][0]
    field = table["schema"]["fields"][1]
    for item in (descriptor, table, field):
        item[name] = text if text != "一行一条，" else "一行,一条。"
    faults = list(judge_descriptor(SimpleNamespace(package=SimpleNamespace(descriptor=descriptor))))
    assert [(fault.code, fault.table, fault.row, fault.column) for fault in faults] == [
        ("described", "", name, ""),
        ("described", table["name"], name, ""),
        ("described", table["name"], name, field["name"]),
    ]
