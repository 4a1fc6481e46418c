"""Writing risks by the link: /premortem/<token>/."""

import uuid

import pytest

from tests import factories
from tests.gathering.test_writing import limits  # noqa: F401
from tests.risks.conftest import HTMX, LINK, WORDS, risk


def texts_in(premortem):
    premortem.refresh_from_db()
    return sorted(one.text for one in premortem.contents().all())


def test_risk_is_added_and_shown_to_its_writer_alone(writer, premortem):
    browser = writer()
    assert browser.post(LINK, risk()).url == f"{LINK}#write"
    assert WORDS in browser.get(LINK).text
    assert WORDS not in writer().get(LINK).text
    assert texts_in(premortem) == [WORDS]


def test_script_gets_the_row_of_the_list(writer):
    answer = writer().post(LINK, risk(), headers=HTMX)
    assert answer.text.count("<li") == 1
    assert WORDS in answer.text


def test_page_shows_the_brief_and_what_is_kept_and_no_lesson(writer, kickoff):
    lesson = factories.LessonFactory(published=True, statement="The stock service stops.")
    shown = writer().get(LINK).text
    assert kickoff.brief in shown
    assert "We store no name, no account, no time and no order." in shown
    assert "What we can’t promise" in shown
    assert lesson.statement not in shown


def test_same_request_again_changes_nothing_and_an_old_page_adds(writer, premortem):
    browser, sent = writer(), risk("First.")
    for _ in range(2):
        assert browser.post(LINK, sent).status_code == 302
    browser.post(LINK, sent | {"text": "Second."})
    assert texts_in(premortem) == ["First.", "Second."]


def test_risk_is_changed_and_removed_by_its_writer(writer, premortem):
    browser, sent = writer(), risk("First.")
    browser.post(LINK, sent)
    address = f"{LINK}{sent['client_id']}/"
    assert "First." in browser.get(address).text
    assert browser.post(address, sent | {"text": "Better."}).url == f"{LINK}#mine"
    assert texts_in(premortem) == ["Better."]
    answer = browser.post(f"{address}remove/")
    assert answer.context["form"]["text"].value() == "Better."
    assert texts_in(premortem) == []


def test_risk_of_somebody_else_answers_like_none(writer, premortem):
    sent = risk("First.")
    writer().post(LINK, sent)
    other = writer()
    for pk in (sent["client_id"], uuid.uuid4()):
        assert other.get(f"{LINK}{pk}/").status_code == 404
        assert other.post(f"{LINK}{pk}/", sent | {"text": "Mine now."}).status_code == 409
        assert other.post(f"{LINK}{pk}/remove/").status_code == 302
    assert texts_in(premortem) == ["First."]


def test_words_changed_after_the_reveal_are_offered_as_a_late_one(writer, premortem):
    browser, sent = writer(), risk("First.")
    for each in (browser, writer(), writer()):
        each.post(LINK, sent | {"client_id": str(uuid.uuid4())})
    browser.post(LINK, sent)
    premortem.reveal()
    answer = browser.post(f"{LINK}{sent['client_id']}/", sent | {"text": "Better."})
    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == "Better."
    assert answer.context["form"]["client_id"].value() != sent["client_id"]
    assert "at least 3 people" in answer.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "write something"),
        ({"text": "\u200b \n"}, "write something"),
        ({"text": "🔥 !!"}, "write something in words"),
        ({"text": "x" * 301}, "within 300 characters. You used 301."),
        ({"text": "x" * 1_000_000}, "within 300 characters"),
        ({"client_id": "7"}, "UUID"),
    ],
)
def test_bad_input_comes_back_with_a_reason_and_all_that_was_typed(
    writer, premortem, changed, said
):
    sent, browser = risk("All of this.") | changed, writer()
    answer = browser.post(LINK, sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent["text"] in answer.text
    script = browser.post(LINK, sent, headers=HTMX)
    assert (script.status_code, said in script.text) == (422, True)
    assert texts_in(premortem) == []


def test_full_box_says_so_and_keeps_the_words(writer, monkeypatch):
    monkeypatch.setattr("retros.models.inbox_contents.INBOX_MAX", 0)
    answer = writer().post(LINK, risk())
    assert answer.status_code == 422
    assert "The inbox is full" in answer.text
    assert WORDS in answer.text


def test_link_opens_nothing_once_its_kickoff_is_in_the_trash(writer, kickoff):
    browser = writer()
    kickoff.remove()
    assert browser.get(LINK).status_code == 404


def test_visitor_is_asked_to_sign_in_whether_the_link_is_right_or_wrong(as_user, premortem):
    for link in (LINK, "/premortem/wrong/"):
        assert as_user().get(link).url == f"/accounts/login/?next={link}"


def test_wrong_tokens_answer_404_and_then_wait(limits, as_user, member):  # noqa: F811
    guesser = as_user(member)
    answers = [guesser.get(f"/premortem/wrong-{n}/").status_code for n in range(22)]
    assert answers == [404] * 20 + [429] * 2


def test_wrong_methods_are_refused(writer):
    some = f"{LINK}{uuid.uuid4()}/"
    assert writer().put(LINK).status_code == writer().put(some).status_code == 405
    assert writer().get(f"{some}remove/").status_code == 405


def test_queries_do_not_grow_with_what_waits(writer, django_assert_max_num_queries):
    browser = writer()
    browser.post(LINK, risk())
    with django_assert_max_num_queries(8) as asked:
        browser.get(LINK)
    few = len(asked)
    for _ in range(9):
        browser.post(LINK, risk())
    with django_assert_max_num_queries(few):
        browser.get(LINK)


def test_earlier_address_leads_on_and_keeps_what_is_sent(writer):
    browser, earlier = writer(), LINK.replace("premortem", "imagine")
    assert browser.get(earlier).status_code == 301
    answer = browser.post(earlier, risk())
    assert (answer.status_code, answer.url) == (308, LINK)
    assert browser.post(earlier, risk(), follow=True).status_code == 200
