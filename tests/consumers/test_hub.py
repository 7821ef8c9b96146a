"""The library datasets opens every configuration of the folder offline, with the right types."""

import os
import pickle
import subprocess
import sys

import pyarrow as pa
import pytest

from exports.copies import TABLES
from jjjdata.exports.datasets import nested_schema
from jjjdata.tables import arrow_schema, read_rows

OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
# In a process of its own: the library reads these variables when it is imported.
PROGRAM = """
import pickle, sys
from datasets import get_dataset_config_names, load_dataset
folder = sys.argv[1]
found = {}
for name in get_dataset_config_names(folder):
    data = load_dataset(folder, name, split="test")
    found[name] = (data.features.arrow_schema.remove_metadata(), data.to_list())
default = load_dataset(folder, split="test").to_list() == found["nested"][1]
with open(sys.argv[2], "wb") as file:
    pickle.dump((found, default), file)
"""


@pytest.fixture(scope="module")
def opened(forms, tmp_path_factory):
    home = tmp_path_factory.mktemp("hub")
    words = [sys.executable, "-c", PROGRAM, str(forms["datasets"]), str(home / "found")]
    variables = {**os.environ, **OFFLINE, "HF_HOME": str(home)}
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return pickle.loads((home / "found").read_bytes())


def plain(schema):
    return pa.schema([(field.name, field.type) for field in schema])


def test_every_configuration_opens_and_nested_is_the_default(opened, package):
    """The library can't open a table without rows, and nothing says it could."""
    found, default = opened
    assert list(found) == ["nested", *(name for name in TABLES if read_rows(package, name))]
    assert default


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_rows_and_types(opened, package, table):
    if not read_rows(package, table):
        return
    schema, rows = opened[0][table]
    assert plain(schema).equals(plain(arrow_schema(package, table)))
    assert rows == read_rows(package, table)


def test_nested_claims_are_typed(opened, package):
    schema, rows = opened[0]["nested"]
    expected = nested_schema(package, None)
    assert schema.names == expected.names
    assert schema.field("reviewed_on").type == pa.date32()
    evidence = schema.field("evidence").type.value_type
    assert evidence.field("reread_on").type == pa.date32()
    assert evidence.field("value").type == pa.float64()
    assert [row["id"] for row in rows] == [row["id"] for row in read_rows(package, "claims")]
