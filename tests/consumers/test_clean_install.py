"""The wheel works in a clean environment with what it asks for and nothing else."""

import os
import subprocess
import sys
import venv

import pytest

from conftest import ROOT, TABLES

PROGRAM = """
import jjjdata
for table in jjjdata.tables():
    assert len(jjjdata.load(table["name"])) == table["rows"], table
assert jjjdata.verify() == []
print(len(jjjdata.tables()), jjjdata.__file__)
"""
EXTRAS = {
    "frictionless",
    "opencc-python-reimplemented",
    "xlsxwriter",
    "pypandoc-binary",
    "babel",
    "jinja2",
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("clean")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    run(folder / "env", "python", "-m", "pip", "install", "--quiet", str(wheel))
    return folder / "env"


def run(environment, program, *words):
    variables = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    command = [environment / "bin" / program, *words]
    options = {"cwd": environment, "env": variables, "capture_output": True, "text": True}
    done = subprocess.run(command, check=False, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_table_loads(environment):
    output = run(environment, "python", "-c", PROGRAM)
    assert output.startswith(f"{len(TABLES)} {environment}")


def test_the_command_answers(environment):
    assert "claims" in run(environment, "jjjdata")
    assert "22" in run(environment, "jjjdata", "show", "port-containers-2023")


def test_no_extra_came_along(environment):
    listing = run(environment, "python", "-m", "pip", "list", "--format=freeze")
    names = {line.partition("==")[0].lower() for line in listing.splitlines()}
    assert {"pandas", "pyarrow", "jjjdata"} <= names
    assert not names & EXTRAS


def test_the_reader_needs_its_extra_and_no_more(environment):
    command = [environment / "bin" / "jjjdata", "site", environment / "reader"]
    refused = subprocess.run(command, check=False, capture_output=True, text=True, cwd=environment)
    assert refused.returncode == 2
    assert "jjjdata[site]" in refused.stderr
    (wheel,) = environment.parent.glob("*.whl")
    run(environment, "python", "-m", "pip", "install", "--quiet", f"{wheel}[site]")
    run(environment, "jjjdata", "site", environment / "reader")
    assert (environment / "reader" / "zh" / "claims" / "traffic-circle.html").is_file()
    assert (environment / "reader" / "reader.css").is_file()
