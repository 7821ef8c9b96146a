"""The keyboard alone reaches search, filter and claim, and shows where it is."""

import pytest

LANGS = ("zh", "en")
PRESSES = 400  # more than there are things to stop at before a claim
ACTIVE = "document.activeElement"


@pytest.fixture(params=LANGS)
def front(request, page, bases):
    """The front page of a language."""
    page.goto(f"{bases['file']}{request.param}/index.html")
    return page


def tab_to(page, selector):
    """Press Tab until a place has the focus; each place on the way shows that it has it."""
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        if page.evaluate(f"{ACTIVE}.matches({selector!r})"):
            return page.evaluate_handle(ACTIVE).as_element()
    return pytest.fail(f"Tab does not reach {selector}")


def is_outlined(element):
    """Whether the element that has the focus looks as if it had."""
    return element.evaluate(
        "each => each.matches(':focus-visible') && getComputedStyle(each).outlineStyle !== 'none'"
        " && getComputedStyle(each).outlineWidth !== '0px'"
    )


def test_the_first_stop_leads_past_the_head(front):
    front.keyboard.press("Tab")
    link = front.evaluate_handle(ACTIVE).as_element()
    assert link.is_visible()
    front.keyboard.press("Enter")
    assert front.url.endswith("#main")


def test_search_is_reached_and_its_results_are_walked_through(front):
    assert is_outlined(tab_to(front, "#search"))
    front.keyboard.type("PM2.5")
    front.wait_for_selector("#search-results [role=status]")
    front.keyboard.press("ArrowDown")
    assert front.evaluate(f"{ACTIVE}.matches('#search-results li:first-child > a')")
    assert is_outlined(front.evaluate_handle(ACTIVE).as_element())
    front.keyboard.press("ArrowDown")
    second = front.evaluate(f"{ACTIVE}.href")
    front.keyboard.press("ArrowUp")
    front.keyboard.press("ArrowUp")
    assert front.evaluate(f"{ACTIVE}.id") == "search"
    front.keyboard.press("ArrowDown")
    front.keyboard.press("ArrowDown")
    front.keyboard.press("Enter")
    front.wait_for_url(second)
    assert "/claims/" in second


def test_a_slash_goes_to_the_search_and_escape_leaves_the_results(front):
    front.keyboard.press("/")
    assert front.evaluate(f"{ACTIVE}.id") == "search"
    front.keyboard.type("a/b")
    assert front.input_value("#search") == "a/b"
    front.fill("#search", "PM2.5")
    front.wait_for_selector("#search-results [role=status]")
    front.keyboard.press("ArrowDown")
    front.keyboard.press("Escape")
    assert front.is_hidden("#search-results")
    assert front.evaluate(f"{ACTIVE}.id") == "search"


def test_what_is_still_being_composed_is_not_looked_for(front):
    """An input method writes Latin letters into the field before there are characters."""
    front.evaluate(
        "document.getElementById('search').dispatchEvent("
        "new InputEvent('input', {isComposing: true, data: 'w'}))"
    )
    assert front.evaluate("typeof window.jjjdataIndex") == "undefined"


@pytest.mark.parametrize("name", ["verdict", "topic", "kind", "place"])
def test_each_filter_is_reached_and_worked(front, name):
    listed = front.locator(".topic .item")
    whole = listed.count()
    assert is_outlined(tab_to(front, f"#filter-{name}"))
    front.keyboard.press("ArrowDown")
    wanted = front.input_value(f"#filter-{name}")
    shown = [item for item in listed.all() if item.is_visible()]
    assert wanted
    assert 0 < len(shown) < whole
    assert {item.get_attribute(f"data-{name}") for item in shown} == {wanted}
    assert str(len(shown)) in front.inner_text("#filter-count")


def test_a_claim_is_reached_from_the_filter_and_opened(front):
    tab_to(front, "#filter-verdict")
    front.keyboard.press("ArrowDown")
    link = tab_to(front, ".topic .item a")
    assert link.is_visible()
    assert is_outlined(link)
    address = link.get_attribute("href")
    front.keyboard.press("Enter")
    front.wait_for_url(f"**/{address}")


def test_words_filter_the_list_as_they_are_typed(front):
    tab_to(front, "#filter-words")
    front.keyboard.type("PM2.5")
    shown = [item for item in front.locator(".topic .item").all() if item.is_visible()]
    assert 0 < len(shown) < 20
    assert all("pm2.5" in item.inner_text().lower() for item in shown)


def test_the_number_beside_a_topic_is_that_of_the_claims_shown(front):
    tab_to(front, "#filter-verdict")
    front.keyboard.press("ArrowDown")
    topics = [topic for topic in front.locator(".topic").all() if topic.is_visible()]
    assert topics
    for topic in topics:
        shown = [item for item in topic.locator(".item").all() if item.is_visible()]
        assert topic.locator("[data-shown]").inner_text() == str(len(shown)) != "0"
