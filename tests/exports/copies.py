"""Copies of the package that tests may damage, and cells as the CSV files spell them."""

import csv
import datetime
import json
import shutil
from pathlib import Path

from jjjdata.package import Package
from jjjdata.tables import spell

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
TABLES = [resource["name"] for resource in DESCRIPTOR["resources"]]
AUTHORED = [resource["name"] for resource in DESCRIPTOR["resources"] if not resource["built"]]
TURN = {
    "boolean": bool,
    "integer": int,
    "number": float,
    "date": lambda value: value.date() if isinstance(value, datetime.datetime) else value,
    "string": str,
}


def copied(folder: Path) -> Path:
    """Copy the package into a folder; sizes and hashes are left behind, so that rows may change."""
    shutil.copy(ROOT / "datapackage.json", folder)
    leave = shutil.ignore_patterns("files.json")
    shutil.copytree(ROOT / "data", folder / "data", ignore=leave)
    return folder


def edit(root: Path, change) -> Package:
    """Change the descriptor of a copy; ``change`` is given it and its resources by name."""
    file = root / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    change(descriptor, {resource["name"]: resource for resource in descriptor["resources"]})
    file.write_text(json.dumps(descriptor), "utf-8")
    return Package(root)


def field(resource: dict, name: str) -> dict:
    return next(each for each in resource["schema"]["fields"] if each["name"] == name)


def lines(package: Package, table: str) -> list[list[str]]:
    """Return header and rows of a table as they are written."""
    with open(package.file(table), encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write_lines(package: Package, table: str, content: list[list[str]]) -> None:
    with open(package.file(table), "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(content)


def put(package: Package, table: str, row: int, column: str, text: str) -> None:
    """Write one cell; rows count from 1 after the header."""
    content = lines(package, table)
    content[row][content[0].index(column)] = text
    write_lines(package, table, content)


def spelled(rows, fields) -> list[list[str]]:
    """Return typed values from another program as our CSV spells them."""
    return [
        [
            spell(None if value is None else TURN[each["type"]](value))
            for value, each in zip(row, fields, strict=True)
        ]
        for row in rows
    ]
