"""Cells of a copy of the package, changed where they stand."""

import csv
from pathlib import Path


def put(folder: Path, table: str, id: str, **cells: str) -> None:
    """Write cells of the row with an ID; what was built or recorded of the table stays as it is."""
    file = folder / "data" / f"{table}.csv"
    with open(file, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    row = next(row for row in rows if row["id"] == id)
    assert set(cells) <= set(row)
    row.update(cells)
    with open(file, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
