"""Tables: one table as strict rows, as Arrow, as DataFrame; and back into CSV and Parquet.

``read_rows`` is the only reader of a CSV file in the project: whatever it returns has the columns,
types and spellings that the descriptor says, and whatever it refuses it names by table, row, column
and value.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .errors import DataError, unknown
from .files import read_bytes
from .messages import say
from .package import Field, Package, home, language, opened

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Row = dict[str, Any]

LONGEST = 20_000  # characters of a cell
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff]")
SMALLEST_INTEGER, LARGEST_INTEGER = -(2**63), 2**63 - 1

# The one spelling of each type: canonical numbers, and a date that is a day of the calendar.
SHAPES = {
    "integer": re.compile(r"0|-?[1-9][0-9]*"),
    "number": re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def _integer(cell: str) -> int:
    value = int(cell)
    if not SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
        raise ValueError
    return value


def _number(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value):  # of 400 digits float makes infinity
        raise ValueError
    return value


CONVERTERS: dict[str, Callable[[str], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
}


def read_rows(package: Package, table: str, *, whole: bool = True) -> list[Row]:
    """Return the rows of ``table`` as dictionaries of typed values; an empty cell is None.

    Raises a ``DataError`` that names table, row (counted from 1 after the header), column and value
    for the first cell that is not what the descriptor says: type, spelling, required, pattern. With
    ``whole=False``, for those who compare or mend copies, cells may be empty or break their
    pattern, and rows may be fewer than the descriptor records.
    """
    columns = read_columns(package, table, whole=whole)
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def read_columns(package: Package, table: str, *, whole: bool = True) -> dict[str, list[Any]]:
    """Return the same as ``read_rows`` by columns.

    It is quicker, since most cells of most columns stand there more than once: of each column every
    different cell is read once. A reader only says that a cell is bad; the rows are then gone
    through again, to name the first one that is.
    """
    fields = package.fields(table)
    lines = read_cells(package, table)
    if whole:
        _check_patterns(table, fields)
        _check_row_count(package, table, len(lines))
    columns: dict[str, list[Any]] = {}
    cells_by_field = zip(*lines, strict=True) if lines else ((),) * len(fields)
    for field, cells in zip(fields, cells_by_field, strict=True):
        try:
            columns[field["name"]] = _values(field, cells, whole=whole)
        except ValueError as error:
            raise _first_error(table, fields, lines, whole=whole) from error
    return columns


def _values(field: Field, cells: Sequence[str], *, whole: bool) -> list[Any]:
    """Return the values of a column; each different cell is read once."""
    if _is_free(field, whole=whole):
        return [cell or None for cell in cells]
    read = _reader(field, whole=whole)
    values = {cell: read(cell) for cell in set(cells)}
    return [values[cell] for cell in cells]


def _is_free(field: Field, *, whole: bool) -> bool:
    """Return whether a column takes any text, and none."""
    limits = field.get("constraints", {}) if whole else {}
    is_free = not limits.get("required") and limits.get("pattern") is None
    return is_free and field["type"] == "string"


def read_cells(package: Package, table: str) -> list[list[str]]:
    """Return the rows of ``table`` as they are written; header and width are checked."""
    names = [field["name"] for field in package.fields(table)]
    records = _records(package, table) or [[]]
    header, lines = records[0], records[1:]
    if header != names:
        raise DataError("header", table=table, found=",".join(header), expected=",".join(names))
    for number, cells in enumerate(lines, 1):
        if len(cells) != len(names):
            raise DataError(
                "ragged", table=table, row=number, found=len(cells), expected=len(names)
            )
        text = "".join(cells)
        if len(text) > LONGEST or not text.isprintable():
            _check_characters(table, number, names, cells)
    return lines


def count_rows(package: Package, table: str) -> int:
    """Return the number of rows: as recorded, or counted where nothing is recorded."""
    recorded = package.resource(table).get("rows")
    return recorded if isinstance(recorded, int) else len(read_cells(package, table))


def index(rows: Iterable[Row], *key: str) -> dict[Any, Row]:
    """Return rows by their key: one column, by default ``id``, or a tuple of several."""
    names = key or ("id",)
    if len(names) == 1:
        return {row[names[0]]: row for row in rows}
    return {tuple(row[name] for name in names): row for row in rows}


def cell_fault(field: Field, value: Any) -> str | None:
    """Return which constraint of a field a typed value breaks, or None: required, pattern."""
    limits = field.get("constraints", {})
    if value is None:
        return "required" if limits.get("required") else None
    pattern = limits.get("pattern")
    if pattern is not None and not _pattern(pattern).fullmatch(str(value)):
        return "pattern"
    return None


def spell(value: Any) -> str:
    """Return the canonical spelling of a value in CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Without an exponent, whatever its size.
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    return str(value)


def csv_bytes(fields: Iterable[Field], rows: Iterable[Row]) -> bytes:
    """Return rows as canonical CSV: UTF-8, LF, quotes only where needed."""
    names = [field["name"] for field in fields]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([spell(row[name]) for name in names] for row in rows)
    return stream.getvalue().encode()


def is_pattern(value: object) -> bool:
    """Return whether a value is a pattern that cells can be held against."""
    try:
        re.compile(value)  # type: ignore[call-overload]
    except (TypeError, re.error, RecursionError, OverflowError):
        return False
    return isinstance(value, str)


def _check_patterns(table: str, fields: Iterable[Field]) -> None:
    """Raise for the first column whose pattern is none."""
    for field in fields:
        pattern = field.get("constraints", {}).get("pattern")
        if pattern is not None and not is_pattern(pattern):
            place = {"table": table, "column": field["name"], "constraint": "pattern"}
            value = json.dumps(pattern, ensure_ascii=False)
            raise DataError("constraint_shape", **place, value=value)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _reader(field: Field, *, whole: bool) -> Callable[[str], Any]:
    """Return what turns a cell of this field into its value, or raises ``ValueError``."""
    kind = field["type"]
    shape, convert = SHAPES.get(kind), CONVERTERS.get(kind, str)
    limits = field.get("constraints", {}) if whole else {}
    required, pattern = limits.get("required"), limits.get("pattern")
    compiled = None if pattern is None else _pattern(pattern)

    def read(cell: str) -> Any:
        if not cell:
            if required:
                raise ValueError
            return None
        if shape and not shape.fullmatch(cell):
            raise ValueError
        value = convert(cell)
        if compiled and not compiled.fullmatch(str(value)):
            raise ValueError
        return value

    return read


def _first_error(
    table: str, fields: list[Field], lines: list[list[str]], *, whole: bool
) -> DataError:
    """Return the error for the first cell, row by row, that its reader refuses."""
    readers = [_reader(field, whole=whole) for field in fields]
    for number, cells in enumerate(lines, 1):
        try:
            for read, cell in zip(readers, cells, strict=True):
                read(cell)
        except ValueError:
            return _row_error(table, number, fields, cells, whole=whole)
    raise AssertionError("a column was refused whose cells are all in order")


def _row_error(
    table: str, number: int, fields: list[Field], cells: list[str], *, whole: bool
) -> DataError:
    """Return the error for the first cell of a row that its reader refuses."""
    for field, cell in zip(fields, cells, strict=True):
        place = {"table": table, "row": number, "column": field["name"]}
        try:
            value = _reader(field, whole=False)(cell)
        except ValueError:
            return DataError("cell", **place, value=cell, type=field["type"])
        fault = cell_fault(field, value) if whole else None
        if fault == "required":
            return DataError("cell_missing", **place)
        if fault == "pattern":
            return DataError(
                "cell_pattern", **place, value=cell, pattern=field["constraints"]["pattern"]
            )
    raise AssertionError("a row was refused whose cells are all in order")


def _check_row_count(package: Package, table: str, found: int) -> None:
    """Raise if rows were lost; more than recorded are in order until the next build."""
    recorded = package.resource(table).get("rows")
    if isinstance(recorded, int) and found < recorded:
        raise DataError("rows_lost", table=table, found=found, expected=recorded)


def _check_characters(table: str, number: int, names: list[str], cells: list[str]) -> None:
    """Raise if a cell of a row is too long or holds a control character."""
    for name, cell in zip(names, cells, strict=True):
        if len(cell) > LONGEST:
            raise DataError(
                "cell_long", table=table, row=number, column=name, found=len(cell), longest=LONGEST
            )
        if CONTROL.search(cell):
            raise DataError("cell_control", table=table, row=number, column=name, value=ascii(cell))


def _records(package: Package, table: str) -> list[list[str]]:
    """Return the header and the records of the CSV of ``table``, as strings."""
    file = package.file(table)
    content = read_bytes(file)
    if not content:
        raise DataError("file_empty", file=file)
    try:
        written = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n")
        raise DataError(
            "encoding", table=table, row=row, value=content[error.start : error.end].hex()
        ) from error
    if written.startswith("\ufeff"):
        raise DataError("byte_order_mark", file=file)
    try:
        return list(csv.reader(io.StringIO(written, newline=""), strict=True))
    except csv.Error as error:
        raise DataError("file_damaged", file=file, reason=error) from error


# Arrow and pandas are imported where they are needed: they take longer to load than everything else
# here.


def arrow_schema(package: Package, table: str) -> pa.Schema:
    """Return the Arrow schema of ``table``; titles, descriptions and units are metadata."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    keys = ("title", "title_zh", "description", "description_zh", "unit", "unitField")
    columns = []
    for field in package.fields(table):
        metadata = {key: str(field[key]) for key in keys if key in field}
        columns.append(pa.field(field["name"], types[field["type"]], metadata=metadata))
    return pa.schema(columns)


def arrow_table(package: Package, table: str, rows: list[Row] | None = None) -> pa.Table:
    """Return ``table`` as a typed Arrow table: the given rows, or those of its CSV."""
    import pyarrow as pa

    rows = read_rows(package, table) if rows is None else rows
    return pa.Table.from_pylist(rows, schema=arrow_schema(package, table))


def read_parquet(package: Package, table: str, columns: Iterable[str] | None = None) -> pa.Table:
    """Return ``table`` from its Parquet file, checked against descriptor and checksums."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = package.file(table, "parquet")
    try:
        # Unlike read_table, ParquetFile does not import pandas.
        # The bytes are ours, since Arrow would wait for a pipe.
        source = pa.BufferReader(read_bytes(file))
        with pq.ParquetFile(source, page_checksum_verification=True) as parquet:
            expected, found = arrow_schema(package, table), parquet.schema_arrow
            if not found.equals(expected):
                reason = f"columns {found.names}, not {expected.names}"
                raise DataError("file_damaged", file=file, reason=reason)
            recorded, rows = package.resource(table).get("rows"), parquet.metadata.num_rows
            if recorded is not None and rows != recorded:
                raise DataError("file_damaged", file=file, reason=f"{rows} rows, not {recorded}")
            return parquet.read(columns=None if columns is None else list(columns))
    except (pa.ArrowException, OSError) as error:
        raise DataError("file_damaged", file=file, reason=error) from error


def write_parquet(table: pa.Table, file: Any) -> None:
    """Write an Arrow table: the same content gives the same bytes, with page checksums."""
    import pyarrow.parquet as pq

    pq.write_table(table.combine_chunks(), file, compression="zstd", write_page_checksum=True)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame: Int64, Float64, boolean, datetime64 and str columns."""
    import pandas as pd
    import pyarrow as pa

    types = {
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = table.to_pandas(
        types_mapper=types.get, date_as_object=False, ignore_metadata=True
    )
    return frame


def load(
    table: str,
    *,
    lang: str | None = None,
    columns: Iterable[str] | None = None,
    package: Package | str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Return ``table`` as a typed DataFrame.

    Integers are ``Int64``, numbers ``Float64``, dates ``datetime64``, truth values ``boolean``,
    everything else text; codes keep their zeros, "NA" is text, and only an empty cell is missing.
    What each column holds, and in which unit, stands in ``describe(table)``. With ``lang="zh"`` a
    column ``*_zh`` loses its ending and its twin ``*_en`` is left out, and the other way round; a
    column without a twin stays, under its own name, and so do ``term_zh`` and ``term_en`` of the
    terms. ``columns`` names the columns to read; ``package`` is the folder of another copy, by
    default the shipped one. The data come from the Parquet file of the table, or from its CSV in a
    copy of which nothing was built, and also, with a warning, in one whose CSV was changed since.

    Raises ``UnknownNameError`` for a table, column or language that does not exist and
    ``DataError`` for a file that is missing or damaged.

    >>> load("units", lang="en", columns=["id", "name"]).dtypes["name"].name
    'str'
    """
    copy = opened(package)
    # From the name in the table to the one that the DataFrame has.
    names = copy.columns(table, language(lang))
    if columns is not None:
        names = _chosen(names, [columns] if isinstance(columns, str) else columns)
    was_built = "rows" in copy.resource(table)  # the build counts the rows as it writes Parquet
    was_changed = was_built and is_changed(copy, table)
    if was_changed:
        message = say("csv_changed", table=table, file=copy.file(table))
        warnings.warn(message, stacklevel=2)  # at the line that calls this function
    if was_built and not was_changed:
        arrow = read_parquet(copy, table, names)
    else:
        arrow = arrow_table(copy, table).select(list(names))
    return to_pandas(arrow).rename(columns=names)


def is_changed(package: Package, table: str) -> bool:
    """Return whether the CSV of a table is not the file that was recorded when it was built.

    The size tells it of most changes. Where it is the same the content is compared; in the shipped
    package only if the CSV is younger than its Parquet file, so that nobody waits for it.
    """
    resource = package.resource(table)
    file = package.root / str(resource.get("path"))
    if not isinstance(resource.get("bytes"), int) or not file.is_file():
        return False
    if file.stat().st_size != resource["bytes"]:
        return True
    kind, _, recorded = str(resource.get("hash")).partition(":")
    if kind != "sha256" or (package.root == home() and not _is_younger(package, table)):
        return False
    return sha256(read_bytes(file)).hexdigest() != recorded


def _is_younger(package: Package, table: str) -> bool:
    """Return whether a CSV was written after its Parquet file; true where one is missing."""
    try:
        files = package.file(table), package.file(table, "parquet")
        csv_written, parquet_written = (file.stat().st_mtime_ns for file in files)
    except (DataError, OSError):
        return True
    return csv_written > parquet_written


def _chosen(names: dict[str, str], columns: Iterable[str]) -> dict[str, str]:
    """Return, of the names in the table with those in the DataFrame, the pairs asked for.

    A column may be asked for by either name, ``statement_en`` or ``statement``.
    """
    in_table = {shown: name for name, shown in names.items()}
    chosen = {}
    for column in columns:
        if column not in in_table and column not in names:
            raise unknown("column", column, in_table)
        name = in_table.get(column, column)
        chosen[name] = names[name]
    return chosen
