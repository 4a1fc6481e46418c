"""What is told, to which channel, in whose words; and what is not told."""

import pytest
from django.db import transaction

from retros.models import KickoffLesson, Notification
from retros.notifications import send_due
from tests import factories


@pytest.fixture
def tell(chat, clock):
    """`tell()` sends what is due in an hour; returns what arrived, as one text each."""

    def sent():
        clock.pass_by(hours=1)
        send_due(clock=clock)
        return [f"{payload['headline']}\n{payload['text']}" for payload in chat.payloads]

    return sent


@pytest.fixture
def draft(db):
    made = factories.RetrospectiveFactory(
        title="Checkout", summary="It took longer.", context="SECRET", taking_part="SECRET"
    )
    factories.LessonFactory(retrospective=made, statement="SECRET")
    return made


def post_to_wall(member, **words):
    post = factories.WallPostFactory.build(signature="Ada", **words)
    post.put_on_wall(by=member)
    return post


def choose(kickoff, lesson, disposition="apply"):
    values = {"disposition": disposition, "note": "SECRET", "owner_id": None}
    seen = getattr(kickoff.choices.filter(lesson=lesson).first(), "version", 0)
    KickoffLesson.objects.decide(kickoff, lesson, values, seen=seen)


def test_wall_post_is_told_in_its_public_words(channel, chat, member, tell):
    post = post_to_wall(member, we_did="Moved.", happened="", learned="Rehearse.")
    assert tell() == ["New on the Fail Wall\nWhat we did: Moved.\nWhat we learned: Rehearse."]
    assert chat.payloads[0]["link"].endswith(f"/wall/{post.pk}/")


def test_retrospective_is_told_by_title_and_summary_and_nothing_else(channel, draft, tell, chat):
    draft.publish(by=draft.created_by)
    assert tell() == ["New retrospective\nCheckout\nIt took longer."]
    assert draft.created_by.display_name not in str(chat.payloads)


def test_kickoff_is_told_once_it_settled(channel, chat, clock, tell):
    kickoff = factories.KickoffFactory(project__name="Invoices", brief="SECRET")
    for disposition in ("apply", "apply", "watch", "not-relevant"):
        choose(kickoff, factories.LessonFactory(retrospective__published=True), disposition)
    clock.pass_by(minutes=20)
    assert send_due(clock=clock) == 0
    lines = "Invoices\nFrom earlier projects: 2 to apply and 1 to watch."
    assert tell() == [f"A kickoff chose lessons\n{lines}"]


def test_kickoff_that_chose_nothing_in_the_end_is_not_told(channel, tell):
    kickoff = factories.KickoffFactory()
    lesson = factories.LessonFactory(retrospective__published=True)
    choose(kickoff, lesson)
    choose(kickoff, lesson, "not-relevant")
    assert tell() == []


def test_draft_and_what_became_one_again_before_sending_is_not_told(channel, draft, tell):
    draft.publish()
    draft.unpublish()
    assert tell() == []
    assert Notification.objects.get().state == "dropped"
    draft.publish()
    assert len(tell()) == 1


def test_what_is_in_the_trash_by_then_is_not_told(channel, draft, tell):
    draft.publish()
    draft.remove()
    assert tell() == []


def test_post_that_was_taken_down_by_then_is_not_told(channel, member, tell):
    post_to_wall(member).take_down()
    assert tell() == []


def test_post_that_waits_for_a_curator_is_told_when_it_hangs(
    channel, member, curator, settings, tell
):
    settings.FAIL_WALL_REVIEW = True
    post = post_to_wall(member)
    assert tell() == []
    post.put_on_wall(by=curator)
    assert len(tell()) == 1


def test_nothing_is_told_twice(channel, member, draft, tell):
    post = post_to_wall(member)
    draft.publish()
    tell()
    post.take_down()
    post.put_on_wall(by=member)
    draft.unpublish()
    draft.publish()
    assert len(tell()) == 2


def test_post_that_hangs_already_is_no_news_when_it_changes(channel, member):
    factories.WallPostFactory().put_on_wall(by=member)
    assert not Notification.objects.exists()


def test_what_is_brought_in_is_told_quietly(channel, draft):
    draft.publish(quietly=True)
    assert not Notification.objects.exists()


def test_channel_hears_of_its_kinds_and_teams_only(channel, member, draft):
    team = factories.TeamFactory()
    channel.teams.set([team, factories.TeamFactory()])
    post_to_wall(member)
    post_to_wall(member, team=factories.TeamFactory())
    draft.publish()
    assert not Notification.objects.exists()
    post_to_wall(member, team=team)
    channel.notify_wall_posts = False
    channel.save()
    post_to_wall(member, team=team)
    assert Notification.objects.count() == 1


def test_what_is_undone_leaves_no_notification(channel, member):
    with transaction.atomic():
        post_to_wall(member)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()


def test_removed_channel_is_told_nothing_more(channel, member, tell):
    post_to_wall(member)
    channel.delete()
    assert tell() == []
