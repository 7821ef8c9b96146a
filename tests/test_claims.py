"""One claim is joined with all that bears on it, and is a mapping of its row."""

import copy as copying
import datetime
import json
import pickle

import pytest

from cells import put
from jjjdata import UnknownNameError, claim
from jjjdata.database import select

PORT = "port-containers-2023"


@pytest.fixture(scope="module")
def port():
    return claim(PORT)


@pytest.fixture(scope="module")
def claims(package):
    return [claim(row["id"], package) for row in select(package, "select id from claims")]


def test_a_claim_is_a_mapping_of_the_columns_of_its_row(port, package):
    columns = [field["name"] for field in package.fields("claims")]
    assert list(port) == columns
    assert port["verdict"] == port.verdict == port.get("verdict") == "supported"
    assert dict(**port) == port.row
    assert "no such column" not in port
    with pytest.raises(KeyError):
        port["no such column"]


def test_a_wrong_attribute_says_what_there_is(port):
    with pytest.raises(AttributeError, match=r"Claim has no 'verdicts'; it has .*verdict_latest"):
        port.verdicts  # noqa: B018


def test_values_have_their_types(port):
    assert isinstance(port.reviewed_on, datetime.date)
    assert isinstance(port.quote_start, int)
    assert port.value == 22_000_000.0
    assert port.base_period is None


def test_tab_completes_columns_and_joined_parts(port):
    assert {"verdict", "statement_zh", "evidence", "ruling", "text"} <= set(dir(port))
    assert port._ipython_key_completions_() == list(port)


def test_claims_are_equal_by_id(port, package):
    again = claim(PORT, package)
    assert again == port
    assert len({again, port, claim("pm25-drop")}) == 2
    assert port != port.row
    # A source and a claim may have the same ID and are not the same.
    assert port.origin != port.article
    assert port.origin in {item.origin for item in port.evidence}


def test_a_claim_can_be_copied_and_pickled(port):
    for twin in (copying.deepcopy(port), pickle.loads(pickle.dumps(port))):
        assert twin == port
        assert twin.text() == port.text()


def test_records_are_frozen(port):
    with pytest.raises(AttributeError):
        port.passage = None
    with pytest.raises(TypeError):
        port["verdict"] = "refuted"


def test_everything_is_resolved(claims, data):
    """Every row that names the claim is there, with its source, publisher and origin."""
    sources = {row["id"]: row for row in data["sources"]}
    bodies = {row["id"]: row for row in data["organizations"]}
    for item in claims:
        for table, records in (
            ("evidence", item.evidence),
            ("checks", item.checks),
            ("claim_caveats", item.caveats),
        ):
            rows = [row for row in data[table] if row["claim_id"] == item.id]
            key = lambda row: row["id"]  # noqa: E731
            assert sorted(map(dict, records), key=key) == sorted(rows, key=key)
        documents = [item.article, item.origin, *filter(None, [item.wording])]
        for evidence in item.evidence:
            assert evidence.source.id == evidence.source_id
            documents += [evidence.source, evidence.origin]
        for document in documents:
            assert dict(document) == sources[document.id]
            assert dict(document.publisher) == bodies[document.publisher_id]
        assert item.article.id == item.passage.source_id
        assert item.origin.id == item.origin_id


def test_labels_are_those_of_the_code_lists_in_both_languages(claims, data, package):
    codes = {(row["list"], row["code"]): row for row in data["codes"]}
    seen = 0
    for item in claims:
        records = [("claims", item), ("passages", item.passage), ("sources", item.origin)]
        records += [("evidence", evidence) for evidence in item.evidence]
        records += [("checks", check) for check in item.checks]
        records += [("claim_caveats", caveat) for caveat in item.caveats]
        records += [("renderings", rendering) for rendering in item.renderings]
        records += [("terms", rendering.term) for rendering in item.renderings]
        for table, record in records:
            for field in package.fields(table):
                code = record[field["name"]]
                if "codeList" in field and code is not None:
                    row = codes[field["codeList"], code]
                    assert record.label(field["name"], "zh") == row["label_zh"]
                    assert record.label(field["name"], "en") == row["label_en"]
                    seen += 1
    assert seen > 1000


def test_an_empty_cell_has_an_empty_label(port):
    assert claim("efforts-overall").label("qualifier", "en") == ""
    assert port.label("qualifier", "zh") == "超过"


def ends_of(source_id, sources):
    """Walk from a source to the document it goes back to."""
    steps = [source_id]
    while sources[steps[-1]]["origin_id"] != steps[-1]:
        steps.append(sources[steps[-1]]["origin_id"])
    return steps


def test_what_counts_is_neither_context_nor_a_repeat_of_the_claims_own_origin(claims, data):
    sources = {row["id"]: row for row in data["sources"]}
    counted = 0
    for item in claims:
        for evidence in item.evidence:
            steps = ends_of(evidence.source_id, sources)
            expected = evidence.stance != "context" and item.origin_id not in steps
            assert evidence.counts == expected, evidence.id
            assert evidence.origin.id == steps[-1]
            counted += expected
        origins = {
            evidence.origin.id
            for evidence in item.evidence
            if evidence.counts
            and evidence.stance != "contradicts"
            and evidence.vintage != "revised"
        }
        if item.checkability == "checkable":
            assert set(item.ruling.supporting_origins) == origins, item.id
    assert counted > 50


def test_evidence_stands_in_the_order_of_the_card(claims):
    """For, against, context, and what does not count last; by ID within."""

    def place(evidence):
        if evidence.stance == "context":
            return 3
        return 4 if not evidence.counts else 2 if evidence.stance == "contradicts" else 1

    for item in claims:
        order = [(place(evidence), evidence.id) for evidence in item.evidence]
        assert order == sorted(order), item.id


def test_the_ruling_is_that_of_the_view(claims, package):
    rows = select(package, "select * from verdicts")
    views = {(row["claim_id"], row["reading"]): row for row in rows}
    for item in claims:
        for reading, ruling in (("verdict", item.ruling), ("verdict_latest", item.ruling_latest)):
            row = views[item.id, reading]
            assert ruling.verdict.code == row["verdict"] == item[reading]
            assert (ruling.rule, ruling.reason) == (row["rule"], row["reason"])
            assert len(ruling.supporting_origins) == ruling.supporting == row["supporting"]
            assert len(ruling.contradicting_origins) == ruling.contradicting
            assert (ruling.backing and ruling.backing.code) == row["backing"]


def test_the_side_that_is_backed_is_that_of_the_verdict(copy):
    put(copy, "evidence", "traffic-circle-e06", stance="context")
    refuted = claim("traffic-circle", copy).ruling
    assert (refuted.verdict.code, refuted.side) == ("refuted", "against")
    assert claim(PORT).ruling.side == "for"


def test_sensitivity_names_the_origin_that_decides(claims, package):
    rows = select(package, "select * from sensitivity")
    assert rows
    told = {
        (item.id, one.reading, one.origin_id, one.verdict.code, one.verdict_without.code)
        for item in claims
        for one in item.sensitivity
    }
    assert told == {tuple(row.values()) for row in rows}


def test_renderings_are_those_in_the_clause_in_the_order_of_the_text(claims, data):
    for item in claims:
        expected = [
            row["id"]
            for row in data["renderings"]
            if row["passage_id"] == item.passage_id
            and row["start"] < item.end
            and item.start < row["end"]
        ]
        assert [rendering.id for rendering in item.renderings] == expected
        for rendering in item.renderings:
            assert rendering.term.id == rendering.term_id
            assert rendering.is_fault == (rendering.problem not in ("none", "agency_form"))
    assert any(item.renderings for item in claims)


def test_a_claim_of_another_copy_is_read_from_there(copy):
    put(copy, "claims", PORT, statement_en="Somebody else's statement.")
    assert claim(PORT, copy).statement_en == "Somebody else's statement."
    assert claim(PORT, copy / "datapackage.json").statement_en == "Somebody else's statement."
    assert claim(PORT).statement_en != "Somebody else's statement."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("port-container", "the nearest is 'port-containers-2023'"),
        ("PORT", "port-containers"),
        ("zzzzqqqq", "nor one of a similar name among the "),
        (None, "no claim None"),
        (["pm25-drop"], "no claim"),
    ],
)
def test_an_unknown_id_is_told_with_what_is_near_and_nothing_else(name, words):
    with pytest.raises(UnknownNameError, match=words):
        claim(name)


def test_as_json_it_holds_everything(port):
    whole = json.loads(json.dumps(port.to_dict(), ensure_ascii=False))
    assert whole["reviewed_on"] == port.reviewed_on.isoformat()
    assert whole["labels"]["verdict"] == {"code": "supported", "zh": "得到证实", "en": "supported"}
    first = port.evidence[0]
    assert whole["evidence"][0]["source"]["publisher"]["name_zh"] == first.source.publisher.name_zh
    assert whole["ruling"]["backing"]["code"] == "government"
    assert set(port.row) < set(whole)
