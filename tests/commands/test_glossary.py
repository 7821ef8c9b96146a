"""``glossary`` prints the terms, or writes them in UTF-8."""

import pytest

from jjjdata.glossaries import FORMATS, glossary


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_is_printed(jjjdata, format, lang):
    done = jjjdata("glossary", "--format", format, "--lang", lang)
    assert (done.status, done.out) == (0, glossary(format, lang).rstrip("\n") + "\n")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_in_utf8(jjjdata, tmp_path, format):
    file = tmp_path / "terms"
    done = jjjdata("glossary", "--format", format, "--output", file)
    assert (done.status, done.out) == (0, f"written to {file}\n")
    assert file.read_bytes().decode("utf-8") == glossary(format).rstrip("\n") + "\n"


def test_a_file_that_cannot_be_written_is_told(jjjdata, tmp_path):
    done = jjjdata("glossary", "--output", tmp_path / "nowhere" / "terms")
    assert done.status == 2
    assert "No such file or directory" in done.err


def test_another_copy_is_read(jjjdata, copy):
    file = copy / "data" / "terms.csv"
    file.write_text(file.read_text("utf-8").replace("中新网", "中新社网"), "utf-8")
    assert "中新社网" in jjjdata("glossary", "--package", copy).out


def test_a_wrong_format_is_misuse(jjjdata):
    done = jjjdata("glossary", "--format", "nonsense")
    assert done.status == 2
    assert "there is no format 'nonsense'; there are: table" in done.err
    assert "{" + ",".join(FORMATS) + "}" in jjjdata("glossary", "-h").out


def test_terms_are_taken_by_id_chinese_or_english(jjjdata):
    done = jjjdata("glossary", "tianjin-port", "京津冀协同发展", "Tianjin port")
    heads = [line for line in done.lines if not line.startswith(" ")]
    assert heads[0] == "天津港  =  Tianjin Port"
    assert len(heads) == 2
    done = jjjdata("glossary", "天津港", "--format", "csv")
    assert [line.split(",")[0] for line in done.lines] == ["term_zh", "天津港"]


@pytest.mark.parametrize(("lang", "heads"), [("en", ("English", "Chinese")), ("zh", "英中")])
def test_a_term_asked_for_by_name_says_where_its_forms_were_seen(jjjdata, data, lang, heads):
    """Translators had to look up attested_source_id and zh_source_id themselves."""
    sources = {row["id"]: row for row in data["sources"]}
    bodies = {row["id"]: row for row in data["organizations"]}
    for term in data["terms"][:6]:
        done = jjjdata("glossary", term["id"], "--lang", lang)
        for head, column in zip(heads, ("attested_source_id", "zh_source_id"), strict=True):
            if term[column]:
                told = " ".join(done.out.split()) if lang == "en" else "".join(done.out.split())
                source = sources[term[column]]
                publisher = bodies[source["publisher_id"]][f"short_{lang}"]
                names = [source[f"title_{lang}"], publisher, f"[{source['id']}]"]
                squeezed = names if lang == "en" else ["".join(name.split()) for name in names]
                assert all(name in told for name in squeezed), told
                assert {"en": f"The {head} was seen in", "zh": f"{head}文见于"}[lang] in told
    assert "seen in:" not in jjjdata("glossary").out


def test_an_unknown_term_is_misuse_and_nothing_is_told(jjjdata):
    done = jjjdata("glossary", "天津港", "tianjin-prot")
    assert (done.status, done.out) == (2, "")
    assert "the nearest is 'tianjin-port'" in done.err


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("terms.tbx", "tbx"),
        ("terms.TMX", "tmx"),
        ("terms.tsv", "tsv"),
        ("terms.csv", "csv"),
        ("terms.txt", "table"),
        ("terms", "table"),
    ],
)
def test_the_ending_of_the_file_names_the_format(jjjdata, tmp_path, name, format):
    """A list for people under the name x.tbx opens in no program."""
    file = tmp_path / name
    assert jjjdata("glossary", "--output", file).status == 0
    assert file.read_text("utf-8") == glossary(format).rstrip("\n") + "\n"


@pytest.mark.parametrize(("name", "format"), [("terms.tbx", "tbx2"), ("terms.txt", "tsv")])
def test_a_format_may_be_named_where_its_ending_is_that_of_several(jjjdata, tmp_path, name, format):
    jjjdata("glossary", "--output", tmp_path / name, "--format", format)
    assert (tmp_path / name).read_text("utf-8") == glossary(format)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["terms.xlsx"], "none of these: .tbx, .tmx, .tsv, .tab, .utf8, .csv, .txt"),
        (
            ["terms.xlsx", "--format", "csv"],
            "none of these: .tbx, .tmx, .tsv, .tab, .utf8, .csv, .txt",
        ),
        (["terms.tbx", "--format", "csv"], "ends in .tbx, which is for tbx, tbx2 and not for csv"),
        (["terms.csv", "--format", "table"], "ends in .csv, which is for csv and not for table"),
    ],
)
def test_an_ending_that_says_something_else_is_misuse(jjjdata, tmp_path, words, said):
    done = jjjdata("glossary", "--output", tmp_path / words[0], *words[1:])
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: jjjdata glossary")
    assert said in done.err
    assert not list(tmp_path.iterdir())


def test_phrases_are_left_out_aloud_and_kept_where_asked_for(jjjdata, data):
    """Nobody should miss a term without knowing."""
    phrases = [row for row in data["terms"] if row["kind"] == "phrase"]
    done = jjjdata("glossary", "--format", "csv")
    assert done.err == f"phrases left out: {len(phrases)}; --phrases keeps them\n"
    assert phrases[0]["term_zh"] not in done.out
    done = jjjdata("glossary", "--format", "csv", "--phrases")
    assert done.err == ""
    assert all(row["id"] in done.out for row in phrases)
    assert jjjdata("glossary").err == ""


def test_a_phrase_that_is_named_is_never_dropped(jjjdata, data):
    phrase = next(row for row in data["terms"] if row["kind"] == "phrase")
    done = jjjdata("glossary", phrase["id"], "--format", "tsv")
    assert done.err == ""
    assert done.out.startswith(f"{phrase['term_zh']}\t{phrase['term_en']}\t")


@pytest.mark.parametrize("word", ["port", "Tianjin port area", "港口"])
def test_a_word_that_names_no_term_leads_to_find(jjjdata, word):
    done = jjjdata("glossary", word)
    shown = f"'{word}'" if " " in word else word
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith(f"; try: jjjdata find --kind terms {shown}\n")
