"""Administrators and chats hear that backups are too old."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Installation
from retros.backups import warn_of_old_backups
from retros.models import Backup, Notification
from retros.notifications.messages import message_of
from tests import factories

pytestmark = pytest.mark.django_db
OLD = timedelta(hours=50)


@pytest.fixture
def last():
    """The last backup, which is too old."""
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": timezone.now() - OLD})
    return Backup.objects.create(made_at=timezone.now() - OLD, file_path="/backups/a.tar", size=1)


def a_day_passes():
    Installation.objects.update(backups_warned_at=timezone.now() - timedelta(hours=24))


@pytest.mark.both_databases
def test_administrators_get_an_email_once_a_day(last):
    factories.UserFactory()
    administrator = factories.UserFactory(is_superuser=True)
    factories.UserFactory(is_superuser=True, is_active=False)
    warn_of_old_backups()
    warn_of_old_backups()
    assert [message.to for message in mail.outbox] == [[administrator.email]]
    assert "The last backup is 50 hours old." in mail.outbox[0].body
    assert "/system/" in mail.outbox[0].body
    a_day_passes()
    warn_of_old_backups()
    assert len(mail.outbox) == 2


@pytest.mark.both_databases
def test_channels_that_want_to_know_hear_of_it_once(last):
    channel = factories.ChannelFactory(notify_old_backups=True)
    channel.teams.add(factories.TeamFactory())
    factories.ChannelFactory(notify_old_backups=False)
    warn_of_old_backups()
    a_day_passes()
    warn_of_old_backups()
    queued = Notification.objects.get()
    assert (queued.channel, queued.kind) == (channel, "backups")
    message = message_of(queued)
    assert message.headline == "No recent backup" and message.link.endswith("/system/")
    assert f"{last.made_at:%Y-%m-%d at %H:%M} UTC" in message.words[0]


def test_notification_is_dropped_once_there_is_a_newer_backup(last):
    factories.ChannelFactory(notify_old_backups=True)
    warn_of_old_backups()
    Backup.objects.create(file_path="/backups/b.tar", size=1)
    assert message_of(Notification.objects.get()) is None


def test_channels_hear_that_there_is_no_backup_at_all(last):
    last.delete()
    factories.ChannelFactory(notify_old_backups=True)
    warn_of_old_backups()
    assert message_of(Notification.objects.get()).words == ["There is none yet."]


def test_nothing_is_sent_while_backups_are_recent_or_email_is_not_set_up(last, settings):
    settings.SENDS_EMAIL = False
    factories.UserFactory(is_superuser=True)
    warn_of_old_backups()
    Backup.objects.create(file_path="/backups/b.tar", size=1)
    settings.SENDS_EMAIL = True
    a_day_passes()
    warn_of_old_backups()
    assert mail.outbox == []


def test_mail_server_that_refuses_does_not_stop_the_worker(last, settings, monkeypatch, caplog):
    factories.UserFactory(is_superuser=True, email="ada@example.org")
    monkeypatch.setattr(
        "retros.backups.warning.send_mail", lambda *_: (_ for _ in ()).throw(OSError)
    )
    warn_of_old_backups()
    assert "could not be sent: OSError" in caplog.text and "ada@example.org" not in caplog.text
