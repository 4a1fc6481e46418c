"""/metrics: for whoever has the token, and without people, words or addresses."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from retros.models import Backup, Notification
from retros.monitoring.requests import is_unsaid
from tests import addresses, factories
from tests.addresses import filled

DOCUMENTATION = Path(__file__).parent.parent.parent / "docs" / "running.md"
TOKEN = "a token of the tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN


def families(client):
    text = client.get("/metrics", headers=BEARER).text
    return {family.name: family for family in text_string_to_metric_families(text)}


def value(client, name, **labels):
    """The value of a sample; 0 if it was never counted."""
    for family in families(client).values():
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return sample.value
    return 0


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer wrong", TOKEN, f"bearer {TOKEN}", "Bearer ö"]
)
def test_without_the_token_the_page_does_not_exist(client, db, token, header):
    response = client.get("/metrics", headers={"Authorization": header})
    missing = client.get("/metrics-of-nothing", headers={"Authorization": header})
    assert (response.status_code, response.text) == (404, missing.text)


def test_without_a_setting_no_token_opens_it(client, db, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_page_is_only_read_and_kept_by_no_cache(client, token, db):
    assert client.post("/metrics", headers=BEARER).status_code == 405
    assert "no-store" in client.get("/metrics", headers=BEARER)["Cache-Control"]


def test_about_twenty_figures_are_told(client, token, db):
    Backup.objects.create(file_path="/backups/a.tar", size=1, proven_at=timezone.now())
    found = families(client)
    assert all(name.startswith("retros_") for name in found)
    assert 18 <= len(found) <= 24


def test_documentation_explains_each_figure(client, token, db):
    Backup.objects.create(file_path="/backups/a.tar", size=1, proven_at=timezone.now())
    explained = set(re.findall(r"`(retros_\w+)`", DOCUMENTATION.read_text(encoding="utf-8")))
    found = families(client)
    written = {f"{name}_total" if each.type == "counter" else name for name, each in found.items()}
    assert written - explained == set()
    assert explained - written <= {"retros_sqlite_wal_bytes"}  # where the log is a file


def test_requests_are_counted_by_route_and_class_of_status(client, token, db):
    before = value(client, "retros_requests_total", route="home", status="2xx")
    missing = value(client, "retros_requests_total", route="none", status="4xx")
    client.get("/")
    client.get("/not-there/")
    assert value(client, "retros_requests_total", route="home", status="2xx") == before + 1
    assert value(client, "retros_requests_total", route="none", status="4xx") == missing + 1


@pytest.mark.parametrize(("name", "address"), [("search", "/search/?q=a"), ("kickoff", None)])
def test_search_and_kickoff_have_their_own_durations(db, as_user, token, name, address):
    kickoff = factories.KickoffFactory()
    browser = as_user(kickoff.created_by)
    before = value(browser, f"retros_{name}_seconds_count")
    browser.get(address or f"/kickoffs/{kickoff.pk}/")
    assert value(browser, f"retros_{name}_seconds_count") == before + 1
    assert value(browser, "retros_database_wait_seconds_sum") > 0


@pytest.mark.parametrize(
    "address",
    [
        "/gather/a-token-of-some-length/",
        "/premortem/a-token-of-some-length/",
        "/imagine/a-token-of-some-length/",
        "/gather/a/b/c/",
        "/retrospectives/1/gathering/",
        "/retrospectives/1/gathering/merge/",
        "/kickoffs/1/risks/",
        "/kickoffs/1/risks/reveal/",
    ],
)
def test_gatherings_and_premortems_are_not_counted_at_all(as_user, token, member, address):
    browser = as_user(member)
    own = value(browser, "retros_request_seconds_count")
    response = browser.get(address)
    assert "X-Request-ID" not in response
    assert value(browser, "retros_request_seconds_count") == own + 1  # the question before


UNATTRIBUTED = (
    "gather|premortem|risk|imagine|questions/(new|waiting|<item:kind>|<reportable:kind>.*/report)"
)


def test_every_route_of_unattributed_writing_is_known_as_one():
    every = {path: filled(path, kinds, {}) for _, path, kinds in addresses.routes()}
    unsaid = {path for path, address in every.items() if is_unsaid(RequestFactory().get(address))}
    assert unsaid == {path for path in every if re.search(UNATTRIBUTED, path)}


def test_wrong_passwords_are_counted(client, token):
    before = value(client, "retros_sign_ins_failed_total")
    factories.UserFactory(email="ada@example.org")
    client.post("/accounts/login/", {"login": "ada@example.org", "password": "wrong"})
    client.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert value(client, "retros_sign_ins_failed_total") == before + 2


def test_emails_that_fail_are_counted(client, token, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    before = value(client, "retros_emails_failed_total")
    factories.UserFactory(email="ada@example.org")
    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    assert value(client, "retros_emails_failed_total") == before + 1


@pytest.mark.both_databases
def test_figures_of_the_site_are_read(client, token, db):
    now = timezone.now()
    hour_ago = now - timedelta(hours=1)
    Backup.objects.create(file_path="a", size=7, made_at=hour_ago, proven_at=hour_ago)
    channel = factories.ChannelFactory()
    Notification.objects.test(channel)
    Notification.objects.update(first_due_at=hour_ago)
    factories.ScreenFactory(last_seen_at=now)
    factories.ScreenFactory(last_seen_at=hour_ago)
    factories.ScreenFactory(last_seen_at=now, revoked_at=now)
    assert value(client, "retros_backup_age_seconds") == pytest.approx(3600, abs=60)
    assert value(client, "retros_drill_age_seconds") == pytest.approx(3600, abs=60)
    assert value(client, "retros_notifications_waiting") == 1
    assert value(client, "retros_notifications_oldest_seconds") == pytest.approx(3600, abs=60)
    assert value(client, "retros_screens_seen") == 1
    assert value(client, "retros_disk_free_bytes") > 0


@pytest.mark.both_databases
def test_figures_take_as_many_queries_for_many_rows(client, token, django_assert_num_queries):
    for _ in range(12):
        factories.ScreenFactory(last_seen_at=timezone.now())
        Backup.objects.create(file_path="a", size=7)
    of_size = connection.vendor == "postgresql"
    with django_assert_num_queries(5 + of_size):
        client.get("/metrics", headers=BEARER)


def test_labels_hold_only_names_of_routes_and_classes_of_status(db, as_user, token):
    project = factories.ProjectFactory(name="Unspeakable", slug="unspeakable")
    browser = as_user(factories.UserFactory(teams=[project.team]))
    browser.get("/projects/unspeakable/", {"q": "unspeakable"})
    browser.get(f"/tags/{project.slug}/")
    labels = [sample.labels for family in families(browser).values() for sample in family.samples]
    assert set().union(*labels) <= {"route", "status", "le", "version", "database"}
    routes = {label["route"] for label in labels if "route" in label}
    assert all(re.fullmatch(r"[A-Za-z0-9_.:]+", route) for route in routes)
    statuses = {label["status"] for label in labels if "status" in label}
    assert statuses <= {"2xx", "3xx", "4xx", "5xx"}
