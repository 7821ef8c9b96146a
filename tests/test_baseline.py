"""The baseline learns from what came before and looks at nothing that tells the answer."""

import copy
import json
import subprocess
import sys

import pytest

import baseline
from conftest import ROOT
from jjjdata.exports import jsonl

DAYS = {"document": "2024-02-27"}


@pytest.fixture(scope="module")
def claims(package):
    return list(jsonl.nested(package, None))


def item(stance, quote, published, origin="another"):
    source = {"published": published}
    return {"stance": stance, "quote": quote, "source": source, "origin_id": origin}


def claim(verdict, *evidence, origin="own"):
    return {
        "statement_zh": "港口有2200万标准箱。",
        "statement_en": "The port handled 22 million TEU.",
        "document_id": "document",
        "origin_id": origin,
        "checkability": "checkable",
        "verdict": verdict,
        "evidence": list(evidence),
    }


INVENTED = [
    claim(
        "supported",
        item("context", "About the railway", "2020"),
        item("context", "About the road", "2021-05"),
        item("supports", "2200万标箱", "2024-01-01"),
        item("supports", "It handled 22 million TEU", "2024-02-27"),
        item("context", "Nothing of the kind", "2025"),
        item("supports", "22 million", None),
    ),
    claim("not_enough_evidence", item("supports", "22 million", "2024-02-27", origin="own")),
]


def test_the_split_is_by_the_day_of_the_document_and_what_has_no_date_is_left_out():
    earlier, later = baseline._pairs(INVENTED, DAYS)
    assert [pair.stance for pair in earlier] == ["context", "context", "supports"]
    assert [pair.stance for pair in later] == ["supports", "context", "supports"]


def test_figures_in_common_find_what_they_can():
    told = {(line.task, line.baseline): line for line in baseline.lines(INVENTED, DAYS)}
    assert told["stance", "context"].accuracy == pytest.approx(1 / 3)
    assert told["stance", "figures"].accuracy == told["stance", "figures"].macro_f1 == 1
    # A quote that goes back to the claim's own origin backs nothing.
    assert told["verdict", "figures"].accuracy == 1
    assert told["verdict", "supported"].accuracy == 0.5


def test_nothing_that_tells_the_answer_is_looked_at(claims, package):
    """What people wrote when they knew the verdict may say anything."""
    days = baseline.document_days(package)
    blank = copy.deepcopy(claims)
    for each in blank:
        for name in set(each) - {
            *("statement_zh", "statement_en", "evidence", "document_id", "origin_id"),
            *("checkability", "verdict"),
        }:
            each[name] = None
        for piece in each["evidence"]:
            for name in set(piece) - {"stance", "quote", "source", "origin_id"}:
                piece[name] = None
            piece["source"] = {"published": piece["source"]["published"]}
    assert baseline.lines(blank, days) == baseline.lines(claims, days)


@pytest.mark.parametrize("name", ["docs/USE.md", "docs/USE.zh.md"])
def test_the_page_has_the_numbers_of_today(name, package):
    page = (ROOT / name).read_text("utf-8")
    for line in baseline.of_package(package):
        assert f"| {line.accuracy:.2f} | {line.macro_f1:.2f} |" in page


def test_the_script_reads_an_export_too(claims, tmp_path):
    file = tmp_path / "claims.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in claims), "utf-8")
    said = [
        subprocess.run(
            [sys.executable, ROOT / "scripts" / "baseline.py", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for words in ([], [file])
    ]
    assert said[0] == said[1]
    assert said[0].startswith("| task | tested | baseline |")


def test_the_card_leads_to_the_page():
    card = (ROOT / "src" / "jjjdata" / "exports" / "card.md").read_text("utf-8")
    assert "USE page" in card
