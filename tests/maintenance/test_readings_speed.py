"""Reading and comparing the longest cells takes time in proportion to their length."""

import pytest
from figure_reader import READER

from clock import cost, grows_in_proportion
from jjjdata.readings import FigureReader

# Reading and comparing two cells of the greatest length, in a reader that has read nothing before.

SIZE = 20_000
LONG = {
    "odd and even numbers": (
        "".join(f"{2 * n + 1}个，" for n in range(SIZE)),
        "".join(f"{2 * n} items, " for n in range(SIZE)),
    ),
    "one figure again and again": (
        "超过2200万标准箱，" * SIZE,
        "more than 22 million TEU, " * SIZE,
    ),
    "one number": ("1" * SIZE, "1" * SIZE),
    "numbers without end": ("1.." * SIZE, "1.." * SIZE),
    "qualifiers without figures": ("近约超" * SIZE, "not more than " * SIZE),
    "numerals": ("一百" * SIZE, "one-two " * SIZE),
    "ranges": ("1—" * SIZE, "1-" * SIZE),
    "months": ("5月" * SIZE, "May 5 " * SIZE),
    "one word": ("a" * SIZE, "a" * SIZE),
}


ORDINARY = (
    "2023年，天津港集装箱吞吐量突破了2200万标准箱，比上年增长5.5%。",
    "In 2023, the container throughput of Tianjin Port exceeded 22 million TEU, up 5.5%. ",
)


def compare(zh, en):
    """How the two cells are compared when both have a given length."""

    def at(size):
        cells = ((text * (size // len(text) + 1))[:size] for text in (zh, en))
        FigureReader(READER.units).unmatched(*cells)

    return at


@pytest.mark.parametrize("name", LONG)
def test_two_long_cells_cost_no_more_than_thirty_of_ordinary_text(name):
    """Most of the longest cells have ten times as many figures as ordinary text."""
    assert cost(compare(*LONG[name]), SIZE) < 30 * cost(compare(*ORDINARY), SIZE)


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_size_and_not_with_its_square(name):
    assert grows_in_proportion(compare(*LONG[name]), SIZE // 2)
