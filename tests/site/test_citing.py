"""How to cite is read from the table citations and made nowhere else."""

from dataclasses import replace

import pytest

from jjjdata.citations import cite, dataset_reference
from jjjdata.site.citing import citations
from jjjdata.site.telling import Teller

LANGUAGES = ("en", "zh")


def texts(page):
    return [each.text for each in page.find_class("citation")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_is_cited_as_the_table_has_it(site, data, lang):
    rows = {row["id"]: row for row in data["citations"]}
    for id, page in site.of("claims", lang).items():
        expected = {rows[id]["apa"], rows[id]["gb7714"].removeprefix("[1] ")}
        assert expected <= set(texts(page)), id


@pytest.mark.parametrize("id", ["pm25-drop", "port-containers-2023"])
def test_it_is_what_cite_returns(material, id):
    [claim] = [each for each in material.claims if each.id == id]
    told = {each.style: each.text for each in citations(claim, Teller(material, "en", "x"))}
    assert told["APA"] == cite(id, "apa")
    assert told["BibTeX"] == cite(id, "bibtex")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_series_is_cited_as_the_dataset_and_by_its_name(site, material, lang):
    start = dataset_reference(material.facts, "apa", lang)
    for name, page in site.of("series", lang).items():
        [text] = [each for each in texts(page) if each.startswith(start)]
        assert " / ".join(name.split("--")) in text


def test_a_copy_without_stored_citations_cites_the_dataset(material):
    teller = Teller(replace(material, citations={}), "en", "x")
    told = citations(material.claims[0], teller)
    assert told[0].text == dataset_reference(material.facts, "apa", "en")
