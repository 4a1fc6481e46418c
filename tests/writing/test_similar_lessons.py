"""Lessons like the one that is being written, and saying that one was learned again."""

import pytest

from retros import search
from retros.models import Lesson
from tests import factories

SAID = "Agree who may call off the launch before the launch week."
AGAIN = "Before the launch week, agree who may call the launch off"


@pytest.fixture
def known(db):
    """A published lesson of others, among some that share single words with it."""
    for statement in (
        "Launch on a Tuesday and tell support first.",
        "Name the metric that decides before the test starts.",
        "Call three customers before you write the specification.",
    ):
        factories.LessonFactory(published=True, statement=statement)
    return factories.LessonFactory(published=True, statement=SAID)


@pytest.fixture
def lesson(member):
    return factories.LessonFactory(retrospective__created_by=member, statement=AGAIN)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def address(lesson, end=None):
    end = lesson.pk if end is None else end
    return f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{end}/"


def say(writer, lesson, **typed):
    data = {"statement": AGAIN, "category": "team", "version": 1} | typed
    return writer.post(address(lesson), data)


def test_close_one_is_shown_with_where_it_is_from(writer, known, lesson):
    page = writer.post(address(lesson, "similar"), {"statement": AGAIN}).text
    assert SAID in page and known.retrospective.project.name in page
    assert "Process" in page
    assert "Tuesday" not in page


@pytest.mark.parametrize(
    "typed", ["", "Launch", "the of and", "Paint the office in green today", "\x00"]
)
def test_rather_none_than_a_wrong_one(writer, known, lesson, typed):
    answer = writer.post(address(lesson, "similar"), {"statement": typed})
    assert answer.status_code == 200
    assert "<li" not in answer.text


def test_only_published_lessons_of_other_retrospectives_are_shown(writer, member, lesson):
    factories.LessonFactory(statement=SAID)  # somebody else's draft
    factories.LessonFactory(statement=SAID, retrospective=lesson.retrospective)
    retired = factories.LessonFactory(published=True, statement=SAID)
    retired.retire(because="Old.")
    assert search.similar_to_text(AGAIN, member, elsewhere_than=lesson.retrospective_id) == []


def test_duplicate_lessons_are_shown_once(member, known):
    factories.LessonFactory(published=True, statement=SAID).mark_duplicate_of(known)
    assert len(search.similar_to_text(AGAIN, member)) == 1


def test_visitors_and_others_get_nothing(as_user, known, lesson):
    assert (
        "/accounts/login/" in as_user().post(address(lesson, "similar"), {"statement": AGAIN}).url
    )
    other = as_user(factories.UserFactory())
    assert other.post(address(lesson, "similar"), {"statement": AGAIN}).status_code == 404
    assert (
        as_user(lesson.retrospective.created_by).get(address(lesson, "similar")).status_code == 405
    )


def test_duplicate_is_saved_with_the_typed_text(writer, known, lesson):
    say(writer, lesson, duplicate_of=known.pk, detail="Typed meanwhile.")
    lesson.refresh_from_db()
    assert (lesson.duplicate_of, lesson.detail) == (known, "Typed meanwhile.")


def test_not_the_same_unlinks_the_duplicate(writer, known, lesson):
    lesson.mark_duplicate_of(known)
    assert "Not the same" in writer.get(address(lesson)).text
    say(writer, lesson, duplicate_of="")
    lesson.refresh_from_db()
    assert lesson.duplicate_of is None


def test_save_that_does_not_mention_it_leaves_it(writer, known, lesson):
    lesson.mark_duplicate_of(known)
    say(writer, lesson)
    lesson.refresh_from_db()
    assert lesson.duplicate_of == known


def test_chains_are_flattened(writer, known, lesson):
    second = factories.LessonFactory(published=True)
    second.mark_duplicate_of(known)
    third = factories.LessonFactory(published=True)
    third.mark_duplicate_of(lesson)
    say(writer, lesson, duplicate_of=second.pk)
    lesson.refresh_from_db()
    third.refresh_from_db()
    assert lesson.duplicate_of == third.duplicate_of == known


@pytest.mark.parametrize("which", ["draft", "own", "x", "9" * 30, "-1", "٣"])
def test_what_can_not_be_chosen_keeps_the_words(writer, lesson, which):
    if which == "draft":
        which = factories.LessonFactory().pk
    if which == "own":
        which = lesson.pk
    assert say(writer, lesson, duplicate_of=which, detail="Kept.").status_code == 302
    lesson.refresh_from_db()
    assert (lesson.duplicate_of, lesson.detail) == (None, "Kept.")


def test_new_lesson_can_be_a_duplicate(writer, known, lesson):
    typed = {"statement": AGAIN, "category": "team", "version": 0, "duplicate_of": known.pk}
    writer.post(address(lesson, "new"), typed)
    assert Lesson.objects.latest("pk").duplicate_of == known


def test_saved_lesson_offers_it_without_javascript(writer, known, lesson):
    page = writer.get(address(lesson)).text
    assert 'hx-trigger="load, ' in page
    assert '<noscript><button class="btn small" name="similar" value="1">Find' in page
    page = say(writer, lesson, similar=1).text
    assert f'name="duplicate_of" value="{known.pk}"' in page


def test_the_count_stands_wherever_the_lesson_is(writer, known, lesson):
    lesson.mark_duplicate_of(known)
    lesson.retrospective.publish()
    known.tags.add("launch")
    pages = [
        known.get_absolute_url(),
        lesson.get_absolute_url(),
        known.retrospective.get_absolute_url(),
        "/search/?q=launch+week",
        "/tags/launch/",
        "/",
        known.retrospective.project.team.get_absolute_url(),
        f"/retrospectives/{lesson.retrospective_id}/edit/",
    ]
    assert [page for page in pages if "Learned 2 times" not in writer.get(page).text] == []


def test_drafts_and_the_trash_do_not_count(known, lesson):
    lesson.mark_duplicate_of(known)
    gone = factories.LessonFactory(published=True)
    gone.mark_duplicate_of(known)
    gone.remove()
    assert Lesson.objects.with_occurrence_counts().get(pk=known.pk).occurrence_count == 1


def test_counting_takes_no_query_a_lesson(writer, known, django_assert_max_num_queries):
    def fill(number):
        for _ in range(number):
            factories.LessonFactory(published=True, statement=SAID).mark_duplicate_of(known)

    fill(2)
    with django_assert_max_num_queries(40) as few:
        writer.get("/search/?q=launch")
    fill(8)
    with django_assert_max_num_queries(len(few)):
        writer.get("/search/?q=launch")


def test_number_of_queries_does_not_grow(member, known, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        search.similar_to_text(AGAIN, member)
    factories.LessonFactory.create_batch(8, published=True, statement=SAID)
    with django_assert_max_num_queries(11):
        assert len(search.similar_to_text(AGAIN, member)) == 3
