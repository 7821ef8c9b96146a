"""A series has one row a year, gaps included, and the preferred figures alone."""

import pandas as pd
import pytest

from cells import put
from jjjdata import DataError, UnknownNameError, series
from jjjdata.claimed import allowed, read_claimed
from jjjdata.package import Package
from jjjdata.series import COLUMNS, highest_and_lowest, pairs, read_series

LANGS = ("en", "zh")


@pytest.fixture(scope="module")
def everything(package):
    """Every series that there is, by indicator and place."""
    return {pair: read_series(package, *pair) for pair in pairs(package)}


@pytest.fixture(scope="module")
def yearly(package, everything):
    """Every series that has figures of years, as a DataFrame."""
    return {
        pair: series(*pair, package=package) for pair, each in everything.items() if each.points
    }


# What the rows are


def test_a_year_comes_after_its_parts_and_a_series_begins_with_its_earliest_figure(everything):
    contracts = everything["tech-contracts", "tianjin-hebei"]
    assert [point.period for point in contracts.preferred][-2:] == ["2025-01/2025-03", "2025"]
    spans = everything["tech-contracts-cumulative", "tianjin-hebei"]
    assert spans.preferred[0].period == "2015/2017"
    assert spans.covered == "2013/2025"


def test_there_is_a_row_for_every_year_from_the_first_to_the_last(yearly):
    for pair, frame in yearly.items():
        years = list(frame["year"])
        assert years == list(range(years[0], years[-1] + 1)), pair
        assert frame["value"].notna().iloc[[0, -1]].all(), pair


def test_values_are_those_of_the_preferred_observations_and_of_no_other(yearly, data):
    preferred = {row["id"]: row for row in data["observations"] if row["rank"] == "preferred"}
    seen = set()
    for pair, frame in yearly.items():
        for row in frame.dropna(subset="value").itertuples():
            told = preferred[row.observation_id]
            assert (told["indicator_id"], told["place_id"]) == pair
            assert told["period"] == row.period == str(row.year)
            names = ("value", "unit_id", "qualifier", "basis", "vintage", "source_id", "printed")
            for name in names:
                assert getattr(row, name) == told[name], (row.observation_id, name)
            seen.add(row.observation_id)
    assert seen == {id for id, row in preferred.items() if len(row["period"]) == 4}


def test_a_year_without_figure_is_a_row_without_anything(yearly):
    frame = yearly["population-original", "hebei"]
    gap = frame[frame["year"] == 2020].iloc[0]
    assert gap["period"] == "2020"
    assert not gap["is_target"]
    assert not gap["is_derived"]
    others = [name for name in COLUMNS if not name.startswith("is_")]
    assert gap[others].isna().sum() == len(others) - 2


def test_derived_values_are_flagged(yearly):
    for pair, frame in yearly.items():
        assert list(frame["is_derived"]) == [basis == "derived" for basis in frame["basis"]], pair
    assert any(frame["is_derived"].any() for frame in yearly.values())


def test_it_is_said_that_the_print_of_a_derived_row_is_not_its_value(yearly, package):
    """Who compares ``printed`` with ``value`` must know that the one is an input of the other."""
    derived = [row for table in yearly.values() for row in table.to_dict("records")]
    assert [row for row in derived if row["is_derived"] and row["printed"]]
    assert "in a derived row one that the value was worked out from" in series.__doc__
    [told] = [each for each in package.fields("observations") if each["name"] == "printed"]
    assert "not the value" in told["description"]
    assert "不是推算结果" in told["description_zh"]


def test_a_target_does_not_fill_a_gap(yearly, everything):
    """Beijing's aim for 2023 is known, what came about is not."""
    frame = yearly["beijing-land-reduction", "beijing"]
    assert frame["value"].isna()[frame["year"] == 2023].all()
    others = everything["beijing-land-reduction", "beijing"].others
    assert [point.period for point in others if point.is_target] == ["2023"]


def test_a_target_that_a_copy_prefers_is_flagged(copy):
    put(copy, "observations", "beijing-land-reduction-beijing-2023-1", rank="preferred")
    frame = series("beijing-land-reduction", "beijing", package=copy)
    assert list(frame["year"][frame["is_target"]]) == [2023]


def test_of_two_preferred_figures_of_a_copy_the_first_is_taken(copy):
    """Checks take it as well."""
    put(copy, "observations", "pm25-mean-beijing-2014-2", rank="preferred")
    found = read_series(Package(copy), "pm25-mean", "beijing")
    (figure,) = (point for point in found.points if point.period == "2014")
    assert figure.observation_id == "pm25-mean-beijing-2014-1"
    assert "pm25-mean-beijing-2014-2" in {point.observation_id for point in found.others}


def test_columns_and_types_are_as_documented_however_few_the_rows(yearly):
    for pair, frame in yearly.items():
        assert {name: str(frame[name].dtype) for name in frame} == COLUMNS, pair
    assert all(f"``{name}``" in series.__doc__ for name in COLUMNS)
    assert isinstance(yearly["gdp-revised", "jjj"], pd.DataFrame)


# Other periods


def test_other_periods_come_only_when_asked_for(everything, package):
    for pair, each in everything.items():
        if not each.preferred:
            continue
        frame = series(*pair, spans=True, package=package)
        others = frame[frame["period"].str.len() > 4]
        assert list(others["observation_id"]) == [point.observation_id for point in each.spans]
        assert len(frame) == len(each.points) + len(each.spans)
        assert frame["year"].is_monotonic_increasing, pair


def test_a_span_stands_under_the_year_in_which_it_ends():
    frame = series("tech-contracts-cumulative", "tianjin-hebei", spans=True)
    assert frame.set_index("period")["year"]["2014/2019"] == 2019


def test_one_of_which_only_the_claim_itself_tells_a_figure_has_none_to_use(everything, package):
    [pair] = [pair for pair, each in everything.items() if not each.preferred]
    with pytest.raises(DataError, match="no preferred figure is held"):
        series(*pair, spans=True, package=package)


def test_one_with_other_periods_alone_says_how_to_get_them():
    with pytest.raises(DataError, match="spans=True"):
        series("xiongan-investment", "xiongan")
    assert len(series("xiongan-investment", "xiongan", spans=True)) == 6


def test_every_observation_is_in_one_place_and_no_more(everything, data):
    """Preferred of a year, preferred of another period, or not preferred."""
    ids = [
        point.observation_id
        for each in everything.values()
        for point in (*each.points, *each.spans, *each.others)
        if not point.is_gap
    ]
    assert sorted(ids) == sorted(row["id"] for row in data["observations"])


# Names


@pytest.mark.parametrize(
    ("indicator", "place", "nearest"),
    [
        ("pm25-men", "beijing", "pm25-mean"),
        ("pm25-mean", "bejing", "beijing"),
    ],
)
def test_a_wrong_name_names_the_nearest(indicator, place, nearest):
    with pytest.raises(UnknownNameError) as raised:
        series(indicator, place)
    assert all(repr(nearest) in raised.value.text(lang) for lang in LANGS)


def test_an_extreme_is_told_only_where_no_figure_may_be_beyond_it(everything):
    firms = everything["zgc-branches", "tianjin-hebei"]
    highest, lowest = highest_and_lowest(firms.points)  # 10,134 in 2023, more than 10,000 in 2024
    assert (highest, lowest.period) == (None, "2013")
    air = everything["pm25-live", "baoding"]
    _, lowest = highest_and_lowest(air.points)
    assert lowest.basis != "part_year"


def test_names_the_wrong_way_round_are_told_the_right_one(package):
    with pytest.raises(UnknownNameError, match=r"the IDs may be pm25-mean and beijing$"):
        series("beijing", "pm25-mean", package=package)


@pytest.mark.parametrize(
    ("indicator", "place", "words", "ids"),
    [
        ("PM2.5", "北京", "PM2.5 北京", None),
        ("pm25-mean", "北京", "北京", "pm25-mean and beijing"),
        ("port-containers", "Tianjin Port", "'Tianjin Port'", "port-containers and tianjin-port"),
        ("集装箱", "hebei", "集装箱", None),
    ],
)
def test_words_that_are_no_ids_lead_to_find_and_to_the_only_series_they_can_mean(
    indicator, place, words, ids
):
    """Who knows the name of a thing doesn't know its ID."""
    with pytest.raises(UnknownNameError) as raised:
        series(indicator, place)
    said = str(raised.value)
    assert f"; try: jjjdata find {words}" in said
    assert ("the IDs may be" in said) == (ids is not None)
    assert ids is None or said.endswith(f"the IDs may be {ids}")
    assert "请试：jjjdata find" in raised.value.text("zh")


@pytest.mark.parametrize("name", [None, 3, ["beijing"], "beijing' or '1'='1"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(UnknownNameError):
        series("pm25-mean", name)


def test_a_pair_of_which_nothing_is_held_says_where_there_is_something():
    with pytest.raises(DataError) as raised:
        series("pm25-mean", "xiongan")
    assert all("beijing, cangzhou" in raised.value.text(lang) for lang in LANGS)


# What was claimed of a series


@pytest.mark.parametrize(
    ("qualifier", "tolerance", "bounds"),
    [
        ("equal", 0.5, (59.5, 60.5)),
        ("about", 5, (55, 65)),
        ("nearly", 5, (55, 60)),
        ("more_than", 10, (60, 70)),
        ("more_than", 0, (60, None)),
        ("at_least", 10, (60, 70)),
        ("less_than", 10, (50, 60)),
        ("at_most", 0, (None, 60)),
        ("range", 0, (60, 80)),
    ],
)
def test_words_allow_what_a_check_admits(qualifier, tolerance, bounds):
    assert allowed(qualifier, 60, tolerance, 80) == bounds


def test_a_change_is_reckoned_from_its_base(package, everything):
    drop, _ = read_claimed(package, everything["pm25-mean", "jjj"])
    assert (drop.kind, drop.base.value, drop.is_fall) == ("change", 93.0, True)
    assert (drop.value, drop.low, drop.high) == (37.2, 37.2, 41.85)


def test_bases_are_those_of_the_year_and_the_one_before_but_no_aim_and_no_error(
    package, everything
):
    """14.5 million is known to be wrong, "more than 14 million" is no figure to reckon from."""
    series = everything["port-containers", "tianjin-port"]
    growth = read_claimed(package, series)[1]
    bases = {(base.point.period, base.point.value): base.change for base in growth.bases}
    assert set(bases) == {("2014", 14050000.0), ("2014", 14000000.0), ("2013", 13000000.0)}
    assert round(bases["2014", 14050000.0], 1) == 57.9
    assert growth.base.value == 14050000.0


def test_what_has_no_figure_of_the_series_is_told_by_its_time(package, everything):
    best = read_claimed(package, everything["pm25-mean", "zhangjiakou"])[0]
    plan = read_claimed(package, everything["energy-intensity-change", "tangshan"])[0]
    assert best.kind == plan.kind == "time"
    assert best.value is None


def test_a_claim_whose_base_is_not_held_is_not_drawn_from_another(copy):
    put(copy, "claims", "pm25-drop", base_period="2012")
    package = Package(copy)
    drop = read_claimed(package, read_series(package, "pm25-mean", "jjj"))[0]
    assert (drop.kind, drop.bases) == ("time", ())
