"""All text rules: the shipped data are clean, and each code has one rule and a judge."""

import json
import shutil
from pathlib import Path

import pytest

from clock import grows_in_proportion
from jjjdata.package import Package
from jjjdata.rules.texts import JUDGES, RULES
from jjjdata.rules.texts.shared import listed
from jjjdata.tables import LONGEST

ROOT = Path(__file__).resolve().parents[3]
SHARED_WITH_QUERIES = {"pair-filled", "type-fits"}


def test_the_shipped_data_are_clean(bench):
    assert bench.faults() == []


def test_each_code_has_one_rule_and_a_judge():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert {code for judge in JUDGES for code in judge.codes} == {*codes, *SHARED_WITH_QUERIES}


@pytest.mark.parametrize("code", sorted(SHARED_WITH_QUERIES))
def test_a_shared_code_has_its_rule_in_a_query(code):
    query = ROOT / "src" / "jjjdata" / "rules" / f"{code}.sql"
    assert f"-- code: {code}\n" in query.read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_told_in_both_languages(rule):
    assert rule.en.endswith(".")
    assert rule.zh.endswith("。")
    for words in (rule.fault_en, rule.fault_zh):
        assert "{value}" in words
        assert "{expected}" in words


def test_judges_have_different_names():
    assert len({judge.name for judge in JUDGES}) == len(JUDGES)


def test_a_judge_is_called_as_its_function():
    assert [judge.name for judge in JUDGES] == [judge.faults.__name__ for judge in JUDGES]


def test_a_list_leaves_out_what_is_empty_and_no_zero():
    assert listed([0, None, "", 5]) == "0, 5"


def test_cells_of_the_greatest_length_are_judged_in_time(bench):
    row = bench.row("evidence", lambda row: row["value"] is not None)
    tables = bench.tables({"evidence": [row["id"]]})
    judges = [judge for judge in JUDGES if judge.looks_at("evidence")]

    def codes(length):
        odd = "".join(f"{2 * number + 1}个，" for number in range(length))[:length]
        even = "".join(f"{2 * number} items, " for number in range(length))[:length]
        cells = {"finding_zh": odd, "finding_en": even, "printed": "1.5 " * (length // 4)}
        with bench.changed("evidence", {row["id"]: cells}):
            return {fault.code for judge in judges for fault in judge.faults(tables)}

    assert {"figures-agree", "figure-stated", "printed-reads"} <= codes(LONGEST)
    assert grows_in_proportion(codes, LONGEST)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("derived"))
    return tmp_path


def test_a_new_text_column_is_judged_by_its_name_alone(copy, bench_of):
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    units = next(r for r in descriptor["resources"] if r["name"] == "units")
    units["schema"]["fields"] += [
        {"name": name, "type": "string"} for name in ("safe_zh", "safe_en")
    ]
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    file = copy / "data" / "units.csv"
    header, first, second, third, *rest = file.read_text("utf-8").splitlines()
    lines = [
        f"{header},safe_zh,safe_en",
        f"{first},safe,京",
        f"{second},標准,",
        f"{third},好 的,good  one",
        *(f"{line},," for line in rest),
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    faults = {(f.code, f.column) for f in bench_of(Package(copy)).faults() if f.table == "units"}
    assert faults == {
        ("script", "safe_zh"),
        ("script", "safe_en"),
        ("simplified", "safe_zh"),
        ("pair-filled", "safe_en"),
        ("typography", "safe_zh"),
        ("typography", "safe_en"),
        *(("described", name) for name in ("safe_zh", "safe_en")),
    }
