"""Splits: which evidence may be learned from and which is tested on, by the time of its source."""

from __future__ import annotations

# To learn from, to test on, and neither.
EARLIER, TESTED, LEFT_OUT = "earlier", "tested", "left_out"
DAY = len("2024-02-27")
PARTS = (EARLIER, TESTED, LEFT_OUT)


def split(quote: str | None, published: str | None, day: str | None) -> str:
    """Return to which part a row of evidence belongs, by its quote and two dates.

    "earlier" may be learned from: its source was published before the document of the claim, on
    ``day``. "tested" was published on that day or after it. "left_out" has no quote, no date, or a
    month or a year for a date that may be before as well as after: 2024-02 contains 2024-02-27.

    >>> [split("words", date, "2024-02-27") for date in ("2024-01", "2024-02-28", "2024-02")]
    ['earlier', 'tested', 'left_out']
    """
    if not (quote and published and day):
        return LEFT_OUT
    is_one_day = published == day and len(day) == DAY
    if not is_one_day and (published.startswith(day) or day.startswith(published)):
        return LEFT_OUT
    return EARLIER if published < day else TESTED
