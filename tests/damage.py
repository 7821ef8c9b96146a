"""Hostile input for the tests in tests/maintenance/fuzz: damaged bytes, descriptors, cells, words.

A few random examples are tried, the same every time. JJJDATA_FUZZ=500 tries as many more of each,
and other ones every time.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from conftest import DESCRIPTOR, ROOT
from jjjdata.cli import main
from jjjdata.errors import JJJDataError
from jjjdata.package import FILES

LONG_RUN = int(os.environ.get("JJJDATA_FUZZ", "0"))
RECORDS = json.loads((ROOT / FILES).read_text(encoding="utf-8"))


def few(examples: int) -> settings:
    """Try a number of examples, or as many as JJJDATA_FUZZ says."""
    return settings(
        max_examples=LONG_RUN or examples,
        derandomize=not LONG_RUN,
        deadline=None,
        # To find the smallest example takes long, and those here are small.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )


# Copies


@contextmanager
def copied(tables: Sequence[str]) -> Iterator[Path]:
    """Yield a copy of the package with these tables alone; nothing may appear beside it."""
    with TemporaryDirectory() as outer:
        root = Path(outer) / "package"
        (root / "data" / "derived").mkdir(parents=True)
        resources = [item for item in DESCRIPTOR["resources"] if item["name"] in tables]
        paths = [path for item in resources for path in (item["path"], item["parquet"]["path"])]
        put_descriptor(root, {**DESCRIPTOR, "resources": resources})
        records = [record for record in RECORDS if record["path"] in paths]
        (root / FILES).write_text(json.dumps(records), encoding="utf-8")
        for path in paths:
            shutil.copy(ROOT / path, root / path)
        yield root
        assert [file.name for file in Path(outer).iterdir()] == ["package"]


def descriptor(root: Path) -> dict[str, Any]:
    """Return the descriptor of a copy."""
    return json.loads((root / "datapackage.json").read_text(encoding="utf-8"))


def put_descriptor(root: Path, tree: object) -> None:
    """Write the descriptor of a copy."""
    (root / "datapackage.json").write_text(json.dumps(tree), encoding="utf-8")


def lines_of(content: bytes) -> list[list[str]]:
    """Return header and rows of a CSV, as Python's own module reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def put_lines(file: Path, lines: list[list[str]]) -> None:
    """Write header and rows of a CSV, half a surrogate pair and all."""
    with file.open("w", encoding="utf-8", newline="", errors="surrogatepass") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


def overwrite(root: Path, table: str, column: str, cell: str) -> None:
    """Put a cell into every row of a column."""
    file = root / "data" / f"{table}.csv"
    lines = lines_of(file.read_bytes())
    for line in lines[1:]:
        line[lines[0].index(column)] = cell
    put_lines(file, lines)


# Damaged bytes: a list of small steps, each at a place given as a share of the length

Step = tuple[str, float, int]
Splice = Callable[[bytes, int, int], bytes]


def _splice(put: Splice) -> Splice:
    """Return the step that puts something in the place of some bytes."""
    return lambda data, at, size: data[:at] + put(data, at, size) + data[at + size :]


def _put(text: bytes) -> Splice:
    return _splice(lambda *_: text)


def _recoded(encoding: str) -> Splice:
    return lambda data, *_: data.decode("utf-8", "replace").encode(encoding, "replace")


def _row_lost(data: bytes, at: int, _: int) -> bytes:
    return data[: data.rfind(b"\n", 0, at) + 1] + data[data.find(b"\n", at) + 1 :]


STEPS: dict[str, Splice] = {
    "cut off": lambda data, at, _: data[:at],
    "leave out": _put(b""),
    "double": lambda data, at, size: data[: at + size] + data[at:],
    "turn round": _splice(lambda data, at, size: data[at : at + size][::-1]),
    "flip": _splice(lambda data, at, size: bytes(255 - byte for byte in data[at : at + size])),
    "null": _put(b"\0"),
    "quote": _put(b'"'),
    "comma": _put(b","),
    "line end": _put(b"\n"),
    "carriage return": _put(b"\r"),
    "escape": _put(b"\x1b[2J"),
    "digit": _put("٣".encode()),
    "giant": _put(b"x" * 150_000),
    "long": _put(b"y" * 20_001),
    "not UTF-8": _put(b"\xff"),
    "mark": lambda data, *_: b"\xef\xbb\xbf" + data,
    "empty": lambda *_: b"",
    "header only": lambda data, *_: data.split(b"\n")[0] + b"\n",
    "header twice": lambda data, *_: data.split(b"\n")[0] + b"\n" + data,
    "column twice": lambda data, *_: data.split(b",")[0] + b"," + data,
    "Windows": lambda data, *_: data.replace(b"\n", b"\r\n"),
    "semicolons": lambda data, *_: data.replace(b",", b";"),
    "UTF-16": _recoded("utf-16"),
    "GB 18030": _recoded("gb18030"),
    "blank line": lambda data, *_: data + b"\n",
    "short row": lambda data, *_: data + b"a,b\n",
    "row lost": _row_lost,
}
shares = st.floats(0, 1)
steps = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), shares, st.integers(0, 40)), min_size=1, max_size=3
)


def damaged(data: bytes, chosen: Sequence[Step]) -> bytes:
    """Return bytes after some steps of damage."""
    for name, share, size in chosen:
        data = STEPS[name](data, int(share * len(data)), size)
    return data


def damage(file: Path, chosen: Sequence[Step]) -> bytes:
    """Damage a file, and return what it holds now."""
    data = damaged(file.read_bytes(), chosen)
    file.write_bytes(data)
    return data


# Hostile cells

# What a terminal would obey or hide, and a reader would not see.
UNSEEN = (
    *["\x1b[31mred", "\x07", "\x08\x08", "\x7f", "\x9b2J", "\x85", "a\rb", "\ufeff", "\xad"],
    *["\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u2028", "\u2029"],
    *["\ufff9", "\U000e0041"],
)
CELLS = (
    *["NA", "NULL", "nan", "inf", "-0", "1_000", "0x1", "+1", "1e5", "9223372036854775808"],
    *["true ", "TRUE", "0000-00-00", "2023-02-29", "2023-1-1", "١٢", "1.", ".5", "-", "'"],
    *["1" * 400, "1" * 5000, "=1+1", "a\0b", "a\nb", "{table}", "%s", "../x", *UNSEEN],
)
cells = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.floats().map(repr),
    st.dates().map(str),
    st.datetimes().map(str),
    st.sampled_from(CELLS),
)


# Damaged descriptors: a part is dropped, doubled or put in the place of another

Spot = tuple[Any, ...]
STRINGS = (
    *["", "claims", "units", "id", "string", "integer", "any", "~", ".", "..", "a\0b", "\ud800"],
    *["../../x.csv", "/etc/passwd", "data/claims.csv", "data/../../y", "data\\..\\x", "[", "(a+)+"],
    *["https://example.org/x.csv", "file:///etc/passwd", "%(x)s", "{table}", "\x1b[31m", "\u202e"],
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(),
    st.sampled_from(STRINGS),
    st.text(max_size=8),
)
KEYS = ["name", "path", "fields", "type", "reference", "x"]
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=5,
)


def spots(tree: object, at: Spot = ()) -> Iterator[Spot]:
    """Yield the way to each part of a tree."""
    yield at
    inner: Any = ()
    if isinstance(tree, dict):
        inner = tree.items()
    elif isinstance(tree, list):
        inner = enumerate(tree)
    for key, value in inner:
        yield from spots(value, (*at, key))


def changed(tree: Any, at: Spot, action: str, value: object) -> Any:
    """Return a tree of which the part at a spot was dropped, doubled or replaced."""
    if not at:
        return value
    *way, last = at
    inner = tree
    for key in way:
        inner = inner[key]
    if action == "drop":
        del inner[last]
    elif action == "double" and isinstance(inner, list):
        inner.insert(last, inner[last])
    else:
        inner[last] = value
    return tree


def damaged_tree(draw: Callable[[Any], Any], tree: Any) -> Any:
    """Return a descriptor after one to three changes."""
    for _ in range(draw(st.integers(1, 3))):
        ways = sorted(spots(tree), key=len)
        # Half of the time among the upper levels: there are few of them, and much hangs on them.
        upper = [way for way in ways if len(way) <= 3]
        at = draw(st.sampled_from(upper if draw(st.booleans()) else ways))
        tree = changed(tree, at, draw(st.sampled_from(["drop", "double", "put"])), draw(trees))
    return tree


# What came of it


def outcome(call: Callable[[], Any], *names: str) -> Any:
    """Return the result, or None for an error of the data in both languages.

    If names are given the error must tell one of them.
    """
    try:
        return call()
    except JJJDataError as error:
        messages = error.text("en"), error.text("zh")
        assert all(messages)
        assert not names or any(name in messages[0] for name in names), messages
        return None


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    status: int
    out: str
    err: str


def run(*words: object) -> Done:
    """Run the command in this process; whatever it was given, it ends with one of its statuses."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    done = Done(status, out.getvalue(), err.getvalue())
    assert status in (0, 1, 2), (words, done)
    assert "Traceback" not in done.err
    assert done.err.strip() if status == 2 else not done.err, (words, done)
    return done
