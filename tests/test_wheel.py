"""The built wheel works in a clean environment, offline, from another directory, with every table in it."""

import os
import subprocess
import sys
import venv
import zipfile

import pytest

from conftest import ROOT, TABLES


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(out), str(ROOT)], check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


def test_the_wheel_is_small_and_holds_every_table(wheel):
    assert wheel.stat().st_size < 1_000_000
    names = zipfile.ZipFile(wheel).namelist()
    for table in TABLES:
        assert f"jjjdata/data/{table}.csv" in names
        assert f"jjjdata/data/{table}.parquet" in names
    assert "jjjdata/datapackage.json" in names
    assert "jjjdata/messages.csv" in names
    assert "jjjdata/py.typed" in names


def test_the_sdist_holds_nothing_that_does_not_belong(wheel):
    import tarfile

    (sdist,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/", 2)[1] for name in archive.getnames() if "/" in name}
    assert tops <= {"src", "data", "scripts", "tests", "docs", "datapackage.json", "pyproject.toml", "README.md",
                    "README.zh.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA", "PKG-INFO",
                    ".gitignore", "references.json", "croissant.json"}  # fmt: skip


def test_every_table_loads_in_a_clean_environment(wheel, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, env=env, capture_output=True)
    code = ("import jjjdata\nfor t in jjjdata.tables():\n"
            "    assert len(jjjdata.load(t['name'])) == t['rows'], t\n    assert jjjdata.path(t['name']).is_file()\n"
            "print(len(jjjdata.tables()), jjjdata.__version__, jjjdata.__file__)")  # fmt: skip
    done = subprocess.run([python, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{len(TABLES)} ")
    assert str(tmp_path) in done.stdout
    listing = [python, "-m", "pip", "list", "--format=freeze"]
    installed = subprocess.run(listing, env=env, capture_output=True, text=True, check=True)
    names = {line.split("==")[0].lower() for line in installed.stdout.splitlines()}
    assert {"pandas", "pyarrow", "jjjdata"} <= names
    assert not names & {"frictionless", "babel", "xlsxwriter", "jsonschema"}
    script = tmp_path / "env" / "bin" / "jjjdata"
    command = subprocess.run([script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert command.returncode == 0, command.stderr
