"""How long something takes, told so that a busy or slow machine changes no answer.

What is measured is compared with something else that is measured in the same breath, never with a
number of seconds.
"""

import time
from collections.abc import Callable

RUNS = 3
SLACK = 0.02  # seconds that the clock itself may err by


def cost(work: Callable[[int], object], size: int) -> float:
    """The least processor time of a few runs, in seconds: what else runs can only add to it.

    Each run is a little smaller than the one before, so that no result kept from it is used again.
    """
    times = []
    for run in range(RUNS):
        start = time.process_time()
        work(size - run)
        times.append(time.process_time() - start)
    return min(times)


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Four times the size takes about 4 times as long; by the square it would take 16 times."""
    return cost(work, size) < 8 * cost(work, size // 4) + SLACK
