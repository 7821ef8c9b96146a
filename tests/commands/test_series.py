"""``series`` tells an indicator year by year: figures, gaps, remarks, sources."""

import csv
import io
import json
import re

import jjjdata as accessor


def test_a_year_is_a_line_with_figure_and_source(jjjdata):
    done = jjjdata("series", "port-containers", "tianjin-port")
    assert done.status == 0
    assert done.lines[0].startswith("Container throughput of Tianjin Port")
    (line,) = (line for line in done.lines if line.startswith("2023"))
    assert line.split()[:4] == ["2023", "22.18", "million", "TEU"]
    assert "2022    more than 21 million TEU" in done.out


def test_a_figure_says_how_it_was_read_who_published_it_and_whether_there_are_others(jjjdata):
    """The column of remarks was empty, though seven figures stood in third-party copies."""
    done = jjjdata("series", "port-containers", "tianjin-port")
    (line,) = (line for line in done.lines if line.startswith("2014"))
    assert "14.05 million TEU         third-party copy, other figures held: " in line
    assert line.split()[-2:] == ["wsc-20201119", "WSC"]
    (line,) = (line for line in done.lines if line.startswith("2013"))
    assert "copy" not in line
    assert "other" not in line
    done = jjjdata("series", "port-containers", "tianjin-port", "--lang", "zh")
    (line,) = (line for line in done.lines if line.startswith("2014"))
    assert "第三方副本、另有" in line


def test_the_figures_of_a_table_are_in_one_style(jjjdata):
    done = jjjdata("series", "port-containers", "tianjin-port")
    assert all("million TEU" in line for line in done.lines if line.startswith("20"))


def test_a_column_without_a_remark_is_left_out(jjjdata):
    for indicator in json.loads(jjjdata("series", "--json").out):
        done = jjjdata("series", indicator["indicator_id"], indicator["place_id"])
        head, _, *rows = done.lines[2:]
        start = head.find("remark")
        if start >= 0:
            assert any(line[start : head.find("source")].strip() for line in rows), done.out


def test_a_gap_is_told_as_one(jjjdata):
    done = jjjdata("series", "energy-intensity-change", "hebei", "--lang", "zh")
    (line,) = (line for line in done.lines if line.startswith("2015"))
    assert line.split() == ["2015", "–", "未找到数字"]


def test_what_is_reckoned_says_so(jjjdata):
    done = jjjdata("series", "subcenter-staff")  # all its places; no year, but months and days
    (line,) = (line for line in done.lines if line.startswith("2024-01 "))
    assert "more than 22,000 people" in line
    assert "derived" in line


def test_the_rows_are_those_of_the_accessor(jjjdata):
    frame = accessor.series("pm25-mean", "beijing", spans=True)
    read = list(
        csv.DictReader(
            io.StringIO(jjjdata("series", "pm25-mean", "beijing", "--spans", "--csv").out)
        )
    )
    assert [row["period"] for row in read] == frame["period"].tolist()
    assert [row["source_id"] for row in read] == frame["source_id"].fillna("").tolist()
    told = json.loads(jjjdata("series", "pm25-mean", "beijing", "--spans", "--json").out)
    assert [row["value"] for row in told] == [
        None if gap else float(value)
        for value, gap in zip(frame["value"], frame["value"].isna(), strict=True)
    ]
    assert list(read[0]) == ["indicator_id", "place_id", *frame.columns]


def test_places_stand_side_by_side(jjjdata):
    done = jjjdata("series", "pm25-mean", "beijing", "hebei", "--wide", "--csv")
    rows = {row["year"]: row for row in csv.DictReader(io.StringIO(done.out))}
    assert rows["2014"] == {
        "year": "2014",
        "beijing": "85.9",
        "beijing_qualifier": "equal",
        "beijing_basis": "as_printed",
        "hebei": "94.9",
        "hebei_qualifier": "about",
        "hebei_basis": "derived",
    }
    assert jjjdata("series", "pm25-mean", "beijing", "hebei", "--wide").lines[2].split() == [
        "year",
        "Beijing",
        "Hebei",
    ]


def test_side_by_side_a_bound_and_what_was_worked_out_are_marked(jjjdata):
    """ "More than 500 million" must not become 500 million where there is less room."""
    lines = jjjdata("series", "port-cargo", "tianjin-port", "--wide").lines
    assert any(re.search(r"2013 +>500 million t$", line) for line in lines)
    assert any(re.search(r"2017 +≈500 million t\*$", line) for line in lines)
    assert lines[-1].startswith("> more than")


def test_side_by_side_no_year_is_left_out(jjjdata):
    """Beijing has a revised figure of 2013, the region one of 2020, and nothing between."""
    done = jjjdata("series", "gdp-revised", "beijing", "jjj", "--wide", "--csv")
    years = [row["year"] for row in csv.DictReader(io.StringIO(done.out))]
    assert years == [str(year) for year in range(2013, 2021)]


def test_side_by_side_there_is_no_place_for_spans(jjjdata):
    done = jjjdata("series", "pm25-mean", "beijing", "--wide", "--spans")
    assert done.status == 2
    assert "--wide" in done.err
    assert "--spans" in done.err


def test_without_an_indicator_every_series_is_listed(jjjdata, data):
    held = {(row["indicator_id"], row["place_id"]) for row in data["observations"]}
    told = json.loads(jjjdata("series", "--json").out)
    assert {(row["indicator_id"], row["place_id"]) for row in told} == held
    assert len(jjjdata("series").lines) == len(held) + 2


def test_an_unknown_name_is_told_with_the_nearest(jjjdata):
    done = jjjdata("series", "pm25")
    assert done.status == 2
    assert "the nearest is 'pm25-mean'" in done.err
    done = jjjdata("series", "pm25-mean", "bejing")
    assert done.status == 2
    assert "the nearest is 'beijing'" in done.err
    done = jjjdata("series", "population-original", "tianjin-port")
    assert done.status == 2
