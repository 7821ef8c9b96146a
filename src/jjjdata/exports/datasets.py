"""Datasets: a folder that ``datasets.load_dataset`` opens: Parquet, JSON Lines, a dataset card.

There is a configuration a table, each read from its Parquet file, and one named ``nested``, read
from JSON Lines, in which a claim stands with all that bears on it. There is one split, ``test``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from string import Template

from ..descriptors import about
from ..languages import TAGS
from ..package import Package, text
from . import jsonl, parquet
from .forms import Form, Task, whole
from .sheets import spoken

CARD = "README.md"
NESTED = "nested"
# The hub's word for a size; up to a thousand claims it stays true.
SIZE = "n<1K"
TASKS = ("text-classification", "translation")


def write(task: Task) -> None:
    """Write a Parquet file a table, the nested claims, and the card that names them all."""
    parquet.write(task)
    lines = jsonl.as_lines(jsonl.nested(task.package, task.lang))
    task.paths[jsonl.FILE].write_bytes(lines.encode())
    task.paths[CARD].write_bytes(card(task.package, task.tables, task.lang).encode())


def card(package: Package, tables: tuple[str, ...], lang: str | None) -> str:
    """Return the dataset card: what programs read of it, then what people do."""
    facts = about(package)
    template = Template(files(__package__).joinpath("card.md").read_text(encoding="utf-8"))
    return template.substitute(
        front="\n".join(_front(package, tables, lang)),
        title=facts.descriptor["title"],
        title_zh=text(facts.descriptor, "title", "zh") or facts.descriptor["title"],
        description=text(facts.descriptor, "description", "en"),
        description_zh=text(facts.descriptor, "description", "zh"),
        version=facts.version,
        licenses=", ".join(license.title for license in facts.licenses),
        configurations="\n".join(_configurations(package, tables)),
    )


def _front(package: Package, tables: tuple[str, ...], lang: str | None) -> Iterator[str]:
    """Yield the lines of the card's front matter; JSON is YAML too, and needs no library."""
    licenses = package.descriptor["licenses"]
    facts = {
        "pretty_name": package.descriptor["title"],
        "license": [str(each.get("name", "other")).lower() for each in licenses],
        # The hub knows zh and en, and no scripts.
        "language": [TAGS[each].partition("-")[0] for each in spoken(lang)],
        "task_categories": list(TASKS),
        "size_categories": [SIZE],
        "tags": list(package.descriptor.get("keywords", ())),
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
    yield NESTED, jsonl.FILE
    for table in tables:
        yield table, f"{table}.parquet"


def _configurations(package: Package, tables: tuple[str, ...]) -> Iterator[str]:
    """Yield a line of the card for each configuration of a table."""
    for table in tables:
        resource = package.resource(table)
        titles = (text(resource, "title", "en"), text(resource, "title", "zh"))
        yield f"| `{table}` | {' | '.join(titles)} |"


FORM = Form(files=("{table}.parquet", jsonl.FILE, CARD), write=write, tables=whole("datasets"))
