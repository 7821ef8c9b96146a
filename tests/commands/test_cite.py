"""``cite`` prints what the accessor cites."""

import pytest

from jjjdata import cite
from jjjdata.citations import STYLES


@pytest.mark.parametrize("style", ["apa", "gb7714", "csl-json"])
@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_the_dataset_is_cited(jjjdata, style, lang):
    words = ["--lang", lang] if lang else []
    done = jjjdata("cite", "--style", style, *words)
    assert (done.status, done.out) == (0, cite(style=style, lang=lang) + "\n")


def test_the_language_of_the_locale_does_not_change_a_citation(jjjdata, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert jjjdata("cite").out == cite() + "\n"


def test_claims_and_sources_are_cited_by_id(jjjdata):
    for id in ("pm25-drop", "scio-20240227"):
        done = jjjdata("cite", id, "--style", "csl-json")
        assert done.out == cite(id, "csl-json") + "\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--style", "apaa"], "the nearest is 'apa'"),
        (["pm25-dropp", "--style", "csl-json"], "the nearest is 'pm25-drop'"),
    ],
)
def test_wrong_names_are_misuse(jjjdata, words, expected):
    done = jjjdata("cite", *words)
    assert done.status == 2
    assert expected in done.err


def test_the_styles_are_in_the_help(jjjdata):
    assert "{apa,gb7714,bibtex,csl-json}" in jjjdata("cite", "-h").out


@pytest.mark.parametrize("style", STYLES)
def test_several_are_cited_each_on_its_own(jjjdata, style):
    ids = ["pm25-drop", "scio-20240227", "pm25-drop"]
    done = jjjdata("cite", *ids, "--style", style)
    assert done.out == cite(ids, style) + "\n"
    assert jjjdata("cite", "pm25-drop", "--style", style).out.strip() in done.out or (
        style == "csl-json"
    )


def test_an_unknown_one_among_several_is_misuse_and_nothing_is_told(jjjdata):
    done = jjjdata("cite", "pm25-drop", "pm25-dropp")
    assert (done.status, done.out) == (2, "")
    assert "the nearest is 'pm25-drop'" in done.err
