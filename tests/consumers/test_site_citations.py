"""The citations on the pages of the reader are those that Pandoc sets."""

import pytest

import jjjdata
from conftest import ROOT
from jjjdata.package import Package
from jjjdata.site.citing import citations
from jjjdata.site.material import gather
from jjjdata.site.telling import Teller

STYLES = {"APA": "apa", "GB/T 7714": "gb7714", "BibTeX": "bibtex"}


@pytest.fixture(scope="module")
def material():
    return gather(Package(ROOT))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("number", range(0, 100, 9))
def test_a_citation_is_as_pandoc_sets_it(material, lang, number):
    claim = material.claims[number]
    for each in citations(claim, Teller(material, lang, f"{lang}/claims/{claim.id}.html")):
        expected = jjjdata.cite(claim.id, STYLES[each.style], lang, package=material.package)
        assert each.text == expected.removeprefix("[1] ")
