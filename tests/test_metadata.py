"""What a package index shows of README: links that lead somewhere, or none."""

import re
import tomllib

import pytest

from conftest import DESCRIPTOR, ROOT
from metadata import RELATIVE, MetadataHook, published

PAGE = "[a](docs/A.md), [b](https://b.example/x), [c](#c) and ![d](d.png)"


def test_without_an_address_relative_links_are_words():
    expected = "a, [b](https://b.example/x), [c](#c) and "  # a picture can't be words
    assert published(PAGE, "") == expected


def test_with_an_address_they_lead_to_the_repository():
    page = published(PAGE, "https://code.example/jjjdata/")
    assert "[a](https://code.example/jjjdata/blob/HEAD/docs/A.md)" in page
    assert "[b](https://b.example/x), [c](#c)" in page
    assert "![d](https://code.example/jjjdata/raw/HEAD/d.png)" in page


@pytest.mark.parametrize("address", ["", "https://code.example/jjjdata"])
def test_the_address_comes_from_the_descriptor_alone(tmp_path, address):
    (tmp_path / "README.md").write_text("[a](A.md)", "utf-8")
    (tmp_path / "datapackage.json").write_text(f'{{"homepage": "{address}"}}', "utf-8")
    metadata = {}
    MetadataHook(str(tmp_path), {}).update(metadata)
    assert metadata.get("urls") == ({"Repository": address} if address else None)
    assert ("blob/HEAD/A.md" in metadata["readme"]["text"]) == bool(address)


def test_readme_has_no_front_matter_and_pretends_no_address():
    """Front matter is a table on the page of a code host and a ruled paragraph on an index."""
    for name in ("README.md", "README.zh.md"):
        assert (ROOT / name).read_text("utf-8").startswith("# ")
    page = published((ROOT / "README.md").read_text("utf-8"), DESCRIPTOR.get("homepage", ""))
    assert not RELATIVE.search(re.sub(r"```.*?```", "", page, flags=re.DOTALL))


# What an installation brings

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_all_is_everything_for_users_but_pandoc():
    """Pandoc and its styles would take four times the room of all the others together."""
    extras = PROJECT["optional-dependencies"]
    (everything,) = extras["all"]
    named = set(re.search(r"\[(.+)\]", everything)[1].split(","))
    assert named == set(extras) - {"all", "cite", "build", "test", "consumers"}
    needed = " ".join(requirement for extra in named for requirement in extras[extra])
    assert not re.search("pandoc|citeproc", needed)


@pytest.mark.parametrize("name", ["docs/TOOLS.md", "docs/TOOLS.zh.md"])
def test_why_pandas_2_will_not_do_is_told(name):
    (bound,) = [each for each in PROJECT["dependencies"] if each.startswith("pandas")]
    assert bound == "pandas>=3.0"
    page = (ROOT / name).read_text("utf-8")
    assert "pandas 2.2.3" in page
    assert "`object`" in page
