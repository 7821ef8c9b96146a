"""docs/ARCHITECTURE.md tells the tree as it is, and no room takes from its own floor or above."""

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
SOURCE = ROOT / "src" / "jjjdata"
ROOM = re.compile(r"`(\w+)/?`")


def floors() -> dict[str, int]:
    """The floor of each room in the table of the page."""
    lines = re.findall(r"^\| (\d+) \| ([^|]+) \|", PAGE, re.MULTILINE)
    return {room: int(floor) for floor, rooms in lines for room in ROOM.findall(rooms)}


def rooms() -> dict[str, list[Path]]:
    """The modules of each room: a file, or a folder with all in it."""
    found: dict[str, list[Path]] = {}
    for file in SOURCE.rglob("*.py"):
        found.setdefault(file.relative_to(SOURCE).parts[0].removesuffix(".py"), []).append(file)
    return found


def taken_by(file: Path) -> set[str]:
    """The rooms that a module imports from, wherever in it the import stands."""
    depth = len(file.relative_to(SOURCE).parts)
    taken = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module] if node.module else [each.name for each in node.names]
            taken |= {name.partition(".")[0] for name in names}
    return {name if name in rooms() else "__init__" for name in taken}


def test_every_room_is_told_and_none_that_is_not_there():
    assert set(floors()) == set(rooms())


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_room_takes_only_from_floors_below(room):
    if room == "__init__":  # what it takes are the public names of all below
        return
    levels = floors()
    for file in rooms()[room]:
        above = {other for other in taken_by(file) - {room} if levels[other] >= levels[room]}
        assert not above, f"{file.relative_to(ROOT)} takes from {above}"


def test_the_first_line_of_every_module_says_what_it_holds():
    for file in [*SOURCE.rglob("*.py"), *(ROOT / "scripts").glob("*.py")]:
        said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
        assert len(said.split("\n")[0]) > 20, file


def test_every_place_and_script_of_the_page_is_there():
    section = PAGE.split("## Around the package")[1].split("##")[0]
    for place in re.findall(r"^\| `([\w./]+)` \|", section, re.MULTILINE):
        assert (ROOT / place).exists(), place
    scripts = {file.stem for file in (ROOT / "scripts").glob("*.py")}
    told = re.search(r"^\| `scripts` \|(.+)\|$", section, re.MULTILINE)
    assert set(ROOM.findall(told[1])) == scripts


def test_a_line_of_sql_has_a_hundred_columns():
    """What is one line by its form is left: a header in Chinese, and what a view reads."""
    one_line = re.compile(r"-- (?:zh|fault zh|reads): ")
    files = [*SOURCE.rglob("*.sql")]
    assert len(files) > 40
    for file in files:
        lines = file.read_text("utf-8").splitlines()
        wide = [line for line in lines if len(line) > 100 and not one_line.match(line)]
        assert wide == [], file.name
