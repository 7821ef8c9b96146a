"""Without scripts every claim can be reached and read, and nothing is shown that would not work."""

import pytest

LANGS = ("zh", "en")


@pytest.fixture
def plain(browser):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def links(page):
    """The addresses that a page shows links to; evaluation works even where scripts don't."""
    return set(
        page.eval_on_selector_all(
            "a[href]", "all => all.filter(each => each.checkVisibility()).map(each => each.href)"
        )
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_claim_and_series_can_be_reached(plain, bases, data, lang):
    base = f"{bases['file']}{lang}/"
    plain.goto(base + "index.html")
    shown = links(plain)
    claims = {f"{base}claims/{row['id']}.html" for row in data["claims"]}
    assert claims <= {link.partition("#")[0] for link in shown}
    plain.goto(base + "series.html")
    pairs = {(row["indicator_id"], row["place_id"]) for row in data["observations"]}
    assert {f"{base}series/{one}--{two}.html" for one, two in pairs} <= links(plain)


def test_the_entrance_leads_to_both_languages(plain, bases):
    plain.goto(bases["file"] + "index.html")
    assert {f"{bases['file']}{lang}/index.html" for lang in LANGS} <= links(plain)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["index", "claims/port-containers-2023", "series", "glossary"])
def test_nothing_to_fill_in_is_shown_that_would_do_nothing(plain, bases, lang, name):
    plain.goto(f"{bases['file']}{lang}/{name}.html")
    fields = plain.locator("input, select, button")
    assert [field for field in fields.all() if field.is_visible()] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["claims/port-containers-2023", "series/pm25-mean--beijing"])
def test_a_page_says_the_same_with_scripts_and_without(plain, page, bases, lang, name):
    address = f"{bases['file']}{lang}/{name}.html"
    said = []
    for opened in (plain, page):
        opened.goto(address)
        # The button that copies is there with scripts alone.
        opened.eval_on_selector_all("main button", "all => all.forEach(each => each.remove())")
        said.append(opened.inner_text("main"))
    assert said[0] == said[1]
    assert len(said[0]) > 500
