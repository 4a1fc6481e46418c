"""Lessons that say the opposite stand side by side, with what it depends on."""

import pytest
from django.db import IntegrityError, transaction

from retros.models import OppositeLessons
from tests import factories

WORDS = "whether the change can be taken back at once"


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(published=True, statement="Ship to a few first.")


@pytest.fixture
def other(db):
    return factories.LessonFactory(published=True, statement="Ship to everybody on one day.")


@pytest.fixture
def writer(as_user, lesson):
    return as_user(lesson.retrospective.created_by)


def linked(opposite, **changed):
    """What the form sends."""
    address = f"https://retros.example.org{opposite.get_absolute_url()}?page=2#top"
    return {"other": address, "depends_on": WORDS} | changed


def test_linked_lessons_show_each_other(writer, browser, lesson, other):
    answer = writer.post(f"{lesson.get_absolute_url()}opposites/", linked(other))
    assert answer.status_code == 302
    for one, opposite in ((lesson, other), (other, lesson)):
        page = browser.get(one.get_absolute_url()).content.decode()
        assert WORDS in page and opposite.statement in page


def test_linking_again_changes_what_it_depends_on(writer, lesson, other):
    OppositeLessons.link(other, lesson, depends_on="the weather")
    writer.post(f"{lesson.get_absolute_url()}opposites/", linked(other))
    assert OppositeLessons.objects.get().depends_on == WORDS


@pytest.mark.parametrize(
    "address",
    ["", "/lessons/", "/lessons/999999/", "/lessons/99999999999999999999/", "/teams/1/", "²"],
)
@pytest.mark.both_databases
def test_address_of_no_other_lesson_is_refused_and_kept(writer, lesson, other, address):
    typed = linked(other, other=address)
    answer = writer.post(f"{lesson.get_absolute_url()}opposites/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and WORDS in page and address in page
    assert not OppositeLessons.objects.exists()


def test_opposite_is_found_by_its_words_and_chosen(writer, lesson, other):
    address = f"{lesson.get_absolute_url()}opposites/"
    typed = {"other": "everybody day", "depends_on": WORDS}
    page = writer.post(address, typed | {"find": "1"})
    assert page.status_code == 200
    assert f'value="{other.pk}"' in page.text and WORDS in page.text
    assert "Choose the lesson" in writer.post(address, typed).text
    assert writer.post(address, typed | {"chosen": other.pk}).status_code == 302
    assert OppositeLessons.objects.get().depends_on == WORDS


@pytest.mark.parametrize("chosen", ["x", "²", "9" * 30, "0", "own", "hidden"])
def test_what_can_not_be_chosen_is_refused(writer, lesson, other, chosen):
    known = {"own": lesson.pk, "hidden": factories.LessonFactory(statement="Only a draft").pk}
    typed = {"other": "everybody", "depends_on": WORDS, "chosen": known.get(chosen, chosen)}
    page = writer.post(f"{lesson.get_absolute_url()}opposites/", typed)
    assert page.status_code == 422
    assert "Only a draft" not in page.text
    assert not OppositeLessons.objects.exists()


def test_lesson_is_not_its_own_opposite(writer, lesson):
    answer = writer.post(f"{lesson.get_absolute_url()}opposites/", linked(lesson))
    assert answer.status_code == 422


def test_lesson_of_a_hidden_draft_can_not_be_linked(writer, lesson):
    hidden = factories.LessonFactory()
    answer = writer.post(f"{lesson.get_absolute_url()}opposites/", linked(hidden))
    assert answer.status_code == 422 and "that you can read" in answer.content.decode()


def test_pair_with_a_hidden_draft_is_hidden(browser, lesson):
    hidden = factories.LessonFactory(statement="Only the draft says this.")
    OppositeLessons.link(lesson, hidden, depends_on=WORDS)
    page = browser.get(lesson.get_absolute_url()).content.decode()
    assert hidden.statement not in page and WORDS not in page


def test_writer_removes_the_link(writer, lesson, other):
    OppositeLessons.link(lesson, other, depends_on=WORDS)
    address = f"{lesson.get_absolute_url()}opposites/remove/"
    for wrong in ("", "²", "9" * 30, "x", "999999"):
        assert writer.post(address, {"pair": wrong}).status_code == 404
    assert writer.post(address, {"pair": OppositeLessons.objects.get().pk}).status_code == 302
    assert not OppositeLessons.objects.exists()


@pytest.mark.parametrize("action", ["opposites/", "opposites/remove/"])
def test_others_may_not(browser, lesson, other, action):
    answer = browser.post(lesson.get_absolute_url() + action, linked(other))
    assert answer.status_code == 404


def test_page_takes_as_many_queries_for_many_pairs(
    browser, lesson, other, django_assert_max_num_queries
):
    OppositeLessons.link(lesson, other, depends_on=WORDS)
    with django_assert_max_num_queries(100) as few:
        browser.get(lesson.get_absolute_url())
    for _ in range(4):
        one = factories.LessonFactory(published=True)
        OppositeLessons.link(lesson, one, depends_on=WORDS)
    with django_assert_max_num_queries(len(few)):
        browser.get(lesson.get_absolute_url())


@pytest.mark.both_databases
def test_database_keeps_each_pair_once_and_in_order(lesson, other):
    OppositeLessons.link(lesson, other, depends_on=WORDS)
    for first, second in ((lesson, other), (other, lesson), (lesson, lesson)):
        with pytest.raises(IntegrityError), transaction.atomic():
            OppositeLessons.objects.create(first=first, second=second, depends_on=WORDS)
