"""Languages: the tags of the data's languages (BCP 47), and the counting of words in either."""

import re

TAGS = {"zh": "zh-Hans", "en": "en"}
HAN = re.compile(r"[\u3400-\u9fff]")


def is_chinese(tag: str) -> bool:
    """Return whether a language tag is one of Chinese.

    >>> is_chinese("zh-Hant"), is_chinese("ja")
    (True, False)
    """
    return tag.partition("-")[0] == "zh"


def word_count(text: str) -> int:
    """Return the number of words of a text; two Chinese characters count as one.

    >>> word_count("the throughput of Tianjin Port"), word_count("天津港吞吐量"), word_count("")
    (5, 3, 0)
    """
    characters = len(HAN.findall(text))
    return len(HAN.sub(" ", text).split()) + (characters + 1) // 2
