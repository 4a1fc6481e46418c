"""Channels, what they were told, and the weekly mail, in a real browser."""

from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from retros.models import Digest
from retros.notifications import send_digests
from tests import factories
from tests.browser.looks import ALL_LOOKS

LONG = "Whole-company-what-we-learned-this-week-in-payments-and-in-warehouses"


@pytest.fixture
def look(suits_everyone):
    return partial(suits_everyone, looks=ALL_LOOKS)


def test_pages_of_channels_are_accessible(open_page, look, curator):
    page = open_page(curator)
    page.goto("/notifications/")
    look(page)
    channel = factories.ChannelFactory(
        label=LONG, address=f"https://{LONG[:60]}.example.org/{LONG}", notify_kickoffs=True
    )
    channel.teams.add(*factories.TeamFactory.create_batch(3))
    for state in (
        {"state": "sent", "sent_at": timezone.now()},
        {"attempts": 2, "error": "The webhook responded with 500 (Internal Server Error)."},
        {"state": "given-up", "error": "The HTTPS connection failed: check the certificate."},
        {"state": "dropped"},
    ):
        factories.NotificationFactory.create_batch(6, channel=channel, **state)
    for address in ("/notifications/", "/notifications/?page=2", "/notifications/new/"):
        page.goto(address)
        look(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").wait_for()
    look(page)
    page.goto(f"/notifications/{channel.pk}/edit/")
    page.get_by_text("Remove this channel").click()
    look(page)


def test_page_that_stops_the_mail_is_accessible(open_page, look, member):
    page = open_page()
    page.goto(f"/digest/stop/{Digest.objects.start(member).stop_token}/")
    look(page)
    page.get_by_role("button", name="Unsubscribe").click()
    page.get_by_role("heading", name="You’re unsubscribed").wait_for()
    look(page)


def test_weekly_mail_is_accessible(open_page, look, member):
    digest = Digest.objects.start(member)
    record = factories.RetrospectiveFactory(title=LONG * 2, published=True)
    for statement in ("Rehearse it until it is boring.", f"{LONG}{LONG}"[:140]):
        factories.LessonFactory(retrospective=record, statement=statement)
    send_digests(clock=lambda: digest.due_at)
    (page_of_mail,) = mail.outbox[0].alternatives
    page = open_page()
    page.set_content(page_of_mail.content)
    look(page)
