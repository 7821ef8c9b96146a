"""Build everything that is derived from the authored CSV files and ``datapackage.json``.

    python scripts/build.py           bring every derived file up to date
    python scripts/build.py --check   change nothing; list what is out of date, and exit with 1

Run twice it changes nothing. The authored files are brought into canonical form (row order,
quoting, number format) but never altered in content; verdicts and outcomes are the editor's to
record and are only compared. If anything that people wrote is broken, every fault is told and
nothing is written. What Git could not merge among the generated files is made anew.
"""

from __future__ import annotations

import argparse
import codecs
import csv
import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import authored
import pages
from authored import BrokenDataError
from citing import citations
from deposits import deposits
from jjjdata.citations import BIBTEX, source_items
from jjjdata.errors import DataError
from jjjdata.exports import croissant
from jjjdata.exports.csv import refuse_formulas
from jjjdata.factsheet import factsheet_rows
from jjjdata.files import read_bytes, write_bytes
from jjjdata.folding import TRADITIONAL
from jjjdata.package import DESCRIPTOR, FILES, Package, entry
from jjjdata.tables import Row, arrow_table, csv_bytes, write_parquet
from traditional import traditional_forms

ROOT = Path(__file__).resolve().parent.parent
DERIVED = "data/derived"
REFERENCE = "docs/reference"
EXCEL = f"{DERIVED}/factsheet-excel.csv"

# The pages that people write with generated blocks in them, and what makes these.
FILLED = (
    (pages.readme, pages.READMES),
    (pages.method, pages.METHODS),
    (pages.tools, pages.TOOLS),
    (pages.use, pages.USES),
)

Contents = dict[str, bytes]
Tables = dict[str, list[Row]]


def build(root: Path = ROOT, check: bool = False) -> list[str]:
    """Bring the package under ``root`` up to date and return the names of the files that changed.

    With ``check`` nothing is changed. Raises a ``BrokenDataError`` that tells every fault.
    """
    contents = derive(root)
    stale = [name for name, content in contents.items() if _differs(root / name, content)]
    abandoned = _abandoned(root, contents)
    if not check:
        write(root, {name: contents[name] for name in stale})
        for name in abandoned:
            (root / name).unlink()
    return stale + abandoned


def derive(root: Path) -> Contents:
    """Return what every file that the build answers for should hold, by its path.

    Nothing is written.
    """
    _check_readmes(root)
    package, rows = authored.read(root)
    contents = {DESCRIPTOR: as_json(package.descriptor, indent=2)}
    for name in package.authored:
        contents[authored.path(package, name)] = csv_bytes(package.fields(name), rows[name])
    # What is derived is computed by the calls that users have, so they need a whole copy to read.
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _lay_out(copy, contents)
        contents |= _derived_tables(root, Package(copy), rows)
        contents |= _descriptions(package, rows, contents)
        contents[FILES] = files_json(contents, _rows_by_path(package, rows))
        _lay_out(copy, contents)
        contents |= _pages(root, Package(copy), rows)
    return contents


def write(root: Path, contents: Mapping[str, bytes]) -> None:
    """Write files, each of them whole or not at all."""
    for name, content in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(root / name, content)


def _lay_out(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files to a folder of our own, which nobody needs after a crash."""
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def as_json(value: Any, indent: int) -> bytes:
    """Return a value as the JSON files of the repository have it."""
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()


def files_json(contents: Contents, rows: Mapping[str, int]) -> bytes:
    """Return what is recorded of the files below ``data/``, one object a line."""
    records = [
        {
            "path": path,
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "rows": rows.get(path),
        }
        for path, content in sorted(contents.items())
        if path.startswith("data/")
    ]
    return ("[\n" + ",\n".join(map(json.dumps, records)) + "\n]\n").encode()


def _check_readmes(root: Path) -> None:
    """Raise if the merge of a README is unfinished outside its generated blocks."""
    faults = []
    for name in (name for _, names in FILLED for name in names.values()):
        page = pages.without_blocks((root / name).read_text(encoding="utf-8"))
        faults += authored.conflict(root, name, page.encode())
    if faults:
        raise BrokenDataError(faults)


def _derived_tables(root: Path, package: Package, rows: Tables) -> Contents:
    """Return the built tables as CSV, and all tables as Parquet; ``rows`` gets the built tables."""
    rows["factsheet"] = factsheet_rows(package)
    cited = citations(package, root)
    rows["citations"] = cited.rows
    if cited.missing:
        missing = ", ".join(cited.missing)
        print(f"citations are missing, install the extra build: {missing}", file=sys.stderr)
    contents = {
        authored.path(package, name): csv_bytes(package.fields(name), rows[name])
        for name in ("factsheet", "citations")
    }
    contents[BIBTEX] = ("\n\n".join(cited.entries) + "\n").encode()
    factsheet = contents[authored.path(package, "factsheet")]
    contents[EXCEL] = excel_copy(package, "factsheet", factsheet)
    for name, resource in package.resources.items():
        path = entry(resource, "parquet")["path"]
        contents[path] = parquet_bytes(arrow_table(package, name, rows[name]), root / path)
    return contents


def excel_copy(package: Package, table: str, content: bytes) -> bytes:
    """Return the CSV of a table with a byte-order mark, for those who open it by a double click.

    Without the mark Excel reads the file in the code page of the machine. Raises a ``DataError``
    for a cell that it would run as a formula.
    """
    _, *cells = csv.reader(StringIO(content.decode(), newline=""))
    refuse_formulas(table, package.fields(table), cells)
    return codecs.BOM_UTF8 + content


def parquet_bytes(table: Any, file: Path) -> bytes:
    """Return the Parquet file of an Arrow table.

    The one at hand is kept if its content is the same, since another version of pyarrow writes
    other bytes for the same content.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if file.exists():
        try:
            with pq.ParquetFile(file, page_checksum_verification=True) as present:
                if present.read().equals(table, check_metadata=True):
                    return read_bytes(file)
        except (pa.ArrowException, OSError):
            pass  # damaged: it is written anew
    sink = pa.BufferOutputStream()
    write_parquet(table, sink)
    return bytes(sink.getvalue())


def _descriptions(package: Package, rows: Tables, contents: Contents) -> Contents:
    """Return what serves others beside the tables.

    Croissant, the references, and the traditional characters by which the tables are searched.
    """
    addresses = {
        # Beside croissant.json or, what people write, above it.
        path.removeprefix(f"{DERIVED}/")
        if path.startswith(DERIVED)
        else f"../{Path(path).name}": content
        for path, content in contents.items()
        if path.startswith("data/")
    }
    told = {name: as_json(value, indent=2) for name, value in deposits(package).items()}
    return {
        **told,
        f"{DERIVED}/croissant.json": as_json(
            croissant.describe(package, package.resources, None, addresses), indent=1
        ),
        f"{DERIVED}/references.json": as_json(source_items(rows), indent=1),
        TRADITIONAL: as_json(traditional_forms(rows), indent=0),
    }


def _rows_by_path(package: Package, rows: Tables) -> dict[str, int]:
    return {
        entry(resource, kind)["path"]: len(rows[name])
        for name, resource in package.resources.items()
        for kind in ("csv", "parquet")
    }


def _pages(root: Path, package: Package, rows: Tables) -> Contents:
    contents, figures = pages.reference(package, rows), pages.Figures(package)
    for made, names in FILLED:
        for lang, name in names.items():
            contents[name] = made((root / name).read_text(encoding="utf-8"), figures, lang)
    return {name: page.encode() for name, page in contents.items()}


def _differs(file: Path, content: bytes) -> bool:
    return not file.is_file() or file.read_bytes() != content


def _abandoned(root: Path, contents: Contents) -> list[str]:
    """Return the files in the folders of the build that it no longer makes."""
    return [
        name
        for folder in (DERIVED, REFERENCE)
        for file in sorted((root / folder).glob("*"))
        if (name := f"{folder}/{file.name}") not in contents and not file.name.startswith(".")
    ]


def main() -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; exit with 1 if something is out of date",
    )
    args = parser.parse_args()
    try:
        changed = build(check=args.check)
    except (BrokenDataError, DataError, pages.BlockError) as error:
        print(error, file=sys.stderr)
        print("build: nothing was written", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"build: {error}; every file is whole, run the build again", file=sys.stderr)
        return 1
    for name in changed:
        print(f"{'out of date' if args.check else 'written'}: {name}")
    if not changed:
        print("everything is up to date")
    return 1 if args.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
