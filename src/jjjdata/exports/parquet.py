"""Parquet: zstd, with titles, descriptions and units as field metadata."""

from __future__ import annotations

from ..tables import arrow_table, write_parquet
from .forms import Form, Task
from .sheets import kept_columns


def write(task: Task) -> None:
    """Write one file a table."""
    import pyarrow as pa  # takes longer to load than the rest of the package

    for table in task.tables:
        task.tick(table)
        names = kept_columns(task.package, table, task.lang)
        whole = arrow_table(task.package, table).select(list(names))
        schema = pa.schema(
            [
                field.with_name(name)
                for field, name in zip(whole.schema, names.values(), strict=True)
            ]
        )
        part = pa.Table.from_arrays(whole.columns, schema=schema)
        write_parquet(part, task.paths[f"{table}.parquet"])


FORM = Form(files=("{table}.parquet",), write=write)
