"""The code is clean, the README's commands are the ones that CI runs, and nothing private stands in the project."""

import ast
import os
import re
import shutil
import subprocess
import sys

import pytest

import jjjdata
from conftest import ROOT


@pytest.mark.parametrize("words", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]])
def test_linters_find_nothing(words):
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


CORE = "__init__ __main__ anchors checks claims cli errors frames grids messages package rows verdicts".split()  # noqa: SIM905


def lines_of_code(file):
    """Return the number of lines without blank lines, comments and docstrings."""
    text = file.read_text("utf-8")
    lines = {n for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.strip().startswith("#")}
    for node in ast.walk(ast.parse(text)):
        first = node.body[0] if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            lines -= set(range(first.lineno, first.end_lineno + 1))
    return len(lines)


def test_the_source_stays_small():
    """The accessor stays below 1,500 lines of code; the rules and the exports may shrink but not grow."""
    sizes = {file.relative_to(ROOT / "src" / "jjjdata"): lines_of_code(file) for file in (ROOT / "src").rglob("*.py")}
    assert sum(size for file, size in sizes.items() if file.stem in CORE and len(file.parts) == 1) < 1500
    assert sum(sizes.values()) < 3250


def commands(name):
    """Return the two commands for a fresh machine: what stands in the first chapter."""
    chapter = (ROOT / name).read_text("utf-8").split("\n## ")[1]
    return re.findall(r"^pip install .*$", chapter, re.MULTILINE)


def test_both_readmes_have_the_same_two_commands_and_structure():
    assert len(commands("README.md")) == 2
    assert commands("README.md") == commands("README.zh.md")
    heads = [re.findall(r"^#+ |^<!-- generated: \w+ -->$|^```\w*$", (ROOT / n).read_text("utf-8"), re.MULTILINE)
             for n in ("README.md", "README.zh.md")]  # fmt: skip
    assert heads[0] == heads[1]


def test_ci_runs_the_readme():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    assert "pytest" not in script.replace("# ", "")
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    assert "bash .ci/run" in workflow
    assert all(version in workflow for version in ("3.11", "3.12", "3.13"))


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_download_lines_work(name, monkeypatch):
    """The lines for pandas, Polars and DuckDB."""
    import duckdb
    import pandas
    import polars

    monkeypatch.chdir(ROOT)
    lines = re.search(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)[1].strip().splitlines()
    rows = len((ROOT / "data" / "claims.csv").read_text("utf-8").splitlines()) - 1
    found = [eval(line, {"pandas": pandas, "polars": polars, "duckdb": duckdb}) for line in lines]
    assert [len(found[0]), len(found[1]), sum(count for _, count in found[2].fetchall())] == [rows] * 3
    assert found[0]["value"].dtype.name in ("Int64", "Float64")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_download_line_for_r_works(name):
    """R reads every row, numbers as numbers, and the Chinese unharmed."""
    program = shutil.which("Rscript")
    if not program and os.environ.get("CI"):
        pytest.fail("R is not installed; on Debian: apt-get install r-base-core")
    if not program:
        pytest.skip("NOT RUN: R is not installed, so nothing tried its line")
    line = re.search(r"`(read\.csv\(.*?\))`", (ROOT / name).read_text("utf-8"))[1]
    told = "cat(nrow(x), class(x$value), sum(is.na(x$value)), which(x$statement_zh == '京津冀协同发展已实施10年。'))"
    done = subprocess.run([program, "-e", f"x <- {line}; {told}"], cwd=ROOT, capture_output=True, text=True, check=False)
    rows = jjjdata.load("claims")
    want = [len(rows), "numeric", int(rows["value"].isna().sum()), rows["id"].tolist().index("decade-elapsed") + 1]
    assert done.stdout.split() == list(map(str, want)), done.stderr


def test_the_dataset_card_header():
    import yaml

    header = yaml.safe_load((ROOT / "README.md").read_text("utf-8").split("---\n")[1])
    assert header["license"] == "cc-by-4.0"
    assert header["language"] == ["zh", "en"]
    assert all((ROOT / config["data_files"]).is_file() for config in header["configs"])


def test_links_of_the_pages_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
