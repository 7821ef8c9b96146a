"""stands-alone: no statement says "the region" or "the plan" with nothing before it."""

import pytest

from jjjdata.rules.texts.gazetteer import han_word, whole_word
from jjjdata.rules.texts.standing import dangling

NAMES = {"zh": han_word(["京津冀", "天津港", "天津"]), "en": whole_word("Beijing", "Tianjin")}

# Language, text, and the words in it that point back at nothing.
TEXTS = [
    ("en", "Coordinated growth in the region has advanced.", ["the region"]),
    ("en", "The region has advanced.", ["The region"]),
    ("en", "The program was issued.", ["The program"]),
    ("en", "The outline plan was issued.", ["The outline plan"]),
    ("en", "It was issued in 2015.", ["It"]),
    ("en", "The plan of 2015 covers the region.", ["the region"]),
    ("en", "The plan for Beijing covers the region.", []),
    ("en", "In the Beijing-Tianjin-Hebei region, the air is better.", []),
    ("en", "Tianjin Port is the largest port of the region.", []),
    ("en", "A plan for industry was issued; the plan names three fields.", []),
    ("en", "The coordinated development of the three places advanced; so did the work.", []),
    ("en", "The port of Tianjin grew.", []),
    ("en", "Its itemized lists were met.", ["Its"]),
    ("en", "Beijing met its targets.", []),
    ("zh", "该地区的空气有所改善。", ["该地区"]),
    ("zh", "京津冀的空气有所改善，该地区最好。", []),
    ("zh", "区域PM2.5浓度下降。", ["区域"]),
    ("zh", "区域协调发展深入推进。", []),
    ("zh", "规划政策框架已经形成。", ["规划"]),
    ("zh", "京津冀规划政策框架已经形成。", []),
    ("zh", "该规划已经印发。", ["该规划"]),
    ("zh", "《天津港规划》提出目标，该规划已经印发。", []),
    ("zh", "提出京津冀协同发展，这一战略已满10年。", []),
    ("zh", "这一战略已满10年。", ["这一战略"]),
    ("zh", "其吞吐量增长。", ["其"]),
    ("zh", "各地应该坚持绿色发展。", []),
    ("en", "The network opened; the work went on.", ["the work"]),
    ("en", "Plans were made; the plan was met.", []),
    ("en", "Coordinated development advanced under the strategy.", []),
    ("en", "Several strategies were issued; the strategy for one failed.", []),
    ("en", "A task was set; the tasks grew.", []),
    ("en", "Strategic thinking grew; the strategy failed.", ["the strategy"]),
    ("zh", "地区生产总值增长。", []),
    ("zh", "地区经济增长。", ["地区"]),
    ("zh", "规划面积为1770平方公里。", []),
]


@pytest.mark.parametrize(("lang", "text", "words"), TEXTS)
def test_what_points_back_at_nothing_is_found(lang, text, words):
    assert list(dangling(text, lang, NAMES[lang])) == words


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("statement_en", "The container throughput of the port exceeded 22 million TEU in 2023."),
        ("safe_en", "The plan was issued in 2015."),
        ("statement_zh", "该港2023年集装箱吞吐量突破2200万标准箱。"),
        ("safe_zh", "该规划2015年印发。"),
    ],
)
def test_a_changed_cell_is_found(bench, column, text):
    fits = lambda row: row["id"] == "port-containers-2023"  # noqa: E731
    assert "stands-alone" in bench.codes_after("claims", fits, column, text)


def test_the_name_of_the_country_is_no_antecedent(bench):
    fits = lambda row: row["id"] == "port-containers-2023"  # noqa: E731
    text = "China's State Council said that the region had grown."
    assert "stands-alone" in bench.codes_after("claims", fits, "safe_en", text)
