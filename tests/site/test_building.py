"""The reader is the same bytes each time, light, read from the database once, written whole."""

import csv
from itertools import count

import pytest

from conftest import ROOT
from jjjdata.database import shared
from jjjdata.errors import DataError, MissingExtraError, UnknownNameError
from jjjdata.package import Package
from jjjdata.site import browse, build
from jjjdata.site.addresses import claim_page, link
from jjjdata.site.building import site_files
from jjjdata.site.writing import MARK, write

PAGE, FRONT = 64 * 1024, 120 * 1024


@pytest.fixture(scope="module")
def made():
    """The reader made once more: its files, and what the database was asked."""
    package, statements = Package(ROOT), []
    shared(package).set_trace_callback(statements.append)
    return dict(site_files(package)), statements


def test_the_same_data_give_the_same_bytes(site, made):
    files, _ = made
    there = {
        file.relative_to(site.folder).as_posix(): file.read_bytes()
        for file in site.folder.rglob("*")
        if file.is_file() and file.name != MARK
    }
    assert there.keys() == files.keys()
    assert there == files


def test_no_page_is_heavier_than_it_may_be(site):
    for path in site.pages:
        size = (site.folder / path).stat().st_size
        assert size <= (FRONT if path.endswith("/index.html") else PAGE), (path, size)


def test_the_database_is_read_once_and_not_once_a_page(made):
    _, statements = made
    series = sum("from observations where indicator_id" in each for each in statements)
    assert len(statements) - 20 * series < 100
    assert not [each for each in statements if "evidence" in each and "claim_id = '" in each]


def test_a_folder_with_other_files_is_left_as_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DataError) as caught:
        build(tmp_path, ROOT)
    assert caught.value.key == "site_foreign"
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path):
    file = tmp_path / "reader"
    file.write_text("mine")
    with pytest.raises(DataError) as caught:
        build(file, ROOT)
    assert caught.value.key == "site_no_folder"
    assert file.read_text() == "mine"


def test_an_earlier_reader_is_replaced_whole(tmp_path):
    folder = tmp_path / "reader"
    assert write([("en/old.html", b"old"), ("index.html", b"old")], folder) == 2
    assert write([("index.html", b"new")], folder) == 1
    assert sorted(file.name for file in folder.iterdir()) == [MARK, "index.html"]
    assert (folder / "index.html").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["reader"]


def test_an_empty_folder_is_filled(tmp_path):
    assert write([("index.html", b"new")], tmp_path / "") == 1


def test_what_fails_on_the_way_leaves_what_was_there(tmp_path):
    folder = tmp_path / "reader"
    write([("index.html", b"old")], folder)

    def failing():
        yield "index.html", b"new"
        raise DataError("undated")

    with pytest.raises(DataError):
        write(failing(), folder)
    assert (folder / "index.html").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["reader"]


def test_a_place_that_can_not_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DataError) as caught:
        write([("index.html", b"")], tmp_path / "file" / "reader")
    assert caught.value.key == "export_failed"


@pytest.mark.parametrize("id", ["../up", "..", "", "a/b", "a\\b", ".hidden", "a b"])
def test_an_id_that_is_no_name_of_a_file_is_refused(id):
    with pytest.raises(DataError):
        claim_page(id, "en")


def test_without_jinja_the_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"jjjdata\[site\]"):
        build(tmp_path / "reader", ROOT)


def test_browse_opens_the_page_of_a_claim(monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    page = browse("pm25-drop", "zh", ROOT)
    assert opened == [page.as_uri()]
    assert page.parts[-3:] == ("zh", "claims", "pm25-drop.html")


def test_browse_knows_what_there_is():
    with pytest.raises(UnknownNameError, match="the nearest is 'pm25-drop'"):
        browse("pm25-dorp", open=False)
    with pytest.raises(UnknownNameError):
        browse(lang="fr", open=False)


def test_what_is_taken_away_is_what_the_tables_hold(site, data):
    tables = site.folder / "data" / "tables"
    assert (tables / "claims.csv").read_bytes() == (ROOT / "data" / "claims.csv").read_bytes()
    copied = Package(tables)
    assert {copied.file(name).name for name in copied.resources} == {
        f"{name}.csv" for name in copied.resources
    }
    numbers = count()
    for file in (site.folder / "data" / "series").glob("*.csv"):
        with open(file, encoding="utf-8", newline="") as stream:
            for _ in csv.DictReader(stream):
                next(numbers)
    assert next(numbers) == len(data["observations"])


def test_links_are_relative_from_any_depth():
    assert link("en/claims/a.html#b", "en/claims/c.html") == "a.html#b"
    assert link("data/claims/a.json", "en/claims/c.html") == "../../data/claims/a.json"
    assert link("zh/index.html", "en/index.html") == "../zh/index.html"
    assert link("en/index.html", "index.html") == "en/index.html"
