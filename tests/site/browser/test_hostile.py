"""The texts of a hostile fork stay texts: on every kind of page, and in what the search finds."""

import json
import shutil

import pytest
from shell import run

from browsers import recorded
from cells import put
from conftest import ROOT

CLAIM, INDICATOR, PLACE = "port-containers-2023", "port-containers", "tianjin-port"
# Each would set "hurt" if a browser took it for more than words.
HOSTILE = (
    "<script>window.hurt = 1</script>",
    "</script><script>window.hurt = 2</script>",
    "\"><img src='x' onerror='window.hurt = 3'>",
    "' onfocus='window.hurt = 4' autofocus='",
    "--><svg onload='window.hurt = 5'>",
    "{{ 7 * 191 }}{% raw %}",
    "\u202etxet\u2069 \u2028 end",
)
MARKUP = " ".join(HOSTILE)
PAGES = (
    "index.html",
    f"claims/{CLAIM}.html",
    f"series/{INDICATOR}--{PLACE}.html",
    "series.html",
    "glossary.html",
    "documents.html",
)


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    """A reader of a copy in which every text that a page shows is hostile."""
    home = tmp_path_factory.mktemp("fork")
    shutil.copy(ROOT / "datapackage.json", home)
    shutil.copytree(ROOT / "data", home / "data")
    claim = ("statement", "summary", "safe", "rationale")
    put(home, "claims", CLAIM, **hostile(claim), quote=MARKUP, source_term_zh=MARKUP)
    put(home, "indicators", INDICATOR, **hostile(("name", "definition", "keywords")))
    put(home, "places", PLACE, **hostile(("name",)))
    put(home, "terms", "dateline", **hostile(("term", "note")))
    put(home, "renderings", "cns-20240227-mt-p01-r02", variant_en=MARKUP)
    put(home, "sources", "bjyouth-20240403", **hostile(("title",)))
    reader = home / "reader"
    done = run("site", reader, "--package", home)
    assert done.returncode == 0, done.stderr.decode()
    return reader


def hostile(stems):
    return {f"{stem}_{lang}": MARKUP for stem in stems for lang in ("zh", "en")}


def unhurt(page, record):
    """Whether nothing ran, was asked for or made beside what the templates have."""
    page.wait_for_timeout(50)
    assert page.evaluate("typeof window.hurt") == "undefined"
    assert record.faults == []
    assert not [each for each in record.requests if each.endswith("/x")]
    assert page.locator("main script, #search-results script, [onerror], [onload]").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_markup_in_texts_is_shown_and_not_obeyed(page, fork, lang, name):
    record = recorded(page)
    page.goto(f"{fork.as_uri()}/{lang}/{name}")
    unhurt(page, record)
    if name != "documents.html":
        said = page.evaluate("document.body.textContent")
        for text in HOSTILE[:-1]:
            assert text in said, text
    assert "1337" not in page.evaluate("document.body.textContent")
    for block in page.locator("script[type='application/ld+json']").all():
        json.loads(block.text_content())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_found_is_text_too(page, fork, lang):
    record = recorded(page)
    page.goto(f"{fork.as_uri()}/{lang}/index.html")
    for words in (
        "window.hurt",
        "<script>",
        "onerror='window",
        "txet",
        "<img src=x onerror=hurt=1>",
    ):
        page.fill("#search", words)
        page.wait_for_selector("#search-results [role=status]")
        unhurt(page, record)
    page.fill("#search", "<script>")
    page.wait_for_selector("#search-results mark")
    kinds = page.eval_on_selector_all(
        "#search-results section", "all => all.map(each => each.dataset.kind)"
    )
    assert {"claims", "series", "terms"} <= set(kinds)
    assert "<script>" in page.inner_text("#search-results section[data-kind=claims] li mark")
