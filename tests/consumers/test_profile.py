"""The descriptor meets the official JSON profile of Data Package v2, which dplib carries."""

import json
from importlib.resources import files

import jsonschema
import pytest

from conftest import DESCRIPTOR
from jjjdata.package import shipped


@pytest.fixture(scope="module")
def profile():
    file = files("dplib") / "profiles" / "2.0" / "datapackage.json"
    return jsonschema.Draft7Validator(json.loads(file.read_text(encoding="utf-8")))


def test_the_descriptor_as_written_and_as_shipped(profile):
    profile.validate(DESCRIPTOR)
    profile.validate(shipped().descriptor)


def test_the_profile_can_object(profile):
    with pytest.raises(jsonschema.ValidationError):
        profile.validate({**DESCRIPTOR, "resources": []})
