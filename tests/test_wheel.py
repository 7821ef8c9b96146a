"""The built wheel: small, whole, the same when built twice, and readable from another directory.

That it works in a clean environment with nothing else installed is tested in tests/consumers/.
"""

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distribution

import pytest

import repositories
from conftest import DESCRIPTOR, ROOT, TABLES
from jjjdata.package import FILES, Package, shipped

LARGEST = 3_000_000


def build(tree, folder):
    """Build wheel and sdist from a tree, each as if on the same day."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1764144000"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(tree)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {file.suffix: file for file in folder.iterdir()}


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """The sdist, and the wheel built from it."""
    return build(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(dist, tmp_path_factory):
    """A folder with the files of the wheel, as in site-packages."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(dist[".whl"]) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_is_small_and_holds_every_file(dist):
    assert dist[".whl"].stat().st_size < LARGEST
    with zipfile.ZipFile(dist[".whl"]) as archive:
        names = set(archive.namelist())
    for resource in DESCRIPTOR["resources"]:
        assert f"jjjdata/{resource['path']}" in names
        assert f"jjjdata/{resource['parquet']['path']}" in names
    for file in (ROOT / "src" / "jjjdata").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert str(file.relative_to(ROOT / "src")) in names
    assert "jjjdata/datapackage.json" in names


def test_the_wheel_holds_nothing_that_does_not_belong(dist):
    with zipfile.ZipFile(dist[".whl"]) as archive:
        names = archive.namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"jjjdata"}
    wrong = [name for name in names if re.search(r"(^|/)(tests?[/_]|scripts|\.)", name)]
    assert wrong == []


def test_the_descriptor_of_the_wheel_records_every_file(installed):
    descriptor = json.loads((installed / "jjjdata" / "datapackage.json").read_bytes())
    records = {record["path"]: record for record in json.loads((ROOT / FILES).read_bytes())}
    for resource in descriptor["resources"]:
        record = records[resource["path"]]
        assert (resource["bytes"], resource["rows"]) == (record["bytes"], record["rows"])
        assert resource["hash"] == f"sha256:{record['sha256']}"
        assert resource["parquet"]["bytes"] == records[resource["parquet"]["path"]]["bytes"]
    assert descriptor == Package(ROOT).descriptor


def test_the_wheel_is_read_from_anywhere(installed, tmp_path):
    code = (
        "import jjjdata\n"
        "for table in jjjdata.tables():\n"
        "    assert len(jjjdata.load(table['name'])) == table['rows'], table\n"
        "    assert jjjdata.path(table['name']).is_file()\n"
        "assert jjjdata.verify() == [], jjjdata.verify()\n"
        "assert jjjdata.connect().execute('select count(*) from verdicts').fetchone()[0] > 100\n"
        "print(len(jjjdata.tables()), jjjdata.__version__, jjjdata.__file__)"
    )
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:2] == [str(len(TABLES)), DESCRIPTOR["version"]]
    assert str(installed) in done.stdout


def test_the_sdist_holds_what_is_listed(dist):
    with tarfile.open(dist[".gz"]) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = project["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
    tops = {name.partition("/")[0] for name in names}
    assert tops - set(listed) <= {"pyproject.toml", "PKG-INFO", ".gitignore"}
    assert {name for name in listed if (ROOT / name).exists()} <= tops


def test_the_same_tree_gives_the_same_bytes(dist, tmp_path):
    again = build(repositories.copied(tmp_path / "elsewhere"), tmp_path / "dist")
    for suffix, file in dist.items():
        assert file.read_bytes() == again[suffix].read_bytes(), file.name


def test_an_editable_installation_reads_the_repository():
    """It holds a link to the sources, and no second copy of the data that would grow stale."""
    installation = distribution("jjjdata")
    address = json.loads(installation.read_text("direct_url.json") or "{}")
    if not address.get("dir_info", {}).get("editable"):
        pytest.skip("NOT CHECKED: jjjdata is not installed as an editable package here")
    assert [str(file) for file in installation.files if "/data/" in str(file)] == []
    assert shipped().root == ROOT
