"""A command line that can't be read is 2, with the right words in the language of the user."""

import pytest

EN, ZH = ["--lang", "en"], ["--lang", "zh"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([*EN, "shwo"], "there is no shwo; there are: show, find, "),
        ([*EN, "shwo"], "; the nearest is show"),
        ([*ZH, "shwo"], "没有shwo；现有：show, find, "),
        ([*ZH, "shwo"], "；最接近的是show"),
        ([*EN, "show"], "jjjdata: missing: ID"),
        ([*ZH, "show"], "jjjdata：缺少：ID"),
        ([*EN, "diff", "a", "b", "c"], "not understood: c"),
        ([*ZH, "--nope"], "无法识别：--nope"),
        ([*ZH, "validate", "--format", "xml"], "--format：没有xml；现有：text, json, github"),
        ([*EN, "validate", "--format", "jsn"], "the nearest is json"),
        ([*EN, "cite", "--style"], "--style needs a value"),
        (["find", "x", "--lang"], "--lang needs a value"),
        (["--lang", "cn"], "there is no language 'cn'; there are: en, zh"),
        ([*EN, "--json", "cite"], "--json is of no use to this command"),
        ([*EN, "--package", "x", "diff", "a", "b"], "--package is of no use to this command"),
        ([*EN, "cite", "--json"], "not understood: --json"),
    ],
)
def test_it_is_told_what_was_wrong(jjjdata, words, expected):
    done = jjjdata(*words)
    assert (done.status, done.out) == (2, "")
    assert expected in done.err


def test_far_commands_are_not_suggested(jjjdata):
    assert "nearest" not in jjjdata("nonsense").err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_usage_is_shown_in_the_language(jjjdata, lang):
    done = jjjdata("show", "--lang", lang)
    assert done.err.startswith({"en": "usage: jjjdata show", "zh": "用法：jjjdata show"}[lang])


def test_options_may_stand_before_and_after_the_command(jjjdata, copy):
    expected = jjjdata("find", "port", "--package", copy, "--json", "--lang", "zh").out
    assert jjjdata("--lang", "zh", "--json", "--package", copy, "find", "port").out == expected
    # The last one counts, for the help as for the rest.
    assert "查找" in jjjdata("--lang", "en", "find", "-h", "--lang=zh").out
    assert "用法" in jjjdata("--lang", "en", "find", "--lang", "zh").err
    # What stands after -- is text.
    assert "nothing holds" in jjjdata("find", "xyz", "--", "--lang", "zh").out


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("LC_ALL", "zh_CN.UTF-8", "结论"),
        ("LC_MESSAGES", "zh_TW.Big5", "结论"),
        ("LANG", "ZH_CN", "结论"),
        ("LANG", "de_DE.UTF-8", "Verdict"),
        ("LC_ALL", "C", "Verdict"),
    ],
)
def test_the_language_is_that_of_the_locale(jjjdata, monkeypatch, variable, value, word):
    monkeypatch.setenv(variable, value)
    assert word in jjjdata("show", "pm25-drop").out
    assert "Verdict" in jjjdata("show", "pm25-drop", "--lang", "en").out
