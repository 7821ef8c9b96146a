"""A descriptor that is damaged or hostile is told in clear words, whatever form is asked for."""

import pytest

from exports.copies import DESCRIPTOR, edit, field
from jjjdata.descriptors import about, checked
from jjjdata.errors import DataError
from jjjdata.exports import FORMATS, export
from jjjdata.package import Package

SAYING = ("xlsx", "jsonld", "croissant")  # forms that say who made the package
GONE = object()
BAD = [5, True, [], ["x"], [5], {}, {"a": 1}, [{}], [{"title": 5}], [None], ""]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("licenses", [GONE, "CC-BY", [{"path": ["x"]}], *BAD]),
        ("contributors", [GONE, "a team", *BAD]),
        ("created", [GONE, "yesterday", "2026-13-01", *BAD]),
        ("version", [GONE, *BAD]),
        ("title", [GONE, *BAD]),
        ("name", [GONE, *BAD]),
        ("keywords", ["x", *(value for value in BAD if value != ["x"])]),
        ("homepage", BAD),
        ("title_zh", BAD),
    ],
)
def test_a_property_of_the_package_that_is_wrong_is_named(copy, name, values):
    for value in values:
        descriptor = dict(DESCRIPTOR)
        descriptor.pop(name, None)
        package = Package(copy)
        package.descriptor = descriptor if value is GONE else {**descriptor, name: value}
        with pytest.raises(DataError, match=f"{name} is missing or of the wrong type") as error:
            about(package)
        assert name in error.value.text("zh"), value


@pytest.mark.parametrize("format", SAYING)
def test_no_form_is_written_with_a_wrong_property(copy, tmp_path, format):
    for name in ("licenses", "contributors", "created", "version"):
        package = edit(copy, lambda descriptor, _, name=name: descriptor.update({name: 5}))
        with pytest.raises(DataError, match=name):
            export(tmp_path / "out", format, package=package)
        edit(copy, lambda descriptor, _, name=name: descriptor.update({name: DESCRIPTOR[name]}))
    assert not (tmp_path / "out").exists()


def test_what_may_be_missing_is_not_asked_for(copy, tmp_path):
    def change(descriptor, _):
        for name in ("keywords", "title_zh", "description", "description_zh"):
            del descriptor[name]
        del descriptor["contributors"][0]["title_zh"]
        descriptor["licenses"] = [{"name": "MIT"}]
        descriptor["created"] = "2026-11-23T08:00:00+08:00"

    package = edit(copy, change)
    for format in FORMATS:
        assert export(tmp_path / format, format, package=package)
    facts = about(package)
    assert (facts.licenses[0].title, facts.licenses[0].path) == ("MIT", "")
    assert facts.authors("zh") == facts.authors("en") == ["The jjjdata team"]


KEY = {"fields": ["symbol"], "reference": {"resource": "codes", "fields": ["code"]}}


@pytest.mark.parametrize(
    "key",
    [
        {**KEY, "fields": [5]},
        {**KEY, "fields": []},
        {**KEY, "fields": ["nowhere"]},
        {**KEY, "fields": [["symbol"]]},
        {**KEY, "reference": {"resource": "codes", "fields": ["list", "code"]}},
        {**KEY, "reference": {"resource": "codes", "fields": ["nowhere"]}},
        {**KEY, "reference": {"resource": 5, "fields": ["code"]}},
        {**KEY, "reference": {"resource": ["codes"], "fields": ["code"]}},
        {**KEY, "reference": {"fields": ["code"]}},
    ],
)
def test_a_foreign_key_that_fits_nothing_is_named(copy, tmp_path, key):
    package = edit(copy, lambda _, tables: tables["units"]["schema"].update(foreignKeys=[key]))
    for format in FORMATS:
        with pytest.raises(DataError, match="table units: the foreign key"):
            export(tmp_path / "out", format, package=package)
    assert not (tmp_path / "out").exists()


def test_a_foreign_key_to_a_table_that_is_not_there_is_passed_over(copy):
    def change(_, resources):
        resources["claims"]["schema"]["foreignKeys"].append(
            {"fields": ["topic"], "reference": {"resource": "gone", "fields": ["id"]}}
        )

    assert checked(edit(copy, change))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pattern", "("),
        ("pattern", 5),
        ("pattern", ["a"]),
        ("enum", "abc"),
        ("enum", [["a"]]),
        ("enum", {"a": 1}),
        ("minimum", "1); drop table claims; --"),
        ("minimum", [1]),
        ("maximum", True),
        ("maximum", float("nan")),
    ],
)
def test_a_constraint_that_is_none_is_named(copy, tmp_path, name, value):
    def change(_, resources):
        field(resources["units"], "symbol")["constraints"] = {name: value}

    package = edit(copy, change)
    for format in FORMATS:
        with pytest.raises(DataError, match=f"table units, column symbol: .*constraint {name}"):
            export(tmp_path / "out", format, package=package)
    assert not (tmp_path / "out").exists()


def test_the_shipped_descriptor_says_everything(package):
    facts = about(checked(package))
    assert facts.version == DESCRIPTOR["version"]
    assert facts.created.isoformat().startswith(DESCRIPTOR["created"].rstrip("Z"))
    assert [each.path for each in facts.licenses] == [
        each["path"] for each in DESCRIPTOR["licenses"]
    ]
    assert list(facts.keywords) == DESCRIPTOR["keywords"]
    assert facts.title("zh") == DESCRIPTOR["title_zh"]
    assert facts.description("en") == DESCRIPTOR["description"]
