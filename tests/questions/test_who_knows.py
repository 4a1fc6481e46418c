"""A question to everybody, its answer, and the lesson that becomes of it."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from retros.models import Digest, Question, QuestionMail, merge_tags
from retros.notifications import send_digests, send_question_mails
from retros.search import reindex
from tests import factories
from tests.questions.conftest import typed


@pytest.fixture
def asked(member):
    return Question.objects.create(kind="question", text="Who moved a till?", asked_by=member)


def test_search_without_results_leads_to_a_question_with_its_words(reader):
    page = reader.get("/search/?q=okapi").text
    assert 'href="/questions/new/?q=okapi"' in page
    assert "okapi</textarea>" in reader.get("/questions/new/?q=okapi").text


def test_results_that_do_not_help_lead_there_too(reader, lesson):
    reindex()
    assert 'href="/questions/new/?q=rehearse"' in reader.get("/search/?q=rehearse").text


def test_question_stands_in_the_list_until_somebody_answers(reader, as_user):
    reader.post("/questions/new/", typed(text="Who moved a till?"))
    question = Question.objects.get()
    other = as_user(factories.UserFactory())
    assert "Who moved a till?" in other.get("/questions/").text
    other.post(question.get_absolute_url(), {"answer": "We did, in Lisbon."})
    assert "We did, in Lisbon." in reader.get("/questions/?show=asked").text
    assert "Who moved a till?" not in other.get("/questions/").text


@pytest.mark.both_databases
@pytest.mark.parametrize("changed", [{"text": ""}, {"tag": "999999"}, {"tag": "\x00²"}])
def test_bad_question_to_everybody_is_refused_and_kept(reader, changed):
    answer = reader.post("/questions/new/", typed(text="Who moved a till?") | changed)
    assert answer.status_code == 422
    assert ("Who moved a till?" in answer.text) == ("text" not in changed)


@pytest.mark.both_databases
def test_second_answer_is_kept_beside_the_first(asked, as_user):
    first, second = (as_user(factories.UserFactory()) for _ in range(2))
    page = second.get(asked.get_absolute_url())
    assert page.status_code == 200
    first.post(asked.get_absolute_url(), {"answer": "We did."})
    answer = second.post(asked.get_absolute_url(), {"answer": "So did we."})
    assert answer.status_code == 409
    assert "So did we." in answer.text and "We did." in answer.text
    asked.refresh_from_db()
    assert asked.answer == "We did."


def test_writers_of_the_tag_hear_of_it(reader, as_user, lesson, writer):
    lesson.tags.add("tills")
    QuestionMail.objects.create(user=writer)
    tag = lesson.tags.get()
    reader.post("/questions/new/", typed(text="Who moved a till?", tag=tag.pk))
    assert "Who moved a till?" in as_user(writer).get("/questions/?show=yours").text
    assert "1 question or suggestion" in as_user(writer).get("/").text
    assert send_question_mails() == 1 and "Who moved a till?" in mail.outbox[0].body
    stranger = as_user(factories.UserFactory())
    assert "Who moved a till?" not in stranger.get("/questions/?show=yours").text


def test_weekly_mail_puts_it_to_everybody(asked):
    digest = Digest.objects.start(factories.UserFactory())
    Digest.objects.update(covered_until=digest.due_at - timedelta(days=30))
    send_digests(clock=lambda: digest.due_at + timedelta(days=1))
    assert "Who knows?" in mail.outbox[0].body and "Who moved a till?" in mail.outbox[0].body


def test_answer_becomes_a_lesson_in_one_step(asked, as_user, lesson, writer):
    asked.give_answer("Move one till first. We lost a day with all at once.", by=writer)
    writing = as_user(writer)
    record = lesson.retrospective
    address = f"{asked.get_absolute_url()}lesson/?retrospective={record.pk}"
    assert f'<option value="{record.pk}"' in writing.get(asked.get_absolute_url()).text
    form = writing.get(address, follow=True).text
    assert "Move one till first." in form and "Who moved a till?" in form
    assert as_user(factories.UserFactory()).get(address).status_code == 404
    assert writing.get(f"{asked.get_absolute_url()}lesson/?retrospective=²").status_code == 404
    number = re.search(r'name="client_id" value="([^"]+)"', form)[1]
    typed = {
        "statement": "Move one till.",
        "category": "process",
        "client_id": number,
        "version": 0,
    }
    writing.post(f"/retrospectives/{record.pk}/edit/lessons/new/", typed)
    made = record.lessons.get(client_id=number)
    page = writing.get(asked.get_absolute_url()).text
    assert f'href="{made.get_absolute_url()}"' in page and "Turn the answer" not in page
    assert writing.get(address)["Location"] == made.get_absolute_url()


def test_lesson_does_not_begin_with_the_answer_of_another_retrospective(as_user, lesson, writer):
    elsewhere = factories.LessonFactory()
    hidden = Question.objects.create(
        kind="question",
        retrospective=elsewhere.retrospective,
        text="Hidden?",
        answer="Yes, hidden.",
        state="answered",
    )
    address = (
        f"/retrospectives/{lesson.retrospective_id}/edit/lessons/new/?from=question-{hidden.pk}"
    )
    assert "yes, hidden" not in as_user(writer).get(address).text.lower()


def test_question_follows_its_tag_into_another(asked, lesson):
    lesson.tags.add("tills", "cash registers")
    old, new = lesson.tags.get(name="tills"), lesson.tags.get(name="cash registers")
    Question.objects.update(tag=old)
    merge_tags(old, new)
    asked.refresh_from_db()
    assert asked.tag == new
