"""A retrospective's own text, publishing it, deleting it."""

import pytest

from retros.models import Lesson, Retrospective, WallPost
from tests import factories


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def test_visitor_is_asked_to_sign_in(as_user, retrospective):
    response = as_user().get(f"/retrospectives/{retrospective.pk}/edit/")
    assert response.status_code == 302
    assert "/accounts/login/" in response.url


def test_other_members_get_404(as_user, retrospective):
    other = as_user(factories.UserFactory())
    for rest in ("edit/", "edit/headline/", "publish/", "delete/"):
        assert other.get(f"/retrospectives/{retrospective.pk}/{rest}").status_code == 404


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("headline", {"title": "New words", "summary": "Short."}),
        ("story", {"context": "**Bold**", "goal": "", "result": "met"}),
        ("details", {"tags": "payments, cut over", "taking_part": "2 designers"}),
    ],
)
def test_section_is_saved(writer, retrospective, section, typed):
    url = f"/retrospectives/{retrospective.pk}/edit/{section}/"
    response = writer.post(url, typed | {"version": 1})
    assert response.status_code == 302
    assert writer.get(f"/retrospectives/{retrospective.pk}/edit/").status_code == 200


def test_two_sections_never_conflict(writer, retrospective):
    base = f"/retrospectives/{retrospective.pk}/edit/"
    writer.post(f"{base}headline/", {"title": "Title", "version": 1})
    response = writer.post(f"{base}story/", {"context": "Context", "version": 1})
    assert response.status_code == 302
    retrospective.refresh_from_db()
    assert (retrospective.title, retrospective.context) == ("Title", "Context")


def test_same_section_shows_both_texts(writer, retrospective):
    url = f"/retrospectives/{retrospective.pk}/edit/headline/"
    writer.post(url, {"title": "Theirs", "summary": "One", "version": 1})
    response = writer.post(url, {"title": "Mine", "summary": "One", "version": 1})
    assert response.status_code == 409
    assert "Theirs" in response.text
    assert "Mine" in response.text


def test_unknown_address_is_named_and_kept(writer, retrospective):
    url = f"/retrospectives/{retrospective.pk}/edit/details/"
    response = writer.post(url, {"invited": "nobody@example.org", "version": 1})
    assert response.status_code == 422
    assert response.text.count("nobody@example.org") >= 2


def test_invited_member_may_write(writer, retrospective, as_user):
    friend = factories.UserFactory()
    url = f"/retrospectives/{retrospective.pk}/edit/details/"
    writer.post(url, {"invited": friend.email, "version": 1})
    assert as_user(friend).get(f"/retrospectives/{retrospective.pk}/edit/").status_code == 200


def test_publishing_says_what_is_missing(writer, retrospective):
    response = writer.post(f"/retrospectives/{retrospective.pk}/publish/")
    assert response.status_code == 422
    assert "Add a lesson" in response.text
    retrospective.refresh_from_db()
    assert retrospective.is_draft


def test_published_with_a_title_a_summary_and_one_lesson(writer, retrospective, as_user):
    lesson = factories.LessonFactory(retrospective=retrospective, statement="**Rehearse** it.")
    factories.ActionItemFactory(retrospective=retrospective)
    page = writer.post(f"/retrospectives/{retrospective.pk}/publish/", follow=True).text
    assert "Published. Everyone who signs in can read it now." in page
    assert f'href="/wall/new/?lesson={lesson.pk}"' in page and ">Rehearse it.<" in page
    assert "1 open action item</a> has no due date" in page and "Let readers write to us" in page
    other = factories.UserFactory()
    assert Retrospective.objects.visible_to(other).filter(pk=retrospective.pk).exists()
    assert not WallPost.objects.exists()


def test_draft_has_no_next_steps(writer, retrospective):
    assert writer.get(f"/retrospectives/{retrospective.pk}/next-steps/").status_code == 404


def test_unpublished_is_hidden_again(writer, member):
    lesson = factories.LessonFactory(published=True, retrospective__created_by=member)
    writer.post(f"/retrospectives/{lesson.retrospective_id}/unpublish/")
    assert not Lesson.objects.visible_to(factories.UserFactory()).exists()


def test_draft_cannot_be_archived(writer, retrospective):
    assert writer.post(f"/retrospectives/{retrospective.pk}/archive/").status_code == 404


def test_deleted_retrospective_takes_its_posts_down_and_comes_back(writer, member):
    lesson = factories.LessonFactory(published=True, retrospective__created_by=member)
    post = factories.WallPostFactory(lesson=lesson)
    url = f"/retrospectives/{lesson.retrospective_id}"
    assert "1 Fail Wall post based on it will be taken down." in writer.get(f"{url}/delete/").text
    writer.post(f"{url}/delete/")
    assert not WallPost.objects.on_wall().exists()
    assert "Moved to the trash" in writer.get(f"{url}/delete/").text
    restored = writer.post(f"{url}/restore/", follow=True)
    assert "Its Fail Wall posts stay down" in restored.text
    assert Lesson.objects.visible_to(member).exists()
    assert post not in WallPost.objects.on_wall()


def test_deletion_lists_all_that_it_takes_along(writer, retrospective):
    parts = {
        factories.TimelineEventFactory: "1 timeline event",
        factories.DecisionFactory: "1 decision",
        factories.ObservationFactory: "1 observation",
        factories.LessonFactory: "1 lesson",
        factories.ActionItemFactory: "1 action item",
        factories.AttachmentFactory: "1 picture",
    }
    for factory in parts:
        factory(retrospective=retrospective)
    factories.ActionItemFactory(retrospective=retrospective, removed_at=retrospective.created_at)
    factories.KickoffLessonFactory(lesson=retrospective.lessons.get())
    factories.GatheringFactory(retrospective=retrospective)
    page = writer.get(f"/retrospectives/{retrospective.pk}/delete/").text
    for words in parts.values():
        assert f">{words}<" in page
    assert "1 kickoff no longer shows the lessons chosen from it." in page
    assert "The link of its gathering stops working" in page


def test_wall_posts_are_only_mentioned_if_there_are_any(writer, retrospective):
    url = f"/retrospectives/{retrospective.pk}"
    assert "Fail Wall post" not in writer.get(f"{url}/delete/").text
    writer.post(f"{url}/delete/")
    assert "Fail Wall post" not in writer.post(f"{url}/restore/", follow=True).text


@pytest.mark.parametrize("address", ["publish", "unpublish", "archive", "delete", "restore"])
def test_put_is_refused(writer, retrospective, address):
    url = f"/retrospectives/{retrospective.pk}/{address}/"
    assert writer.put(url).status_code == 405


def test_preview_renders_safely(writer):
    response = writer.post("/markdown/", {"text": "**bold** <script>alert(1)</script>"})
    assert "<strong>bold</strong>" in response.text
    assert "<script" not in response.text


def test_expired_session_answers_htmx_with_401(as_user, retrospective):
    url = f"/retrospectives/{retrospective.pk}/edit/headline/"
    response = as_user().post(url, {"title": "x"}, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert "/accounts/login/" in response["HX-Redirect"]
