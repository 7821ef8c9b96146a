"""The example notebook runs as it stands, and answers what the tables answer."""

import json
import re

import pytest

from conftest import ROOT
from jjjdata.languages import HAN
from jjjdata.selection import Wanted, selected

NOTEBOOK = ROOT / "docs" / "examples" / "questions.ipynb"
CELLS = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]


def sources(kind):
    return ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == kind]


@pytest.fixture(scope="module")
def answers():
    """What the names of the notebook stand for after its last cell; it needs no Jupyter."""
    names = {}
    for number, source in enumerate(sources("code")):
        exec(compile(source, f"{NOTEBOOK.name}, code cell {number}", "exec"), names)
    return names


def test_it_is_a_notebook_without_results_that_could_go_stale():
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in CELLS]
    assert len(set(ids)) == len(ids)
    for cell in CELLS:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_every_text_is_in_both_languages_and_tells_no_number_of_the_data():
    questions = [text for text in sources("markdown") if re.match(r"## \d", text)]
    assert len(questions) == 5
    for text in sources("markdown"):
        assert re.search(HAN, text)
        assert re.search(r"[A-Za-z]{4}", text)
        assert not re.search(r"\d{2}", re.sub(r"PM2\.5|`[^`]*`", "", text))


def test_its_links_lead_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", "".join(sources("markdown")))
    assert links
    assert [link for link in links if not (NOTEBOOK.parent / link).exists()] == []


def test_the_throughput_is_that_of_the_preferred_figures(answers, data):
    figures = {
        int(row["period"]): row["value"]
        for row in data["observations"]
        if row["indicator_id"] == "port-containers" and row["rank"] == "preferred"
    }
    told = answers["throughput"].dropna(subset=["value"]).set_index("year")["value"].to_dict()
    assert told == figures
    assert len(told) > 10


def test_the_figures_on_governments_word_are_those_of_the_command(answers, package):
    rows = selected(package, Wanted(verdict="supported", government_only=True, with_figure=True))
    assert set(answers["own_word"].id) == {row["id"] for row in rows} != set()


def test_the_searches_in_vain_are_counted(answers, data):
    open_claims = {row["id"] for row in data["claims"] if row["verdict"] == "not_enough_evidence"}
    in_vain = answers["in_vain"]
    assert set(in_vain.index) == open_claims
    counts = [row for row in data["searches"] if row["claim_id"] in open_claims]
    assert in_vain.searches.sum() == len(counts)
    assert in_vain.in_vain.sum() == sum(
        row["search_outcome"] in ("nothing", "repeats_only") for row in counts
    )


def test_the_verdict_without_one_origin_is_that_of_the_rule(answers, data):
    as_it_stands, *without = answers["without_one"].to_dict("records")
    (claim,) = [row for row in data["claims"] if row["id"] == "pm25-drop"]
    assert as_it_stands["verdict"] == claim["verdict"]
    assert len(without) == as_it_stands["supporting"] > 0
    assert answers["depending"].claims.sum() > 0


def test_the_errors_add_up(answers, data):
    faulty = [row for row in data["renderings"] if row["severity"] != "neutral"]
    assert answers["errors"].loc["all", "all"] == len(faulty) > 0


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_leads_to_it(name):
    assert f"]({NOTEBOOK.relative_to(ROOT).as_posix()})" in (ROOT / name).read_text("utf-8")
