"""Parquet: the same cells, packed with zstd, with titles and units on the fields."""

import pyarrow.parquet as pq
import pytest

from exports.copies import TABLES, lines, spelled


@pytest.mark.parametrize("table", TABLES)
def test_a_table_and_back(forms, package, table):
    file = pq.ParquetFile(forms["parquet"] / f"{table}.parquet")
    groups = range(file.num_row_groups)
    packing = {file.metadata.row_group(group).column(0).compression for group in groups}
    assert packing <= {"ZSTD"}
    whole, fields = file.read(), package.fields(table)
    rows = spelled((row.values() for row in whole.to_pylist()), fields)
    assert [whole.column_names, *rows] == lines(package, table)


@pytest.mark.parametrize("table", TABLES)
def test_fields_say_what_they_hold(forms, package, table):
    schema = pq.ParquetFile(forms["parquet"] / f"{table}.parquet").schema_arrow
    for each in package.fields(table):
        metadata = schema.field(each["name"]).metadata
        for key in ("title", "title_zh", "description", "description_zh"):
            assert metadata[key.encode()].decode() == each[key]
        assert metadata.get(b"unit", b"").decode() == each.get("unit", "")
