"""What is due is sent at least once, with growing pauses for a day, to a real server."""

import logging
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import OperationalError

from retros.models import Notification
from retros.notifications import posting, send_due, sending, worker
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def notification(channel):
    post = factories.WallPostFactory()
    return factories.NotificationFactory(channel=channel, kind="wall", subject_id=post.pk)


def fresh(notification):
    return Notification.objects.get(pk=notification.pk)


def test_notification_is_sent_once_and_says_when(notification, chat, clock):
    assert (send_due(clock=clock), send_due(clock=clock)) == (1, 0)
    assert len(chat.got) == 1
    assert (fresh(notification).state, fresh(notification).sent_at) == ("sent", clock())


def test_server_that_fails_is_asked_again_after_growing_pauses_for_a_day(notification, chat, clock):
    chat.status, begun, tries = 500, clock(), []
    while fresh(notification).state == "waiting":
        clock.now = max(clock.now, fresh(notification).due_at)
        tries.append(clock.now - begun)
        send_due(clock=clock)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert [pause.total_seconds() // 60 for pause in pauses[:5]] == [1, 5, 15, 60, 120]
    assert timedelta(hours=23) < tries[-1] <= timedelta(days=1)
    assert fresh(notification).state == "given-up"
    assert fresh(notification).error == "The webhook responded with 500 (Internal Server Error)."


def test_server_that_recovers_gets_it(notification, chat, clock):
    chat.status = 503
    assert send_due(clock=clock) == 0
    chat.status = 200
    clock.pass_by(minutes=1)
    assert send_due(clock=clock) == 1
    assert (fresh(notification).state, fresh(notification).error, fresh(notification).attempts) == (
        "sent",
        "",
        2,
    )


def test_server_that_hangs_is_left_after_a_while(notification, chat, clock):
    chat.is_on_wall = True
    send_due(clock=clock)
    assert fresh(notification).error.startswith("No response within")


def test_server_that_drips_its_answer_is_cut_off(notification, chat, clock, monkeypatch):
    monkeypatch.setattr(posting, "SECONDS_IN_ALL", 0.3)
    chat.drips = True
    send_due(clock=clock)
    assert fresh(notification).error == "The connection failed."


def test_redirect_to_this_machine_is_not_followed(notification, chat, clock):
    chat.status, chat.headers = 307, {"Location": f"{chat.url}/inside"}
    send_due(clock=clock)
    assert [path for path, _, _ in chat.got] == ["/secret-hook-4711"]
    assert "Redirects aren’t followed" in fresh(notification).error


def test_server_that_is_not_there_is_said(notification, chat, clock):
    chat.shutdown()
    chat.server_close()
    send_due(clock=clock)
    assert fresh(notification).error == "The connection failed."


@pytest.mark.parametrize("wait", ["1800", "date", "99999999999999999999", "soon", "-5", "²"])
def test_too_many_requests_waits_as_long_as_asked(notification, chat, clock, wait):
    clock.now = clock.now.replace(microsecond=0)
    later = clock() + timedelta(minutes=30)
    said = later.strftime("%a, %d %b %Y %H:%M:%S GMT") if wait == "date" else wait
    chat.status, chat.headers = 429, {"Retry-After": said.encode().decode("latin-1")}
    send_due(clock=clock)
    end = fresh(notification).first_due_at + timedelta(days=1)
    expected = {"1800": later, "date": later, "99999999999999999999": end}
    assert fresh(notification).due_at == expected.get(wait, clock() + timedelta(minutes=1))


def test_what_else_waits_for_a_channel_in_trouble_waits_too(notification, chat, clock):
    second = factories.NotificationFactory(
        channel=notification.channel, subject_id=factories.WallPostFactory().pk
    )
    chat.status, chat.headers = 429, {"Retry-After": "600"}
    send_due(clock=clock)
    assert len(chat.got) == 1
    assert fresh(second).due_at == fresh(notification).due_at == clock() + timedelta(minutes=10)
    assert fresh(second).attempts == 0


def test_trouble_of_one_channel_does_not_hold_up_another(notification, chat, clock):
    other = factories.ChannelFactory(address=f"{chat.url}/fine", service="slack")
    notification.channel.address = "https://127.0.0.1/inside"
    notification.channel.save()
    factories.NotificationFactory(channel=other, subject_id=notification.subject_id)
    assert send_due(clock=clock) == 1


def test_leased_notification_is_nobody_elses(notification, clock):
    assert Notification.objects.lease(clock()) == notification
    assert Notification.objects.lease(clock()) is None


def test_process_that_dies_while_sending_leaves_it_to_the_next(notification, chat, clock):
    Notification.objects.lease(clock())  # and never comes back
    clock.pass_by(minutes=2)
    assert send_due(clock=clock) == 1


def test_two_processes_that_found_the_same_one_send_it_once(notification, clock, monkeypatch):
    theirs = []

    def meanwhile(self, now):
        theirs.append(real(Notification.objects.all(), now))
        return real(self, now)

    real = Notification.objects._queryset_class.lease
    monkeypatch.setattr(Notification.objects._queryset_class, "lease", meanwhile)
    mine = Notification.objects.all().lease(clock())
    assert (theirs, mine) == ([notification], None)


def test_test_is_tried_once(channel, chat, clock):
    chat.status = 404
    test = Notification.objects.test(channel)
    send_due(clock=clock)
    assert (fresh(test).state, fresh(test).error) == (
        "given-up",
        "The webhook responded with 404 (Not Found).",
    )


def test_address_and_answer_are_in_no_log_and_no_row(notification, chat, clock, caplog):
    caplog.set_level(logging.DEBUG)
    for chat.status in (500, 200):
        send_due(clock=clock)
        clock.pass_by(minutes=1)
    rows = str(list(Notification.objects.values()))
    for secret in ("secret-hook-4711", "words of somebody else"):
        assert secret not in caplog.text and secret not in rows


def test_sending_forgets_what_came_to_an_end_long_ago(notification, channel, chat, clock):
    long_ago, lately = clock() - timedelta(days=31), clock() - timedelta(days=29)
    ends = ({"state": "sent", "sent_at": long_ago}, {"state": "dropped"}, {"state": "given-up"})
    for end in ends:
        factories.NotificationFactory(channel=channel, first_due_at=long_ago, **end)
    kept = [
        notification,
        factories.NotificationFactory(channel=channel, first_due_at=lately, **ends[2]),
        factories.NotificationFactory(
            channel=channel, first_due_at=long_ago, due_at=clock.later(hours=1)
        ),
    ]
    assert send_due(clock=clock) == 1
    assert set(Notification.objects.all()) == set(kept)


def test_post_that_is_put_back_is_told_again_once_the_first_telling_is_forgotten(
    channel, chat, clock
):
    post, curator = factories.WallPostFactory(), factories.CuratorFactory()
    Notification.objects.announce("wall", post.pk, None)
    for days, told in ((0, 1), (10, 1), (31, 2)):
        clock.pass_by(days=days)
        Notification.objects.forget_old(clock())
        post.take_down()
        post.put_on_wall(by=curator)
        send_due(clock=clock)
        assert len(chat.got) == told


def test_command_sends_too(notification, chat):
    said = StringIO()
    call_command("send_notices", stdout=said)
    call_command("send_notices", stdout=said)
    assert said.getvalue() == "Sent 1.\n"


def test_nothing_more_is_sent_once_the_process_stops(notification, channel, chat, clock):
    other = factories.WallPostFactory()
    factories.NotificationFactory(channel=channel, kind="wall", subject_id=other.pk)
    assert send_due(clock=clock, until=lambda: len(chat.got) == 1) == 1
    assert send_due(clock=clock) == 1


def test_worker_goes_on_after_an_error_and_tells_no_secret(notification, chat, monkeypatch, caplog):
    def fails(until):
        raise OperationalError("no such host: secret-hook-4711")

    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "send_due", fails)
    worker.send_all_due()
    assert "OperationalError" in caplog.text and "secret" not in caplog.text
    monkeypatch.setattr(worker, "send_due", sending.send_due)
    worker.send_all_due()
    assert fresh(notification).state == "sent"
