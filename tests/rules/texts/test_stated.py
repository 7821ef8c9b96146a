"""figure-stated, qualifier-stated, type-fits: the texts tell the figure that is recorded."""

import re
from itertools import pairwise

import pytest

from jjjdata.readings import FigureReader
from jjjdata.rules.texts.recorded import Quantity, tells_fall, tells_first_place, tells_largely


def of(id):
    return lambda row: row["id"] == id


PORT, EVIDENCE = of("port-containers-2023"), of("port-containers-2023-e01")

CHANGES = [
    ("figure-stated", "claims", PORT, "value", 23e6),
    ("figure-stated", "claims", of("traffic-circle"), "value_high", 2.5),
    ("figure-stated", "claims", of("traffic-circle"), "value_high", None),
    ("figure-stated", "claims", PORT, "unit_id", None),
    (
        "figure-stated",
        "claims",
        PORT,
        "quote",
        "throughput of Tianjin Port exceeded 24 million TEUs",
    ),
    ("figure-stated", "claims", PORT, "source_term_zh", "集装箱吞吐量突破2300万标箱"),
    ("figure-stated", "evidence", EVIDENCE, "value", 23e6),
    ("figure-stated", "evidence", EVIDENCE, "finding_zh", "吞吐量超过2200万。"),
    ("figure-stated", "claims", of("subcenter-staff"), "statement_zh", "近3万个单位迁入。"),
    ("qualifier-stated", "claims", PORT, "qualifier", "nearly"),
    ("qualifier-stated", "evidence", EVIDENCE, "qualifier", "nearly"),
    ("type-fits", "claims", PORT, "claim_type", "ranking"),
]


@pytest.mark.parametrize(("code", "table", "fits", "column", "value"), CHANGES)
def test_a_changed_cell_is_found(bench, code, table, fits, column, value):
    assert code in bench.codes_after(table, fits, column, value)


def test_a_fault_is_told_without_the_words_of_the_machine(bench):
    faults = bench.faults_after("claims", bench.row("claims", PORT), "unit_id", None)
    told = {fault.expected for fault in faults if fault.code == "figure-stated"}
    assert told == {"22000000"}


@pytest.fixture(scope="module")
def reader(bench):
    return FigureReader.of(bench.rows("units"))


def row(value, unit, **more):
    return {"value": value, "unit_id": unit, "qualifier": None, **more}


@pytest.mark.parametrize(
    ("cells", "text", "lang", "told"),
    [
        (row(60, "percent"), "60%", "en", True),
        (row(60, "percent"), "60 items", "en", False),
        (row(5.7, "percent"), "5.7个百分点", "zh", True),
        (row(3, "water-class"), "Ⅲ类", "zh", True),
        (row(3, "water-class"), "3家", "zh", False),
        (row(2, "rank"), "second", "en", True),
        (row(13, "ordinal"), "“十三五”规划", "zh", True),
        (row(1.5, "h"), "1 to 1.5 hours", "en", True),  # evidence: either end of a range
        (row(1, "h", value_high=None), "1 to 1.5 hours", "en", False),
        (row(1, "h", value_high=1.5), "1 to 1.5 hours", "en", True),
        (row(1.5, "h", value_high=None), "1 to 1.5 hours", "en", False),
        (row(100, "km"), "100 tons", "en", False),
        (row(-6.3, "percent"), "fell by 6.3%", "en", True),
        (row(-6.3, "percent"), "rose by 6.3%", "en", False),
        (row(-6.3, "percent", claim_type="change"), "fell by 6.3%", "en", False),
    ],
)
def test_a_quantity_is_told_by_a_figure(reader, cells, text, lang, told):
    (figure,) = reader.figures(text, lang)
    assert Quantity.of(cells).is_stated_by(figure, text) is told


@pytest.mark.parametrize(
    ("text", "lang", "is_told"),
    [
        ("空气质量最好", "zh", True),
        ("全国首个自贸港", "zh", True),
        ("首都机场", "zh", False),
        ("最近", "zh", False),
        ("最多70个", "zh", False),
        ("第一产业", "zh", False),
        ("the cleanest air", "en", True),
        ("the most trips", "en", True),
        ("the northwest", "en", False),
        ("Forest cover grew", "en", False),
        ("at least 60", "en", False),
        ("at most 60", "en", False),
        ("首钢", "zh", False),
        ("首先", "zh", False),
        ("最后", "zh", False),
        ("最高人民法院", "zh", False),
        ("最低工资增长", "zh", False),
        ("首次", "zh", True),
        ("最高", "zh", True),
        ("the first quarter", "en", False),
        ("the first three quarters", "en", False),
        ("the first in China", "en", True),
        ("Most of the plants", "en", False),
        ("most trips", "en", True),
        ("Bucharest grew", "en", False),
        ("unrest", "en", False),
        ("Largest of all", "en", True),
        ("It grew in Budapest", "en", False),
    ],
)
def test_a_first_place_in_words(text, lang, is_told):
    assert tells_first_place(text, lang) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("下降6.3%", True),
        ("减少6.3%", True),
        ("降低6.3%", True),
        ("低于上年6.3%", True),
        ("低碳产业增长6.3%", False),
        ("至少增长6.3%", False),
        ("增长不少于6.3%", False),
        ("fell by 6.3%", True),
        ("a reduction of 6.3%", True),
        ("was cut by 6.3%", True),
        ("the executive said it rose by 6.3%", False),
        ("unless it rose by 6.3%", False),
        ("不低于6.3%", False),
        ("降水量增长6.3%", False),
        ("最低工资增长6.3%", False),
        ("不降反升6.3%", False),
        ("not less than 6.3%", False),
        ("no less than 6.3%", False),
        ("a down payment of 6.3%", False),
        ("is down 6.3%", True),
        ("6.3% less", True),
    ],
)
def test_a_fall_in_words(text, is_told):
    assert tells_fall(text) is is_told


def test_what_is_basic_is_not_largely_so():
    assert tells_largely("基本实现", "zh")
    assert not tells_largely("基本公共服务水平", "zh")


def test_a_ranking_compares(bench):
    for text, codes in (("Forest cover grew.", {"type-fits"}), ("It was the best.", set())):
        row = bench.row("claims", lambda row: row["claim_type"] == "ranking")
        faults = bench.faults_after("claims", row, "statement_en", text)
        assert {fault.code for fault in faults} & {"type-fits"} == codes


# A change of one digit, one 万 or million, or one qualifier on one side only is caught.

OTHER_SCALE = {
    "万": "亿",
    "亿": "万",
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "trillion": "billion",
}
OTHER_QUALIFIER = {
    "超过": "近",
    "突破": "近",
    "近": "约",
    "约": "近",
    "多": "",
    "余": "",
    "以上": "左右",
    "低于": "超过",
    "more than": "nearly",
    "exceeded": "was nearly",
    "exceeds": "is nearly",
    "nearly": "about",
    "about": "nearly",
    "Nearly": "About",
    "More than": "Nearly",
    "at least": "nearly",
}
SPOKEN = (
    *("first", "second", "third", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven"),
)
OTHER_HAN = dict(zip("一二三四五六七八九首", "二三四五六七八九八末", strict=True))
OTHER_WORD = {"zh": {}, "en": dict(pairwise(SPOKEN))}


def swaps(piece, lang):
    """Yield start, end and replacement of each way to change one piece of a text."""
    for match in re.finditer(r"\d", piece):
        yield match.start(), match.end(), str((int(match[0]) + 1) % 10 or 1)
    if lang == "zh":
        for match in re.finditer("[一二三四五六七八九首](?![多余])", piece):
            yield match.start(), match.end(), OTHER_HAN[match[0]]
    for old, new in (OTHER_SCALE | OTHER_QUALIFIER | OTHER_WORD[lang]).items():
        for match in re.finditer(rf"\b{old}\b" if old.isascii() else old, piece):
            yield match.start(), match.end(), new
    for match in re.finditer("II+", piece):
        yield match.start(), match.end(), "I"
    for match in re.finditer("[Ⅲ-Ⅵ]", piece):
        yield match.start(), match.end(), "Ⅱ"


def variants(reader, text, lang):
    """Return the text with one digit, scale or qualifier of one of its figures changed."""
    changed = []
    for figure in reader.figures(text, lang):
        if figure.word and figure.value == 1 and figure.kind != "ordinal":
            continue  # 一致 and 一体化 hold no figure
        before, after = text[: figure.start], text[figure.end :]
        piece = text[figure.start : figure.end]
        changed += [
            before + piece[:a] + new + piece[b:] + after for a, b, new in swaps(piece, lang)
        ]
    return changed


def rows_at_fault(bench, column, values):
    """Return the claims with faults once a column has other values in several rows."""
    with bench.changed("claims", {key: {column: value} for key, value in values.items()}):
        only = {table: [] for table in bench.package.authored} | {"claims": list(values)}
        return {fault.row for fault in bench.faults(only) if fault.table == "claims"}


@pytest.mark.parametrize(("column", "lang"), [("statement_zh", "zh"), ("statement_en", "en")])
def test_no_figure_changes_on_one_side_only(bench, reader, column, lang):
    claims = {claim["id"]: claim for claim in bench.rows("claims")}
    every = {id: variants(reader, claim[column], lang) for id, claim in claims.items()}
    bare = [c for id, c in claims.items() if c["value"] is not None and not every[id]]
    # A rank may be told without a number, as in "the best air", and "first" counts as one.
    assert {claim["unit_id"] for claim in bare} <= {"rank", "ordinal"}
    survivors, tried = [], 0
    for turn in range(max(map(len, every.values()))):
        values = {id: texts[turn] for id, texts in every.items() if turn < len(texts)}
        at_fault = rows_at_fault(bench, column, values)
        tried += len(values)
        survivors += [(id, text) for id, text in values.items() if id not in at_fault]
    assert tried > 100
    assert survivors == []


@pytest.mark.parametrize("factor", [10, 1e4, 0.1, 1.5, -1])
def test_the_value_is_held_to_the_texts(bench, factor):
    values = {c["id"]: c["value"] * factor for c in bench.rows("claims") if c["value"] is not None}
    assert rows_at_fault(bench, "value", values) >= values.keys()
