"""The generated blocks of the READMEs: session, tables, verdicts and citation, in either language."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

from jjjdata.citations import cite as citation
from jjjdata.package import Package, text

SESSION = """
import jjjdata
claims = jjjdata.load("claims", lang="{lang}")
claims.shape
claims.set_index("id").loc["port-containers-2023", ["statement", "value", "unit_id", "verdict"]]
evidence = jjjdata.load("evidence", lang="{lang}", columns=["claim_id", "stance", "value", "period"])
evidence[evidence.claim_id == "port-containers-2023"].value_counts("stance")
port = jjjdata.load("observations").query("indicator_id == 'port-containers' and basis == 'as_printed'")
port.query("rank == 'preferred'")[["period", "value", "printed", "source_id"]].tail(3)
"""
WORDS = {
    "en": ("Table", "Rows", "What a row is", "Verdict", "Claims", "Available", ": "),
    "zh": ("表", "行数", "每行内容", "结论", "条数", "数据", "："),
}


def session(lang: str) -> str:
    """Return the session with the output it really gives, run on the package as it stands."""
    from jjjdata import package

    # The session reads the package as it stands now, not as it was when this process first read it.
    package._shipped = None
    scope: dict[str, Any] = {}
    lines = []
    for line in SESSION.format(lang=lang).strip().splitlines():
        lines.append(f">>> {line}")
        out = StringIO()
        with redirect_stdout(out):
            exec(compile(line, "README", "single"), scope)  # noqa: S102
        lines += out.getvalue().rstrip().splitlines()
    return "```pycon\n" + "\n".join(lines) + "\n```"


def blocks(package: Package, tables: dict[str, list[dict[str, Any]]], lang: str) -> dict[str, str]:
    """Return the generated blocks by name."""
    words = WORDS[lang]
    listing = [f"| {words[0]} | {words[1]} | {words[2]} | CSV |", "|---|---:|---|---|"]
    listing += [f"| `{name}` | {r['rows']} | {text(r, 'description', lang)} | [{name}.csv]({r['path']}) |"
                for name, r in package.resources.items()]  # fmt: skip
    labels = {row["code"]: row[f"label_{lang}"] for row in tables["codes"] if row["list"] == "verdict"}
    counts = Counter(row["verdict"] for row in tables["claims"])
    verdicts = [f"| {words[3]} | {words[4]} |", "|---|---:|"]
    verdicts += [f"| {labels[code]} | {counts[code]} |" for code in sorted(labels, key=lambda code: -counts[code])]
    title, version = text(package.descriptor, "title", lang), package.descriptor["version"]
    year = package.descriptor["created"][:4]
    cite = {"en": f"> {citation()}",
            "zh": f"> The jjjdata team. {title}[DS]. 版本{version}. {year}."}  # fmt: skip
    return {"session": session(lang), "tables": "\n".join(listing), "verdicts": "\n".join(verdicts), "cite": cite[lang]}


def filled(page: str, parts: dict[str, str]) -> str:
    """Return a README with each generated block replaced; an unknown or missing block is an error."""

    def block(match: re.Match[str]) -> str:
        return f"{match[1]}\n{parts.pop(match[2])}\n{match[3]}"

    done = re.sub(r"(<!-- generated: (\w+) -->)\n.*?(<!-- end -->)", block, page, flags=re.DOTALL)
    if parts:
        raise SystemExit(f"README has no block for {', '.join(parts)}")
    return done
