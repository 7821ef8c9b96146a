"""Reading and comparing the longest cells takes time in proportion to their length."""

import time

import pytest
from figure_reader import READER

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


def seconds(zh, en):
    reader = FigureReader(READER.units)
    start = time.process_time()
    reader.unmatched(zh, en)
    return time.process_time() - start


@pytest.mark.parametrize("name", LONG)
def test_two_long_cells_are_compared_in_time(name):
    zh, en = (text[:SIZE] for text in LONG[name])
    assert seconds(zh, en) < 1


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_size_and_not_with_its_square(name):
    zh, en = (text[:SIZE] for text in LONG[name])
    quarter = min(seconds(zh[: SIZE // 4], en[: SIZE // 4]) for _ in range(3))
    whole = min(seconds(zh, en) for _ in range(3))
    assert whole < 8 * quarter + 0.02  # in proportion it is 4 times as long, by the square 16 times
