"""Marks: the punctuation, spaces and endings of sentences that do not belong to a language."""

from __future__ import annotations

import re

HAN = "[\u4e00-\u9fff]"
# What is wrong, by an example of it.
CHINESE = {
    "港,": rf"{HAN}[,;:?!()]",
    "(港": rf"[,;:?!()]{HAN}",
    "港 2个": rf"{HAN} +[\w\u4e00-\u9fff]",
    "2 个": rf"\w +{HAN}",
    "港，。": "[，。；：？！、]{2}",
    "港.": rf"{HAN}\.(?!\w)",
}
ENGLISH = {
    "the “port”": "[，。；：？！（）《》“”‘’、—]",
    "it grew , too": r" (?:[,;:?!)]|\.(?![\d.]))",  # but .5 and ...
    "( port": r"\( ",
    "ports,, too": ",,",
}
EITHER = {
    "two  spaces": "  ",
    " before": r"^\s",
    "behind ": r"\s$",
}
WRONG = {
    "zh": re.compile("|".join((CHINESE | EITHER).values())),
    "en": re.compile("|".join((ENGLISH | EITHER).values())),
}
ENDED = {"zh": re.compile(r"[。？！][”’）》]*$"), "en": re.compile(r"[.?!][\"')]*$")}
FULL_STOP = {"zh": "。", "en": "."}


def wrong_mark(text: str, lang: str) -> re.Match[str] | None:
    """Return the first mark that does not belong to a language, if any.

    >>> wrong_mark("港,也", "zh")[0], wrong_mark("It grew to .5.", "en")
    ('港,', None)
    """
    return WRONG[lang].search(text)


def is_ended(text: str, lang: str) -> bool:
    """Return whether a text ends as a sentence does.

    >>> is_ended("（他说“增长。”）", "zh"), is_ended("It grew", "en")
    (True, False)
    """
    return bool(ENDED[lang].search(text))
