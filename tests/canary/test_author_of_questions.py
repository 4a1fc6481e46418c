"""The same search for the author of unattributed questions, which wait in one box for the site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from retros.models import Question, QuestionBox
from retros.notifications import show_waiting_questions
from tests.canary import test_author as author
from tests.canary.sittings import TEXTS, contribute, number_of
from tests.canary.test_author_on_disk import WRITES

pytestmark = pytest.mark.both_databases

SEARCHES = [search for search in author.SEARCHES if "moment" not in search.__name__]


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.__name__)
def test_questions_lead_to_nobody(question_sitting, search):
    search(question_sitting)


def test_who_asked_what_leaves_equal_tables_after_the_reveal(question_sitting, monkeypatch):
    author.leaves_equal_traces(question_sitting, reveal=True)


def test_questions_appear_on_a_later_day_and_for_three_at_once(question_sitting):
    for who in range(2):
        contribute(question_sitting, who, TEXTS[who])
    the_day_before()
    assert show_waiting_questions() == 0
    contribute(question_sitting, 2, TEXTS[2])
    assert show_waiting_questions() == 0
    the_day_before()
    assert show_waiting_questions() == 3
    assert {one.asked_by for one in Question.objects.all()} == {None}
    page = question_sitting.browsers[0].get("/questions/").text
    assert all(text in page for text in TEXTS[:3])


def the_day_before():
    """Let the box have been looked into yesterday."""
    QuestionBox.objects.update(checked_on=timezone.localdate() - timezone.timedelta(days=1))


def test_browser_sees_its_own_and_removes_it(question_sitting):
    page = question_sitting.link.removesuffix("ask/")
    contribute(question_sitting, 0, TEXTS[0])
    mine, other = (question_sitting.browsers[who].get(page).text for who in (0, 1))
    assert TEXTS[0] in mine and TEXTS[0] not in other
    (number,) = QuestionBox.objects.open().contents().waiting
    question_sitting.browsers[1].post(f"/questions/waiting/{number}/remove/")
    assert QuestionBox.objects.open().contents().waiting
    question_sitting.browsers[0].post(f"/questions/waiting/{number}/remove/")
    assert not QuestionBox.objects.open().contents().waiting


def test_repeated_numbers_do_not_keep_a_reveal_from_happening(question_sitting):
    words = {"signed": "no", "client_id": str(number_of(TEXTS[0]))}
    for who, text in enumerate(TEXTS[:3]):
        question_sitting.browsers[who].post(question_sitting.link, words | {"text": text})
    the_day_before()
    assert show_waiting_questions() == 3
    question_sitting.browsers[0].post(question_sitting.link, words | {"text": TEXTS[3]})
    for who in (1, 2):
        contribute(question_sitting, who, TEXTS[who + 4])
    the_day_before()
    show_waiting_questions()
    assert Question.objects.count() == 6


def test_one_browser_can_have_ten_waiting(question_sitting):
    for text in TEXTS[:10]:
        contribute(question_sitting, 0, text)
    words = {"text": TEXTS[10], "signed": "no"}
    answer = question_sitting.browsers[0].post(question_sitting.link, words)
    assert answer.status_code == 422 and TEXTS[10] in answer.text


def test_asking_writes_to_the_box_alone(question_sitting):
    with CaptureQueriesContext(connection) as asked:
        contribute(question_sitting, 0, TEXTS[0])
        question_sitting.browsers[0].get(question_sitting.link.removesuffix("ask/"))
    written = {match[1] for query in asked if (match := WRITES.match(query["sql"]))}
    assert written == {QuestionBox._meta.db_table}


def test_another_secret_key_starts_an_empty_box(question_sitting, settings):
    contribute(question_sitting, 0, TEXTS[0])
    settings.SECRET_KEY = "another"
    assert not QuestionBox.objects.open().contents().waiting
