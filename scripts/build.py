"""Build everything that is derived from the authored CSV files and ``datapackage.json``.

    python scripts/build.py           bring every derived file up to date
    python scripts/build.py --check   change nothing; exit with 1 and a list if something is out of date

Run twice it changes nothing. The authored files are brought into canonical form (row order, quoting, number
format) but never altered in content; verdicts and outcomes are the editor's to record and are only compared.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import readme
from jjjdata import citations, frames, rows
from jjjdata.displays import shown
from jjjdata.errors import DataError
from jjjdata.exports.croissant import describe
from jjjdata.exports.sheets import read_sheet
from jjjdata.messages import messages
from jjjdata.package import Package, text
from jjjdata.verdicts import verdicts

ROOT = Path(__file__).resolve().parent.parent
LANGS = ("en", "zh")


class Build:
    """Collects what the derived files should be and writes, or reports, those that differ."""

    def __init__(self, root: Path, check: bool) -> None:
        self.root, self.check, self.changed = root, check, list[str]()

    def put(self, name: str, content: bytes) -> None:
        """Bring one file to ``content``."""
        file = self.root / name
        if not file.exists() or file.read_bytes() != content:
            self.changed.append(name)
            if not self.check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)


def cell(value: Any) -> str:
    """Return the canonical spelling of a value in CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def csv_bytes(fields: list[dict[str, Any]], table: list[dict[str, Any]]) -> bytes:
    """Return a table as canonical CSV: UTF-8, LF, quotes only where needed."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field["name"] for field in fields])
    writer.writerows([cell(row[field["name"]]) for field in fields] for row in table)
    return stream.getvalue().encode()


def ordered(package: Package, table: str, found: list[dict[str, Any]], all_rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows in the order that the descriptor names; a key to passages sorts as the passages stand."""
    places = {row["id"]: (row["source_id"], row["start"]) for row in all_rows["passages"]}

    def key(row: dict[str, Any]) -> list[Any]:
        return [places.get(row[name], ("", 0)) if name == "passage_id" else row[name]
                for name in package.resource(table)["orderedBy"]]  # fmt: skip

    return sorted(found, key=key)


def fill_enums(descriptor: dict[str, Any], codes: list[dict[str, Any]]) -> None:
    """Copy each code list into the ``enum`` of the fields that use it."""
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            if "codeList" in field:
                listed = [row["code"] for row in codes if row["list"] == field["codeList"]]
                if not listed:
                    raise SystemExit(f"codes has no list {field['codeList']!r}, which {resource['name']} uses")
                field.setdefault("constraints", {})["enum"] = listed


def factsheet(tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return one row a claim with every key resolved to labels in both languages."""
    index = {name: {row["id"]: row for row in tables[name]} for name in ("places", "units", "sources", "organizations")}
    labels = {(row["list"], row["code"]): row for row in tables["codes"]}
    recomputed = {row["claim_id"] for row in tables["checks"]}
    ruled = verdicts(tables)
    sheet = []
    for claim in tables["claims"]:
        verdict = ruled[claim["id"]]
        row: dict[str, Any] = {name: claim.get(name) for name in
               ("id", "statement_zh", "statement_en", "quote", "source_term_zh", "period", "base_period", "value",
                "value_high", "rationale_zh", "rationale_en")}  # fmt: skip
        row |= {"supporting_origins": len(verdict.supporting), "contradicting_origins": len(verdict.contradicting),
                "recomputed": claim["id"] in recomputed}  # fmt: skip
        caveats = [c for c in tables["claim_caveats"] if c["claim_id"] == claim["id"]]
        origins = (*verdict.supporting, *verdict.contradicting)
        read = _read_for(claim["id"], origins, tables["evidence"], index["sources"])
        for lang in LANGS:
            for code_list in ("topic", "qualifier", "fidelity", "verdict", "verdict_latest"):
                code = claim[code_list]
                label = labels.get((code_list.removesuffix("_latest"), code))
                row[f"{code_list}_{lang}"] = label[f"label_{lang}"] if label else None
            for name, key in (("places", "place_id"), ("units", "unit_id")):
                found = index[name].get(claim[key])
                row[f"{key.removesuffix('_id')}_{lang}"] = found[f"name_{lang}"] if found else None
            joint = "；" if lang == "zh" else "; "
            row[f"figure_{lang}"] = figure(claim, row[f"qualifier_{lang}"], lang)
            row[f"caveats_{lang}"] = joint.join(labels["caveat", c["caveat"]][f"label_{lang}"] for c in caveats) or None
            row[f"sources_{lang}"] = joint.join(_cited(s, index["organizations"], lang) for s in read) or None
        sheet.append(row)
    return sheet


def figure(claim: dict[str, Any], qualifier: str | None, lang: str) -> str | None:
    """Return the figure of a claim as people write it: "more than 22 million TEU", 超过2200万标准箱."""
    if claim["value"] is None or claim["unit_id"] in ("rank", "ordinal", "water-class"):
        return None
    told = shown(claim["value"] if claim["value_high"] is None else claim["value_high"], claim["unit_id"], lang)
    if claim["value_high"] is not None:
        told = f"{shown(claim['value'], None, lang)}{'—' if lang == 'zh' else '–'}{told}"
    words = qualifier if qualifier and claim["qualifier"] not in ("equal", "range") else ""
    return f"{words}{'' if lang == 'zh' or not words else ' '}{told}"


def _read_for(claim: str, origins: tuple[str, ...], evidence: list[dict[str, Any]], sources: dict[str, Any]) -> list[Any]:
    """Return the sources read for a claim that count, in the order of the evidence."""
    from jjjdata.verdicts import origin_of

    found = {}
    for row in evidence:
        source = sources[row["source_id"]]
        if row["claim_id"] == claim and row["stance"] != "context" and origin_of(source, sources) in origins:
            found[source["id"]] = source
    return list(found.values())


def _cited(source: dict[str, Any], organizations: dict[str, Any], lang: str) -> str:
    publisher = organizations[source["publisher_id"]][f"name_{lang}"]
    parts = [source[f"title_{lang}"], publisher, cell(source["published_on"]) or source["published_in"], source["url"]]
    return ("，" if lang == "zh" else ", ").join(part for part in parts if part)


def dictionary(package: Package, lang: str) -> str:
    """Return the data dictionary: every table and column in one language, from the descriptor."""
    say = {
        "en": ("Data dictionary", "Generated by `scripts/build.py` from `datapackage.json`.", "Column", "Type", "Unit",
               "Title", "Description", "Key", "keys to", "codes", "required", "rows"),
        "zh": ("数据字典", "由`scripts/build.py`根据`datapackage.json`生成。", "列", "类型", "单位", "名称", "说明", "主键",
               "外键指向", "代码表", "必填", "行"),
    }[lang]  # fmt: skip
    lines = [f"# {say[0]}", "", say[1], ""]
    for name, resource in package.resources.items():
        keys = {k["fields"][0]: k["reference"].get("resource") or name for k in resource["schema"].get("foreignKeys", [])}
        lines += [f"## {name}{': ' if lang == 'en' else '：'}{text(resource, 'title', lang)}", ""]
        lines += [text(resource, "description", lang), "", f"{resource['rows']} {say[11]}. {say[7]}: " if lang == "en"
                  else f"{resource['rows']}{say[11]}。{say[7]}："]  # fmt: skip
        lines[-1] += ", ".join(f"`{key}`" for key in resource["schema"]["primaryKey"]) + "\n"
        lines += [f"| {say[2]} | {say[3]} | {say[4]} | {say[5]} | {say[6]} |", "|---|---|---|---|---|"]
        for field in resource["schema"]["fields"]:
            more = [say[10]] if field.get("constraints", {}).get("required") else []
            more += [f"{say[9]} `{field['codeList']}`"] if "codeList" in field else []
            more += [f"{say[8]} `{keys[field['name']]}`"] if field["name"] in keys else []
            unit = field.get("unit") or (f"`{field['unitField']}`" if "unitField" in field else "")
            told = text(field, "description", lang) + (f" ({'; '.join(more)})" if more and lang == "en" else
                                                       f"（{'；'.join(more)}）" if more else "")  # fmt: skip
            lines.append(f"| `{field['name']}` | {field['type']} | {unit} | {text(field, 'title', lang)} | {told} |")
        lines.append("")
    return "\n".join(lines)


def series(tables: dict[str, list[dict[str, Any]]], lang: str) -> str:
    """Return the page that lists every series with the years found and the years not found since 2013."""
    say = {
        "en": ("Series and gaps", "Generated by `scripts/build.py` from the table observations. Years for which there is only "
               "a figure worked out by us are in italics. The last column lists the years from 2013 to 2025 for which no "
               "figure was found, a dash where the series has no yearly figures at all; the column before it counts figures "
               "for other periods, such as months, days or several years.",
               "Indicator", "Place", "Years with a figure", "Other periods", "Years without", ", ", "none"),
        "zh": ("序列与缺口", "由`scripts/build.py`根据observations表生成。只有本项目推算数字的年份用斜体。"
               "最后一栏列出2013年至2025年间没有找到数字的年份，完全没有年度数字的记“—”；"
               "前一栏是其他时期（月、日、多年）数字的个数。",
               "指标", "地点", "已有年份", "其他时期", "缺少年份", "、", "无"),
    }[lang]  # fmt: skip
    names = {row["id"]: row[f"name_{lang}"] for name in ("indicators", "places") for row in tables[name]}
    found: dict[tuple[str, str], list[str]] = {}
    printed = set()
    for row in tables["observations"]:
        found.setdefault((row["indicator_id"], row["place_id"]), []).append(row["period"])
        if row["basis"] != "derived":
            printed.add((row["indicator_id"], row["place_id"], row["period"]))
    lines = [f"# {say[0]}", "", say[1], "", "| " + " | ".join(say[2:7]) + " |", "|---|---|---|---:|---|"]
    for (indicator, place), periods in sorted(found.items()):
        years = sorted({period for period in periods if len(period) == 4})
        gaps = [str(year) for year in range(2013, 2026) if years and str(year) not in years]
        other = len(set(periods) - set(years))
        told = [year if (indicator, place, year) in printed else f"*{year}*" for year in years] or ["—"]
        left = say[7].join(gaps) or (say[8] if years else "—")
        cells = f"{names[indicator]} (`{indicator}`)", names[place], say[7].join(told), str(other), left
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def rule_table(lang: str) -> str:
    """Return the page of the rules: every code with what it guards, from the messages."""
    told = {
        "en": ("Rules", "Generated by `scripts/build.py` from `src/jjjdata/messages.csv`. `jjjdata validate` applies every "
               "rule and reports each finding under its code.", "Code", "Rule"),
        "zh": ("规则", "由`scripts/build.py`根据`src/jjjdata/messages.csv`生成。"
               "`jjjdata validate`逐条执行，并以代码报告每处问题。",
               "代码", "规则"),
    }[lang]  # fmt: skip
    lines = [f"# {told[0]}", "", told[1], "", f"| {told[2]} | {told[3]} |", "|---|---|"]
    about = {key.removeprefix("about_"): say for key, say in messages().items() if key.startswith("about_")}
    return "\n".join([*lines, *(f"| `{code}` | {say[lang]} |" for code, say in about.items()), ""])


def parquet_bytes(table: pa.Table, file: Path) -> bytes:
    """Return the Parquet file of a table; the one at hand is kept if its content is the same."""
    if file.exists():
        try:
            old = pq.ParquetFile(file).read()
        except pa.ArrowException:
            old = None
        if old is not None and old.equals(table, check_metadata=True):
            return file.read_bytes()
    sink = pa.BufferOutputStream()
    frames.write_parquet(table, sink)
    return bytes(sink.getvalue())


def build(root: Path = ROOT, check: bool = False) -> list[str]:
    """Bring the package under ``root`` up to date and return the names of the files that changed."""
    job = Build(root, check)
    package = Package(root)
    authored = [name for name, resource in package.resources.items() if not resource["built"]]
    tables = {name: rows.read(package, name) for name in authored}
    fill_enums(package.descriptor, tables["codes"])
    tables |= {name: ordered(package, name, tables[name], tables) for name in authored}
    tables["factsheet"] = factsheet(tables)
    for name, resource in package.resources.items():
        fields = package.fields(name)
        content = csv_bytes(fields, tables[name])
        job.put(f"data/{name}.csv", content)
        arrow = pa.Table.from_pylist(tables[name], schema=frames.arrow_schema(package, name))
        parquet = parquet_bytes(arrow, root / f"data/{name}.parquet")
        job.put(f"data/{name}.parquet", parquet)
        resource |= {"rows": len(tables[name]), "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        resource["parquet"] = {"path": f"data/{name}.parquet", "bytes": len(parquet),
                               "hash": f"sha256:{hashlib.sha256(parquet).hexdigest()}"}  # fmt: skip
    job.put("datapackage.json", (json.dumps(package.descriptor, ensure_ascii=False, indent=2) + "\n").encode())
    items = citations.source_items(tables)
    sheets = [read_sheet(package, name, None) for name in package.resources]
    croissant = describe(package, sheets, None, root / "data", "data/")
    job.put("croissant.json", (json.dumps(croissant, ensure_ascii=False, indent=1) + "\n").encode())
    job.put("references.json", (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode())
    job.put("docs/DICTIONARY.md", dictionary(package, "en").encode())
    job.put("docs/DICTIONARY.zh.md", dictionary(package, "zh").encode())
    job.put("docs/RULES.md", rule_table("en").encode())
    job.put("docs/RULES.zh.md", rule_table("zh").encode())
    job.put("docs/SERIES.md", series(tables, "en").encode())
    job.put("docs/SERIES.zh.md", series(tables, "zh").encode())
    for name, lang in (("README.md", "en"), ("README.zh.md", "zh")):
        page = (root / name).read_text(encoding="utf-8")
        job.put(name, readme.filled(page, readme.blocks(package, tables, lang)).encode())
    return job.changed


def main() -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if something is out of date")
    args = parser.parse_args()
    try:
        changed = build(check=args.check)
    except DataError as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    for name in changed:
        print(f"{'out of date' if args.check else 'written'}: {name}")
    if not changed:
        print("everything is up to date")
    return 1 if args.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
