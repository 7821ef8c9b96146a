"""Frames: tables as Arrow tables and DataFrames, with the types that the descriptor says."""

from __future__ import annotations

import re
from functools import lru_cache

from . import rows
from .errors import DataError, unknown
from .package import Package, language, shipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import pandas as pd
    import pyarrow as pa


BLANK = re.compile(rb"\A[\r\n]|\n[\r\n]|\r\r")
LOOSE = re.compile(rb'(?:[^,\n"]"|[,\n]"")(?:"")*[^",\r\n]')


def arrow_schema(package: Package, table: str) -> pa.Schema:
    """Return the Arrow schema of ``table``, with titles, descriptions and units as field metadata."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(),
             "boolean": pa.bool_(), "date": pa.date32()}  # fmt: skip
    told = ("title", "title_zh", "description", "description_zh", "unit", "unitField")
    return pa.schema(
        pa.field(f["name"], types[f["type"]], metadata={k: str(f[k]) for k in told if k in f}) for f in package.fields(table)
    )


def from_csv(package: Package, table: str) -> pa.Table:
    """Return ``table`` read from its CSV as a typed Arrow table.

    The fast reader only finds out that something is wrong; ``rows.read``, its strict twin, says what and where.
    """
    import pyarrow as pa

    try:
        return _fast(package, table)
    except (pa.ArrowException, ValueError, KeyError, OverflowError) as error:
        found = rows.read(package, table)
        if isinstance(error, DataError):
            raise
        return pa.Table.from_pylist(found, schema=arrow_schema(package, table))


def _fast(package: Package, table: str) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pacsv

    schema = arrow_schema(package, table)
    file = package.file(table)
    with open(file, "rb") as stream:
        data = stream.read()
    # Arrow passes over a mark, a blank last line, a quotation that never ends and what follows a closing quote.
    if data.startswith(b"\xef\xbb\xbf") or BLANK.search(data) or data.count(b'"') % 2 or LOOSE.search(data):
        raise pa.ArrowInvalid("byte-order mark, blank line or open quotation")
    convert = pacsv.ConvertOptions(column_types={name: pa.string() for name in schema.names}, strings_can_be_null=False)
    text = pacsv.read_csv(pa.BufferReader(data), convert_options=convert)
    if text.column_names != schema.names:
        raise pa.ArrowInvalid("header")
    columns = []
    for field in schema:
        cells = text[field.name].combine_chunks()
        if isinstance(cells, pa.ChunkedArray):
            cells = cells.chunk(0) if cells.num_chunks else pa.array([], pa.string())
        bad = pc.or_(pc.match_substring_regex(cells, rows.CONTROL),
                     pc.greater(pc.utf8_length(cells), rows.LONGEST))  # fmt: skip
        if pc.any(bad).as_py():
            raise pa.ArrowInvalid("cell")
        cells = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
        columns.append(_cast(cells, field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def _cast(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    """Cast text to ``kind``, refusing every spelling but the canonical one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind == pa.string():
        return cells
    name = {pa.int64(): "integer", pa.float64(): "number", pa.bool_(): "boolean", pa.date32(): "date"}[kind]
    if pc.any(pc.invert(pc.match_substring_regex(cells, f"^({rows.SHAPES[name]})$"))).as_py():
        raise pa.ArrowInvalid("cell")
    return pc.cast(cells, kind)


def from_parquet(package: Package, table: str, columns: Iterable[str] | None = None) -> pa.Table:
    """Return ``table`` read from its Parquet file, checked against the descriptor and its page checksums."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = package.file(table, "parquet")
    try:
        with pq.ParquetFile(file, page_checksum_verification=True) as parquet:
            _check_columns(package, table, parquet, file)
            return parquet.read(columns=None if columns is None else list(columns))
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError("file_damaged", file=file, reason=error) from error


def _check_columns(package: Package, table: str, parquet: Any, file: str) -> None:
    """Raise unless the Parquet file has the columns, types and number of rows of the descriptor."""
    expected, found = arrow_schema(package, table), parquet.schema_arrow
    if not found.equals(expected):
        raise DataError("file_damaged", file=file, reason=f"columns {found.names}, not {expected.names}")
    declared = package.resource(table).get("rows")
    if declared is not None and parquet.metadata.num_rows != declared:
        raise DataError("file_damaged", file=file, reason=f"{parquet.metadata.num_rows} rows, not {declared}")


@lru_cache(maxsize=1)
def _dtypes() -> dict[Any, Any]:
    import pandas as pd
    import pyarrow as pa

    return {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame: Int64, Float64, boolean, datetime64 and str columns."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=_dtypes().get, date_as_object=False, ignore_metadata=True)
    return frame


def load(table: str, *, lang: str | None = None, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Return ``table`` as a typed DataFrame.

    Integers are ``Int64``, numbers ``Float64``, dates ``datetime64``, everything else text; codes keep
    their zeros, "NA" is text, and only an empty cell is missing. What each column holds, and in which
    unit, stands in ``describe(table)``. With ``lang="zh"`` the columns ``*_zh`` lose their ending and
    ``*_en`` are left out, and the other way round. ``columns`` names the columns to read.

    Raises ``UnknownNameError`` for a table, column or language that does not exist and ``DataError``
    for a file that is missing or damaged.

    >>> load("units", lang="en", columns=["id", "name"]).dtypes["name"].name
    'str'
    """
    package = shipped()
    names = [field["name"] for field in package.fields(table)]
    kept = spoken(names, language(lang))
    if columns is not None:
        if isinstance(columns, str):
            columns = [columns]
        full = {short: name for name, short in kept.items()}
        for column in (columns := list(columns)):
            if column not in full and column not in kept:
                raise unknown("column", column, full)
        kept = {full.get(c, c): kept[full.get(c, c)] for c in columns}
    everything = lang is None and columns is None
    frame = to_pandas(from_parquet(package, table, None if everything else kept))
    return frame if everything else frame[list(kept)].rename(columns=kept)


def spoken(names: Iterable[str], lang: str | None) -> dict[str, str]:
    """Return the columns to keep in ``lang``, each with its name without the language ending."""
    other = {"en": "_zh", "zh": "_en"}.get(str(lang))
    if other is None:
        return {name: name for name in names}
    return {name: name.removesuffix(f"_{lang}") for name in names if not name.endswith(other)}


def write_parquet(table: pa.Table, file: str) -> None:
    """Write an Arrow table so that the same content gives the same bytes, with a checksum on every page."""
    import pyarrow.parquet as pq

    pq.write_table(table.combine_chunks(), file, compression="zstd", write_page_checksum=True)
