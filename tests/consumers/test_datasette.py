"""Datasette shows labels for IDs, searches in both languages, and spells codes out in views."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from datasette.app import Datasette

from conftest import AUTHORED

METADATA = {"en": "metadata.json", "zh": "metadata.zh.json"}


@pytest.fixture(scope="module", params=["en", "zh"])
def site(request, forms):
    folder = forms["sqlite"]
    metadata = json.loads((folder / METADATA[request.param]).read_text("utf-8"))
    datasette = Datasette([], immutables=[str(folder / "jjjdata.sqlite")], metadata=metadata)

    def get(path, **parameters):
        asked = datasette.client.get(f"/jjjdata{path}", params=parameters)
        # In a thread, since the suite of the browser leaves a loop of events in this one.
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(asyncio.run, asked).result()
        assert answer.status_code == 200, answer.text
        return answer

    return request.param, get


def rows(site, path, **parameters):
    return site[1](f"{path}.json", _shape="array", **parameters).json()


def test_every_table_and_view_has_a_page(site):
    for table in AUTHORED:
        for name in (table, f"{table}_en", f"{table}_zh"):
            site[1](f"/{name}")


def test_an_id_shows_the_label_of_what_it_names(site):
    """Claims and sources showed as bare IDs."""
    lang, get = site
    page = get("/evidence", claim_id="port-containers-2023").text
    (claim,) = rows(site, "/claims", id="port-containers-2023")
    link = re.search(r'<a href="/jjjdata/claims/port-containers-2023">([^<]+)</a>', page)
    assert link[1].replace("&#39;", "'") == claim[f"statement_{lang}"]
    assert get("/claims").text.count("/jjjdata/places/") > 10


@pytest.mark.parametrize("table", ["claims", "evidence", "sources", "terms", "observations"])
def test_tables_can_be_searched(site, table):
    assert 'name="_search"' in site[1](f"/{table}").text


def test_words_of_three_characters_are_found_in_either_language(site):
    for words in ("天津港", "集装箱", "container", "Tianjin Port"):
        found = rows(site, "/claims", _search=words)
        assert "port-containers-2023" in [row["id"] for row in found], words
    assert rows(site, "/claims", _search="天津海") == []


def test_shorter_words_are_found_by_a_query(site):
    """The index holds three characters at a time, and most Chinese words have two."""
    for words in ("港口", "天津", "port"):
        found = rows(site, "/find", words=words)
        assert {"claims", "sources"} <= {row["table"] for row in found}, words
    assert re.search("(“|&#34;)find(”|&#34;)", site[1]("").text)


@pytest.mark.parametrize(("lang", "verdict"), [("en", "supported"), ("zh", "得到证实")])
def test_views_spell_codes_out(site, lang, verdict):
    (claim,) = rows(site, f"/claims_{lang}", id="port-containers-2023")
    assert claim["verdict"] == verdict
    stances = {row["stance"] for row in rows(site, f"/evidence_{lang}", _size="max")}
    assert "supports" not in stances or lang == "en"
    judged = rows(site, f"/votes_{lang}", _size="max")
    assert len({row["judgment"] for row in judged}) > 2


def test_a_column_is_explained(site, package):
    lang, get = site
    fields = {field["name"]: field for field in package.fields("claims")}
    described = fields["verdict"]["description_zh" if lang == "zh" else "description"]
    assert described[:12] in get("/claims").text.replace("&#39;", "'")
