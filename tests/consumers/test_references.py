"""Programs for references read ours: BibTeX, CSL-JSON and CITATION.cff."""

import json
import re
import subprocess
import sys
import warnings

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware

from exports.copies import ROOT
from jjjdata import __version__
from jjjdata.citations import bibtex, cite, source_items

# Pandoc sets quotation marks as it sees fit, single or double.
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": "'", "”": "'", '"': "'", "\u00a0": " "})


def parsed(text):
    """Return the fields of an entry: LaTeX decoded, but for the address, which is set as it is."""
    raw = bibtexparser.parse_string(text)
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,), (plain,) = library.entries, raw.entries
    fields = {each.key: re.sub("[{}]", "", str(each.value)) for each in entry.fields}
    fields |= {each.key: each.value for each in plain.fields if each.key == "url"}
    return {"type": entry.entry_type, **fields}


def test_bibtex_is_read_back(data):
    """A parser that knows nothing of us reads the titles, bodies, dates and addresses."""
    tables = {name: data[name] for name in ("sources", "organizations", "codes")}
    items = source_items(tables)
    for source in items[:: max(1, len(items) // 40)]:
        entry = parsed(bibtex(source))
        assert entry["title"].translate(QUOTES) == source["title"].translate(QUOTES)
        body = entry["author"] if "author" in source else entry["journal"]
        given = source.get("container-title") or source["author"][0]["literal"]
        assert body.translate(QUOTES) == given.translate(QUOTES)
        assert entry.get("url") == source.get("URL")
        issued = source.get("issued", {"date-parts": [[None]]})["date-parts"][0][0]
        assert entry.get("year") == (issued and str(issued))
        accessed = source.get("accessed", {"date-parts": [[]]})["date-parts"][0]
        assert entry.get("urldate", "") == "-".join(f"{part:02}" for part in accessed)


def test_bibtex_of_a_claim_is_read_back():
    entry = parsed(cite("port-containers-2023", style="bibtex"))
    assert entry["type"] == "inbook"
    assert entry["booktitle"].startswith("jjjdata: ten years")
    assert entry["version"] == __version__


def test_another_csl_processor_reads_references_json():
    from citeproc.source.json import CiteProcJSON

    items = json.loads((ROOT / "data" / "derived" / "references.json").read_text("utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(CiteProcJSON(items)) == len(items)


def valid_cff(file):
    schema = ["--builtin-schema", "vendor.citation-file-format"]
    words = [sys.executable, "-m", "check_jsonschema", *schema, str(file)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_citation_cff_is_valid(tmp_path):
    done = valid_cff(ROOT / "CITATION.cff")
    assert done.returncode == 0, done.stdout + done.stderr
    bad = tmp_path / "CITATION.cff"
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    bad.write_text(text.replace("CC-BY-4.0", "CC-BY-ish"), "utf-8")
    assert valid_cff(bad).returncode == 1, "the schema notices nothing"
