"""The generated pages: ``docs/reference/``, and blocks of README and METHOD, from ``templates/``.

The wording of a page stands in its template, one in each language; here is only what it tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from functools import cache, cached_property, partial
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2

import baseline
import jjjdata
from agreement import (
    against_record,
    by_code,
    changed_verdicts,
    judged_otherwise,
    record,
    recorded,
    seen_by_all,
    voted,
)
from jjjdata.agreements import READERS, agreement
from jjjdata.baselines import Line
from jjjdata.cards import verdict_words
from jjjdata.charts import Chart
from jjjdata.database import select
from jjjdata.exports import jsonl
from jjjdata.package import LANGUAGES, Field, Package, text
from jjjdata.records import read_label
from jjjdata.rules import RULES
from jjjdata.selection import IS_FIGURE
from jjjdata.splits import PARTS
from jjjdata.tables import Row

TEMPLATES = Path(__file__).resolve().parent / "templates"
# The series that the READMEs show.
CHARTS = (("pm25-mean", "jjj"), ("port-containers", "tianjin-port"))
FIRST_YEAR, LAST_YEAR = 2013, 2025
# A series has hardly changed in years whose highest is at most so many times their lowest; fewer
# years than these tell nothing.
HARDLY, FEWEST_YEARS = 1.05, 3
READMES = {"en": "README.md", "zh": "README.zh.md"}
METHODS = {"en": "docs/METHOD.md", "zh": "docs/METHOD.zh.md"}
TOOLS = {"en": "docs/TOOLS.md", "zh": "docs/TOOLS.zh.md"}
USES = {"en": "docs/USE.md", "zh": "docs/USE.zh.md"}
R_CLASSES = {
    "string": "character",
    "integer": "integer",
    "number": "numeric",
    "boolean": "logical",
    "date": "Date",
}
BLOCK = re.compile(r"(<!-- generated: (\w+) -->)\n.*?(<!-- end -->)", re.DOTALL)

# What was found, of figures and of all else that can be checked.
KINDS = f"""
    select
        {IS_FIGURE} as is_figure,
        count(*) as claims,
        count(*) filter (where verdict = 'supported' and backing = 'government') as own_word,
        count(*) filter (where verdict = 'supported' and backing = 'outside') as outside,
        count(*) filter (where verdict = 'conflicting') as conflicting,
        count(*) filter (where verdict = 'not_enough_evidence') as not_enough,
        count(*) filter (where verdict = 'refuted') as refuted
    from claims
    join (select claim_id, backing from verdicts where reading = 'verdict') on claim_id = claims.id
    where checkability = 'checkable'
    group by is_figure
    order by is_figure desc
"""  # noqa: S608
COUNTS = {
    "found": """
        select count(*) as claims, count(*) filter (where checkability = 'checkable') as checkable
        from claims
    """,
    # The checkable claims with a figure: whose word their verdicts rest on, and whether someone
    # looked for a count by anyone else.
    "figures": f"""
        select
            count(*) as claims,
            count(*) filter (where backing = 'government') as government,
            count(*) filter (where backing = 'government' and claims.verdict = 'conflicting')
                as conflicting,
            count(*) filter (
                where backing = 'government' and claims.verdict = 'not_enough_evidence'
            ) as too_little,
            count(*) filter (where backing = 'outside') as outside,
            count(*) filter (where backing is null) as without,
            count(*) filter (where claims.id in (select claim_id from searches)) as searched
        from claims
        join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
        where {IS_FIGURE}
    """,  # noqa: S608
    "fidelity": """
        select
            count(*) filter (
                where fidelity not in ('original_not_seen', 'not_translated')
            ) as seen,
            count(*) filter (where fidelity = 'original_not_seen') as unseen,
            count(*) filter (where fidelity = 'faithful') as faithful,
            count(*) filter (where fidelity = 'imprecise') as imprecise,
            count(*) filter (where fidelity in ('mistranslated', 'garbled')) as wrong
        from claims
    """,
}
# Who outside the state bears out which of the claims that are supported.
OUTSIDE = """
    select distinct counted.claim_id, organizations.name_zh, organizations.name_en
    from counted
    join sources on sources.id = counted.origin_id
    join organizations on organizations.id = sources.publisher_id
    where counted.reading = 'verdict' and counted.side = 'for' and counted.control = 'other'
    order by counted.origin_id
"""
# The years of a series, the last one first.
YEARS = """
    select period, value, basis = 'derived' as is_ours
    from observations
    where rank = 'preferred' and indicator_id = ? and place_id = ? and length(period) = 4
    order by period desc
"""
# Whose pages carry the evidence that counts, each claim's in the order of its evidence.
COUNTED_SOURCES = """
    select evidence.claim_id, sources.url, organizations.*
    from judged
    join evidence on evidence.id = judged.evidence_id
    join sources on sources.id = evidence.source_id
    join organizations on organizations.id = sources.publisher_id
    where judged.counts
    order by evidence.rowid
"""
# How much of what was entered a second reader found again.
READING = """
    with carrying as (
        select evidence.claim_id, evidence.reread_on
        from evidence
        join claims on claims.id = evidence.claim_id
        join origins on origins.source_id = evidence.source_id and origins.is_origin
        join counted
            on counted.claim_id = evidence.claim_id
            and counted.origin_id = origins.via_id
            and counted.reading = 'verdict_latest'
        where evidence.stance <> 'context' and claims.checkability = 'checkable'
    )
    select
        (select count(*) from evidence) as evidence,
        (select count(reread_on) from evidence) as evidence_found,
        (select count(*) from carrying) as carrying,
        (select count(reread_on) from carrying) as carrying_found,
        (
            select count(*)
            from (select claim_id from carrying group by claim_id having count(reread_on) = 0)
        ) as unread_claims,
        (
            select count(*)
            from observations
            where rank = 'preferred' and basis = 'as_printed'
        ) as observations,
        (
            select count(reread_on)
            from observations
            where rank = 'preferred' and basis = 'as_printed'
        ) as observations_found
"""

Tables = Mapping[str, list[Row]]


class BlockError(Exception):
    """A page without the place for a generated block; the message says which."""


class Figures:
    """What pages tell of a package in either language; what takes long is computed once."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def votes(self) -> dict[str, Any]:
        """How far the two readers agreed."""
        return _votes(self.package)

    @cached_property
    def baselines(self) -> list[Line]:
        """What a plain baseline does."""
        return baseline.of_package(self.package)

    @cached_property
    def parts(self) -> dict[str, list[int]]:
        """How many rows of evidence of each stance lie in each part."""
        codes = select(self.package, "select code from codes where list = 'stance' order by rowid")
        parts = Counter(
            (item["stance"], item["split"])
            for claim in jsonl.nested(self.package)
            for item in claim["evidence"]
        )
        return {row["code"]: [parts[row["code"], part] for part in PARTS] for row in codes}


def reference(package: Package, tables: Tables) -> dict[str, str]:
    """Return the pages of ``docs/reference/`` in both languages, by their path."""
    pages = {}
    for lang in LANGUAGES:
        contexts: dict[str, dict[str, Any]] = {
            "dictionary": {
                "tables": _dictionary(package, lang),
                "lists": _code_lists(tables, lang),
            },
            "rules": {"rules": [RULES[code] for code in sorted(RULES)]},
            "series": _series(tables, lang),
            "claims": {"topics": _by_topic(package, lang)},
        }
        ending = ".md" if lang == "en" else f".{lang}.md"
        for name, context in contexts.items():
            path = f"docs/reference/{name.upper()}{ending}"
            pages[path] = render(f"{lang}/{name}.md", **context)
        for pair in CHARTS:
            pages[_picture(pair, lang)] = _chart(pair, package, lang).svg + "\n"
    return pages


def _code_lists(tables: Tables, lang: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return the codes of each list, with label and definition."""
    lists: dict[str, list[tuple[str, str, str]]] = {}
    for row in tables["codes"]:
        told = (row["code"], row[f"label_{lang}"], row[f"definition_{lang}"] or "")
        lists.setdefault(row["list"], []).append(told)
    return lists


def _chart(pair: tuple[str, str], package: Package, lang: str) -> Chart:
    return jjjdata.chart(*pair, lang=lang, package=package)


def _picture(pair: tuple[str, str], lang: str) -> str:
    """Return the path of the picture of a series."""
    ending = ".svg" if lang == "en" else f".{lang}.svg"
    return f"docs/reference/{'--'.join(pair)}{ending}"


def _charts(package: Package, lang: str) -> str:
    """Return the pictures of a README, each told by its title to those who don't see it."""
    charts = [
        {
            "title": _chart(pair, package, lang).title,
            "picture": _picture(pair, lang),
            "level": _level(package, pair),
        }
        for pair in CHARTS
    ]
    return render(f"{lang}/readme_charts.md", charts=charts, fewest=FEWEST_YEARS)


def _level(package: Package, pair: tuple[str, str]) -> list[Row]:
    """Return the last years of a series, as far back as it has hardly changed since."""
    level: list[Row] = []
    for row in select(package, YEARS, *pair):
        values = [year["value"] for year in (row, *level)]
        if max(values) > HARDLY * min(values):
            break
        level.insert(0, row)
    return level


def readme(page: str, figures: Figures, lang: str) -> str:
    """Return a README with each generated block made anew, whatever stood in it."""
    package = figures.package
    blocks = {
        "session": _session(package, lang),
        "charts": _charts(package, lang),
        "tables": render(f"{lang}/readme_tables.md", tables=_listing(package, lang)),
        "found": render(
            f"{lang}/readme_found.md",
            claims=_claims(package, lang),
            kinds=select(package, KINDS),
            outside=_outside(package, lang),
            **{name: _one(package, query) for name, query in COUNTS.items()},
        ),
        "cite": f"> {_citation(package, lang)}",
    }
    return _filled(READMES[lang], page, blocks)


def method(page: str, figures: Figures, lang: str) -> str:
    """Return a METHOD with each generated block made anew."""
    blocks = {
        "reading": render(f"{lang}/method_reading.md", **_one(figures.package, READING)),
        "votes": render(f"{lang}/method_votes.md", **figures.votes),
    }
    return _filled(METHODS[lang], page, blocks)


def tools(page: str, figures: Figures, lang: str) -> str:
    """Return the page of tools with the lines that read each table in R, which has no schema."""
    package, lines = figures.package, []
    for table, resource in package.resources.items():
        classes = ", ".join(f'"{R_CLASSES[field["type"]]}"' for field in package.fields(table))
        lines.append(
            f'{table} <- read.csv("{resource["path"]}", na.strings = "", encoding = "UTF-8", '
            f"colClasses = c({classes}))"
        )
    return _filled(TOOLS[lang], page, {"r": "\n".join(["```r", *lines, "```"])})


def use(page: str, figures: Figures, lang: str) -> str:
    """Return the page on use with what is known of the labels, and what a plain baseline does."""
    blocks = {
        "labels": render(f"{lang}/use_labels.md", counts=figures.parts, **figures.votes),
        "baseline": render(f"{lang}/use_baseline.md", lines=figures.baselines),
    }
    return _filled(USES[lang], page, blocks)


def _votes(package: Package) -> dict[str, Any]:
    """Return how far the two readers agreed, with each other and with what is recorded."""
    subjects = {"stance": "evidence", "checkability": "claims"}
    pairs = {name: voted(package, subject) for name, subject in subjects.items()}
    differing, cautious = against_record(package)
    return {
        **{
            name: {"whole": agreement(judged), "codes": by_code(judged)}
            for name, judged in pairs.items()
        },
        "differing": differing,
        "cautious": cautious,
        "labels": {
            row["code"]: row
            for row in select(package, "select * from codes where list in (?, ?)", *subjects)
        },
        "recorded": {reader: agreement(recorded(package, reader)) for reader in READERS},
        "changed": {reader: changed_verdicts(package, reader) for reader in READERS},
        "otherwise": judged_otherwise(package),
        "record": record(package),
        "contradicted_by_all": seen_by_all(package, "contradicts"),
        "unvoted": _one(package, "select count(*) as rows from evidence")["rows"]
        - len(pairs["stance"]),
    }


def _filled(name: str, page: str, blocks: dict[str, str]) -> str:
    def filled(block: re.Match[str]) -> str:
        start, title, end = block.groups()
        if title not in blocks:
            raise BlockError(f"{name}: nothing is generated under the name {title}")
        return f"{start}\n{blocks.pop(title).rstrip()}\n{end}"

    done = BLOCK.sub(filled, page)
    if blocks:
        raise BlockError(f"{name}: there is no block for {', '.join(blocks)}")
    return done


def without_blocks(page: str) -> str:
    """Return what people write of a page: every generated block is emptied, its lines kept."""
    return BLOCK.sub(lambda block: "\n" * block[0].count("\n"), page)


def render(template: str, **context: Any) -> str:
    """Return a template filled in."""
    return _environment().get_template(template).render(context)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 (Markdown of our own words)
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
    )


def _dictionary(package: Package, lang: str) -> list[dict[str, Any]]:
    """Return every table with its columns, as the dictionary lists them."""
    tables = []
    for name, resource in package.resources.items():
        others = {columns[0]: other for columns, other, _ in package.foreign_keys(name)}
        columns = [_column(field, others, lang) for field in package.fields(name)]
        key = ", ".join(f"`{column}`" for column in package.primary_key(name))
        tables.append({**_table(package, name, resource, lang), "key": key, "columns": columns})
    return tables


def _column(field: Field, others: Mapping[str, str], lang: str) -> dict[str, Any]:
    unit_column = f"`{field['unitField']}`" if "unitField" in field else ""
    return {
        "name": field["name"],
        "type": field["type"],
        "unit": field.get("unit") or unit_column,
        "title": text(field, "title", lang),
        "description": text(field, "description", lang),
        "required": field.get("constraints", {}).get("required", False),
        "codes": field.get("codeList"),
        "other": others.get(field["name"]),
    }


def _listing(package: Package, lang: str) -> list[dict[str, Any]]:
    return [_table(package, name, resource, lang) for name, resource in package.resources.items()]


def _table(package: Package, name: str, resource: Mapping[str, Any], lang: str) -> dict[str, Any]:
    return {
        "name": name,
        "rows": package.resource(name)["rows"],
        "path": resource["path"],
        "title": text(resource, "title", lang),
        "description": text(resource, "description", lang),
    }


def _series(tables: Tables, lang: str) -> dict[str, Any]:
    """Return every series with the years found and not found; derived years are in italics."""
    labels = {
        (row["list"], row["code"]): row[f"label_{lang}"]
        for row in tables["codes"]
        if row["list"] in ("basis", "rank")
    }
    names = {
        name: {row["id"]: row[f"name_{lang}"] for row in tables[name]}
        for name in ("indicators", "places")
    }
    observations: dict[tuple[str, str], list[Row]] = {}
    for row in tables["observations"]:
        observations.setdefault((row["indicator_id"], row["place_id"]), []).append(row)
    lines = [
        {
            "indicator": names["indicators"][indicator_id],
            "indicator_id": indicator_id,
            "place": names["places"][place_id],
            **_years(rows, labels),
        }
        for (indicator_id, place_id), rows in sorted(observations.items())
    ]
    return {"series": lines, "first_year": FIRST_YEAR, "last_year": LAST_YEAR}


def _years(observations: Iterable[Row], labels: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return the years of a series, its gaps and the number of its other periods.

    A target, a part of a year and a figure known to be wrong are no figure of a year. Where there
    is nothing else, the year is a gap, with what there is beside it.
    """
    by_period: dict[str, list[Row]] = {}
    for row in observations:
        by_period.setdefault(row["period"], []).append(row)
    figures = {
        period: [row for row in rows if _lack(row) is None] for period, rows in by_period.items()
    }
    years = sorted(period for period in by_period if len(period) == len("2024"))
    found = [year for year in years if figures[year]]
    lacks = {year: _lack(by_period[year][0]) for year in years if not figures[year]}
    gaps = [str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1) if str(year) not in found]
    return {
        "years": [
            year if any(row["basis"] != "derived" for row in figures[year]) else f"*{year}*"
            for year in found
        ],
        "other_periods": len(by_period) - len(years),
        "gaps": [{"year": year, "held": labels.get(lacks.get(year) or ("", ""))} for year in gaps],
        "is_yearly": bool(years),
    }


def _lack(row: Row) -> tuple[str, str] | None:
    """Return the code for why a figure is none of a whole year; it is told of years alone."""
    if row["basis"] in ("target", "part_year"):
        return "basis", row["basis"]
    return ("rank", "deprecated") if row["rank"] == "deprecated" else None


def _claims(package: Package, lang: str) -> list[dict[str, Any]]:
    """Return each claim as lists tell it: statement, verdict in words, summary, what to print."""
    query = f"""
        select
            claims.id,
            claims.statement_{lang} as statement,
            claims.summary_{lang} as summary,
            claims.safe_{lang} as safe,
            claims.verdict,
            verdicts.backing,
            topic.label_{lang} as topic,
            {IS_FIGURE} as is_figure,
            claims.verdict = 'supported' and verdicts.backing = 'outside' as is_outside
        from claims
        join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
        join codes as topic on topic.list = 'topic' and topic.code = claims.topic
        order by claims.rowid
    """  # noqa: S608
    return [{**row, "verdict": _words(package, row, lang)} for row in select(package, query)]


def _outside(package: Package, lang: str) -> dict[str, list[str]]:
    """Return by claim who outside the state bears it out."""
    found: dict[str, list[str]] = {}
    for row in select(package, OUTSIDE):
        found.setdefault(row["claim_id"], []).append(row[f"name_{lang}"])
    return found


def _by_topic(package: Package, lang: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the claims of each topic, in the order in which the topics come up."""
    topics: dict[str, list[dict[str, Any]]] = {}
    sources = _counted_sources(package, lang)
    for claim in _claims(package, lang):
        told = {**claim, "sources": sources.get(claim["id"], [])}
        topics.setdefault(claim["topic"], []).append(told)
    return list(topics.items())


def _counted_sources(package: Package, lang: str) -> dict[str, list[tuple[str, str]]]:
    """Return by claim who publishes the evidence that counts, and where it may be linked to."""
    found: dict[str, dict[str, str]] = {}
    for row in select(package, COUNTED_SOURCES):
        name = row[f"short_{lang}"] or row[f"name_{lang}"]
        links = found.setdefault(row["claim_id"], {})
        links[name] = links.get(name) or row["url"] or ""
    return {claim: list(links.items()) for claim, links in found.items()}


def _words(package: Package, claim: Row, lang: str) -> str:
    backing = read_label(package, "backing", claim["backing"]) if claim["backing"] else None
    return verdict_words(read_label(package, "verdict", claim["verdict"]), backing, lang)


def _one(package: Package, query: str) -> Row:
    """Return the only row of a query."""
    [row] = select(package, query)
    return row


def _citation(package: Package, lang: str) -> str:
    """Return the citation of the dataset: APA in English, GB/T 7714 in Chinese."""
    if lang == "en":
        return jjjdata.cite(package=package)
    return jjjdata.cite(style="gb7714", package=package).removeprefix("[1] ")


def _session(package: Package, lang: str) -> str:
    """Return the session with the output that it really gives, run on ``package``."""
    scope: dict[str, Any] = {
        "jjjdata": SimpleNamespace(load=partial(jjjdata.load, package=package)),
    }
    lines = ["```pycon"]
    for line in render("session.pycon", lang=lang).splitlines():
        lines.append(line)
        statement = line.removeprefix(">>> ")
        if statement == "import jjjdata":
            continue  # it would be the installed package, not the one being built
        output = StringIO()
        with redirect_stdout(output):
            exec(compile(statement, "README", "single"), scope)  # noqa: S102
        lines += output.getvalue().rstrip().splitlines()
    return "\n".join([*lines, "```"])
