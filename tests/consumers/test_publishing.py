"""What archives, indexes and licence checkers read of the repository."""

import json
import subprocess
import sys
import zipfile
from email import message_from_bytes

import mlcroissant
import pytest
import yaml
from readme_renderer import markdown

from conftest import DESCRIPTOR, ROOT
from jjjdata.citations import cite


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_file_says_its_licence():
    """reuse lint found 0 of 123 files with one."""
    done = run("reuse", "lint")
    assert done.returncode == 0, done.stdout


def test_the_citation_file_is_valid_and_has_a_year():
    done = run(
        "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"
    )
    assert done.returncode == 0, done.stdout
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert str(told["date-released"]) == DESCRIPTOR["created"][:10]
    assert (told["version"], told["title"]) == (DESCRIPTOR["version"], DESCRIPTOR["title"])


def test_every_place_cites_the_dataset_with_a_year():
    year = DESCRIPTOR["created"][:4]
    for name, style, lang in (("README.md", "apa", "en"), ("README.zh.md", "gb7714", "zh")):
        reference = cite(style=style, lang=lang).removeprefix("[1] ")
        assert year in reference
        assert reference in (ROOT / name).read_text("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = run("build", "--no-isolation", "--wheel", "--outdir", str(folder))
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_twine_finds_nothing(wheel):
    done = run("twine", "check", "--strict", str(wheel))
    assert done.returncode == 0, done.stdout


def test_the_page_of_an_index_has_no_dead_link(wheel):
    with zipfile.ZipFile(wheel) as parts:
        (name,) = (each for each in parts.namelist() if each.endswith(".dist-info/METADATA"))
        message = message_from_bytes(parts.read(name))
    page = markdown.render(message.get_payload(decode=True).decode())
    assert page
    assert page.lstrip().startswith("<h1")
    links = [part.partition('"')[0] for part in page.split('href="')[1:]]
    assert [link for link in links if not link.startswith(("http://", "https://", "#"))] == []
    assert "\u4eac\u6d25\u5180" in page


def test_croissant_tells_who_publishes_and_what_it_is_for():
    dataset = mlcroissant.Dataset(ROOT / "data" / "derived" / "croissant.json")
    assert dataset.metadata.ctx.issues.report() == ""
    told = json.loads((ROOT / "data" / "derived" / "croissant.json").read_text("utf-8"))
    assert told["identifier"] == DESCRIPTOR["id"]
    assert told["publisher"] == told["creator"]
    assert all(set(each["name"]) == {"en", "zh-Hans"} for each in told["creator"])
    assert told["isBasedOn"][0]["name"]["en"]
    for name, value in DESCRIPTOR["responsibleUse"].items():
        assert told[f"rai:{name}"] == value
        field = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
        assert getattr(dataset.metadata, field), name


def test_metadata_for_archives_say_the_same():
    zenodo = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    datacite = json.loads((ROOT / "data" / "derived" / "datacite.json").read_text("utf-8"))
    assert zenodo["title"] == datacite["titles"][0]["title"] == DESCRIPTOR["title"]
    assert zenodo["version"] == datacite["version"] == DESCRIPTOR["version"]
    assert zenodo["license"] == "cc-by-4.0"
    assert datacite["publicationYear"] == DESCRIPTOR["created"][:4]
    needed = {"identifiers", "creators", "titles", "publisher", "publicationYear", "types"}
    assert all(datacite[name] for name in needed)
    assert "homepage" in DESCRIPTOR or "http" not in zenodo.get("related_identifiers", "")
