"""Qualifiers: the words that stand before or behind a figure, and the codes they mean."""

from __future__ import annotations

from collections.abc import Mapping

# Tried in this order: "not more than" is no "more than".
# 近5年来 are the past five years, and 近 is no qualifier.
IN_THE_PAST = "[0-9一二两三四五六七八九十百几多余]{1,4}个?[年月]以?来"
CHINESE = {
    "at_most": "不超过|不高于|未超过|没有超过|不多于|最多|至多",
    "at_least": "不少于|不低于|不小于|至少|最少",
    "less_than": "低于|不足|不到|少于|小于|未达",
    "more_than": "超过|突破|超出|高于|多于|大于|逾|超",
    "nearly": f"接近|将近|(?<![附最邻远临])近(?!{IN_THE_PAST})",  # not 附近, 最近
    "about": "大约|约为|(?<![条合公节制签])约|大致",  # not 条约, 节约
}
ENGLISH = {
    "at_most": "not more than|no more than|not exceeding|not exceed|at most|at or (?:even )?below",
    "at_least": "not less than|no less than|no fewer than|not fewer than|at least|a minimum of"
    "|at or (?:even )?above",
    "less_than": "less than|fewer than|lower than|below|under|short of",
    "nearly": "nearly|almost|close to",
    "more_than": r"more than|exceed(?:ed|s|ing)?"
    r"|(?<!the )above"  # not "the above 3 measures"
    r"|over(?! [\w.]+ (?:years?|months?)| an? decade)"  # "over ten years" may mean "during"
    r"|surpass(?:ed|es|ing)?|greater than|higher than|top(?:s|ped)"
    r"|(?<!the )top(?= [\d.,]+ \w+illion)|(?<=will )top",  # "top 10 ports" are the first ten
    "about": "about|around|approximately|roughly|some",
}
CHINESE_AFTER = {
    "以上": "at_least",
    "左右": "about",
    "上下": "about",
    "以下": "at_most",
    "以内": "at_most",
}
ENGLISH_AFTER = {"or more": "at_least", "or so": "about"}


def alternatives(words: Mapping[str, str]) -> str:
    """Return a pattern that matches any of some words, in a group that is named by their code.

    >>> alternatives({"nearly": "nearly|almost", "about": "about"})
    '(?P<nearly>nearly|almost)|(?P<about>about)'
    """
    return "|".join(f"(?P<{code}>{pattern})" for code, pattern in words.items())
