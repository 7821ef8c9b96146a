"""``site`` and ``browse`` write the reader; misuse is told before anything is written."""

import pytest

from jjjdata.site import building
from jjjdata.site.building import site_files

DISPUTE = "en/dispute.html"


def test_the_reader_is_written_and_counted(jjjdata, tmp_path):
    done = jjjdata("site", tmp_path / "reader")
    assert done.status == 0
    assert f"written to {tmp_path / 'reader'}: " in done.out
    assert (tmp_path / "reader" / "zh" / "claims" / "traffic-circle.html").exists()


def test_browse_says_what_it_opened(jjjdata, monkeypatch):
    opened, page = [], "zh/claims/pm25-drop.html"
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(building, "site_files", lambda *_: [(page, b"")])
    done = jjjdata("browse", "pm25-drop", "--lang", "zh")
    assert done.status == 0
    assert opened[0].endswith(f"/{page}")
    assert done.out.strip().startswith("已打开")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["site"], "DIR"),
        (["site", "a", "b"], "b"),
        (["browse", "pm25-dorp"], "pm25-drop"),
        (["browse", "--json"], "--json"),
        (["site", "a", "--package", "/no/such/copy"], "/no/such/copy"),
    ],
)
def test_misuse_is_told_and_nothing_is_written(jjjdata, tmp_path, monkeypatch, words, expected):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("opened"))
    done = jjjdata(*words)
    assert done.status == 2
    assert expected in done.err
    assert not list(tmp_path.iterdir())


def test_a_folder_of_others_is_refused_in_the_language_asked_for(jjjdata, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    done = jjjdata("site", tmp_path, "--lang", "zh")
    assert done.status == 2
    assert "没有写入任何文件" in done.err


def test_the_pages_name_where_a_fault_is_told(jjjdata, tmp_path, monkeypatch):
    """Without an address a reader of a page has nowhere to report a fault."""

    def one_page(*given):
        return [next(file for file in site_files(*given) if file[0] == DISPUTE)]

    monkeypatch.setattr(building, "site_files", one_page)
    for contact, link in (
        ("https://example.org/issues", 'href="https://example.org/issues"'),
        ("data@example.org", 'href="mailto:data@example.org"'),
    ):
        assert jjjdata("site", tmp_path / "reader", "--contact", contact).status == 0
        assert link in (tmp_path / "reader" / DISPUTE).read_text("utf-8")


@pytest.mark.parametrize("contact", ["nobody", "javascript:alert(1)", "a@b", "x y@example.org"])
def test_what_is_no_address_is_misuse(jjjdata, tmp_path, contact):
    done = jjjdata("site", tmp_path / "reader", "--contact", contact)
    assert done.status == 2
    assert "neither an address of mail nor" in done.err
    assert not (tmp_path / "reader").exists()
