"""Mail about questions: at once for those who want it, and in the weekly mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from retros.models import Digest, QuestionMail
from retros.notifications import send_digests, send_question_mails
from tests.questions.conftest import asked_about, typed


@pytest.fixture
def wants(lesson, writer):
    return QuestionMail.objects.create(user=writer)


def test_writer_gets_mail_at_once_about_a_signed_question(reader, lesson, writer, wants):
    reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed())
    assert send_question_mails() == 1
    assert mail.outbox[0].to == [writer.email]
    assert "How did you notice?" in mail.outbox[0].body
    assert send_question_mails() == 0


def test_who_did_not_ask_for_it_gets_none(reader, lesson, writer):
    reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed())
    assert send_question_mails() == 0


def test_who_asked_gets_mail_about_the_answer(as_user, member, lesson, writer):
    QuestionMail.objects.create(user=member)
    question = asked_about(lesson, asked_by=member)
    as_user(writer).post(question.get_absolute_url(), {"answer": "By its checksum."})
    assert send_question_mails() == 1
    assert "By its checksum." in mail.outbox[0].body and mail.outbox[0].to == [member.email]


def test_mail_that_could_not_leave_is_tried_again(reader, lesson, wants, monkeypatch):
    reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed())

    def refuse(self):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("retros.notifications.questions.EmailMessage.send", refuse)
        assert send_question_mails() == 0
    assert send_question_mails() == 0
    assert send_question_mails(clock=lambda: timezone.now() + timedelta(hours=2)) == 1


def test_profile_and_the_link_in_the_mail_stop_it(as_user, writer, lesson, reader, wants):
    reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed())
    send_question_mails()
    address = f"/digest/questions/{wants.stop_token}/"
    assert address in mail.outbox[0].body
    assert as_user().get(address).status_code == 200 and QuestionMail.objects.exists()
    as_user().post(address)
    assert not QuestionMail.objects.exists()
    as_user(writer).post("/digest/questions/", {"wanted": "yes"})
    assert "Stop email about questions" in as_user(writer).get("/accounts/profile/").text
    as_user(writer).post("/digest/questions/")
    assert not QuestionMail.objects.exists()
    assert as_user().get("/digest/questions/forged/").status_code == 404


def test_weekly_mail_names_open_questions(lesson, writer):
    digest = Digest.objects.start(writer)
    asked_about(lesson)
    monday = digest.due_at
    Digest.objects.update(covered_until=monday - timedelta(days=30))
    send_digests(clock=lambda: monday + timedelta(days=1))
    assert "Questions about what you wrote" in mail.outbox[0].body
    assert "How did you notice?" in mail.outbox[0].body


def test_mail_once_a_day_leaves_the_next_morning_with_all_that_came(reader, lesson, writer, wants):
    QuestionMail.objects.update(is_daily=True)
    reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed(text="What did it cost?"))
    due = QuestionMail.objects.get().due_at
    assert timezone.localtime(due).hour == 8 and due > timezone.now()

    reader.post(f"/questions/lesson/{lesson.pk}/ask/", typed(text="Who decided it?"))
    assert QuestionMail.objects.get().due_at == due
    assert send_question_mails() == 0
    assert send_question_mails(clock=lambda: due) == 1
    assert "What did it cost?" in mail.outbox[0].body and "Who decided it?" in mail.outbox[0].body


def test_how_often_is_chosen_on_the_profile(as_user, member):
    browser = as_user(member)
    for wanted, words in (("daily", "at most one email a day"), ("yes", "an email at once when")):
        browser.post("/digest/questions/", {"wanted": wanted})
        assert words in browser.get("/accounts/profile/").text
    browser.post("/digest/questions/", {})
    assert "Off by default" in browser.get("/accounts/profile/").text
