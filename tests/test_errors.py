"""Errors speak both languages, list what exists, and suggest only what is near."""

import pytest

from jjjdata.errors import DataError, JJJDataError, MissingExtraError, near, need, typed_in, unknown

MANY = [f"name-{number:03}" for number in range(100)]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("shwo", ["show", "find"], ["show"]),
        ("SHOW", ["show", "find"], ["show"]),
        ("cn", ["en", "zh"], []),
        ("nope", ["codes", "places"], []),
        ("ports", ["tech-contracts", "port-containers-2023"], []),
        (
            "port",
            ["tech-contracts", "port-containers-growth-2023"],
            ["port-containers-growth-2023"],
        ),
        # A whole word comes before a part of one, however alike that is.
        ("port", ["supporting", "port-containers"], ["port-containers", "supporting"]),
        ("", ["en", "zh"], []),
        (None, ["none", "x"], ["none"]),
    ],
)
def test_only_what_is_near_is_suggested(name, known, expected):
    assert near(name, known) == expected


def test_few_names_are_listed_and_many_are_not():
    few = unknown("table", "clams", ["claims", "units"])
    assert (
        str(few) == "there is no table 'clams'; the nearest is 'claims'; there are: claims, units"
    )
    assert str(unknown("table", "xx", ["claims"])) == "there is no table 'xx'; there are: claims"
    some = str(unknown("claim", "name-0050", MANY))
    assert "the nearest is 'name-050'" in some
    assert some.count("name-") <= 7
    assert "name-" not in str(unknown("claim", "zzzz", MANY))
    assert "100" in str(unknown("claim", "zzzz", MANY))


def test_both_languages_are_spoken():
    error = unknown("claim", "zzzz", MANY)
    assert error.text("zh") == "没有名为'zzzz'的陈述；现有100个，名称都不相近"
    assert str(error) == error.text("en")


def test_errors_are_those_of_python_too():
    assert issubclass(DataError, ValueError)
    assert isinstance(unknown("x", "y", []), LookupError)
    assert issubclass(MissingExtraError, ImportError)
    for kind in (DataError, MissingExtraError):
        assert issubclass(kind, JJJDataError)


def test_a_missing_extra_is_told_with_what_installs_it():
    with pytest.raises(MissingExtraError, match=r"pip install 'jjjdata\[cite\]'"):
        need("no_such_module_anywhere", "cite")
    assert need("json", "cite").loads("1") == 1


def test_advice_follows_the_error_in_both_languages():
    error = unknown("claim", "zzzz", MANY).advised("try_find", name=typed_in("Tianjin Port"))
    assert str(error).endswith("; try: jjjdata find 'Tianjin Port'")
    assert error.text("zh").endswith("；请试：jjjdata find 'Tianjin Port'")


@pytest.mark.parametrize(
    ("name", "shown"), [("a$b", "'a$b'"), ("天津港", "天津港"), ("", "''"), ("a b", "'a b'")]
)
def test_a_name_is_shown_as_a_shell_takes_it(name, shown):
    assert typed_in(name) == shown
