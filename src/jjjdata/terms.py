"""Terms: the rows of the glossary, their documents, and the words that articles have for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .database import select
from .descriptors import require
from .languages import unquoted
from .lookups import Lookup
from .messages import say
from .package import Package
from .tables import Row

PREFERRED, ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"
DEPRECATED = "deprecatedTerm-admn-sts"
# What the problem of an article's words makes of them; any other problem means: don't use them.
STATUS = dict.fromkeys(("none", "agency_form"), ADMITTED)
SOURCE_COLUMNS = {"zh": "zh_source_id", "en": "attested_source_id"}
# Each term with the documents in which its two forms were seen.
TERMS = """
select
    terms.*,
    chinese.title_zh as seen_title_zh,
    chinese.url as seen_url_zh,
    english.title_en as seen_title_en,
    english.url as seen_url_en,
    chinese.title_en as chinese_title_en,
    english.title_zh as english_title_zh,
    chinese_publisher.short_zh as chinese_publisher_zh,
    chinese_publisher.short_en as chinese_publisher_en,
    english_publisher.short_zh as english_publisher_zh,
    english_publisher.short_en as english_publisher_en
from terms
left join sources as chinese on chinese.id = terms.zh_source_id
left join sources as english on english.id = terms.attested_source_id
left join organizations as chinese_publisher on chinese_publisher.id = chinese.publisher_id
left join organizations as english_publisher on english_publisher.id = english.publisher_id
order by terms.rowid
"""
# The words that articles have for a term, in the order of the table; of equal words the first
# is kept when they are read.
VARIANTS = """
select term_id, variant_en, problem, note_zh, note_en
from renderings
order by term_id, rowid
"""


def is_fault(problem: str) -> bool:
    """Return whether a problem of a rendering is a fault: no mere form of an agency, nor none."""
    return problem not in STATUS


def read_terms(package: Package) -> list[Row]:
    """Return the terms with their documents and, under ``variants``, the words of articles."""
    require(package, ("terms", "renderings", "codes", "sources", "organizations"))
    labels = Lookup("codes", select(package, "select * from codes where list = 'problem'"), "code")
    variants: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in select(package, VARIANTS):
        label = labels[row["problem"]]
        row |= {"problem_zh": label["label_zh"], "problem_en": label["label_en"]}
        variants[row["term_id"]].setdefault(unquoted(row["variant_en"]).lower(), row)
    terms = select(package, TERMS)
    return [term | {"variants": list(variants[term["id"]].values())} for term in terms]


def other_words(term: Row) -> Iterator[tuple[str, str]]:
    """Yield the words that articles have for a term beside its English, each with its status."""
    for row in term["variants"]:
        words = unquoted(row["variant_en"])
        if words.lower() != term["term_en"].lower():
            yield words, STATUS.get(row["problem"], DEPRECATED)


def note_on(term: Row, lang: str) -> str:
    """Return the note of a term, and whether no source with its English was read."""
    notes = [str(term[f"note_{lang}"])]
    if not term["attested_source_id"]:
        notes.append(say("glossary_none_seen", lang))
    return ("" if lang == "zh" else " ").join(notes)
