import json

import pytest
from django.test import Client

TOKEN = "a-secret-that-only-the-directory-knows"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Directory:
    """What the organization keeps its people in: it calls the site, and fails on an error of the server."""

    def __init__(self, token=TOKEN):
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def call(self, method, path, body=None, **how):
        how = {"content_type": "application/scim+json"} | how
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = {} if body is None else {"data": data}
        return self.client.generic(method, f"/scim/v2{path}", **sent, **how)

    def person(self, email="grace@example.org", **fields):
        user = {"schemas": [USER], "userName": email.split("@")[0], "emails": [{"value": email}]}
        return self.call("POST", "/Users", user | fields)

    def group(self, name, *members):
        told = {
            "schemas": [GROUP],
            "displayName": name,
            "members": [{"value": it} for it in members],
        }
        return self.call("POST", "/Groups", told)

    def patch(self, path, *operations):
        return self.call("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})

    def set_active(self, person, active):
        return self.patch(f"/Users/{person}", {"op": "replace", "path": "active", "value": active})


@pytest.fixture
def scim_on(db, settings):
    settings.SCIM_TOKEN = TOKEN


@pytest.fixture
def directory(scim_on):
    return Directory()
