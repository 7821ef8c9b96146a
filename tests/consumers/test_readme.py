"""The lines of README that read the data work: from a clone, and from a server of raw files."""

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import duckdb
import pandas
import polars
import pytest

import jjjdata
from conftest import ROOT

READMES = ["README.md", "README.zh.md"]
PROGRAMS = {"pandas": pandas, "polars": polars, "duckdb": duckdb}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    """The repository as a server of raw files gives it."""
    handler = functools.partial(Quiet, directory=ROOT)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def python_lines(name: str) -> list[str]:
    page = (ROOT / name).read_text("utf-8")
    lines = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1].strip().splitlines()
    assert [line.partition(".")[0] for line in lines] == list(PROGRAMS)
    return lines


def check(lines: list[str]) -> None:
    claims, again, counts = (eval(line, dict(PROGRAMS)) for line in lines)
    rows = len(jjjdata.load("claims"))
    assert [len(claims), len(again), sum(count for _, count in counts.fetchall())] == [rows] * 3
    assert claims["value"].dtype.name in ("Int64", "Float64")


@pytest.mark.parametrize("name", READMES)
def test_the_lines_for_python_work_in_a_clone(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    check(python_lines(name))


@pytest.mark.parametrize("name", READMES)
def test_the_lines_for_python_work_from_a_server(name, server, tmp_path, monkeypatch):
    """The Parquet file is fetched before: to read an address, DuckDB would download an extension,
    and Polars asks for ranges, which this plain server does not give."""
    monkeypatch.chdir(tmp_path)
    lines = [line.replace("data/", f"{server}data/") for line in python_lines(name)]
    address = re.search(r"'(http[^']+)'", lines[2])[1]
    subprocess.run([sys.executable, "-c", FETCH, address, "claims.parquet"], check=True)
    check([line.replace(address, "claims.parquet") for line in lines])


FETCH = "import sys, urllib.request as r; r.urlretrieve(sys.argv[1], sys.argv[2])"


@pytest.mark.parametrize("base", ["clone", "server"])
@pytest.mark.parametrize("name", READMES)
def test_the_line_for_r_works(name, base, server):
    """R reads every row, numbers as numbers, and the Chinese unharmed."""
    program = shutil.which("Rscript")
    if not program and os.environ.get("CI"):
        pytest.fail("R is not installed; on Debian: apt-get install r-base-core")
    if not program:
        pytest.skip("NOT RUN: R is not installed, so nothing tried its line")
    line = re.search(r"`(read\.csv\(.*?\))`", (ROOT / name).read_text("utf-8"))[1]
    if base == "server":
        line = line.replace("data/", f"{server}data/")
    claims = jjjdata.load("claims")
    statement = claims["statement_zh"].iloc[3]
    report = (
        f"cat(nrow(x), class(x$value), sum(is.na(x$value)), which(x$statement_zh == '{statement}'))"
    )
    command = [program, "-e", f"x <- {line}; {report}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    expected = [len(claims), "numeric", int(claims["value"].isna().sum()), 4]
    assert done.stdout.split() == list(map(str, expected)), done.stderr
