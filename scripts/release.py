"""Release: check what changed since the last release, write its Data section and build wheel and sdist.

    python scripts/release.py             do it; what is built goes to dist/
    python scripts/release.py --dry-run   say what would be done, write nothing

Run it in a clean clone. The first run writes CHANGELOG.md and stops: commit it and run again, so that what is
built comes from a commit that holds its own change log. Tagging and publishing are left to you.

A release is refused if the tree is dirty, a derived file is stale, ``jjjdata validate`` or a recomputation finds
something, the version is too low for the change (see ``jjjdata.differences.level``), an ID of the previous release
has vanished, or an ID has changed its meaning: one of the columns in FACTS differs, or both names in NAMES do at
once (one language alone may be corrected).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import build
from jjjdata.differences import Difference, differences, level
from jjjdata.errors import JJJDataError
from jjjdata.package import Package

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 20
FACTS = {
    "claims": ("passage_id", "quote"),
    "evidence": ("claim_id", "source_id"),
    "claim_caveats": ("claim_id", "caveat"),
    "checks": ("claim_id", "kind", "indicator_id", "place_id"),
    "observations": ("indicator_id", "place_id", "period", "source_id"),
    "indicators": ("unit_id",),
    "sources": ("publisher_id", "text_sha256"),
    "passages": ("source_id", "sha256"),
    "places": ("kind",),
    "units": ("dimension", "currency"),
    "terms": ("term_zh", "passage_id"),
    "errata": ("table", "row_id", "column", "was"),
}
NAMES = {
    "indicators": ("name_zh", "name_en"), "sources": ("title_zh", "title_en"), "places": ("name_zh", "name_en"),
    "organizations": ("name_zh", "name_en"), "units": ("name_zh", "name_en"), "codes": ("label_zh", "label_en"),
}  # fmt: skip


class Refused(Exception):  # noqa: N818
    """The release can't be made; the message says why."""


def git(root: Path, *words: str) -> str:
    """Return what git says, as text."""
    return git_bytes(root, *words).decode().strip()


def git_bytes(root: Path, *words: str) -> bytes:
    """Return what git says, as it is."""
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise Refused(f"git {' '.join(words)}: {done.stderr.decode().strip()}")
    return done.stdout


def numbers(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise Refused(f"the version {version!r} is not of the form 1.2.3")
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch


def previous(root: Path, version: str) -> str | None:
    """Return the tag of the latest release before this one, None for the first; this one must not be out yet."""
    head = git(root, "rev-parse", "HEAD")
    tags = [tag for tag in git(root, "tag", "--list", "v*", "--merged", "HEAD").split()
            if re.fullmatch(r"v\d+\.\d+\.\d+", tag)]  # fmt: skip
    if f"v{version}" in git(root, "tag", "--list", "v*").split():
        if git(root, "rev-parse", f"v{version}^{{commit}}") != head:
            raise Refused(f"version {version} is released already: the tag v{version} stands on another commit")
        tags.remove(f"v{version}")
    return max(tags, key=lambda tag: numbers(tag[1:]), default=None)


def unpack(root: Path, commit: str, into: Path, *names: str) -> Path:
    """Unpack the files of a commit."""
    # As a zip, since tarfile unpacks with a filter only from Python 3.11.4 on.
    data = git_bytes(root, "archive", "--format=zip", commit, *names)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(into)
    return into


def required(old: str, found: list[Difference]) -> str:
    """Return the lowest version that the change allows."""
    major, minor, patch = numbers(old)
    raised = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0)}.get(level(found), (major, minor, patch + 1))
    return ".".join(map(str, raised))


def broken(found: list[Difference], new: Package) -> list[str]:
    """Return what no release may do: IDs that vanished, and IDs that mean something else."""
    gone = [f"vanished: {each.table} {each.row}" for each in found if each.kind == "row_removed"
            and not new.resource(each.table)["built"]]  # fmt: skip
    gone += [f"vanished: all of {each.table}" for each in found if each.kind == "table_removed"]
    changed: dict[tuple[str, str], dict[str, Difference]] = {}
    for each in found:
        if each.kind == "cell_changed":
            changed.setdefault((each.table, each.row), {})[each.column] = each
    for (table, row), cells in changed.items():
        facts = [cells[name] for name in FACTS.get(table, ()) if name in cells and cells[name].old is not None]
        names = NAMES.get(table, ())
        if names and set(names) <= set(cells):
            facts += [cells[name] for name in names]
        gone += [f"changed meaning: {table} {row}, {each.column}: {change(each)}" for each in facts]
    return gone


def stale(root: Path) -> list[str]:
    """Return what is not up to date or fails: derived files, the citation file, rules, recomputations."""
    package = Package(root)
    problems = [f"stale: {name}; run python scripts/build.py" for name in build.build(root, check=True)]
    version = package.descriptor["version"]
    if f"\nversion: {version}\n" not in (root / "CITATION.cff").read_text(encoding="utf-8"):
        problems.append(f"CITATION.cff: version is not {version}")
    return problems + failing(package)


def failing(package: Package) -> list[str]:
    """Return the recomputations that disagree and what ``jjjdata validate`` objects to: files, schema and rules."""
    from jjjdata.checks import check
    from jjjdata.validation import validate

    frame = check(package)
    wrong = frame[~frame["agrees"]]
    problems = [f"recomputation: {row.claim_id}, {row.kind}: {row.recorded}, not {row.recomputed}"
                for row in wrong.itertuples()]  # fmt: skip
    return problems + [f"{each.code}: {each.text()}" for each in validate(package.root)]


def short(value: str | None) -> str:
    """Return a cell as it stands in the change log."""
    text = "(empty)" if value is None else value.replace("`", "'").replace("\n", " ")
    return f"`{text if len(text) <= 80 else text[:79] + '…'}`"


def change(each: Difference) -> str:
    """Return old and new cell as they stand in the change log."""
    return f"{short(each.old)} → {short(each.new)}"


def section(old: str | None, found: list[Difference], package: Package) -> str:
    """Return the Data section: what was added, removed and changed, long lists cut short after SHOWN."""
    if old is None:
        lines = ["First release.", ""]
        lines += [f"- `{name}`: {resource['rows']} rows" for name, resource in package.resources.items()]
        return "\n".join(lines)
    kept = [each for each in found if each.table is None or not package.resources.get(each.table, {}).get("built")]
    lines = [f"Compared with {old}: {level(kept)} change." if kept else f"The data are those of {old}."]
    full = f"[the full list](docs/changes/{package.descriptor['version']}.csv)"
    heads = (("Added", "added"), ("Removed", "removed"), ("Changed", ""))
    for head, ending in heads:
        mine = [each for each in kept if (each.kind.endswith(ending) if ending else
                                          not each.kind.endswith(("_added", "_removed")))]  # fmt: skip
        groups: dict[str, list[str]] = {}
        for each in mine:
            groups.setdefault(_where(each), []).append(_what(each))
        lines += ["", f"#### {head}", ""] if groups else []
        rest: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for where, items in groups.items():
            table = where.partition(" ")[0]
            seen[table] += 1
            if seen[table] > SHOWN:
                rest[table] += 1
                continue
            more = f" and {len(items) - SHOWN} more, in {full}" if len(items) > SHOWN else ""
            lines.append(f"- {where}: {', '.join(items[:SHOWN])}{more}")
        lines += [f"- {table}: {count} more, in {full}" for table, count in rest.items()]
    return "\n".join(lines)


def _where(each: Difference) -> str:
    noun = {"row_added": ", rows", "row_removed": ", rows", "cell_changed": f" `{each.row}`",
            "text_changed": ", description"}  # fmt: skip
    table = f"`{each.table}`" if each.table else "package"
    return table + str(noun.get(each.kind, ", " + each.kind.partition("_")[0]))


def _what(each: Difference) -> str:
    if each.kind.startswith("row_"):
        return f"`{each.row}`"
    named = f"`{each.column}`" if each.column else ""
    if each.kind.endswith(("_added", "_removed")):
        return named or f"{each.new or each.old} rows"
    return f"{named} {each.kind.partition('_')[2]}".strip() + f" {change(each)}"


def changelog(page: str, package: Package, data: str) -> str:
    """Return the change log with the date of the release and its Data section filled in."""
    version, day = package.descriptor["version"], package.descriptor["created"][:10]
    head = re.search(rf"^## {re.escape(version)} \(.*\)$", page, re.MULTILINE)
    if not head:
        raise Refused(f"CHANGELOG.md has no section '## {version} (unreleased)' with a Data section to fill")
    end = page.find("\n## ", head.end())
    whole = page[head.end() : end if end >= 0 else len(page)]
    filled, count = re.subn(r"(?s)(<!-- generated: data -->\n).*?(<!-- end -->)",
                            lambda found: found[1] + data + "\n" + found[2], whole, count=1)  # fmt: skip
    if not count:
        raise Refused(f"the section {version} of CHANGELOG.md has no <!-- generated: data --> … <!-- end -->")
    return page[: head.start()] + f"## {version} ({day})" + filled + (page[end:] if end >= 0 else "")


def citation(text: str, package: Package) -> str:
    """Return the citation file with the day of the release; before it there is none."""
    line = f'date-released: "{package.descriptor["created"][:10]}"\n'
    bare = re.sub(r"^date-released: .*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^version: .*\n", lambda found: found[0] + line, bare, flags=re.MULTILINE)


def full_list(found: list[Difference]) -> str:
    """Return every difference as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(Difference._fields)
    writer.writerows(found)
    return stream.getvalue()


def make(root: Path, out: Path) -> list[Path]:
    """Build wheel and sdist from the commit itself, with its own date, and return the files."""
    day = git(root, "show", "--no-patch", "--format=%ct", "HEAD")
    env = os.environ | {"SOURCE_DATE_EPOCH": day, "PYTHONHASHSEED": "0", "TZ": "UTC"}
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tree = unpack(root, "HEAD", Path(folder) / "tree")
        words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(Path(folder) / "dist"), str(tree)]
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise Refused(f"the build failed:\n{done.stdout}{done.stderr}")
        made = []
        for file in sorted((Path(folder) / "dist").iterdir()):
            made.append(out / file.name)
            made[-1].write_bytes(file.read_bytes())
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in made)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return made


def release(root: Path = ROOT, out: Path | None = None, dry_run: bool = False) -> list[str]:
    """Make the release and return what was done, line by line; raise ``Refused`` with every reason against it."""
    package = Package(root)
    version = package.descriptor["version"]
    numbers(version)
    problems = [f"not committed: {line}" for line in git(root, "status", "--porcelain").splitlines()]
    problems += stale(root)
    old = previous(root, version)
    found: list[Difference] = []
    if old:
        with tempfile.TemporaryDirectory() as folder:
            found = differences(unpack(root, old, Path(folder), "datapackage.json", "data"), package)
        least = required(old[1:], found)
        if numbers(version) < numbers(least):
            problems.append(f"version {version} is too low: a {level(found)} change since {old} needs {least} at least")
        problems += broken(found, package)
    if problems:
        raise Refused("\n".join(problems))
    data = section(old, found, package)
    files = {root / "CHANGELOG.md": changelog((root / "CHANGELOG.md").read_text(encoding="utf-8"), package, data),
             root / "CITATION.cff": citation((root / "CITATION.cff").read_text(encoding="utf-8"), package)}  # fmt: skip
    if "the full list" in data:
        files[root / "docs" / "changes" / f"{version}.csv"] = full_list(found)
    unwritten = {file: text for file, text in files.items() if not file.exists() or file.read_bytes() != text.encode()}
    did = [f"version {version}, previous release {old or 'none'}, change: {level(found) if old else 'first release'}"]
    if dry_run:
        return [*did, *(f"would write {file.relative_to(root)}" for file in unwritten), "", data]
    if unwritten:
        for file, text in unwritten.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        names = ", ".join(str(file.relative_to(root)) for file in unwritten)
        raise Refused(f"written: {names}; commit and run again")
    made = make(root, out or root / "dist")
    did += [f"built {file.name}  sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in made]
    return [*did, f"to mark it: git tag -a v{version} -m 'jjjdata {version}'"]


def main(argv: list[str] | None = None) -> int:
    """Run the release from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
    parser.add_argument("--output", type=Path, help="folder for wheel and sdist (default: dist)")
    args = parser.parse_args(argv)
    try:
        print("\n".join(release(ROOT, args.output, args.dry_run)))
    except (Refused, JJJDataError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
