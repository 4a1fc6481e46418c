"""The archive holds what only those who see earlier versions may read, for them alone."""

import io
import json
import zipfile

from jsonschema import Draft202012Validator

from retros.exchange import archive
from tests import factories


def retrospective_in(user):
    """(the schema, the JSON of the only retrospective) of the archive of `user`."""
    package = zipfile.ZipFile(io.BytesIO(b"".join(archive(user))))
    (name,) = (it for it in package.namelist() if it.startswith("r") and it.endswith(".json"))
    return json.loads(package.read("schema.json")), json.loads(package.read(name))


def test_archive_holds_decisions_as_recorded_for_those_who_see_the_history(curator, member):
    then = {"on": "2026-03-24", "choice": "First words"}
    factories.DecisionFactory(retrospective__published=True, as_recorded=then)
    schema, found = retrospective_in(curator)
    assert found["decisions"][0]["as_recorded"] == then
    assert retrospective_in(member)[1]["decisions"][0]["as_recorded"] is None
    of_one = schema | {"anyOf": [{"$ref": "#/$defs/retrospective"}]}
    assert list(Draft202012Validator(of_one).iter_errors(found)) == []
