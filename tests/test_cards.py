"""The card says all that bears on a claim, as text and as HTML, and hostile data stay text."""

import dataclasses
import html as markup
import re
from html.parser import HTMLParser

import pytest

from cells import put
from jjjdata import claim
from jjjdata.cards import verdict_words
from jjjdata.database import select
from jjjdata.grids import CLOSING, width
from jjjdata.messages import say
from jjjdata.records import Label

PORT = "port-containers-2023"
LANGS = ("en", "zh")
# Escape sequences, controls of one byte, marks of direction, ends of lines, a space without width.
HOSTILE = "\x1b[31m\x9b2J\u202etxet\u2066\u200f\u2028\u200b\r\n"


@pytest.fixture(scope="module")
def claims(package):
    return [claim(row["id"], package) for row in select(package, "select id from claims")]


def flat(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", LANGS)
def test_every_card_says_what_was_claimed_and_why_the_verdict_is_what_it_is(claims, lang):
    for item in claims:
        card = flat(item.text(lang))
        names = {"verdict": item.label("verdict", lang), "rule": item.ruling.rule}
        expected = [
            item[f"statement_{lang}"],
            item.origin[f"title_{lang}"],
            say("card_verdict", lang, **names),
            say(f"reason_{item.ruling.reason}", lang),
            item[f"rationale_{lang}"],
            item.quote,
            item.passage.id,
            *(caveat[f"note_{lang}"] for caveat in item.caveats),
            *(check.id for check in item.checks),
        ]
        for part in expected:
            assert flat(part) in card, (item.id, part)


@pytest.mark.parametrize("lang", LANGS)
def test_every_piece_of_evidence_is_there_with_its_source_and_ids(claims, lang):
    not_counted = flat(say("card_not_counted", lang))
    for item in claims:
        blocks = [flat(block) for block in item.text(lang).split("\n\n")]
        for evidence in item.evidence:
            block = next(block for block in blocks if block.startswith(evidence.id))
            source, origin = evidence.source, evidence.origin
            for part in (
                evidence.label("stance", lang),
                evidence[f"finding_{lang}"],
                source[f"title_{lang}"],
                source.publisher[f"name_{lang}"],
                source.published or say("undated", lang),
                source.label("access", lang),
                f"[{source.id}]",
                source.url or "",
            ):
                assert flat(part) in block, (evidence.id, part)
            assert (f"[{origin.id}]" in block) or origin == source
            assert (not_counted in block) == (not evidence.counts and evidence.stance != "context")


def test_a_verdict_goes_with_its_backing(claims):
    """A bare "supported" is kept for what somebody other than governments bears out."""
    outside = "On more than governments' word"
    governments = "On governments' own word"
    seen = set()
    for item in claims:
        head = item.text("en", width=500).split("\n\n")[1].split("\n")
        backing = item.ruling.backing and item.ruling.backing.code
        seen.add(backing)
        if backing is None:
            assert governments not in "".join(head)
        elif item.ruling.verdict.code == "not_enough_evidence":
            # Where nothing is borne out it is on nobody's word.
            assert head[1] == say(f"card_found_{backing}_{item.ruling.side}", "en"), item.id
            assert governments not in "".join(head)
        else:
            expected = governments if backing == "government" else outside
            assert head[1].startswith(expected), item.id
    assert seen == {"government", "outside", None}


def test_lists_tell_the_backing_of_settled_verdicts_only():
    government = Label("government", "仅官方说法", "governments' own word")
    outside = Label("outside", "有外部依据", "an outside source too")
    supported = Label("supported", "得到证实", "supported")
    assert verdict_words(supported, government, "en") == "supported, on governments' own word"
    assert verdict_words(supported, government, "zh") == "得到证实（仅官方说法）"
    assert verdict_words(supported, outside, "en") == "supported"
    assert verdict_words(supported, None, "en") == "supported"
    open_claim = Label("not_enough_evidence", "证据不足", "not enough evidence")
    assert verdict_words(open_claim, government, "en") == "not enough evidence"


@pytest.mark.parametrize("lang", LANGS)
def test_a_refuted_claim_is_not_said_to_be_borne_out(copy, lang):
    put(copy, "evidence", "traffic-circle-e06", stance="context")
    put(copy, "claims", "traffic-circle", verdict="refuted", verdict_latest="refuted")
    item = claim("traffic-circle", copy)
    assert item.ruling.backing is not None
    line = item.text(lang, width=500).split("\n\n")[1].split("\n")[1]
    backing = item.ruling.backing
    assert line == say(f"card_{backing.code}_against", lang, backing=backing.text(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_a_recorded_verdict_that_does_not_follow_is_told(copy, lang):
    start = say("card_recomputed", lang, aspect="", verdict="", rule="")[:6]
    assert start not in claim(PORT).text(lang)
    put(copy, "claims", PORT, verdict="refuted")
    item = claim(PORT, copy)
    aspect = say("aspect_verdict", lang)
    names = {"aspect": aspect, "verdict": item.ruling.verdict.text(lang), "rule": 4}
    lines = item.text(lang, width=500).split("\n")
    assert say("card_recomputed", lang, **names) in lines
    # The rule is not put beside a verdict that it does not give.
    recorded = item.label("verdict", lang)
    assert say("card_recorded", lang, verdict=recorded) in lines
    assert say("card_verdict", lang, verdict=recorded, rule=4) not in lines
    # The latest verdict is recorded as it follows, and now differs from the one of the day.
    latest = say("card_latest", lang, latest=item.label("verdict_latest", lang))
    assert latest in item.text(lang, width=500).split("\n")


@pytest.mark.parametrize("cells", [40, 80, 200])
@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_as_wide_as_asked_for(claims, cells, lang):
    """Only what can't be broken may stick out: addresses, long IDs, and marks that close."""
    lines = [line for item in claims for line in item.text(lang, width=cells).split("\n")]
    for line in lines:
        is_whole = " " not in line.strip()
        assert width(line.rstrip(CLOSING)) <= cells or is_whole, line
    assert max(map(width, lines)) >= cells


def test_the_width_changes_no_word(claims):
    for item in claims[:20]:
        assert len({flat(item.text("zh", width=cells)) for cells in (40, 96, 200)}) == 1
        assert item.text() == item.text(width=96)


@pytest.mark.parametrize("lang", LANGS)
def test_the_published_chinese_wording_is_shown_in_either_language(claims, lang):
    """The card in English left it out, so that nobody could compare the translation with it."""
    item = next(item for item in claims if item["source_term_zh"])
    assert item["source_term_zh"] in item.text(lang, width=500)


def test_what_refines_says_that_it_counts_and_what_counts_comes_first(claims):
    for item in claims:
        counts = [one.counts for one in item.evidence]
        assert counts == sorted(counts, reverse=True), item.id
        lines = item.text("en", width=500).split("\n")
        for one in item.evidence:
            heading = next(line for line in lines if line.startswith(f"{one.id}  "))
            is_refining = one.counts and one["stance"] == "refines"
            assert heading.endswith("refines (counts as for)") == is_refining


@pytest.mark.parametrize("lang", LANGS)
def test_the_origin_that_decides_is_named_with_the_verdict_without_it(claims, lang):
    for item in claims:
        begin, end = say("without_origin", lang, origin="|", verdict="").split("|")
        lines = item.text(lang, width=2000).split("\n")
        told = [line for line in lines if line.startswith(f"  {begin}") and end in line]
        changes = [one for one in item.sensitivity if one.reading == "verdict"]
        assert len(told) == len(changes)
        for line, change in zip(told, changes, strict=True):
            verdict = change.verdict_without.text(lang)
            assert line.endswith(f"[{change.origin_id}]{end}{verdict}")


def hostile_claim():
    """A claim in which every text has escape sequences, marks of direction and markup."""
    words = f"<script>alert(1)</script>{HOSTILE}\"'&</div>"

    def spoilt(record):
        row = {
            name: words if isinstance(value, str) and name not in KEPT else value
            for name, value in record.row.items()
        }
        return dataclasses.replace(record, row=row)

    item = claim(PORT)
    source = spoilt(item.evidence[0].source)
    source = dataclasses.replace(source, publisher=spoilt(source.publisher))
    return dataclasses.replace(
        spoilt(item),
        passage=spoilt(item.passage),
        origin=source,
        wording=source,
        evidence=tuple(
            dataclasses.replace(spoilt(one), source=source, origin=spoilt(item.origin))
            for one in item.evidence
        ),
        checks=tuple(map(spoilt, item.checks)),
        caveats=tuple(map(spoilt, item.caveats)),
        renderings=tuple(
            dataclasses.replace(spoilt(one), term=spoilt(one.term))
            for one in claim("relief-policy-hukou").renderings
        ),
    )


KEPT = ("verdict", "verdict_latest", "checkability", "stance", "problem")


class Tags(HTMLParser):
    """Collects the tags of a page, their attributes, and the text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = set(), [], "", []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("lang", LANGS)
def test_no_control_or_mark_of_direction_comes_out_raw(lang):
    item = hostile_claim()
    for output in (item.text(lang), item.html(lang)):
        assert not set(HOSTILE) & set("".join(output.split("\n"))) - set("[31m2Jtxe")
        assert "\\u202e" in output
        assert "\\x1b[31m" in output
    # A line end in a cell forges no line of the card.
    assert item.text(lang).split("\n")[0].startswith("<script>alert(1)</script>\\x1b")


@pytest.mark.parametrize("lang", LANGS)
def test_markup_in_the_data_stays_text(lang):
    page = Tags(hostile_claim().html(lang))
    assert page.tags == {"div", "strong", "span"}
    assert not page.open
    assert "<script>alert(1)</script>" in page.text
    names = {name for name, _ in page.attributes}
    assert names == {"class", "lang", "style"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "ftp://example.org/",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/\u202etxt",
        " https://example.org/",
        "https://",
    ],
)
def test_only_plain_web_addresses_are_links(address):
    item = claim(PORT)
    first = item.evidence[0]
    source = dataclasses.replace(first.source, row={**first.source.row, "url": address})
    item = dataclasses.replace(item, evidence=(dataclasses.replace(first, source=source),))
    assert "<a " not in item.html()


@pytest.mark.parametrize("lang", LANGS)
def test_a_notebook_shows_the_same_words_with_bold_verdict_and_links(claims, lang):
    for item in claims:
        page = item.html(lang)
        text = flat(Tags(page).text)
        assert text == flat(item.text(lang)), item.id
        names = {"verdict": item.label("verdict", lang), "rule": item.ruling.rule}
        assert f"<strong>{markup.escape(say('card_verdict', lang, **names))}</strong>" in page
        urls = [one.source.url for one in item.evidence if one.source.url]
        links = [value for name, value in Tags(page).attributes if name == "href"]
        assert links == urls


def test_notebook_and_prompt_show_the_card(monkeypatch):
    item = claim(PORT)
    assert item._repr_html_() == item.html("en")
    assert 'lang="en"' in item.html("en")
    assert 'lang="zh-Hans"' in item.html("zh")
    monkeypatch.setenv("COLUMNS", "60")
    assert str(item) == repr(item) == item.text(width=60)
    monkeypatch.setenv("COLUMNS", "nonsense")
    assert str(item) == item.text(width=96)


def test_a_language_that_does_not_exist_is_refused():
    for call in (claim(PORT).text, claim(PORT).html):
        with pytest.raises(LookupError, match="no language 'fr'"):
            call("fr")
