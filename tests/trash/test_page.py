"""The trash: what was deleted, who may bring it back, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from retros.models import Kickoff, KickoffLesson, Lesson, Retrospective, WallPost
from tests import factories


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


@pytest.fixture
def lesson(member):
    lesson = factories.LessonFactory(
        retrospective__created_by=member, retrospective__title="Checkout", statement="Rehearse it."
    )
    lesson.remove()
    return lesson


def removed(days):
    return timezone.now() - timedelta(days=days)


def test_empty_bin_says_so(writer):
    assert "The trash is empty" in writer.get("/trash/").text


def test_visitor_is_asked_to_sign_in(as_user):
    assert "/accounts/login/" in as_user().get("/trash/").url


def test_posting_there_is_refused(writer):
    assert writer.post("/trash/").status_code == 405


def test_everything_deleted_is_there_with_its_way_back(writer, member, lesson):
    post = factories.WallPostFactory(
        learned="Say it aloud.", lesson=lesson, taken_down_at=removed(1)
    )
    record = factories.RetrospectiveFactory(created_by=member, title="TrashEntry record")
    kickoff = factories.KickoffFactory(created_by=member, project__name="TrashEntry kickoff")
    record.remove()
    kickoff.remove()
    page = writer.get("/trash/").text
    for words in ("Rehearse it.", "Say it aloud.", "TrashEntry record", "TrashEntry kickoff"):
        assert words in page
    for address in (
        f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/restore/",
        f"/retrospectives/{record.pk}/restore/",
        f"/kickoffs/{kickoff.pk}/restore/",
        f"/wall/{post.pk}/put-back/",
    ):
        assert f'action="{address}"' in page
        assert writer.post(address).status_code == 302
    assert "The trash is empty" in writer.get("/trash/").text
    assert Lesson.objects.get() == lesson
    assert WallPost.objects.on_wall().get() == post
    assert Kickoff.objects.visible_to(member).get() == kickoff


@pytest.mark.parametrize("days", [0, 12, 29])
def test_days_left_are_shown(writer, lesson, days):
    Lesson.with_removed.update(removed_at=removed(days))
    left = 29 - days if days < 29 else 1
    assert f"{left} day{'s' if left > 1 else ''} left" in writer.get("/trash/").text


def test_older_items_are_not_listed(writer, lesson):
    Lesson.with_removed.update(removed_at=removed(31))
    assert "The trash is empty" in writer.get("/trash/").text


def test_others_see_nothing_of_it(as_user, lesson):
    assert "Rehearse it." not in as_user(factories.UserFactory()).get("/trash/").text


def test_curator_brings_back_what_was_published_but_sees_no_draft(as_user, curator):
    record = factories.RetrospectiveFactory(title="Was published", published=True)
    draft = factories.RetrospectiveFactory(title="Was a draft")
    for trashed in (record, draft):
        trashed.remove()
    browser = as_user(curator)
    page = browser.get("/trash/").text
    assert "Was published" in page
    assert "Was a draft" not in page
    assert browser.post(f"/retrospectives/{record.pk}/restore/").status_code == 302
    assert browser.post(f"/retrospectives/{draft.pk}/restore/").status_code == 404
    assert browser.get(f"/retrospectives/{record.pk}/delete/").status_code == 404
    assert Retrospective.objects.published().get() == record


def test_hostile_words_are_shown_as_words(writer, lesson):
    Lesson.with_removed.update(statement="<script>alert(1)</script>")
    assert "<script>alert" not in writer.get("/trash/").text


def test_removing_a_lesson_mentions_its_post(writer, member):
    lesson = factories.LessonFactory(published=True, retrospective__created_by=member)
    factories.WallPostFactory(lesson=lesson)
    url = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/remove/"
    page = writer.post(url, headers={"HX-Request": "true"}).text
    assert "Its Fail Wall post was taken down" in page
    assert "Undo" in page


def test_deleted_retrospective_takes_its_posts_off_the_wall(as_user, member):
    lesson = factories.LessonFactory(published=True, retrospective__created_by=member)
    post = factories.WallPostFactory(lesson=lesson)
    lesson.retrospective.remove()
    assert as_user().get(post.get_absolute_url()).status_code == 404
    assert post.learned not in as_user().get("/wall/").text


def test_long_trash_comes_in_pages_with_as_many_queries(
    writer, member, django_assert_max_num_queries
):
    def delete(number):
        for name in ("Lesson", "Decision", "Observation", "TimelineEvent", "ActionItem"):
            for _ in range(number):
                factory = getattr(factories, f"{name}Factory")
                factory(retrospective__created_by=member, removed_at=removed(1))

    delete(2)
    with django_assert_max_num_queries(40) as few:
        writer.get("/trash/")
    allowed = len(few)
    delete(6)
    with django_assert_max_num_queries(allowed):
        writer.get("/trash/")
    assert "Page 2 of 2" in writer.get("/trash/?page=2").text


def test_kickoff_is_deleted_by_name_and_comes_back(writer, member):
    choice = factories.KickoffLessonFactory(kickoff__created_by=member)
    factories.RiskFactory(kickoff=choice.kickoff)
    choice.lesson.update_status_from_uses()
    url = f"/kickoffs/{choice.kickoff_id}"
    page = writer.get(f"{url}/delete/").text
    assert "with 1 chosen item and 1 risk imagined" in page
    assert writer.post(f"{url}/delete/").status_code == 302
    assert "Kickoff moved to the trash" in writer.get(f"{url}/delete/").text
    assert writer.get(f"{url}/").status_code == 404
    assert writer.get(f"{url}.md").status_code == 404
    assert not KickoffLesson.objects.visible_to(member).exists()
    assert Lesson.objects.get().status == "identified"
    assert writer.post(f"{url}/restore/").url == f"{url}/"
    assert Lesson.objects.get().status == "applied"


@pytest.mark.parametrize("rest", ["delete/", "restore/"])
def test_kickoff_is_not_deleted_by_others(as_user, member, rest):
    kickoff = factories.KickoffFactory()
    other, address = as_user(member), f"/kickoffs/{kickoff.pk}/{rest}"
    assert other.post(address).status_code == 404
    assert other.put(address).status_code in {404, 405}
    assert "/accounts/login/" in as_user().post(address).url
    assert Kickoff.objects.filter(removed_at=None).exists()
