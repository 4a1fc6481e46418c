"""Mail with what came of a gathering, for its writers who chose that on their profile."""

import pytest
from django.core import mail
from django.utils import timezone

from retros.models import OutcomeMail, close_account
from retros.notifications import send_outcomes
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
    before = tables()
    for number, browser in enumerate(browsers):
        browser.post(LINK, thought(f"Of person {number}."))
    changed = {name for name, rows in tables().items() if rows != before[name]}
    assert changed == {"retros_gathering"}


def test_page_of_the_gathering_leads_to_the_choice_and_takes_none(people, writer, settings):
    assert "You get an email when this is published" in writer(people[0]).get(LINK).text
    assert "ask for it on your profile" in writer(people[2]).get(LINK).text
    assert "when this is published" not in writer().get(LINK).text
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


def test_who_only_has_the_link_reads_how_to_get_to_the_outcome(gathering, writer):
    page = writer(factories.UserFactory()).get(LINK).text
    assert "You get no email about the outcome" in page and "/search/?q=Checkout%20rewrite" in page
