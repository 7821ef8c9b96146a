"""The package: a copy is opened only if its descriptor is one, and no path leads out of it."""

import json
import os

import pytest

from jjjdata.errors import DataError, UnknownNameError
from jjjdata.package import Package, in_language, merged, opened, shipped


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"resources": []}',
        '{"resources": [{"name": "a"}]}',
        "null",
        '"\\ud800"',
    ],
)
def test_a_broken_descriptor_is_an_error_that_names_it(text, copy):
    (copy / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"datapackage\.json"):
        Package(copy)


@pytest.mark.parametrize(
    "text", ["{", "{}", '["a"]', '[{"path": 1}]', '[{"path": "a", "bytes": "1"}]']
)
def test_a_broken_list_of_files_is_an_error_that_names_it(text, copy):
    (copy / "data" / "derived" / "files.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"files\.json"):
        Package(copy)


def test_a_copy_without_a_list_of_files_records_nothing(copy):
    (copy / "data" / "derived" / "files.json").unlink()
    package = Package(copy)
    assert package.files == {}
    assert not any(
        {"rows", "bytes", "hash"} & resource.keys() for resource in package.resources.values()
    )


def test_size_hash_and_rows_are_merged_into_the_descriptor(package):
    claims = package.resource("claims")
    facts = package.files["data/claims.csv"]
    assert (claims["rows"], claims["bytes"]) == (facts["rows"], facts["bytes"])
    assert claims["hash"] == f"sha256:{facts['sha256']}"
    assert (
        claims["parquet"]["hash"]
        == f"sha256:{package.files['data/derived/claims.parquet']['sha256']}"
    )


def test_merging_twice_changes_nothing(package):
    assert merged(package.descriptor, package.files) == package.descriptor


@pytest.mark.parametrize(
    "path",
    ["../secret.csv", "/etc/passwd", "https://example.org/claims.csv", None, ["a.csv"], "a\0b"],
)
def test_a_path_never_leaves_the_package(path, copy):
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    descriptor["resources"][0]["path"] = path
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with pytest.raises(DataError, match="inside the package"):
        Package(copy).file("claims")


def test_a_symbolic_link_never_leads_out(copy, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "claims.csv"
    outside.write_bytes((copy / "data" / "claims.csv").read_bytes())
    (copy / "data" / "claims.csv").unlink()
    (copy / "data" / "claims.csv").symlink_to(outside)
    with pytest.raises(DataError, match="inside the package"):
        Package(copy).file("claims")


def test_a_descriptor_without_end_is_refused(copy):
    """A pipe would hang, a device would fill the memory."""
    (copy / "datapackage.json").unlink()
    os.mkfifo(copy / "datapackage.json")
    with pytest.raises(DataError, match="not a regular file"):
        Package(copy)
    (copy / "datapackage.json").unlink()
    (copy / "datapackage.json").symlink_to("/dev/zero")
    with pytest.raises(DataError, match="not a regular file"):
        Package(copy)


def test_a_package_opens_by_folder_descriptor_or_itself(copy):
    package = Package(copy)
    assert opened(package) is package
    assert opened(copy).root == opened(copy / "datapackage.json").root == package.root
    assert opened(None) is shipped()


def test_wrong_names_list_what_exists_and_name_the_nearest(package):
    with pytest.raises(UnknownNameError, match="'claims'"):
        package.resource("claim")
    with pytest.raises(UnknownNameError, match="'parquet'"):
        package.file("claims", "parket")


def test_columns_in_one_language_lose_its_ending():
    names = ["id", "name_zh", "name_en"]
    assert in_language(names, None) == {"id": "id", "name_zh": "name_zh", "name_en": "name_en"}
    assert in_language(names, "zh") == {"id": "id", "name_zh": "name"}
    assert in_language(names, "en", whole=names) == in_language(names, None)


def test_a_column_without_a_twin_stays_in_either_language():
    for lang in ("en", "zh"):
        assert in_language(["variant_en", "term_zh"], lang) == {
            "variant_en": "variant_en",
            "term_zh": "term_zh",
        }


def test_pairs_that_stay_whole_are_marked_on_both_columns(package):
    marked = {
        (table, field["name"])
        for table in package.resources
        for field in package.fields(table)
        if "bothLanguages" in field
    }
    assert marked == {("terms", "term_zh"), ("terms", "term_en")}
