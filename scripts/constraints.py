"""Renew the versions that the tests run with, and tell what has drifted since.

    python scripts/constraints.py                     renew constraints/tests.txt
    python scripts/constraints.py --python PATH ...   the same, with interpreters beside the PATH
    python scripts/constraints.py --oldest            print the oldest releases that are allowed
    python scripts/constraints.py --drift             tell where this environment differs

To renew, pip resolves what the tests need in a fresh environment for each Python that
pyproject.toml names. Where they need different versions a line says for which Python it holds. For
a Python that is not at hand the lines stay as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from jjjdata.files import write_bytes

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "constraints" / "tests.txt"
EXTRAS = "test,consumers"
HEAD = """\
# The versions that the tests run with on Python {pythons}.
# Made by scripts/constraints.py; README and .ci/run install with this file.
"""

Versions = dict[str, str]  # by the name of the package


def pythons(project: Mapping[str, Any]) -> list[str]:
    """Return the versions of Python that the project supports, such as 3.11."""
    marks = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    return sorted(marks, key=lambda mark: int(mark.partition(".")[2]))


def interpreters(named: Iterable[str], supported: Iterable[str]) -> dict[str, str]:
    """Return the interpreters at hand by their version: those named, and those on the PATH."""
    known: dict[str, str] = {}
    for program in [*named, sys.executable, *(f"python{version}" for version in supported)]:
        path = shutil.which(program)
        if path:
            known.setdefault(_version_of(path), path)
    return {version: known[version] for version in supported if version in known}


def _version_of(program: str) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([program, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()


def resolve(program: str) -> Versions:
    """Return the newest versions that fit together, as pip finds them in a fresh environment."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        environment = Path(folder) / "environment"
        subprocess.run([program, "-m", "venv", environment], check=True)  # noqa: S603
        options = ["--dry-run", "--ignore-installed", "--quiet", "--report", str(report)]
        subprocess.run(  # noqa: S603
            [environment / "bin" / "python", "-m", "pip", "install", *options, f".[{EXTRAS}]"],
            cwd=ROOT,
            check=True,
        )
        packages = [each["metadata"] for each in json.loads(report.read_bytes())["install"]]
    versions = {canonicalize_name(each["name"]): each["version"] for each in packages}
    return {name: version for name, version in versions.items() if name != "jjjdata"}


def written(text: str, supported: Iterable[str]) -> dict[str, Versions]:
    """Return what a file of constraints says, for each Python."""
    versions: dict[str, Versions] = {python: {} for python in supported}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        requirement = Requirement(line)
        for python, pinned in versions.items():
            if requirement.marker is None or requirement.marker.evaluate(
                {"python_version": python}
            ):
                pinned[requirement.name] = str(requirement.specifier).removeprefix("==")
    return versions


def file_text(versions: Mapping[str, Versions]) -> str:
    """Return a file of constraints: one line a package where all Pythons agree."""
    lines = []
    for name in sorted(set().union(*versions.values())):
        pins = {python: pinned[name] for python, pinned in versions.items() if name in pinned}
        if len(set(pins.values())) == 1:
            lines.append(f"{name}=={next(iter(pins.values()))}")
        else:
            lines += [
                f'{name}=={pin}; python_version == "{python}"' for python, pin in pins.items()
            ]
    return HEAD.format(pythons=", ".join(versions)) + "\n".join(lines) + "\n"


def oldest(project: Mapping[str, Any]) -> Versions:
    """Return the lowest release that is allowed of each package that users of the data install.

    What only the tests need is left out: a linter of last year finds other faults.
    """
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["validate"], *extras["excel"]]
    versions = {}
    for requirement in map(Requirement, lines):
        bounds = [each.version for each in requirement.specifier if each.operator in (">=", "==")]
        if bounds:
            versions[requirement.name] = bounds[0]
    return versions


def drift(pinned: Versions, installed: Versions) -> list[str]:
    """Return one line for each package whose version is not the pinned one."""
    return [
        f"{name}: {pinned[name]} in the file, {installed[name]} here"
        for name in sorted(pinned.keys() & installed.keys())
        if pinned[name] != installed[name]
    ]


def renew(named: Iterable[str], supported: list[str]) -> None:
    """Bring the file up to date and say what changed."""
    old = written(FILE.read_text(encoding="utf-8"), supported) if FILE.exists() else {}
    programs = interpreters(named, supported)
    versions = {}
    for python in supported:
        if python not in programs:
            print(f"Python {python} is not at hand: its versions stay as they are")
        versions[python] = resolve(programs[python]) if python in programs else old.get(python, {})
        lines = drift(old.get(python, {}), versions[python])
        print(
            "\n".join(
                [f"Python {python}: {len(versions[python])} packages, {len(lines)} changed", *lines]
            )
        )
    write_bytes(FILE, file_text(versions).encode())


def print_drift(supported: list[str]) -> int:
    """Print where this environment differs from the file, and return the code to exit with."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    pinned = written(FILE.read_text(encoding="utf-8"), supported).get(here)
    if not pinned:
        print(f"{FILE.name} pins nothing for Python {here}, so nothing can be compared")
        return 1
    installed = {str(canonicalize_name(each.name)): each.version for each in distributions()}
    print("\n".join(drift(pinned, installed) or ["nothing has drifted"]))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="PATH",
        help="an interpreter to resolve for",
    )
    parser.add_argument(
        "--oldest", action="store_true", help="print the oldest releases that are allowed"
    )
    parser.add_argument(
        "--drift", action="store_true", help="tell where this environment differs from the file"
    )
    args = parser.parse_args(argv)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = pythons(project)
    if args.oldest:
        print("\n".join(f"{name}=={version}" for name, version in sorted(oldest(project).items())))
    elif args.drift:
        return print_drift(supported)
    else:
        renew(args.python, supported)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
