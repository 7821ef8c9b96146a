"""Citations as Pandoc sets them: GB/T 7714, APA and BibTeX of each kind of document."""

import re

import pytest

from conftest import DESCRIPTOR
from jjjdata import __version__, citations
from jjjdata.citations import bibtex, cite, dataset_item, dataset_reference, source_items
from jjjdata.descriptors import About, about
from jjjdata.errors import MissingExtraError
from test_citations import NAMES, TITLE, item


def day(*parts):
    return {"date-parts": [list(parts)]}


def styled(item, style):
    return citations._pandoc([{"id": "x", **item}], "plain", citations.STYLE_FILES[style])


# What is expected of GB/T 7714-2015 for the kinds used here. The printed standard was not at hand
# when these were written, so they hold the style to an expectation and are no quotation of it.
EXPECTED_ZH = [
    (
        {
            "type": "webpage",
            "title": "出版业信息化迈入快车道",
            "author": [{"family": "萧", "given": "钰"}],
            "issued": day(2001, 12, 19),
            "accessed": day(2002, 4, 15),
            "URL": "http://www.creader.com/news/20011219/200112190019.html",
            "language": "zh",
        },
        "[1] 萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. "
        "http://www.creader.com/news/20011219/200112190019.html.",
    ),
    (
        {
            "type": "report",
            "title": "第29次中国互联网络发展现状统计报告",
            "author": [{"literal": "中国互联网络信息中心"}],
            "issued": day(2012, 1, 16),
            "accessed": day(2013, 3, 26),
            "URL": "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf",
            "language": "zh",
        },
        "[1] 中国互联网络信息中心. 第29次中国互联网络发展现状统计报告[R/OL]. "
        "(2012-01-16)[2013-03-26]. "
        "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf.",
    ),
    (
        {
            "type": "article-newspaper",
            "title": "大风沙过后的思考",
            "container-title": "北京青年报",
            "author": [{"literal": name} for name in ("傅刚", "赵承", "李佳路")],
            "issued": day(2000, 4, 12),
            "accessed": day(2005, 7, 12),
            "language": "zh",
            "URL": "http://www.bjyouth.com.cn/Bqb/20000412/GB/4216%5ED0412B1401.htm",
        },
        "[1] 傅刚, 赵承, 李佳路. 大风沙过后的思考[N/OL]. 北京青年报, 2000-04-12[2005-07-12]. "
        "http://www.bjyouth.com.cn/Bqb/20000412/GB/4216%5ED0412B1401.htm.",
    ),
    (
        {
            "type": "webpage",
            "title": "Dublin core metadata element set: version 1.1",
            "issued": day(2012, 6, 14),
            "accessed": day(2014, 6, 11),
            "URL": "http://dublincore.org/documents/dces/",
            "language": "en",
        },
        "[1] Dublin core metadata element set: version 1.1[EB/OL]. (2012-06-14)[2014-06-11]. "
        "http://dublincore.org/documents/dces/.",
    ),
]


# What is expected of APA, 7th edition; the manual was not at hand either.
EXPECTED_EN = [
    (
        {
            "type": "webpage",
            "title": "The top 10 causes of death",
            "author": [{"literal": "World Health Organization"}],
            "issued": day(2018, 5, 24),
            "accessed": day(2020, 1, 1),
            "URL": "https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death",
            "language": "en",
        },
        "World Health Organization. (2018, May 24). The top 10 causes of death. "
        "https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death",
    ),
    (
        {
            "type": "webpage",
            "title": "U.S. and world population clock",
            "author": [{"literal": "U.S. Census Bureau"}],
            "container-title": "U.S. Department of Commerce",
            "accessed": day(2019, 7, 3),
            "URL": "https://www.census.gov/popclock/",
            "language": "en",
        },
        "U.S. Census Bureau. (n.d.). U.S. and world population clock. U.S. Department of Commerce. "
        "Retrieved July 3, 2019, from https://www.census.gov/popclock/",
    ),
    (
        {
            "type": "article-newspaper",
            "title": "Six sites meet for comprehensive anti-gang intelligence center conference",
            "container-title": "The Daily Times",
            "issued": day(2006, 11, 6),
            "URL": "https://a.example/1",
            "language": "en",
        },
        "Six sites meet for comprehensive anti-gang intelligence center conference. "
        "(2006, November 6). "
        "The Daily Times. https://a.example/1",
    ),
    (
        {
            "type": "report",
            "title": "Taking time: Support for people with cancer",
            "author": [{"literal": "National Cancer Institute"}],
            "issued": day(2018),
            "language": "en",
            "URL": "https://www.cancer.gov/publications/patient-education/takingtime.pdf",
        },
        "National Cancer Institute. (2018). Taking time: Support for people with cancer. "
        "https://www.cancer.gov/publications/patient-education/takingtime.pdf",
    ),
]


@pytest.mark.parametrize(("item", "expected"), EXPECTED_ZH)
def test_gb7714_gives_what_is_expected(item, expected):
    assert styled(item, "gb7714") == expected


@pytest.mark.parametrize(("item", "expected"), EXPECTED_EN)
def test_apa_gives_what_is_expected(item, expected):
    assert styled(item, "apa") == expected


URL = {"url": "https://a.example/1", "accessed_on": "2026-11-23"}


KINDS_OF_SOURCES = [
    (
        {"published_on": "2024-02-27", **URL},
        "题名[N/OL]. 天津日报, 2024-02-27[2026-11-23]. https://a.example/1.",
        "题名. (2024, February 27). 天津日报. https://a.example/1",
    ),
    (
        {"published_in": "2024-02", **URL},
        "题名[N/OL]. 天津日报, 2024-02[2026-11-23]. https://a.example/1.",
        "题名. (2024, February). 天津日报. https://a.example/1",
    ),
    (
        {"published_on": "2024-02-27"},
        "题名[N]. 天津日报, 2024-02-27.",
        "题名. (2024, February 27). 天津日报.",
    ),
    (
        {"publisher_id": "office", "published_on": "2024-02-27", **URL},
        "国家统计局. 题名[EB/OL]. (2024-02-27)[2026-11-23]. https://a.example/1.",
        "国家统计局. (2024, February 27). 题名. https://a.example/1",
    ),
    (
        {"kind": "communique", "publisher_id": "office", "published_in": "2024"},
        "国家统计局. 题名[R]. 2024.",
        "国家统计局. (2024). 题名.",
    ),
    (
        {
            "kind": "communique",
            "publisher_id": "office",
            "language": "en",
            "published_on": "2024-02-29",
            **URL,
        },
        "NATIONAL BUREAU OF STATISTICS. A title[R/OL]. (2024-02-29)[2026-11-23]. https://a.example/1.",
        "National Bureau of Statistics. (2024). A title. https://a.example/1",
    ),
    (
        {"kind": "press_conference", "publisher_id": "office", "published_on": "2024-02-27"},
        "国家统计局. 题名[Z]. 2024.",
        "国家统计局. (2024, February 27). 题名 [新闻发布会].",
    ),
    (
        {"kind": "web_page", "publisher_id": "office", **URL},
        "国家统计局. 题名[EB/OL]. [2026-11-23]. https://a.example/1.",
        "国家统计局. (n.d.). 题名. Retrieved November 23, 2026, from https://a.example/1",
    ),
    (
        {"kind": "paper", "publisher_id": "journal", "published_in": "2017"},
        "题名[J]. 环境科学, 2017.",
        "题名. (2017). 环境科学.",
    ),
    (
        {"kind": "dataset", "publisher_id": "office"},
        "国家统计局. 题名[DS].",
        "国家统计局. (n.d.). 题名 [Dataset].",
    ),
]


@pytest.mark.parametrize(("cells", "gb", "apa"), KINDS_OF_SOURCES)
def test_each_kind_of_source(cells, gb, apa):
    assert styled(item(**cells), "gb7714").removeprefix("[1] ") == gb
    assert styled(item(**cells), "apa") == apa


def test_all_sources_keep_title_publisher_and_address_in_both_styles(data):
    items = source_items({name: data[name] for name in NAMES})
    lines = citations._pandoc(items, "plain", citations.STYLE_FILES["gb7714"]).split("\n\n")
    assert len(lines) == len(items)
    # Processors set quotation marks as the style has them.
    plain = re.compile(r"[\s\"'“”‘’《》]")
    for number, (source, line) in enumerate(zip(items, lines, strict=True), 1):
        assert line.startswith(f"[{number}] "), line
        publisher = source.get("container-title") or source["author"][0]["literal"]
        for part in (source["title"], publisher, source.get("URL", "")):
            assert plain.sub("", part).casefold() in plain.sub("", line).casefold(), (part, line)
    apa = citations._pandoc(items, "plain", citations.STYLE_FILES["apa"])
    assert all(source.get("URL", "") in apa for source in items)


@pytest.mark.parametrize("homepage", ["", "https://a.example/data"])
@pytest.mark.parametrize("authors", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("style", ["apa", "gb7714"])
def test_the_dataset_is_set_as_the_published_styles_set_it(package, style, lang, authors, homepage):
    facts = about(package)
    team = [{"title": f"Team {number}", "title_zh": f"第{number}组"} for number in range(authors)]
    changed = About(
        **{
            **vars(facts),
            "homepage": homepage,
            "descriptor": {**facts.descriptor, "contributors": team},
        }
    )
    assert dataset_reference(changed, style, lang) == styled(dataset_item(changed, lang), style)


def test_a_claim_is_part_of_the_dataset(data):
    claim = next(row for row in data["claims"] if row["id"] == "port-containers-2023")
    statement = claim["statement_en"].rstrip(".").replace("'", "’")  # as styles set it
    assert cite(claim["id"]) == (
        f"The jjjdata team. (2026). Fact check of the claim “{statement}” "
        f"(verdict: supported, on governments’ own word) [Dataset]. In {TITLE} "
        f"(Claim port-containers-2023; Version {__version__})."
    )
    statement = claim["statement_zh"].rstrip("。")
    zh = cite(claim["id"], style="gb7714")
    title = f"事实核查：“{statement}”（核查结论：得到证实，仅官方说法）"
    assert zh.startswith(f"[1] JJJDATA团队. {title}: 陈述port-containers-2023[DS]//")
    assert zh.endswith(f"//{DESCRIPTOR['title_zh']}. 2026.")
    assert statement in cite(claim["id"], lang="zh")


def test_bibtex_of_what_is_hard():
    hard = {
        "id": "h",
        "type": "webpage",
        "title": "京津冀 50% & $5 #1 a_b {x} 进展",
        "author": [{"literal": "A & B 局"}],
        "URL": "https://a.example/x_y%20z?a=1&b=2#c",
        "language": "zh-Hans",
        "issued": day(2024, 2),
        "accessed": day(2026, 11, 3),
    }
    text = bibtex(hard)
    assert text.startswith("@misc{h,")
    assert "title = {{京津冀 50\\% \\& \\$5 \\#1 a\\_b \\{x\\} 进展}}" in text
    assert "author = {{A \\& B 局}}" in text
    assert "url = {https://a.example/x_y%20z?a=1&b=2#c}" in text
    assert "urldate = {2026-11-03}" in text


def test_bibtex_of_a_claim():
    text = cite("port-containers-2023", style="bibtex")
    assert text.startswith("@inbook{port-containers-2023,")
    assert f"booktitle = {{{TITLE}}}" in text
    assert f"version = {{{__version__}}}" in text


def test_without_pandoc_itself_it_says_so_too(monkeypatch):
    import pypandoc

    def missing(*_, **__):
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "convert_text", missing)
    expected = re.escape("pandoc is not installed; run: pip install 'jjj")
    with pytest.raises(MissingExtraError, match=expected):
        cite(style="bibtex", lang="zh")  # which the build does not set
