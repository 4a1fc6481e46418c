"""The weekly mail also says what to look at again; each kind of it can be stopped by itself."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from retros.models import Digest
from retros.notifications import send_digests
from tests import factories

KINDS = ["actions", "dates", "kickoffs", "questions"]


@pytest.fixture
def digest(member, clock):
    """A subscription of a week ago; the clock stands where its next mail is due."""
    digest = Digest.objects.start(member)
    digest.note_sent(timezone.now() - timedelta(days=7))
    clock.now = digest.due_at
    return digest


def due_in(days, clock, **fields):
    day = timezone.localdate(clock.now) + timedelta(days=days)
    return factories.ActionItemFactory(due_on=day, retrospective__published=True, **fields)


def stop_link(message, kind):
    return re.search(rf"/digest/reminders/{kind}/\S+", message.body)[0]


def test_weekly_mail_reminds_once_of_dates(member, digest, clock):
    yesterday = timezone.localdate() - timedelta(days=1)
    own = {"retrospective__created_by": member}
    factories.DecisionFactory(choice="Free plan", revisit_on=yesterday, **own)
    factories.LessonFactory(statement="Rehearse.", review_on=yesterday, **own)
    assert send_digests(clock=clock) == 1
    message = mail.outbox[0]
    assert message.subject == "Time to look again"
    assert "- Free plan" in message.body and "- Rehearse." in message.body
    clock.pass_by(days=7)
    assert send_digests(clock=clock) == 0


def test_owner_is_reminded_each_week_and_the_team_once(member, digest, clock):
    team = factories.TeamFactory()
    owner = factories.UserFactory(teams=[team])
    factories.MembershipFactory(user=member, team=team)
    project = factories.ProjectFactory(team=team)
    Digest.objects.start(owner).note_sent(timezone.now() - timedelta(days=7))
    due_in(3, clock, text="Time the rebuild", owner=owner, retrospective__project=project)
    for _ in range(8):
        send_digests(clock=clock)
        clock.pass_by(days=7)
    got = [(it.to, it.subject) for it in mail.outbox if "Time the rebuild (Due " in it.body]
    assert got.count(([owner.email], "Action items that are due")) == 6
    assert got.count(([member.email], "Action items that are due")) == 1
    assert "30 days late" in mail.outbox[-1].body


def test_closed_items_drafts_and_those_of_others_remind_nobody(member, digest, clock):
    due_in(3, clock, owner=member, status="done")
    due_in(3, clock, owner=factories.UserFactory())
    due_in(9, clock, owner=member)
    factories.ActionItemFactory(
        owner=member, due_on=timezone.localdate(clock.now), removed_at=timezone.now()
    )
    assert send_digests(clock=clock) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_link_stops_its_kind_alone_without_signing_in(digest, as_user, kind):
    visitor, link = as_user(), f"/digest/reminders/{kind}/{digest.stop_token}/"
    assert "Stop these reminders?" in visitor.get(link).text
    digest.refresh_from_db()
    assert digest.reminds_of(kind)
    assert "Reminders are stopped" in visitor.post(link, {"List-Unsubscribe": "One-Click"}).text
    digest.refresh_from_db()
    assert [it for it in KINDS if not digest.reminds_of(it)] == [kind]


def test_mail_has_a_link_for_each_kind_that_it_reminds_of(member, digest, clock, as_user):
    due_in(1, clock, text="Time the rebuild", owner=member)
    own = {"retrospective__created_by": member, "revisit_on": timezone.localdate()}
    factories.DecisionFactory(choice="Free plan", **own)
    send_digests(clock=clock)
    (message,) = mail.outbox
    assert message.body.count("Stop reminders of ") == 2
    (page,) = [part.content for part in message.alternatives if part.mimetype == "text/html"]
    assert stop_link(message, "actions") in page and stop_link(message, "dates") in page
    as_user().post(stop_link(message, "actions"))
    clock.pass_by(days=7)
    assert send_digests(clock=clock) == 0


def test_link_that_is_not_ours_stops_nothing(digest, as_user):
    for address in ("dates/forged", "everything/" + digest.stop_token, "forged-token"):
        assert as_user().post(f"/digest/reminders/{address}/").status_code == 404
    digest.refresh_from_db()
    assert all(wanted for _, wanted in digest.reminders)


def test_link_of_an_earlier_mail_still_stops_dates(digest, as_user):
    as_user().post(f"/digest/reminders/{digest.stop_token}/")
    digest.refresh_from_db()
    assert [it for it in KINDS if not digest.reminds_of(it)] == ["dates"]


def test_person_chooses_kinds_on_the_profile(digest, member, as_user):
    browser = as_user(member)
    browser.post("/digest/", {"reminders": "yes", "reminds_of": ["questions", "nonsense"]})
    digest.refresh_from_db()
    assert [it for it in KINDS if digest.reminds_of(it)] == ["questions"]
    assert browser.get("/accounts/profile/").text.count('name="reminds_of"') == 4
