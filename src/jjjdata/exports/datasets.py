"""Datasets: a folder that ``datasets.load_dataset`` opens: Parquet files and a dataset card.

There is a configuration a table, and one named ``nested``, in which a claim stands with all that
bears on it. All are Parquet: the library reads a folder with one reader only, and guesses the types
of anything else. There is one split, ``test``. A table that is still empty has a file, but no
configuration, which the library could not open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from ..citations import dataset_reference
from ..database import select
from ..descriptors import About, about
from ..languages import TAGS
from ..package import Package, text
from ..tables import arrow_schema, read_rows, write_parquet
from . import jsonl, measures, parquet
from .forms import Form, Task, whole
from .sheets import kept_columns, spoken

if TYPE_CHECKING:
    import pyarrow as pa

CARD = "README.md"
NESTED = "nested"
NESTED_FILE = "nested.parquet"
# The hub's word for a size; up to a thousand claims it stays true.
SIZE = "n<1K"
TASKS = ("text-classification", "translation")
NAMES = {"zh": "Chinese", "en": "English"}
CONTENT = {"zh": "内容", "en": "content"}
TRANSLATION = """\
- **Testing translation**: Chinese wording as published (`source_term_zh`) against the English of \
a machine, with the glossary in `terms` and each place that renders one of them in `renderings`: \
offsets, MQM category, severity.
"""


def write(task: Task) -> None:
    """Write a Parquet file a table, the nested claims, and the card that names them all."""
    parquet.write(task)
    filled = tuple(table for table in task.tables if read_rows(task.package, table))
    write_parquet(nested(task.package, task.lang), task.paths[NESTED_FILE])
    task.paths[CARD].write_bytes(card(task.package, filled, task.lang).encode())


def nested(package: Package, lang: str | None) -> pa.Table:
    """Return the claims with all that bears on them, as ``jsonl.nested`` has them, typed."""
    import pyarrow as pa  # takes longer to load than the rest of the package

    schema = nested_schema(package, lang)
    claims = list(jsonl.nested(package, lang))
    return pa.Table.from_pylist([_dated(claim, pa.struct(schema)) for claim in claims], schema)


def nested_schema(package: Package, lang: str | None) -> pa.Schema:
    """Return the types of the nested claims: those of the tables that they are made of.

    What comes from no table as it stands follows the queries of ``jsonl`` and its ``nested``.
    """
    import pyarrow as pa

    string, day, number = pa.string(), pa.date32(), pa.int64()

    def columns(table: str, *without: str) -> dict[str, pa.DataType]:
        """Return the columns of a table with their types, but for some."""
        types = arrow_schema(package, table)
        names = kept_columns(package, table, lang)
        return {new: types.field(old).type for old, new in names.items() if old not in without}

    def rows(**types: pa.DataType) -> pa.DataType:
        """Return the type of a list of rows with these columns."""
        return pa.list_(pa.struct(list(types.items())))

    endings = [""] if lang else ["_zh", "_en"]
    told = [f"{name}{ending}" for name in ("title", "publisher") for ending in endings]
    source = ["id", "kind", *told, "published", "language", "url", "access", "extent", "tier"]
    words = ["id", "term_zh", "term_en", "variant_en", "problem", "mqm", "severity"]
    votes = rows(reader=string, judgment=string, read_on=day)
    evidence = rows(
        **columns("evidence", "claim_id", "source_id"),
        origin_id=string,
        counts=pa.bool_(),
        split=string,
        source=pa.struct([(name, string) for name in source]),
        votes=votes,
    )
    claim = {
        **columns("claims"),
        "document_id": string,
        "backing": string,
        "supporting_origins": number,
        "contradicting_origins": number,
        "caveats": pa.list_(string),
        "renderings": rows(**dict.fromkeys(words, string), start=number, end=number),
        "votes": votes,
        "evidence": evidence,
        "searches": rows(**columns("searches", "claim_id")),
    }
    return pa.schema(list(claim.items()))


def _dated(value: Any, kind: pa.DataType) -> Any:
    """Return a value of JSON with its days as dates, wherever the type has them."""
    import pyarrow as pa

    if value is None:
        return None
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_list(kind):
        return [_dated(each, kind.value_type) for each in value]
    if pa.types.is_struct(kind):
        return {name: _dated(each, kind.field(name).type) for name, each in value.items()}
    return value


def card(package: Package, tables: tuple[str, ...], lang: str | None) -> str:
    """Return the dataset card: what programs read of it, then what people do."""
    facts = about(package)
    template = Template(files(__package__).joinpath("card.md").read_text(encoding="utf-8"))
    languages = spoken(lang)
    return template.substitute(
        front="\n".join(_front(package, tables, lang)),
        title=_title(facts, lang),
        description="\n\n".join(filter(None, _descriptions(facts, lang))),
        version=facts.version,
        licenses=", ".join(license.title for license in facts.licenses),
        languages=f"in {' and '.join(NAMES[each] for each in languages)}",
        codes_in="" if lang else ", in both languages",
        configurations="\n".join(_configurations(package, tables, languages)),
        translation="" if lang else TRANSLATION,
        citation=dataset_reference(facts, "apa", lang),
        **_measures(package),
    )


def _measures(package: Package) -> dict[str, str]:
    """Return what the card tells of the labels; a baseline reads statements in both languages."""
    claims = list(jsonl.nested(package))
    codes: dict[str, list[str]] = {"stance": [], "verdict": []}
    for row in select(package, "select list, code from codes order by rowid"):
        codes.get(row["list"], []).append(row["code"])
    return {
        "readers": measures.readers(claims),
        "stances": measures.stances(claims, codes["stance"]),
        "verdicts": measures.verdicts(claims, codes["verdict"]),
        "baseline": measures.baseline(claims),
    }


def _title(facts: About, lang: str | None) -> str:
    return facts.title(lang or "en") or facts.title("en")


def _descriptions(facts: About, lang: str | None) -> Iterator[str]:
    """Yield the description in English; in Chinese, where both are told, with the title."""
    if lang != "zh":
        yield facts.description("en")
    if lang is None:
        yield "。".join(filter(None, (facts.title("zh"), facts.description("zh"))))
    elif lang == "zh":
        yield facts.description("zh")


def _front(package: Package, tables: tuple[str, ...], lang: str | None) -> Iterator[str]:
    """Yield the lines of the card's front matter; JSON is YAML too, and needs no library."""
    licenses = package.descriptor["licenses"]
    # One language is no material for translators.
    without = {"translation", "bilingual"} if lang else set()
    facts = {
        "pretty_name": _title(about(package), lang),
        "license": [str(each.get("name", "other")).lower() for each in licenses],
        # The hub knows zh and en, and no scripts.
        "language": [TAGS[each].partition("-")[0] for each in spoken(lang)],
        "task_categories": [task for task in TASKS if task not in without],
        "size_categories": [SIZE],
        "tags": [tag for tag in package.descriptor.get("keywords", ()) if tag not in without],
    }
    for name, value in facts.items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    yield "configs:"
    for number, (name, file) in enumerate(_files(tables)):
        yield f"- config_name: {name}"
        if number == 0:
            yield "  default: true"
        yield "  data_files:"
        yield "  - split: test"
        yield f"    path: {file}"


def _files(tables: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield NESTED, NESTED_FILE
    for table in tables:
        yield table, f"{table}.parquet"


def _configurations(
    package: Package, tables: tuple[str, ...], languages: Sequence[str]
) -> Iterator[str]:
    """Yield the lines of the card's table of configurations, one for each table."""
    yield f"| configuration | {' | '.join(CONTENT[lang] for lang in languages)} |"
    yield "|---" * (1 + len(languages)) + "|"
    for table in tables:
        resource = package.resource(table)
        titles = (text(resource, "title", lang) for lang in languages)
        yield f"| `{table}` | {' | '.join(titles)} |"


FORM = Form(files=("{table}.parquet", NESTED_FILE, CARD), write=write, choose=whole("datasets"))
