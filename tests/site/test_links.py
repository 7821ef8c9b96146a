"""Links lead somewhere, addresses stay, and nothing is fetched from anywhere else."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ADDRESSES = Path(__file__).with_name("addresses.txt")
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"


def targets(page):
    """Every address that a page names, with the element that does."""
    for element, _, link, _ in page.iterlinks():
        yield element, link


def test_every_link_leads_to_a_file_and_every_fragment_to_a_place_in_it(site):
    places = {
        path: {element.get("id") for element in page.iterfind(".//*[@id]")}
        for path, page in site.pages.items()
    }
    for path, page in site.pages.items():
        for _, link in targets(page):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            file = (site.folder / path).parent / unquote(parts.path)
            file = file.resolve() if parts.path else site.folder / path
            assert file.is_file(), (path, link)
            if parts.fragment:
                own = file.relative_to(site.folder.resolve()) if parts.path else Path(path)
                assert unquote(parts.fragment) in places[own.as_posix()], (path, link)


def test_nothing_is_fetched_from_elsewhere_and_no_script_or_style_stands_in_a_page(site):
    for path, page in site.pages.items():
        for element, link in targets(page):
            if element.tag != "a":
                assert not urlsplit(link).scheme, (path, link)
        assert not page.findall(".//style"), path
        assert not page.xpath("//@style | //@*[starts-with(name(), 'on')]"), path
        scripts = [each for each in page.iter("script") if each.get("type") is None]
        assert all(script.get("src") and not script.text for script in scripts), path
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert path == "index.html" or policy[0].startswith(POLICY), path


def test_outside_links_are_those_of_the_tables(site, data, material):
    known = {row["url"] for row in data["sources"] if row["url"]}
    known |= {each.path for each in material.facts.licenses} | {material.facts.homepage}
    for path, page in site.pages.items():
        for element, link in targets(page):
            if element.tag == "a" and urlsplit(link).scheme:
                assert link in known, (path, link)


def test_no_two_elements_of_a_page_have_one_id(site):
    for path, page in site.pages.items():
        ids = [element.get("id") for element in page.iterfind(".//*[@id]")]
        assert len(ids) == len(set(ids)), (path, {id for id in ids if ids.count(id) > 1})


def test_every_page_has_its_twin_and_the_twin_leads_back(site):
    for path, page in site.pages.items():
        if path == "index.html":
            continue
        lang, rest = path.split("/", 1)
        twin = f"{'zh' if lang == 'en' else 'en'}/{rest}"
        assert twin in site.pages
        link = page.find_class("twin")[0].get("href")
        found = ((site.folder / path).parent / link).resolve()
        assert found.relative_to(site.folder.resolve()).as_posix() == twin


def test_no_address_of_the_last_release_is_gone(site):
    """What was published stays where it is; pages made since are not in the list yet."""
    lost = sorted(set(ADDRESSES.read_text("utf-8").split()) - set(site.pages))
    assert not lost, f"pages are gone: {lost}"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_is_reached_from_the_front_page_by_links_alone(site, lang):
    seen, ahead = set(), [f"{lang}/index.html"]
    while ahead:
        path = ahead.pop()
        if path in seen or not path.endswith(".html"):
            continue
        seen.add(path)
        for element, link in targets(site.pages[path]):
            parts = urlsplit(link)
            if element.tag == "a" and parts.path and not parts.scheme:
                file = ((site.folder / path).parent / unquote(parts.path)).resolve()
                ahead.append(file.relative_to(site.folder.resolve()).as_posix())
    assert {path for path in site.pages if path.startswith(f"{lang}/")} <= seen
