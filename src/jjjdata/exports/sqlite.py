"""SQLite: tables with primary and foreign keys and the descriptor's constraints, and views in either language."""

from __future__ import annotations

import os
import sqlite3

from ..errors import DataError
from ..frames import spoken
from ..package import LANGUAGES, Package
from .sheets import Sheet, both, foreign_keys, read_sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


def write(package: Package, names: list[str], lang: str | None, folder: str, tick: Callable[[str], None]) -> None:
    """Write the database. The same data and the same SQLite give the same bytes."""
    base = sqlite3.connect(os.path.join(folder, "jjjdata.sqlite"), isolation_level=None)
    try:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN")
        for name in names:
            tick(name)
            sheet = read_sheet(package, name, lang)
            base.execute(_create(sheet, names, lang))
            marks = ", ".join("?" * len(sheet.fields))
            base.executemany(f"INSERT INTO {_name(name)} VALUES ({marks})", map(_plain, sheet.rows))  # noqa: S608
            for each in () if lang else LANGUAGES:
                kept = spoken([field["name"] for field in sheet.fields], each)
                columns = ", ".join(f"{_name(long)} AS {_name(short)}" for long, short in kept.items())
                base.execute(f"CREATE VIEW {_name(f'{name}_{each}')} AS SELECT {columns} FROM {_name(name)}")  # noqa: S608
        base.execute("COMMIT")
        broken = base.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise DataError("key_broken", table=broken[0], row=broken[1], other=broken[2])
        base.execute("VACUUM")
    except (sqlite3.Error, OverflowError) as error:
        raise DataError("export_failed", directory=os.path.dirname(folder), reason=error) from error
    finally:
        base.close()


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _plain(row: list[Any]) -> list[Any]:
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _create(sheet: Sheet, names: list[str], lang: str | None) -> str:
    """Return the statement that makes a table; titles and descriptions stand in it as comments."""
    key = sheet.resource["schema"].get("primaryKey", [])
    parts = [(_column(field, key), f"{both(field, 'title', lang)}: {both(field, 'description', lang)}")
             for field in sheet.fields]  # fmt: skip
    parts += [(f"PRIMARY KEY ({_names(key)})", "")] if key else []
    parts += [(f"FOREIGN KEY ({_names(own)}) REFERENCES {_name(table)} ({_names(there)})", "")
              for own, table, there in foreign_keys(sheet, names)]  # fmt: skip
    last = len(parts) - 1
    lines = [f"  {part}{',' if at < last else ''}" + (f"  -- {' '.join(told.split())}" if told else "")
             for at, (part, told) in enumerate(parts)]  # fmt: skip
    return f"CREATE TABLE {_name(sheet.name)} (\n" + "\n".join(lines) + "\n)"


def _column(field: dict[str, Any], key: list[str]) -> str:
    name, rules = _name(field["name"]), field.get("constraints", {})
    checks = [f"{name} IN ({', '.join(map(_text, rules['enum']))})"] if "enum" in rules else []
    checks += [f"{name} {sign} {rules[rule]}" for rule, sign in (("minimum", ">="), ("maximum", "<=")) if rule in rules]
    checks += [f"{name} IN (0, 1)"] if field["type"] == "boolean" else []
    checks += [f"{name} = date({name}, '+0 days')"] if field["type"] == "date" else []
    needed = " NOT NULL" if rules.get("required") or field["name"] in key else ""
    return f"{name} {TYPES[field['type']]}{needed}" + "".join(f" CHECK ({check})" for check in checks)
