"""/kickoffs/choices/<id>/result/: what came of a lesson, told at the retrospective."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import KickoffLesson
from tests import factories

HELPED = {"result": "helped", "happened_again": "no", "version": 1}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def choice(kickoff):
    return factories.KickoffLessonFactory(kickoff=kickoff)


@pytest.fixture
def url(choice):
    return reverse("kickoff_result", args=[choice.pk])


def test_it_keeps_the_result(writer, choice, url):
    response = writer.post(url, HELPED | {"next": "/retrospectives/7/edit/"})
    choice.refresh_from_db()
    assert response.url == f"/retrospectives/7/edit/#choice-{choice.pk}"
    assert (choice.result, choice.happened_again) == ("helped", False)


def test_a_lesson_that_helped_is_confirmed(writer, choice, url):
    writer.post(url, HELPED)
    choice.lesson.refresh_from_db()
    assert choice.lesson.status == "confirmed"


def test_one_answer_is_enough(writer, choice, url):
    writer.post(url, {"happened_again": "yes", "version": 1})
    choice.refresh_from_db()
    assert (choice.result, choice.happened_again) == ("", True)


def test_what_stood_in_the_way_is_kept_of_what_happened_again_only(writer, choice, url):
    said = {"stood_in_the_way": "unseen", "happened_again": "yes"}
    writer.post(url, said | {"version": 1})
    choice.refresh_from_db()
    assert choice.stood_in_the_way == "unseen"
    assert "Nobody saw it in time" in writer.get(choice.lesson.get_absolute_url()).text
    writer.post(url, said | {"happened_again": "no", "version": 2})
    choice.refresh_from_db()
    assert choice.stood_in_the_way == ""
    assert writer.post(url, said | {"stood_in_the_way": "x", "version": 3}).status_code == 422


def test_writers_of_the_projects_retrospective_may_record(as_user, choice, url):
    author = factories.UserFactory()
    factories.RetrospectiveFactory(project=choice.kickoff.project, created_by=author)
    assert as_user(author).post(url, HELPED).status_code == 302


def test_htmx_gets_the_card(writer, url):
    page = writer.post(url, HELPED | {"save": "yes"}, headers=HTMX).content.decode()
    assert page.lstrip().startswith("<article")
    assert "Saved" in page and 'value="2"' in page


def test_htmx_exchanges_nothing_but_the_version_while_choosing(writer, url):
    response = writer.post(url, HELPED, headers=HTMX)
    assert response["HX-Reswap"] == "none"
    assert 'value="2"' in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_second_of_two_people_sees_both_answers(writer, choice, url, headers):
    writer.post(url, HELPED)
    response = writer.post(url, {"result": "in-the-way", "version": 1}, headers=headers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Helped, it did not happen again" in page
    assert 'value="in-the-way" checked' in page and 'name="version" value="2"' in page
    choice.refresh_from_db()
    assert choice.result == "helped"


def test_a_repeated_request_is_no_conflict(writer, url):
    assert writer.post(url, HELPED).status_code == writer.post(url, HELPED).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": "", "happened_again": ""},
        {"result": "great"},
        {"happened_again": "often"},
        {"result": "\x00x"},
        {"version": "x"},
    ],
)
def test_what_makes_no_sense_is_said(writer, choice, url, wrong):
    assert writer.post(url, HELPED | wrong).status_code == 422
    choice.refresh_from_db()
    assert choice.result == ""


def test_a_save_without_a_version_is_refused(writer, url):
    assert writer.post(url, {"result": "helped"}).status_code == 400


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:x", "\x00"]
)
def test_it_leads_nowhere_else(writer, choice, url, elsewhere):
    response = writer.post(url, HELPED | {"next": elsewhere})
    assert response.url == f"{choice.kickoff.get_absolute_url()}#choice-{choice.pk}"


def test_readers_may_not(reader, url):
    assert reader.post(url, HELPED).status_code == 404


def test_unknown_ids_and_unpublished_lessons_are_not_found(writer, choice, url):
    choice.lesson.retrospective.unpublish()
    assert writer.post(url, HELPED).status_code == 404
    assert writer.post("/kickoffs/choices/999999/result/", HELPED).status_code == 404


def test_visitors_are_asked_to_sign_in(client, url):
    assert client.post(url, HELPED).url.startswith("/accounts/login/")


def test_it_rejects_get(writer, url):
    assert writer.get(url).status_code == 405


def test_only_what_was_chosen_is_asked_about(choice, member):
    project = choice.kickoff.project
    factories.KickoffLessonFactory(kickoff=choice.kickoff, disposition="not-relevant")
    factories.KickoffLessonFactory()
    asked = KickoffLesson.objects.visible_to(member).for_project(project).chosen()
    assert list(asked) == [choice]


def test_the_section_asks_writers_and_tells_readers(rf, choice):
    choice.result, choice.happened_again = "not-used", True
    context = {"choices": [choice], "request": rf.get("/")}
    told = render_to_string("kickoffs/_results.html", context)
    asked = render_to_string("kickoffs/_results.html", context | {"may_record": True})
    assert "Not used" in told and "Happened again" in told and "<form" not in told
    assert 'value="not-used" checked' in asked and 'value="yes" checked' in asked


def test_a_project_without_a_kickoff_can_have_one(kickoff):
    context = {"kickoffs": [], "project": kickoff.project}
    assert reverse("kickoff_new") in render_to_string("kickoffs/_for_project.html", context)
