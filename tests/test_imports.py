"""Importing the package is cheap: no heavy library is loaded before it is needed."""

import subprocess
import sys

import pytest

import jjjdata
from conftest import DESCRIPTOR

HEAVY = ("pandas", "numpy", "pyarrow", "jinja2", "frictionless", "opencc", "openpyxl", "xlsxwriter")
PUBLIC = {
    *("tables", "load", "schema", "describe", "path", "connect", "claim", "find", "cite", "check"),
    *("series", "chart", "browse", "diff", "validate", "verify", "export", "glossary", "locate"),
    *("JJJDataError", "DataError", "UnknownNameError", "MissingExtraError"),
}


def loaded(code):
    """Return the names of the modules that are loaded after some lines of Python."""
    lines = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split("\n")[-2].split()}


@pytest.mark.parametrize(
    "code",
    [
        "import jjjdata",
        "import jjjdata.cli",
        "import jjjdata; jjjdata.tables(); jjjdata.claim('pm25-drop').html(); jjjdata.find('port')",
        "import jjjdata; jjjdata.chart('pm25-mean', 'beijing').html",
        "import jjjdata.cli; jjjdata.cli.main(['check'])",
    ],
)
def test_no_heavy_library_is_loaded(code):
    assert not loaded(code) & set(HEAVY)


def test_the_heavy_ones_would_be_noticed():
    assert {"pandas", "numpy", "pyarrow"} <= loaded("import jjjdata; jjjdata.load('units')")


def test_every_public_name_is_there_and_listed():
    assert set(jjjdata.__all__) == {*PUBLIC, "__version__"}
    for name in PUBLIC:
        assert callable(getattr(jjjdata, name)), name
        assert getattr(jjjdata, name).__doc__, name


def test_the_version_is_that_of_the_data():
    assert jjjdata.__version__ == DESCRIPTOR["version"]


@pytest.mark.parametrize("name", ["shown", "when", "no_such_name"])
def test_another_name_says_what_there_is(name):
    with pytest.raises(AttributeError, match=f"no attribute '{name}'; it has .*claim, connect"):
        getattr(jjjdata, name)
