"""The reader of figures: units, spans and parts of what it reads, and that it reads any text."""

from figure_reader import READER, UNITS
from hypothesis import given
from hypothesis import strategies as st

from jjjdata.readings import FigureReader, Part, parts, spelled


def test_spans_lie_in_the_text():
    text = "2023年天津港集装箱吞吐量比2014年增长58%。"
    spans = [text[f.start : f.end] for f in READER.figures(text, "zh")]
    assert spans == ["2023年", "2014年", "58%"]


def test_only_units_with_a_symbol_stand_behind_a_figure():
    for row in UNITS:
        for lang in ("zh", "en"):
            for word in spelled(row[f"spellings_{lang}"]):
                text = f"5{word}" if lang == "zh" else f"5 {word}"
                units = [figure.unit for figure in READER.figures(text, lang)]
                assert units == [row["id"] if row["symbol"] else ""], text


def test_readers_of_the_same_units_share_what_they_read():
    assert FigureReader.of(UNITS).figures("5个", "zh") is READER.figures("5个", "zh")
    assert FigureReader({}).figures("5小时", "zh")[0].unit == ""


def test_the_parts_of_a_figure():
    def keys(text):
        return [part.key for part in parts(READER.figures(text, "zh"))]

    assert keys("2024年2月27日") == [("year", 2024), ("month", 2), ("", 27)]
    assert keys("1—1.5小时") == [("", 1), ("", 1.5)]
    assert keys("58%，“2+26”城市") == [("%", 58), ("name", "2+26")]
    assert Part("", 1.0, READER.figures("1个", "zh")[0]).key == ("", 1.0)


@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_any_text_can_be_read(text, lang):
    for figure in READER.figures(text, lang):
        assert 0 <= figure.start < figure.end <= len(text)
