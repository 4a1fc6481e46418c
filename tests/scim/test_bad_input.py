"""What a broken or hostile directory sends: an answer in the form of SCIM, never an error of the server."""

from urllib.parse import quote

import pytest

from accounts.models import User
from tests.accounts import conftest as accounts_conftest
from tests.scim.conftest import PATCH, USER, Directory

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
shared_cache = accounts_conftest.shared_cache  # the fixture
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
FILTERS = {
    "deep": "(" * 450 + 'userName eq "a"' + ")" * 450,
    "not not": "not (" * 190 + 'userName eq "a"' + ")" * 190,
    "100 kB": " or ".join(['userName eq "a"'] * 5_000),
    "like a regular expression": 'userName eq "(a+)+$" and userName co "(a+)+$"',
    "SQL": 'userName eq "x\' OR 1=1; DROP TABLE accounts_user; --"',
    "no filter": "userName = 'x'; --",
    "unknown attribute": 'password eq "a"',
    "attribute of Python": '__class__ eq "a"',
    "NUL": 'userName eq "a\\u0000"',
    "lone surrogate": 'userName eq "\\ud800"',
    "wrong type": "active gt 7",
    "date": 'meta.created gt "yesterday"',
    "far date": 'meta.created gt "9999-12-31T23:59:59+00:00"',
    "id": 'id eq "{"',
    "open quote": 'userName eq "',
    "nothing": " ",
}


def is_scim(answer):
    return answer.status_code < 500 and (
        answer.status_code < 400 or answer.json()["schemas"] == [ERROR]
    )


@pytest.mark.parametrize("wanted", FILTERS.values(), ids=FILTERS.keys())
def test_hostile_filter_finds_nothing_or_is_refused(directory, wanted):
    directory.person()
    for path in ("/Users", "/Groups", "/"):
        answer = directory.call("GET", path, QUERY_STRING=f"filter={quote(wanted)}")
        assert is_scim(answer)
        assert answer.status_code == 400 or answer.json()["totalResults"] <= 1
        body = {"schemas": [], "filter": wanted}
        assert is_scim(directory.call("POST", f"{path.rstrip('/')}/.search", body))
    assert User.objects.count() == 1


RIGHT = {
    'userName co ""': ["ada", "grace"],
    'userName co "%"': [],
    'USERNAME EQ "ADA"': ["ada"],
    'displayName co "löwe"': ["ada"],
    'not (userName eq "ada")': ["grace"],
    'userName eq "grace" or userName eq "ada" and externalId eq "x"': ["grace"],
    'emails[type eq "home"].value eq "ada@example.org"': [],
    "externalId ne null": ["ada"],
    'meta.created gt "2020-01-01T00:00:00Z"': ["ada", "grace"],
}


def test_odd_filter_gets_the_right_answer(directory):
    emails = [{"value": "ada@example.org", "type": "work"}]
    directory.person(userName="ada", displayName="Ada Löwe", externalId="7", emails=emails)
    directory.person(userName="grace")
    for wanted, found in RIGHT.items():
        answer = directory.call("GET", "/Users", QUERY_STRING=f"filter={quote(wanted)}").json()
        assert sorted(it["userName"] for it in answer["Resources"]) == found, wanted


BODIES = {
    "nothing": "",
    "no JSON": "{",
    "deep": "[" * 100_000,
    "list": "[]",
    "null": "null",
    "wrong schema": {"schemas": ["urn:x"], "userName": "a"},
    "no address": {"schemas": [USER], "userName": "a"},
    "not an address": {"schemas": [USER], "userName": "a", "emails": [{"value": "a"}]},
    "address that can't be seen": {
        "schemas": [USER],
        "userName": "a",
        "emails": [{"value": "a\u200b@example.org"}],
    },
    "empty name": {"schemas": [USER], "userName": "", "emails": [{"value": "a@example.org"}]},
    "NUL": {"schemas": [USER], "userName": "a\x00", "emails": [{"value": "a@example.org"}]},
    "NUL in a name": {
        "schemas": [USER],
        "userName": "a",
        "emails": [{"value": "a@example.org"}],
        "displayName": "a\x00",
    },
    "lone surrogate": f'{{"schemas": ["{USER}"], "userName": "\\ud800"}}',
    "long": {"schemas": [USER], "userName": "a" * 300, "emails": [{"value": "a@example.org"}]},
    "many addresses": {
        "schemas": [USER],
        "userName": "a",
        "emails": [{"value": f"a{number}@example.org"} for number in range(30)],
    },
    "wrong types": {"schemas": USER, "userName": 7, "emails": "a", "active": []},
    "huge number": '{"schemas": ["' + USER + '"], "userName": ' + "9" * 5_000 + "}",
    "not UTF-8": b'{"userName": "\xff"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_body_that_cannot_be_right_makes_nothing(directory, body):
    answer = directory.call("POST", "/Users", body)
    assert answer.status_code == 400 and is_scim(answer)
    assert not User.objects.exists()


OPERATIONS = {
    "none": [],
    "unknown": [{"op": "move", "path": "active"}],
    "long path": [{"op": "remove", "path": f'emails[type eq "{"a" * 100_000}"]'}],
    "deep path": [{"op": "remove", "path": "emails[" * 500 + "]" * 500}],
    "path of Python": [{"op": "replace", "path": "__class__", "value": "a"}],
    "id": [{"op": "replace", "path": "id", "value": "a"}],
    "no value": [{"op": "replace", "path": "userName"}],
    "no name": [{"op": "remove", "path": "userName"}],
    "no address": [{"op": "remove", "path": "emails"}],
    "NUL": [{"op": "replace", "path": "displayName", "value": "\x00"}],
    "500": [{"op": "replace", "path": "displayName", "value": "b\x00"}] * 500,
}


@pytest.mark.parametrize("operations", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_patch_that_cannot_be_right_changes_nothing(directory, operations):
    before = directory.person(displayName="Grace").json()
    answer = directory.patch(f"/Users/{before['id']}", *operations)
    assert is_scim(answer)
    after = directory.call("GET", f"/Users/{before['id']}").json()
    assert {**after, "meta": 0} == {**before, "meta": 0}


@pytest.mark.parametrize("query", ["count=-1", "count=9999999999999", "startIndex=x", "count=0"])
def test_page_of_any_size_is_bounded(directory, query):
    directory.person()
    answer = directory.call("GET", "/Users", QUERY_STRING=query)
    assert is_scim(answer)
    big = directory.call("GET", "/Users", QUERY_STRING="count=100000").json()
    assert big["itemsPerPage"] == 1


ADDRESSES = [
    "/Users/7",
    "/Users/x/y",
    "/Nothing",
    "/Users/" + "9" * 18,
    "/Me",
    "/Bulk",
    "/%E2%80%AE",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_address_that_leads_nowhere_says_so(directory, address, method):
    answer = directory.call(method, address, None if method in ("GET", "TRACE") else {})
    assert answer.status_code in (400, 404, 405, 501)
    assert answer.json()["schemas"] == [ERROR]


def test_other_type_of_content_and_a_huge_body_are_refused(directory):
    body = {"schemas": [PATCH]}
    assert directory.call("POST", "/Users", body, content_type="text/xml").status_code == 415
    assert directory.call("POST", "/Users", "x" * 6_000_000).status_code == 413


def test_only_the_token_opens_it_and_guesses_are_counted(directory, shared_cache):
    wrong = Directory("a-secret-that-only-somebody-else-knows")
    for path in ("/Users", "/ServiceProviderConfig", "/Nothing"):
        answer = wrong.call("GET", path)
        assert answer.status_code == 401 and is_scim(answer)
    assert wrong.person().status_code == 401 and not User.objects.exists()
    answers = {wrong.call("GET", "/Users").status_code for _ in range(40)}
    assert 429 in answers
    assert directory.call("GET", "/Users").status_code == 200


def test_without_the_setting_there_is_nothing(directory, settings):
    settings.SCIM_TOKEN = ""
    assert directory.call("GET", "/Users").status_code == 404
    assert Directory("").call("GET", "/Users").status_code == 404


def test_log_holds_no_name(directory, caplog):
    caplog.set_level("DEBUG")
    directory.person("secret.person@example.org", displayName="Secret Person")
    directory.person("secret.person@example.org")
    directory.call("GET", "/Users", QUERY_STRING='filter=userName eq "secret.person"')
    directory.call("GET", "/Users/secret.person")
    directory.call("POST", "/Users", {"schemas": [USER], "userName": "secret.person\x00"})
    assert "secret" not in caplog.text.lower()
