"""The command speaks both languages and its exit status means what it says."""

import os
import subprocess
import sys

import pytest

from conftest import ROOT, TABLES
from jjjdata import rows
from jjjdata.claims import claim, find, label
from jjjdata.grids import wrap
from jjjdata.messages import messages, say
from jjjdata.package import Package


def run(*words, lang="en_US.UTF-8", cwd=None):
    env = {**os.environ, "LC_ALL": lang, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "jjjdata", *words], capture_output=True, text=True, env=env,
                          check=False, cwd=cwd, encoding="utf-8")  # fmt: skip


def test_overview_lists_every_table():
    done = run()
    assert done.returncode == 0
    assert all(table in done.stdout for table in TABLES)


@pytest.mark.parametrize(("words", "lang", "expected"), [
    ((), "zh_CN.UTF-8", "京津冀协同发展十年"),
    (("--lang", "en"), "zh_CN.UTF-8", "coordinated development"),
    (("show", "pm25-drop", "--lang", "zh"), "C", "近60%"),
    (("--lang", "zh", "show", "pm25-drop"), "C", "近60%"),
    (("find", "58%"), "C", "port-containers-growth"),
    (("find", "天津港", "2200万"), "zh_CN.UTF-8", "port-containers-2023"),
    (("--help",), "zh_CN.UTF-8", "显示一条陈述"),
    (("--version",), "C", "0."),
])  # fmt: skip
def test_either_language(words, lang, expected):
    done = run(*words, lang=lang)
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout


@pytest.mark.parametrize(("words", "status", "expected"), [
    (("show", "port-container"), 2, "port-containers"),
    (("find", "no such words at all"), 1, "no claim"),
    (("locate", "/nowhere/at/all"), 2, "/nowhere/at/all"),
    (("nonsense",), 2, "invalid choice"),
    (("--lang", "fr"), 2, "invalid choice"),
    (("check",), 0, "0 disagree"),
])  # fmt: skip
def test_exit_status(words, status, expected):
    done = run(*words)
    assert done.returncode == status
    assert expected in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_locate_on_another_text_finds_findings(tmp_path):
    (tmp_path / "other.txt").write_text("Nothing of the kind stands here.", encoding="utf-8")
    done = run("locate", "other.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "other.txt does not look like the article" in done.stdout
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_card_says_who_claimed_it_and_why_the_verdict_is_what_it_is(lang):
    """Of what stands on the card, what counts comes first and what goes back to the claim's own origin last."""
    claims, own = rows.read(Package(), "claims"), {row["id"]: row for row in rows.read(Package(), "sources")}
    groups = {label("stance", code, lang): at for code, at in
              {"supports": 0, "refines": 0, "contradicts": 1, "context": 2}.items()}  # fmt: skip
    for row in claims:
        card = claim(row["id"]).text(lang)
        flat = "".join(card.split())
        for part in (own[row["origin_id"]][f"title_{lang}"], row[f"statement_{lang}"], row[f"rationale_{lang}"], row["quote"]):
            assert "".join(part.split()) in flat, row["id"]
        assert say("card_why", lang) in card
        assert (say("card_origins", lang, support=0, against=0)[:8] in card) == (row["checkability"] == "checkable")
        order = []
        for block in card.split("\n\n"):
            head, *rest = block.split("\n")
            if head.startswith(f"{row['id']}-e"):
                order.append(3 if "".join(say("card_not_counted", lang).split()) in "".join("".join(rest).split()) else
                             groups[head.partition("  ")[2]])  # fmt: skip
        assert order == sorted(order), row["id"]


def test_words_are_found_where_words_begin():
    """A search for port brought reports and supporting policies."""
    assert {row["id"] for row in find("port")} >= {"port-containers-2023", "port-containers-growth"}
    assert not {"dateline-agency", "supporting-policies"} & {row["id"] for row in find("port")}
    assert find("PORT") == find("port")
    assert [row["id"] for row in find("58%")] == ["port-containers-growth"]
    assert find("天津港") == find("津港")


@pytest.mark.parametrize("cells", range(8, 60))
def test_no_line_begins_or_ends_with_the_wrong_mark(cells):
    text = "用“编制”“会同”（即“牵头”）等说法检索，《规划》中没有“十四五”的内容（见“plan-14th”一条）。"
    text += "It says “nearly 60%” (read in a copy)."
    lines = wrap(text, cells).split("\n")
    assert not any(line.endswith(("“", "（", "《")) or line.startswith(("”", "）", "》", "，", "。")) for line in lines), lines
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_the_overview_counts_every_verdict_none_left_out():
    codes = [row["code"] for row in rows.read(Package(), "codes") if row["list"] == "verdict"]
    for lang in ("en", "zh"):
        out = run("--lang", lang).stdout
        assert all(label("verdict", code, lang) in out for code in codes)


def test_show_follows_a_claim_to_rule_evidence_source_and_passage():
    out = run("show", "port-containers-2023").stdout
    for part in ("Verdict: supported", "Rule 4", "port-containers-2023-e01", "https://", "cns-20240227-mt-p26", "22.18"):
        assert part in out, part


@pytest.mark.parametrize("key", messages())
def test_every_message_is_there_in_both_languages_with_the_same_placeholders(key):
    import re
    from string import Formatter

    entry = messages()[key]
    assert set(entry) == {"en", "zh"}
    names = [{name for _, name, _, _ in Formatter().parse(entry[lang]) if name} for lang in ("en", "zh")]
    assert names[0] == names[1] - {"zh"}
    assert not re.search(r"[\u4e00-\u9fff]", entry["en"])
    spoken = re.search(r"[A-Za-z]", re.sub(r"\{[^}]*\}|jjjdata", "", entry["en"]))
    assert re.search(r"[\u4e00-\u9fff]", entry["zh"]) or not spoken


def test_every_message_is_used():
    code = "".join(file.read_text("utf-8") for file in (ROOT / "src" / "jjjdata").rglob("*.py"))
    stems = ("noun_", "reason_", "state_", "kind_", "help_", "column_", "diff_", "level_", "finding_", "about_")
    for key in messages():
        stem = next((stem for stem in stems if key.startswith(stem)), None)
        if stem == "column_":  # say(f"column_{key}"): the ending stands by itself
            assert f'"{key}"' in code or f'"{key.removeprefix(stem)}"' in code, key
        else:
            assert f'"{key}"' in code or stem, key
