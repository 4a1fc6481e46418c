"""Mail with what came of a gathering, for those who chose that on their profile or behind the link."""

import pytest
from django.core import mail
from django.utils import timezone

from retros.models import OutcomeMail, OutcomeRequest, close_account
from retros.notifications import send_outcomes
from retros.trash import forget
from tests import factories
from tests.canary.sittings import tables
from tests.gathering.conftest import LINK, thought
from tests.notifications.conftest import Clock


@pytest.fixture(autouse=True)
def sends_email(settings):
    settings.SENDS_EMAIL = True


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def people(draft):
    """Three people of the team, of whom the first two want mail."""
    draft.project.team = factories.TeamFactory()
    draft.project.save()
    found = [factories.UserFactory(teams=[draft.project.team]) for _ in range(3)]
    for person in found[:2]:
        OutcomeMail.objects.create(user=person)
    return found


def publish(draft, gathering, clock):
    gathering.revealed_on = timezone.localdate()
    gathering.save()
    draft.refresh_from_db()
    draft.publish()
    clock.pass_by(minutes=2)


@pytest.mark.both_databases
def test_who_wants_it_gets_one_mail_once_it_is_published(people, gathering, draft, clock):
    factories.LessonFactory(retrospective=draft, statement="Rehearse <twice> & early.")
    OutcomeMail.objects.create(user=draft.facilitator)
    OutcomeMail.objects.create(user=factories.UserFactory())
    assert send_outcomes(clock=clock) == 0
    publish(draft, gathering, clock)
    assert (send_outcomes(clock=clock), send_outcomes(clock=clock)) == (3, 0)
    wanted = {person.email for person in (*people[:2], draft.facilitator)}
    assert {it.to[0] for it in mail.outbox} == wanted
    assert mail.outbox[0].subject == "Published: Checkout rewrite"
    assert "- Rehearse <twice> & early." in mail.outbox[0].body
    draft.unpublish()
    draft.publish()
    assert send_outcomes(clock=clock) == 0


def test_without_a_gathering_or_in_the_trash_nothing_is_sent(people, gathering, draft, clock):
    draft.publish()
    clock.pass_by(minutes=2)
    assert send_outcomes(clock=clock) == 0
    publish(draft, gathering, clock)
    draft.remove()
    assert send_outcomes(clock=clock) == 0


@pytest.mark.both_databases
def test_choice_and_mail_are_the_same_whoever_wrote(people, gathering, writer):
    """Nothing but the encrypted contents changes when somebody writes who wants the mail."""
    browsers = [writer(person) for person in people]
    browsers[2].post(f"{LINK}outcome/", {"wanted": "yes"})
    before = tables()
    for number, browser in enumerate(browsers):
        browser.post(LINK, thought(f"Of person {number}."))
    changed = {name for name, rows in tables().items() if rows != before[name]}
    assert changed == {"retros_gathering"}


def test_page_of_the_gathering_leads_to_the_standing_choice(people, writer, settings):
    assert "You get an email when this is published" in writer(people[0]).get(LINK).text
    settings.SENDS_EMAIL = False
    assert "when this is published" not in writer(people[0]).get(LINK).text


def test_mail_that_did_not_leave_leaves_an_hour_later(people, gathering, draft, clock, monkeypatch):
    publish(draft, gathering, clock)

    def fails(self):
        raise OSError("no such host")

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", fails)
        assert send_outcomes(clock=clock) == 0
    assert send_outcomes(clock=clock) == 0
    clock.pass_by(hours=1)
    assert send_outcomes(clock=clock) == 2


def test_profile_starts_it_and_its_link_stops_it(people, as_user):
    browser, visitor = as_user(people[2]), as_user()
    browser.post("/digest/outcomes/", {"wanted": "yes"})
    assert "Stop email after gatherings" in browser.get("/accounts/profile/").text
    link = f"/digest/outcomes/{OutcomeMail.objects.get(user=people[2]).stop_token}/"
    assert "Stop email after gatherings?" in visitor.get(link).text
    assert "is stopped" in visitor.post(link, {"List-Unsubscribe": "One-Click"}).text
    assert not OutcomeMail.objects.filter(user=people[2]).exists()
    assert visitor.post("/digest/outcomes/forged/").status_code == 404
    close_account(people[0], by=None)
    assert OutcomeMail.objects.get().user == people[1]


def test_without_email_who_has_the_link_reads_how_to_get_to_the_outcome(
    gathering, writer, settings
):
    settings.SENDS_EMAIL = False
    browser = writer()
    assert "/search/?q=Checkout%20rewrite" in browser.get(LINK).text
    assert browser.post(f"{LINK}outcome/", {"wanted": "yes"}).status_code == 404
    assert not OutcomeRequest.objects.exists()


@pytest.mark.both_databases
def test_who_asks_behind_the_link_gets_one_mail_and_is_forgotten(
    people, gathering, draft, clock, writer
):
    factories.LessonFactory(retrospective=draft, statement="Rehearse early.")
    stranger, changed_mind = writer(), writer()
    for browser in (stranger, stranger, changed_mind, writer(people[0])):
        browser.post(f"{LINK}outcome/", {"wanted": "yes"})
    assert "You get one email when this is published" in stranger.get(LINK).text
    changed_mind.post(f"{LINK}outcome/")
    assert "Email me the outcome" in changed_mind.get(LINK).text
    assert send_outcomes(clock=clock) == 0
    publish(draft, gathering, clock)
    assert (send_outcomes(clock=clock), send_outcomes(clock=clock)) == (3, 0)
    assert sorted(it.to[0] for it in mail.outbox[:2]) == sorted(it.email for it in people[:2])
    assert "- Rehearse early." in mail.outbox[2].body and "deleted now" in mail.outbox[2].body
    assert "List-Unsubscribe" not in mail.outbox[2].extra_headers
    assert not OutcomeRequest.objects.exists()


def test_what_was_asked_for_ends_on_the_profile_with_the_account_and_with_the_draft(
    gathering, draft, as_user
):
    people = factories.UserFactory.create_batch(4)
    for person in people:
        OutcomeRequest.objects.create(user=person, gathering=gathering)
    browser = as_user(people[0])
    assert "the outcome of 1 gathering." in browser.get("/accounts/profile/").text
    assert "Checkout rewrite" not in browser.get("/accounts/about-me/").text
    browser.post("/digest/outcomes/", {"requests": "withdraw"})
    close_account(people[1], by=None)
    forget(people[2])
    assert OutcomeRequest.objects.get().user == people[3]
    draft.delete()
    assert not OutcomeRequest.objects.exists()


def test_guest_cannot_ask_for_the_outcome(gathering, as_user):
    gathering.admit_guests(days=1)
    assert "Nobody can email you the outcome" in as_user().get(LINK).text
    assert as_user().post(f"{LINK}outcome/", {"wanted": "yes"}).status_code == 404
