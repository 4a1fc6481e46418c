"""The weekly mail: asked for, once a week, stopped by one click."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from retros.models import Digest
from retros.models.digest import next_delivery
from retros.notifications import send_digests
from tests import factories


@pytest.fixture
def digest(member):
    return Digest.objects.start(member)


@pytest.fixture
def monday(digest, clock):
    """The clock, at the moment when the first mail is due."""
    clock.now = digest.due_at
    return clock


def publish(statement="Rehearse.", **fields):
    fields = {"published": True, "published_at": timezone.now()} | fields
    made = factories.RetrospectiveFactory(title="Checkout", **fields)
    return factories.LessonFactory(retrospective=made, statement=statement)


def stop_link(message):
    return message.extra_headers["List-Unsubscribe"].strip("<>")


def test_mail_arrives_on_monday_mornings():
    for day, expected in ((4, 9), (9, 9), (10, 16)):
        arrival = next_delivery(datetime(2026, 3, day, 7, 59, tzinfo=UTC))
        assert arrival == datetime(2026, 3, expected, 8, tzinfo=UTC)
    assert next_delivery(datetime(2026, 3, 9, 8, tzinfo=UTC)).day == 16


def test_new_lessons_are_mailed_once_a_week(digest, monday, member):
    publish("Rehearse <often> & early.")
    monday.pass_by(seconds=-1)
    assert send_digests(clock=monday) == 0
    monday.pass_by(seconds=1)
    assert (send_digests(clock=monday), send_digests(clock=monday)) == (1, 0)
    message = mail.outbox[0]
    assert message.to == [member.email]
    assert "Checkout" in message.body and "- Rehearse <often> & early." in message.body
    monday.pass_by(days=7)
    assert send_digests(clock=monday) == 0


def test_mail_has_the_same_lessons_as_a_page(digest, monday, settings):
    record = publish("Rehearse <often> & early.").retrospective
    factories.LessonFactory(retrospective=record, statement="Write it down.")
    publish("Another one.")
    send_digests(clock=monday)
    message = mail.outbox[0]
    (page,) = [part.content for part in message.alternatives if part.mimetype == "text/html"]
    assert page.count("<h2") == 2
    for words in ("Rehearse &lt;often&gt; &amp; early.", "Write it down.", "Another one."):
        assert words in page
    assert f'href="{settings.SITE_URL}{record.get_absolute_url()}"' in page
    assert f'href="{stop_link(message)}"' in page
    assert "<img" not in page and "<script" not in page


def test_drafts_and_what_is_older_are_not_mailed(digest, monday):
    publish(published=False, published_at=None)
    publish(published_at=timezone.now() - timedelta(days=2))
    assert send_digests(clock=monday) == 0


def test_nobody_gets_it_unasked(member, clock):
    publish()
    clock.pass_by(days=7)
    assert send_digests(clock=clock) == 0


def test_closed_account_gets_no_mail(digest, monday, member):
    publish()
    member.is_active = False
    member.save()
    assert send_digests(clock=monday) == 0


def test_mail_that_did_not_leave_leaves_an_hour_later(digest, monday, monkeypatch):
    publish()

    def fails(self):
        raise OSError("no such host")

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", fails)
        assert send_digests(clock=monday) == 0
    assert send_digests(clock=monday) == 0
    monday.pass_by(hours=1)
    assert send_digests(clock=monday) == 1


def test_process_that_dies_sends_nothing_twice_and_loses_nothing(digest, monday):
    publish()
    Digest.objects.lease(monday())
    assert send_digests(clock=monday) == 0
    monday.pass_by(days=7)
    assert send_digests(clock=monday) == 1


def test_link_in_the_mail_stops_it_without_signing_in(digest, monday, as_user, settings):
    publish()
    send_digests(clock=monday)
    message = mail.outbox[0]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = stop_link(message).removeprefix(settings.SITE_URL)
    assert link in message.body
    assert "Unsubscribe" in as_user().get(link).text
    assert Digest.objects.exists()
    one_click = {"List-Unsubscribe": "One-Click"}
    assert "You’re unsubscribed" in as_user().post(link, one_click).text
    assert not Digest.objects.exists()
    assert "You’re unsubscribed" in as_user().post(link, one_click).text


def test_link_that_is_not_ours_stops_nothing(digest, as_user):
    for token in (str(digest.user_id), f"{digest.user_id}:guessed", "x"):
        assert as_user().post(f"/digest/stop/{token}/").status_code == 404
    assert Digest.objects.exists()


def test_stop_page_answers_no_other_method(digest, as_user):
    assert as_user().put(f"/digest/stop/{digest.stop_token}/").status_code == 405


def test_person_starts_and_stops_it_in_the_profile(member, as_user):
    browser = as_user(member)
    assert "Get weekly email" in browser.get("/accounts/profile/").text
    for _ in range(2):
        assert browser.post("/digest/", {"wanted": "yes"})["Location"] == "/accounts/profile/"
    assert Digest.objects.get().user == member
    assert "Stop weekly email" in browser.get("/accounts/profile/").text
    browser.post("/digest/")
    assert not Digest.objects.exists()


def test_visitors_and_other_methods_are_refused(as_user, member):
    assert as_user().post("/digest/", {"wanted": "yes"})["Location"].startswith("/accounts/login/")
    assert as_user(member).get("/digest/").status_code == 405
