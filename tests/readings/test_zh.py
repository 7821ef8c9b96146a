"""The Chinese patterns: what is read of each way to write a figure."""

import re

import pytest
from figure_reader import READER, figures_of

from jjjdata.languages import HAN
from jjjdata.readings import FigureReader

NOTHING = None
# Text, and what is read: value, high, qualifier, kind, unit.
FORMS = [
    ("2200万标准箱", (22e6, None, "equal", "number", "teu")),
    ("突破了2200萬標箱", (22e6, None, "more_than", "number", "teu")),
    ("2800亿元", (280e9, None, "equal", "number", "cny")),
    ("2.8万亿元", (2.8e12, None, "equal", "number", "cny")),
    ("超万亿元", (1e12, None, "more_than", "number", "cny")),
    ("5兆2073億4000万元", (5207340000000.0, None, "equal", "number", "cny")),
    ("近60%", (60, None, "nearly", "percent", "")),
    ("近六成", (60, None, "nearly", "percent", "")),
    ("百分之五十八", (58, None, "equal", "percent", "")),
    ("5.7个百分点", (5.7, None, "equal", "point", "")),
    ("1.5小时", (1.5, None, "equal", "number", "h")),
    ("1—1.5小时", (1, 1.5, "equal", "number", "h")),
    ("1400万—1405万标准箱", (14e6, 14.05e6, "equal", "number", "teu")),
    ("Ⅲ类", (3, None, "equal", "class", "")),
    ("劣Ⅴ类", (6, None, "equal", "class", "")),
    ("2023年2月", ("2023-02", None, "equal", "date", "")),
    ("2024年2月27日", ("2024-02-27", None, "equal", "date", "")),
    ("2月27日", ("--02-27", None, "equal", "date", "")),
    ("2014—2023年", ("2014", "2023", "equal", "date", "")),
    ("2023年1—11月", ("2023-01", "--11", "equal", "date", "")),
    ("1万多家", (1e4, None, "more_than", "number", "")),
    ("万余家", (1e4, None, "more_than", "number", "")),
    ("10多万人", (1e5, None, "more_than", "number", "")),
    ("9900多家", (9900, None, "more_than", "number", "")),
    ("230余项", (230, None, "more_than", "number", "")),
    ("约1.2万人", (12000, None, "about", "number", "")),
    ("1.2万人左右", (12000, None, "about", "number", "")),
    ("95%以上", (95, None, "at_least", "percent", "")),
    ("不少于95%", (95, None, "at_least", "percent", "")),
    ("不足70个", (70, None, "less_than", "number", "")),
    ("不超过70个", (70, None, "at_most", "number", "")),
    ("第一", (1, None, "equal", "ordinal", "")),
    ("12千米", (12, None, "equal", "number", "km")),
    ("12平方千米", (12, None, "equal", "number", "km2")),
    ("12千人", (12000, None, "equal", "number", "")),
    ("38μg/m3", (38, None, "equal", "number", "ug-m3")),
    ("10年", (10, None, "equal", "number", "a")),
    ("4套班子", (4, None, "equal", "number", "")),
    ("四套班子", (4, None, "equal", "number", "")),
    ("“十三五”", (13, None, "equal", "plan", "")),
    ("为-6.3", (-6.3, None, "equal", "number", "")),
    ("“2+26”城市", ("2+26", None, "equal", "name", "")),
    ("PM2.5", NOTHING),
    ("G4高速", NOTHING),
    ("71.cn网站", NOTHING),
    ("千年", NOTHING),
    ("三分之一", NOTHING),
    ("超大城市", NOTHING),
    ("万一", NOTHING),
    ("2010年代", ("2010", None, "equal", "date", "")),
    ("2023年代码", ("2023", None, "equal", "date", "")),
    ("2023年12月", ("2023-12", None, "equal", "date", "")),
    ("27日", ("---27", None, "equal", "date", "")),
    ("十多万人", (1e5, None, "more_than", "number", "")),
    ("三百余亿元", (3e10, None, "more_than", "number", "cny")),
    ("百余万标箱", (1e6, None, "more_than", "number", "teu")),
    ("1亿2000多万元", (1.2e8, None, "more_than", "number", "cny")),
    ("3万5千人", (35000, None, "equal", "number", "")),
    ("劣5类", (6, None, "equal", "class", "")),
    ("3年多", (3, None, "more_than", "number", "a")),
    ("六成以上", (60, None, "at_least", "percent", "")),
    ("首届", (1, None, "equal", "ordinal", "")),
    ("首都", NOTHING),
    ("附近5家", (5, None, "equal", "number", "")),
    ("条约3项", (3, None, "equal", "number", "")),
    ("一二三产业", NOTHING),
    ("百分之", NOTHING),
    ("pm2.5", NOTHING),
    ("“十五五”规划", (15, None, "equal", "plan", "")),
    ("不低於60%", (60, None, "at_least", "percent", "")),
    ("沒有超過60%", (60, None, "at_most", "percent", "")),
    ("5個小時", (5, None, "equal", "number", "h")),
    ("十三五時期", (13, None, "equal", "plan", "")),
    ("2月27號", ("--02-27", None, "equal", "date", "")),
    ("2024年02月05日", ("2024-02-05", None, "equal", "date", "")),
    ("02月27日", ("--02-27", None, "equal", "date", "")),
    ("二〇二四年", ("2024", None, "equal", "date", "")),
    ("二零一四年", ("2014", None, "equal", "date", "")),
    ("二〇二四", NOTHING),
    ("一百零二", (102, None, "equal", "number", "")),
    ("亿元以上", (1e8, None, "at_least", "number", "cny")),
    ("百万人以上", (1e6, None, "at_least", "number", "")),
    ("百万人左右", (1e6, None, "about", "number", "")),
    ("抗击COVID-19疫情", NOTHING),
    ("沿G95高速全长3公里", (3, None, "equal", "number", "km")),
    ("010号", NOTHING),
    ("pm25-drop", NOTHING),
    ("北京PM7.5", (7.5, None, "equal", "number", "")),
    ("2月97日", ("--02-97", None, "equal", "date", "")),
    ("90日", (90, None, "equal", "number", "")),
    ("VII类", NOTHING),
    ("5百万元", (5e6, None, "equal", "number", "cny")),
    ("3千万元", (3e7, None, "equal", "number", "cny")),
    ("3千亿元", (3e11, None, "equal", "number", "cny")),
    ("1亿2千万元", (1.2e8, None, "equal", "number", "cny")),
    ("1千2百万元", (1.2e7, None, "equal", "number", "cny")),
    ("5百分点", (5, None, "equal", "point", "")),
    ("5兆瓦", (5, None, "equal", "number", "")),
    ("6至7成", (60, 70, "equal", "percent", "")),
    ("五至六成", (50, 60, "equal", "percent", "")),
    ("六成至七成", (60, 70, "equal", "percent", "")),
    ("百分之六十至七十", (60, 70, "equal", "percent", "")),
    ("Ⅰ—Ⅲ类", (1, 3, "equal", "class", "")),
    ("I至III类", (1, 3, "equal", "class", "")),
    ("数十万人", NOTHING),
    ("近数十万人", NOTHING),
    ("几十万人", NOTHING),
    ("數十家", NOTHING),
    ("十几万人", NOTHING),
    ("数百亿", NOTHING),
    ("人数十万", (1e5, None, "equal", "number", "")),
    ("总数十二", (12, None, "equal", "number", "")),
    ("约5月1日", ("--05-01", None, "equal", "date", "")),
    ("临近5月1日", ("--05-01", None, "equal", "date", "")),
    ("約2023年5月", ("2023-05", None, "equal", "date", "")),
    ("约5日", (5, None, "about", "number", "")),
    ("超过2000（含）", (2000, None, "more_than", "number", "")),
    ("超过三分之一", NOTHING),
    ("近5年来", (5, None, "equal", "number", "a")),
    ("近十年來", (10, None, "equal", "number", "a")),
    ("用时近5年", (5, None, "nearly", "number", "a")),
    ("GDP10万亿元", (1e13, None, "equal", "number", "cny")),
    ("CPI2%", (2, None, "equal", "percent", "")),
    ("三点五个百分点", (3.5, None, "equal", "point", "")),
    ("二点五亿", (2.5e8, None, "equal", "number", "")),
    ("三百五", (350, None, "equal", "number", "")),
    ("一万二", (12000, None, "equal", "number", "")),
    ("十四五以来", (14, None, "equal", "plan", "")),
    ("十四五个", NOTHING),
    ("三地上下联动", (3, None, "equal", "number", "")),
    ("50岁上下的人", (50, None, "about", "number", "")),
    ("超过“2+26”城市", ("2+26", None, "equal", "name", "")),
    ("50岁上下", (50, None, "about", "number", "")),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_each_form_is_read(text, expected):
    assert figures_of(text, "zh") == ([] if expected is NOTHING else [expected])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("十二五、十三五时期", [12, 13]),
        ("十二五和十三五期间", [12, 13]),
        ("三点十分", [3, 10]),
        ("三点一线", [3, 1]),
        ("百分之六十到三地", [60, 3]),
        ("百分之六十至2023年", [60, "2023"]),
    ],
)
def test_neighbors_keep_apart(text, values):
    assert [figure.value for figure in READER.figures(text, "zh")] == values


def test_the_patterns_and_units_are_read_in_traditional_characters():
    opencc = pytest.importorskip("opencc")
    grammar = READER.grammars["zh"]
    pieces = (*grammar.wholes, *grammar.marks, *grammar.numerals, *grammar.endings)
    patterns = [grammar.qualifier, grammar.after, grammar.more_behind]
    patterns += [piece.pattern for piece in pieces]
    simplified = {char for pattern in patterns for char in re.findall(HAN, pattern.pattern)}
    converter = opencc.OpenCC("s2t")
    traditional = {char: converter.convert(char) for char in simplified}
    assert {
        char: form
        for char, form in traditional.items()
        if form != char and form.translate(grammar.same) != char
    } == {}


def test_each_pattern_matches_its_example():
    grammar = READER.grammars["zh"]
    for piece in (*grammar.wholes, *grammar.marks, *grammar.numerals, *grammar.endings):
        assert piece.pattern.search(piece.example), piece.example


def test_a_figure_may_begin_where_an_example_begins():
    grammar = READER.grammars["zh"]
    for piece in (*grammar.wholes, *grammar.marks, *grammar.numerals):
        if not (getattr(piece, "bare", False) or getattr(piece, "marked", False)):
            assert grammar.starter.search(piece.example.lower()), piece.example


def test_every_character_is_looked_at_where_it_stands():
    """Where figures may begin is looked for in small letters: these may be no longer text."""
    same = READER.grammars["zh"].same
    longer = [sign for sign in map(chr, range(0x110000)) if len(sign.translate(same).lower()) > 1]
    assert longer == []
    [figure] = READER.figures("\u0130\u0130占58%", "zh")
    assert (figure.start, figure.end) == (3, 6)


def test_a_name_with_a_numeral_is_no_figure():
    reader = FigureReader({}, ["三河市", "三河"])
    text = "北三县（三河、大厂、香河）和三河市"
    assert [text[f.start : f.end] for f in reader.figures(text, "zh")] == ["三"]
    assert [f.start for f in reader.figures(text, "zh")] == [1]
