"""During the project and after it: what happened, and the story of a lesson across projects."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories

HTMX = {"HX-Request": "true"}


@pytest.fixture
def choice(kickoff):
    return factories.KickoffLessonFactory(kickoff=kickoff)


@pytest.fixture
def url(choice):
    return reverse("kickoff_happened", args=[choice.pk])


@pytest.fixture
def project_page(kickoff):
    return kickoff.project.get_absolute_url()


def happened(choice):
    choice.refresh_from_db()
    return choice.happened_again


def test_it_happened_is_noted_in_one_click_and_taken_back_in_another(
    writer, choice, url, project_page
):
    answer = writer.post(url, {"happened": "yes", "next": project_page})
    assert answer.url == f"{project_page}#lesson-{choice.lesson_id}"
    assert happened(choice) is True
    assert "Undo" in writer.get(project_page).text
    writer.post(url, {"next": project_page})
    assert happened(choice) is None


def test_twice_is_once(writer, choice, url):
    for _ in range(2):
        writer.post(url, {"happened": "yes"})
    assert happened(choice) is True


def test_script_gets_the_button_back(writer, url):
    page = writer.post(url, {"happened": "yes"}, headers=HTMX).text
    assert page.lstrip().startswith("<form") and "Undo" in page


def test_what_was_told_of_it_stays(writer, choice, url):
    choice.record_result({"result": "helped"}, seen=1)
    writer.post(url, {"happened": "yes"})
    choice.refresh_from_db()
    assert (choice.result, choice.happened_again) == ("helped", True)


def test_a_form_of_the_retrospective_from_before_meets_a_conflict(writer, choice, url):
    writer.post(url, {"happened": "yes"})
    told = {"result": "helped", "happened_again": "no", "version": 1}
    assert writer.post(reverse("kickoff_result", args=[choice.pk]), told).status_code == 409
    assert happened(choice) is True


def test_who_may_not_tell_gets_no_button_and_no_answer(reader, as_user, choice, url, project_page):
    assert "It happened" not in reader.get(project_page).text
    assert reader.post(url, {"happened": "yes"}).status_code == 404
    assert as_user().post(url).url.startswith("/accounts/login/")
    assert happened(choice) is None


def test_it_rejects_get_and_an_address_elsewhere(writer, choice, url):
    assert writer.get(url).status_code == 405
    answer = writer.post(url, {"happened": "yes", "next": "https://example.org/"})
    assert answer.url.startswith(choice.kickoff.get_absolute_url())


def test_a_projects_page_shows_its_briefs_with_what_came_of_them(writer, choice, project_page):
    choice.record_result({"result": "helped"}, seen=1)
    page = writer.get(project_page).text
    assert reverse("kickoff_brief", args=[choice.kickoff_id]) in page
    assert choice.lesson.statement in page and "Helped" in page and "It happened" in page


def test_lessons_of_drafts_leave_the_projects_page(writer, choice, project_page):
    choice.lesson.retrospective.unpublish()
    assert choice.lesson.statement not in writer.get(project_page).text


def test_queries_of_a_projects_page_do_not_grow(writer, kickoff, choice, project_page, count):
    def make():
        other = factories.KickoffFactory(project=kickoff.project)
        factories.KickoffLessonFactory(kickoff=other)
        factories.KickoffLessonFactory(kickoff=kickoff)

    def visit():
        return writer.get(project_page)

    assert count(visit, 2, make) == count(visit, 8, make)


def test_a_lessons_page_tells_its_story_in_its_order(reader, choice):
    lesson = choice.lesson
    choice.kickoff.held_on = date(2026, 3, 1)
    choice.kickoff.save()
    choice.record_result({"result": "helped", "happened_again": True}, seen=1)
    again = factories.LessonFactory(
        published=True, duplicate_of=lesson, statement="Learned with other words."
    )
    for record, day in ((lesson.retrospective, 2025), (again.retrospective, 2027)):
        record.held_on = date(day, 1, 1)
        record.save()
    page = reader.get(lesson.get_absolute_url()).text
    page = page[page.index("<h2>History</h2>") :]
    told = [
        lesson.retrospective.project.name,
        "Chosen to apply",
        choice.kickoff.project.name,
        "Helped",
        "Happened again",
        "Learned again",
        again.statement,
    ]
    places = [page.index(words) for words in told]
    assert places == sorted(places)


def test_story_of_a_lesson_never_used_is_its_beginning(reader, lesson):
    page = reader.get(lesson.get_absolute_url()).text
    assert page.count("No kickoff has used this lesson yet.") == 1


def test_story_leaves_out_what_is_hidden(reader, choice):
    again = factories.LessonFactory(duplicate_of=choice.lesson, statement="A draft of others.")
    choice.kickoff.remove()
    page = reader.get(choice.lesson.get_absolute_url()).text
    assert again.statement not in page
    assert "Chosen to apply" not in page


def test_queries_of_a_story_do_not_grow(reader, lesson, count):
    def make():
        factories.KickoffLessonFactory(lesson=lesson)
        factories.LessonFactory(published=True, duplicate_of=lesson)

    def visit():
        return reader.get(lesson.get_absolute_url())

    assert count(visit, 2, make) == count(visit, 8, make)
