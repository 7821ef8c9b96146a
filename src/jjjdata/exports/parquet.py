"""Parquet: zstd, with titles, descriptions and units as field metadata."""

from __future__ import annotations

import os

from ..frames import from_csv, spoken, write_parquet
from ..package import Package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def write(package: Package, names: list[str], lang: str | None, folder: str, tick: Callable[[str], None]) -> None:
    """Write one file a table."""
    import pyarrow as pa

    for name in names:
        tick(name)
        table = from_csv(package, name)
        kept = spoken(table.column_names, lang)
        schema = pa.schema([table.schema.field(long).with_name(short) for long, short in kept.items()])
        arrays = table.select(list(kept)).columns
        write_parquet(pa.Table.from_arrays(arrays, schema=schema), os.path.join(folder, f"{name}.parquet"))
