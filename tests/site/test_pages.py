"""A page tells all that the tables hold on what it is of, in the language that it says."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from lxml import html

from jjjdata.cards import verdict_words
from jjjdata.database import select
from jjjdata.languages import TAGS
from jjjdata.site.arithmetic import steps
from jjjdata.site.page import renderer
from jjjdata.site.plain import dispute_page
from jjjdata.site.telling import Teller
from jjjdata.site.words import say

LANGUAGES = ("en", "zh")
OTHER = {"en": "zh", "zh": "en"}
HAN = re.compile("[\u3400-\u9fff]")


def text(element):
    return " ".join(element.text_content().split())


def holds(page, words):
    return " ".join((words or "").split()) in text(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_page_answers_first(site, material, lang):
    pages = site.of("claims", lang)
    assert set(pages) == {claim.id for claim in material.claims}
    for claim in material.claims:
        page = pages[claim.id]
        assert text(page.find(".//h1")) == claim[f"statement_{lang}"]
        assert text(page.find_class("twin-text")[0]) == claim[f"statement_{OTHER[lang]}"]
        words = verdict_words(claim.labels["verdict"], claim.ruling.backing, lang)
        assert text(page.get_element_by_id("verdict-title")).casefold() == words.casefold()
        for column in ("summary", "safe", "rationale"):
            assert holds(page, claim[f"{column}_{lang}"]), (claim.id, column)


def test_the_claims_before_and_after_are_those_of_the_same_document(material):
    first, second, third, fourth = material.claims[:4]
    other = replace(first.article, row={**first.article.row, "id": "other"})
    moved = [replace(claim, article=other) for claim in (third, fourth)]
    two = replace(material, claims=(first, second, *moved))
    found = two.neighbors.items()
    assert {id: tuple(claim and claim.id for claim in pair) for id, pair in found} == {
        first.id: (None, second.id),
        second.id: (first.id, None),
        third.id: (None, fourth.id),
        fourth.id: (third.id, None),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_page_shows_all_that_bears_on_it(site, material, lang):
    pages = site.of("claims", lang)
    for claim in material.claims:
        page = pages[claim.id]
        assert holds(page, claim["quote"])
        for item in claim.evidence:
            row = page.get_element_by_id(item.id)
            assert holds(row, item[f"finding_{lang}"]), item.id
            assert holds(row, item["quote"]), item.id
            url = item.source["url"]
            assert url is None or url in [link.get("href") for link in row.iter("a")]
        for caveat in claim.caveats:
            assert holds(page, caveat[f"note_{lang}"])
        worked = steps(claim, Teller(material, lang, f"{lang}/claims/{claim.id}.html"))
        is_computed = any(not step.is_plain for step in worked)
        shown = {element.get("id") for element in page.find_class("step")}
        assert shown == ({check.id for check in claim.checks} if is_computed else set()), claim.id
        for search in material.searches.get(claim.id, ()):
            assert holds(page, search["query"])
            assert holds(page, search[f"note_{lang}"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_evidence_stands_on_its_side_and_origins_are_counted_once(site, material, lang):
    pages = site.of("claims", lang)
    for claim in material.claims:
        for name, count in (
            ("for", claim.ruling_latest.supporting),
            ("against", claim.ruling_latest.contradicting),
        ):
            sides = pages[claim.id].find_class(f"side-{name}")
            origins = sides[0].find_class("origin") if sides else []
            assert len(origins) == count, (claim.id, name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_if_one_origin_decides(site, package, lang):
    query = "select distinct claim_id from sensitivity where reading = 'verdict'"
    decided = {row["claim_id"] for row in select(package, query)}
    for id, page in site.of("claims", lang).items():
        lines = page.get_element_by_id("rule").find_class("sensitive")
        assert bool(lines) == (id in decided), id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_front_page_counts_what_the_verdicts_say(site, package, material, lang):
    query = """
        select count(*) as claims, count(*) filter (where verdict = 'supported') as supported
        from claims
        where
            value is not null and checkability = 'checkable'
            and claim_type in ('quantity', 'change')
    """
    [counts] = select(package, query)
    page = site.pages[f"{lang}/index.html"]
    headline = [int(number) for number in re.findall(r"\d+", text(page.find(".//h1")))]
    assert {counts["claims"], counts["supported"]} <= set(headline)
    tallies = [int(text(each)) for each in page.find_class("tally-count")]
    assert sum(tallies) == counts["claims"]
    assert len(page.find_class("topic")) == len({claim["topic"] for claim in material.claims})
    listed = page.findall(".//section[@class='topic']//li")
    assert len(listed) == len(material.claims)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_tells_its_claims_in_their_order_and_none_of_its_sentences(
    site, material, lang, article
):
    for id, page in site.of("documents", lang).items():
        links = [link.get("href") for link in page.iterfind(".//ol//a")]
        claims = [claim.id for claim in material.claims if claim.article.id == id]
        assert [link.split("/")[-1].removesuffix(".html") for link in links] == claims
        words = text(page)
        assert not [
            line for line in re.split(r"[.。\n]", article) if len(line) > 60 and line in words
        ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary_has_every_term_and_strikes_the_faulty_renderings(site, data, lang):
    page = site.pages[f"{lang}/glossary.html"]
    faulty = {
        row["term_id"]
        for row in data["renderings"]
        if row["problem"] not in ("none", "agency_form")
    }
    for term in data["terms"]:
        entry = page.get_element_by_id(term["id"])
        assert holds(entry, term["term_zh"])
        assert holds(entry, term["term_en"])
        is_struck = entry.find(".//s") is not None
        assert is_struck == (term["id"] in faulty), term["id"]


def test_a_page_says_in_which_language_it_is_and_so_does_what_is_in_the_other(site):
    for path, page in site.pages.items():
        lang = path.split("/")[0]
        if lang == "index.html":
            continue
        assert page.get("lang") == TAGS[lang]
        if lang == "en":
            for element in page.iter():
                told = element if isinstance(element.tag, str) else None
                if told is None or told.tag in ("script", "pre", "code"):
                    continue
                if any("searches" in each.get("class", "") for each in told.iterancestors()):
                    continue  # words as they were typed
                owners = [told, *told.iterancestors()]
                tag = next(each.get("lang") for each in owners if each.get("lang"))
                assert tag != "en" or not HAN.search(told.text or ""), (path, told.text)


def test_what_programs_are_told_is_json_of_schema_org(site, material):
    kinds = {"claims": "ClaimReview", "series": "Dataset"}
    for lang in LANGUAGES:
        for kind, expected in kinds.items():
            for name, page in site.of(kind, lang).items():
                scripts = page.findall(".//script[@type='application/ld+json']")
                claim = next((each for each in material.claims if each.id == name), None)
                if claim is not None and claim["checkability"] != "checkable":
                    assert not scripts
                    continue
                told = json.loads(scripts[0].text)
                assert (told["@context"], told["@type"]) == ("https://schema.org", expected)
                assert told["url"] == f"../{kind}/{name}.html" or told["url"] == f"{name}.html"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whose_word_is_told_by_who_controls_the_origins(site, material, lang):
    pages, sources = site.of("claims", lang), material.sources
    seen = set()
    for claim in material.claims:
        ruling = claim.ruling
        told = [text(each) for each in pages[claim.id].find_class("whose")]
        assert bool(told) == (ruling.backing is not None), claim.id
        if not told:
            continue
        ids = ruling.supporting_origins if ruling.side == "for" else ruling.contradicting_origins
        controls = {sources[id].publisher["control"] for id in ids}
        is_state_alone = controls == {"state"}
        assert told[0].startswith(say("backing_state", lang)) == is_state_alone, claim.id
        assert (told[0] == say("backing_outside", lang)) == ("other" in controls), claim.id
        seen.add(tuple(sorted(controls)))
    assert len(seen) > 2


def test_a_base_from_a_body_that_no_government_controls_is_named(site):
    [told] = site.of("claims", "en")["port-containers-growth"].find_class("whose")
    assert "World Shipping Council" in text(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tally_leads_to_as_many_claims_of_the_list_as_there_are(site, lang):
    page = site.pages[f"{lang}/index.html"]
    options = page.xpath("//select[@id='filter-verdict']/option[@value!='']")
    found = [item.get("data-verdict") for item in page.xpath("//li[@data-verdict]")]
    counts = {each.get("value"): int(re.findall(r"\d+", text(each))[-1]) for each in options}
    assert counts == {code: found.count(code) for code in set(found)}
    linked = set()
    items = [dict(item.attrib) for item in page.xpath("//li[@data-verdict]")]
    for link in page.xpath("//a[contains(@href, 'verdict=')]"):
        wanted = dict(parse_qsl(link.get("href").removesuffix("#list").lstrip("?")))
        shown = [
            item
            for item in items
            if all(value in item[f"data-{name}"].split() for name, value in wanted.items())
        ]
        # The number stands before the link, as the count of figures or others, or in it.
        box = link.xpath("ancestor::*[contains(@class, 'tally') or self::li][1]")
        said = text(link) if "caveat" in wanted else text(box[0]) if box else ""
        if said:
            assert int(re.search(r"\d+", said)[0]) == len(shown), wanted
        linked.add(wanted["verdict"])
    assert linked == set(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_leads_to_where_an_error_is_reported(site, lang):
    for path, page in site.pages.items():
        if path.startswith(f"{lang}/"):
            last = page.xpath("//footer//a[contains(@href, 'dispute.html')]")
            assert [text(each) for each in last] == [say("dispute", lang)], path


@pytest.mark.parametrize("home", ["", "https://example.org/issues"])
def test_the_page_of_disputes_says_first_where_to_go(material, home):
    facts = replace(material.facts, homepage=home)
    teller = Teller(replace(material, facts=facts), "en", "en/dispute.html")
    page = html.fromstring(renderer("en")(dispute_page(teller), teller))
    first = page.findall(".//article/section")[0]
    assert first.xpath(".//a/@href") == ([home] if home else [])
    assert (say("dispute_nowhere", "en") in text(first)) == (not home)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary_counts_terms_places_and_faults(site, data, lang):
    page = site.pages[f"{lang}/glossary.html"]
    faults = [row for row in data["renderings"] if row["problem"] not in ("none", "agency_form")]
    counts = [len(data["terms"]), len(data["renderings"]), len(faults)]
    assert [int(each) for each in re.findall(r"\d+", text(page.find_class("lead")[0]))] == counts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_leads_to_claims_that_render_it_and_tells_how_bad_a_fault_is(site, material, lang):
    page = site.pages[f"{lang}/glossary.html"]
    for term, claims in material.by_term.items():
        entry = page.get_element_by_id(term)
        links = entry.xpath(".//@href")
        linked = {link.partition("claims/")[2].removesuffix(".html") for link in links}
        assert linked - {""} <= {claim.id for claim in claims}
        assert linked & {claim.id for claim in claims}
        assert bool(entry.findall(".//i")) == (entry.find(".//s") is not None)
