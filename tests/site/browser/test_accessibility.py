"""Axe finds nothing against a page: one of each kind and thirty others, in any light and width.

With JJJDATA_ALL_PAGES set, as before a release, it is every page.
"""

import os
import random

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import DESCRIPTOR

RANDOM = 30
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}


def kind(address):
    """What a page is one of: pages in a folder of a language are alike, the others are not."""
    parts = address.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else address


@pytest.fixture(scope="module")
def chosen(addresses):
    """The first page of each kind, and others that change with the version of the data."""
    if os.environ.get("JJJDATA_ALL_PAGES"):
        return addresses
    first = {kind(address): address for address in reversed(addresses)}
    others = random.Random(DESCRIPTOR["version"]).sample(addresses, RANDOM)
    return sorted({*first.values(), *others})


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, bases, chosen, size, scheme):
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    axe, found = Axe(), []
    for address in chosen:
        page.goto(bases["file"] + address)
        for fault in axe.run(page).response["violations"]:
            targets = [node["target"] for node in fault["nodes"]][:3]
            found.append((address, fault["id"], targets))
    context.close()
    assert not found


def test_axe_would_notice(page):
    page.set_content("<html lang=en><title>t</title><main><h1>t</h1><img src='data:,'></main>")
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == ["image-alt"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_no_page_is_wider_than_a_phone(browser, bases, chosen, scripts):
    context = browser.new_context(viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    wide = {}
    for address in chosen:
        page.goto(bases["file"] + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            wide[address] = width
    context.close()
    assert not wide
