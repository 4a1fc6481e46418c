"""Writing by the link: /gather/<token>/."""

import uuid

import pytest
from django.core.cache import cache

from retros.models import Gathering, Observation
from tests import factories
from tests.gathering.conftest import HTMX, LINK, thought


def texts_in(gathering):
    gathering.refresh_from_db()
    return sorted(one.text for one in gathering.contents().all())


def test_thought_is_added_and_shown_to_its_writer(writer, gathering):
    browser = writer()
    answer = browser.post(LINK, thought("Nobody had timed it.", kind="wrong"))
    assert answer.url == f"{LINK}?kind=wrong&signed=no#write"
    assert "Nobody had timed it." in browser.get(LINK).text
    assert texts_in(gathering) == ["Nobody had timed it."]


def test_script_gets_the_row_of_the_list(writer):
    answer = writer().post(LINK, thought("Nobody had timed it."), headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.count("<li") == 1
    assert "Nobody had timed it." in answer.text


def test_nobody_else_sees_it_before_the_reveal(writer, as_user, facilitator, curator, draft, page):
    writer().post(LINK, thought("Nobody had timed it."))
    author = factories.UserFactory()
    writer(author).post(LINK, thought("Signed words.", signed="yes"))
    for person in (facilitator, curator, factories.UserFactory(teams=[draft.project.team])):
        browser = as_user(person)
        for address in (LINK, page, f"/retrospectives/{draft.pk}/edit/"):
            shown = browser.get(address).text
            assert "Nobody had timed it." not in shown
            assert "Signed words." not in shown


def test_signed_thought_follows_its_writer_into_another_browser(writer):
    author = factories.UserFactory()
    writer(author).post(LINK, thought("Signed words.", signed="yes"))
    assert "Signed words." in writer(author).get(LINK).text


def test_unattributed_thought_stays_in_the_browser_that_wrote_it(writer):
    author = factories.UserFactory()
    writer(author).post(LINK, thought("Nobody had timed it."))
    assert "Nobody had timed it." not in writer(author).get(LINK).text


def test_next_person_in_the_same_browser_sees_nothing_of_the_first(writer, as_user):
    first, second = factories.UserFactory(), factories.UserFactory()
    browser = writer(first)
    browser.post(LINK, thought("Nobody had timed it."))
    secret = browser.cookies["browser_key"].value
    for person, sees in ((second, False), (first, True)):
        shared = as_user(person)
        shared.cookies["browser_key"] = secret
        assert ("Nobody had timed it." in shared.get(LINK).text) is sees


def test_page_tells_title_project_purpose_and_prompts_and_nothing_of_the_draft(writer, draft):
    factories.LessonFactory(retrospective=draft, statement="Secret lesson")
    shown = writer().get(LINK).text
    for words in (draft.title, draft.project.name, "Before the next cut-over"):
        assert words in shown
    assert Observation.PROMPTS["well"] in shown
    for words in ("Secret lesson", draft.summary, draft.project.team.name):
        assert words not in shown


def test_page_says_what_is_kept_and_what_nobody_can_promise(writer):
    shown = writer().get(LINK).text
    assert "We store no name, no account, no time and no order." in shown
    assert "What we can’t promise" in shown


def test_same_request_again_changes_nothing(writer, gathering):
    browser, sent = writer(), thought("Said once.")
    for _ in range(3):
        assert browser.post(LINK, sent).status_code == 302
    assert texts_in(gathering) == ["Said once."]


def test_old_page_sent_with_new_words_adds_a_thought(writer, gathering):
    browser, sent = writer(), thought("First.")
    browser.post(LINK, sent)
    browser.post(LINK, sent | {"text": "Second."})
    assert texts_in(gathering) == ["First.", "Second."]


def test_number_of_somebody_else_takes_nothing_from_them(writer, gathering):
    sent = thought("Mine.")
    writer().post(LINK, sent)
    writer().post(LINK, sent | {"text": "Theirs."})
    assert texts_in(gathering) == ["Mine.", "Theirs."]


def test_thought_is_changed_by_its_writer(writer, gathering):
    browser, sent = writer(), thought("First.")
    browser.post(LINK, sent)
    address = f"{LINK}{sent['client_id']}/"
    assert "First." in browser.get(address).text
    answer = browser.post(address, sent | {"text": "Better.", "signed": "yes"})
    assert answer.url == f"{LINK}#mine"
    gathering.refresh_from_db()
    (one,) = gathering.contents().all()
    assert (one.text, one.is_signed, one.mark) == ("Better.", True, "")


def test_thought_of_somebody_else_answers_like_none(writer):
    sent = thought("First.")
    writer().post(LINK, sent)
    other = writer()
    for pk in (sent["client_id"], uuid.uuid4()):
        assert other.get(f"{LINK}{pk}/").status_code == 404
        assert other.post(f"{LINK}{pk}/", sent | {"text": "Mine now."}).status_code == 409
        assert other.post(f"{LINK}{pk}/remove/").status_code == 302


def test_removed_thought_stands_in_the_field_again(writer, gathering):
    browser, sent = writer(), thought("A slip.")
    browser.post(LINK, sent)
    answer = browser.post(f"{LINK}{sent['client_id']}/remove/")
    assert answer.context["form"]["text"].value() == "A slip."
    assert texts_in(gathering) == []
    browser.post(LINK, thought(answer.context["form"]["text"].value()))
    assert texts_in(gathering) == ["A slip."]


def test_late_repetition_of_what_was_removed_does_not_bring_it_back(writer, gathering):
    browser, sent = writer(), thought("A slip.")
    browser.post(LINK, sent)
    browser.post(f"{LINK}{sent['client_id']}/remove/")
    browser.post(LINK, sent)
    assert texts_in(gathering) == []


def test_words_changed_after_the_reveal_are_offered_as_a_late_thought(
    writer, gathering, add_others
):
    browser, sent = writer(), thought("First.")
    browser.post(LINK, sent)
    add_others()
    gathering.reveal()
    answer = browser.post(f"{LINK}{sent['client_id']}/", sent | {"text": "Better."})
    assert answer.status_code == 409
    assert "was revealed or removed" in answer.text
    assert answer.context["form"]["text"].value() == "Better."
    assert answer.context["form"]["client_id"].value() != sent["client_id"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "write something"),
        ({"text": "\u200b \n"}, "write something"),
        ({"text": "x" * 1_001}, "within 1000 characters"),
        ({"text": "x" * 1_000_000}, "within 1000 characters"),
        ({"kind": "lesson", "category": "team", "text": "x" * 141}, "at most 140"),
        ({"kind": "lesson", "category": ""}, "choose one"),
        ({"kind": "lesson", "category": "blame"}, "blame"),
        ({"kind": "blame"}, "blame"),
        ({"kind": ""}, "choose one"),
        ({"signed": ""}, "choose one"),
        ({"signed": "by somebody else"}, "somebody else"),
        ({"client_id": "7"}, "UUID"),
    ],
)
def test_bad_input_comes_back_with_a_reason_and_all_that_was_typed(
    writer, gathering, changed, said
):
    sent = thought("All of this.") | changed
    browser = writer()
    answer = browser.post(LINK, sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent["text"] in answer.text
    script = browser.post(LINK, sent, headers=HTMX)
    assert (script.status_code, said in script.text) == (422, True)
    assert texts_in(gathering) == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a\x00b\x07c", "‮gnirts", "**[(`"])
def test_hostile_text_is_kept_as_text(writer, gathering, text):
    browser = writer()
    browser.post(LINK, thought(text))
    shown = browser.get(LINK).text
    assert "<script>alert" not in shown
    assert texts_in(gathering) == [text.replace("\x00", "").replace("\x07", "")]


def test_of_two_people_everything_is_signed_and_the_page_says_why(writer, gathering):
    Gathering.objects.update(people=2)
    browser = writer()
    shown = browser.get(LINK)
    assert "each would know who wrote what" in shown.text
    assert shown.context["form"]["signed"].value() == "yes"
    answer = browser.post(LINK, thought("Mine.", signed="no"))
    assert answer.status_code == 422
    assert "fewer than 3 people" in answer.text
    assert texts_in(gathering) == []


@pytest.mark.parametrize("change", ["publish", "archive", "remove"])
def test_link_opens_only_a_draft(writer, draft, change):
    browser = writer()
    draft.publish()
    if change != "publish":
        getattr(draft, change)()
    assert browser.get(LINK).status_code == 404
    assert browser.post(LINK, thought()).status_code == 404


def test_visitor_is_asked_to_sign_in_whether_the_link_is_right_or_wrong(as_user, gathering):
    for link in (LINK, "/gather/wrong/"):
        assert as_user().get(link).url == f"/accounts/login/?next={link}"
    assert as_user().post(LINK, thought(), headers=HTMX).status_code == 401


@pytest.fixture
def limits(settings):
    """A cache that counts, as in production."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


def test_wrong_tokens_answer_404_and_then_wait(limits, as_user, member):
    guesser = as_user(member)
    answers = [guesser.get(f"/gather/wrong-{n}/").status_code for n in range(22)]
    assert answers[:20] == [404] * 20
    assert answers[20:] == [429] * 2


def test_good_link_opens_whatever_its_address_tried_before(limits, as_user, member, gathering):
    guesser = as_user(member)
    for number in range(25):
        guesser.get(f"/gather/wrong-{number}/")
    assert as_user(factories.UserFactory()).get(LINK).status_code == 200


def test_who_had_a_good_link_is_never_held_up(limits, writer, as_user, member):
    browser = writer(member)
    assert {browser.get("/gather/old/").status_code for _ in range(25)} == {404}
    assert browser.get(LINK).status_code == 200
    guesser = as_user(member)
    guesser.cookies["browser_key"] = "made-up:by:somebody"
    assert {guesser.get("/gather/old/").status_code for _ in range(25)} == {404, 429}


@pytest.mark.parametrize("rest", ["", "6a1f5b6c-1c11-4d2f-8f0e-6a574a0f9d0b/"])
def test_wrong_methods_are_refused(writer, rest):
    assert writer().put(LINK + rest).status_code == 405
    assert writer().get(f"{LINK}6a1f5b6c-1c11-4d2f-8f0e-6a574a0f9d0b/remove/").status_code == 405


def test_box_has_an_end_and_says_so(writer, gathering, monkeypatch):
    monkeypatch.setattr("retros.models.inbox_contents.INBOX_MAX", 1)
    browser = writer()
    browser.post(LINK, thought("One."))
    answer = browser.post(LINK, thought("Two."))
    assert answer.status_code == 422
    assert "The inbox is full" in answer.text
    assert "Two." in answer.text


def test_queries_do_not_grow_with_what_is_in_the_box(
    writer, gathering, django_assert_max_num_queries
):
    browser = writer()
    browser.post(LINK, thought())
    with django_assert_max_num_queries(8) as asked:
        browser.get(LINK)
    few = len(asked)
    for _ in range(12):
        browser.post(LINK, thought())
    with django_assert_max_num_queries(few):
        browser.get(LINK)
