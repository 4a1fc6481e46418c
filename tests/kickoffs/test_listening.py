"""A kickoff goes on looking for what fits until its project ends."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from retros.kickoffs import listen
from retros.models import Digest, Kickoff, LaterMatch, Notification, Retrospective
from retros.notifications import send_digests
from retros.notifications.messages import message_of
from tests import factories
from tests.kickoffs.conftest import make_lesson

HEADING = "New since the start"


def listen_later(days=1):
    """Let the kickoff look as if `days` had passed."""
    listen(timezone.now() + timedelta(days=days, minutes=1))


def found():
    return [match.item for match in LaterMatch.objects.order_by("pk")]


@pytest.mark.both_databases
def test_new_lesson_comes_to_the_page_with_its_reason_and_is_decided_on(kickoff, writer):
    before = make_lesson("Old stock service: count the warehouses.")
    Kickoff.objects.update(listens_since=timezone.now(), listened_at=timezone.now())
    lesson = make_lesson()
    listen_later()
    page = writer.get(kickoff.get_absolute_url()).text
    news = page[page.index(HEADING) : page.index('id="h-lessons"')]
    assert lesson.statement in news and "Shared terms" in news
    assert before.statement not in news and before.statement in page
    address = reverse("kickoff_choice", args=[kickoff.pk, "lesson", lesson.pk])
    writer.post(address, {"version": 0, "disposition": "watch"})
    page = writer.get(kickoff.get_absolute_url()).text
    assert HEADING not in page and f'id="lesson-{lesson.pk}"' in page


def test_two_a_week_are_found_and_the_closest_first(kickoff):
    for number in range(3):
        make_lesson(f"Rehearse the move of the warehouses, {number}.")
    far = make_lesson("I bake bread before dawn.", detail="The oven was cold.")
    listen_later()
    listen_later(days=2)
    assert len(found()) == 2
    listen_later(days=9)
    assert len(found()) == 3 and far not in found()


@pytest.mark.parametrize(
    "change",
    [
        lambda kickoff: kickoff.stop_listening(),
        lambda kickoff: kickoff.remove(),
        lambda kickoff: type(kickoff.project).objects.update(status="ended"),
        lambda kickoff: type(kickoff.project).objects.update(ended_on=timezone.localdate()),
        lambda kickoff: factories.PremortemFactory(kickoff=kickoff),
        lambda kickoff: Retrospective.objects.update(status="draft"),
        lambda kickoff: Retrospective.objects.update(project=kickoff.project),
    ],
    ids=["off", "trash", "ended", "over", "risks wait", "draft", "own project"],
)
def test_it_finds_nothing_when_it_should_not(kickoff, lesson, change):
    change(kickoff)
    lesson.retrospective.refresh_from_db()
    lesson.retrospective.save()
    listen_later()
    assert found() == []


def test_what_is_unpublished_leaves_the_page_again(kickoff, lesson, reader):
    listen_later()
    assert HEADING in reader.get(kickoff.get_absolute_url()).text
    lesson.retrospective.unpublish()
    assert HEADING not in reader.get(kickoff.get_absolute_url()).text


def test_listening_can_be_turned_off_and_on_by_writers_only(kickoff, writer, reader):
    address = reverse("kickoff_listening", args=[kickoff.pk])
    assert reader.post(address).status_code == 404
    assert "Add new matches again" in writer.post(address, follow=True).text
    make_lesson()
    assert "Stop adding matches" in writer.post(address, {"listen": "yes"}, follow=True).text
    listen_later()
    assert found() == []  # published while it was off


def test_weekly_mail_tells_the_team_but_not_the_author(kickoff, lesson, member):
    author = lesson.retrospective.created_by
    kickoff.project.team = factories.TeamFactory()
    kickoff.project.save()
    for person in (member, author):
        person.memberships.create(team=kickoff.project.team)
        digest = Digest.objects.start(person)
        digest.note_sent(timezone.now() + timedelta(hours=1))  # the lesson itself was in a mail
    listen_later(days=7)
    send_digests(clock=lambda: digest.due_at + timedelta(days=14))
    (message,) = mail.outbox
    assert message.to == [member.email]
    assert f"New for your kickoff of {kickoff.project}" in message.body
    assert f"- {lesson.statement} (Shared terms: " in message.body


def test_channel_that_asked_is_told(kickoff, lesson):
    factories.ChannelFactory(notify_later_matches=True, notify_retrospectives=False)
    listen_later()
    message = message_of(Notification.objects.get(kind="later-match"))
    assert message.headline == "New lesson for a kickoff"
    assert message.words[:2] == [f"For: {kickoff.project}", lesson.statement]
    lesson.retrospective.unpublish()
    assert message_of(Notification.objects.get(kind="later-match")) is None


def test_queries_do_not_grow_with_what_was_found(kickoff, writer, count):
    def one_more():
        found = make_lesson(f"Warehouse {LaterMatch.objects.count()}: rehearse the stock move.")
        LaterMatch.objects.create(kickoff=kickoff, lesson=found, words=["stock"])

    def visit():
        return writer.get(kickoff.get_absolute_url())

    assert count(visit, 2, one_more) == count(visit, 5, one_more)
