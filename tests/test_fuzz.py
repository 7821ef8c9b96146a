"""Hostile and broken input: the right answer, or an error that names the file or table; never anything else.

HYPOTHESIS_PROFILE=long runs many random examples; by default a few, the same every time.
"""

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import jjjdata
from conftest import DESCRIPTOR, ROOT, TABLES
from jjjdata import claims, cli, frames, package, rows
from jjjdata.anchors import locate
from jjjdata.differences import differences
from jjjdata.exports import export
from jjjdata.package import Package

CALM = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
    "database": None,
}
settings.register_profile("modest", max_examples=25, derandomize=True, **CALM)
settings.register_profile("long", max_examples=int(os.environ.get("FUZZ_EXAMPLES", "1500")), **CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "modest"))
FEW = settings(max_examples=max(5, settings.default.max_examples // 10))
SMALL = ["units", "places", "passages", "checks", "observations", "errata", "factsheet"]
NEEDED = {"units": "TEU", "places": "Beijing"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*words):
        raise AssertionError(f"the network was asked for: {words}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@contextmanager
def copied(tables=TABLES):
    """Give a folder inside a guarded one, with the package reduced to ``tables``; nothing may appear beside it."""
    with TemporaryDirectory() as outer:
        root = Path(outer) / "package"
        (root / "data").mkdir(parents=True)
        kept = [resource for resource in DESCRIPTOR["resources"] if resource["name"] in tables]
        (root / "datapackage.json").write_text(json.dumps({**DESCRIPTOR, "resources": kept}), "utf-8")
        for table in tables:
            for kind in ("csv", "parquet"):
                shutil.copy(ROOT / "data" / f"{table}.{kind}", root / "data")
        yield root
        assert [file.name for file in Path(outer).iterdir()] == ["package"]


def outcome(call, *words):
    """Return the result, or None if a ``JJJDataError`` with a message in both languages was raised."""
    try:
        return call()
    except jjjdata.JJJDataError as error:
        said = error.text("en"), error.text("zh")
        assert all(said)
        assert not words or any(word in said[0] for word in words), said
        return None


# Damage to bytes: a list of small steps, each at a place given as a share of the length


def _splice(put):
    return lambda data, at, size: data[:at] + put(data, at, size) + data[at + size :]


STEPS = {
    "cut off": lambda data, at, _: data[:at],
    "leave out": _splice(lambda *_: b""),
    "double": lambda data, at, size: data[: at + size] + data[at:],
    "turn round": _splice(lambda data, at, size: data[at : at + size][::-1]),
    "flip": _splice(lambda data, at, size: bytes(255 - byte for byte in data[at : at + size])),
    "null": _splice(lambda *_: b"\0"),
    "quote": _splice(lambda *_: b'"'),
    "comma": _splice(lambda *_: b","),
    "line end": _splice(lambda *_: b"\n"),
    "carriage return": _splice(lambda *_: b"\r"),
    "digit": _splice(lambda *_: "٣".encode()),
    "giant": _splice(lambda *_: b"x" * 150_000),
    "long": _splice(lambda *_: b"y" * 20_001),
    "not UTF-8": _splice(lambda *_: b"\xff"),
    "mark": lambda data, *_: b"\xef\xbb\xbf" + data,
    "empty": lambda *_: b"",
    "header only": lambda data, *_: data.split(b"\n")[0] + b"\n",
    "header twice": lambda data, *_: data.split(b"\n")[0] + b"\n" + data,
    "column twice": lambda data, *_: data.split(b",")[0] + b"," + data,
    "Windows": lambda data, *_: data.replace(b"\n", b"\r\n"),
    "semicolons": lambda data, *_: data.replace(b",", b";"),
    "UTF-16": lambda data, *_: data.decode("utf-8", "replace").encode("utf-16"),
    "GB 18030": lambda data, *_: data.decode("utf-8", "replace").encode("gb18030"),
    "blank line": lambda data, *_: data + b"\n",
    "short row": lambda data, *_: data + b"a,b\n",
    "row lost": lambda data, at, _: data[: data.rfind(b"\n", 0, at) + 1] + data[data.find(b"\n", at) + 1 :],
}
share = st.floats(0, 1)
steps = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), share, st.integers(0, 40)), min_size=1, max_size=3)


def damage(file, chosen):
    data = file.read_bytes()
    for name, place, size in chosen:
        data = STEPS[name](data, int(place * len(data)), size)
    file.write_bytes(data)
    return data


@given(st.sampled_from(SMALL), steps)
def test_a_damaged_csv_gives_what_stands_there_or_an_error(table, chosen):
    with copied([table]) as root:
        data = damage(root / "data" / f"{table}.csv", chosen)
        copy = Package(root)
        strict = outcome(lambda: rows.read(copy, table), table)
        fast = outcome(lambda: frames.from_csv(copy, table), table)
        assert (strict is None) == (fast is None)
        if strict is not None:
            assert fast.to_pylist() == strict
            header, *lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
            assert len(lines) == len(strict), "a row was lost or made up in silence"
            for line, row in zip(lines, strict, strict=True):
                for name, cell in zip(header, line, strict=True):
                    assert (row[name] is None) == (cell == "")
                    assert (
                        isinstance(row[name], float)
                        or str(row[name] if cell else "").replace("True", "true").replace("False", "false") == cell
                    )


@given(st.sampled_from(SMALL), st.data())
def test_a_damaged_cell_gives_what_stands_there_or_an_error(table, data):
    with copied([table]) as root:
        file = root / "data" / f"{table}.csv"
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline="")))
        lines.append([""] * len(lines[0]))
        row, column = data.draw(st.integers(1, len(lines) - 1)), data.draw(st.integers(0, len(lines[0]) - 1))
        lines[row][column] = data.draw(st.one_of(
            st.text(max_size=30), st.integers().map(str), st.floats().map(repr), st.dates().map(str), st.datetimes().map(str),
            st.sampled_from(["NA", "NULL", "nan", "-0", "1_000", "0x1", "+1", "1e5", "9223372036854775808", "true ", "TRUE",
                             "0000-00-00", "2023-02-29", "١٢", "1.", "-", "1" * 400, "\ufeff", "\u2028", "=1+1", "'"])))  # fmt: skip  # noqa: E501
        with file.open("w", encoding="utf-8", newline="", errors="surrogatepass") as stream:
            csv.writer(stream, lineterminator="\n").writerows(lines)
        copy = Package(root)
        strict, fast = (outcome(lambda read=read: read(copy, table), table) for read in (rows.read, frames.from_csv))
        assert (strict is None) == (fast is None), lines[row][column]
        if strict is not None:
            assert fast.to_pylist() == strict
            assert len(strict) == len(lines) - 1


@pytest.mark.parametrize("table", ["units", "errata"])
def test_a_blank_line_is_no_row_for_either_reader(table):
    """The fast reader passed over blank lines in silence."""
    with copied([table]) as root:
        damage(root / "data" / f"{table}.csv", [("blank line", 0, 0)])
        for read in (rows.read, frames.from_csv):
            with pytest.raises(jjjdata.DataError, match=f"{table}, row .* 0 cells"):
                read(Package(root), table)


@pytest.mark.parametrize("end", [b'"', b'a,"b', b'"a\nb'])
def test_a_quotation_that_never_ends_is_refused_by_both_readers(end):
    """The fast reader took what stood there for the last cell."""
    with copied(["units"]) as root:
        file = root / "data" / "units.csv"
        file.write_bytes(file.read_bytes().rstrip(b"\n").rpartition(b",")[0] + b"," + end)
        for read in (rows.read, frames.from_csv):
            with pytest.raises(jjjdata.DataError, match="units"):
                read(Package(root), "units")


SHAPES = {
    "a type that there is not": lambda tree: tree["resources"][0]["schema"]["fields"][0].update(type="any"),
    "no type": lambda tree: tree["resources"][0]["schema"]["fields"][0].pop("type"),
    "a type that is a list": lambda tree: tree["resources"][0]["schema"]["fields"][0].update(type=["string"]),
    "constraints that are a text": lambda tree: tree["resources"][0]["schema"]["fields"][0].update(constraints="x"),
    "two tables of one name": lambda tree: tree["resources"].append(tree["resources"][0]),
    "two columns of one name": lambda tree: tree["resources"][0]["schema"]["fields"].append({"name": "id", "type": "string"}),
    "no columns": lambda tree: tree["resources"][0]["schema"].update(fields=[]),
    "a key of no column": lambda tree: tree["resources"][0]["schema"].update(primaryKey=["nothing"]),
    "foreign keys that are a number": lambda tree: tree["resources"][0]["schema"].update(foreignKeys=1),
    "a Parquet file that is a text": lambda tree: tree["resources"][0].update(parquet="data/units.parquet"),
    "half a surrogate pair": lambda tree: tree["resources"][0].update(name="\ud800"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_descriptor_that_the_code_cannot_rely_on_is_refused(shape):
    with copied(["units"]) as root:
        tree = json.loads((root / "datapackage.json").read_text("utf-8"))
        SHAPES[shape](tree)
        (root / "datapackage.json").write_text(json.dumps(tree), "utf-8")
        with pytest.raises(jjjdata.DataError, match=r"datapackage\.json"):
            Package(root)


def test_titles_that_are_no_texts_do_no_harm():
    with copied(["units"]) as root:
        tree = json.loads((root / "datapackage.json").read_text("utf-8"))
        tree["resources"][0]["schema"]["fields"][0]["title"] = ["a", 1]
        (root / "datapackage.json").write_text(json.dumps(tree), "utf-8")
        assert len(frames.from_csv(Package(root), "units")) == len(rows.read(Package(root), "units"))


def overwrite(root, table, column, cell):
    """Put ``cell`` into every row of a column, in the CSV and the Parquet file."""
    file = root / "data" / f"{table}.csv"
    lines = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline="")))
    for line in lines[1:]:
        line[lines[0].index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)
    frames.write_parquet(frames.from_csv(Package(root), table), str(root / "data" / f"{table}.parquet"))


NOWHERE = {
    "show pm25-drop": [("claims", "passage_id", "nowhere", "passages"), ("claims", "statement_en", "", "statement_en"),
                       ("claims", "verdict", "perhaps", "codes"), ("evidence", "source_id", "nowhere", "sources"),
                       ("evidence", "claim_id", "", "claim_id"), ("sources", "origin_id", "nowhere", "sources")],
    "check": [("evidence", "source_id", "nowhere", "sources")],
    "glossary": [("terms", "problem", "perhaps", "codes")],
    "glossary --format tbx": [("terms", "problem", "perhaps", "codes"), ("terms", "zh_source_id", "nowhere", "sources")],
    "export out --format jsonld": [("evidence", "source_id", "nowhere", "sources"), ("claims", "verdict", "perhaps", "codes")],
}  # fmt: skip


@pytest.mark.parametrize(("words", "fault"), [(words, fault) for words, faults in NOWHERE.items() for fault in faults])
def test_a_key_or_code_that_leads_nowhere_is_named(words, fault, monkeypatch):
    """What the message must name is the cell and, last in the fault, the table or column."""
    table, column, cell, named = fault
    with copied() as root:
        monkeypatch.chdir(root)
        overwrite(root, table, column, cell)
        status, _, err = shell(root, *words.split())
        assert status == 2
        assert cell in err, err
        assert named in err, err
        assert not (root / "out").exists()


@pytest.mark.parametrize("column", ["expected", "tolerance"])
def test_a_check_without_its_figure_is_told_with_a_question_mark(column):
    """The command ended in a traceback."""
    with copied() as root:
        overwrite(root, "checks", column, "")
        status, out, _ = shell(root, "check")
        assert status == 1
        assert "?" in out


def test_a_clean_copy_is_told_as_clean_in_every_form():
    """The form for GitHub printed an empty line, which says nothing."""
    for form, told in (("text", "no findings"), ("json", "[]"), ("github", "no findings")):
        status, out, _ = shell(ROOT, "validate", str(ROOT), "--format", form, "--lang", "en")
        assert (status, out.startswith(told)) == (0, True), out


@pytest.mark.parametrize("table", ["claims", "sources", "codes"])
@pytest.mark.parametrize("left", [0, 5])
def test_a_table_that_lost_rows_is_never_shown_as_if_whole(table, left):
    """Cut off at the end of a line the file is well formed: only the count gives it away."""
    with copied() as root:
        file = root / "data" / f"{table}.csv"
        file.write_bytes(b"\n".join(file.read_bytes().split(b"\n")[: left + 1]) + b"\n")
        for words in (["show", "pm25-drop"], ["find", "port"]):
            if (table, words[0]) != ("sources", "find"):
                status, _, err = shell(root, *words)
                assert status == 2
                assert f"table {table}: {left} rows" in err


# Parquet


@given(st.sampled_from(SMALL), steps)
def test_a_damaged_parquet_file_gives_the_table_or_an_error(table, chosen):
    with copied([table]) as root:
        before = frames.from_parquet(Package(root), table)
        damage(root / "data" / f"{table}.parquet", chosen)
        after = outcome(lambda: frames.from_parquet(Package(root), table), table)
        assert after is None or after.equals(before)


@given(st.sampled_from(SMALL), st.sampled_from(SMALL), st.data())
def test_a_parquet_file_that_disagrees_is_refused_or_told(table, other, data):
    with copied([table]) as root:
        good = frames.from_parquet(Package(root), table)
        kind = data.draw(st.sampled_from(["rows", "names", "order", "type", "cell", "other", "nothing"]))
        wrong = good
        if kind == "rows":
            wrong = good.slice(0, data.draw(st.integers(0, max(0, len(good) - 1))))
        elif kind == "names":
            wrong = good.rename_columns([name.upper() for name in good.column_names])
        elif kind == "order":
            wrong = good.select(list(reversed(good.column_names)))
        elif kind == "type":
            wrong = good.set_column(0, good.column_names[0], good.column(0).dictionary_encode())
        elif kind == "cell" and len(good):
            turned = good.take(list(reversed(range(len(good)))))
            wrong = good.set_column(0, good.schema.field(0), turned.column(0))
        elif kind == "other":
            wrong = frames.from_csv(Package(ROOT), other)
        frames.write_parquet(wrong, str(root / "data" / f"{table}.parquet"))
        found = outcome(lambda: frames.from_parquet(Package(root), table), table)
        same = wrong.equals(good)
        assert found is None or kind == "cell" or same
        told = {(each.table, each.column) for each in jjjdata.verify(Package(root))}
        assert same or (table, "parquet") in told


# The descriptor

scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 10**6), st.floats(), st.sampled_from(
    ["", "claims", "string", "integer", "any", "../../x.csv", "/etc/passwd", "https://example.org/x.csv", "file:///etc/passwd",
     "data/claims.csv", "data/../../y", "data\\..\\x", "a\0b", "~", ".", "..", "id", "\ud800", "%(x)s", "{table}"]), st.text(max_size=8))  # fmt: skip  # noqa: E501
trees = st.recursive(scalars, lambda inner: st.one_of(
    st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["name", "path", "fields", "type", "x"]), inner, max_size=3)),
    max_leaves=5)  # fmt: skip


def places(tree, at=()):
    yield at
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield from places(value, (*at, key))


def changed(tree, at, action, value):
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


def use(root):
    """Read a package in every way that users do."""
    copy = outcome(lambda: Package(root), "datapackage.json")
    if copy is None:
        return
    for table in copy.resources:
        for read in (rows.read, frames.from_csv, frames.from_parquet, Package.file, Package.fields):
            outcome(lambda read=read, table=table: read(copy, table))
    assert isinstance(jjjdata.verify(copy), list)
    outcome(lambda: differences(ROOT, root))
    outcome(lambda: differences(root, ROOT))
    outcome(lambda: locate(root / "datapackage.json", package=copy))


@given(st.data())
def test_a_damaged_descriptor_is_refused_or_harmless(data):
    tables = ["units", "passages", "claims"]
    with copied(tables) as root:
        file = root / "datapackage.json"
        tree = json.loads(file.read_text("utf-8"))
        if data.draw(st.booleans()):
            tree["resources"] = data.draw(st.permutations(tree["resources"]))
        for _ in range(data.draw(st.integers(1, 3))):
            spots = sorted(places(tree), key=len)
            # Half of the time among the upper levels: there are few of them, and much hangs on them.
            upper = [spot for spot in spots if len(spot) < 4]
            at = data.draw(st.sampled_from(upper if data.draw(st.booleans()) else spots))
            tree = changed(tree, at, data.draw(st.sampled_from(["drop", "double", "put"])), data.draw(trees))
            if not isinstance(tree, dict):
                break
        file.write_text(json.dumps(tree), "utf-8")
        use(root)


@given(steps)
def test_a_descriptor_with_damaged_bytes_is_refused_or_harmless(chosen):
    with copied(["units", "passages", "claims"]) as root:
        damage(root / "datapackage.json", chosen)
        use(root)


AWAY = ["../secret.csv", "data/../../secret.csv", "/etc/passwd", "https://example.org/a.csv", "http://127.0.0.1/a.csv",
        "ftp://example.org/a", "file:///etc/passwd", "//example.org/a.csv", "s3://bucket/a.parquet", "data/out", "", ".", "~",
        None, 1, ["data/units.csv", "../secret.csv"], {"path": "x"}, "a\0b", "x" * 5000]  # fmt: skip


@pytest.mark.parametrize("path", AWAY, ids=lambda path: str(path)[:20])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_no_path_leads_out_of_the_package_or_into_the_network(path, kind):
    with copied(["units"]) as root, TemporaryDirectory() as outside:
        secret = Path(outside) / "units.csv"
        shutil.copy(root / "data" / f"units.{kind}", secret)
        (root / "data" / "out").symlink_to(secret)
        tree = json.loads((root / "datapackage.json").read_text("utf-8"))
        resource = tree["resources"][0]
        (resource if kind == "csv" else resource["parquet"])["path"] = path
        (root / "datapackage.json").write_text(json.dumps(tree), "utf-8")
        copy = Package(root)
        reader = rows.read if kind == "csv" else frames.from_parquet
        with pytest.raises(jjjdata.DataError, match=r"units|data package|is missing"):
            reader(copy, "units")
        assert [each.code for each in jjjdata.verify(copy) if each.column == kind] == ["file-readable"]


# Commands on a damaged copy


def shell(root, *words):
    """Run the command on the package in ``root``; return exit status and output."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(package, "home", lambda: str(root))
        patch.setattr(package, "_shipped", None)
        for cache in (claims._table, claims._index, claims.label):
            cache.cache_clear()
        try:
            status = cli.main(list(words))
        except SystemExit as end:
            status = end.code
        finally:
            for cache in (claims._table, claims._index, claims.label):
                cache.cache_clear()
    assert status in (0, 1, 2), (status, words)
    assert "Traceback" not in err.getvalue()
    assert status != 2 or err.getvalue().strip()
    return status, out.getvalue(), err.getvalue()


COMMANDS = [(), ("show", "port-containers-2023"), ("show", "pm25-drop", "--lang", "zh"), ("find", "port"), ("check",),
            ("cite", "--style", "csl-json"), ("cite", "pm25-drop", "--style", "csl-json"), ("glossary",),
            ("locate", str(ROOT / "README.md"))]  # fmt: skip


@given(st.sampled_from(TABLES), steps, st.sampled_from(COMMANDS))
def test_commands_on_damaged_tables_end_with_their_status(table, chosen, words):
    with copied() as root:
        damage(root / "data" / f"{table}.csv", chosen)
        shell(root, *words)


@given(st.sampled_from(TABLES), st.data(), st.sampled_from(COMMANDS))
def test_commands_on_changed_cells_end_with_their_status(table, data, words):
    """The file is well formed, but a key leads nowhere, a code is unknown, or a cell is empty."""
    with copied() as root:
        file = root / "data" / f"{table}.csv"
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline="")))
        for _ in range(data.draw(st.integers(1, 3))):
            row = data.draw(st.integers(0 if len(lines) == 1 else 1, len(lines) - 1))
            column = data.draw(st.integers(0, len(lines[0]) - 1))
            other = data.draw(st.integers(1, max(1, len(lines) - 1)))
            swap = lines[min(other, len(lines) - 1)][column]
            lines[row][column] = data.draw(st.sampled_from(["", "x", "0", "2023", "-1", "/", "2014/", swap]))
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(lines)
        copy = Package(root)
        table_now = outcome(lambda: frames.from_csv(copy, table))
        if table_now is not None and data.draw(st.booleans()):
            frames.write_parquet(table_now, str(root / "data" / f"{table}.parquet"))
        shell(root, *words)


@given(st.data(), st.sampled_from(COMMANDS))
@FEW
def test_commands_on_a_damaged_descriptor_end_with_their_status(data, words):
    with copied() as root:
        file = root / "datapackage.json"
        tree = json.loads(file.read_text("utf-8"))
        spots = list(places(tree))
        upper = [spot for spot in spots if len(spot) < 4]
        at = data.draw(st.sampled_from(upper if data.draw(st.booleans()) else spots))
        tree = changed(tree, at, data.draw(st.sampled_from(["drop", "put"])), data.draw(trees))
        file.write_text(json.dumps(tree), "utf-8")
        shell(root, *words)


@given(st.lists(st.one_of(st.sampled_from(["show", "find", "locate", "check", "cite", "diff", "glossary", "--lang", "zh", "--all",  # noqa: E501
                                           "--style", "bibtex2", "--format", "tbx", "--", "-h", "pm25-drop", str(ROOT), "/"]),
                          st.text(max_size=12)), max_size=4))  # fmt: skip
def test_any_words_end_with_a_status(words):
    with copied(["units"]) as root:  # so that nothing is searched twice and no word can do harm
        shell(root, *words) if "export" not in words else None


@given(st.sampled_from(["claims", "units", "sources"]), steps)
@FEW
def test_validate_tells_of_every_damage(table, chosen):
    with copied() as root:
        file = root / "data" / f"{table}.csv"
        before = file.read_bytes()
        after = damage(file, chosen)
        for form in ("text", "json", "github"):
            status, out, _ = shell(root, "validate", str(root), "--format", form)
            assert status == 1 or before == after
            assert out.strip()


@given(st.sampled_from(["csv", "parquet", "sqlite"]), st.sampled_from(TABLES), steps)
@FEW
def test_a_failed_export_leaves_nothing_behind(form, table, chosen):
    with copied([table]) as root:
        damage(root / "data" / f"{table}.csv", chosen)
        target = root / "a" / "b"
        files = outcome(lambda: export(target, form, package=Package(root)))
        left = [file for file in root.rglob("*") if file.is_relative_to(root / "a")]
        assert bool(left) == bool(files)
        assert all(file.is_relative_to(target) for file in files or ())


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "..", "a/b", "a\\b", "a\0b", "", " ", "x" * 300])
@pytest.mark.parametrize("form", ["csv", "parquet", "sqlite"])
def test_a_table_name_never_leads_an_export_out_of_its_target(name, form):
    with copied(["units"]) as root:
        tree = json.loads((root / "datapackage.json").read_text("utf-8"))
        tree["resources"][0]["name"] = name
        (root / "datapackage.json").write_text(json.dumps(tree), "utf-8")
        assert outcome(lambda: export(root / "out", form, package=Package(root))) is None or form == "sqlite"


# An installation altered after the event


def installed(outer):
    """Lay the package out as a wheel does."""
    home = Path(outer) / "jjjdata"
    shutil.copytree(ROOT / "src" / "jjjdata", home, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", home / "data")
    shutil.copy(ROOT / "datapackage.json", home)
    return home


@given(st.sampled_from(TABLES), st.sampled_from(["csv", "parquet"]), share, st.integers(1, 255))
def test_one_altered_byte_of_an_installation_is_found(table, kind, place, mask):
    with copied([table]) as root:
        file = root / "data" / f"{table}.{kind}"
        data = bytearray(file.read_bytes())
        data[int(place * (len(data) - 1))] ^= mask
        file.write_bytes(data)
        assert [(each.table, each.column, each.code) for each in jjjdata.verify(Package(root))] == [(table, kind, "file-hash")]


def test_an_altered_installation_is_told_in_its_own_words(tmp_path):
    home = installed(tmp_path)
    file = home / "data" / "claims.csv"
    code = "import jjjdata; print(jjjdata.__file__); print([(e.table, e.code) for e in jjjdata.verify()])"
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | {"PYTHONPATH": str(tmp_path)}
    clean = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert clean.stdout.splitlines() == [str(home / "__init__.py"), "[]"]
    file.write_bytes(file.read_bytes().replace(b"22000000", b"23000000"))
    told = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[1] == "[('claims', 'file-hash')]"
    file.write_bytes(file.read_bytes()[:5000])
    for words in (["show", "pm25-drop"], ["find", "port"], []):
        done = subprocess.run(  # noqa: PLW1510
            [sys.executable, "-m", "jjjdata", *words], env=env, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 2
        assert "claims" in done.stderr
        assert "Traceback" not in done.stderr


# Articles

SENTENCES = ["The port handled more than 22 million boxes in 2023.", "It grew by 58% from 2014.", "京津冀三地协同发展已满十年。",  # noqa: E501
             "Line 3 opened in June; “four teams” moved — it said.", "PM2.5 fell by nearly 60% in ten years.",
             "Trains run 15 minutes apart between the two cities.", "😀 Not every sentence holds a figure."]  # fmt: skip
PARAGRAPHS = [SENTENCES[:2], SENTENCES[2:5], SENTENCES[5:]]
TEXT = "\n\n".join(" ".join(paragraph) for paragraph in PARAGRAPHS) + "\n"


class Article(Package):
    """A package whose one source is ``TEXT``: every sentence a passage, its words from the second on a quotation."""

    def __init__(self, root):
        super().__init__(root)
        lines = {table: [[field["name"] for field in self.fields(table)]] for table in ("passages", "claims")}
        for number, sentence in enumerate(SENTENCES):
            start = TEXT.index(sentence)
            quote = sentence.split(" ", 1)[-1]
            given = {
                "passages": {"id": f"p{number}", "source_id": "s", "section": 1, "paragraph": 1, "sentence": 1, "start": start,
                             "end": start + len(sentence), "sha256": sha256(sentence.encode()).hexdigest()},
                "claims": {"id": f"c{number}", "passage_id": f"p{number}", "quote": quote,
                           "quote_start": TEXT.index(quote), "quote_end": TEXT.index(quote) + len(quote)}}  # fmt: skip
            for table, row in given.items():
                lines[table].append([row.get(name, REQUIRED[table].get(name, "")) for name in lines[table][0]])
        for table, content in lines.items():
            self.resources[table]["rows"] = len(SENTENCES)
            with (Path(root) / "data" / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(content)


FILLER = {"string": "x", "integer": 1, "number": 1, "boolean": "true", "date": "2024-01-01"}
REQUIRED = {r["name"]: {f["name"]: FILLER[f["type"]] for f in r["schema"]["fields"]
                        if f.get("constraints", {}).get("required")} for r in DESCRIPTOR["resources"]}  # fmt: skip


def located(content):
    """Locate everything in ``content`` (bytes), check what is said of it, and return it by ID, or None if it was refused."""
    with copied(["passages", "claims"]) as root:
        article = Article(root)
        file = root / "article.txt"
        file.write_bytes(content)
        anchors = outcome(lambda: locate(file, package=article), "article.txt")
        if anchors is None:
            return None
        from jjjdata.anchors import read_text

        text = read_text(file)
    assert [anchor.id for anchor in anchors] == [f"{kind}{n}" for n in range(len(SENTENCES)) for kind in "pc"]
    for anchor in anchors:
        sentence = SENTENCES[int(anchor.id[1:])]
        wording = sentence if anchor.kind == "passage" else sentence.split(" ", 1)[-1]
        assert (anchor.start is None) == (anchor.state in ("gone", "altered"))
        if anchor.start is not None:
            assert text[anchor.start : anchor.end] == wording
            assert (anchor.state == "unchanged") == (anchor.start == TEXT.index(wording))
        elif anchor.kind == "passage":
            assert wording not in text
    return {anchor.id: anchor.state for anchor in anchors}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_locate_reads_encodings_and_line_ends(encoding, ends):
    assert set(located(TEXT.replace("\n", ends).encode(encoding)).values()) == {"unchanged"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1252", "big5", "shift_jis", "koi8-r"])
def test_locate_refuses_other_encodings_or_says_what_it_did_not_find(encoding):
    found = located(TEXT.encode(encoding, "replace"))
    assert found is None or "gone" in found.values()


@pytest.mark.parametrize("missing", range(len(PARAGRAPHS)))
def test_locate_without_a_paragraph(missing):
    kept = [paragraph for number, paragraph in enumerate(PARAGRAPHS) if number != missing]
    found = located("\n\n".join(" ".join(paragraph) for paragraph in kept).encode())
    for number, sentence in enumerate(SENTENCES):
        gone = sentence in PARAGRAPHS[missing]
        before = any(sentence in paragraph for paragraph in PARAGRAPHS[:missing])
        assert found[f"p{number}"] == ("gone" if gone else "unchanged" if before else "moved")


@given(st.integers(1, 200), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_locate_in_rewrapped_lines(width, ends, encoding):
    lines, line = [], ""
    for word in TEXT.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    found = located(ends.join([*lines, line]).encode(encoding))
    assert len(found) == 2 * len(SENTENCES)


@given(steps, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_locate_in_an_edited_text(chosen, encoding):
    data = TEXT.encode(encoding)
    for name, place, size in chosen:
        data = STEPS[name](data, int(place * len(data)), size)[:20_000]
    located(data)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_locate_in_anything(content):
    located(content)


def test_parquet_fuzz_has_page_checksums_to_rely_on():
    for table in TABLES:
        assert pq.ParquetFile(ROOT / "data" / f"{table}.parquet").metadata.num_rows >= 0
