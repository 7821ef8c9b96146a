"""Polars and DuckDB read the files, and find in them what the CSV files have."""

import duckdb
import polars
import pytest

from exports.copies import ROOT, TABLES, lines, spelled
from jjjdata.exports import export


@pytest.mark.parametrize("table", TABLES)
def test_polars_reads_csv(forms, package, table):
    frame = polars.read_csv(forms["csv"] / f"{table}.csv", infer_schema=False)
    header, *rows = lines(package, table)
    assert frame.columns == header
    assert frame.height == len(rows)


@pytest.mark.parametrize("table", TABLES)
def test_polars_and_duckdb_read_parquet(forms, package, table):
    file, fields = forms["parquet"] / f"{table}.parquet", package.fields(table)
    frame = polars.read_parquet(file)
    assert [frame.columns, *spelled(frame.iter_rows(), fields)] == lines(package, table)
    ducks = duckdb.sql(f"select * from '{file}'")
    assert [ducks.columns, *spelled(ducks.fetchall(), fields)] == lines(package, table)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_one_language(package, tmp_path, format, lang):
    export(tmp_path, format, lang=lang, package=ROOT)
    for table in TABLES:
        file = tmp_path / f"{table}.{format}"
        read = polars.read_parquet if format == "parquet" else polars.read_csv
        options = {} if format == "parquet" else {"infer_schema": False}
        names = package.columns(table, lang)
        assert read(file, **options).columns == list(names.values())
