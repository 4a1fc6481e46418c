"""Reporting that a text names or blames somebody, and what curators do about it."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, User
from retros.models import Question, QuestionMail, Report, Retrospective, report
from retros.notifications import send_question_mails
from retros.views.questions import reporting
from tests import factories
from tests.path_factories import PathStopFactory, ReadingPathFactory
from tests.questions.conftest import asked_about

WORDS = "Everybody knows who the contractor is."
KINDS = {
    "retrospective": factories.RetrospectiveFactory,
    "decision": factories.DecisionFactory,
    "observation": factories.ObservationFactory,
    "lesson": factories.LessonFactory,
    "action": factories.ActionItemFactory,
    "event": factories.TimelineEventFactory,
    "kickoff": lambda published: factories.KickoffFactory(),
    "path": lambda published: ReadingPathFactory(),
}


@pytest.fixture(autouse=True)
def nobody_sent_any():
    reporting.SENT.clear()


@pytest.fixture
def queue(as_user, curator):
    return as_user(curator)


def address(item, kind="lesson"):
    return f"/questions/{kind}/{item.pk}/report/"


def decide(browser, item, answer, because="Say what happened, not who.", kind="lesson"):
    words = {"answer": answer, "because": because}
    return browser.post(f"/moderation/{kind}/{item.pk}/", words, follow=True)


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", KINDS)
def test_reader_reports_any_text_and_curators_read_why(reader, queue, kind):
    item = KINDS[kind](published=True)
    answer = reader.post(address(item, kind), {"words": WORDS}, follow=True)
    assert "Who reported it is stored nowhere" in answer.text
    assert "Readers reported texts" in queue.get("/").text
    assert WORDS in queue.get("/moderation/").text
    assert WORDS in queue.get(f"/moderation/{kind}/{item.pk}/").text


@pytest.mark.both_databases
def test_writers_of_a_kickoff_are_asked_and_nobody_else_reads_it(as_user, queue, reader):
    kickoff = factories.KickoffFactory(brief="As Wilma broke the till.")
    QuestionMail.objects.create(user=kickoff.created_by)
    assert address(kickoff, "kickoff") in reader.get(kickoff.get_absolute_url()).text
    assert "hide it" not in reader.get(address(kickoff, "kickoff")).text
    reader.post(address(kickoff, "kickoff"))
    assert kickoff.brief in queue.get(f"/moderation/kickoff/{kickoff.pk}/").text
    assert decide(queue, kickoff, "hide", kind="kickoff").status_code == 422
    decide(queue, kickoff, "ask", kind="kickoff")
    writer = as_user(kickoff.created_by)
    page = writer.get("/questions/?show=yours").text
    assert "not who." in page and kickoff.get_absolute_url() in page
    assert send_question_mails() == 1 and "not who." in mail.outbox[0].body
    for page in ("/questions/", f"/questions/{Question.objects.get().pk}/"):
        assert "not who." not in reader.get(page).text
    kickoff.remove()
    assert "not who." not in writer.get("/questions/?show=yours").text


@pytest.mark.both_databases
def test_curator_makes_a_path_a_draft_and_its_author_reads_why(as_user, queue, reader):
    author = factories.UserFactory()
    path = ReadingPathFactory(created_by=author)
    PathStopFactory(path=path, text="What Wilma broke.")
    assert address(path, "path") in reader.get(path.get_absolute_url()).text
    reader.post(address(path, "path"))
    page = queue.get(f"/moderation/path/{path.pk}/").text
    assert "Stop 1" in page and "What Wilma broke." in page and "Ask its writers" not in page
    decide(queue, path, "hide", kind="path")
    assert reader.get(path.get_absolute_url()).status_code == 404
    assert reader.get(address(path, "path")).status_code == 404
    assert "not who." in as_user(author).get("/questions/?show=yours").text
    assert "not who." not in reader.get("/questions/").text


def test_report_of_a_part_of_a_retrospective_is_about_the_part(reader, lesson):
    record = lesson.retrospective
    reader.post(f"{address(record, 'retrospective')}?about=lesson-{lesson.pk}")
    assert Report.objects.get().item == lesson


def test_reporter_is_stored_nowhere(as_user, member, lesson):
    as_user(member).post(address(lesson), {"words": WORDS})
    assert all(field.related_model is not User for field in Report._meta.fields)
    assert not AuditEntry.objects.filter(actor_id=member.pk).exists()


def test_only_curators_see_the_queue(reader, lesson):
    reader.post(address(lesson), {"words": WORDS})
    for page in ("/moderation/", f"/moderation/lesson/{lesson.pk}/"):
        assert reader.get(page).status_code == 404
    assert "Readers reported texts" not in reader.get("/").text
    assert reader.post("/moderation/leave/").status_code == 404
    assert WORDS not in reader.get(lesson.get_absolute_url()).text


def test_draft_and_what_is_hidden_can_be_reported_by_nobody(as_user, reader, lesson, db):
    draft = factories.LessonFactory()
    hidden = asked_about(lesson, asked_by=None)
    hidden.hide()
    assert as_user(draft.retrospective.created_by).get(address(draft)).status_code == 404
    assert reader.get(address(hidden, "question")).status_code == 404


@pytest.mark.parametrize("hide", ["unpublish", "remove"])
def test_what_became_private_leaves_the_queue(reader, queue, lesson, hide):
    reader.post(address(lesson), {"words": WORDS})
    getattr(Retrospective.objects.get(), hide)()
    page = queue.get("/moderation/").text
    assert WORDS not in page and lesson.statement not in page
    assert queue.get(f"/moderation/lesson/{lesson.pk}/").status_code == 404


@pytest.mark.both_databases
@pytest.mark.parametrize("words", ["x" * 501, "a\x00b" + "x" * 500])
def test_report_that_is_too_long_is_kept(reader, lesson, words):
    answer = reader.post(address(lesson), {"words": words})
    assert answer.status_code == 422 and "x" * 500 in answer.text
    assert not Report.objects.exists()


def test_flood_of_reports_ends_and_keeps_the_text(reader, lesson, monkeypatch):
    monkeypatch.setattr(report, "REPORTS_MAX_EACH", 2)
    for words in ("", "", "One.", WORDS):
        answer = reader.post(address(lesson), {"words": words})
    assert answer.status_code == 422 and WORDS in answer.text
    assert Report.objects.count() == 2


def test_one_person_cannot_fill_the_queue(as_user, reader, lesson, monkeypatch):
    monkeypatch.setattr(reporting, "REPORTS_A_DAY", 2)
    for words in ("One.", "Two.", WORDS):
        answer = reader.post(address(lesson), {"words": words})
    assert (
        answer.status_code == 422 and WORDS in answer.text and "which is the limit" in answer.text
    )
    other = as_user(factories.UserFactory())
    assert other.post(address(lesson), {"words": WORDS}).status_code == 302
    assert Report.objects.count() == 3


def test_curator_asks_for_other_words_and_only_writers_and_curators_read_it(
    as_user, queue, curator, reader, lesson, writer
):
    QuestionMail.objects.create(user=writer)
    reader.post(address(lesson), {"words": WORDS})
    assert "asked to change it" in decide(queue, lesson, "ask").text
    assert not Report.objects.exists()
    page = as_user(writer).get("/questions/?show=yours").text
    assert "Say what happened, not who." in page and WORDS not in page
    assert "Say what happened" not in reader.get(lesson.get_absolute_url()).text
    assert send_question_mails() == 1 and "not who" in mail.outbox[0].body
    entry = AuditEntry.objects.get(kind="wording_asked")
    assert (entry.actor_id, entry.object_id) == (curator.pk, lesson.pk)


def test_event_is_chosen_on_the_page_of_its_retrospective(as_user, queue, reader):
    event = factories.TimelineEventFactory(published=True, known_then="Only Wilma knew.")
    page = f"{address(event.retrospective, 'retrospective')}?about=event-{event.pk}"
    assert event.text in reader.get(page).text
    reader.post(page)
    assert Report.objects.get().item == event
    assert "Only Wilma knew." in queue.get(f"/moderation/event/{event.pk}/").text
    decide(queue, event, "ask", kind="event")
    writer = event.retrospective.created_by
    assert "not who." in as_user(writer).get("/questions/?show=yours").text
    assert not Report.objects.exists()


@pytest.mark.both_databases
def test_curator_hides_a_retrospective_until_its_writers_publish_it(
    as_user, queue, reader, lesson, writer
):
    reader.post(address(lesson))
    assert "Hidden until" in decide(queue, lesson, "hide").text
    assert reader.get(lesson.get_absolute_url()).status_code == 404
    assert "not who." in as_user(writer).get("/questions/?show=yours").text
    assert AuditEntry.objects.filter(kind="hidden").exists()


def test_curator_takes_a_post_down_and_its_team_reads_why(as_user, queue, reader):
    team = factories.TeamFactory()
    post = factories.WallPostFactory(team=team)
    reader.post(address(post, "post"))
    decide(queue, post, "hide", kind="post")
    assert post.learned not in as_user().get("/wall/").text
    colleague = as_user(factories.UserFactory(teams=[team]))
    assert "not who." in colleague.get("/questions/?show=yours").text
    assert "not who." not in reader.get("/questions/").text


def test_nobody_is_asked_about_a_post_whose_author_is_not_stored(queue, reader):
    post = factories.WallPostFactory()
    reader.post(address(post, "post"))
    assert decide(queue, post, "ask", kind="post").status_code == 422
    assert decide(queue, post, "hide", "", kind="post").status_code == 200


def test_who_asked_a_hidden_question_reads_why(as_user, queue, reader, member, lesson):
    author = factories.UserFactory()
    QuestionMail.objects.create(user=author)
    question = asked_about(lesson, asked_by=author)
    reader.post(address(question, "question"))
    decide(queue, question, "hide", kind="question")
    assert question.text not in reader.get(lesson.get_absolute_url()).text
    asker = as_user(author)
    assert "of your questions" in asker.get("/").text
    assert "not who." in asker.get(question.get_absolute_url()).text
    assert send_question_mails() == 1 and "not who." in mail.outbox[0].body


def test_curator_leaves_a_text_and_nobody_is_told(as_user, queue, reader, lesson, writer):
    reader.post(address(lesson))
    decide(queue, lesson, "leave", "")
    assert not Report.objects.exists() and not Question.objects.exists()
    assert AuditEntry.objects.filter(kind="report_left").exists()


@pytest.mark.parametrize("words", [{}, {"answer": "erase"}, {"answer": "ask", "because": " "}])
def test_bad_decision_is_refused(reader, queue, lesson, words):
    reader.post(address(lesson))
    answer = queue.post(f"/moderation/lesson/{lesson.pk}/", words)
    assert answer.status_code == 422 and "There is a problem" in answer.text
    assert Report.objects.exists()


def test_second_curator_changes_nothing(reader, queue, curator, lesson):
    reader.post(address(lesson))
    (found,) = Report.objects.items()
    assert found.leave(by=curator) and not found.hide("Later.", by=curator)
    assert Retrospective.objects.get().is_published


def test_flood_is_left_at_once(reader, queue):
    lessons = [factories.LessonFactory(published=True) for _ in range(6)]
    for one in lessons:
        reader.post(address(one))
    assert "Leave these 6" in queue.get("/moderation/").text
    chosen = [f"lesson-{one.pk}" for one in lessons[1:]]
    queue.post("/moderation/leave/", {"item": [*chosen, "lesson-x", "nothing"]})
    assert Report.objects.get().item == lessons[0]


def test_queue_names_what_else_waits(queue, lesson):
    type(lesson).objects.update(review_on="2026-01-01")
    Question.objects.create(kind="question", text="Who knows about certificates?")
    post = factories.WallPostFactory(taken_down_at=lesson.created_at, awaits_review=True)
    for name in ("database", "data bases"):
        lesson.tags.add(name)
    page = queue.get("/moderation/").text
    for words in (lesson.statement, "Who knows about", post.learned, "database", "data bases"):
        assert words in page


def test_queries_do_not_grow_with_reports(queue, reader):
    def count():
        with CaptureQueriesContext(connection) as caught:
            queue.get("/moderation/")
        return len(caught)

    reader.post(address(factories.LessonFactory(published=True)))
    few = count()
    for _ in range(4):
        reader.post(address(factories.LessonFactory(published=True)))
    assert count() == few
