"""The lines of docs/TOOLS read every table from CSV with the types that Parquet has."""

import os
import re
import shutil
import subprocess

import duckdb
import pandas
import polars
import pytest

from conftest import ROOT
from exports.copies import TABLES
from pages import R_CLASSES

PAGES = ["docs/TOOLS.md", "docs/TOOLS.zh.md"]
# Codes with leading zeros, numbers that begin whole, texts of many lines, dates, an empty table.
SPARK_TABLES = ["claims", "evidence", "places", "errata", "factsheet"]


def lines(name="docs/TOOLS.md"):
    page = (ROOT / name).read_text("utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1].strip().splitlines()
    return {line.partition(".")[0]: line for line in found}


def line_for(program, package, table):
    """Return a line for another table than the one it is written for."""
    path = str(package.file(table).relative_to(ROOT))
    return re.sub(r"\bclaims\b", table, lines()[program].replace("data/claims.csv", path))


@pytest.fixture(autouse=True)
def _in_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_both_pages_have_the_same_lines():
    assert list(lines()) == ["pandas", "polars", "duckdb", "spark"]
    assert lines(PAGES[0]) == lines(PAGES[1])


@pytest.mark.parametrize("table", TABLES)
def test_pandas(package, table):
    found = eval(line_for("pandas", package, table), {"pandas": pandas})
    file = package.file(table, "parquet")
    expected = pandas.read_parquet(file, dtype_backend="pyarrow")
    pandas.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize("table", TABLES)
def test_polars(package, table):
    found = eval(line_for("polars", package, table), {"polars": polars})
    expected = polars.read_parquet(package.file(table, "parquet"))
    assert found.schema == expected.schema
    assert found.equals(expected)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb(package, table):
    duckdb.sql(f"drop table if exists {table}")
    found = eval(line_for("duckdb", package, table), {"duckdb": duckdb})
    expected = duckdb.sql(f"from '{package.file(table, 'parquet')}'")
    assert (found.columns, found.types) == (expected.columns, expected.types)
    assert found.fetchall() == expected.fetchall()


@pytest.fixture(scope="module")
def spark():
    if not shutil.which("java") and os.environ.get("CI"):
        pytest.fail("Java is not installed; on Debian: apt-get install default-jre-headless")
    if not shutil.which("java"):
        pytest.skip("NOT RUN: Java is not installed, so nothing tried the line for Spark")
    from pyspark.sql import SparkSession

    local = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[1]").config(map=local)
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("table", SPARK_TABLES)
def test_spark(package, spark, table):
    found = eval(line_for("spark", package, table), {"spark": spark})
    expected = spark.read.parquet(str(package.file(table, "parquet")))
    assert found.dtypes == expected.dtypes
    assert found.collect() == expected.collect()


@pytest.fixture(scope="module")
def in_r():
    """What R says of each table: rows, and the class and number of empty cells of each column."""
    program = shutil.which("Rscript")
    if not program and os.environ.get("CI"):
        pytest.fail("R is not installed; on Debian: apt-get install r-base-core")
    if not program:
        pytest.skip("NOT RUN: R is not installed, so nothing tried its lines")
    found = []
    for name in PAGES:
        page = (ROOT / name).read_text("utf-8")
        script = re.search(r"```r\n(.*?)```", page, re.DOTALL)[1]
        for table in TABLES:
            script += f"cat('{table}', nrow({table}), sapply({table}, class), "
            script += f"sapply({table}, function(x) sum(is.na(x))), '\\n')\n"
        words = [program, "--encoding=UTF-8", "-e", script]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found.append({line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()})
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("table", TABLES)
def test_r(package, in_r, table):
    frame = pandas.read_parquet(package.file(table, "parquet"), dtype_backend="pyarrow")
    classes = [R_CLASSES[field["type"]] for field in package.fields(table)]
    empty = [str(number) for number in frame.isna().sum()]
    assert in_r[table] == [str(len(frame)), *classes, *empty]
