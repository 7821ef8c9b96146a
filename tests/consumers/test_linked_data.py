"""rdflib reads the reviews, and every type and property is one that schema.org has and allows."""

import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef

from jjjdata.tables import read_rows

SDO = "https://schema.org/"
BASE = "https://base.invalid/claimreview.jsonld"
DOMAIN, RANGE = URIRef(f"{SDO}domainIncludes"), URIRef(f"{SDO}rangeIncludes")
TEXT, NUMBER, URL, DATE = (URIRef(SDO + name) for name in ("Text", "Number", "URL", "Date"))
USED = {
    "alternateName",
    "appearance",
    "author",
    "bestRating",
    "claimReviewed",
    "datePublished",
    "firstAppearance",
    "inLanguage",
    "itemReviewed",
    "license",
    "ratingValue",
    "reviewRating",
    "url",
    "worstRating",
}


@pytest.fixture(scope="module")
def reviews(forms):
    graph = Graph()
    graph.parse(forms["jsonld"] / "claimreview.jsonld", format="json-ld", publicID=BASE)
    return graph


def kinds_above(kind, vocabulary):
    kinds, waiting = set(), [kind]
    while waiting:
        each = waiting.pop()
        kinds.add(each)
        waiting += [up for up in vocabulary.objects(each, RDFS.subClassOf) if up not in kinds]
    return kinds


def kinds_of(value, nodes, vocabulary):
    """Return the types of schema.org that a value may pass for."""
    if value in nodes:
        return kinds_above(nodes[value], vocabulary)
    if not isinstance(value, Literal):
        assert not isinstance(value, BNode)
        return {URL}
    if value.datatype and "integer" in value.datatype:
        return {TEXT, NUMBER}
    return {DATE} if value.datatype == DATE else {TEXT}


def check(graph, vocabulary):
    """Hold a graph to the vocabulary and return the properties that it uses."""
    nodes, used = dict(graph.subject_objects(RDF.type)), set()
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            assert (value, RDF.type, RDFS.Class) in vocabulary, value
            continue
        assert (predicate, RDF.type, RDF.Property) in vocabulary, predicate
        kinds = kinds_above(nodes[subject], vocabulary)
        assert kinds & set(vocabulary.objects(predicate, DOMAIN)), (nodes[subject], predicate)
        allowed = set(vocabulary.objects(predicate, RANGE))
        assert kinds_of(value, nodes, vocabulary) & allowed, (predicate, value)
        used.add(predicate.removeprefix(SDO))
    return used


def test_reviews_are_valid_against_the_vocabulary(reviews, vocabulary):
    assert check(reviews, vocabulary) >= USED


@pytest.mark.parametrize("predicate", ["claimReviewd", "recipeYield"])
def test_a_wrong_property_would_be_noticed(reviews, vocabulary, predicate):
    bad = Graph() + reviews
    review = next(bad.subjects(RDF.type, URIRef(f"{SDO}ClaimReview")))
    bad.add((review, URIRef(SDO + predicate), Literal("x", lang="en")))
    with pytest.raises(AssertionError):
        check(bad, vocabulary)


def test_statements_are_read_in_both_languages(reviews, package):
    for claim in read_rows(package, "claims"):
        if claim["checkability"] == "checkable":
            review = URIRef(f"{BASE}#review-{claim['id']}")
            statements = reviews.objects(review, URIRef(f"{SDO}claimReviewed"))
            assert {value.language: str(value) for value in statements} == {
                "en": claim["statement_en"],
                "zh-Hans": claim["statement_zh"],
            }


def test_no_address_is_invented(reviews, package):
    known = {row["url"] for row in read_rows(package, "sources")}
    known |= {each["path"] for each in package.descriptor["licenses"]}
    for subject, _, value in reviews:
        for term in (subject, value):
            if isinstance(term, URIRef) and not str(term).startswith((f"{BASE}#", SDO)):
                assert str(term) in known


def test_croissant_is_a_dataset_of_schema_org(forms, vocabulary):
    graph = Graph()
    graph.parse(forms["croissant"] / "croissant.json", format="json-ld")
    (dataset,) = graph.subjects(RDF.type, URIRef(f"{SDO}Dataset"))
    names = {value.language for value in graph.objects(dataset, URIRef(f"{SDO}name"))}
    assert names == {"en", "zh-Hans"}
    used = {str(predicate) for predicate in graph.predicates(dataset)}
    for predicate in used:
        if predicate.startswith(SDO):
            assert (URIRef(predicate), RDF.type, RDF.Property) in vocabulary
    needed = ("license", "creator", "version", "datePublished", "distribution", "inLanguage")
    assert {SDO + name for name in needed} <= used
