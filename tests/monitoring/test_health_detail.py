"""/healthz?detail: figures for administrators and for whoever has the token."""

from datetime import timedelta

import pytest
from django.db import Error
from django.utils import timezone

from retros.models import Backup
from tests import factories

TOKEN = "a token of the tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_visitors_and_members_learn_no_detail(as_user, db, token, headers):
    for person in (None, factories.UserFactory(), factories.CuratorFactory()):
        browser = as_user(person)
        assert browser.get("/healthz?detail", headers=headers).status_code == 404
        assert browser.get("/healthz", headers=headers).text == "ok"


@pytest.mark.both_databases
def test_detail_names_the_last_backup_and_the_last_proven_one(client, db, token):
    now = timezone.now()
    proven = now - timedelta(days=2)
    Backup.objects.create(file_path="/backups/a.tar", size=1, made_at=proven, proven_at=now)
    Backup.objects.create(file_path="/backups/b.tar", size=2, made_at=now)
    told = client.get("/healthz?detail", headers=BEARER).json()
    assert (told["status"], told["figures"]["backup_bytes"]) == ("ok", 2)
    assert told["last_backup"][:19] == now.isoformat()[:19]
    assert told["last_proven_backup"][:19] == proven.isoformat()[:19]


def test_administrators_see_it_without_a_token(as_user, db):
    administrator = factories.UserFactory(is_superuser=True)
    assert as_user(administrator).get("/healthz?detail").json()["last_backup"] is None


def test_detail_is_told_when_the_database_is_away(client, db, token, monkeypatch):
    def away(*args, **kwargs):
        raise Error

    monkeypatch.setattr("retros.views.site.errors.Installation.objects.exists", away)
    monkeypatch.setattr("retros.figures._of_database", away)
    response = client.get("/healthz?detail", headers=BEARER)
    assert (response.status_code, response.json()["figures"]["database_up"]) == (503, 0)
