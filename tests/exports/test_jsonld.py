"""ClaimReview: a review of every checkable claim, in both languages, with no address invented."""

import json
import re

import pytest

from exports.copies import DESCRIPTOR, ROOT, lines, put, write_lines
from jjjdata.database import connect
from jjjdata.errors import DataError
from jjjdata.exports import export
from jjjdata.exports.jsonld import RATINGS, graph, scale
from jjjdata.package import Package
from jjjdata.tables import read_rows

TAGS = {"en": "en", "zh": "zh-Hans"}
ENDS = ("ratingValue", "bestRating", "worstRating")


@pytest.fixture(scope="module")
def nodes(forms):
    document = json.loads((forms["jsonld"] / "claimreview.jsonld").read_text("utf-8"))
    return {node["@id"]: node for node in document["@graph"]}


@pytest.fixture(scope="module")
def data(package):
    names = ("claims", "claim_caveats", "evidence", "sources", "codes")
    return {name: read_rows(package, name) for name in names}


@pytest.fixture(scope="module")
def checkable(data):
    claims = {row["id"]: row for row in data["claims"] if row["checkability"] == "checkable"}
    assert claims
    return claims


def test_every_checkable_claim_has_a_review_and_no_other(nodes, checkable):
    reviews = {key for key, node in nodes.items() if node["@type"] == "ClaimReview"}
    assert reviews == {f"#review-{key}" for key in checkable}


def test_verdicts_are_ratings(nodes, checkable, data):
    labels = {row["code"]: row for row in data["codes"] if row["list"] == "verdict"}
    rulings = connect(ROOT).execute("select claim_id, reading, backing from verdicts")
    backings = {(claim, reading): backing for claim, reading, backing in rulings}
    for key, claim in checkable.items():
        ratings = nodes[f"#review-{key}"]["reviewRating"]
        readings = ["verdict", "verdict_latest"]
        if claim["verdict_latest"] == claim["verdict"]:
            readings = ["verdict"]
        assert len(ratings) == len(readings)
        for rating, reading in zip(ratings, readings, strict=True):
            label = labels[claim[reading]]
            place = scale(claim[reading], backings[key, reading])
            assert {name: rating[name] for name in ENDS if name in rating} == place
            assert rating["alternateName"] == {
                tag: label[f"label_{lang}"] for lang, tag in TAGS.items()
            }
            assert rating["reviewAspect"]["en"]


def test_statement_origin_and_citations(nodes, checkable, data):
    for key, claim in checkable.items():
        review = nodes[f"#review-{key}"]
        assert review["claimReviewed"] == {
            tag: claim[f"statement_{lang}"] for lang, tag in TAGS.items()
        }
        assert nodes[f"#claim-{key}"]["firstAppearance"] == f"#source-{claim['origin_id']}"
        proofs = {
            f"#source-{row['source_id']}"
            for row in data["evidence"]
            if row["claim_id"] == key and row["stance"] != "context"
        }
        assert sorted(review.get("citation", [])) == sorted(proofs)


def test_rationale_and_caveats_are_the_body(nodes, checkable, data):
    for key, claim in checkable.items():
        caveats = [row for row in data["claim_caveats"] if row["claim_id"] == key]
        for lang, tag in TAGS.items():
            first, *others = nodes[f"#review-{key}"]["reviewBody"][tag].split("\n")
            assert first == claim[f"rationale_{lang}"]
            assert len(others) == len(caveats)
            for line, row in zip(others, caveats, strict=True):
                assert line.endswith(row[f"note_{lang}"])


def test_every_reference_leads_somewhere_and_every_node_is_referred_to(nodes):
    text = re.sub(r'"@id": "[^"]+"', "", json.dumps(list(nodes.values())))
    referred = set(re.findall(r'"(#[^"]+)"', text))
    assert referred == {key for key in nodes if not key.startswith("#review-")}


def test_no_address_is_invented(nodes, data):
    known = {row["url"] for row in data["sources"]}
    known |= {each["path"] for each in DESCRIPTOR["licenses"]}
    found = set(re.findall(r'"(https?://[^"]+)"', json.dumps(list(nodes.values()))))
    assert found
    assert found <= known


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_language(tmp_path, lang):
    (file,) = export(tmp_path, "jsonld", lang=lang, package=ROOT)
    text = file.read_text("utf-8")
    tags = set(re.findall(r'^ *"(en|zh-Hans)":', text, re.MULTILINE))
    assert tags == {TAGS[lang]}
    for node in json.loads(text)["@graph"]:
        if node["@type"] == "ClaimReview":
            assert list(node["claimReviewed"]) == node["inLanguage"] == [TAGS[lang]]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("evidence", "source_id", "nowhere"), ("claims", "passage_id", "nowhere")],
)
def test_a_reference_to_nothing_is_told(copy, tmp_path, table, column, value):
    package = Package(copy)
    put(package, table, 1, column, value)
    with pytest.raises(DataError, match=f"table {table}, .*{value}"):
        export(tmp_path / "out", "jsonld", package=package)
    assert not (tmp_path / "out").exists()


def test_a_code_without_a_label_is_told(copy):
    package = Package(copy)
    header, *rows = lines(package, "codes")
    write_lines(package, "codes", [header, *(row for row in rows if row[1] != "supported")])
    with pytest.raises(DataError, match=r"table codes has no row 'verdict\|supported'"):
        graph(package)


@pytest.mark.parametrize("page", ["CLAIMREVIEW.md", "CLAIMREVIEW.zh.md"])
def test_the_page_tells_the_mapping(page, data):
    text = (ROOT / "docs" / page).read_text("utf-8")
    none = "无" if "zh" in page else "none"
    rows = re.findall(r"^\| `(\w+)` \| (\d|none|无) \| (\d|none|无) \|", text, re.MULTILINE)
    assert rows == [
        (
            code,
            str(scale(code, "outside").get("ratingValue", none)),
            str(scale(code, "government").get("ratingValue", none)),
        )
        for code in RATINGS
    ]
    labels = {row["code"]: row for row in data["codes"] if row["list"] == "verdict"}
    assert set(RATINGS) == set(labels) - {"not_checkable"}
    for code in RATINGS:
        names = re.search(rf"^\| `{code}` \| \S+ \| \S+ \| (.+?) \|", text, re.MULTILINE)[1].split(
            " / "
        )
        assert {labels[code]["label_en"], labels[code]["label_zh"]} <= set(names)
