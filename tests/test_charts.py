"""A chart shows the figures of a series and what was claimed of them, and says it in words."""

import dataclasses
import re
from itertools import combinations, pairwise

import pytest
from lxml import etree, html

from cells import put
from jjjdata import UnknownNameError, chart
from jjjdata.axes import class_axis, time_axis, value_axis
from jjjdata.formats import format_figure
from jjjdata.labels import Box, Label, Segment, cut, lines_of, place, text_box, text_width
from jjjdata.scenes import scene
from jjjdata.series import pairs
from jjjdata.svg import DARK, DARK_INK, LIGHT, LIGHT_INK

LANGS = ("en", "zh")
ROOM = Box(30, 60, 350, 275)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"'&]]>\x00\x1b[31m\u202e\ufffe\r\n"


@pytest.fixture(scope="module")
def charts(package):
    """Every chart that there is, in both languages."""
    return [chart(*pair, lang=lang, package=package) for pair in pairs(package) for lang in LANGS]


def root_of(picture):
    return etree.fromstring(picture.svg.encode())


def boxes_of(picture):
    """The words of a drawing with their places, read back from it."""
    return [
        (
            text.text,
            text_box(
                (float(text.get("x")), float(text.get("y"))),
                text.text,
                float(text.get("font-size")),
                text.get("text-anchor", "start"),
                is_bold=text.get("font-weight") is not None,
            ),
        )
        for text in root_of(picture).iter(f"{SVG}text")
    ]


def assert_clear(picture):
    """No two words touch, and none leaves the drawing."""
    _, _, wide, high = map(float, root_of(picture).get("viewBox").split())
    boxes = boxes_of(picture)
    for words, box in boxes:
        assert Box(0, 0, wide, high).holds(box), (picture, words)
    for (words, box), (others, other) in combinations(boxes, 2):
        assert not box.overlaps(other), (picture, words, others)


def rows_of(picture):
    """The rows of the tables by the key of what they tell, each with the words of its cells."""
    page = html.fromstring(f"<div>{picture.table}</div>")
    rows = page.xpath("//tbody/tr")
    return {row.get("data-id"): [cell.text_content() for cell in row] for row in rows}


# Labels


def test_no_two_labels_touch_and_none_leaves_the_drawing(charts):
    for picture in charts:
        assert_clear(picture)


def test_every_claim_stands_in_words_beside_its_line(charts):
    is_told = False
    for picture in charts:
        words = "".join(text.text for text in root_of(picture).iter(f"{SVG}text"))
        for claimed in picture.claims:
            statement = claimed.claim[f"statement_{picture.lang}"]
            figure = rows_of(picture)[claimed.claim.id][1] or statement
            assert re.sub(r"\s", "", figure) in re.sub(r"\s", "", words), (picture, figure)
            is_told = True
    assert is_told


def test_every_base_is_labelled_with_the_change_from_it(charts):
    for picture in charts:
        for claimed in picture.claims:
            for base in claimed.bases:
                change = f"{base.change:+.1f}%".replace("-", "\u2212")
                assert change in "".join(words for words, _ in boxes_of(picture)), picture
                assert change in rows_of(picture)[base.point.observation_id]


def test_claims_for_which_there_is_no_room_stand_below_the_plot(charts):
    """Twenty claims on one series: none is dropped, and still nothing touches."""
    picture = next(each for each in charts if each.claims)
    claimed = picture.claims[-1]
    many = tuple(
        dataclasses.replace(claimed, claim=renamed(claimed.claim, f"c{number}"))
        for number in range(20)
    )
    crowded = dataclasses.replace(picture, claims=many)
    assert_clear(crowded)
    told = [words for words, _ in boxes_of(crowded) if words.startswith("Claimed")]
    assert len(told) == 20


def renamed(claim, id):
    return dataclasses.replace(claim, row={**claim.row, "id": id})


def test_words_are_broken_where_they_may_be_and_cut_where_not():
    for text in (
        "a claim of many words that goes on",
        "陈述（2023年）：超过2200万标准箱",
        "x" * 99,
    ):
        lines = lines_of(text, 60, 11)
        assert all(text_width(line, 11) <= 60 for line in lines)
    assert lines_of("x" * 99, 60, 11)[0].endswith("…")
    assert cut("short", 60, 11) == "short"


def test_a_label_keeps_off_marks_lines_and_other_labels():
    room, mark = Box(0, 0, 200, 100), Box(97, 47, 103, 53)
    line = Segment(0, 50, 200, 50)
    labels = [Label(str(number), (("22.18",),), ((100, 50),), 10) for number in range(3)]
    placed = place(labels, room, [mark], [line])
    boxes = [each.box for each in placed]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(box.overlaps(mark) or line.crosses(box) for box in boxes)


def test_a_label_that_is_not_needed_is_left_out_where_it_has_no_room():
    tight = Box(0, 0, 30, 14)
    label = Label("a", (("22.18",),), ((15, 7),), 10)
    marks = [Box(0, 0, 30, 14)]
    assert place([label], tight, marks, []) == []
    assert len(place([dataclasses.replace(label, needed=True)], Box(0, 0, 60, 40), marks, [])) == 1


# Figures


def test_every_figure_drawn_is_in_the_table(charts):
    for picture in charts:
        rows = rows_of(picture)
        for mark in root_of(picture).xpath("//*[@data-observation]"):
            cells = rows[mark.get("data-observation")]
            figure = float(mark.get("data-value"))
            told = format_figure(figure, picture.series.unit, picture.lang)
            assert told in cells[1], (picture, cells)


def test_every_figure_of_a_claim_that_is_drawn_is_in_the_table(charts):
    for picture in charts:
        rows = rows_of(picture)
        for drawn in root_of(picture).xpath("//*[@data-claim]"):
            cells = rows[drawn.get("data-claim")]
            for name, column in (("data-value", 2), ("data-low", 3), ("data-high", 3)):
                if drawn.get(name) is not None:
                    figure = float(drawn.get(name))
                    told = format_figure(figure, picture.series.unit, picture.lang)
                    assert told in cells[column], (picture, cells)


def test_every_preferred_figure_and_every_claim_is_drawn(charts):
    for picture in charts:
        root = root_of(picture)
        drawn = set(root.xpath("//@data-observation"))
        assert {point.observation_id for point in picture.series.preferred} <= drawn
        assert {each.claim.id for each in picture.claims} == set(root.xpath("//@data-claim"))


def test_a_figure_that_is_not_preferred_is_drawn_if_no_mark_says_the_same(charts):
    for picture in charts:
        drawn = set(root_of(picture).xpath("//@data-observation"))
        preferred = {(point.period, point.value) for point in picture.series.preferred}
        for point in picture.series.others:
            says_another = (point.period, point.value) not in preferred
            twins = [
                other.observation_id
                for other in picture.series.others
                if (other.period, other.value) == (point.period, point.value)
            ]
            assert not says_another or drawn & set(twins), point


def test_every_observation_and_every_gap_has_a_row(charts, data):
    english = [picture for picture in charts if picture.lang == "en"]
    told = {id for picture in english for id in rows_of(picture)}
    assert {row["id"] for row in data["observations"]} <= told
    for picture in english:
        gaps = [point for point in picture.series.points if point.is_gap]
        assert picture.table.count("no figure found") == len(gaps)


def test_marks_stand_at_the_height_of_their_figures(charts):
    """In each drawing height is a straight function of the figure."""
    for picture in charts:
        drawn = scene(picture.series, picture.claims, ROOM)
        for mark in drawn.marks:
            share = (mark.point.value - drawn.values.low) / (drawn.values.high - drawn.values.low)
            assert mark.y == pytest.approx(ROOM.bottom - share * (ROOM.bottom - ROOM.top))
            assert ROOM.left <= mark.x <= ROOM.right + 1


# What is joined


def test_no_line_leads_across_a_year_without_figure(charts):
    for picture in charts:
        for run in scene(picture.series, picture.claims, ROOM).runs:
            years = [mark.point.year for mark in run]
            assert all(later - year <= 1 for year, later in pairwise(years))


def test_a_gap_is_hatched_and_breaks_the_line(package):
    picture = chart("population-original", "hebei", package=package)
    drawn = scene(picture.series, picture.claims, ROOM)
    assert [[mark.point.period for mark in run] for run in drawn.runs] == [
        [str(year) for year in range(2013, 2020)],
        [str(year) for year in range(2021, 2025)],
    ]
    (gap,) = drawn.gaps
    assert gap.left == pytest.approx(drawn.times.at(2020))
    assert gap.right == pytest.approx(drawn.times.at(2021))


def test_only_preferred_figures_that_came_about_are_joined_and_all_of_one_kind(charts):
    for picture in charts:
        for run in scene(picture.series, picture.claims, ROOM).runs:
            points = [mark.point for mark in run]
            assert all(point.rank == "preferred" for point in points)
            assert not any(point.basis in ("target", "part_year") for point in points)
            assert len({point.vintage == "revised" for point in points}) == 1
            spans = {point.ends[0] if point.ends[0] != point.ends[1] else "" for point in points}
            assert len(spans) == 1, picture


def test_events_are_not_joined(package):
    picture = chart("subcenter-staff-batch", "subcenter", package=package)
    assert scene(picture.series, picture.claims, ROOM).runs == ()
    assert scene(picture.series, picture.claims, ROOM).gaps == ()


def test_each_way_in_which_a_figure_came_about_has_its_own_shape(charts):
    shapes = {}
    for picture in charts:
        for mark in scene(picture.series, picture.claims, ROOM).marks:
            kind = "wrong" if mark.point.rank == "deprecated" else mark.point.basis
            shapes.setdefault(kind, set()).add(mark.shape)
    assert shapes == {
        "as_printed": {"circle", "plus"},
        "derived": {"diamond"},
        "part_year": {"square"},
        "target": {"bar"},
        "wrong": {"cross"},
    }


def test_the_key_names_what_occurs_and_nothing_else(package):
    picture = chart("population-original", "hebei", package=package)
    words = [words for words, _ in boxes_of(picture)]
    assert {"preferred, as printed", "preferred, worked out", "no figure found"} < set(words)
    assert "target" not in words
    assert "claimed" not in words


# Claims


def test_a_fall_in_percent_leads_from_its_base_to_what_it_implies(package):
    picture = chart("pm25-mean", "jjj", package=package)
    drawn = scene(picture.series, picture.claims, ROOM)
    drop = drawn.claims[0]
    [base] = [mark for mark in drawn.marks if mark.point is drop.claimed.base]
    assert drop.line[0] == pytest.approx((base.x, base.y))
    assert drop.arrow.y2 == pytest.approx(drawn.values.at(37.2))
    assert drop.range.bottom == pytest.approx(drawn.values.at(37.2))
    assert drop.range.top == pytest.approx(drawn.values.at(41.85))


def test_a_claimed_level_is_a_line_across_the_years(package):
    picture = chart("port-containers", "tianjin-port", package=package)
    drawn = scene(picture.series, picture.claims, ROOM)
    (x1, y1), (_, y2) = drawn.claims[0].line
    assert (x1, y1, y2) == pytest.approx((ROOM.left, *[drawn.values.at(22000000)] * 2))
    assert drawn.claims[0].range.top == pytest.approx(drawn.values.at(23000000))


def test_a_range_without_bound_reaches_to_the_edge_and_has_no_line_there(copy):
    put(copy, "checks", "port-containers-2023-k1", tolerance="0")
    picture = chart("port-containers", "tianjin-port", package=copy)
    (drawn,) = root_of(picture).xpath("//*[@data-low='22000000']")
    assert drawn.get("data-high") is None
    assert not drawn.get("d").endswith("Z")
    assert "22 million TEU or more" in rows_of(picture)["port-containers-2023"]


# For everybody


@pytest.mark.parametrize("lang", LANGS)
def test_a_drawing_has_a_name_a_description_and_its_language(charts, lang):
    for picture in (each for each in charts if each.lang == lang):
        root = root_of(picture)
        assert root.get("role") == "img"
        assert root.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
        name, told = (
            root.xpath(f"//*[@id='{id}']")[0] for id in root.get("aria-labelledby").split()
        )
        assert (name.tag, told.tag) == (f"{SVG}title", f"{SVG}desc")
        assert name.text == picture.title
        assert told.text == picture.description


def test_the_description_has_every_preferred_figure_every_gap_and_every_claim(charts):
    for picture in charts:
        for point in picture.series.preferred:
            told = format_figure(point.value, picture.series.unit, picture.lang)
            assert told in picture.description
        for point in picture.series.points:
            assert point.period in picture.description
        for claimed in picture.claims:
            assert claimed.claim[f"statement_{picture.lang}"] in picture.description


def test_tables_have_captions_and_heads(charts):
    for picture in charts[:20]:
        page = html.fromstring(picture.html)
        assert page.tag == "figure"
        for table in page.iter("table"):
            assert table.find("caption").text_content()
            head = table.xpath(".//thead//th[@scope='col']")
            for row in table.xpath(".//tbody/tr"):
                assert len(row) == len(head)
                assert row[0].tag == "th"
                assert row[0].get("scope") == "row"


def luminance(color):
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


@pytest.mark.parametrize(("colors", "ink"), [(LIGHT, LIGHT_INK), (DARK, DARK_INK)])
def test_words_can_be_read_on_light_and_dark_ground(colors, ink):
    paper = luminance(colors["paper"])
    for color in (ink, colors["soft"], colors["claim"]):
        lighter, darker = sorted((luminance(color), paper), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_a_drawing_brings_its_own_ground_and_colors_for_the_dark_and_for_print(charts):
    """On a transparent ground the dark colors would be lost on a white page."""
    for picture in charts[:4]:
        root = root_of(picture)
        ground = root.find(f"{SVG}rect")
        assert ground.get("class") == "j-paper"
        assert ground.get("width") == root.get("viewBox").split()[2]
        style = root.find(f"{SVG}style").text
        assert "(prefers-color-scheme:dark)" in style
        assert "@media print" in style
        # Its rules hold for this drawing alone, since a style holds for the whole page.
        rules = re.findall(r"([^{}]+)\{[^{}]*\}", re.sub(r"@media[^{]*\{", "", style))
        selectors = [part for rule in rules for part in rule.split(",")]
        assert selectors
        assert all(part.startswith(f"#{root.get('id')}") for part in selectors)


def test_without_styles_everything_still_has_its_color(charts):
    for picture in charts[:20]:
        for element in root_of(picture).iter(f"{SVG}g", f"{SVG}text"):
            assert element.get("fill") or element.get("stroke"), etree.tostring(element)


def test_nothing_is_asked_for_from_anywhere(charts):
    for picture in charts:
        addresses = re.findall(r"https?://[^\"' )]+", picture.svg)
        assert addresses == ["http://www.w3.org/2000/svg"]
        assert "@import" not in picture.svg
        assert "url(" not in picture.svg


# Hostile and odd data


def spoilt(record):
    """A record all whose texts are hostile, except what the code asks for."""
    kept = ("id", "dimension", "frequency", "period", "base_period", "qualifier", "unit_id")
    row = {
        name: HOSTILE if isinstance(value, str) and name not in kept else value
        for name, value in record.row.items()
    }
    return dataclasses.replace(record, row=row)


def hostile_chart(lang):
    picture = chart("port-containers", "tianjin-port", lang=lang)
    points = [
        dataclasses.replace(point, printed=HOSTILE, observation_id=HOSTILE + str(number))
        for number, point in enumerate(picture.series.points)
    ]
    series = dataclasses.replace(
        picture.series,
        indicator=spoilt(picture.series.indicator),
        place=spoilt(picture.series.place),
        unit=spoilt(picture.series.unit),
        points=tuple(points),
    )
    claims = tuple(
        dataclasses.replace(claimed, claim=spoilt(claimed.claim), kind=kind)
        for claimed, kind in zip(picture.claims[:2], ("level", "time"), strict=True)
    )
    sources = dict.fromkeys(picture.sources, HOSTILE)
    return dataclasses.replace(picture, series=series, claims=claims, sources=sources)


@pytest.mark.parametrize("lang", LANGS)
def test_markup_and_controls_in_the_data_stay_text(lang):
    picture = hostile_chart(lang)
    root = root_of(picture)
    tags = {etree.QName(element).localname for element in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "g", "path", "circle", "text"}
    assert "<script>" in root.find(f"{SVG}title").text
    page = html.fromstring(picture.html)
    assert page.xpath("//script") == []
    assert "<script>alert(1)</script>" in page.text_content()
    assert not set("\x00\x1b\u202e\ufffe\r") & set(picture.html)


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_names_leave_the_labels_clear(lang):
    assert_clear(hostile_chart(lang))


@pytest.mark.parametrize("words", ["x" * 500, "很长" * 300, "", "a b " * 200])
def test_names_of_any_length_stay_inside(words):
    picture = chart("pm25-mean", "beijing")
    indicator = dataclasses.replace(
        picture.series.indicator, row={**picture.series.indicator.row, "name_en": words}
    )
    assert_clear(
        dataclasses.replace(
            picture, series=dataclasses.replace(picture.series, indicator=indicator)
        )
    )


@pytest.mark.parametrize(
    "values",
    [[0.0], [5.0], [-5.0], [0.0, 0.0], [1e15, 2e15], [0.001, 0.002], [-43, 3], [1e-9, 1.0]],
)
@pytest.mark.parametrize("from_zero", [True, False])
def test_an_axis_holds_its_figures_between_few_round_ones(values, from_zero):
    axis = value_axis(values, 0, 100, from_zero=from_zero)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 9
    assert axis.at(axis.low) == 0
    assert axis.at(axis.high) == 100


def test_other_axes_hold_what_they_should():
    assert class_axis([1, 6], 0, 100).low == 1
    assert len(time_axis([1990.5, 2025.5], 0, 100).ticks) == 37


def test_all_figures_of_an_axis_are_written_alike(charts):
    """5,000 and 1万 on one axis would not be seen to be twice the one."""
    for picture in charts:
        for text in root_of(picture).iter(f"{SVG}text"):
            if text.get("font-size") == "10.5" and text.get("text-anchor") == "end":
                assert not set(text.text) & set("万亿"), picture


def test_an_axis_that_does_not_begin_at_zero_says_so(charts):
    for picture in charts:
        axis = scene(picture.series, picture.claims, ROOM).values
        is_class = picture.series.unit["dimension"] == "ordinal"
        said = "the axis begins at" in picture.svg or "纵轴从" in picture.svg
        assert said == (0 not in axis.ticks and not is_class), picture


def test_many_years_leave_the_axis_readable():
    picture = chart("pm25-mean", "beijing")
    old = dataclasses.replace(picture.series.points[0], period="1950", observation_id="old")
    series = dataclasses.replace(picture.series, points=(old, *picture.series.points))
    assert_clear(dataclasses.replace(picture, series=series))


# The object


def test_the_same_data_give_the_same_bytes(package):
    first, second = (chart("pm25-mean", "jjj", lang="zh", package=package) for _ in range(2))
    assert first.svg == second.svg
    assert first.html == second.html


def test_no_two_charts_share_an_id(charts):
    ids = [id for picture in charts for id in root_of(picture).xpath("//@id")]
    assert len(ids) == 3 * len(charts)
    assert len(set(ids)) == len(ids)


def test_a_notebook_shows_picture_and_table():
    picture = chart("pm25-mean", "beijing")
    assert picture._repr_svg_() == picture.svg
    assert picture._repr_html_() == picture.html
    assert picture.svg in picture.html
    assert picture.table in picture.html
    assert repr(picture) == "<Chart pm25-mean beijing en>"


@pytest.mark.parametrize("name", ["chart.png", "chart.PDF", "chart"])
def test_a_picture_is_not_saved_under_a_name_that_says_it_is_another_kind(tmp_path, name):
    """SVG under the name of a PNG opens in no program."""
    with pytest.raises(UnknownNameError, match=r"\.svg, or as \.html"):
        chart("pm25-mean", "beijing").save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_picture_and_a_page_can_be_saved(tmp_path):
    picture = chart("pm25-mean", "beijing", lang="zh")
    assert picture.save(tmp_path / "chart.svg").read_text("utf-8") == picture.svg
    assert picture.save(str(tmp_path / "chart.html")).read_text("utf-8") == picture.html


@pytest.mark.parametrize(
    ("names", "lang"), [(("pm25-men", "beijing"), "en"), (("pm25-mean", "beijing"), "fr")]
)
def test_wrong_names_are_refused(names, lang):
    with pytest.raises(UnknownNameError, match="there is no"):
        chart(*names, lang=lang)


def test_figures_of_two_bodies_or_a_bound_are_joined_loosely():
    """A line through another body's figures, or to "more than 21 million", is no course."""
    picture = chart("port-containers", "tianjin-port")
    firm = {
        tuple(mark.point.period for mark in pair): is_firm
        for pair, is_firm in scene(picture.series, picture.claims, ROOM).lines
    }
    assert firm["2014", "2015"]  # both of the World Shipping Council
    assert not firm["2013", "2014"]
    assert not firm["2021", "2022"]
    assert 'class="j-loose"' in picture.svg
