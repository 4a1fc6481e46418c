"""Where a lesson now lives, when it does not apply, and what speaks for and against it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from retros.models import Lesson, Version
from tests import factories


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(published=True, not_when="the copy is read-only")


@pytest.fixture
def writer(as_user, lesson):
    return as_user(lesson.retrospective.created_by)


def built_in(lesson, **changed):
    """What the form sends."""
    lesson.refresh_from_db()
    words = {"built_into": "The release checklist", "built_into_url": "https://example.org/list"}
    return words | {"built_in_on": "2026-03-02", "version": lesson.version} | changed


def test_page_says_when_it_does_not_apply(browser, lesson):
    page = browser.get(lesson.get_absolute_url()).content.decode()
    assert "Does not apply when…" in page and "the copy is read-only" in page


def test_writer_says_where_it_lives_and_it_is_reviewed_in_a_year(writer, browser, lesson):
    answer = writer.post(f"{lesson.get_absolute_url()}built-in/", built_in(lesson))
    assert answer.status_code == 302
    saved = Lesson.objects.get()
    assert (saved.status, saved.built_in_on) == ("built-in", date(2026, 3, 2))
    assert saved.review_on == timezone.localdate() + timedelta(days=365)
    page = browser.get(lesson.get_absolute_url()).content.decode()
    assert 'href="https://example.org/list"' in page and "The release checklist" in page
    assert Version.objects.exists()  # the words before


def test_address_that_a_document_made_up_is_no_link(browser, lesson):
    Lesson.objects.update(built_into="A list", built_into_url="javascript:alert(1)")
    assert "javascript:" not in browser.get(lesson.get_absolute_url()).content.decode()


def test_lesson_that_helped_stays_confirmed(writer, lesson):
    factories.KickoffLessonFactory(lesson=lesson, result="helped")
    lesson.update_status_from_uses()
    writer.post(f"{lesson.get_absolute_url()}built-in/", built_in(lesson))
    assert Lesson.objects.get().status == "confirmed"


def test_emptied_field_says_that_it_is_no_longer_built_in(writer, lesson):
    address = f"{lesson.get_absolute_url()}built-in/"
    writer.post(address, built_in(lesson))
    writer.post(address, built_in(lesson, built_into="", built_into_url=""))
    saved = Lesson.objects.get()
    assert (saved.status, saved.built_into, saved.built_in_on) == ("identified", "", None)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("built_into_url", "javascript:alert(1)", "Enter a valid URL"),
        ("built_into_url", "https://example.org/" + "x" * 500, "within 500 characters"),
        ("built_into", "x" * 201, "within 200 characters"),
        ("built_into", "", "Say what is at this address."),
        ("built_in_on", "2026-02-31", "Enter a valid date"),
    ],
)
@pytest.mark.both_databases
def test_bad_input_is_refused_and_kept(writer, lesson, field, typed, words):
    answer = writer.post(
        f"{lesson.get_absolute_url()}built-in/", built_in(lesson, **{field: typed})
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and typed in page
    assert Lesson.objects.get().built_into == ""


def test_two_writers_get_both_texts(writer, lesson):
    stale = built_in(lesson, built_into="A test")
    writer.post(f"{lesson.get_absolute_url()}built-in/", built_in(lesson))
    answer = writer.post(f"{lesson.get_absolute_url()}built-in/", stale)
    page = answer.content.decode()
    assert answer.status_code == 409 and "A test" in page and "The release checklist" in page


def test_due_lesson_is_asked_about_and_reviewed(writer, browser, lesson):
    Lesson.objects.update(review_on=timezone.localdate(), built_into="The checklist")
    assert "Is it still there?" in writer.get(lesson.get_absolute_url()).content.decode()
    assert "Is it still there?" not in browser.get(lesson.get_absolute_url()).content.decode()
    writer.post(f"{lesson.get_absolute_url()}review/")
    assert Lesson.objects.get().review_on == timezone.localdate() + timedelta(days=365)
    assert "Is it still there?" not in writer.get(lesson.get_absolute_url()).content.decode()


@pytest.mark.parametrize("action", ["built-in/", "review/"])
def test_others_may_not(browser, as_user, lesson, action):
    address = lesson.get_absolute_url() + action
    assert browser.post(address, built_in(lesson)).status_code == 404
    assert as_user().post(address).status_code == 302
    assert Lesson.objects.get().review_on is None


def test_ledger_says_what_came_of_it_by_project(browser, lesson):
    outcomes = [("helped", None), ("helped", True), ("in-the-way", None), ("", None)]
    for result, again in outcomes:
        factories.KickoffLessonFactory(lesson=lesson, result=result, happened_again=again)
    page = browser.get(lesson.get_absolute_url()).content.decode()
    ledger = page.partition('<dl class="ledger">')[2].partition("</dl>")[0]
    for words in ("Helped", "2 projects", "Got in the way", "Happened again", "1 project<"):
        assert words in ledger
    assert "Made no difference" not in ledger


def test_ledger_names_a_project_once_for_each_outcome(browser, lesson):
    kickoff = factories.KickoffFactory()
    again = factories.KickoffFactory(project=kickoff.project)
    for held in (kickoff, again):
        factories.KickoffLessonFactory(lesson=lesson, kickoff=held, result="helped")
    assert "1 project<" in browser.get(lesson.get_absolute_url()).content.decode()
