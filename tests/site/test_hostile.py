"""Texts of a hostile fork stay text, whatever they hold."""

import json

import pytest
from lxml import html

from cells import put
from jjjdata.package import Package
from jjjdata.site.building import site_files

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
QUOTES = '"\'><b onmouseover="alert(3)">{{ 7*7 }}{% raw %}&amp;'
# Directional marks, a joiner that nobody sees, and what ends a line in JavaScript.
MARKS = "\u202eabc\u2066\u200b\u2028"
HOSTILE = SCRIPT + QUOTES + MARKS
SPELLED = "\\u202eabc\\u2066\\u200b\\u2028"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The pages of a fork with hostile texts in every column of words that a page shows."""
    import shutil

    from conftest import ROOT

    copy = tmp_path_factory.mktemp("fork")
    shutil.copy(ROOT / "datapackage.json", copy)
    shutil.copytree(ROOT / "data", copy / "data")
    both = lambda *names: {f"{n}_{lang}": HOSTILE for n in names for lang in ("zh", "en")}  # noqa: E731
    claim = both("statement", "summary", "safe", "rationale")
    put(copy, "claims", "port-containers-2023", quote=HOSTILE, source_term_zh=HOSTILE, **claim)
    put(copy, "evidence", "port-containers-2023-e01", quote=HOSTILE, **both("finding"))
    put(copy, "indicators", "port-containers", **both("name", "definition"))
    put(copy, "places", "tianjin-port", **both("name"))
    put(copy, "sources", "cns-20240227-mt", **both("title"))
    put(copy, "people", "guo-lanfeng-ndrc", **both("name", "post"))
    put(copy, "organizations", "scio", **both("name"))
    put(copy, "terms", "dateline-date", **both("term", "note"))
    put(copy, "renderings", "cns-20240227-mt-p01-r02", variant_en=HOSTILE, **both("note"))
    put(copy, "searches", "port-containers-2023-s31", query=HOSTILE, **both("note"))
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    descriptor |= {"title": HOSTILE, "title_zh": HOSTILE, "homepage": "javascript:alert(4)"}
    descriptor["contributors"][0]["title"] = HOSTILE
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    return dict(site_files(Package(copy)))


def pages(hostile):
    return {
        path: html.fromstring(content.decode())
        for path, content in hostile.items()
        if path.endswith(".html")
    }


def test_no_element_or_attribute_comes_from_a_text(hostile):
    seen = 0
    for path, page in pages(hostile).items():
        assert not page.xpath("//*[@onerror or @onmouseover]"), path
        assert not page.xpath("//img[@src='x']"), path
        assert all(
            script.get("src") or script.get("type") == "application/ld+json"
            for script in page.iter("script")
        ), path
        seen += "<script>alert(1)</script>" in page.text_content()
    assert seen > 20


def test_no_template_runs_in_a_text(hostile):
    assert "{{ 7*7 }}" in pages(hostile)["en/claims/port-containers-2023.html"].text_content()


def test_what_a_browser_would_obey_or_hide_is_spelled_out(hostile):
    for path, content in hostile.items():
        if path.endswith((".html", ".svg")):
            assert not set(MARKS) - set("abc") & set(content.decode()), path
    heading = pages(hostile)["en/claims/port-containers-2023.html"].find(".//h1")
    assert SPELLED in heading.text_content()


def test_what_programs_are_told_is_still_json(hostile):
    page = pages(hostile)["en/claims/port-containers-2023.html"]
    told = json.loads(page.find(".//script[@type='application/ld+json']").text)
    assert told["claimReviewed"] == HOSTILE


def test_an_address_that_is_none_of_the_web_is_no_link(hostile):
    for path, page in pages(hostile).items():
        assert not page.xpath("//@href[starts-with(., 'javascript')]"), path
