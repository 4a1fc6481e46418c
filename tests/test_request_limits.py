"""Small before sign-in; large only where members upload files."""

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests import factories
from tests.test_open_views import OPEN, routes

MULTIPART = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n\r\n'


def send(browser, address, size, content_type="application/x-www-form-urlencoded"):
    body = b"display_name=" + b"x" * (size - len(b"display_name="))
    return browser.generic("POST", address, body, content_type=content_type)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/join/x/", "/projects/"])
@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_visitor_sends_at_most_a_megabyte(client, db, address, more, refused):
    answer = send(client, address, settings.VISITOR_REQUEST_BYTES + more)
    assert (answer.status_code == 413) is refused
    assert ("This request is too large" in answer.text) is refused


@pytest.mark.parametrize("separator", [b"f=&", PART], ids=["form", "multipart"])
@pytest.mark.parametrize(("fields", "refused"), [(500, False), (501, True)])
def test_visitor_sends_few_fields(client, db, separator, fields, refused):
    kind = MULTIPART if separator == PART else "application/x-www-form-urlencoded"
    body = separator * fields + (b"--x--" if separator == PART else b"")
    answer = client.generic("POST", "/accounts/login/", body, content_type=kind)
    assert (answer.status_code == 413) is refused


def test_closed_account_is_a_visitor(as_user, member):
    browser = as_user(member)
    member.is_active = False
    member.save()
    answer = send(browser, "/accounts/profile/", settings.VISITOR_REQUEST_BYTES + 1)
    assert answer.status_code == 413


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_member_sends_a_long_text_to_a_form_and_reads_what_is_wrong_with_it(
    as_user, member, more, refused
):
    answer = send(as_user(member), "/accounts/profile/", settings.MEMBER_REQUEST_BYTES + more)
    assert answer.status_code == (413 if refused else 422)


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_member_uploads_large_files(as_user, member, settings, more, refused):
    settings.LARGE_REQUEST_BYTES = settings.MEMBER_REQUEST_BYTES + 1000
    draft = factories.RetrospectiveFactory(created_by=member)
    body = PART + b"--x--"
    body += b" " * (settings.LARGE_REQUEST_BYTES + more - len(body))
    for address in ("/import/", f"/retrospectives/{draft.pk}/edit/pictures/"):
        answer = as_user(member).generic("POST", address, body, content_type=MULTIPART)
        assert (answer.status_code == 413) is refused, address


def test_only_views_that_take_files_accept_large_requests():
    found = {
        name
        for name, view in routes(get_resolver().url_patterns)
        if getattr(view, "accepts_large_requests", False)
    }
    assert found == {
        *("import", "import_columns", "import_store", "attachment_add", "paths_import"),
    }
    assert not found & set(OPEN)
