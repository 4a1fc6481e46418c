"""Sentences that might be lessons, in the editor and in the preview of an import."""

import pytest

from retros.exchange import Document
from retros.models import DecidedProposal, Retrospective
from retros.proposals import key_of, propose_for_document
from tests import factories
from tests.test_import_page import bring_in, page_of, upload

pytestmark = pytest.mark.both_databases

SENTENCE = "Next time, we should rehearse the migration on a copy."
NOTES = f"# Moving the shop\n\n## Context\n\n{SENTENCE} It was cold.\n"
KEY = key_of(SENTENCE)


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


@pytest.fixture
def draft(member):
    return factories.RetrospectiveFactory(created_by=member, context=SENTENCE)


def editor(browser, draft):
    return browser.get(f"/retrospectives/{draft.pk}/edit/").content.decode()


def test_the_editor_proposes_until_there_are_three_lessons(browser, draft):
    factories.LessonFactory.create_batch(2, retrospective=draft)
    assert "Might be lessons" in editor(browser, draft)
    factories.LessonFactory(retrospective=draft)
    assert "Might be lessons" not in editor(browser, draft)


def test_one_press_opens_the_form_with_statement_and_category(browser, draft):
    address = f"/retrospectives/{draft.pk}/edit/lessons/new/"
    page = browser.get(address, {"from": f"proposal-{KEY}"}).content.decode()
    assert f">\n{SENTENCE}</textarea>" in page
    assert 'value="process"' in page.partition("checked")[0].rpartition("<input")[2]


@pytest.mark.parametrize("anchor", ["proposal-", "proposal-nothing", f"proposal-{'0' * 16}"])
def test_an_unknown_proposal_opens_an_empty_form(browser, draft, anchor):
    answer = browser.get(f"/retrospectives/{draft.pk}/edit/lessons/new/", {"from": anchor})
    assert answer.status_code == 200
    assert SENTENCE not in answer.text


def test_with_htmx_the_proposal_leaves_when_its_form_opens(browser, draft):
    address = f"/retrospectives/{draft.pk}/edit/lessons/new/"
    headers = {"HX-Request": "true"}
    page = browser.get(address, {"from": f"proposal-{KEY}"}, headers=headers).content.decode()
    assert f'id="proposal-{KEY}" hx-swap-oob="delete"' in page


def test_writers_dismiss_in_the_editor(browser, draft):
    address = f"/lessons/proposed/{draft.pk}/dismiss/"
    answer = browser.post(address, {"sentence": KEY, "editor": "1"})
    assert answer["Location"] == f"/retrospectives/{draft.pk}/edit/#lessons"
    assert "Might be lessons" not in editor(browser, draft)
    assert browser.post(address, {"sentence": KEY}, headers={"HX-Request": "true"}).content == b""


def test_others_do_not_dismiss_in_a_draft(as_user, draft):
    other = as_user(factories.CuratorFactory())
    address = f"/lessons/proposed/{draft.pk}/dismiss/"
    assert other.post(address, {"sentence": KEY}).status_code == 404


def test_the_preview_proposes_and_stores_nothing(browser):
    preview = upload(browser, ("shop.md", NOTES.encode()))
    assert "Might be lessons" in page_of(preview)
    bring_in(browser, preview)
    made = Retrospective.objects.get()
    assert not made.lessons.exists() and not made.decided_proposals.exists()


def test_what_is_added_in_the_preview_becomes_a_lesson(browser):
    preview = upload(browser, ("shop.md", NOTES.encode()))
    typed = {
        f"0-maybe-{KEY}-choice": "add",
        f"0-maybe-{KEY}-statement": "Rehearse on a copy",
        f"0-maybe-{KEY}-category": "team",
    }
    bring_in(browser, preview, **typed)
    made = Retrospective.objects.get()
    assert [*made.lessons.values_list("statement", "category")] == [("Rehearse on a copy", "team")]
    assert SENTENCE in made.context
    assert "Might be lessons" not in editor(browser, made)


def test_what_was_moved_to_the_lessons_is_not_proposed_again(browser):
    notes = f"# Shop\n\n## Went well\n\n- It sold.\n- {SENTENCE}\n".encode()
    preview = upload(browser, ("shop.md", notes))
    assert f"0-maybe-{KEY}-choice" in page_of(preview)
    moved = {"look": "1", **{f"0-place-{n}": "lesson:process" for n in range(4)}}
    assert f"0-maybe-{KEY}-choice" not in page_of(bring_in(browser, preview, **moved))


def test_what_is_dismissed_in_the_preview_stays_dismissed(browser):
    preview = upload(browser, ("shop.md", NOTES.encode()))
    bring_in(browser, preview, **{f"0-maybe-{KEY}-choice": "dismiss"})
    assert DecidedProposal.objects.get().sentence_digest == KEY
    assert "Might be lessons" not in editor(browser, Retrospective.objects.get())
    later = upload(browser, ("shop.md", f"{NOTES}\nWe close at six from now on.\n".encode()))
    assert "later version" in page_of(later) and f"maybe-{KEY}" not in page_of(later)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("statement", "x" * 141, "You used 141."),
        ("statement", " ", "Please write something here."),
        ("category", "", "Please choose one."),
        ("category", "blame", "Select a valid choice"),
        ("choice", "steal", "Select a valid choice"),
    ],
)
def test_bad_input_in_the_preview_is_said_and_all_is_kept(browser, name, value, said):
    preview = upload(browser, ("shop.md", NOTES.encode()))
    typed = {"choice": "add", "statement": "Rehearse", "category": "team"} | {name: value}
    typed = {f"0-maybe-{KEY}-{field}": text for field, text in typed.items()}
    answer = bring_in(browser, preview, **typed, **{"0-title": "My own title"})
    assert answer.status_code == 422
    page = page_of(answer)
    assert said in page and "My own title" in page
    assert not Retrospective.objects.exists()


def test_bad_words_of_what_is_not_added_hinder_nothing(browser):
    preview = upload(browser, ("shop.md", NOTES.encode()))
    bring_in(
        browser, preview, **{f"0-maybe-{KEY}-choice": "", f"0-maybe-{KEY}-statement": "x" * 999}
    )
    assert Retrospective.objects.exists()


def test_a_document_that_says_its_lessons_is_proposed_nothing_of_them():
    document = Document("a.md", context_parts=[SENTENCE])
    assert [it.statement for it in propose_for_document(document)] == [SENTENCE]
