"""script, typography, simplified, pair-filled: each text has the marks of its language."""

import re

import pytest

from jjjdata.rules.texts.columns import TextPair
from jjjdata.rules.texts.marks import CHINESE, EITHER, ENGLISH, wrong_mark
from jjjdata.rules.texts.script import text_faults
from jjjdata.rules.texts.simplified import simplified

CHANGES = [
    ("script", "claims", "statement_en", "It was 京津冀."),
    ("script", "claims", "rationale_zh", "Nothing was found."),
    ("script", "renderings", "variant_en", "四套班子"),
    ("typography", "claims", "statement_zh", lambda row: row["statement_zh"].replace("。", ".")),
    ("typography", "claims", "rationale_en", lambda row: row["rationale_en"].replace(" ", "  ", 1)),
    ("typography", "evidence", "finding_en", lambda row: row["finding_en"].rstrip(".")),
    ("typography", "evidence", "finding_zh", lambda row: row["finding_zh"][:-1] + ",他说。"),
    ("simplified", "claims", "rationale_zh", lambda row: row["rationale_zh"][:-1] + "，與此無關。"),
]


@pytest.mark.parametrize(("code", "table", "column", "value"), CHANGES)
def test_a_changed_cell_is_found(bench, code, table, column, value):
    assert code in bench.codes_after(table, lambda _: True, column, value)


def test_what_is_filled_in_one_language_is_filled_in_the_other(bench):
    noted = bench.row("observations", lambda row: row["note_zh"])
    (fault,) = bench.faults_after("observations", noted, "note_en", None)
    assert (fault.code, fault.column, fault.expected) == (
        "pair-filled",
        "note_en",
        noted["note_zh"],
    )
    faults = bench.faults_after("observations", noted, "note_zh", None)
    assert ("pair-filled", "note_zh") in {(fault.code, fault.column) for fault in faults}


def test_what_is_printed_has_the_script_of_its_source(bench):
    row = bench.row("evidence", lambda row: row["id"] == "annual-arrangements-e01")
    (fault,) = bench.faults_after("evidence", row, "printed", "各年度工作要點")
    assert (fault.code, fault.column, fault.expected) == ("script", "printed", "zh-Hans")


@pytest.mark.parametrize(
    ("lang", "example"),
    [
        *(("zh", example) for example in (*CHINESE, *EITHER)),
        *(("en", example) for example in (*ENGLISH, *EITHER)),
    ],
)
def test_each_wrong_mark_has_an_example_that_is_found(lang, example):
    assert wrong_mark(example, lang)
    patterns = EITHER | (CHINESE if lang == "zh" else ENGLISH)
    assert [name for name, each in patterns.items() if re.search(each, example)] == [example]


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("zh", "增长58%。", []),
        ("zh", "增长 58%。", ["typography"]),
        ("zh", "增长５8%。", ["typography"]),
        ("zh", "增长58％。", ["typography"]),
        ("en", "It grew by ５8%.", ["typography"]),
        ("zh", "增长58%", ["typography"]),
        ("zh", "他说“增长。”", []),
        ("zh", "（他说“增长。”）", []),
        ("en", 'It grew (he said "by half.")', []),
        ("zh", "grew", ["script", "typography"]),
        ("zh", "達到。", ["simplified"]),
        ("en", 'It grew "by half."', []),
        ("en", "It grew , and fell.", ["typography"]),
        ("en", "It grew by “half”.", ["typography"]),
        ("en", "It grew to .5.", []),
        ("en", "Did it grow ?", ["typography"]),
        ("en", "It grew !", ["typography"]),
        ("en", "It grew ( by half).", ["typography"]),
        ("en", "It grew (by half ).", ["typography"]),
        ("zh", "港？。", ["typography"]),
        ("zh", "港！！", ["typography"]),
        ("zh", "港？", []),
        ("en", "It gr\u200bew.", ["typography"]),
        ("en", "It gr\u0435w.", ["typography"]),
        ("en", "It fell to 32 \u03bcg.", []),
        ("zh", "\u2f64水。", ["typography"]),
        ("en", "", []),
    ],
)
def test_marks_and_characters_of_a_sentence(lang, text, codes):
    assert [
        code for code, *_ in text_faults(TextPair("note", "note_zh", "note_en"), lang, text)
    ] == codes


def test_a_title_keeps_the_marks_of_its_publisher_but_not_its_script():
    pair = TextPair("title", "title_zh", "title_en")
    assert list(text_faults(pair, "en", "The “port”")) == []
    assert [code for code, *_ in text_faults(pair, "en", "港")] == ["script"]


def test_the_words_of_a_list_are_judged_one_by_one():
    pair = TextPair("spellings", "spellings_zh", "spellings_en")
    assert list(text_faults(pair, "zh", "标准箱; TEU")) == []
    assert [code for code, *_ in text_faults(pair, "zh", "标准 箱; 標箱")] == [
        "typography",
        "simplified",
    ]


def test_characters_that_are_also_simplified_stay():
    assert simplified("乾隆著述") == "乾隆著述"
    assert simplified("萬億") == "万亿"
