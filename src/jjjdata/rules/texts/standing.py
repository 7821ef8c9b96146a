"""Standing: a text that stands alone points back at nothing that was not named before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..rulebook import Fault, Judge, Rule, Tables
from .gazetteer import Place, gazetteer, han_word, whole_word

RULES = (
    Rule(
        "stands-alone",
        "A statement, and what can be printed, names what it speaks of before it points back at "
        'it: no "the region", "the program" or "the plan" with nothing before it.',
        "陈述和可直接刊用的句子先写明所说的对象，再用“该地区”“该规划”之类的说法。",
        "{value} points back at nothing in: {expected}",
        "“{value}”没有所指：{expected}",
    ),
)

COLUMNS = (("statement_zh", "zh"), ("statement_en", "en"), ("safe_zh", "zh"), ("safe_en", "en"))
# Words that point back: at a place, at a matter, or (at_anything) at whatever was named before.
# The last count only where a text begins, since before them nothing can have been named.
THAT = "(?<![应本活])该"  # not 应该, 本该, 活该
POINTING = {
    "zh": re.compile(
        f"{THAT}(?P<place>地区|区域|市|省|区|港|湖)"
        f"|(?:{THAT}|此项|这一|这项|上述)(?P<matter>[\u4e00-\u9fff]{{2}})"
        # Not terms of their own: 区域协调发展, 地区生产总值, 规划面积.
        "|^(?P<at_anything>其|区域(?!协调)|地区(?!生产总值)|规划(?!面积)|本市|当地)"
    ),
    "en": re.compile(
        r"\b(?:the|this) (?:(?P<place>region|area|zone|city|port|lake|sub-center)"
        r"|(?:outline |master )?(?P<matter>program|plan|scheme|strategy|project|work|tasks))\b"
        r"(?! (?:of|for|that|which|where|to) )"  # "the plan for Beijing" says which it is
        r"|^(?P<at_anything>its?|they|their) ",
        re.IGNORECASE,
    ),
}
# What every text of these tables is about.
MATTER = {"zh": "协同发展", "en": "coordinated development"}


def judge_standing(tables: Tables) -> Iterator[Fault]:
    """Yield the texts of claims that point back at what they did not name."""
    places = gazetteer(tables).values()
    names = {"zh": _chinese_names(places), "en": _english_names(places)}
    for row in tables.judged("claims"):
        for column, lang in COLUMNS:
            text = row.get(column) or ""
            for words in dangling(text, lang, names[lang]):
                yield Fault("stands-alone", "claims", row["id"], column, words, text)


def dangling(text: str, lang: str, place_names: re.Pattern[str]) -> Iterator[str]:
    """Yield the words of a text that point back at nothing.

    Words that point at a place need the name of a place before them, those that point at a matter
    the matter. Other words (其, "its") are found only where the text begins, and point at nothing.

    >>> list(dangling("Air in the region improved.", "en", whole_word("Beijing")))
    ['the region']
    >>> list(dangling("Beijing is cleaner than the region.", "en", whole_word("Beijing")))
    []
    """
    for match in POINTING[lang].finditer(text):
        before = text[: match.start()]
        names_place = match["place"] and place_names.search(before)
        names_matter = match["matter"] and _names_matter(match["matter"], before, lang)
        if not (names_place or names_matter):
            yield match[0].strip()


def _names_matter(noun: str, before: str, lang: str) -> bool:
    """Return whether a text named a plan or a program before, or the development it is about.

    >>> _names_matter("plan", "A plan for industry was issued; ", "en")
    True
    >>> _names_matter("战略", "提出京津冀协同发展；", "zh")
    True
    >>> _names_matter("work", "The network opened; ", "en")
    False
    """
    if MATTER[lang] in before.casefold():
        return True
    return noun in before if lang == "zh" else bool(whole_word(*_numbers(noun)).search(before))


def _numbers(noun: str) -> tuple[str, str]:
    """Return the singular and the plural of an English noun.

    >>> _numbers("plan"), _numbers("strategy"), _numbers("tasks")
    (('plan', 'plans'), ('strategy', 'strategies'), ('task', 'tasks'))
    """
    singular = noun.removesuffix("s")
    plural = f"{singular[:-1]}ies" if singular.endswith("y") else f"{singular}s"
    return singular, plural


def _chinese_names(places: Iterable[Place]) -> re.Pattern[str]:
    """Return what finds the Chinese name of any place but the country."""
    return han_word(name for place in places if place.parent for name in place.chinese)


def _english_names(places: Iterable[Place]) -> re.Pattern[str]:
    """Return what finds the English name of any place but the country; of two joined, either."""
    names = {part for place in places if place.parent for part in place.name.split(" and ")}
    return whole_word(*names)


JUDGES = (
    Judge(
        "judge_standing",
        ("stands-alone",),
        frozenset({"claims", "places"}),
        judge_standing,
    ),
)
