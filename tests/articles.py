"""Two invented articles, one in each language, and packages whose passages are theirs.

The article that the data are about is not part of the project, so what reads an article is tested
with these.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import passages
from jjjdata.package import Package
from jjjdata.tables import Row, csv_bytes, read_rows

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = Path(__file__).resolve().parent / "fixtures"
SOURCE = "reed-coast"


def article(lang: str) -> str:
    """Return the invented article in a language."""
    return (FIXTURES / f"article.{lang}.txt").read_text(encoding="utf-8")


def package_of(lang: str, folder: Path) -> Package:
    """Make a package in ``folder`` whose one article is the invented one, and return it."""
    text = article(lang)
    shutil.copy(ROOT / "datapackage.json", folder)
    package = Package(folder)
    (folder / "data").mkdir()
    rows = list(passages.split(text, SOURCE))
    examples = read_rows(Package(ROOT), "claims")
    claims = [
        claim(examples[0], text, rows, f"{lang}-{number}", quote)
        for number, quote in enumerate(quotations(lang), 1)
    ]
    renderings = [
        rendering(text, rows, f"{lang}-r{number}", words)
        for number, words in enumerate(quotations(lang)[:2], 1)
    ]
    made_tables = (("passages", rows), ("claims", claims), ("renderings", renderings))
    for table, made in made_tables:
        (folder / "data" / f"{table}.csv").write_bytes(csv_bytes(package.fields(table), made))
    return package


def claim(example: Row, text: str, rows: list[Row], id: str, quote: str) -> Row:
    """Return the row of a claim: the columns that say where it stands are its own."""
    start = text.index(quote)
    holder = next(row["id"] for row in rows if row["start"] <= start < row["end"])
    end = start + len(quote)
    place = {"start": start, "end": end, "quote_start": start, "quote_end": end}
    return {**example, **place, "passage_id": holder, "id": id, "quote": quote}


def rendering(text: str, rows: list[Row], id: str, words: str) -> Row:
    """Return the row of a rendering of some words; of what term does not matter here."""
    start = text.index(words)
    holder = next(row["id"] for row in rows if row["start"] <= start < row["end"])
    place = {"passage_id": holder, "start": start, "end": start + len(words)}
    judged = {"problem": "none", "mqm": None, "severity": "neutral"}
    notes = {"note_zh": None, "note_en": None}
    return {"id": id, "term_id": "any", **place, "variant_en": words, **judged, **notes}


def quotations(lang: str) -> list[str]:
    """Return what is quoted from the invented article, in its order."""
    with (FIXTURES / "quotations.csv").open(encoding="utf-8", newline="") as stream:
        return [row["quote"] for row in csv.DictReader(stream) if row["lang"] == lang]
