"""The code is clean and readable, the pages lead somewhere, and CI runs what README tells."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

CODE = [
    file for room in ("src", "scripts", "tests") for file in sorted((ROOT / room).rglob("*.py"))
]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
READMES = ("README.md", "README.zh.md")
LONGEST = 60  # lines of a function; more can't be taken in at one reading
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


# Code


@pytest.mark.parametrize("words", ["ruff check .", "ruff format --check .", "mypy"])
def test_linters_find_nothing(words):
    command = [sys.executable, "-m", *words.split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_function_is_too_complex():
    """Ruff measures it; nobody may ask it to look away."""
    assert PROJECT["tool"]["ruff"]["lint"]["mccabe"]["max-complexity"] <= 10
    assert "C90" in PROJECT["tool"]["ruff"]["lint"]["select"]
    pardon = re.compile(r"noqa:[^#]*\bC901")
    assert [file for file in CODE if pardon.search(file.read_text("utf-8"))] == []


def functions(tree: ast.AST):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_no_function_is_too_long():
    long = [
        (str(file.relative_to(ROOT)), function.name, function.end_lineno - function.lineno + 1)
        for file in CODE
        for function in functions(ast.parse(file.read_text("utf-8")))
        if function.end_lineno - function.lineno >= LONGEST
    ]
    assert long == []


def is_list_of_tuples(node: ast.AST) -> bool:
    elements = getattr(node, "elts", [])
    return len(elements) > 1 and all(isinstance(element, ast.Tuple) for element in elements)


def pressed_lines(text: str) -> list[int]:
    """Return the lines that the formatter skips although they are no list of tuples."""
    marks = [
        n for n, line in enumerate(text.splitlines(), 1) if line.rstrip().endswith("# fmt: skip")
    ]
    tables = [node for node in ast.walk(ast.parse(text)) if is_list_of_tuples(node)]
    return [n for n in marks if not any(t.lineno <= n <= t.end_lineno + 1 for t in tables)]


def test_the_formatter_skips_nothing_but_lists_of_tuples():
    pressed = {str(f.relative_to(ROOT)): pressed_lines(f.read_text("utf-8")) for f in CODE}
    assert {name: lines for name, lines in pressed.items() if lines} == {}


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("x = [1,  2]  # fmt: skip", [1]),
        ("x = [\n  (1,  2), (3, 4),\n]  # fmt: skip", []),
        ("def f(): return 1  # fmt: skip", [1]),
    ],
)
def test_the_test_of_the_formatter_can_fail(code, lines):
    assert pressed_lines(code) == lines


# Pages


def commands(name: str) -> list[str]:
    """Return the two commands for a fresh machine: what stands in the chapter on starting."""
    chapters = (ROOT / name).read_text("utf-8").split("\n## ")
    [chapter] = [text for text in chapters if text.startswith(("Start\n", "开始使用\n"))]
    return re.findall(r"^pip install .*$", chapter, re.MULTILINE)


def test_both_readmes_have_the_same_commands_and_structure():
    assert len(commands("README.md")) == 2
    assert commands("README.md") == commands("README.zh.md")
    structure = re.compile(r"^#+ |^<!-- generated: \w+ -->$|^```\w*$", re.MULTILINE)
    english, chinese = (structure.findall((ROOT / name).read_text("utf-8")) for name in READMES)
    assert english == chinese


def test_links_of_the_pages_lead_somewhere():
    assert len(PAGES) > 8
    broken = [
        (page.name, target)
        for page in PAGES
        for target in re.findall(r"\]\((?!https?://|mailto:|#)([^)#]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_paths_that_the_readmes_name_exist():
    """Those in code, which are no links."""
    for name in READMES:
        page = (ROOT / name).read_text("utf-8")
        paths = re.findall(r"\b(?:data|docs|scripts|constraints)/[\w./-]*\w", page)
        assert paths
        assert [path for path in paths if not (ROOT / path).exists()] == [], name


# CI


def test_ci_runs_the_commands_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    lines = [line for line in script.splitlines() if "pytest" in line and not line.startswith("#")]
    assert all("tests/consumers" in line for line in lines), (
        "the core suite is run as README has it"
    )


def test_the_second_command_installs_exact_versions():
    (file,) = re.findall(r"-c (\S+)", commands("README.md")[1])
    assert (ROOT / file).is_file()


def workflows() -> dict[str, dict]:
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    return {file.name: yaml.safe_load(file.read_text("utf-8")) for file in files}


def test_workflows_run_what_a_maintainer_can_run():
    assert "bash .ci/run" in str(workflows()["ci.yml"])
    assert "scripts/constraints.py" in str(workflows()["drift.yml"])


def test_workflows_may_only_read_and_use_actions_that_stay_the_same():
    for name, workflow in workflows().items():
        assert workflow["permissions"] == {"contents": "read"}, name
        text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
        actions = re.findall(r"uses: (\S+)", text)
        assert actions
        assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in actions), name


def test_ci_runs_on_every_python_that_the_project_names():
    classifiers = "\n".join(PROJECT["project"]["classifiers"])
    supported = re.findall(r"Python :: (3\.\d+)", classifiers)
    job = workflows()["ci.yml"]["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == supported


def test_the_script_of_ci_is_sound():
    done = subprocess.run(["bash", "-n", Path(ROOT, ".ci", "run")], check=False)
    assert done.returncode == 0
