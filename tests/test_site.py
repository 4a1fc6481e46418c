"""What the site says about itself, and when something is not as it should be."""

import os
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from retros.views.site import errors as site
from retros.views.site import health


@pytest.fixture
def without_database(db, monkeypatch):
    """A database that refuses every connection and query."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(connection, "connect", refuse)


def test_healthz_is_open_and_says_no_more_than_ok(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"] and "Cookie" not in response.get("Vary", "")


@pytest.mark.both_databases
def test_healthz_reports_when_the_database_is_away(client, without_database):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"unavailable")


@pytest.mark.parametrize(
    "disk",
    [{"f_bavail": 10}, {"f_favail": 0}, {"f_bavail": 0, "f_bfree": 1_000_000}],
    ids=["little room", "no more files", "room for root alone"],
)
def test_healthz_reports_a_full_disk(client, db, monkeypatch, caplog, disk):
    usual = {"f_frsize": 4096, "f_bavail": 1_000_000, "f_files": 1_000_000, "f_favail": 1_000_000}
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(**(usual | disk)))
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"unavailable")
    assert "The disk of DATA_DIR is full" in caplog.text


def test_healthz_is_well_on_a_disk_that_counts_no_files(client, db, monkeypatch):
    disk = {"f_frsize": 4096, "f_bavail": 1_000_000, "f_files": 0, "f_favail": 0}
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(**disk))
    assert client.get("/healthz").status_code == 200


def test_healthz_asks_the_database_once(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_healthz_is_only_read(client, db):
    assert client.post("/healthz").status_code == 405


def test_readyz_answers_like_healthz_until_the_process_is_about_to_stop(
    client, db, monkeypatch, caplog
):
    assert client.get("/readyz").content == b"ok"
    monkeypatch.setattr(health, "is_draining", lambda: True)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"stopping")
    assert client.get("/healthz").status_code == 200
    assert caplog.text == ""


@pytest.mark.both_databases
@pytest.mark.parametrize("address", ["/projects/", "/wall/", "/accounts/profile/"])
def test_absent_database_gives_a_page_that_says_so(client, without_database, address):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "somebody"
    response = client.get(address)
    assert response.status_code == 503
    assert "Everything you saved is safe" in response.text
    assert response["Retry-After"] and response["Cache-Control"] == "no-store"


@pytest.mark.both_databases
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_errors_of_the_database_are_503_and_others_500(error):
    for raised, status in ((error, 503), (ZeroDivisionError, 500)):
        try:
            raise raised
        except raised:
            assert site.server_error(RequestFactory().get("/")).status_code == status


def test_unexpected_error_gives_a_kind_page_and_a_line_in_the_log(client, db, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    client.raise_request_exception = False
    monkeypatch.setattr("accounts.models.Invitation.objects.for_token", broken)
    response = client.get("/accounts/join/x/")
    assert response.status_code == 500
    assert "an unexpected problem" in response.text
    assert "ZeroDivisionError" in caplog.text


def test_missing_page_gets_an_error_page_without_the_database(
    client, db, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get("/not-there/")
    assert response.status_code == 404
    assert "Page not found" in response.text
    assert "Cookie" not in response.get("Vary", "")


def test_error_pages_keep_the_navigation_for_members(as_user, member, monkeypatch):
    client = as_user(member)
    client.raise_request_exception = False
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    def broken(*args, **kwargs):
        raise ZeroDivisionError

    pages = [client.get("/not-there/"), client.get("/audit/"), strict.post("/digest/")]
    monkeypatch.setattr("retros.views.questions.pages.page_of", broken)
    pages.append(client.get("/questions/"))
    assert [page.status_code for page in pages] == [404, 404, 403, 500]
    for page in pages:
        assert "Search lessons" in page.text and "Sign out" in page.text
        assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("path", ["%00", "accounts/teams/%00/", "lessons/9999999999999999999/"])
def test_addresses_that_no_database_could_look_up_are_not_found(as_user, member, path):
    page = as_user(member).get(f"/{path}")
    assert page.status_code == 404 and "Sign out" in page.text


def test_unknown_host_gets_a_plain_error_page(client, db):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "check it for mistakes" in response.text


def test_too_large_request_gets_a_page_with_a_way_back(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/accounts/login/", {"login": "x" * 2000})
    assert response.status_code == 413
    assert "This request is too large" in response.text


def test_too_many_fields_get_the_same_page(client, db):
    response = client.post(
        "/accounts/login/", {f"f{n}": "" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    )
    assert response.status_code == 413


def test_too_large_body_is_read_to_its_end_so_that_the_browser_shows_the_answer():
    request = RequestFactory().post("/", b"x" * 300_000, content_type="text/plain")
    assert site.bad_request(request, RequestDataTooBig()).status_code == 413
    assert request.read() == b""


def test_missing_csrf_token_gets_a_page_with_a_way_back(db):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/accounts/login/", {"login": "x"})
    assert response.status_code == 403
    assert "Please submit the form again" in response.text
