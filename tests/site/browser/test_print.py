"""A printed page is whole: verdict, figures, evidence and folded parts, and nothing cut off."""

import re

import pytest

# A4 less margins of 19 mm, at 96 points an inch.
SHEET = {"width": 650, "height": 980}
PAGES = (
    "index.html",
    "claims/port-containers-2023.html",
    "claims/traffic-circle.html",
    "claims/subcenter-staff.html",
    "series/pm25-mean--beijing.html",
    "glossary.html",
    "method.html",
)
# The texts in the main part that a reader of the paper would not see.
UNSEEN = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const unseen = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const holder = walker.currentNode.parentElement;
    if (!text || holder.closest("svg, form, button, .beside, .unseen")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height || getComputedStyle(holder).visibility !== "visible") {
      unseen.push(text);
    }
  }
  return unseen;
}"""
# What sticks out of the sheet on the right, or is cut off by a box that scrolls on a screen.
CUT = """width => Array.from(document.querySelectorAll("main *")).filter(each => {
  const style = getComputedStyle(each);
  const scrolls = style.overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1;
  return !each.closest(".unseen") && (scrolls && style.display !== "inline"
    || each.getBoundingClientRect().right > width + 1);
}).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(params=["zh", "en"])
def sheet(request, browser, bases):
    """A function that opens a page of a language as it is printed."""
    context = browser.new_context(viewport=SHEET, color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")

    def opened(name):
        page.goto(f"{bases['file']}{request.param}/{name}")
        return page

    yield opened
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_text_is_on_the_paper(sheet, name):
    assert sheet(name).evaluate(UNSEEN) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off(sheet, name):
    assert sheet(name).evaluate(CUT, SHEET["width"]) == []


@pytest.mark.parametrize("name", PAGES)
def test_it_is_dark_on_light_even_from_a_dark_screen(sheet, name):
    page = sheet(name)
    colors = page.evaluate(
        """() => Array.from(document.querySelectorAll("main h1, main p, main td, main li"))
          .filter(each => each.checkVisibility()).map(each => getComputedStyle(each).color)"""
    )
    for color in set(colors):
        parts = [int(part) for part in re.findall(r"\d+", color)[:3]]
        assert sum(parts) < 3 * 150, color


def test_what_can_only_be_used_on_a_screen_is_not_printed(sheet):
    page = sheet("index.html")
    fields = page.locator("nav, input, select, button, #search-results")
    assert [field for field in fields.all() if field.is_visible()] == []


def test_the_paper_has_verdict_and_evidence(sheet):
    page = sheet("claims/port-containers-2023.html")
    assert page.locator("#verdict").is_visible()
    assert page.locator("#evidence .row").count() > 3
    document = page.pdf(format="A4")
    assert document.startswith(b"%PDF")
    assert len(document) > 20_000
