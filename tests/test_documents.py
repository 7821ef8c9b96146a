"""More than one document: a Chinese text, and one of which a part was seen, beside the first.

Nothing may take for granted that there is one article, in English, seen whole.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

import articles
import jjjdata
import passages
from jjjdata.findings import findings_of_rules
from jjjdata.package import Package
from jjjdata.tables import csv_bytes, read_rows

OFFICE, CHINESE, ENGLISH = "reed-coast-office", "reed-coast-zh", "reed-coast-en"
OFFICE_ROW = {
    "id": OFFICE,
    "name_zh": "苇岸规划办公室",
    "name_en": "Reed Coast Planning Office",
    "short_zh": "苇岸规划办",
    "short_en": "Reed Coast Planning Office",
    "kind": "government",
    "control": "state",
}
SEEN = (2, 4, 6)  # the sentences of the English article that were seen


def add(folder: Path, table: str, *rows: dict[str, Any]) -> None:
    """Add rows to a table of a copy; columns that are not given stay empty."""
    package = Package(folder)
    names = [field["name"] for field in package.fields(table)]
    assert all(set(row) <= set(names) for row in rows)
    present = read_rows(package, table)
    new = [dict.fromkeys(names) | row for row in rows]
    package.file(table).write_bytes(csv_bytes(package.fields(table), [*present, *new]))


def source(id: str, language: str, extent: str) -> dict[str, Any]:
    """Return the row of an invented document, seen in an invented mirror."""
    return {
        "id": id,
        "kind": "news",
        "title_zh": "苇岸五年",
        "title_en": f"Five years of the Reed Coast ({language})",
        "title_basis": "printed",
        "publisher_id": OFFICE,
        "published_on": "2024-05-05",
        "language": language,
        "access": "mirror",
        "read_at": "reeds.example",
        "accessed_on": "2026-11-23",
        "extent": extent,
        "tier": "official_primary",
        "origin_id": id,
    }


def claim(id: str, quote: str, document: str, rows: list[dict[str, Any]], **cells: Any):
    """Return the row of a claim that a quotation makes."""
    start = document.index(quote)
    holder = next(row["id"] for row in rows if row["start"] <= start < row["end"])
    return {
        "id": id,
        "passage_id": holder,
        "origin_id": holder.rpartition("-p")[0],
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "quote_start": start,
        "quote_end": start + len(quote),
        "topic": "program",
        "period": "2024-05-05",
        "checkability": "opinion",
        "claim_type": "opinion",
        "verdict": "not_checkable",
        "verdict_latest": "not_checkable",
        "summary_zh": "没有独立来源。",
        "summary_en": "There is no independent source.",
        "rationale_zh": "这是评价，无从核验。",
        "rationale_en": "This is a judgment and cannot be checked.",
        "reviewed_on": "2026-11-23",
        **cells,
    }


def claims_of(text: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return two claims of the Chinese document: a figure, and a judgment."""
    roads = claim(
        "reed-coast-roads",
        "三镇共建成公路14条",
        text,
        rows,
        statement_zh="2019年至2023年苇岸三镇共建成公路14条。",
        statement_en="The three towns of the Reed Coast built 14 roads in 2019-2023.",
        value=14.0,
        unit_id="item",
        qualifier="equal",
        claim_type="quantity",
        checkability="checkable",
        period="2019/2023",
        fidelity="not_translated",
        verdict="not_enough_evidence",
        verdict_latest="not_enough_evidence",
        rationale_zh="证据不足：没有找到独立来源。",
        rationale_en="Not enough evidence: no independent source was found.",
        safe_zh="苇岸规划办公室说，2019年至2023年三镇建成公路14条。",
        safe_en="The Reed Coast Planning Office said that 14 roads were built in 2019-2023.",
    )
    progress = claim(
        "reed-coast-progress",
        "各项任务按期推进",
        text,
        rows,
        statement_zh="苇岸计划的各项任务按期推进。",
        statement_en="All tasks of the plan for the Reed Coast are on schedule.",
        fidelity="not_translated",
    )
    return [roads, progress]


def treat(rows: list[dict[str, Any]], claims: list[dict[str, Any]]) -> None:
    """Say of each passage what its claims are, and of those without any that they only frame."""
    held = {claim["passage_id"]: claim["checkability"] for claim in claims}
    for row in rows:
        kind = held.get(row["id"], "framing")
        row["treatment"] = "claims" if kind == "checkable" else kind


def search(number: int, query: str, language: str) -> dict[str, Any]:
    """Return the row of a search that brought nothing."""
    return {
        "id": f"reed-coast-roads-s{number}",
        "claim_id": "reed-coast-roads",
        "query": query,
        "language": language,
        "searched_on": "2026-11-23",
        "pages_read": 0,
        "search_outcome": "nothing",
    }


@pytest.fixture(scope="module")
def three(tmp_path_factory) -> Path:
    """A copy of the package with a Chinese document and a part of an English one."""
    folder = tmp_path_factory.mktemp("three")
    # Without what is built: only clones are built.
    ignored = shutil.ignore_patterns("derived")
    shutil.copytree(articles.ROOT / "data", folder / "data", ignore=ignored)
    shutil.copy(articles.ROOT / "datapackage.json", folder)
    text = articles.article("zh")
    whole = list(passages.split(text, CHINESE))
    english = passages.split(articles.article("en"), ENGLISH)
    part = [row for row in english if int(row["id"][-2:]) in SEEN]
    claims = claims_of(text, whole)
    treat(whole, claims)
    treat(part, [])
    add(folder, "organizations", OFFICE_ROW)
    zh, en = source(CHINESE, "zh-Hans", "whole"), source(ENGLISH, "en", "part")
    add(folder, "sources", en, {**zh, "text_length": whole[-1]["end"]})
    add(folder, "passages", *part, *whole)
    add(folder, "claims", *claims)
    add(
        folder,
        "searches",
        search(1, "苇岸 公路", "zh-Hans"),
        search(2, "Reed Coast roads", "en"),
        search(3, "14条 苇岸", "zh-Hans"),
    )
    return folder


def test_the_rules_find_nothing_in_three_documents(three):
    found = findings_of_rules(jjjdata.connect(three), Package(three))
    assert [finding.text() for finding in found] == []


@pytest.mark.parametrize(
    ("lang", "source_id", "number"), [("zh", CHINESE, 0), ("en", ENGLISH, len(SEEN))]
)
def test_each_document_is_located_in_its_own_text(three, tmp_path, lang, source_id, number):
    copy = tmp_path / "copy.txt"
    copy.write_text(articles.article(lang), "utf-8")
    anchors = jjjdata.locate(copy, source_id, package=three)
    assert {anchor.state for anchor in anchors} == {"unchanged"}
    assert all(anchor.id.startswith("reed-coast") for anchor in anchors)
    assert not number or len(anchors) == number


def test_a_chinese_claim_is_shown_and_cited_in_its_own_words(three):
    card = jjjdata.claim("reed-coast-roads", package=three).text("zh")
    assert "三镇共建成公路14条" in card
    assert "苇岸规划办公室" in card
    assert "苇岸" in jjjdata.cite("reed-coast-roads", style="csl-json", lang="zh", package=three)


def test_the_verdicts_of_the_first_document_stay(three):
    with (articles.ROOT / "data" / "claims.csv").open(encoding="utf-8", newline="") as stream:
        first = {row["id"]: row["verdict"] for row in csv.DictReader(stream)}
    query = "select claim_id, verdict from verdicts where reading = 'verdict'"
    now = dict(map(tuple, jjjdata.connect(three).execute(query)))
    assert {id: now[id] for id in first} == first
    assert now.keys() - first.keys() == {"reed-coast-roads", "reed-coast-progress"}
