"""Asking about something that was written, and the answer beside it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from retros.models import QUESTIONS_A_DAY, Lesson, Question
from retros.trash import empty_trash
from tests import factories
from tests.questions.conftest import asked_about, typed

KINDS = {
    "retrospective": factories.RetrospectiveFactory,
    "decision": factories.DecisionFactory,
    "observation": factories.ObservationFactory,
    "lesson": factories.LessonFactory,
    "action": factories.ActionItemFactory,
}


@pytest.mark.parametrize("kind", KINDS)
def test_question_about_any_item_stands_beside_it(reader, kind):
    item = KINDS[kind](published=True)
    answer = reader.post(f"/questions/{kind}/{item.pk}/ask/", typed(), follow=True)
    assert "How did you notice?" in answer.text
    assert "How did you notice?" in reader.get(item.get_absolute_url()).text


def test_question_about_a_post_stays_off_the_wall(reader, as_user):
    post = factories.WallPostFactory()
    address = f"/questions/post/{post.pk}/"
    reader.post(f"{address}ask/", typed())
    assert "How did you notice?" in reader.get(address).text
    for client in (reader, as_user()):
        for page in ("/wall/", post.get_absolute_url(), "/wall/screen/slides/", "/wall/feed.json"):
            assert "How did you notice?" not in client.get(page).text


def test_question_about_a_part_is_asked_on_the_page_of_the_whole(reader, lesson):
    record = lesson.retrospective
    address = f"/questions/retrospective/{record.pk}/ask/?about=lesson-{lesson.pk}"
    assert lesson.statement in reader.get(address).text
    reader.post(address, typed())
    assert Question.objects.get().lesson == lesson


def test_repeated_request_asks_once(reader, lesson):
    words = typed()
    for _ in range(2):
        reader.post(f"/questions/lesson/{lesson.pk}/ask/", words)
    assert Question.objects.count() == 1


def test_other_words_in_an_old_page_are_another_question(reader, lesson):
    words = typed()
    for text in ("How did you notice?", "And how did you tell them?"):
        reader.post(f"/questions/lesson/{lesson.pk}/ask/", words | {"text": text})
    assert Question.objects.count() == 2


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["", " \n", "x" * 1001, "\x00"])
def test_bad_question_is_refused_and_kept(reader, lesson, text):
    answer = reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed(text=text))
    assert answer.status_code == 422 and "There is a problem" in answer.text
    assert text.strip("\x00") in answer.text
    assert not Question.objects.exists()


def test_day_has_a_limit_that_keeps_the_text(reader, member, lesson):
    for _ in range(QUESTIONS_A_DAY):
        asked_about(lesson, asked_by=member)
    answer = reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed(text="One more?"))
    assert answer.status_code == 422 and "One more?" in answer.text
    assert Question.objects.count() == QUESTIONS_A_DAY


def test_wording_that_blames_gets_a_hint_without_a_script(reader, lesson):
    words = typed(text="Why were they so careless?" + "x" * 1000)
    assert "careless" in reader.post(f"/questions/lesson/{lesson.pk}/ask/", words).text
    assert 'class="wording plain"' in reader.post(f"/questions/lesson/{lesson.pk}/ask/", words).text


def test_draft_can_be_asked_about_by_nobody(reader, as_user, db):
    draft = factories.RetrospectiveFactory()
    for client in (reader, as_user(draft.created_by)):
        assert client.get(f"/questions/retrospective/{draft.pk}/ask/").status_code == 404


def test_writer_answers_and_the_question_folds_away(as_user, reader, member, lesson, writer):
    question = asked_about(lesson, asked_by=member)
    assert reader.post(question.get_absolute_url(), {"answer": "No."}).status_code == 404
    as_user(writer).post(question.get_absolute_url(), {"answer": "By its checksum."})
    page = reader.get(lesson.get_absolute_url()).text
    assert "By its checksum." in page.split('<details class="settled"')[1]
    assert Question.objects.get().state == "answered"


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_bad_answer_is_refused_and_kept(as_user, lesson, writer, text):
    question = asked_about(lesson)
    answer = as_user(writer).post(question.get_absolute_url(), {"answer": text})
    assert answer.status_code == 422 and text in answer.text


def test_home_names_what_waits_and_what_was_answered(as_user, reader, member, lesson, writer):
    question = asked_about(lesson, asked_by=member)
    assert "1 question or suggestion" in as_user(writer).get("/").text
    assert "1 question or suggestion" not in reader.get("/").text
    question.give_answer("By its checksum.", by=writer)
    assert "was answered" in reader.get("/").text


def test_curator_hides_what_blames_and_can_show_it_again(as_user, curator, reader, lesson):
    question = asked_about(lesson)
    address = f"{question.get_absolute_url()}hide/"
    assert reader.post(address).status_code == 404
    said = as_user(curator).post(address, follow=True).text
    assert "Only curators see this" in said and "Hidden. Only curators can see it" in said
    assert reader.get(question.get_absolute_url()).status_code == 404
    assert question.text not in reader.get(lesson.get_absolute_url()).text
    as_user(curator).post(address, {"show": "yes"})
    assert question.text in reader.get(lesson.get_absolute_url()).text


def test_whoever_asked_can_withdraw(reader, member, lesson, as_user):
    question = asked_about(lesson, asked_by=member)
    said = reader.post(f"{question.get_absolute_url()}hide/", follow=True).text
    assert "Only curators and whoever asked see this" in said
    assert question.text not in as_user(factories.UserFactory()).get(lesson.get_absolute_url()).text
    assert reader.get(question.get_absolute_url()).status_code == 200


def test_question_goes_and_comes_back_with_its_part(reader, lesson):
    question = asked_about(lesson)
    lesson.remove()
    assert reader.get(question.get_absolute_url()).status_code == 404
    assert question.text not in reader.get(lesson.retrospective.get_absolute_url()).text
    lesson.restore()
    assert reader.get(question.get_absolute_url()).status_code == 200


def test_question_is_erased_with_its_part(lesson, monkeypatch):
    monkeypatch.setattr("retros.trash.erasing.leave_no_trace", lambda: None)  # it vacuums
    asked_about(lesson)
    Lesson.objects.filter(pk=lesson.pk).update(removed_at=timezone.now() - timedelta(days=31))
    list(empty_trash())
    assert not Question.objects.exists()


def test_helped_names_the_project(reader, lesson):
    project = factories.ProjectFactory(name="Second warehouse")
    address = f"/questions/lesson/{lesson.pk}/helped/"
    reader.post(address, typed(project="second  WAREHOUSE", text=""))
    assert "Second warehouse" in reader.get(lesson.get_absolute_url()).text
    assert Question.objects.get().project == project
    answer = reader.post(address, typed(project="<b>None</b>", text="Kept words"))
    assert answer.status_code == 422 and "Kept words" in answer.text


def test_lists_take_as_many_queries_for_many(reader, lesson, django_assert_max_num_queries):
    for number in range(12):
        asked_about(lesson, asked_by=factories.UserFactory(), text=f"Question {number}?")
    with django_assert_max_num_queries(8):
        assert "Question 11?" in reader.get("/questions/").text
    with django_assert_max_num_queries(10):
        assert "Question 11?" in reader.get(f"/questions/lesson/{lesson.pk}/").text


@pytest.mark.parametrize("show", ["yours", "open", "asked", "nothing"])
def test_list_is_chosen_by_its_address(reader, member, lesson, show):
    asked_about(lesson, asked_by=member)
    page = reader.get(f"/questions/?show={show}").text
    assert ("How did you notice?" in page) == (show != "yours")
