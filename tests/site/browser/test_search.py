"""The search finds what the tables hold, in both languages at once, by any part of a word."""

import random
import re
import unicodedata
from functools import partial

import pytest

from browsers import recorded

# Where what is looked for stands: in columns of the row, or of rows that it is linked with.
NAMES = {
    "indicators": "name keywords definition",
    "places": "name spellings",
    "organizations": "name short",
    "people": "name",
}
SEED = "search"
PER_LANGUAGE = 100


def plain(text):
    """A text without what makes no difference; none of the queries has a traditional character."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    bare = re.sub("['\"‘’“”«»《》〈〉「」『』`\u200b]", "", bare)
    return re.sub("[‐–—−]", "-", bare).lower()


class Tables:
    """The texts of what can be found, by kind and by address or title."""

    def __init__(self, data):
        self.data = data
        self.rows = {table: {row["id"]: row for row in data[table]} for table in NAMES}
        self.texts = {
            "claims": {f"claims/{row['id']}.html": self.of_claim(row) for row in data["claims"]},
            "series": dict(map(self.of_series, data["observations"])),
            "terms": {f"glossary.html#{row['id']}": self.of_term(row) for row in data["terms"]},
            "sources": {row["id"]: self.of_source(row) for row in data["sources"]},
        }

    def named(self, table, id):
        if not id:
            return []
        row = self.rows[table][id]
        columns = [f"{stem}_{lang}" for stem in NAMES[table].split() for lang in ("zh", "en")]
        return [row[column] for column in columns] + [row.get("pinyin")]

    def of_claim(self, row):
        stems = ("statement", "summary")
        own = [row[f"{stem}_{lang}"] for stem in stems for lang in ("zh", "en")]
        linked = self.named("indicators", row["indicator_id"])
        linked += self.named("places", row["place_id"]) + self.named("people", row["speaker_id"])
        linked += self.caveats_of(row["id"])
        return joined([*own, row["quote"], row["source_term_zh"], row["id"], *linked])

    def caveats_of(self, id):
        codes = {row["code"]: row for row in self.data["codes"] if row["list"] == "caveat"}
        rows = [row for row in self.data["claim_caveats"] if row["claim_id"] == id]
        return [codes[row["caveat"]][f"label_{lang}"] for row in rows for lang in ("zh", "en")]

    def of_series(self, row):
        indicator, place = row["indicator_id"], row["place_id"]
        texts = self.named("indicators", indicator) + self.named("places", place)
        return f"series/{indicator}--{place}.html", joined(texts)

    def of_term(self, row):
        texts = [row[column] for column in ("term_zh", "term_en", "note_zh", "note_en")]
        for rendering in self.data["renderings"]:
            if rendering["term_id"] == row["id"]:
                texts += [rendering[column] for column in ("variant_en", "note_zh", "note_en")]
        return joined(texts)

    def of_source(self, row):
        linked = self.named("organizations", row["publisher_id"])
        linked += self.named("people", row["speaker_id"])
        return joined([row["title_zh"], row["title_en"], row["id"], *linked])

    def holding(self, query):
        """What holds each word of a query, by kind; of the sources how many do."""
        words = plain(query).split()
        found = {
            kind: {key for key, text in texts.items() if all(holds(text, word) for word in words)}
            for kind, texts in self.texts.items()
        }
        return {**found, "sources": len(found["sources"])}


def holds(text, word):
    """Whether a text holds a word; a Latin one begins where a word begins."""
    before = r"(?<![a-z0-9])" if "a" <= word[0] <= "z" else ""
    return re.search(before + re.escape(word), text) is not None


def joined(texts):
    return plain("\n".join(text for text in texts if text))


def queries(data, lang):
    """What people might type: words of the tables, and parts of them."""
    chance = random.Random(f"{SEED}-{lang}")
    listed = {
        "terms": [row[f"term_{lang}"] for row in data["terms"]],
        "places": [row[f"name_{lang}"] for row in data["places"]],
        "keywords": [
            word
            for row in data["indicators"]
            for word in (row[f"keywords_{lang}"] or "").split("; ")
        ],
    }
    chosen = [text for texts in listed.values() for text in chance.sample(sorted(set(texts)), 18)]
    texts = [row[f"statement_{lang}"] for row in data["claims"]]
    texts += [row[f"title_{lang}"] for row in data["sources"]]
    while len(chosen) < PER_LANGUAGE:
        part = part_of(chance.choice(texts), lang, chance)
        if part:
            chosen.append(part)
    return [text for text in chosen if text]


def part_of(text, lang, chance):
    """Part of a word of a text, of a Latin one its beginning; or two words of it."""
    if lang == "zh":
        runs = [run for run in re.findall(r"[\u3400-\u9fff\d.]+", text) if len(run) > 1]
        run = chance.choice(runs)
        size = chance.randint(2, min(6, len(run)))
        start = chance.randint(0, len(run) - size)
        return run[start : start + size]
    words = [word for word in re.findall(r"[\w.-]+", text) if len(word) > 4]
    if not words:
        return None
    word = chance.choice(words)
    return chance.choice([word, word[:4], f"{word} {chance.choice(words)[:4]}"])


@pytest.fixture(scope="module")
def tables(data):
    return Tables(data)


@pytest.fixture(scope="module", params=["zh", "en"])
def reader(request, browser, bases):
    """A page of a language with the field of the search, and a function that looks for words."""
    lang = request.param
    context = browser.new_context()
    page = context.new_page()
    record = recorded(page)
    base = bases["file"] + lang + "/"
    page.goto(base + "index.html")
    yield lang, partial(looked_for, page, base), record
    context.close()


def looked_for(page, base, query, kind=None):
    """Type words and return what is found, by kind, of the sources how many; or all of one kind."""
    page.fill("#search", "")
    page.fill("#search", query)
    page.wait_for_selector("#search-results [role=status]")
    for button in page.query_selector_all("#search-results button"):
        button.click()
    found = page.evaluate(
        """() => Object.fromEntries(Array.from(
            document.querySelectorAll("#search-results section"),
            section => [section.dataset.kind, Array.from(
                section.querySelectorAll("li > :first-child"), each => each.href || "")]
        ))"""
    )
    if kind:
        return found.get(kind, [])
    kinds = {
        kind: {link.removeprefix(base) for link in found.get(kind, [])}
        for kind in ("claims", "series", "terms")
    }
    return {**kinds, "sources": len(found.get("sources", []))}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hundred_queries_find_what_the_tables_hold(reader, data, tables, lang):
    """The queries of either language, on the pages of either."""
    _, look_for, record = reader
    wrong, empty = {}, 0
    asked = queries(data, lang)
    assert len(asked) >= PER_LANGUAGE - 1
    for query in asked:
        expected = tables.holding(query)
        empty += not any(expected.values())  # a county of which nothing is said
        found = look_for(query)
        # Of what no text of a kind holds as it stands, that kind may hold the pieces.
        held = [kind for kind in expected if expected[kind] or lang == "en"]
        if any(found[kind] != expected[kind] for kind in held):
            wrong[query] = found, expected
    assert not wrong
    assert empty < PER_LANGUAGE // 10
    assert not record.faults


@pytest.mark.parametrize("query", ["雾霾", "霧霾", "smog", "SMOG", "air qual", "ｓｍｏｇ"])
def test_smog_finds_pm25(reader, query):
    _, look_for, _ = reader
    found = look_for(query)
    assert "claims/pm25-drop.html" in found["claims"]
    assert "series/pm25-mean--beijing.html" in found["series"]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("京津冀協同發展", "京津冀协同发展"),
        ("軌道", "轨道"),
        ("天津港貨櫃", "天津港 货柜"),
        ("Xiong’an", "Xiong'an"),
        ("xiongan", "Xiong'an"),
        ("ＰＭ２．５", "PM2.5"),
        ("TIANJIN", "Tianjin"),
        ("xiong'an xīnqū", "Xióng'ān Xīnqū"),
        ("“四套班子”", "四套班子"),
    ],
)
def test_what_makes_no_difference_makes_none(reader, tables, typed, means):
    _, look_for, _ = reader
    assert look_for(typed) == tables.holding(means)


@pytest.mark.parametrize(
    ("together", "apart"), [("北京雾霾", "北京 雾霾"), ("北京PM2.5", "北京 PM2.5")]
)
def test_chinese_is_found_without_spaces(reader, tables, together, apart):
    _, look_for, _ = reader
    """北京雾霾 stands nowhere, but is what a reader types who looks for 北京 雾霾."""
    whole, pieces = tables.holding(together), tables.holding(apart)
    assert pieces["claims"]
    assert pieces["series"]
    assert not whole["series"]
    assert look_for(together) == {kind: whole[kind] or pieces[kind] for kind in whole}


def test_what_nothing_holds_is_said(reader, page, bases):
    lang, look_for, _ = reader
    assert not any(look_for("zyzzyva").values())
    page.goto(f"{bases['file']}{lang}/index.html")
    page.fill("#search", "zyzzyva")
    page.wait_for_selector("#search-results [role=status]")
    assert page.inner_text("#search-results").strip()
    page.fill("#search", "")
    assert page.is_hidden("#search-results")


def test_results_say_where_they_hold_the_words(reader, page, bases):
    lang, _, _ = reader
    page.goto(f"{bases['file']}{lang}/index.html")
    page.fill("#search", "smog")
    page.wait_for_selector("#search-results [role=status]")
    first = page.locator("#search-results section[data-kind=claims] li").first
    assert first.locator("mark").all_inner_texts() == ["smog"]
    assert {"zh": "英文检索词", "en": "Keywords, English"}[lang] in first.inner_text()


def test_the_index_is_asked_for_at_the_first_key_and_once(browser, bases):
    context = browser.new_context()
    page = context.new_page()
    record = recorded(page)
    page.goto(bases["http"] + "en/claims/port-containers-2023.html")
    before = [each for each in record.requests if each.endswith("/index.js")]
    page.type("#search", "port")
    page.wait_for_selector("#search-results [role=status]")
    after = [each for each in record.requests if each.endswith("/index.js")]
    page.click("#search-results section[data-kind=series] li a")
    page.wait_for_load_state()
    address = page.url
    context.close()
    assert (before, len(after)) == ([], 1)
    assert "/en/series/" in address
    assert not record.faults


@pytest.mark.parametrize(
    "query", ["report", "error", "contact", "报告错误", "纠错", "勘误", "联系"]
)
def test_the_words_for_an_error_find_where_to_report_it(reader, query):
    lang, look, _ = reader
    assert f"{lang}/dispute.html" in "".join(look(query, "pages"))


def test_what_stands_inside_a_latin_word_is_not_found(reader):
    _, look, _ = reader
    assert look("eport")["claims"] == set()


@pytest.mark.parametrize("query", ["天津港 1850", "Tianjin Port 1850", "Tianjin Port zzzz"])
def test_a_word_that_nothing_holds_does_not_empty_the_result(reader, page, bases, query):
    lang, look, _ = reader
    found = look(query)
    assert found == look(query.rpartition(" ")[0])
    assert found["claims"]
    page.goto(f"{bases['file']}{lang}/index.html")
    page.fill("#search", query)
    status = page.wait_for_selector("#search-results [role=status]").text_content()
    assert query.split()[-1] in status
