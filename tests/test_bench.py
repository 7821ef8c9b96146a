"""The benchmark still measures every line, and its pages say the same in both languages."""

import re

import bench
from conftest import ROOT

PAGES = ("BENCHMARKS.md", "BENCHMARKS.zh.md")


def test_the_quick_mode_measures_every_line(capsys):
    before = [(ROOT / "docs" / page).read_bytes() for page in PAGES]
    assert bench.main(["--quick"]) == 0
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    page = (ROOT / "docs" / PAGES[0]).read_text("utf-8")
    assert len(table) == 13
    assert len(table) == sum(line.startswith("| ") for line in page.splitlines())
    assert [(ROOT / "docs" / page).read_bytes() for page in PAGES] == before


def test_both_pages_have_the_same_figures():
    pages = [(ROOT / "docs" / page).read_text("utf-8").splitlines() for page in PAGES]
    tables = ["\n".join(line for line in page if line.startswith("| ")) for page in pages]
    figures = [re.findall(r"[0-9][0-9.,]* (?:×|/s|B) ", table) for table in tables]
    assert figures[0] == figures[1]
    assert len(figures[0]) > 20


def test_a_missed_target_is_told():
    assert bench.Line("a", "甲", 1.1, 1.0).met
    assert not bench.Line("a", "甲", 1.1, 1.2).met
    assert not bench.Line("a", "甲", 100_000, 99_999, least=True).met
