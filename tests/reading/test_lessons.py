import pytest

from retros.models import Lesson
from tests import factories


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(
        published=True,
        detail="**Twice** is enough.",
        applies_when="moving data",
        kickoff_question="Which copy?",
    )


def test_page_shows_the_lesson_and_where_it_comes_from(browser, lesson):
    lesson.tags.add("cut-over")
    page = browser.get(lesson.get_absolute_url()).content.decode()
    for words in ("<strong>Twice</strong>", "moving data", "Which copy?", "/tags/cut-over/"):
        assert words in page
    assert lesson.retrospective.title in page
    assert "Identified" in page


@pytest.mark.parametrize("action", ["", "retire/", "reinstate/"])
def test_lesson_of_a_draft_of_others_does_not_exist(browser, action):
    address = factories.LessonFactory().get_absolute_url() + action
    answer = browser.post(address, {"because": "x"}) if action else browser.get(address)
    assert answer.status_code == 404


def test_visitor_is_asked_to_sign_in(as_user, lesson):
    assert as_user().get(lesson.get_absolute_url()).status_code == 302
    assert as_user().post(f"{lesson.get_absolute_url()}retire/").status_code == 302


def test_wrong_methods_are_refused(browser, lesson):
    assert browser.post(lesson.get_absolute_url()).status_code == 405
    for action in ("retire", "reinstate"):
        assert browser.get(f"{lesson.get_absolute_url()}{action}/").status_code == 405


def test_family_is_listed_without_drafts_of_others(browser, lesson):
    again = factories.LessonFactory(published=True)
    hidden = factories.LessonFactory()
    again.mark_duplicate_of(lesson)
    hidden.mark_duplicate_of(lesson)
    assert again.statement in browser.get(lesson.get_absolute_url()).content.decode()
    page = browser.get(again.get_absolute_url()).content.decode()
    assert lesson.statement in page
    assert hidden.statement not in page


def test_first_of_a_family_in_a_draft_is_not_shown(browser, lesson):
    hidden = factories.LessonFactory()
    lesson.mark_duplicate_of(hidden)
    assert hidden.statement not in browser.get(lesson.get_absolute_url()).content.decode()


def test_its_uses_are_listed(browser, lesson):
    use = factories.KickoffLessonFactory(lesson=lesson, result="helped")
    page = browser.get(lesson.get_absolute_url()).content.decode()
    assert use.kickoff.project.name in page
    assert "Helped" in page


@pytest.mark.parametrize("judge", ["writer", "curator"])
def test_writers_and_curators_retire_it_with_a_reason(as_user, curator, lesson, judge):
    person = curator if judge == "curator" else lesson.retrospective.created_by
    browser = as_user(person)
    browser.post(f"{lesson.get_absolute_url()}retire/", {"because": "We rent the database now."})
    page = browser.get(lesson.get_absolute_url()).content.decode()
    assert "We rent the database now." in page
    assert Lesson.objects.get().is_retired


def test_others_may_not_retire_it(browser, lesson):
    answer = browser.post(f"{lesson.get_absolute_url()}retire/", {"because": "x"})
    assert answer.status_code == 404
    assert not Lesson.objects.get().is_retired


@pytest.mark.parametrize("because", ["", " \x00\u200f ", "x" * 201])
def test_bad_reason_gets_an_error_next_to_the_field(as_user, lesson, because):
    address = f"{lesson.get_absolute_url()}retire/"
    answer = as_user(lesson.retrospective.created_by).post(address, {"because": because})
    assert answer.status_code == 422
    assert b"id_because_error" in answer.content
    assert because.strip(" \x00") in answer.content.decode()


def test_retired_lesson_can_be_reinstated(as_user, lesson):
    lesson.retire(because="Old.")
    browser = as_user(lesson.retrospective.created_by)
    browser.post(f"{lesson.get_absolute_url()}reinstate/")
    assert Lesson.objects.get().status == "identified"


def test_lesson_that_helped_is_confirmed_when_it_is_reinstated(as_user, lesson):
    factories.KickoffLessonFactory(lesson=lesson, result="helped")
    lesson.retire(because="Old.")
    as_user(lesson.retrospective.created_by).post(f"{lesson.get_absolute_url()}reinstate/")
    assert Lesson.objects.get().status == "confirmed"


def test_only_published_lessons_can_go_to_the_wall(as_user, lesson):
    address = f"/wall/new/?lesson={lesson.pk}"
    browser = as_user(lesson.retrospective.created_by)
    assert address in browser.get(lesson.get_absolute_url()).content.decode()
    lesson.retrospective.unpublish()
    assert address not in browser.get(lesson.get_absolute_url()).content.decode()


def test_number_of_queries_does_not_grow(same_queries, lesson):
    def make(number):
        for again in factories.LessonFactory.create_batch(number, published=True):
            again.mark_duplicate_of(lesson)
            again.tags.add("cut-over")
        factories.KickoffLessonFactory.create_batch(number, lesson=lesson)

    same_queries(lesson.get_absolute_url(), make)
