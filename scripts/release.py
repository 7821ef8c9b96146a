"""Release: check what changed since the last release, tell it, and build wheel and sdist.

    python scripts/release.py             do it; what is built goes to dist/
    python scripts/release.py --dry-run   say what would be done, write nothing

Run it in a clean clone. The first run writes CHANGELOG.md and stops: commit it and run again, so
that what is built comes from a commit that holds its own change log. Tagging and publishing are
left to you.

A release is refused if the tree is dirty, a derived file is stale, ``jjjdata validate`` or a
recomputation finds something, the version is too low for the change (see
``jjjdata.differences.level``), an ID of the previous release has vanished, or an ID has changed its
meaning: one of the columns in FACTS differs, or both names in NAMES do at once (one language alone
may be corrected).
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import build
import changes
import jjjdata
from authored import BrokenDataError
from jjjdata.checks import recompute, rejudge
from jjjdata.database import shared
from jjjdata.differences import Difference, level
from jjjdata.errors import JJJDataError
from jjjdata.files import write_bytes
from jjjdata.package import DESCRIPTOR, Package

ROOT = Path(__file__).resolve().parent.parent
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
    "terms": ("term_zh",),
    "renderings": ("term_id", "passage_id", "variant_en"),
    "errata": ("table", "row_id", "column", "was"),
}
NAMES = {
    "indicators": ("name_zh", "name_en"),
    "people": ("name_zh", "name_en"),
    "sources": ("title_zh", "title_en"),
    "places": ("name_zh", "name_en"),
    "organizations": ("name_zh", "name_en"),
    "units": ("name_zh", "name_en"),
    "codes": ("label_zh", "label_en"),
}
# An exemption goes when the fault that it excused is mended; nobody cites it, nor a search, nor
# that a body is one of several.
UNCITED = ("exemptions", "organization_members", "searches", "votes")
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")

Version = tuple[int, int, int]


class Refused(Exception):  # noqa: N818
    """The release can't be made; the message says why."""


def git(root: Path, *words: str) -> str:
    """Return what git says, as text."""
    return git_bytes(root, *words).decode().strip()


def git_bytes(root: Path, *words: str) -> bytes:
    """Return what git says, as it is."""
    command = ["git", "-C", str(root), *words]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(f"git {' '.join(words)}: {done.stderr.decode().strip()}")
    return done.stdout


def numbers(version: str) -> Version:
    """Return the three numbers of a version."""
    match = VERSION.fullmatch(version)
    if not match:
        raise Refused(f"the version {version!r} is not of the form 1.2.3")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


def previous(root: Path, version: str) -> str | None:
    """Return the tag of the latest release before this one, None for the first.

    This one must not be out yet, unless its tag stands on this very commit.
    """
    tag = f"v{version}"
    released = git(root, "tag", "--list", tag) and git(root, "rev-parse", f"{tag}^{{commit}}")
    if released not in ("", git(root, "rev-parse", "HEAD")):
        raise Refused(f"version {version} is released already: {tag} stands on another commit")
    tags = git(root, "tag", "--list", "v*", "--merged", "HEAD").split()
    releases = [each for each in tags if VERSION.fullmatch(each[1:]) and each != tag]
    return max(releases, key=lambda each: numbers(each[1:]), default=None)


def unpack(root: Path, commit: str, folder: Path, *names: str) -> Path:
    """Unpack the files of a commit."""
    # As a zip, since tarfile unpacks with a filter only from Python 3.11.4 on.
    content = git_bytes(root, "archive", "--format=zip", commit, *names)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def required(old: str, differences: Iterable[Difference]) -> str:
    """Return the lowest version that the change since ``old`` allows."""
    major, minor, patch = numbers(old)
    raised = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0)}
    return ".".join(map(str, raised.get(level(differences), (major, minor, patch + 1))))


def broken(differences: Iterable[Difference], new: Package) -> list[str]:
    """Return what no release may do: IDs that vanished, and IDs that mean something else."""
    problems = []
    cells: dict[tuple[str, str], dict[str, Difference]] = {}
    for difference in differences:
        table, row, column = str(difference.table), str(difference.row), str(difference.column)
        if difference.kind == "cell_changed":
            cells.setdefault((table, row), {})[column] = difference
        elif difference.kind == "table_removed":
            problems.append(f"vanished: all of {table}")
        elif difference.kind == "row_removed" and not _may_vanish(table, new):
            problems.append(f"vanished: {table} {row}")
    for (table, row), changed in cells.items():
        problems += [
            f"changed meaning: {table} {row}, {difference.column}: {changes.change(difference)}"
            for difference in _meanings(table, changed)
        ]
    return problems


def _may_vanish(table: str, new: Package) -> bool:
    return table in UNCITED or changes.is_built(table, new)


def _meanings(table: str, changed: dict[str, Difference]) -> list[Difference]:
    """Return those changes to the cells of a row that make its ID mean something else."""
    facts = [changed[name] for name in FACTS.get(table, ()) if name in changed]
    names = NAMES.get(table, ())
    renamed = [changed[name] for name in names] if names and set(names) <= set(changed) else []
    # A fact that was not known before is added, not changed.
    return [difference for difference in facts if difference.old is not None] + renamed


def objections_to(root: Path) -> list[str]:
    """Return what is out of date or fails: derived files, citation file, rules, recomputations."""
    try:
        problems = [
            f"stale: {name}; run python scripts/build.py" for name in build.build(root, check=True)
        ]
    except BrokenDataError as error:
        return str(error).splitlines()
    package = Package(root)
    version = package.descriptor["version"]
    if f"\nversion: {version}\n" not in (root / "CITATION.cff").read_text(encoding="utf-8"):
        problems.append(f"CITATION.cff: version is not {version}")
    return problems + failing(package)


def failing(package: Package) -> list[str]:
    """Return the recomputations that disagree, and what ``jjjdata validate`` objects to."""
    connection = shared(package)
    problems = [
        f"recomputation: {each.claim_id}, {each.kind}: {each.recorded}, not {each.recomputed}"
        for each in [*recompute(connection), *rejudge(connection)]
        if not each.agrees
    ]
    findings = jjjdata.validate(package.root)
    return problems + [f"{finding.code}: {finding.text()}" for finding in findings]


def citation(text: str, package: Package) -> str:
    """Return the citation file with the day of the release; before it there is none."""
    line = f'date-released: "{package.descriptor["created"][:10]}"\n'
    bare = re.sub(r"^date-released: .*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^version: .*\n", lambda version: version[0] + line, bare, flags=re.MULTILINE)


def make(root: Path, output: Path) -> list[Path]:
    """Build wheel and sdist from the commit itself, with its own date, and return the files."""
    day = git(root, "show", "--no-patch", "--format=%ct", "HEAD")
    environment = os.environ | {"SOURCE_DATE_EPOCH": day, "PYTHONHASHSEED": "0", "TZ": "UTC"}
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tree, made = unpack(root, "HEAD", Path(folder) / "tree"), Path(folder) / "dist"
        command = [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--outdir",
            str(made),
            str(tree),
        ]
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Refused(f"the build failed:\n{done.stdout}{done.stderr}")
        contents = {file.name: file.read_bytes() for file in sorted(made.iterdir())}
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    for name, content in {**contents, "SHA256SUMS": sums.encode()}.items():
        write_bytes(output / name, content)
    return [output / name for name in contents]


def compare(root: Path, package: Package, old: str | None) -> tuple[list[Difference], list[str]]:
    """Return the differences from the release ``old``, and what speaks against them."""
    if old is None:
        return [], []
    version = package.descriptor["version"]
    with tempfile.TemporaryDirectory() as folder:
        before = unpack(root, old, Path(folder), DESCRIPTOR, "data")
        differences = jjjdata.diff(before, package)
    problems = broken(differences, package)
    counting = _counting(differences, package)
    least = required(old[1:], counting)
    if numbers(version) < numbers(least):
        weight = f"a {level(counting)} change since {old} needs {least} at least"
        problems.insert(0, f"version {version} is too low: {weight}")
    return differences, problems


def _counting(differences: list[Difference], package: Package) -> list[Difference]:
    """Return the differences without those that follow: rows and cells of tables that are built."""
    return [
        each
        for each in differences
        if not each.kind.startswith(("row_", "cell_")) or not changes.is_built(each.table, package)
    ]


def pages(
    root: Path, package: Package, section: str, differences: list[Difference]
) -> dict[str, str]:
    """Return the pages that tell of the release, by path, as they should be.

    ``section`` is what the change log says of the data.
    """
    log = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    cff = (root / "CITATION.cff").read_text(encoding="utf-8")
    try:
        texts = {
            "CHANGELOG.md": changes.changelog(log, package, section),
            "CITATION.cff": citation(cff, package),
        }
    except changes.SectionError as error:
        raise Refused(str(error)) from error
    if changes.FULL_LIST in section:
        name = f"docs/changes/{package.descriptor['version']}.csv"
        texts[name] = changes.full_list(differences)
    return texts


def release(root: Path = ROOT, output: Path | None = None, dry_run: bool = False) -> list[str]:
    """Make the release and return what was done, line by line.

    Raises ``Refused`` with every reason against it, or when all is well but pages had to be written
    first: what is built must come from a commit that holds them.
    """
    package = Package(root)
    version = package.descriptor["version"]
    numbers(version)  # refuses one of another form
    old = previous(root, version)
    objections = [
        f"not committed: {line}" for line in git(root, "status", "--porcelain").splitlines()
    ]
    objections += objections_to(root)
    differences, breaks = compare(root, package, old)
    if objections + breaks:
        raise Refused("\n".join(objections + breaks))
    section = changes.section(old, differences, package)
    texts = pages(root, package, section, differences)
    unwritten = [name for name, text in texts.items() if not _holds(root / name, text)]
    change = level(_counting(differences, package)) if old else "first release"
    report = [f"version {version}, previous release {old or 'none'}, change: {change}"]
    if dry_run:
        return [*report, *(f"would write {name}" for name in unwritten), "", section]
    if unwritten:
        build.write(root, {name: texts[name].encode() for name in unwritten})
        raise Refused(f"written: {', '.join(unwritten)}; commit and run again")
    for file in make(root, output or root / "dist"):
        report.append(f"built {file.name}  sha256 {sha256(file.read_bytes()).hexdigest()}")
    return [*report, f"to mark it: git tag -a v{version} -m 'jjjdata {version}'"]


def _holds(file: Path, text: str) -> bool:
    return file.exists() and file.read_bytes() == text.encode()


def main(argv: list[str] | None = None) -> int:
    """Run the release from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    option = parser.add_argument
    option("--dry-run", action="store_true", help="say what would be done, write nothing")
    option("--output", type=Path, help="folder for wheel and sdist (default: dist)")
    args = parser.parse_args(argv)
    try:
        print("\n".join(release(ROOT, args.output, args.dry_run)))
    except (Refused, JJJDataError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
