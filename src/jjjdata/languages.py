"""Languages: the tags of the data's languages (BCP 47), and the counting of words in either."""

import re

TAGS = {"zh": "zh-Hans", "en": "en"}
BETWEEN = {"zh": "、", "en": ", "}  # what stands between the things that a line lists
QUOTES = '"“”'
# A text, which `re` compiles when it is first used: it takes 2 ms, and few calls need it.
HAN = r"[\u3400-\u9fff]"


def is_chinese(tag: str) -> bool:
    """Return whether a language tag is one of Chinese.

    >>> is_chinese("zh-Hant"), is_chinese("ja")
    (True, False)
    """
    return tag.partition("-")[0] == "zh"


def unquoted(text: str) -> str:
    """Return words without quotation marks round them all.

    >>> unquoted('"big city disease"'), unquoted("“native” approach")
    ('big city disease', '“native” approach')
    """
    return text[1:-1] if len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES else text


def han_count(text: str | None) -> int:
    """Return the number of Chinese characters of a text; no text has none.

    >>> han_count("2023年为38微克"), han_count(None)
    (4, 0)
    """
    return len(re.findall(HAN, text or ""))


def word_count(text: str | None) -> int:
    """Return the number of words of a text; two Chinese characters count as one.

    >>> word_count("the throughput of Tianjin Port"), word_count("天津港吞吐量"), word_count("")
    (5, 3, 0)
    """
    words = re.sub(HAN, " ", text or "").split()
    return len(words) + (han_count(text) + 1) // 2
