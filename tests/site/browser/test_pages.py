"""Every page loads, from a folder and from a server, asks for nothing elsewhere, and links hold."""

from urllib.parse import unquote

import pytest

from browsers import recorded

LANGS = ("zh", "en")
# What a page says of itself: its links, the names in it, its language and how wide it is.
TOLD = """() => ({
  links: Array.from(document.links, link => link.href),
  names: Array.from(document.querySelectorAll("[id]"), each => each.id),
  lang: document.documentElement.lang,
  heads: document.querySelectorAll("h1").length,
  title: document.title,
})"""


@pytest.fixture(scope="module", params=[(way, lang) for way in ("file", "http") for lang in LANGS])
def opened(request, browser, bases, addresses):
    """All pages of a language, each with what it told and what it did."""
    way, lang = request.param
    base = bases[way]
    context = browser.new_context()
    page = context.new_page()
    record = recorded(page)
    told = {}
    for address in addresses:
        if address.startswith(f"{lang}/") or "/" not in address:
            record.forget()
            page.goto(base + address)
            told[address] = {
                **page.evaluate(TOLD),
                "faults": list(record.faults),
                "outside": record.outside(base),
            }
    yield base, lang, told
    context.close()


def test_no_page_fails_or_asks_for_anything_elsewhere(opened):
    _, _, told = opened
    wrong = {
        address: (page["faults"], page["outside"])
        for address, page in told.items()
        if page["faults"] or page["outside"]
    }
    assert len(told) > 200
    assert not wrong


def test_every_page_is_in_its_language_and_has_one_head(opened):
    _, lang, told = opened
    for address, page in told.items():
        if "/" in address:
            assert page["lang"].startswith(lang), address
            assert page["heads"] == 1, address
        assert page["title"], address


def test_every_link_leads_to_a_file_and_to_a_place_in_it(opened, site):
    base, _, told = opened
    dead = []
    for address, page in told.items():
        for link in set(page["links"]):
            target, _, fragment = link.partition("#")
            if not target.startswith(base):
                assert target.startswith(("http://", "https://", "mailto:")), (address, link)
                continue
            path = unquote(target.removeprefix(base)).partition("?")[0]
            if not (site / path).is_file() or (
                fragment and path in told and unquote(fragment) not in told[path]["names"]
            ):
                dead.append((address, link))
    assert not dead


def test_every_page_has_its_twin_and_leads_to_it(opened, addresses):
    base, lang, told = opened
    other = {"zh": "en", "en": "zh"}[lang]
    for address, page in told.items():
        if "/" in address:
            twin = f"{other}/{address.partition('/')[2]}"
            assert twin in addresses
            assert base + twin in {link.partition("#")[0] for link in page["links"]}, address
