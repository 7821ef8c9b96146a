"""The version and the help can be had by all the usual names."""

import pytest

import jjjdata as package
from jjjdata.commands import COMMANDS
from jjjdata.exports import FORMATS
from jjjdata.grids import CLOSING, width
from jjjdata.messages import say

NAMES = [command.__name__.rpartition(".")[2] for command in COMMANDS]


@pytest.mark.parametrize("words", [["version"], ["--version"], ["-V"]])
def test_the_version_is_that_of_the_package(jjjdata, words):
    done = jjjdata(*words)
    assert (done.status, done.out) == (0, f"{package.__version__}\n")


@pytest.mark.parametrize("words", [["help"], ["--help"], ["-h"]])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_names_every_command(jjjdata, words, lang):
    done = jjjdata("--lang", lang, *words)
    assert done.status == 0
    for name in NAMES:
        words = say(f"help_{name}", lang).split()[0]
        assert any(line.split()[:1] == [name] and words[:8] in line for line in done.lines), name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_explains_itself(jjjdata, name, lang):
    by_option = jjjdata(name, "-h", "--lang", lang)
    assert by_option.status == 0
    assert by_option.out == jjjdata("--lang", lang, "help", name).out
    assert say("usage", lang) in by_option.out
    assert say(f"help_{name}", lang)[:30] in by_option.out


@pytest.mark.parametrize("name", [*NAMES, ""])
@pytest.mark.parametrize("columns", [80, 120, 200])
def test_chinese_help_breaks_no_word_and_keeps_no_english(jjjdata, monkeypatch, name, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    done = jjjdata("--lang", "zh", "help", *filter(None, [name]))
    for word in ("usage:", "options:", "positional", "arguments:"):
        assert word not in done.out
    for word in ("Croissant", "ClaimReview", "datapackage.json"):
        assert (word in done.out) == (word in "".join(done.out.split())), word
    for line in done.lines:
        assert width(line.rstrip(CLOSING)) <= columns, line


def test_an_unknown_topic_is_told_with_the_nearest(jjjdata):
    done = jjjdata("help", "shwo")
    assert done.status == 2
    assert "there is no command 'shwo'; the nearest is 'show'" in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_names_every_form_of_export(lang):
    told = say("help_export_format", lang)
    assert [name for name in FORMATS if name not in told] == []
