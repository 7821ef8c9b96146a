"""What archives read when the data are deposited: ``.zenodo.json`` and metadata of DataCite."""

from __future__ import annotations

from typing import Any

from jjjdata.descriptors import About, about
from jjjdata.languages import TAGS
from jjjdata.package import LANGUAGES, Package

ZENODO = ".zenodo.json"
DATACITE = "data/derived/datacite.json"
SCHEMA = "http://datacite.org/schema/kernel-4"


def deposits(package: Package) -> dict[str, Any]:
    """Return what each of the files should say, by its path."""
    facts = about(package)
    return {ZENODO: zenodo(facts), DATACITE: datacite(facts)}


def zenodo(facts: About) -> dict[str, Any]:
    """Return the metadata of a deposit at Zenodo; the archive adds the identifier."""
    return {
        "upload_type": "dataset",
        "title": facts.title("en"),
        "description": "".join(f"<p>{facts.description(lang)}</p>" for lang in LANGUAGES),
        "creators": [{"name": name} for name in facts.authors("en")],
        "version": facts.version,
        "publication_date": str(facts.created.date()),
        "access_right": "open",
        "license": facts.descriptor["licenses"][0]["name"].lower(),
        "keywords": list(facts.keywords),
    }


def datacite(facts: About) -> dict[str, Any]:
    """Return the dataset as DataCite's schema 4 has it, without the DOI that nobody gave it yet."""
    makers = facts.authors("en")
    license = facts.descriptor["licenses"][0]
    return {
        "identifiers": [{"identifier": facts.descriptor["id"], "identifierType": "URN"}],
        "creators": [{"name": name, "nameType": "Organizational"} for name in makers],
        "titles": [_told(facts.title(lang), lang, "title") for lang in LANGUAGES],
        "publisher": {"name": makers[0]},
        "publicationYear": str(facts.created.year),
        "types": {"resourceType": "Fact-checked claims", "resourceTypeGeneral": "Dataset"},
        "subjects": [{"subject": word} for word in facts.keywords],
        "dates": [{"date": str(facts.created.date()), "dateType": "Issued"}],
        "language": "zh",
        "formats": ["text/csv", "application/x-parquet"],
        "version": facts.version,
        "rightsList": [
            {
                "rights": license["title"],
                "rightsUri": license["path"],
                "rightsIdentifier": license["name"],
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [
            {**_told(facts.description(lang), lang, "description"), "descriptionType": "Abstract"}
            for lang in LANGUAGES
        ],
        "schemaVersion": SCHEMA,
    }


def _told(text: str, lang: str, name: str) -> dict[str, str]:
    return {name: text, "lang": TAGS[lang]}
