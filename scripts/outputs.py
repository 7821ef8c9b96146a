"""Golden outputs: whether other code gives from the same data what the code of a commit gave.

    python scripts/outputs.py --against COMMIT    what differs; exits with 1 if anything does
    python scripts/outputs.py FOLDER              write down what the code at hand gives

For a change of code that should change nothing a user sees: tables, cards, commands, exports, the
reader, and the findings on damaged copies (what is derived, ``build.py --check`` compares). The
data are those of the working tree. Where the schema changed as well, the older code may not read
them; then it ends with its own error.
"""

from __future__ import annotations

import argparse
import csv
import filecmp
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import jjjdata
from jjjdata import exports, glossaries
from jjjdata.findings import as_json
from jjjdata.package import LANGUAGES, Package

ROOT = Path(__file__).resolve().parent.parent
COMMANDS: tuple[list[str], ...] = (
    [],
    ["list"],
    ["list", "--contradicted"],
    ["list", "--csv"],
    ["list", "--json"],
    ["find", "port"],
    ["find", "天津港"],
    ["find", "PM2.5", "--all"],
    ["find", "nothing-of-the-kind"],
    ["series"],
    ["series", "pm25-mean"],
    ["series", "pm25-mean", "beijing"],
    ["series", "port-containers", "tianjin-port", "--json"],
    ["check"],
    ["check", "--json"],
    ["cite"],
    ["cite", "port-containers-2023"],
    ["glossary"],
    ["glossary", "天津港"],
    ["show", "no-such-claim"],
    ["help"],
)


def write_outputs(root: Path, folder: Path) -> None:
    """Write into ``folder`` all that the code at hand makes of the package in ``root``."""
    package = Package(root)
    parts: Sequence[Callable[[Package, Path], None]] = (
        _tables,
        _cards,
        _commands,
        _exports,
        _reader,
        _findings,
    )
    for part in parts:
        name = part.__name__.strip("_")
        print(name, file=sys.stderr)
        (folder / name).mkdir(parents=True)
        part(package, folder / name)


def _tables(package: Package, folder: Path) -> None:
    for table in package.resources:
        for lang in (None, *LANGUAGES):
            frame = jjjdata.load(table, lang=lang, package=package)
            types = frame.dtypes.astype(str).to_csv(header=False)
            text = frame.to_csv(index=False) + types
            (folder / f"{table}.{lang}.csv").write_text(text, "utf-8")


def _cards(package: Package, folder: Path) -> None:
    for id in jjjdata.load("claims", package=package)["id"]:
        card = jjjdata.claim(id, package=package)
        told = {
            "fields": card.to_dict(),
            **{f"text {lang}": card.text(lang, 80) for lang in LANGUAGES},
            **{f"html {lang}": card.html(lang) for lang in LANGUAGES},
        }
        (folder / f"{id}.json").write_text(_as_json(told), "utf-8")


def _commands(package: Package, folder: Path) -> None:
    for number, words in enumerate(COMMANDS):
        for lang in LANGUAGES:
            command = [sys.executable, "-m", "jjjdata", *words, "--lang", lang]
            where = [] if words == ["help"] else ["--package", str(package.root)]
            done = subprocess.run([*command, *where], capture_output=True, check=False)  # noqa: S603
            said = b"\n".join([" ".join(words).encode(), done.stdout, done.stderr])
            (folder / f"{number:02}.{lang}.txt").write_bytes(said + b"\n%d\n" % done.returncode)
    for form in glossaries.FORMATS:
        told = jjjdata.glossary(form, package=package)
        (folder / f"glossary.{form}").write_text(told, "utf-8")


def _exports(package: Package, folder: Path) -> None:
    for form in exports.FORMATS:
        for lang in (None, "en"):
            jjjdata.export(folder / f"{form}.{lang}", form, lang=lang, package=package)


def _reader(package: Package, folder: Path) -> None:
    from jjjdata import site

    site.build(folder / "site", package)


def _findings(package: Package, folder: Path) -> None:
    """Damage a copy in one place after the other, and note what validation says."""
    (folder / "none.json").write_text(as_json(jjjdata.validate(package.root)), "utf-8")
    for table in package.authored:
        path = package.file(table).relative_to(package.root)
        content = (package.root / path).read_bytes()
        for name, damaged in _damages(content):
            with tempfile.TemporaryDirectory() as home:
                copy = Path(home) / "copy"
                _copy_data(package.root, copy)
                (copy / path).write_bytes(damaged)
                said = as_json(jjjdata.validate(copy))
            (folder / f"{table}.{name}.json").write_text(said.replace(home, ""), "utf-8")


def _damages(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a table with one fault each: a row gone, twice, or with the cells of another."""
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    if not rows:
        return
    middle = len(rows) // 2
    before, row, after = rows[:middle], rows[middle], rows[middle + 1 :]
    copied = [row[0], *rows[0][1:]]
    yield "gone", _written([header, *before, *after])
    yield "twice", _written([header, *rows, row])
    yield "copied", _written([header, *before, copied, *after])


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def _copy_data(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(root / "datapackage.json", folder)
    shutil.copytree(root / "data", folder / "data")


def compare(commit: str) -> list[str]:
    """Return what differs between the outputs of the code at hand and those of a commit's code."""
    with tempfile.TemporaryDirectory() as home:
        old, data = Path(home) / "old", Path(home) / "data"
        archive = subprocess.run(  # noqa: S603
            ["git", "-C", str(ROOT), "archive", commit, "src"],  # noqa: S607
            stdout=subprocess.PIPE,
            check=True,
        )
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
            packed.extractall(old, filter="data")
        # Where a package lies is told by some commands: both are given the same place.
        _copy_data(ROOT, data)
        for source, name in ((old, "before"), (ROOT, "after")):
            words = [str(Path(__file__)), str(Path(home) / name), "--package", str(data)]
            environment = os.environ | {"PYTHONPATH": str(source / "src")}
            subprocess.run([sys.executable, *words], env=environment, check=True)  # noqa: S603
        return sorted(_differing(Path(home) / "before", Path(home) / "after"))


def _differing(before: Path, after: Path) -> Iterator[str]:
    names = [
        {str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()}
        for home in (before, after)
    ]
    yield from (f"gone: {name}" for name in names[0] - names[1])
    yield from (f"new: {name}" for name in names[1] - names[0])
    for name in names[0] & names[1]:
        if not filecmp.cmp(before / name, after / name, shallow=False):
            yield f"differs: {name}"
    print(f"{len(names[0] & names[1])} files compared", file=sys.stderr)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("folder", nargs="?", type=Path)
    choice.add_argument("--against", metavar="COMMIT")
    parser.add_argument("--package", type=Path, default=ROOT, help="the data, by default these")
    args = parser.parse_args(words)
    if args.against is None:
        write_outputs(args.package, args.folder)
        return 0
    try:
        differing = compare(args.against)
    except subprocess.CalledProcessError as error:
        # Git, or the older code, has said why on stderr.
        print(f"outputs: nothing could be compared with {args.against}: {error}", file=sys.stderr)
        return 2
    print("\n".join(differing) or "nothing differs")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
