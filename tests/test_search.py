"""Search finds claims by words of either language, where words begin."""

import datetime

from cells import put
from jjjdata import find


def ids(text, package=None):
    return [row["id"] for row in find(text, package)]


def test_words_are_found_where_words_begin():
    """A search for port brought reports and supporting policies."""
    assert {"port-containers-2023", "port-containers-growth"} <= set(ids("port"))
    assert not {"dateline-agency", "supporting-policies"} & set(ids("port"))


def test_capitals_do_not_matter():
    assert ids("PORT") == ids("port") != []


def test_chinese_is_found_inside_words():
    assert ids("津港") == ids("天津港") != []


def test_figures_and_signs_are_taken_as_they_are():
    assert ids("58%") == ["port-containers-growth"]
    assert ids(".*") == []
    assert len(ids(".")) > 100


def test_all_words_must_occur():
    both = set(ids("天津港 2200万"))
    assert both == set(ids("天津港")) & set(ids("2200万")) != set(ids("天津港"))


def test_the_id_is_searched_too():
    assert ids("port-containers-growth") == ["port-containers-growth"]


def test_nothing_is_found_for_no_words():
    assert ids("") == ids("  ") == ids("no such words at all") == []


def test_rows_are_whole_typed_and_in_the_order_of_the_table(data):
    rows = find("port")
    order = [row["id"] for row in data["claims"]]
    assert [row["id"] for row in rows] == sorted(ids("port"), key=order.index)
    assert rows == [row for row in data["claims"] if row["id"] in ids("port")]
    assert isinstance(rows[0]["reviewed_on"], datetime.date)


def test_another_copy_is_searched(copy):
    put(copy, "claims", "port-containers-2023", statement_en="A sentence with a zyzzyva in it.")
    assert ids("zyzzyva", copy) == ["port-containers-2023"]
    assert ids("zyzzyva") == []
