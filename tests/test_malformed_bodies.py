"""A body that no form sends, to every address that is open: answered, and never by an error of ours."""

import json

import pytest
from django.test import Client

from retros.exchange import address_here, read, retrospective_markdown
from retros.forms.merge_edits import read_digests
from tests import factories
from tests.addresses import live_address, live_secrets, routes
from tests.test_open_views import OPEN

MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"
KINDS = [
    "",
    "application/json",
    "text/plain; charset=nothing",
    f"{FORM}; charset=klingon",
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=idna",
    f"{FORM}; charset=base64",
    MULTIPART,
    f"{MULTIPART}; boundary=",
    f"{MULTIPART}; boundary=ö",
    f"{MULTIPART}; boundary=x",
    f"{MULTIPART}; boundary=x; charset=klingon",
    f"{MULTIPART}; boundary={'x' * 300}",
]
# What of these gives fields; the others are refused, or empty, before a view asks the database.
FILLED = [f"{FORM}; charset=klingon", f"{MULTIPART}; boundary=x"]
RUNS = [
    *(pytest.param(it, True, marks=[pytest.mark.both_databases] * (it in FILLED)) for it in KINDS),
    *((it, False) for it in KINDS),  # refused as from elsewhere
]
FIELD = b'--x\r\nContent-Disposition: form-data; name="%s"'
DEEP = "[" * 50_000
SURROGATE = r'["/retrospectives/new/", [["title", "\ud800"]]]'
BODIES = {
    "empty": b"",
    "halves of letters": b"a=%ff%fe&display_name=%00%ed%a0%80",
    "no end": FIELD % b"text",
    "no name": b'--x\r\nContent-Disposition: form-data; filename="\xff"\r\n\r\nx\r\n--x--',
    "no base64": FIELD % b"text" + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--",
    "long header": FIELD % b"text" + b"; x=" + b"y" * 20_000 + b"\r\n\r\nx\r\n--x--",
    "bytes": bytes(range(256)) * 20,
    "deep": f"login=a@example.org&password=b&client_id={DEEP}&base={DEEP}&sent={DEEP}".encode(),
    "half of a pair": f"login=a@example.org&password=b&sent={SURROGATE}".encode(),
}
UNKNOWN = ["/not-there/", "/not-there", "/wall", "/static/not-there", "/admin", "/accounts/nobody/"]


@pytest.fixture
def addresses(db):
    live = live_secrets()
    lesson = factories.LessonFactory(published=True)
    live["wall/"] = {"pk": factories.WallPostFactory(lesson=lesson).pk}
    known = [live_address(*route, live) for name, *route in routes() if name in OPEN]
    assert len(known) >= len(OPEN)
    closed = [live_address(*route, live) for name, *route in routes() if name not in OPEN][::9]
    return [*UNKNOWN, *known, *closed]


@pytest.mark.parametrize(("kind", "from_here"), RUNS)
def test_malformed_body_is_no_error(addresses, kind, from_here):
    """As from elsewhere, it is refused before a view sees it: each kind goes to a third of them."""
    if not from_here:
        addresses = addresses[KINDS.index(kind) % 3 :: 3]
    found = {}
    browser = Client(raise_request_exception=False, enforce_csrf_checks=not from_here)
    browser.get("/accounts/login/")
    for address in addresses:
        for name, body in BODIES.items():
            answer = browser.generic("POST", address, body, content_type=kind)
            found[address, name] = answer.status_code
    assert {key: status for key, status in found.items() if status >= 500} == {}


@pytest.mark.both_databases
def test_member_meets_no_error_either(addresses, as_user, member):
    browser = as_user(member)
    for address in UNKNOWN:
        answer = browser.generic("POST", address, b"--x", content_type=f"{MULTIPART}; boundary=ö")
        assert answer.status_code in (301, 400, 404), address


@pytest.mark.both_databases
def test_text_that_can_not_be_read_back_is_not_shown_at_sign_in(client, db):
    fields = {"login": "a@example.org", "password": "b", "sent": SURROGATE}
    assert "Please send it again" not in client.post("/accounts/login/", fields).text


def test_text_that_was_sent_is_still_shown_at_sign_in(client, db):
    sent = json.dumps(["/retrospectives/new/", [["title", "Words typed"]]])
    fields = {"login": "a@example.org", "password": "b", "sent": sent}
    assert "Words typed" in client.post("/accounts/login/", fields).text


@pytest.mark.parametrize("text", [DEEP, "[1]", "9" * 5_000, "", "nothing"])
def test_digests_that_can_not_be_read_are_none(text):
    assert read_digests(text) == {}


@pytest.mark.both_databases
def test_tags_of_a_document_that_nest_without_end_are_words(db):
    lesson = factories.LessonFactory(published=True)
    lesson.tags.add("release")
    text = retrospective_markdown(lesson.retrospective, address_here)
    nested = text.replace("Tags: release", f"Tags: {DEEP[:5_000]}")
    assert nested != text
    assert read("a.md", nested.encode()).lessons
